"""Tar archives of pages, read forwards, entry by entry.

Not by the standard library's module: it holds what a header claims in memory, and ends at the first damaged header.
Here what a header claims is bounded, and after a damaged one the next sound one is sought. The format is that of POSIX
(ustar, with pax headers) and of GNU tar.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapporteur.read.entries import Unfold, entry, is_wanted, problem_of
from rapporteur.read.place import Item, Job, Place
from rapporteur.read.refuse import printable
from rapporteur.read.streams import buffered
from rapporteur.read.walk import Skipped

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_BLOCK = 512
_LONGEST_HEADER = 1_000_000  # bytes of a long name or a pax header
_FILES = frozenset((b"0", b"\0", b"7"))


@dataclass(frozen=True, slots=True)
class _Header:
    name: str
    size: int
    type: bytes


def read(stream: io.BufferedReader, place: Place, job: Job, unfold: Unfold) -> Iterator[Item]:
    """The pages in a tar archive, in its order; links, devices and entries of other kinds are passed over."""
    name: str | None = None
    size: int | None = None
    while True:
        block = stream.read(_BLOCK)
        if not block.strip(b"\0"):
            return  # the end, with or without the zeros that mark it
        header = _header(block)
        if header is None:
            yield place.refusal("an entry's head is damaged or cut short; what follows is read as far as it can be")
            header = _next_header(stream)
            if header is None:
                return
        body = _Body(stream, size if size is not None and header.type not in b"LKxg" else header.size)
        if header.type in {b"L", b"x"} and header.size <= _LONGEST_HEADER:
            name, size = _long(header, body.readall() or b"", name, size)
        elif header.type in _FILES:
            yield from _file(body, name or header.name, place, job, unfold)
        if header.type not in b"LKxg":
            name = size = None
        if not body.finish():
            yield place.refusal("the archive is cut short in its last entry; get it again")
            return


def _file(body: _Body, name: str, place: Place, job: Job, unfold: Unfold) -> Iterator[Item]:
    problem = problem_of(name)
    if not is_wanted(name):
        yield Skipped(f"{place.address}!{printable(name)}")
    elif problem is not None:
        yield place.inside(name).refusal(problem)
    else:
        yield from entry(buffered(body), name, place, job, unfold)


class _Body(io.RawIOBase):
    """The bytes of one entry, and the zeros that fill its last block."""

    def __init__(self, stream: io.BufferedReader, size: int) -> None:
        self._stream = stream
        self._left = size
        self._short = False
        self._padding = -size % _BLOCK

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fills the buffer but at the end."""
        view = memoryview(buffer).cast("B")
        data = self._stream.read(min(len(view), self._left))
        self._left -= len(data)
        self._short = self._short or (not data and self._left > 0)
        view[: len(data)] = data
        return len(data)

    def finish(self) -> bool:
        """Goes to the next header; False where the archive ends before."""
        self._left += self._padding
        self._padding = 0
        while self._left and not self._short:
            data = self._stream.read(min(self._left, 65_536))
            self._left -= len(data)
            self._short = not data
        return not self._short


def _header(block: bytes) -> _Header | None:
    """The header that a block is; None where its checksum or its numbers are wrong."""
    if len(block) < _BLOCK:
        return None
    total = sum(block[:148]) + 8 * 32 + sum(block[156:])
    size = _number(block[124:136])
    if _number(block[148:156]) != total or size is None:
        return None
    name = _text(block[:100])
    prefix = _text(block[345:500]) if block[257:263] == b"ustar\0" else ""
    return _Header(f"{prefix}/{name}" if prefix else name, size, block[156:157])


def _next_header(stream: io.BufferedReader) -> _Header | None:
    while len(block := stream.read(_BLOCK)) == _BLOCK:
        header = _header(block) if block[257:262] == b"ustar" else None
        if header is not None:
            return header
    return None


def _number(field: bytes) -> int | None:
    """A number in octal digits, or in GNU's way in bits; None where it is neither, or negative."""
    if field[:1] == b"\x80":
        return int.from_bytes(field[1:], "big")
    digits = field.strip(b" \0")
    try:
        value = int(digits, 8) if digits else 0
    except ValueError:
        return None
    return value if value >= 0 else None


def _text(field: bytes) -> str:
    return field.partition(b"\0")[0].decode("utf-8", "replace")


def _long(header: _Header, data: bytes, name: str | None, size: int | None) -> tuple[str | None, int | None]:
    """Name and size that a long name or a pax header gives to the entry after it."""
    if header.type == b"L":
        return _text(data), size
    at = 0
    while at < len(data):
        blank = data.find(b" ", at, at + 9)
        length = data[at:blank] if blank > at else b""
        if not length.isdigit() or not 0 < int(length) <= len(data) - at:
            break
        key, _, value = data[blank + 1 : at + int(length)].rstrip(b"\n").partition(b"=")
        if key == b"path":
            name = value.decode("utf-8", "replace")
        elif key == b"size" and value.isdigit() and len(value) < 20:
            size = int(value)
        at += int(length)
    return name, size

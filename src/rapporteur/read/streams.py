"""Streams that are read once, forwards, with a bound on what they may unpack to."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Protocol, cast

from rapporteur.errors import SourceError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

CHUNK = HEAD = 65_536  # bytes read at a time; bytes that suffice to tell what a stream is
GZIP = b"\x1f\x8b\x08"


def buffered(raw: io.RawIOBase | IO[bytes]) -> io.BufferedReader:
    """A stream into which one can look ahead by ``HEAD`` bytes."""
    return cast(io.BufferedReader, io.BufferedReader(cast(io.RawIOBase, raw), 2 * HEAD))


class Readable(Protocol):
    """Anything with ``read``."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes; none at the end."""


class Bomb(SourceError):
    """An archive that unpacks to more than it may; nothing more of it is read."""


class Budget:
    """The bytes that one source may still unpack to, over all archives inside it."""

    def __init__(self, allowed: int) -> None:
        self._allowed = allowed
        self._left = allowed

    def spend(self, size: int) -> None:
        """Counts ``size`` unpacked bytes. Raises ``Bomb`` when there have been too many."""
        self._left -= size
        if self._left < 0:
            raise Bomb(
                f"it unpacks to more than {self._allowed:,} bytes, out of all proportion to its size; "
                "unpack it by hand if it is meant so"
            )


class Gunzip(io.RawIOBase):
    """The unpacked bytes of a gzip stream, all its members as one.

    Raises ``SourceError`` where the packed data is damaged or cut short, after the bytes before that place were given.
    """

    def __init__(self, packed: Readable, budget: Budget) -> None:
        self._members = members(packed, budget)
        self._member: Member | None = None
        self._problem: SourceError | None = None

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fills the whole buffer but at the end, so that what looks ahead sees enough."""
        if self._problem is not None:
            raise self._problem
        view = memoryview(buffer).cast("B")
        filled = 0
        while filled < len(view):
            try:
                data = self._next(len(view) - filled)
            except SourceError as error:
                self._problem = error
                if not filled:
                    raise
                break
            if not data:
                break
            view[filled : filled + len(data)] = data
            filled += len(data)
        return filled

    def _next(self, size: int) -> bytes:
        while True:
            if self._member is None:
                self._member = next(self._members, None)
                if self._member is None:
                    return b""
            data = self._member.read(size)
            if data:
                return data
            self._member = None


class Member:
    """One member of a gzip file. ``read`` raises ``SourceError`` where it is damaged or cut short."""

    def __init__(self, packed: _Packed, budget: Budget) -> None:
        self._packed = packed
        self._budget = budget
        self._unpack = zlib.decompressobj(wbits=31)
        self.ended = False
        self.sound = False
        self.began = False  # whether anything could be unpacked

    def read(self, size: int, /) -> bytes:
        """At most ``size`` unpacked bytes; none at the member's end."""
        while not self.ended:
            chunk = self._packed.take()
            try:
                data = self._unpack.decompress(chunk, size)  # at the end of the file some may still be held back
            except zlib.error as error:
                self.ended = True
                self._packed.give_back(chunk[1:])  # the next member may begin in it
                raise SourceError("the packed data is damaged; get the file again") from error
            self.ended = self.sound = self._unpack.eof
            self._packed.give_back(self._unpack.unused_data if self.ended else self._unpack.unconsumed_tail)
            if data:
                self.began = True
                self._budget.spend(len(data))
                return data
            if not chunk and not self.ended:
                self.ended = True
                raise SourceError("the packed data is cut short; get the file again")
        return b""


class _Packed:
    """The packed bytes, of which some can be given back."""

    def __init__(self, raw: Readable) -> None:
        self._raw = raw
        self._back = b""

    def take(self) -> bytes:
        """The next bytes; none at the end."""
        data, self._back = self._back, b""
        return data or self._raw.read(CHUNK)

    def give_back(self, data: bytes) -> None:
        """``data`` comes again before the rest."""
        self._back = data + self._back

    def seek_member(self) -> bool:
        """Goes to the next place that looks like a member's beginning; False where there is none."""
        kept = b""
        while data := self.take():
            data = kept + data
            at = data.find(GZIP)
            if at >= 0:
                self.give_back(data[at:])
                return True
            kept = data[-2:]
        return False

    def at_member(self) -> bool:
        """Whether a member begins here; zeros, with which tapes are filled up, are passed over."""
        data = b""
        while len(data) < len(GZIP):
            more = self.take()
            if not more:
                break
            data = (data + more).lstrip(b"\0")
        self.give_back(data)
        return bool(data)


def members(packed: Readable, budget: Budget, *, forgiving: bool = False) -> Iterator[Member]:
    """The members of a gzip file, each to be read before the next is asked for.

    After a damaged one the iteration ends; if ``forgiving``, it goes on where the next one seems to begin.
    """
    source = _Packed(packed)
    while source.at_member():
        member = Member(source, budget)
        yield member
        while not member.ended:  # its reader stopped early
            member.read(CHUNK)
        if not member.sound and not (forgiving and source.seek_member()):
            return


def read_up_to(stream: Readable, size: int) -> bytes:
    """``size`` bytes, fewer only at the end; takes only the memory that they need."""
    parts: list[bytes] = []
    while size > 0 and (data := stream.read(min(size, CHUNK))):
        parts.append(data)
        size -= len(data)
    return b"".join(parts)


def whole(stream: Readable, limit: int) -> bytes:
    """All of a list, which is held in memory. Raises ``SourceError`` where it is over ``limit`` bytes."""
    data = read_up_to(stream, limit + 1)
    if len(data) > limit:
        raise SourceError(f"the list is over {limit:,} bytes; raise RAPPORTEUR_PAGE_LIMIT")
    return data


class Text:
    """A stream that can be read by the line or by the byte, and whose bytes can be given back."""

    def __init__(self, raw: Readable) -> None:
        self._raw = raw
        self._data = b""
        self.position = 0  # of the next byte

    def read(self, size: int, /) -> bytes:
        """``size`` bytes, fewer only at the end."""
        parts = [self._data[:size]]
        self._data = self._data[size:]
        missing = size - len(parts[0])
        while missing > 0 and (more := self._raw.read(min(missing, CHUNK))):
            parts.append(more)
            missing -= len(more)
        found = b"".join(parts)
        self.position += len(found)
        return found

    def readline(self, limit: int) -> bytes:
        """The next line with its end, or ``limit`` bytes of a longer one; none at the end."""
        looked = 0
        while (end := self._data.find(b"\n", looked, limit)) < 0 and len(self._data) < limit:
            looked = len(self._data)
            more = self._raw.read(8192)
            if not more:
                break
            self._data += more
        size = min(limit, end + 1 if end >= 0 else len(self._data))
        line, self._data = self._data[:size], self._data[size:]
        self.position += len(line)
        return line

    def give_back(self, data: bytes) -> None:
        """``data`` comes again before the rest."""
        self._data = data + self._data
        self.position -= len(data)

    def pass_blank(self) -> bool:
        """Passes over white space; False where nothing else follows."""
        while True:
            kept = self._data.lstrip(b" \t\r\n")
            self.position += len(self._data) - len(kept)
            self._data = kept
            if kept:
                return True
            self._data = self._raw.read(CHUNK)
            if not self._data:
                return False

    def pass_to(self, mark: bytes) -> bool:
        """Goes to the next place where ``mark`` stands; False where there is none."""
        while (at := self._data.find(mark)) < 0:
            kept = self._data[len(self._data) - len(mark) + 1 :] if len(self._data) >= len(mark) else self._data
            self.position += len(self._data) - len(kept)
            more = self._raw.read(CHUNK)
            self._data = kept + more
            if not more:
                return False
        self.position += at
        self._data = self._data[at:]
        return True

    def pass_over(self, size: int) -> int:
        """Reads ``size`` bytes and drops them; gives how many there were."""
        left = size
        while left > 0 and (data := self.read(min(left, CHUNK))):
            left -= len(data)
        return size - left

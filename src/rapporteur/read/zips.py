"""Zip archives of pages, and WACZ archives: zip archives of web archives."""

from __future__ import annotations

import io
import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from rapporteur.errors import SourceError
from rapporteur.read.entries import Unfold, entry, is_wanted, problem_of
from rapporteur.read.place import Item, Job, Place
from rapporteur.read.streams import CHUNK, Budget, buffered
from rapporteur.read.walk import Skipped

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_BROKEN = (
    zipfile.BadZipFile, struct.error, zlib.error, EOFError, ValueError, KeyError, IndexError, OverflowError,
    AttributeError, AssertionError,
)  # fmt: skip  # what the standard library raises over damaged archives
_END, _END64_AT = b"PK\x05\x06", b"PK\x06\x07"
_LONGEST_COMMENT = 65_535
_MOST_LISTED = 64_000_000  # bytes of the list of entries, which is held in memory
_IN_MEMORY = 8_000_000  # bytes of an archive in an archive; a larger one goes to a temporary file
# web-archive-in-wacz: matches "archive/data.warc.gz", not "indexes/index.cdx.gz".
_WACZ_DATA = re.compile(r"archive/[^/]+\.warc(?:\.gz)?$")


def read(stream: io.BufferedReader, place: Place, job: Job, unfold: Unfold) -> Iterator[Item]:
    """The pages in a zip archive, in the order in which it lists them."""
    with _seekable(stream, job.budget) as file, _opened(file) as archive:
        names = {info.filename for info in archive.infolist()[:1000]}
        if "[Content_Types].xml" in names or "mimetype" in names:
            raise SourceError("an Office document or e-book; save it as HTML, text or PDF")
        web_archive = "datapackage.json" in names
        for info in archive.infolist():
            wanted = _WACZ_DATA.match(info.filename) if web_archive else is_wanted(info.filename)
            if info.is_dir():
                continue
            if not wanted:
                yield Skipped(f"{place.address}!{info.filename}")
            else:
                yield from _entry(archive, info, place, job, unfold)


def _entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: Place, job: Job, unfold: Unfold) -> Iterator[Item]:
    inside = place.inside(info.filename)
    problem = problem_of(info.filename)
    if info.flag_bits & 1:
        problem = "it is encrypted; unpack the archive with its password"
    if problem is not None:
        yield inside.refusal(problem)
        return
    try:
        with archive.open(info) as raw:
            unpacked = buffered(_Entry(raw, job.budget))
            yield from entry(unpacked, info.filename, place, job, unfold)
    except (NotImplementedError, RuntimeError) as error:
        yield inside.refusal(f"it is packed in a way that is not known here ({error}); pack it again")
    except _BROKEN as error:
        yield inside.refusal(_damaged(error))


class _Entry(io.RawIOBase):
    """The bytes of an entry, paid from the budget; damage is told as ``SourceError``."""

    def __init__(self, raw: IO[bytes], budget: Budget) -> None:
        self._raw = raw
        self._budget = budget

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fills the buffer but at the end."""
        view = memoryview(buffer).cast("B")
        try:
            data = self._raw.read(len(view))
        except _BROKEN as error:
            raise SourceError(_damaged(error)) from error
        self._budget.spend(len(data))
        view[: len(data)] = data
        return len(data)


def _damaged(error: Exception) -> str:
    told = " ".join(str(error).split())[:200] or type(error).__name__
    return f"this part of the archive is damaged ({told}); get the archive again"


def _opened(file: IO[bytes]) -> zipfile.ZipFile:
    _check_list(file)
    try:
        return zipfile.ZipFile(file)
    except (*_BROKEN, NotImplementedError) as error:
        told = " ".join(str(error).split())[:200]
        raise SourceError(f"the zip archive is damaged or no zip archive ({told}); get it again") from error


def _check_list(file: IO[bytes]) -> None:
    """Raises ``SourceError`` where the list of entries is too large to be held: asked before it is read."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _LONGEST_COMMENT - 42))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        raise SourceError("the zip archive is cut short (its list of entries is missing); get it again")
    listed = int.from_bytes(tail[at + 12 : at + 16], "little")
    if tail[at - 20 : at].startswith(_END64_AT) and at >= 20:
        end64 = int.from_bytes(tail[at - 12 : at - 4], "little")
        file.seek(min(end64, size))
        listed = max(listed if listed != 0xFFFFFFFF else 0, int.from_bytes(file.read(48)[40:48], "little"))
        file.seek(0)
    if listed > min(size, _MOST_LISTED):
        raise SourceError(f"the zip archive's list of entries is over {_MOST_LISTED:,} bytes or false; split it")


def _seekable(stream: io.BufferedReader, budget: Budget) -> IO[bytes]:
    """The stream itself where one can go back in it, else a copy of it that goes away when it is closed."""
    if stream.seekable():
        return stream
    copy: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - the caller closes it
    while data := stream.read(CHUNK):
        budget.spend(len(data))
        copy.write(data)
    copy.seek(0)
    return copy

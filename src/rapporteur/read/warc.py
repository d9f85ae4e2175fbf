"""Web archives (WARC 1.0 and 1.1): each web page that a crawler got is a page, with its address and the crawl's time.

Records of other sorts, answers that are no HTML, text or PDF, and answers other than 200 are passed over. A damaged
record is refused; the next one is looked for at the next packed member, or at the next line that begins a record.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from rapporteur.errors import SourceError
from rapporteur.read.answer import Answer, answer_of, head_of
from rapporteur.read.content import page_of
from rapporteur.read.place import Item, Job, Place, refused_at
from rapporteur.read.refuse import printable
from rapporteur.read.streams import CHUNK, Bomb, Text, members
from rapporteur.read.walk import Skipped

_LONGEST_LINE, _MOST_LINES = 65_536, 200
_HEAD_ROOM = 131_072  # bytes of an answer's head, beside its body
_TAKEN = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/pdf"})
_MARK = b"WARC/1."
_MOST_OVERLONG = 100  # records of one archive whose length reaches into the next record, that are looked into again
# record-within: matches "<p>WARC/1.0\r\nWARC-Type: response", not "WARC/1.0 is a format".
_RECORD_WITHIN = re.compile(rb"WARC/1\.\d\r?\n(?:WARC|Content)-", re.I)


@dataclass(frozen=True, slots=True)
class Record:
    """The head of a record, field names in lower case, and where in the (unpacked) archive it begins."""

    fields: dict[str, str]
    offset: int

    @property
    def id(self) -> str:
        """Its own name ("urn:uuid:..."), or the place where it begins."""
        return self.fields.get("warc-record-id", "").strip("<> ") or f"byte-{self.offset}"


def read(stream: io.BufferedReader, place: Place, job: Job) -> Iterator[Item]:
    """The pages of a web archive that is not packed."""
    yield from _Segment(Text(stream), place, job).items()


def read_gzip(stream: io.BufferedReader, place: Place, job: Job) -> Iterator[Item]:
    """The pages of a packed web archive, of which as a rule each record is a member of its own."""
    told = False  # one damaged place is told once, although its bytes may look like several members
    for member in members(stream, job.budget, forgiving=True):
        try:
            for item in _Segment(Text(member), place, job).items():
                yield item
                told = False
        except Bomb:
            raise
        except SourceError as error:
            if member.began or not told:
                yield place.refusal(f"a record of it is damaged ({error})")
            told = True


class _Segment:
    """A stretch of records: the whole archive, or one packed member."""

    def __init__(self, text: Text, place: Place, job: Job) -> None:
        self._text = text
        self._place = place
        self._job = job
        self._overlong = 0
        self._lost = False  # between records: what is damaged there is told once

    def items(self) -> Iterator[Item]:
        """What each record gives."""
        while self._text.pass_to(_MARK) if self._lost else self._text.pass_blank():
            begins = self._text.position
            line = self._text.readline(_LONGEST_LINE)
            fields = self._fields() if line.startswith(_MARK) else None
            length = (fields or {}).get("content-length", "")
            if fields is not None and length.isascii() and length.isdigit() and len(length) < 19:
                self._lost = False
                yield self._record(Record(fields, begins), int(length))
            elif not self._lost:
                self._lost = True
                yield refused_at(
                    self._place.at(f"byte-{begins}"), "the record's head is damaged; get the archive again"
                )

    def _fields(self) -> dict[str, str] | None:
        """The fields of a head up to its empty line; None where it has too many or is cut short."""
        fields: dict[str, str] = {}
        for _ in range(_MOST_LINES):
            line = self._text.readline(_LONGEST_LINE)
            if not line.endswith(b"\n"):
                return None
            if not line.strip():
                return fields
            name, parted, value = line.decode("utf-8", "replace").partition(":")
            if parted:
                fields.setdefault(name.strip().lower(), value.strip())
        return None

    def _record(self, record: Record, length: int) -> Item:
        taken, read, item = self._block(record, length)
        passed = self._text.pass_over(length - read)
        if passed + read < length or not self._at_end():
            return self._cut(record, taken)
        return item

    def _at_end(self) -> bool:
        """Whether the record ends here, as its length says; asks for what follows, so that a packed one is checked."""
        rest = self._text.read(4)
        following = self._text.read(5)
        self._text.give_back(following)
        if rest.strip(b"\r\n"):
            self._text.give_back(rest)
            return rest.startswith(b"WARC")
        return not following.strip() or following == b"WARC/"

    def _cut(self, record: Record, taken: bytes) -> Item:
        """The refusal of a record whose length is false; what it holds of the next record comes again."""
        self._lost = True
        within = _RECORD_WITHIN.search(taken)
        if within is not None and self._overlong < _MOST_OVERLONG:
            self._overlong += 1
            self._text.give_back(taken[within.start() :])
        return refused_at(self._place.at(record.id), "the record is cut short or its length is false")

    def _block(self, record: Record, length: int) -> tuple[bytes, int, Item]:
        """What was read of a record's block, how much that was, and the item that it gives."""
        limit = self._job.limits.page_limit
        fields, skipped = record.fields, Skipped(self._place.at(record.id))
        sort, url = fields.get("warc-type", "").lower(), fields.get("warc-target-uri", "").strip("<> ")
        if sort not in {"response", "resource", "conversion"} or not url.lower().startswith(("http://", "https://")):
            return b"", 0, skipped
        is_answer = sort == "response"
        block = self._text.read(min(length, CHUNK))
        head = head_of(block) if is_answer else Answer(200, {"content-type": fields.get("content-type", "")}, 0)
        if head is None:
            return block, len(block), refused_at(self._place.at(record.id), "it holds no proper answer of a server")
        if head.status != 200 or head.mime not in _TAKEN or url.lower().endswith("/robots.txt"):
            return block, len(block), skipped
        if length > limit + _HEAD_ROOM:
            problem = f"over the limit of {limit:,} bytes for one page; raise RAPPORTEUR_PAGE_LIMIT"
            return block, len(block), refused_at(self._place.at(record.id), problem)
        block += self._text.read(length - len(block))
        return block, len(block), self._page(record, url, head, block)

    def _page(self, record: Record, url: str, head: Answer, block: bytes) -> Item:
        address = self._place.at(record.id)
        if truncated := record.fields.get("warc-truncated"):
            return refused_at(address, f"the crawler cut the page short ({printable(truncated)}); fetch it again")
        try:
            data = answer_of(head, block, self._job)
        except Bomb:
            raise
        except SourceError as error:
            return refused_at(address, str(error))
        limit = self._job.limits.page_limit
        if len(data) > limit:
            return refused_at(address, f"over the limit of {limit:,} bytes for one page; raise RAPPORTEUR_PAGE_LIMIT")
        return page_of(
            data, address, limits=self._job.limits, url=url, mime=head.mime, charset=head.charset,
            fetched=_time(record.fields.get("warc-date", "")),
        )  # fmt: skip


def _time(text: str) -> datetime | None:
    """The crawl's time; None where it is not stated in the format's way, or before the web."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    aware = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
    return aware if found.year >= 1990 else None

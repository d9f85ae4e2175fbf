"""An answer of a web server as a web archive keeps it: its head, and its body unpacked."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from rapporteur.errors import SourceError
from rapporteur.read.place import Job

_MOST_HEAD = 65_536
# status-line: matches b"HTTP/1.1 200 OK" and b"HTTP/2 200", not b"200 OK".
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})\b")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
# charset: matches "text/html; charset=utf-8", not "text/html".
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
# chunk-size: matches b"1f4\r\n" and b"1f4; name=x\r\n", not b"<html>\r\n".
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,500})?\r?\n")
_PLAIN = frozenset({"", "identity", "none", "utf-8"})


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and fields of an answer, names in lower case; its body begins at byte ``body``."""

    status: int
    fields: dict[str, str]
    body: int

    @property
    def mime(self) -> str:
        """The type of its content, HTML where none is stated."""
        return self.fields.get("content-type", "").partition(";")[0].strip().lower() or "text/html"

    @property
    def charset(self) -> str | None:
        """The character set that is stated."""
        found = _CHARSET.search(self.fields.get("content-type", ""))
        return found[1] if found else None


def head_of(block: bytes) -> Answer | None:
    """The head of an answer; None where ``block`` does not begin with one."""
    status = _STATUS.match(block)
    end = _HEAD_END.search(block, 0, _MOST_HEAD)
    if status is None or end is None:
        return None
    fields: dict[str, str] = {}
    for line in block[: end.start()].decode("latin-1").splitlines()[1:]:
        name, parted, value = line.partition(":")
        if parted:
            fields.setdefault(name.strip().lower(), value.strip())
    return Answer(int(status[1]), fields, end.end())


def answer_of(head: Answer, block: bytes, job: Job) -> bytes:
    """The body of an answer without chunks and packing. Raises ``SourceError`` where it cannot be had.

    Crawlers differ in whether they keep a body as it was sent; the head is believed only where the bytes bear it out.
    """
    body = block[head.body :]
    if "chunked" in head.fields.get("transfer-encoding", "").lower():
        body = _without_chunks(body)
    packing = head.fields.get("content-encoding", "").strip().lower()
    if packing in {"gzip", "x-gzip"}:
        body = _inflated(body, 31, job) if body.startswith(b"\x1f\x8b") else body
    elif packing == "deflate":
        body = _inflated(body, 15 if body[:1] == b"\x78" else -15, job)
    elif packing not in _PLAIN and not _is_text(body):
        raise SourceError(f"the page is packed as {packing[:40]!r}, which is not known here; crawl it with gzip")
    return body


def _without_chunks(body: bytes) -> bytes:
    parts: list[bytes] = []
    at = 0
    while (size := _CHUNK.match(body, at)) is not None:
        length = int(size[1], 16)
        if length == 0:
            return b"".join(parts)
        parts.append(body[size.end() : size.end() + length])
        at = size.end() + length
        at += 2 if body[at : at + 2] == b"\r\n" else body[at : at + 1] == b"\n"
    if parts and at < len(body):
        raise SourceError("the answer's chunks are damaged; crawl the page again")
    return b"".join(parts) if parts else body


def _inflated(body: bytes, wbits: int, job: Job) -> bytes:
    limit = job.limits.page_limit
    unpack = zlib.decompressobj(wbits=wbits)
    try:
        data = unpack.decompress(body, limit + 1)
    except zlib.error as error:
        raise SourceError("the packed answer is damaged; crawl the page again") from error
    job.budget.spend(len(data))
    if len(data) > limit:
        raise SourceError(f"the page unpacks to over {limit:,} bytes; raise RAPPORTEUR_PAGE_LIMIT")
    if not unpack.eof:
        raise SourceError("the packed answer is cut short; crawl the page again")
    return data


def _is_text(body: bytes) -> bool:
    try:
        body[:4096].decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > 4000  # a character cut by the end of the sample
    return b"\0" not in body[:4096]

"""Which sort of container bytes are, by their content; a suffix only decides where content has no mark (tables)."""

from __future__ import annotations

import re
import zlib
from typing import Literal, TypeAlias

from rapporteur.read.charset import wide_charset
from rapporteur.read.columns import is_header, json_row, text_column
from rapporteur.read.limits import Columns
from rapporteur.read.markup import root_of
from rapporteur.read.names import PAGES, suffix_of

Kind: TypeAlias = Literal[
    "gzip", "zip", "tar", "warc", "warc-gzip", "parquet", "feed", "json-feed", "sitemap", "jsonl", "csv"
]
JSON_NAMES = frozenset({".jsonl", ".ndjson"})
CSV_NAMES = frozenset({".csv", ".tsv"})
_ROOTS: dict[str, Kind] = {
    "rss": "feed", "feed": "feed", "RDF": "feed", "urlset": "sitemap", "sitemapindex": "sitemap",
}  # fmt: skip
# json-feed: matches b'{"version": "https://jsonfeed.org/version/1.1"', not b'{"version": 2}'.
_JSON_FEED = re.compile(rb'\A\s*\{.{0,4000}?"version"\s*:\s*"https?:(?:\\?/){2}jsonfeed\.org', re.S)
_MAGIC: tuple[tuple[int, bytes, Kind], ...] = (
    (0, b"PK\x03\x04", "zip"),
    (0, b"PK\x05\x06", "zip"),
    (257, b"ustar", "tar"),
    (0, b"WARC/", "warc"),
    (0, b"PAR1", "parquet"),
)


def kind_of(head: bytes, name: str, columns: Columns, mime: str | None = None) -> Kind | None:
    """The sort of container that begins with ``head`` and is called ``name``; None where it is none."""
    if head.startswith(b"\x1f\x8b\x08"):
        return "warc-gzip" if _first_unpacked(head).startswith(b"WARC/") else "gzip"
    for offset, mark, kind in _MAGIC:
        if head.startswith(mark, offset):
            return kind
    root = root_of(head)
    if root is not None:
        return _ROOTS.get(root)
    return _text_kind(head, suffix_of(name), columns, mime)


def _first_unpacked(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 64)
    except zlib.error:
        return b""


def _text_kind(head: bytes, suffix: str, columns: Columns, mime: str | None) -> Kind | None:
    if _JSON_FEED.match(head):
        return "json-feed"
    if suffix in JSON_NAMES:
        return "jsonl"
    if suffix in CSV_NAMES or mime in {"text/csv", "text/tab-separated-values"}:
        return "csv"
    if suffix in PAGES:
        return None
    line = _first_line(head)
    if line.startswith("{"):
        row = json_row(line)
        return "jsonl" if row is not None and text_column(list(row), columns) is not None else None
    return "csv" if is_header(line) else None


def _first_line(head: bytes) -> str:
    codec = wide_charset(head) or "utf-8-sig"
    text = head.decode(codec, "replace").lstrip("\ufeff \r\n")
    return text.partition("\n")[0]

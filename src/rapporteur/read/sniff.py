"""What bytes are, by their content; a suffix or a server's word only decides between HTML and text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapporteur.model import Media
from rapporteur.read.charset import wide_charset

_HEAD = 65_536
_PDF_WITHIN = 1024  # readers accept a PDF whose mark stands within the first kilobyte

_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"PK\x03\x04", "a zip archive or an Office document; unpack it, or save the document as HTML, text or PDF"),
    (0, b"PK\x05\x06", "an empty zip archive; give the pages themselves"),
    (0, b"\x1f\x8b", "a gzip archive; unpack it first"),
    (0, b"BZh", "a bzip2 archive; unpack it first"),
    (0, b"\xfd7zXZ\x00", "an xz archive; unpack it first"),
    (0, b"\x28\xb5\x2f\xfd", "a zstd archive; unpack it first"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (0, b"Rar!\x1a\x07", "a rar archive; unpack it first"),
    (257, b"ustar", "a tar archive; unpack it first"),
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image; give the page as HTML or text, or run character recognition first"),
    (0, b"\xff\xd8\xff", "a JPEG image; give the page as HTML or text, or run character recognition first"),
    (0, b"GIF8", "a GIF image; give the page as HTML or text"),
    (8, b"WEBP", "a WebP image; give the page as HTML or text"),
    (4, b"ftyp", "a video or picture; give the page as HTML or text"),
    (0, b"OggS", "a sound file; give a transcript as text"),
    (0, b"\x7fELF", "a program; give the page as HTML or text"),
    (0, b"SQLite format 3\x00", "an SQLite database; to use a record give it with --record"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document; save it as HTML, text or PDF"),
    (0, b"{\\rtf", "a rich text document; save it as HTML, text or PDF"),
    (0, b"%!PS", "a PostScript file; convert it to PDF or text"),
    (0, b"WARC/", "a web archive (WARC); unpack the pages first"),
)

# opening-of-html: matches b"<!DOCTYPE html>" after comments and an XML line, not b"Use the <b> tag".
_OPENING = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
# any-tag: matches b"<p class='x'>", not b"a < b and c > d".
_TAG = re.compile(rb"<(?:/?[a-z][a-z0-9]{0,14}(?:\s[^<>]{0,500})?/?>|!doctype\b|!--)", re.I)
# feed: matches b"<?xml version='1.0'?><rss version='2.0'>", not b"<html><body>rss".
_FEED = re.compile(rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<[?!][^>]{0,500}>\s*){0,9}<(?:rss|feed|rdf:RDF)\b", re.I)
# web-page-archive: matches b"MIME-Version: 1.0\r\nContent-Type: multipart/related;", not b"multipart meeting".
_MHTML = re.compile(rb"\A(?=.{0,1500}^MIME-Version:).{0,2000}^Content-Type:\s*multipart/related", re.I | re.S | re.M)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))


@dataclass(frozen=True, slots=True)
class Sniffed:
    """A medium, or ``None`` and the problem: what it is instead, and what to do."""

    media: Media | None
    problem: str = ""


def sniff(data: bytes, *, suffix: str = "", mime: str | None = None) -> Sniffed:
    """Whether ``data`` is HTML, text or PDF; ``suffix`` is lower-case with its dot, ``mime`` a server's type."""
    head = data[:_HEAD]
    if not head.strip(b"\0\t\n\v\f\r \xef\xbb\xbf\xff\xfe"):
        return Sniffed(None, "the file is empty; check how it was saved")
    if b"%PDF-" in head[:_PDF_WITHIN] and not _OPENING.match(head):
        return Sniffed("pdf")
    wide = wide_charset(head)
    if wide is not None:
        head = head.decode(wide, "replace").encode()
    problem = _foreign(head)
    if problem is not None:
        return Sniffed(None, problem)
    return Sniffed("html" if _is_html(head, suffix, mime) else "text")


def _foreign(head: bytes) -> str | None:
    for offset, mark, what in _MAGIC:
        if head.startswith(mark, offset):
            return f"not a page but {what}"
    if _FEED.match(head):
        return "not a page but a feed; give the addresses in it"
    if _MHTML.match(head):
        return "not a page but a web page archive (MHTML); save the page as HTML"
    # A few stray control characters occur in real pages; more are a binary file.
    control = len(head) - len(head.translate(None, _CONTROL))
    if control > 0.02 * len(head) or head.count(0) > 0.001 * len(head):
        program = head.startswith(b"MZ")
        return f"not a page but {'a program' if program else 'a binary file'}; give the page as HTML, text or PDF"
    return None


def _is_html(head: bytes, suffix: str, mime: str | None) -> bool:
    if _OPENING.match(head.removeprefix(b"\xef\xbb\xbf")):
        return True
    said_html = suffix in {".html", ".htm", ".xhtml"} or mime in {"text/html", "application/xhtml+xml"}
    said_text = suffix in {".txt", ".md"} or mime in {"text/plain", "text/markdown"}
    if said_html:
        return _TAG.search(head) is not None
    return not said_text and head.lstrip().startswith(b"<") and _TAG.search(head) is not None

"""From bytes to text: what is no page is refused with what to do, everything else is decoded without loss of life."""

from __future__ import annotations

import codecs
import re

from rapporteur.model import Page, Refusal

STAGE = "clean"
MOST_BYTES = 20_000_000
MOST_TEXT = 5_000_000  # code points; an article is a thousandth of it

_MAGIC = (
    (b"PK\x03\x04", "a zip archive", "unpack it first"),
    (b"PK\x05\x06", "an empty zip archive", "unpack it first"),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
    (b"BZh", "a bzip2 file", "unpack it first"),
    (b"\xfd7zXZ", "an xz file", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
    (b"Rar!", "a rar archive", "unpack it first"),
    (b"%PDF", "a PDF file", "read it through `rapporteur read`, which takes its text layer"),
    (b"\x89PNG", "a PNG picture", "give the page that shows it"),
    (b"\xff\xd8\xff", "a JPEG picture", "give the page that shows it"),
    (b"GIF8", "a GIF picture", "give the page that shows it"),
    (b"MZ\x90", "a Windows program", "give a page"),
    (b"\x7fELF", "a program", "give a page"),
    (b"SQLite format 3", "an SQLite database", "give a page"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "save it as text or HTML"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_MARKUP = re.compile(
    r"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:div|p|article|span|table|meta|script)[\s>/]", re.IGNORECASE
)
_CONTROL_BYTES = bytes([*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F])
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")


def refuse(page: Page, reason: str, text: str = "") -> Refusal:
    """A refusal of this room for ``page``."""
    return Refusal(stage=STAGE, reason=reason, text=text[:200], source=page.source)


def text_of(page: Page) -> str | Refusal:
    """The page's text with unified line ends and without control characters, or why it is no page."""
    data = page.data
    if not data.strip(b" \t\r\n\x00"):
        return refuse(page, "the page is empty; give a page with text")
    if len(data) > MOST_BYTES:
        return refuse(
            page, f"the page has {len(data):,} bytes, more than {MOST_BYTES:,}; give it without its attachments"
        )
    for magic, what, todo in _MAGIC:
        if data.startswith(magic):
            return refuse(page, f"the file is {what}, not a page; {todo}")
    text = _decode(data, page.charset)
    controls = _has_controls(text)
    if _is_binary(text, controls):
        return refuse(page, "the file is binary, not a page; give HTML or plain text")
    text = text[:MOST_TEXT].replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\x0c", "\n").replace("\x85", "\n")
    return _CONTROL.sub("", text) if controls else text


def looks_like_html(page: Page, text: str) -> bool:
    """Whether the text has markup, whatever the file is called; a text with a stray tag is no HTML."""
    head = text[:20_000]
    tags = len(_MARKUP.findall(head))
    return tags >= 3 or (tags >= 1 and head.lstrip()[:1] == "<") or (page.media == "html" and tags >= 1)


def _decode(data: bytes, charset: str | None) -> str:
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return data.decode(codec, errors="replace")
    meta = _META_CHARSET.search(data[:4096])
    stated = [charset, meta.group(1).decode("ascii", "ignore") if meta else None]
    if (_codec(charset) or "").startswith(("utf-16", "utf-32")):
        return data.decode(charset or "utf-16", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for name in stated:
        known = _codec(name)
        if known is not None and known != "utf-8":
            return data.decode(known, errors="replace")
    bad = data.decode("utf-8", errors="replace")
    lost = bad.count("\ufffd")
    # Whole UTF-8 sequences beside broken ones: UTF-8 cut somewhere; none of them: an old single-byte page.
    return bad if sum(c > "\x7f" for c in bad) - lost >= lost else data.decode("cp1252", errors="replace")


def _codec(name: str | None) -> str | None:
    try:
        found = codecs.lookup(name or "")
    except (LookupError, ValueError):
        return None
    # Python also lists codecs that turn bytes into bytes ("zip", "base64"): a page may name one.
    return str(found.name) if getattr(found, "_is_text_encoding", True) else None


def _has_controls(text: str) -> bool:
    """Whether ``_CONTROL`` stands anywhere in the text; a few times as fast as to search for it."""
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        return True  # half of a pair
    return len(data.translate(None, _CONTROL_BYTES)) < len(data) or any(c in text for c in "\ufeff\ufffe\uffff")


def _is_binary(text: str, controls: bool) -> bool:
    head = text[:50_000]
    odd = (len(_CONTROL.findall(head)) if controls else 0) + head.count("\ufffd")
    return odd > max(8, len(head) * 0.05)

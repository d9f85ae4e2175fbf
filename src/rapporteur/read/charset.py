"""The character set of a page, found without changing a byte."""

from __future__ import annotations

import codecs
import re

from rapporteur.model import Media

_BOMS = (  # the longer marks first: that of UTF-32 begins as that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# As browsers read them (WHATWG Encoding Standard): the label of a set stands for the larger set that contains it.
_LARGER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# meta-charset: matches b'<meta charset="windows-1251">' and b'content="text/html; charset=koi8-r"', not b"charset".
_META = re.compile(rb"""<meta\s[^>]{0,500}?charset\s*=\s*["']?\s*([a-z0-9_:.-]{2,40})""", re.I)
# xml-encoding: matches b"<?xml version='1.0' encoding='utf-8'?>", not b"encoding=x".
_XML = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([a-z0-9_:.-]{2,40})["']""", re.I)
_META_WITHIN = 4096
_SAMPLE = 65_536
_BEYOND_ASCII = bytes(range(128, 256))
_FEW = 0.1
_BROKEN = 0.1  # the share of broken characters among the non-ASCII ones that a set may leave


def bom_of(data: bytes) -> str | None:
    """The codec that a byte order mark at the start names."""
    return next((name for mark, name in _BOMS if data.startswith(mark)), None)


def wide_charset(head: bytes) -> str | None:
    """``utf-16`` or ``utf-32`` in the byte order of a byte order mark, or of the zeros that Latin text shows."""
    marked = bom_of(head)
    if marked is not None and marked != "utf-8-sig":
        return marked
    sample = head[:4096]
    pairs = len(sample) // 2
    if pairs < 8:
        return None
    even, odd = sample[0::2].count(0) / pairs, sample[1::2].count(0) / pairs
    if odd > 0.4 and even < 0.02:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 and odd < 0.02 else None


def charset_of(data: bytes, media: Media, header: str | None = None) -> str:
    """The name of a Python codec for ``data``.

    In order: a byte order mark; the HTTP header's set; the one a meta tag names; UTF-8; what a detector says; and
    windows-1252 where all fail. A named set counts only if the bytes fit it; and bytes that are whole UTF-8 with
    characters beyond ASCII are UTF-8 whatever they are called, as no other set comes out so by chance.
    """
    marked = bom_of(data) or wide_charset(data[:_SAMPLE])
    if marked is not None:
        return marked
    if _valid(data, "utf-8"):
        return "utf-8" if not data.isascii() else _ascii_charset(data, media, header)
    for label in (header, _meta(data) if media == "html" else None, "utf-8"):
        codec = _codec(label)
        if codec is not None and _fits(data, codec):
            return codec
    return _detected(data)


def _ascii_charset(data: bytes, media: Media, header: str | None) -> str:
    # Sets such as ISO-2022-JP write everything in ASCII bytes: escapes decide, else UTF-8 says the same.
    if b"\x1b" not in data:
        return "utf-8"
    named = (_codec(header), _codec(_meta(data)) if media == "html" else None)
    return next((codec for codec in named if codec is not None and codec.startswith("iso2022")), "utf-8")


def _meta(data: bytes) -> str | None:
    head = data[:_META_WITHIN]
    found = _META.search(head) or _XML.match(head)
    return found[1].decode("ascii") if found else None


def _codec(label: str | None) -> str | None:
    """The codec for a label as pages write it; None for none, and for those that are no character sets."""
    try:
        info = codecs.lookup(label) if label else None
    except (LookupError, ValueError):
        return None
    if info is None or not getattr(info, "_is_text_encoding", True) or info.name.startswith(("utf-16", "utf-32")):
        return None  # a page whose marks are ASCII cannot be in a wide set, whatever it claims
    return _LARGER.get(info.name, info.name)


def _valid(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeError:
        return False
    return True


def _fits(data: bytes, codec: str) -> bool:
    """Whether nearly all of what is beyond ASCII can be decoded: a page may be cut within a character."""
    try:
        text = data.decode(codec, "replace")
    except (UnicodeError, LookupError):
        return False
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return text.count("\ufffd") <= max(1, _BROKEN * beyond)


def _detected(data: bytes) -> str:
    beyond = len(data) - len(data.translate(None, _BEYOND_ASCII))
    if beyond < _FEW * len(data) and _valid(data, "cp1252"):
        return "cp1252"  # detectors guess badly from a few bytes, and these are then nearly always quotation marks
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    codec = _codec(best.encoding) if best is not None else None
    return codec if codec is not None and _fits(data, codec) else "cp1252"

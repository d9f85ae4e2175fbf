"""From HTML to lines with hints: what each block is, how much of it is links, and whether it is the main text.

The markup is only parsed, never run. The tree is at most 256 deep (libxml2's own bound); a page nested deeper is read
again without a tree, so that nothing in it can make this room crash, hang or run out of memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html.parser import HTMLParser as FlatParser
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from rapporteur.clean.metadata import read_metadata
from rapporteur.clean.source_lines import MOST_LINES, Metadata, Source, SourceLine, fold_spaces

MOST_ELEMENTS = 150_000
MOST_FOR_EXTRACTOR = 3_000_000  # code points; the extractor's time grows with the square of odd pages
_DEEP = 250
_AT_LIMIT = etree.XPath("/*" * _DEEP)  # finds what is nested so deep; faster than a walk in Python
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "button",
        "center",
        "caption",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "label",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "ul",
    ]
)
_SKIP = frozenset(
    [
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "select",
        "textarea",
        "datalist",
        "map",
        "picture",
    ]
)
_ASIDE_TAGS = frozenset(("nav", "footer", "aside", "form", "menu", "dialog"))
_ASIDE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:comments?|respond|related|sidebar|share|sharing|social|newsletter|promo|nav|navbar|menu|breadcrumbs?|widget|"
    r"footer|advert(?:isement)?|ads?|recirc|recommend(?:ed|ations)?|trending|popular|cookie|consent|modal|popup|subscribe|"
    r"signup|paywall|tags|taboola|outbrain|more-stories|read-?more|author-bio|about-author)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CAPTION_NAMES = re.compile(
    r"(?:^|[\s_-])(?:(?:wp-)?caption(?:-text)?|credit|photo-credit|image-caption)(?:$|[\s_-])", re.IGNORECASE
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def from_html(text: str) -> Source:
    """Lines with hints and metadata of an HTML page."""
    root = _parse(text)
    if root is None:
        return _flat(text)
    metadata = read_metadata(root)
    lines, cut = _lines(root)
    main = _main_text(root, text)
    if main:
        lines = _with_main(lines, main)
    return Source(tuple(lines), metadata, markup=True, cut=cut)


def lines_alone(text: str) -> list[str]:
    """The texts of the lines that ``from_html`` gives, without metadata and main text."""
    root = _parse(text)
    return [line.text for line in (_flat(text).lines if root is None else _lines(root)[0])]


def _parse(text: str) -> Any | None:
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, recover=True, huge_tree=False, no_network=True
    )
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    # libxml2 stops without a word where the nesting is too deep: the rest of the page would be lost.
    if any("depth" in entry.message.lower() for entry in parser.error_log) or _too_deep(root):
        return None
    return root


def _too_deep(root: Any) -> bool:
    return bool(_AT_LIMIT(root.getroottree()))


class _Builder:
    """Gathers text into lines as blocks open and close."""

    def __init__(self) -> None:
        self.lines: list[SourceLine] = []
        self.text: list[str] = []
        self.linked = 0
        self.elements = 0
        self.full = False

    def add(self, text: str | None, linked: bool) -> None:
        if text:
            self.text.append(text)
            self.linked += len(text.strip()) if linked else 0

    def flush(self, tag: str, aside: bool) -> None:
        if not self.text:
            return
        folded = fold_spaces("".join(self.text))
        if folded:
            share = min(1.0, self.linked / len(folded))
            self.lines.append(SourceLine(folded, 0, True, tag, share, aside))
        self.text, self.linked = [], 0

    def visit(self, element: Any, block: str, aside: bool, linked: bool) -> None:
        """Add an element's text; it stands in ``block``. Calls itself as deep as ``_too_deep`` lets pages be."""
        self.elements += 1
        self.full = self.full or self.elements > MOST_ELEMENTS or len(self.lines) >= MOST_LINES
        tag = element.tag
        if self.full or tag in _SKIP or not isinstance(tag, str):
            return
        opens = tag in _BLOCKS
        if opens:
            self.flush(block, aside)
            aside = aside or _is_aside(element, tag)
            block = _named(element, tag, block)
        linked = linked or tag == "a"
        self.add(element.text, linked)
        for child in element:
            self.visit(child, block, aside, linked)
            self.add(child.tail, linked)
        if opens:
            self.flush(block, aside)


def _lines(root: Any) -> tuple[list[SourceLine], str | None]:
    out = _Builder()
    out.visit(root, "body", False, False)
    out.flush("body", False)
    cut = f"the page has more than {MOST_ELEMENTS:,} elements or {MOST_LINES:,} lines; the rest was not read"
    return out.lines[:MOST_LINES], cut if out.full else None


def _named(element: Any, tag: str, parent: str) -> str:
    """The tag that tells most: a paragraph in a caption is a caption."""
    if parent in {"figcaption", "h1", "h2", "h3"}:
        return parent
    if _names_caption(element.get("class") or ""):
        return "figcaption"
    return tag if tag != "br" else parent


def _is_aside(element: Any, tag: str) -> bool:
    if tag in _ASIDE_TAGS or element.get("role") in {"navigation", "complementary", "contentinfo", "search", "banner"}:
        return True
    if _HIDDEN.search(element.get("style") or "") or element.get("hidden") is not None:
        return True
    if tag in {"body", "article", "main"}:
        return False
    return _names_aside(element.get("class") or "") or _names_aside(element.get("id") or "")


# A page names few classes, and each many times.
@lru_cache(maxsize=4096)
def _names_aside(name: str) -> bool:
    return bool(_ASIDE_NAMES.search(name))


@lru_cache(maxsize=4096)
def _names_caption(name: str) -> bool:
    return bool(_CAPTION_NAMES.search(name))


def _main_text(root: Any, text: str) -> frozenset[str]:
    """The lines that trafilatura takes for main text; empty where it finds none or gives up."""
    if len(text) > MOST_FOR_EXTRACTOR:
        return frozenset()
    import trafilatura  # heavy: only pages of HTML pay for it

    try:
        found = trafilatura.bare_extraction(root, include_comments=False, favor_precision=True, with_metadata=False)
    # What trafilatura lets through on broken trees; the line model goes on without its word.
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError, etree.LxmlError):
        return frozenset()
    main = getattr(found, "text", None) or ""
    return frozenset(fold_spaces(line.lstrip("-•* ")) for line in main.split("\n") if line.strip())


def _with_main(lines: Sequence[SourceLine], main: frozenset[str]) -> list[SourceLine]:
    """The lines, each with whether it is one of ``main``, stands in one, or holds most of its words from one."""
    whole = "\n".join(main)
    long = [m for m in main if len(m) >= 40]

    def inside(text: str) -> bool:
        if text in main or len(text) < 40:
            return text in main
        return text in whole or any(len(m) > 0.6 * len(text) and m in text for m in long)

    return [SourceLine(ln.text, ln.indent, ln.gap, ln.tag, ln.links, ln.aside, inside(ln.text)) for ln in lines]


class _FlatReader(FlatParser):
    """Text without a tree, for pages nested beyond reason."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out = _Builder()
        self.skip = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style"}:
            self.skip = tag
        if tag in _BLOCKS:
            self.out.flush("", False)

    def handle_endtag(self, tag: str) -> None:
        if tag == self.skip:
            self.skip = ""
        if tag in _BLOCKS:
            self.out.flush("", False)

    def handle_data(self, data: str) -> None:
        if not self.skip:
            self.out.add(data, False)


def _flat(text: str) -> Source:
    reader = _FlatReader()
    for piece in _pieces(text):
        reader.feed(piece)
    reader.close()
    reader.out.flush("", False)
    lines = reader.out.lines[:MOST_LINES]
    return Source(
        tuple(lines),
        Metadata(),
        markup=True,
        cut="the markup is nested too deep or broken; it was read without its structure",
    )


def _pieces(text: str, size: int = 65_536) -> Iterator[str]:
    return (text[i : i + size] for i in range(0, len(text), size))

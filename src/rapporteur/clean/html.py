"""From HTML to lines with hints: what each block is, how much of it is links, and whether it is the main text.

The markup is only parsed, never run. The tree is at most 256 deep (libxml2's own bound); a page nested deeper is read
again without a tree, so that nothing in it can make this room crash, hang or run out of memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
        lines = [_with_main(line, main) for line in lines]
    return Source(tuple(lines), metadata, markup=True, cut=cut)


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

    def add(self, text: str | None, linked: bool) -> None:
        if text:
            self.text.append(text)
            self.linked += len(text.strip()) if linked else 0

    def flush(self, tag: str, aside: bool) -> None:
        folded = fold_spaces("".join(self.text))
        if folded:
            share = min(1.0, self.linked / len(folded))
            self.lines.append(SourceLine(folded, gap=True, tag=tag, links=share, aside=aside))
        self.text, self.linked = [], 0


def _lines(root: Any) -> tuple[list[SourceLine], str | None]:
    out = _Builder()
    cut = None
    links = skip = 0
    asides: list[bool] = [False]
    tags: list[str] = ["body"]
    for count, (event, element) in enumerate(etree.iterwalk(root, events=("start", "end"))):
        if count > 2 * MOST_ELEMENTS or len(out.lines) >= MOST_LINES:
            cut = f"the page has more than {MOST_ELEMENTS:,} elements or {MOST_LINES:,} lines; the rest was not read"
            break
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            skip += tag in _SKIP
            if skip:
                continue
            if tag in _BLOCKS:
                out.flush(tags[-1], asides[-1])
                asides.append(asides[-1] or _is_aside(element, tag))
                tags.append(_named(element, tag, tags[-1]))
            links += tag == "a"
            out.add(element.text, links > 0)
        else:
            if not skip:
                if tag in _BLOCKS:
                    out.flush(tags.pop(), asides.pop())
                links -= tag == "a"
            skip -= tag in _SKIP
            if not skip:
                out.add(element.tail, links > 0)
    out.flush(tags[-1], asides[-1])
    return out.lines, cut


def _named(element: Any, tag: str, parent: str) -> str:
    """The tag that tells most: a paragraph in a caption is a caption."""
    if parent in {"figcaption", "h1", "h2", "h3"}:
        return parent
    if _CAPTION_NAMES.search(element.get("class") or ""):
        return "figcaption"
    return tag if tag != "br" else parent


def _is_aside(element: Any, tag: str) -> bool:
    if tag in _ASIDE_TAGS or element.get("role") in {"navigation", "complementary", "contentinfo", "search", "banner"}:
        return True
    if _HIDDEN.search(element.get("style") or "") or element.get("hidden") is not None:
        return True
    if tag in {"body", "article", "main"}:
        return False
    return bool(_ASIDE_NAMES.search(element.get("class") or "") or _ASIDE_NAMES.search(element.get("id") or ""))


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


def _with_main(line: SourceLine, main: frozenset[str]) -> SourceLine:
    inside = line.text in main
    if not inside and len(line.text) >= 40:
        inside = any(
            line.text in m or (len(m) >= 40 and m in line.text and len(m) > 0.6 * len(line.text)) for m in main
        )
    return SourceLine(line.text, line.indent, line.gap, line.tag, line.links, line.aside, inside)


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

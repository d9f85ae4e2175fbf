"""What the page's elements mark as byline, day and heading: ``rel=author``, ``itemprop``, classes, ``<time>``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml.etree import XPath

from rapporteur.clean.source_lines import fold_spaces
from rapporteur.clean.words import words

NEAR = 60  # elements after the heading in which its byline and day stand
MOST_BYLINE = 160  # code points of a byline
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author(?:s|ed)?(?:-?name)?|article-?author|post-?author|entry-?author|story-?author|by-?lines|contributors?|writer|reporter)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOT_NAME = re.compile(
    r"bio|box|image|img|avatar|photo|social|follow|twitter|role|title|job|desc|position", re.IGNORECASE
)
_PERSON_PAGE = re.compile(
    r"/(?:authors?|staff|profiles?|people|person|contributors?|reporters?|journalists?|writers?|by|byline|columnists?|team|correspondents?)/[^/?#]{3,}",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:related|sidebar|recirc|recommend\w*|popular|trending|latest|teasers?|comments?|widget|card)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ASIDE_TAGS = frozenset(("nav", "footer", "aside", "form", "li"))
_NO_BYLINE_TAGS = frozenset(("h1", "article", "section", "main", "body", "script", "img", "time", "ul", "ol"))
_DATABLE = XPath(
    "//time | //*[@itemprop][self::abbr or self::span or self::meta or self::p or self::div]", smart_strings=False
)
_CHANGED = re.compile(r"updat|modif|changed|edited", re.IGNORECASE)
_ISSUED = re.compile(r"publi|posted|issued|entry-date|created", re.IGNORECASE)


def headings(root: Any) -> list[str]:
    """The page's first-order headings as text."""
    return [h for h in (fold_spaces("".join(e.itertext())) for e in root.iter("h1")) if h]


def bylines(root: Any) -> tuple[str, ...]:
    """The texts marked as author's near the page's heading, each once."""
    out: list[str] = []
    for element in _near_heading(root):
        if not _marks_author(element):
            continue
        text = fold_spaces(" ".join(t for t in element.itertext()))
        if 3 <= len(text) <= MOST_BYLINE and not any(text in known for known in out):
            out.append(text)
    return tuple(out[:8])


def day_of(root: Any) -> tuple[str | None, str]:
    """The day of publication that a ``time`` or microdata element states, and which element it is."""
    times = [(t, _stamp(t)) for t in _DATABLE(root) if _dated(t)]
    for element, stamp in times:
        if _says(element, "itemprop") == "datepublished" or element.get("pubdate") is not None:
            return stamp, "element marked as the day of publication"
    inside = [(t, s) for t, s in times if t.tag == "time" and not _CHANGED.search(_marks(t))]
    for element, stamp in inside:
        if _ISSUED.search(_marks(element)) and not _in_aside(element):
            return stamp, "time element marked as the day of publication"
    near = {id(e) for e in _near_heading(root)}
    beside = [(t, s) for t, s in inside if id(t) in near and not _in_aside(t) and not _after_update(t)]
    if beside:
        return beside[0][1], "time element beside the heading"
    days = {s[:10] for _, s in inside if s}
    if len(days) == 1 and not any(_in_aside(t) for t, _ in inside):
        return inside[0][1], "the page's only time element"
    return None, ""


def _near_heading(root: Any) -> list[Any]:
    """The elements from the first heading on; none where there is no heading."""
    heading = next(root.iter("h1"), None)
    return list(islice((e for e in _onwards(heading) if isinstance(e.tag, str)), NEAR + 1))


def _onwards(element: Any) -> Iterator[Any]:
    """An element, what it holds, and what follows it on the page."""
    while element is not None:
        yield from element.iter()
        while element is not None and element.getnext() is None:
            element = element.getparent()
        element = element.getnext() if element is not None else None


def _marks(element: Any) -> str:
    return " ".join(str(element.get(k) or "") for k in ("class", "id", "itemprop", "data-testid", "data-test"))


def _says(element: Any, key: str) -> str:
    return str(element.get(key) or "").strip().lower()


def _marks_author(element: Any) -> bool:
    return element.tag not in _NO_BYLINE_TAGS and _names_author(element) and not _in_aside(element)


def _names_author(element: Any) -> bool:
    if _says(element, "rel") == "author" or _says(element, "itemprop") == "author":
        return True
    if element.tag == "a" and _PERSON_PAGE.search(str(element.get("href") or "")):
        return True
    marks = f"{element.get('class') or ''} {element.get('data-testid') or ''}".strip()
    return bool(marks) and bool(_BYLINE.search(marks)) and not _NOT_NAME.search(marks)


def _in_aside(element: Any) -> bool:
    for parent in (element, *element.iterancestors()):
        if parent.tag in {"body", "main", "article"}:
            return False
        if parent.tag == "li" and any(_BYLINE.search(str(e.get("class") or "")) for e in (parent, parent.getparent())):
            return False  # authors in a list of their own
        if parent.tag in _ASIDE_TAGS or _ASIDE.search(str(parent.get("class") or "")):
            return True
    return False


def _dated(element: Any) -> bool:
    return (element.tag == "time" and bool(_stamp(element))) or _says(element, "itemprop") == "datepublished"


def _stamp(element: Any) -> str:
    stated = element.get("datetime") or element.get("content") or element.get("title")
    return str(stated or fold_spaces("".join(element.itertext()))).strip()[:80]


def _after_update(element: Any) -> bool:
    """Whether the words right before the element, or in it, say that the page was changed then."""
    before = element.getprevious()
    said = (
        before.tail if before is not None else (element.getparent().text if element.getparent() is not None else "")
    ) or ""
    own = "".join(element.itertext())
    return bool(words().dates.updated.search(said[-40:]) or words().dates.updated.search(own[:40]))

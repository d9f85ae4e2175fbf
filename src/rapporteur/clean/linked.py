"""The page's own story among the JSON-LD objects of its markup: graphs, lists, references, broken blocks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from rapporteur.clean.source_lines import fold_spaces

MOST_JSON = 400_000  # code points of one block
MOST_DEPTH = 6
_STORY = re.compile(r"article|report|posting|pressrelease|statement|newsitem", re.IGNORECASE)
_PAGE = re.compile(r"webpage|creativework", re.IGNORECASE)
_BODY = re.compile(r"organi[sz]ation|newsmedia|corporation|agency|brand", re.IGNORECASE)
_WRAPPED = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$"
)
_LOOSE_COMMA = re.compile(r",(?=\s*[}\]])")
_INTO = ("@graph", "mainEntity", "mainEntityOfPage")  # not itemListElement, hasPart: these hold other stories


@dataclass(frozen=True, slots=True)
class Story:
    """What the JSON-LD of a page says of its story; what it does not say is None or empty."""

    headline: str | None = None
    alternative: str | None = None
    persons: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    updated: str | None = None
    section: str | None = None
    kinds: tuple[str, ...] = ()


def read_story(blocks: Iterable[str], titles: Sequence[str], address: str | None) -> Story:
    """The story of the page among all objects of its blocks.

    ``titles`` are the page's headings and titles, ``address`` its canonical one: of several stories the one that
    shares a title or the address is the page's, and where stories share neither, a list of others is not believed.
    """
    found: list[dict[str, Any]] = []
    for block in blocks:
        if len(block) <= MOST_JSON:
            found.extend(_objects(_parsed(block)))
    best = _own(found, titles, address)
    return _story(best, {str(o["@id"]): o for o in found if o.get("@id") and o.get("name")}) if best else Story()


def _parsed(block: str) -> Any:
    text = _WRAPPED.sub("", _WRAPPED.sub("", block.strip())).strip()
    for attempt in (text, _LOOSE_COMMA.sub("", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > MOST_DEPTH:
        return
    if isinstance(data, dict):
        yield data
        for key in _INTO:
            yield from _objects(data.get(key), depth + 1)
    elif isinstance(data, list):
        for item in data[:80]:
            yield from _objects(item, depth + 1)


def _own(found: Sequence[dict[str, Any]], titles: Sequence[str], address: str | None) -> dict[str, Any] | None:
    """The object that tells of this page: a story before a page, one that matches before one that does not."""
    known = {_letters(t) for t in titles if t}
    scored: list[tuple[int, int, dict[str, Any]]] = []
    for number, item in enumerate(found):
        kinds = " ".join(strings(item.get("@type")))
        if not (item.get("headline") or item.get("datePublished")):
            continue
        rank = 4 if _STORY.search(kinds) else 1 if _PAGE.search(kinds) else 0
        if rank:
            rank += 3 * _matches(item, known) + 2 * _addressed(item, address)
            scored.append((rank, -number, item))
    return max(scored, key=lambda s: s[:2])[2] if scored else None


def _matches(item: dict[str, Any], known: set[str]) -> bool:
    mine = _letters(text_of(item.get("headline")) or text_of(item.get("name")) or "")
    return bool(mine) and any(mine in k or (len(k) > 20 and k in mine) for k in known)


def _addressed(item: dict[str, Any], address: str | None) -> bool:
    if not address:
        return False
    page = item.get("mainEntityOfPage")
    own = [item.get("url"), item.get("@id"), page.get("@id") if isinstance(page, dict) else page]
    return any(isinstance(u, str) and u.split("#")[0].rstrip("/") == address.rstrip("/") for u in own)


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w+", text.lower()))


def _story(item: dict[str, Any], named: dict[str, dict[str, Any]]) -> Story:
    authors = [_referred(a, named) for a in _list(item.get("author") or item.get("creator"))]
    persons = [n for a in authors if not _is_body(a) for n in names(a)]
    bodies = [n for a in authors if _is_body(a) for n in names(a)]
    publisher = [n for p in _list(item.get("publisher")) for n in names(_referred(p, named))]
    return Story(
        headline=text_of(item.get("headline")),
        alternative=text_of(item.get("alternativeHeadline")),
        persons=tuple(dict.fromkeys(persons)),
        bodies=tuple(dict.fromkeys(bodies)),
        publisher=publisher[0] if publisher else None,
        published=text_of(item.get("datePublished")),
        updated=text_of(item.get("dateModified")),
        section=text_of(item.get("articleSection")),
        kinds=tuple(strings(item.get("@type"))),
    )


def _list(value: Any) -> list[Any]:
    return value[:20] if isinstance(value, list) else [value]


def _referred(value: Any, named: dict[str, dict[str, Any]]) -> Any:
    if isinstance(value, dict) and not value.get("name") and value.get("@id"):
        return named.get(str(value["@id"]), value)
    return value


def _is_body(author: Any) -> bool:
    return isinstance(author, dict) and bool(_BODY.search(" ".join(strings(author.get("@type")))))


def strings(value: Any) -> list[str]:
    """The strings of a value that may be one string or a list."""
    values = value if isinstance(value, list) else [value]
    return [v for v in values[:20] if isinstance(v, str)]


def text_of(value: Any) -> str | None:
    """The first string of a value that is not blank, without markup."""
    return next((folded for v in strings(value) if (folded := plain(v))), None)


def plain(text: str) -> str:
    """Text without entities, tags and runs of blanks."""
    return fold_spaces(re.sub(r"<[^>]{1,200}>", "", unescape(text)))


def names(value: Any) -> list[str]:
    """The names of persons or bodies in an ``author`` or ``publisher``; addresses are no names."""
    found = value.get("name") if isinstance(value, dict) else value
    if isinstance(value, dict) and not found:
        found = " ".join(p for key in ("givenName", "familyName") if (p := text_of(value.get(key))))
    return [n for v in strings(found) if (n := plain(v)) and "://" not in n]

"""What a page's markup states about itself: JSON-LD, OpenGraph and the older meta names, in this order of trust."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from rapporteur.clean.source_lines import Metadata, fold_spaces

MOST_JSON = 400_000  # code points of one JSON-LD block
_ARTICLE = re.compile(r"article|newsitem|report|posting|webpage|statement|pressrelease", re.IGNORECASE)
_STORY = re.compile(r"article|report|posting|pressrelease", re.IGNORECASE)


def read_metadata(root: Any) -> Metadata:
    """Headline, site, authors, dates and kind as the markup states them; what is not stated is None."""
    story = _story(root)
    meta = _meta(root)
    published, where = _published(root, story, meta)
    return Metadata(
        title=_text(story.get("headline"))
        or _any(meta, "og:title", "twitter:title", "dc.title", "title")
        or _one_h1(root),
        site=_publisher(story) or _any(meta, "og:site_name", "application-name", "dc.publisher", "publisher"),
        authors=_authors(story)
        or _split(_any(meta, "author", "article:author", "dc.creator", "parsely-author", "byl", "sailthru.author")),
        published=published,
        published_from=where,
        updated=_text(story.get("dateModified")) or meta.get("article:modified_time"),
        description=_text(story.get("alternativeHeadline"))
        or _any(meta, "og:description", "description", "twitter:description"),
        section=_text(story.get("articleSection")) or _any(meta, "article:section", "section", "parsely-section"),
        url=_link(root) or meta.get("og:url"),
        kind=meta.get("og:type"),
        language=root.get("lang") or meta.get("content-language"),
        page_title=_element_text(root, "title"),
    )


def _published(root: Any, story: dict[str, Any], meta: dict[str, str]) -> tuple[str | None, str]:
    """The day of publication as written, and which part of the markup states it."""
    return _first(
        ("JSON-LD datePublished", _text(story.get("datePublished"))),
        ("meta article:published_time", meta.get("article:published_time")),
        (
            "meta date",
            _any(
                meta,
                "datepublished",
                "date",
                "dc.date",
                "dc.date.issued",
                "publishdate",
                "pubdate",
                "sailthru.date",
                "parsely-pub-date",
                "publication_date",
                "cxenseparse:recs:publishtime",
                "publish-date",
            ),
        ),
        ("time element", _time(root)),
    )


def _story(root: Any) -> dict[str, Any]:
    found: list[dict[str, Any]] = []
    for script in root.iter("script"):
        kind = (script.get("type") or "").lower()
        if "ld+json" not in kind or not script.text or len(script.text) > MOST_JSON:
            continue
        try:
            data = json.loads(script.text.strip(), strict=False)
        except (ValueError, RecursionError):
            continue
        found.extend(_objects(data))
    typed = [(o, " ".join(_strings(o.get("@type")))) for o in found]
    for pattern in (_STORY, _ARTICLE):
        for item, kind in typed:
            if pattern.search(kind) and (item.get("headline") or item.get("datePublished")):
                return item
    return {}


def _objects(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _objects(data.get(key), depth + 1)
    elif isinstance(data, list):
        for item in data[:50]:
            yield from _objects(item, depth + 1)


def _strings(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [v for v in values[:20] if isinstance(v, str)]


def _text(value: Any) -> str | None:
    for v in _strings(value):
        folded = fold_spaces(_unescape(v))
        if folded:
            return folded
    return None


def _unescape(text: str) -> str:
    from html import unescape

    return re.sub(r"<[^>]{1,200}>", "", unescape(text))


def _names(value: Any) -> list[str]:
    out: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        out.extend(fold_spaces(_unescape(n)) for n in _strings(name))
    return [n for n in out if n and "://" not in n]


def _authors(story: dict[str, Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_names(story.get("author"))))


def _publisher(story: dict[str, Any]) -> str | None:
    names = _names(story.get("publisher"))
    return names[0] if names else None


def _split(text: str | None) -> tuple[str, ...]:
    if not text or "://" in text:
        return ()
    return tuple(p.strip() for p in re.split(r"\s*(?:,|;|\band\b|&)\s*", text) if p.strip())


def _meta(root: Any) -> dict[str, str]:
    out: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = element.get("content")
        if name and content and content.strip():
            out.setdefault(name.strip().lower(), fold_spaces(_unescape(content)))
    return out


def _any(meta: dict[str, str], *names: str) -> str | None:
    return next((meta[n] for n in names if meta.get(n)), None)


def _first(*pairs: tuple[str, str | None]) -> tuple[str | None, str]:
    return next(((value, name) for name, value in pairs if value), (None, ""))


def _time(root: Any) -> str | None:
    """The date of a ``time`` element marked as the publication's, or of the page's only one."""
    times = [t for t in root.iter("time") if t.get("datetime")]
    for t in times:
        if t.get("pubdate") is not None or t.get("itemprop") == "datePublished" or "publish" in (t.get("class") or ""):
            return str(t.get("datetime"))
    days = {str(t.get("datetime"))[:10] for t in times}
    return str(times[0].get("datetime")) if len(days) == 1 else None


def _one_h1(root: Any) -> str | None:
    heads = [h for h in (fold_spaces("".join(e.itertext())) for e in root.iter("h1")) if h]
    return heads[0] if len(heads) == 1 else None


def _element_text(root: Any, tag: str) -> str | None:
    element = next(root.iter(tag), None)
    return (fold_spaces(element.text or "") or None) if element is not None else None


def _link(root: Any) -> str | None:
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and str(link.get("href") or "").startswith("http"):
            return str(link.get("href"))
    return None

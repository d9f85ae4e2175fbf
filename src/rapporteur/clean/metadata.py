"""What a page's markup states about itself: JSON-LD, OpenGraph, the older meta names, and marked elements."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from rapporteur.clean import linked, marked
from rapporteur.clean.source_lines import Metadata, fold_spaces

TITLES = ("og:title", "twitter:title", "parsely-title", "dc.title", "citation_title", "sailthru.title", "title")
SITES = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "citation_publisher",
    "publisher",
    "twitter:app:name:iphone",
)
PERSONS = (
    "author",
    "article:author",
    "article:author:name",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
    "byl",
    "byline",
    "article.author",
    "cxenseparse:author",
    "citation_author",
    "authors",
    "creator",
    "twitter:creator:name",
)
DAYS = (
    "article:published_time",
    "article:published",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "article.published",
    "article:published_date",
    "article_date_original",
    "originalpublicationdate",
    "publication_date",
    "publication-date",
    "publicationdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "pub_date",
    "published_at",
    "published-date",
    "published_time_telegram",
    "release_date",
    "rnews:datepublished",
    "ptime",
    "displaydate",
    "citation_publication_date",
    "citation_online_date",
    "date",
)
CHANGES = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
)
DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")


def read_metadata(root: Any) -> Metadata:
    """Headline, site, authors, dates and kind as the markup states them; what is not stated is None."""
    meta, many = _meta(root)
    heads = marked.headings(root)
    address = _link(root) or meta.get("og:url")
    page_title = _element_text(root, "title")
    titles = [*heads, meta.get("og:title") or "", page_title or ""]
    story = linked.read_story(_blocks(root), titles, address)
    published, where = _published(root, story, meta)
    return Metadata(
        title=story.headline or _any(meta, *TITLES) or (heads[0] if len(heads) == 1 else None),
        site=story.publisher or _any(meta, *SITES),
        authors=story.persons or _persons(many),
        bodies=story.bodies,
        bylines=marked.bylines(root),
        published=published,
        published_from=where,
        updated=_stamp(story.updated) or _stamp(_any(meta, *CHANGES)),
        description=story.alternative or _any(meta, *DESCRIPTIONS),
        section=story.section or _any(meta, "article:section", "section", "parsely-section"),
        url=address,
        kind=" ".join(k for k in (*story.kinds, meta.get("og:type") or "") if k) or None,
        language=root.get("lang") or meta.get("content-language"),
        page_title=page_title,
    )


def _blocks(root: Any) -> list[str]:
    return [s.text for s in root.iter("script") if "ld+json" in (s.get("type") or "").lower() and s.text]


def _published(root: Any, story: linked.Story, meta: dict[str, str]) -> tuple[str | None, str]:
    """The day of publication as written, and which part of the markup states it."""
    if stamp := _stamp(story.published):
        return stamp, "JSON-LD datePublished"
    for name in DAYS:
        if stamp := _stamp(meta.get(name)):
            return stamp, f"meta {name}"
    return marked.day_of(root)


def _stamp(text: str | None) -> str | None:
    """A date as written; seconds since 1970 as a day; None for the values that systems put in for none."""
    if not text:
        return None
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC).isoformat()
    empty = text.startswith(("0000", "0001", "1970-01-01", "1969-12-31", "1899-1", "1900-01-01", "-"))
    return None if empty else text


def _persons(many: dict[str, list[str]]) -> tuple[str, ...]:
    """The names of the first meta element that gives any; one element may hold several."""
    for name in PERSONS:
        found = [p for text in many.get(name, ()) if "://" not in text for p in _split(text, name)]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _split(text: str, name: str) -> list[str]:
    if name.startswith(("citation", "dc")) and text.count(",") == 1:  # "Sokolov, Dmitri"
        last, first = (p.strip() for p in text.split(","))
        if last and first and len(last.split()) <= 2 and len(first.split()) <= 2:
            return [f"{first} {last}"]
    return [p.strip() for p in re.split(r"\s*(?:,|;|\band\b|&|\|)\s*", text) if p.strip()]


def _meta(root: Any) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The first value of each meta name in lower case, and all values."""
    many: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = element.get("content")
        if name and content and content.strip():
            many.setdefault(name.strip().lower(), []).append(linked.plain(content))
    return {name: values[0] for name, values in many.items()}, many


def _any(meta: dict[str, str], *names: str) -> str | None:
    return next((meta[n] for n in names if meta.get(n)), None)


def _element_text(root: Any, tag: str) -> str | None:
    element = next(root.iter(tag), None)
    return (fold_spaces(element.text or "") or None) if element is not None else None


def _link(root: Any) -> str | None:
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and str(link.get("href") or "").startswith("http"):
            return str(link.get("href"))
    return None

"""Feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed.

An entry that holds its whole text is a page. One with a summary alone stands for a page elsewhere: it is fetched where
the user gave the feed's address, and else refused with the address to give. What the entry says of the page - title,
author, dates - goes with it as witnesses.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

from rapporteur.model import Page, Refusal
from rapporteur.read.content import page_of
from rapporteur.read.feed_entries import Entry, json_entries, xml_entries
from rapporteur.read.linked import Link, Visitor
from rapporteur.read.place import Item, Job, Place, refused_at
from rapporteur.read.streams import whole


def read(stream: io.BufferedReader, place: Place, job: Job) -> Iterator[Item]:
    """The pages of a feed in XML."""
    yield from _pages(xml_entries(whole(stream, job.limits.page_limit), place.url), place, job)


def read_json(stream: io.BufferedReader, place: Place, job: Job) -> Iterator[Item]:
    """The pages of a JSON Feed."""
    yield from _pages(json_entries(whole(stream, job.limits.page_limit)), place, job)


def _pages(entries: Iterator[Entry], place: Place, job: Job) -> Iterator[Item]:
    visitor = Visitor(job.limits)
    visits = 0
    for entry in entries:
        if entry.content is not None:
            yield _page(entry, entry.content, place, job)
        elif entry.url is None:
            yield refused_at(place.at(entry.id), "the entry holds only a summary and no address; give the page itself")
        elif not place.followed:
            told = f"the feed holds only a summary of this page; give its address, {entry.url}"
            yield refused_at(place.at(entry.id), told)
        elif visits >= job.limits.linked_pages:
            yield place.refusal(
                f"it names more than {job.limits.linked_pages:,} pages; give the others themselves, "
                "or raise RAPPORTEUR_LINKED_PAGES"
            )
            return
        else:
            visits += 1
            yield visitor.page(Link(entry.url, entry.witnesses))


def _page(entry: Entry, content: str, place: Place, job: Job) -> Page | Refusal:
    page = page_of(
        content.encode("utf-8", "replace"), place.at(entry.id), limits=job.limits, url=entry.url,
        mime="text/html" if entry.is_html else "text/plain", charset="utf-8", fetched=place.fetched,
        witnesses=entry.witnesses,
    )  # fmt: skip
    return page if isinstance(page, Refusal) else replace(page, sha256=entry.digest)

"""Sitemaps: lists of a site's addresses, and indexes of such lists; also those for news, and packed ones.

Where the user gave a sitemap's address, the pages that it names are fetched, as many as the limits allow. A file only
lists them: nothing is fetched that nobody asked for.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rapporteur.errors import SourceError
from rapporteur.model import Refusal, Witness, WitnessRole
from rapporteur.read.address import is_web_address
from rapporteur.read.linked import Link, Visitor
from rapporteur.read.markup import local_name, outermost, parse_xml, text_of
from rapporteur.read.place import Item, Job, Place
from rapporteur.read.streams import GZIP, Bomb, Gunzip, buffered, whole

if TYPE_CHECKING:
    from lxml.etree import _Element

ORIGIN = "sitemap"
_MOST_LISTS = 50  # sitemaps that are fetched from one index; those that are indexes themselves are not followed
_LONGEST = 2_048  # characters of an address; as the format has it
_SAID: dict[str, WitnessRole] = {
    "lastmod": "updated", "publication_date": "published", "title": "title", "name": "publisher",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The pages and the further sitemaps that a sitemap names."""

    pages: tuple[Link, ...]
    lists: tuple[str, ...]


def parse(data: bytes) -> Sitemap:
    """What a sitemap names. Raises ``SourceError`` where its XML is broken."""
    pages: list[Link] = []
    lists: list[str] = []
    for element in outermost(parse_xml(data), "url", "sitemap"):
        address = next((text_of(child) for child in element if local_name(child)[1] == "loc"), "")
        if len(address) > _LONGEST or not is_web_address(address):
            continue
        if local_name(element)[1] == "sitemap":
            lists.append(address)
        else:
            pages.append(Link(address, _said(element)))
    return Sitemap(tuple(pages), tuple(lists))


def _said(element: _Element) -> tuple[Witness, ...]:
    """What a sitemap says of a page, the first of each sort."""
    found: dict[WitnessRole, str] = {}
    for child in element.iter("{*}*"):
        role = _SAID.get(local_name(child)[1])
        if role is not None and role not in found:
            found[role] = text_of(child)[:_LONGEST]
    return tuple(Witness(role, text, ORIGIN) for role, text in found.items() if text)


def read(stream: io.BufferedReader, place: Place, job: Job) -> Iterator[Item]:
    """The pages that a sitemap names, if the user gave its address; else how to have them."""
    found = parse(whole(stream, job.limits.page_limit))
    if not place.followed or place.url is None:
        told = f"{len(found.pages):,} pages" if found.pages or not found.lists else f"{len(found.lists):,} sitemaps"
        yield place.refusal(
            f"a sitemap that names {told}, which are not fetched from a file; give its address, "
            "or list theirs with rapporteur read --list"
        )
        return
    visitor = Visitor(job.limits)
    visits = 0
    for item in _links(found, place, visitor, job):
        if isinstance(item, Refusal):
            yield item
        elif visits >= job.limits.linked_pages:
            yield place.refusal(
                f"it names more than {job.limits.linked_pages:,} pages; give the others themselves, "
                "or raise RAPPORTEUR_LINKED_PAGES"
            )
            return
        else:
            visits += 1
            yield visitor.page(item)


def _links(found: Sitemap, place: Place, visitor: Visitor, job: Job) -> Iterator[Link | Refusal]:
    """Every address of a sitemap's own site, with those of the sitemaps in it, each sitemap read when it is reached."""
    site = urlsplit(place.url or "").netloc
    outside = 0
    for sitemap in chain([found], (_fetched(address, visitor, job) for address in found.lists[:_MOST_LISTS])):
        if isinstance(sitemap, Refusal):
            yield sitemap
            continue
        for link in sitemap.pages:
            if urlsplit(link.url).netloc == site:
                yield link
            else:
                outside += 1
    if outside:
        yield place.refusal(
            f"{outside:,} of its addresses are of other sites, for which it cannot speak; give them alone"
        )
    if len(found.lists) > _MOST_LISTS:
        yield place.refusal(
            f"it names {len(found.lists):,} sitemaps, of which {_MOST_LISTS} were read; give the others"
        )


def _fetched(address: str, visitor: Visitor, job: Job) -> Sitemap | Refusal:
    answer = visitor.get(address)
    if isinstance(answer, Refusal):
        return answer
    data = answer.data
    try:
        if data.startswith(GZIP):
            data = whole(buffered(Gunzip(io.BytesIO(data), job.budget)), job.limits.page_limit)
        return parse(data)
    except Bomb:
        raise
    except SourceError as error:
        return Place(answer.url, answer.url).refusal(str(error))

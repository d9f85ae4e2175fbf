"""Sentences as on a page of a fixed day, read once a session, and ways of saying what a user would see in the result.

The states are real, what is told of them here is not; no real person is quoted.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache, partial

import pytest
from spacy.tokens import Doc

from rapporteur import analyse, extract, resolve, world
from rapporteur.drafts import Drafts
from rapporteur.model import Article, DateRange, Event, Party, Reading, Statement

gap = partial(pytest.mark.xfail, strict=True)  # a known failure: the day it is mended, the mark has to go
FRIDAY = date(2024, 6, 14)  # the day of the page
DAY = DateRange(FRIDAY, FRIDAY, "stated")
WEEK = DateRange(date(2024, 6, 10), date(2024, 6, 16), "inferred", ("some day of this week",))
NO_DAY = DateRange(None, None, "unknown")


def article(
    body: str, published: DateRange = DAY, dateline: str | None = None, headline: str | None = None, id: str = "page"
) -> Article:
    """An article in which only what matters here is set."""
    return Article(
        id=id,
        source=f"{id}.txt",
        url=None,
        sha256="0" * 64,
        headline=headline,
        alternative_headline=None,
        author=(),
        agency=None,
        publisher=None,
        dateline=dateline,
        published=published,
        language="en",
        genre="news",
        body=body,
    )


@cache
def analysed(body: str) -> Doc:
    """The Doc of a text."""
    return analyse.analyse_text(body)


@cache
def drafted(body: str) -> Drafts:
    """What a text claims, as written."""
    return extract.extract(analysed(body), body)


@cache
def read(
    body: str, published: DateRange = DAY, dateline: str | None = None, headline: str | None = None, id: str = "page"
) -> Reading:
    """What a page of this text claims."""
    return resolve.resolve(article(body, published, dateline, headline, id), drafted(body), world.load())


def who(parties: Iterable[Party]) -> set[str]:
    """Parties as their country's code, and those of no country by name."""
    return {p.country or p.name for p in parties}


def told(event: Event) -> tuple[str, str]:
    """Type and status, as in ``CONSULT happened``."""
    return event.type, event.status


def events(body: str, type: str, status: str | None = None) -> list[Event]:
    """The events of a type (and status) that a text tells of."""
    return [e for e in read(body).events if e.type == type and status in (None, e.status)]


def event(body: str, type: str, status: str | None = None) -> Event:
    """The first event of a type (and status) that a text tells of; fails with all that it tells of instead."""
    found = events(body, type, status)
    assert found, f"no {status or ''} {type} in {[(*told(e), who(e.actors)) for e in read(body).events]}: {body}"
    return found[0]


def statement(body: str, number: int = 0) -> Statement:
    """One statement of a text, by its place in the order of the text."""
    found = sorted(read(body).statements, key=lambda s: s.evidence[0].start)
    assert len(found) > number, f"{len(found)} statements: {body}"
    return found[number]

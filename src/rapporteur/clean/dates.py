"""The dates that a page states about itself, each with its role and the place it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

from rapporteur.clean import datefind
from rapporteur.clean.features import Features
from rapporteur.clean.source_lines import Metadata
from rapporteur.clean.words import words
from rapporteur.model import DateRange

DateRole: TypeAlias = Literal["published", "updated", "crawled", "other-story"]
NEAR = 12  # lines between a headline and the date that belongs to it


@dataclass(frozen=True, slots=True)
class Candidate:
    """A full date on the page: its role, how well it is placed (higher is better), and why."""

    date: date
    role: DateRole
    rank: int
    why: str
    above: bool = False


def candidates(
    lines: Sequence[Features], at: int | None, first: int, last: int, metadata: Metadata, url: str | None
) -> list[Candidate]:
    """Every full date outside the body with its role, the best placed publication date first."""
    found = [*_from_metadata(metadata), *_from_url(url or metadata.url)]
    for i, f in enumerate(lines):
        if (first <= i <= last and not (f.date_only or f.byline)) or i > last + 12 or f.caption or f.n > 24:
            continue
        found.extend(_from_line(lines, i, at, first, last))
    return sorted(_without_clock(found), key=lambda c: -c.rank)


def _without_clock(found: Sequence[Candidate]) -> list[Candidate]:
    """A date above the headline that disagrees with one below it is the site's clock."""
    below = {c.date for c in found if c.role == "published" and not c.above}
    return [
        replace(c, role="crawled", rank=0) if c.above and c.role == "published" and below - {c.date} else c
        for c in found
    ]


def stated(found: Sequence[Candidate]) -> DateRange | None:
    """The stated day of publication; None where the page states none."""
    best = next((c for c in found if c.role == "published"), None)
    if best is None:
        return None
    others = sorted({c.date for c in found if c.role == "crawled"} - {best.date})
    why = (best.why, *(f"{day} is the site's clock, not the day of publication" for day in others[:1]))
    return DateRange(best.date, best.date, "stated", why)


def clock(found: Sequence[Candidate]) -> date | None:
    """The earliest day that the site's clock or an archive's stamp shows: the page is no younger."""
    return min((c.date for c in found if c.role == "crawled"), default=None)


def updated(found: Sequence[Candidate]) -> date | None:
    """The earliest day on which the page says it was changed: it was published by then."""
    return min((c.date for c in found if c.role == "updated"), default=None)


def _from_metadata(metadata: Metadata) -> list[Candidate]:
    out: list[Candidate] = []
    for text, role, rank, name in (
        (metadata.published, "published", 90, metadata.published_from),
        (metadata.updated, "updated", 50, "metadata"),
    ):
        days = [f.date for f in datefind.find(text or "") if f.date]
        if days and days[0] is not None:
            out.append(Candidate(days[0], "published" if role == "published" else "updated", rank, f"{name}: {text}"))
    return out


def _from_url(url: str | None) -> list[Candidate]:
    m = re.search(r"/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/-]|$)", (url or "").lower())
    if not m:
        return []
    month = words().dates.months.get(m.group(2)) if m.group(2).isalpha() else int(m.group(2))
    try:
        day = date(int(m.group(1)), month or 0, int(m.group(3)))
    except ValueError:
        return []
    return [Candidate(day, "published", 40, f"the page's address has {m.group().strip('/')}")]


def _from_line(lines: Sequence[Features], i: int, at: int | None, first: int, last: int) -> list[Candidate]:
    f = lines[i]
    out: list[Candidate] = []
    previous = 0
    for found in datefind.find(f.text):
        if found.date is None:
            continue
        before = f.text[previous : found.start]
        if not before.strip() and i and lines[i - 1].n <= 3:
            before = lines[i - 1].text
        previous = found.end
        role, rank = _role(lines, i, before, found, at, first, last)
        out.append(
            Candidate(found.date, role, rank, f"line “{f.text[:80]}”", above=at is not None and i < at and i < 8)
        )
    return out


def _role(
    lines: Sequence[Features], i: int, before: str, found: datefind.Found, at: int | None, first: int, last: int
) -> tuple[DateRole, int]:
    dates, f = words().dates, lines[i]
    if dates.crawled.search(before):
        return "crawled", 0
    if dates.updated.search(before):
        return "updated", 0
    labelled = 30 if dates.published.search(before) else 0
    if first <= i <= last:
        return "published", 35 + labelled
    if i > last:
        ended = any(g.ends_story >= 0.4 for g in lines[last + 1 : i])
        return ("other-story", 0) if ended or not (labelled or f.byline) else ("published", 30)
    near = at is not None and at - 4 <= i <= at + NEAR
    if (near or first - i <= 8) and (f.date_only or f.byline or labelled):
        return "published", 60 + labelled + (5 if f.byline else 0) + (5 if at is not None and i > at else 0) - (
            0 if i >= 3 else 3
        )
    if i < 8 and found.weekday is not None and f.date_only:
        return "crawled", 0
    if near and f.has_date:
        return "published", 30 + labelled
    if first - i <= 8 and f.has_date and f.n <= 14 and not f.sentence:
        return "published", 25 + labelled
    return "other-story", 0

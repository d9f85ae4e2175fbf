"""The days that a page states about itself, each with its role and the place it stands in.

A day is a candidate with a role: ``published``, ``updated``, ``crawled`` (the site's clock, an archive's stamp),
``event`` (a conference, a deadline) or ``other-story`` (a teaser's). Rank says how well a day of publication is placed:
markup before words near the headline, a label ("Published") before none, the headline's neighbourhood before the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, TypeAlias

from rapporteur.clean import datefind
from rapporteur.clean.features import Features
from rapporteur.clean.maker_words import maker_words
from rapporteur.clean.ordering import order_of
from rapporteur.clean.source_lines import Metadata
from rapporteur.clean.words import words
from rapporteur.model import DateRange

DateRole: TypeAlias = Literal["published", "updated", "crawled", "event", "other-story"]
NEAR = 25  # lines between a headline and the day that belongs to it
ABOVE = 4  # lines between a day and the headline below it
MOST_WORDS = 24  # of a line that states a day
PROSE = 0.2  # share of function words from which a line with a day tells of something
AWAY = 1  # rank of a day alone or labelled above the body, but not by the headline
VISIBLE = 55  # rank from which a line is trusted to show the page's day in its own zone
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"(?:[T\s]|^)(?P<hour>[0-2]\d):\d\d")
_UNIVERSAL = re.compile(r"(?:Z|[+-]00:?00|UTC|GMT)$")
_ADDRESS_DAYS = (
    re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>\d{1,2}|[a-z]{3,9})[/-](?P<day>\d{1,2})(?=[/_.-]|$)"),
    re.compile(r"[/_-](?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?=[/_.?-]|$)"),
    re.compile(r"[_-](?P<year>20\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?=[/_.?-]|$)"),
)
_REST = re.compile(
    r"\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?|\b(?:[ap]\.?m\.?|at|on|and|date|min|mins|read|(?-i:[A-Z]{2,5}))(?=\W|$)|[^\w\s]|\d",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A full date on the page: its role, how well it is placed (higher is better), and why."""

    date: date
    role: DateRole
    rank: int
    why: str
    above: bool = False
    stamp: str = ""


def candidates(
    lines: Sequence[Features], at: int | None, first: int, last: int, metadata: Metadata, url: str | None
) -> list[Candidate]:
    """Every full date outside the body with its role, the best placed publication date first."""
    address = url or metadata.url
    order = order_of([f.text for f in lines if f.n <= MOST_WORDS], address, metadata.language)
    found = [*_from_metadata(metadata, order), *_from_url(address)]
    for i, f in enumerate(lines[: last + 13]):
        if f.caption or f.n > MOST_WORDS or not _DIGIT.search(f.text):
            continue
        line = _Line(lines, i, at, first, last, order)
        if first <= i <= last and not line.stands_apart():
            continue
        found.extend(line.candidates())
    return sorted(_agreeing(_only_day(_without_clock(found))), key=lambda c: -c.rank)


def stated(found: Sequence[Candidate]) -> DateRange | None:
    """The stated day of publication; None where the page states none.

    The day of the last change alone states nothing: it can lie months after the publication. Markup in universal time
    gives way to the day that the page shows in its own zone.
    """
    best = next((c for c in found if c.role == "published"), None)
    if best is None:
        return None
    best = _in_own_zone(best, found)
    others = sorted({c.date for c in found if c.role == "crawled"} - {best.date})
    clocks = tuple(f"{day} is the site's clock, not the day of publication" for day in others[:1])
    why = (best.why, *clocks)
    return DateRange(best.date, best.date, "stated", why)


def clock(found: Sequence[Candidate]) -> date | None:
    """The earliest day that the site's clock or an archive's stamp shows: the page is no younger."""
    return min((c.date for c in found if c.role == "crawled"), default=None)


def updated(found: Sequence[Candidate]) -> date | None:
    """The earliest day on which the page says it was changed: it was published by then."""
    return revised(found) or min((c.date for c in found if c.role == "updated"), default=None)


def revised(found: Sequence[Candidate]) -> date | None:
    """The earliest day of change that stands by the headline or in the markup, where a day of publication would stand.

    A page that shows such a day alone was mostly published in the week before it; one at the page's foot says less.
    """
    return min((c.date for c in found if c.role == "updated" and c.rank), default=None)


def _in_own_zone(best: Candidate, found: Sequence[Candidate]) -> Candidate:
    clock = _CLOCK.search(best.stamp)
    if clock is None or not _UNIVERSAL.search(best.stamp):
        return best
    hour = int(clock.group("hour"))
    fits = {best.date + timedelta(days=1)} if hour >= 10 else set()
    fits |= {best.date - timedelta(days=1)} if hour < 12 else set()
    seen = [c for c in found if c.role == "published" and not c.stamp and c.rank >= VISIBLE]
    if seen and seen[0].date in fits and not any(c.date == best.date for c in seen):
        return replace(seen[0], why=f"{seen[0].why}, in the page's own zone ({best.why})")
    return best


def _without_clock(found: Sequence[Candidate]) -> list[Candidate]:
    """A date above the headline that disagrees with one below it is the site's clock."""
    below = {c.date for c in found if c.role in {"published", "updated"} and not c.above}
    return [
        replace(c, role="crawled", rank=0) if c.above and c.role == "published" and below - {c.date} else c
        for c in found
    ]


def _only_day(found: Sequence[Candidate]) -> list[Candidate]:
    """Where nothing else states a day, the only day alone on a line above the body is the page's."""
    away = {c.date for c in found if c.role == "other-story" and c.rank == AWAY}
    if len(away) != 1 or any(c.role != "other-story" and c.role != "event" for c in found):
        return list(found)
    return [replace(c, role="published", rank=30) if c.rank == AWAY else c for c in found]


def _agreeing(found: Sequence[Candidate]) -> list[Candidate]:
    """Days of publication that several witnesses state rank a little higher."""
    said = [c.date for c in found if c.role == "published"]
    return [
        replace(c, rank=c.rank + min(9, 3 * (said.count(c.date) - 1))) if c.role == "published" else c for c in found
    ]


def _from_metadata(metadata: Metadata, order: datefind.Order | None) -> list[Candidate]:
    out: list[Candidate] = []
    stated: tuple[tuple[str | None, DateRole, int, str], ...] = (
        (metadata.published, "published", 90, metadata.published_from),
        (metadata.updated, "updated", 50, "metadata"),
    )
    for text, role, rank, name in stated:
        day = next((f.date for f in datefind.find(text or "", order) if f.date), None)
        if day is not None and text:
            out.append(Candidate(day, role, rank, f"{name}: {text}", stamp=text))
    return out


def _from_url(url: str | None) -> list[Candidate]:
    path = re.sub(r"^\w+://[^/]*", "", (url or "").lower())
    for pattern in _ADDRESS_DAYS:
        for m in pattern.finditer(path):
            raw = m.group("month")
            month = words().dates.months.get(raw) if raw.isalpha() else int(raw)
            try:
                day = date(int(m.group("year")), month or 0, int(m.group("day")))
            except ValueError:
                continue
            return [Candidate(day, "published", 40, f"the page's address has {m.group().strip('/_-')}")]
    return []


@dataclass(frozen=True, slots=True)
class _Line:
    """One line with days, and where it stands to headline and body."""

    lines: Sequence[Features]
    i: int
    at: int | None
    first: int
    last: int
    order: datefind.Order | None

    def candidates(self) -> list[Candidate]:
        f = self.lines[self.i]
        out: list[Candidate] = []
        previous = 0
        above = self.at is not None and self.i < self.at
        for found in datefind.find(f.text, self.order):
            before = f.text[previous : found.start]
            day = found.date
            if day is None or (found.weekday is not None and day.weekday() != found.weekday):
                continue
            if not before.strip(" |·•-–—") and not previous:
                before = self._label_above()
            previous = found.end
            role, rank = self._role(before, found)
            out.append(Candidate(day, role, rank, f"line “{f.text[:80]}”", above=above))
        return out

    def _label_above(self) -> str:
        """The words of the line above if it is nothing but a label ("Published", "Last updated:")."""
        above = self.lines[self.i - 1] if self.i else None
        return above.text if above is not None and above.n <= 3 else ""

    def _role(self, before: str, found: datefind.Found) -> tuple[DateRole, int]:
        w, f = words().dates, self.lines[self.i]
        if w.crawled.search(before):
            return "crawled", 0
        if w.updated.search(before):
            return "updated", 20 if self._by_headline() else 0
        labelled = bool(w.published.search(before))
        if not labelled and maker_words().event.search(before):
            return "event", 0
        if self.first <= self.i <= self.last:
            return "published", 65 if labelled else 35
        if self.i > self.last:
            return self._below(labelled)
        if self.at is not None and self.i < self.at:
            return self._above(labelled, found)
        return self._under_headline(labelled, f)

    def _by_headline(self) -> bool:
        """Whether the line stands between headline and body, or close above the headline."""
        return self._beside_headline() or (self.at is not None and 0 <= self.at - self.i <= ABOVE)

    def _beside_headline(self) -> bool:
        if self.at is None:
            return 0 < self.first - self.i <= 8
        reach = 2 * NEAR if self.lines[self.i].byline else NEAR
        return self.at < self.i < self.first and self.i - self.at <= reach

    def _below(self, labelled: bool) -> tuple[DateRole, int]:
        f = self.lines[self.i]
        between = self.lines[self.last + 1 : self.i]
        ended = any(g.ends_story >= 0.4 for g in between)
        signed = labelled or f.byline or (len(between) <= 2 and all(g.n <= 2 for g in between) and self._last_day())
        return ("other-story", 0) if ended or not signed else ("published", 30)

    def _last_day(self) -> bool:
        """Whether a line is a day alone and none follows, as a release ends; teasers have many."""
        return self.alone() and not any(g.has_date for g in self.lines[self.i + 1 : self.i + 12])

    def _above(self, labelled: bool, found: datefind.Found) -> tuple[DateRole, int]:
        """Above the headline stands the site's clock, a teaser's day, or, close by, the day of the page."""
        f, at = self.lines[self.i], self.at or 0
        between = self.lines[self.i + 1 : at]
        if at - self.i > ABOVE or any(_title_like(g) for g in between):
            clock = self.i < 8 and self.alone() and not labelled
            return ("crawled", 0) if clock else ("other-story", self._away(labelled))
        if labelled or f.byline:
            return "published", 80
        if not self.alone() and (f.n > 8 or at - self.i > 2 or f.sentence):
            return "other-story", 0
        if found.weekday is not None and self.i < 8:
            return "crawled", 0
        return "published", 57 if self.i < 3 else 60

    def _under_headline(self, labelled: bool, f: Features) -> tuple[DateRole, int]:
        near = self._beside_headline()
        if near and (labelled or self.alone() or f.byline):
            return "published", 65 + (30 if labelled else 0) + (5 if f.byline else 0)
        if near and f.n <= 16 and not f.sentence and f.function_share < PROSE:
            return "published", 57
        if labelled or (self.first - self.i <= 8 and self.alone()):
            return "published", 40
        return "other-story", self._away(labelled)

    def _away(self, labelled: bool) -> int:
        return AWAY if labelled or self.alone() else 0

    def stands_apart(self) -> bool:
        """Whether a line inside the body is a byline or day all the same, as at the opening of a body cut too wide."""
        f = self.lines[self.i]
        return f.byline or self.alone() or (self.i <= self.first + 1 and f.n <= 12 and not f.sentence)

    def alone(self) -> bool:
        """A day with at most a clock, a zone, a label and one word more."""
        f = self.lines[self.i]
        if f.date_only:
            return True
        rest = f.text
        for found in reversed(datefind.find(rest, self.order)):
            rest = rest[: found.start] + " " + rest[found.end :]
        for pattern in (words().dates.published, words().dates.updated):
            rest = pattern.sub(" ", rest)
        return len(_REST.sub(" ", rest).split()) <= 1


def _title_like(f: Features) -> bool:
    return 5 <= f.n <= 25 and not f.furniture and not f.byline and not f.date_only

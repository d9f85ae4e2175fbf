"""The day of each entry of a live blog, from its own time, the day above it, and the days of the page.

A time that names its day states it. "3h ago" is counted back from the crawl, if that is known. A clock alone takes its
day from the nearest entry that has one, else from the page: the oldest entry from the day of publication, the newest
one from that of the last change. Where the clocks jump backwards over midnight, a day is counted; the order of the
entries on the page, newest or oldest first, is read off the clocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from rapporteur.clean import datefind
from rapporteur.clean.stamps import Stamp
from rapporteur.model import DateRange

LATE = 30  # minutes by which a neighbour's clock may lie on the wrong side without a day between them
SURE = 12 * 60  # minutes of a jump that only a midnight explains
CLOSE = 120  # minutes between a page's clock and that of its first or last entry
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Timed:
    """One entry: its time as written, the day that stands above it, and the moment that markup gives it."""

    stamp: Stamp
    heading: datefind.Found | None = None
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A day of the page, with its clock where it has one, and what states it."""

    day: date
    minutes: int | None
    why: str


@dataclass(frozen=True, slots=True)
class PageDays:
    """When the page was published, last changed and fetched; what is not known is None."""

    first: Anchor | None = None
    last: Anchor | None = None
    fetched: datetime | None = None


def days_of(entries: Sequence[Timed], page: PageDays) -> list[DateRange | None]:
    """The days on which each entry can have been published; None where nothing tells."""
    own = [_own_day(entry, page) for entry in entries]
    counted = _counted(entries)
    return [
        day or _from_neighbour(i, entries, own, counted) or _from_page(i, entries, counted, page)
        for i, day in enumerate(own)
    ]


def _own_day(entry: Timed, page: PageDays) -> DateRange | None:
    stamp, said = entry.stamp, f"the entry's time “{entry.stamp.text}”"
    if entry.moment is not None:
        day = _in_own_zone(entry.moment, stamp.minutes)
        return DateRange(day, day, "stated", (f"{said}, in markup {entry.moment.isoformat()}",))
    for found, where in ((stamp.day, ""), (entry.heading, " under the day “{}”")):
        day_of = _dated(found, page)
        if found is not None and day_of is not None:
            return DateRange(day_of, day_of, "stated", (said + where.format(found.text),))
    if stamp.ago is not None and page.fetched is not None:
        latest = page.fetched - stamp.ago
        earliest = latest - stamp.slack
        why = f"{said}, counted from the crawl on {page.fetched.date()}"
        return DateRange(earliest.date(), latest.date(), "inferred", (why,))
    return None


def _in_own_zone(moment: datetime, minutes: int | None) -> date:
    """The day of a moment in the zone of the clock that the page shows for it."""
    if minutes is None:
        return moment.date()
    shift = (minutes - (60 * moment.hour + moment.minute)) % _DAY
    return (moment + timedelta(minutes=shift if shift <= 14 * 60 else shift - _DAY)).date()


def _dated(found: datefind.Found | None, page: PageDays) -> date | None:
    """The day as written; without a year the one that lies nearest to the page's days."""
    if found is None or found.year is not None:
        return found.date if found else None
    anchor = page.last or page.first
    near = anchor.day if anchor else page.fetched.date() if page.fetched else None
    if near is None:
        return None
    days = [d for y in (near.year - 1, near.year, near.year + 1) if (d := found.in_year(y))]
    return min(days, key=lambda d: abs(d - near), default=None)


@dataclass(frozen=True, slots=True)
class _Counted:
    """Days by which each entry lies behind the oldest one (None: no clock), also if only sure midnights count."""

    days: tuple[int | None, ...]
    least: tuple[int | None, ...]


def _counted(entries: Sequence[Timed]) -> _Counted:
    at = [i for i, e in enumerate(entries) if e.stamp.minutes is not None and not e.stamp.pinned]
    clocks = [m for i in at if (m := entries[i].stamp.minutes) is not None]
    steps = [(b - a + _DAY // 2) % _DAY - _DAY // 2 for a, b in pairwise(clocks)]
    down = sum(s < 0 for s in steps) > sum(s > 0 for s in steps)
    if down:
        at, clocks = at[::-1], clocks[::-1]
    if len(clocks) > 2 and down and LATE < clocks[-2] - clocks[-1] < SURE:
        at, clocks = at[:-1], clocks[:-1]  # what stands on top out of its order is pinned there
    days: list[int | None] = [None] * len(entries)
    least = list(days)
    passed = sure = 0
    highest = 0
    for i, clock in zip(at, clocks, strict=True):
        back = highest - clock
        if back > LATE:
            passed += 1
            sure += back >= SURE
            highest = clock
        highest = max(highest, clock)
        days[i], least[i] = passed, sure
    return _Counted(tuple(days), tuple(least))


def _from_neighbour(
    i: int, entries: Sequence[Timed], own: Sequence[DateRange | None], counted: _Counted
) -> DateRange | None:
    """The day of the nearest entry that names one, and the midnights between."""
    mine = counted.days[i]
    if mine is None:
        return None
    for j in sorted(range(len(own)), key=lambda j: (abs(j - i), j)):
        day, theirs = own[j], counted.days[j]
        if day is not None and day.earliest is not None and day.days == 1 and theirs is not None:
            found = day.earliest + timedelta(days=mine - theirs)
            near = f"the entry at “{entries[j].stamp.text}” being of {day.earliest}"
            why = f"the entry's time “{entries[i].stamp.text}”, {near}"
            return DateRange(found, found, "stated" if mine == theirs else "inferred", (why,))
    return None


def _from_page(i: int, entries: Sequence[Timed], counted: _Counted, page: PageDays) -> DateRange | None:
    first, last, said = page.first, page.last, f"the entry's time “{entries[i].stamp.text}”"
    if counted.days[i] is None:
        return _within(said, first, last)
    span = (last.day - first.day).days if first and last else None
    passed = counted.least if span is not None and span < _most(counted.days) else counted.days
    mine, most = passed[i] or 0, _most(passed)
    first, last = _believed(entries, passed, first, last, span == most)
    low = first.day + timedelta(days=mine) if first else None
    high = last.day - timedelta(days=most - mine) if last else None
    low, high = low or high, high or low
    if low is None or high is None:
        return None
    whys = tuple(f"{said} on a page with {a.why}" for a in (first, last) if a)
    same = (mine == 0 or last is not None) if first else mine == most
    return DateRange(min(low, high), max(low, high), "stated" if low == high and same else "inferred", whys)


def _most(days: Sequence[int | None]) -> int:
    return max((d for d in days if d is not None), default=0)


def _within(said: str, first: Anchor | None, last: Anchor | None) -> DateRange | None:
    """Any day from the page's first to its last, of an entry that no clock places between them."""
    opens, closes = first or last, last or first
    if opens is None or closes is None:
        return None
    why = f"{said} does not tell the day; the page has {opens.why}"
    whys = (why,) if opens is closes else (why, f"and {closes.why}")
    return DateRange(min(opens.day, closes.day), max(opens.day, closes.day), "inferred", whys)


def _believed(
    entries: Sequence[Timed], passed: Sequence[int | None], first: Anchor | None, last: Anchor | None, agree: bool
) -> tuple[Anchor | None, Anchor | None]:
    """Of two days of the page that the midnights between do not fill, the one whose clock the entries bear out."""
    if first is None or last is None or agree:
        return first, last
    clocks = [(d, e.stamp.minutes) for d, e in zip(passed, entries, strict=True) if d is not None]
    timed = [(d, m) for d, m in clocks if m is not None]
    opens, closes = _close(first, min(timed)[1]), _close(last, max(timed)[1])
    if opens != closes:
        return (first, None) if opens else (None, last)
    return first, last


def _close(anchor: Anchor, minutes: int) -> bool:
    if anchor.minutes is None:
        return False
    apart = abs(anchor.minutes - minutes)
    return min(apart, _DAY - apart) <= CLOSE

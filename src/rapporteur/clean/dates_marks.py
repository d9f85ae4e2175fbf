"""Marks of a page that bound its day without stating it: an age ("2 days ago"), a day without a year, the address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from rapporteur.clean import datefind
from rapporteur.clean.features import Features
from rapporteur.clean.intervals import Bound
from rapporteur.clean.words import words

REACH = 20  # lines below the headline in which a page's age or day stands
MOST_WORDS = 10  # of a line that states an age or a day without a year
FOOT = 80  # last lines of a page, among which the year of its rights stands
_AGO = re.compile(
    r"(?<![\w.])(?P<count>\d{1,3}|an?)\s?(?P<unit>min(?:ute)?s?|m|hours?|hrs?|h|days?|d|weeks?|w|months?|years?)\s+ago\b",
    re.IGNORECASE,
)
_UNITS = {"mi": 1 / 1440, "h": 1 / 24, "d": 1.0, "w": 7.0, "mo": 31.0, "y": 366.0}  # days
_MONTH_OF_ADDRESS = re.compile(r"/(?P<year>20\d\d)/(?P<month>0?[1-9]|1[0-2])(?=/)")
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright)\D{0,40}(?:(?:19|20)\d\d\s*[-–]\s*)?(?P<year>20\d\d)(?!\d)", re.IGNORECASE)


def bounds(
    lines: Sequence[Features], at: int | None, first: int, last: int, url: str | None, fetched: datetime | None
) -> tuple[Bound, ...]:
    """Bounds on the day of publication by marks around the headline, by the address and by the foot of the page.

    ``at`` is the headline's line, ``first`` and ``last`` the body's. "2 days ago" counts only where it is known when
    the page was ``fetched``.
    """
    head = [f for f in lines[max(0, (at or 0) - 2) : min(first, (at or 0) + REACH)] if f.n <= MOST_WORDS]
    month = _month(url)
    found = [*_ages(head, fetched)] if fetched else []
    if month:
        found.append(Bound((month,), f"the page's address has {month[0]:%Y/%m}", 1))
    return (*found, *_day_without_year(head, _year(lines[last + 1 :], month, fetched), fetched))


def _ages(head: Sequence[Features], fetched: datetime) -> Iterator[Bound]:
    """ "2 days ago" says that the page was between two and three days old."""
    for f in head:
        m = _AGO.search(f.text)
        if m is None or words().dates.updated.search(f.text[: m.start()]):
            continue
        count = 1 if m.group("count").lower().startswith("a") else int(m.group("count"))
        unit = m.group("unit").lower()
        days = _UNITS["mi" if unit == "m" else unit[:2] if unit[:2] in _UNITS else unit[0]]
        low, high = fetched - timedelta(days=days * (count + 1)), fetched - timedelta(days=days * count)
        yield Bound(((low.date(), high.date()),), f"“{f.text[:60]}” on a page fetched on {fetched.date()}", 1)
        return


def _month(url: str | None) -> tuple[date, date] | None:
    """The first and last day of the month that an address states ("/2024/07/")."""
    m = _MONTH_OF_ADDRESS.search(url or "")
    if m is None:
        return None
    start = date(int(m.group("year")), int(m.group("month")), 1)
    return start, (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _year(
    foot: Sequence[Features], month: tuple[date, date] | None, fetched: datetime | None
) -> tuple[int, str] | None:
    """The year for a day that is written without one, and what states it."""
    if month:
        return month[0].year, "the page's address"
    if fetched:
        return fetched.year, f"the page was fetched in {fetched.year}"
    years = [int(m.group("year")) for f in foot[-FOOT:] for m in [_RIGHTS.search(f.text)] if m]
    return (max(years), f"the foot of the page says © {max(years)}") if years else None


def _day_without_year(
    head: Sequence[Features], year: tuple[int, str] | None, fetched: datetime | None
) -> Iterator[Bound]:
    """A day that leaves out its year lies in the year the page was shown, or, late in a year, in the one before."""
    for f in head if year else ():
        days = [d for d in datefind.find(f.text) if d.year is None]
        if not f.date_only or len(days) != 1 or year is None or words().dates.updated.search(f.text):
            continue
        found, (stated, why) = days[0], year
        can = [d for y in (stated - 1, stated) if (d := found.in_year(y)) and (not fetched or d <= fetched.date())]
        if found.weekday is not None:
            can = [d for d in can if d.weekday() == found.weekday]
        elif found.month < 11:
            can = can[-1:]
        if can:
            yield Bound(tuple((d, d) for d in can), f"“{f.text[:60]}” beside the headline, and {why}", 2)
        return

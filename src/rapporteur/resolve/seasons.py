"""Seasons in words: "last autumn", "this summer". Which months they are depends on where one is.

A page does not say on which half of the globe its seasons are meant: the interval holds both readings, unless the page
itself appeared in the season that it calls "this".
"""

from __future__ import annotations

import calendar
import re
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

from rapporteur.errors import DataError
from rapporteur.model import DateRange
from rapporteur.resolve.weekdays import Direction

SEASON = re.compile(  # "last autumn", "this winter"; not "this fall in prices" nor "summer"
    r"(?i)\b(?P<which>last|the past|this past|this|next|the coming|this coming) "
    r"(?P<season>spring|summer|autumn|fall|winter)\b(?!['’-]|\s(?:in|of|from)\s)"
)
Span = tuple[date, date]


@cache
def _first_months(language: str = "en") -> dict[str, int]:
    source = files("rapporteur") / "lang" / language / "dates.toml"
    try:
        return {name: int(month) for name, month in tomllib.loads(source.read_text("utf-8"))["seasons"].items()}
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise DataError(f"lang/{language}/dates.toml: [seasons]: {error}") from error


def read_season(m: re.Match[str], page: DateRange, direction: Direction) -> DateRange | None:
    """The season before the page's day ("last"), after it ("next"), or the nearest in the direction told ("this")."""
    if page.earliest is None or page.latest is None or not 10 < page.earliest.year < 9990:
        return None
    which, north = m["which"].lower(), _first_months()[m["season"].lower()]
    halves = [_seasons(page.earliest.year, north), _seasons(page.earliest.year, (north + 5) % 12 + 1)]
    if which == "this":
        now = [s for half in halves for s in half if s[0] <= page.latest and page.earliest <= s[1]]
        spans = now[:1] or [_nearest(half, page.earliest, page.latest, direction) for half in halves]
    else:
        way: Direction = "future" if which in ("next", "the coming", "this coming") else "past"
        spans = [_nearest(half, page.earliest, page.latest, way) for half in halves]
    why = (f"“{m.group(0)}” by the page's date, north or south",)
    return DateRange(min(s[0] for s in spans), max(s[1] for s in spans), "inferred", why)


def _seasons(year: int, first: int) -> list[Span]:
    """A season that begins with month ``first``, in the years around ``year``."""
    found = []
    for y in range(year - 2, year + 3):
        end_year, end = (y, first + 2) if first <= 10 else (y + 1, first - 10)
        found.append((date(y, first, 1), date(end_year, end, calendar.monthrange(end_year, end)[1])))
    return found


def _nearest(spans: list[Span], first: date, last: date, direction: Direction) -> Span:
    if direction == "past":
        return [s for s in spans if s[1] < first][-1]
    return next(s for s in spans if s[0] > last)

"""Find days written in a text. Nothing is invented: a month without a day is no day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, TypeAlias

from rapporteur.clean.words import words

Order: TypeAlias = Literal["day", "month"]  # which of two numbers stands first


@dataclass(frozen=True, slots=True)
class Found:
    """A day as written at ``start:end``: ``year`` is None where the page leaves it out, ``weekday`` 0 is Monday."""

    start: int
    end: int
    year: int | None
    month: int
    day: int
    weekday: int | None
    text: str

    def in_year(self, year: int) -> date | None:
        """The day in that year; None where the calendar has none (29 February)."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    @property
    def date(self) -> date | None:
        """The full date, None without a year or where the calendar has none."""
        return None if self.year is None else self.in_year(self.year)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    dates = words().dates
    month = "|".join(sorted(dates.months, key=lambda m: (-len(m), m)))
    weekday = "|".join(sorted(dates.weekdays, key=lambda m: (-len(m), m)))
    lead = rf"(?:(?<![a-z])(?P<weekday>{weekday})\.?,?\s+)?"
    year = r"(?:\s*,?\s+(?P<year>(?:19|20)\d\d)(?=\D|$|\d{1,2}:\d\d|\d{1,2}\s[A-Za-z]{3}))?"
    return (
        # "Sunday 6 September 2020", "6th of September"
        re.compile(
            rf"{lead}(?<![\d.,:/])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<month>{month})(?![a-z])\.?-?{year}",
            re.I,
        ),
        # "Monday May 20, 2024", "Aug. 26"; a name may stand glued before the month ("GuerreroDec 20, 2023")
        re.compile(
            rf"{lead}(?P<month>{month})(?![a-z])\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:/]|\.\d){year}", re.I
        ),
        # "2020-09-06", "2020/9/6", also with a clock after it
        re.compile(
            r"(?<![\d/-])(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?![\d/-])(?P<weekday>)"
        ),
        # "30/04/2024", "04/30/2024", "4/30/24": taken only where one reading is possible, or the order is known
        re.compile(
            r"(?<![\d/-])(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})[-/.](?P<year>(?:19|20)\d\d)(?![\d/-])(?P<weekday>)"
        ),
        re.compile(r"(?<![\d/.-])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d\d)(?![\d/-]|\.\d)(?P<weekday>)"),
    )


def find(text: str, order: Order | None = None) -> tuple[Found, ...]:
    """Every day written in ``text``, in order of place.

    Numbers that can be read two ways ("04/05/2024") are read in ``order``, and left out where that is not known.
    """
    if not any(c.isdigit() for c in text):
        return ()
    taken: list[Found] = []
    for pattern in _patterns():
        for m in pattern.finditer(text):
            found = _read(m, order)
            if found and not any(found.start < t.end and t.start < found.end for t in taken):
                taken.append(found)
    return tuple(sorted(taken, key=lambda f: f.start))


def order_of(text: str) -> Order | None:
    """The order that the first pair of numbers in ``text`` tells which can be read in one way only."""
    for pattern in _patterns()[-2:]:
        for m in pattern.finditer(text):
            first, second = int(m.group("first")), int(m.group("second"))
            if 12 < first <= 31 and 1 <= second <= 12:
                return "day"
            if 12 < second <= 31 and 1 <= first <= 12:
                return "month"
    return None


def _read(m: re.Match[str], order: Order | None) -> Found | None:
    dates = words().dates
    groups = m.groupdict()
    if "first" in groups:
        pair = _day_month(int(groups["first"]), int(groups["second"]), order)
        if pair is None:
            return None
        day, month = pair
    else:
        raw = groups["month"].lower()
        day, month = int(groups["day"]), int(raw) if raw.isdigit() else dates.months[raw]
    year = _year(groups.get("year"))
    weekday = dates.weekdays.get((groups.get("weekday") or "").lower())
    found = Found(m.start(), m.end(), year, month, day, weekday, m.group().strip(" ,"))
    return found if 1 <= month <= 12 and found.in_year(year or 2024) else None


def _year(written: str | None) -> int | None:
    """A year as written; two digits are read as 1970 to 2069."""
    if not written:
        return None
    year = int(written)
    return year if year > 99 else year + (1900 if year >= 70 else 2000)


def _day_month(first: int, second: int, order: Order | None) -> tuple[int, int] | None:
    if first == second:
        return first, second
    if first > 12 >= second:
        return first, second
    if second > 12 >= first:
        return second, first
    if max(first, second) > 12 or order is None:
        return None
    return (first, second) if order == "day" else (second, first)

"""Find days written in a text. Nothing is invented: a month without a day is no day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, TypeAlias

from rapporteur.clean.words import words

Order: TypeAlias = Literal["day", "month"]  # which of two numbers stands first
_DIGIT = re.compile(r"\d")
_MOST_LEAD = 24  # letters in which a weekday stands before its day
_PAIR = re.compile(r"\d[-/.]\d")


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


@dataclass(frozen=True, slots=True)
class _Forms:
    """The patterns of days, for text in lower case: with a month's name, and of numbers alone.

    A weekday's name is sought only where a day was found: as a part of the patterns it would be tried at every letter.
    """

    stems: tuple[str, ...]
    weekday: re.Pattern[str]
    named: tuple[re.Pattern[str], ...]
    numbers: tuple[re.Pattern[str], ...]


@cache
def _forms() -> _Forms:
    dates = words().dates
    month = "|".join(sorted(dates.months, key=lambda m: (-len(m), m)))
    weekday = "|".join(sorted(dates.weekdays, key=lambda m: (-len(m), m)))
    year = r"(?:\s*,?\s+(?P<year>(?:19|20)\d\d)(?=\D|$|\d{1,2}:\d\d|\d{1,2}\s[a-z]{3}))?"
    return _Forms(
        # what every month's name holds: the forms in which no other form stands
        tuple(f for f in dates.months if not any(other != f and other in f for other in dates.months)),
        # "Sunday " before a day
        re.compile(rf"(?<![a-z])(?P<weekday>{weekday})\.?,?\s+$"),
        (
            # "6 September 2020", "6th of September"
            re.compile(
                rf"(?<![\d.,:/])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<month>{month})(?![a-z])\.?-?{year}"
            ),
            # "May 20, 2024", "Aug. 26"; a name may stand glued before the month ("GuerreroDec 20, 2023")
            re.compile(rf"(?P<month>{month})(?![a-z])\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:/]|\.\d){year}"),
        ),
        (
            # "2020-09-06", "2020/9/6", also with a clock after it
            re.compile(r"(?<![\d/-])(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?![\d/-])"),
            # "30/04/2024", "04/30/2024", "4/30/24": taken only where one reading is possible, or the order is known
            re.compile(r"(?<![\d/-])(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})[-/.](?P<year>(?:19|20)\d\d)(?![\d/-])"),
            re.compile(r"(?<![\d/.-])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d\d)(?![\d/-]|\.\d)"),
        ),
    )


def find(text: str, order: Order | None = None) -> tuple[Found, ...]:
    """Every day written in ``text``, in order of place.

    Numbers that can be read two ways ("04/05/2024") are read in ``order``, and left out where that is not known.
    """
    if not _DIGIT.search(text):
        return ()
    forms, folded = _forms(), lowered(text)
    named = forms.named if any(stem in folded for stem in forms.stems) else ()
    numbers = forms.numbers if _PAIR.search(folded) else ()
    taken: list[Found] = []
    for pattern in (*named, *numbers):
        for m in pattern.finditer(folded):
            found = _read(m, text, order)
            if found and not any(found.start < t.end and t.start < found.end for t in taken):
                taken.append(found)
    return tuple(sorted(taken, key=lambda f: f.start))


def lowered(text: str) -> str:
    """The text in lower case, of the same length: what has no single small letter stays."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def order_of(text: str) -> Order | None:
    """The order that the first pair of numbers in ``text`` tells which can be read in one way only."""
    for pattern in _forms().numbers[-2:]:
        for m in pattern.finditer(text):
            first, second = int(m.group("first")), int(m.group("second"))
            if 12 < first <= 31 and 1 <= second <= 12:
                return "day"
            if 12 < second <= 31 and 1 <= first <= 12:
                return "month"
    return None


def _read(m: re.Match[str], text: str, order: Order | None) -> Found | None:
    dates = words().dates
    groups = m.groupdict()
    if "first" in groups:
        # Full points part day, month and year, in that order, wherever they are used.
        dotted = m.group().count(".") == 2
        pair = _day_month(int(groups["first"]), int(groups["second"]), "day" if dotted else order)
        if pair is None:
            return None
        day, month = pair
    else:
        raw = groups["month"]
        day, month = int(groups["day"]), int(raw) if raw.isdigit() else dates.months[raw]
    year = _year(groups.get("year"))
    named = m.re in _forms().named
    lead = _forms().weekday.search(m.string, max(0, m.start() - _MOST_LEAD), m.start()) if named else None
    start = lead.start() if lead else m.start()
    weekday = dates.weekdays[lead.group("weekday")] if lead else None
    found = Found(start, m.end(), year, month, day, weekday, text[start : m.end()].strip(" ,"))
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

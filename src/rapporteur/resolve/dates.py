"""Days in words: "on Tuesday", "January 20", "late September", "two days before" to intervals of days.

A phrase is read against the page's own day (an interval itself where that was inferred): a weekday is the last such day
up to the page's for what has happened, the next one for what is planned; a day without a year is the nearest in that
direction. What cannot be bounded is unknown.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from rapporteur.model import DateRange
from rapporteur.resolve.seasons import SEASON, read_season
from rapporteur.resolve.weekdays import SINGLE, SPAN, WEEKDAY, direction_at, read_span, read_weekday
from rapporteur.resolve.weekdays import Direction as Direction

MONTHS = (
    {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
    | {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name}
    | {"sept": 9}
)
MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
A_MONTH, A_WEEKDAY = re.compile(MONTH), re.compile(WEEKDAY)  # no text without one is searched for what needs one
NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "several": 5,
    "few": 4,
}
UNITS = {"day": 1, "week": 7, "month": 31, "year": 366}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A date phrase found in a text, with its interval."""

    start: int
    end: int
    text: str
    range: DateRange


@lru_cache(maxsize=512)
def phrases(
    text: str,
    offset: int,
    page: DateRange,
    direction: Direction,
    origin: DateRange | None = None,
    told: DateRange | None = None,
) -> tuple[Phrase, ...]:
    """Every date phrase of ``text``, which begins at ``offset`` of the body; earlier patterns take precedence.

    ``origin`` is the day from which a term ("within two months") runs where that is not the page's own, ``told`` the
    day of which the sentences before have told, to which "the next day" and "that year" point.
    """
    found: list[Phrase] = []
    month, weekday = A_MONTH.search(text), A_WEEKDAY.search(text)
    for pattern, read in PATTERNS:
        if (not month and MONTH in pattern.pattern) or (not weekday and WEEKDAY in pattern.pattern):
            continue
        for m in pattern.finditer(text):
            if any(m.start() < p.end - offset and p.start - offset < m.end() for p in found):
                continue
            span = read(m, origin if origin and is_term(m.group(0)) else page, direction)
            if span is not None:
                found.append(Phrase(offset + m.start(), offset + m.end(), m.group(0), span))
    for m in POINTING.finditer(text):
        before = [p for p in found if p.end <= offset + m.start()]
        span = pointed(m, before[-1].range if before else told)
        if span is not None:
            found = [p for p in found if p.end <= offset + m.start() or p.start >= offset + m.end()]
            found.append(Phrase(offset + m.start(), offset + m.end(), m.group(0), span))
    return tuple(sorted(found, key=lambda p: p.start))


def is_term(words: str) -> bool:
    """Whether a phrase is a term that runs from the day of its promise: "within two months"."""
    return words.lower().startswith("within ")


def _range(first: date, last: date, why: str, basis: Literal["stated", "inferred"] = "stated") -> DateRange:
    return DateRange(first, last, basis, (why,))


def _full(m: re.Match[str], page: DateRange, direction: Direction) -> DateRange | None:
    """A day with month and year: "26 April 2024", "April 26, 2024", "2024-04-26", and ranges "24-25 June 2025"."""
    month = MONTHS[m["month"].lower().rstrip(".")] if not m["month"].isdigit() else int(m["month"])
    try:
        first = date(int(m["year"]), month, int(m["day"]))
        last = date(int(m["year"]), month, int(m["to"])) if m.groupdict().get("to") else first
    except ValueError:
        return None
    return _range(first, max(first, last), f"“{m.group(0)}”")


def _month_day(m: re.Match[str], page: DateRange, direction: Direction) -> DateRange | None:
    """A day and month without a year: the nearest such day before (or after) the page's day."""
    month, day = MONTHS[m["month"].lower()], int(m["day"])
    last_day = int(m["to"]) if m.groupdict().get("to") else day
    years = _years(page)
    fits = []
    for year in years:
        try:
            first, last = date(year, month, day), date(year, month, last_day)
        except ValueError:
            continue
        if direction == "past" and page.latest and first <= page.latest:
            fits.append((first, max(first, last)))
        if direction == "future" and page.earliest and last >= page.earliest:
            fits.append((first, max(first, last)))
    if not fits:
        return None
    first, last = fits[-1] if direction == "past" else fits[0]
    return _range(
        first,
        last,
        f"“{m.group(0)}”, the {'last' if direction == 'past' else 'next'} such day by the page's date",
        "stated" if page.basis == "stated" else "inferred",
    )


def _years(page: DateRange) -> range:
    low = (page.earliest or page.latest or date(1, 1, 1)).year
    high = (page.latest or page.earliest or date(1, 1, 1)).year
    return range(low - 1, high + 2) if low > 1 else range(0)


def _month_year(m: re.Match[str], page: DateRange, direction: Direction) -> DateRange | None:
    """ "September 2020", "late September", "early March 2022"; without a year the nearest."""
    month = MONTHS[m["month"].lower()]
    year = int(m["year"]) if m.groupdict().get("year") else None
    part = PARTS.get((m.groupdict().get("part") or "").lower().strip(" -"), "")
    spans = [_part(y, month, part) for y in ([year] if year else _years(page))]
    fits = [x for x in spans if year or _fits(x, page, direction)]
    if not fits:
        return None
    first, last = fits[-1] if direction == "past" else fits[0]
    return _range(first, last, f"“{m.group(0)}”", "stated" if year else "inferred")


def _to_month(m: re.Match[str], page: DateRange, direction: Direction) -> DateRange | None:
    """ "planned for October", "from March", "by March": before the month's end, where the words are a limit."""
    direction = direction_at(m.string, m.start("month")) or direction
    if direction == "past" and m["month"] == "May":  # "support for May", "said by May"
        return None
    found = _month_year(m, page, direction)
    if found is None or m["way"].lower() != "by":
        return found
    return replace(found, earliest=page.earliest if direction == "future" else None)


def _part(year: int, month: int, part: str) -> tuple[date, date]:
    end = calendar.monthrange(year, month)[1]
    low, high = {"early": (1, 10), "mid": (10, 20), "late": (20, end)}.get(part, (1, end))
    return date(year, month, low), date(year, month, high)


def _fits(span: tuple[date, date], page: DateRange, direction: Direction) -> bool:
    if direction == "past":
        return page.latest is not None and span[0] <= page.latest
    return page.earliest is not None and span[1] >= page.earliest


def _relative(m: re.Match[str], page: DateRange, direction: Direction) -> DateRange | None:
    """ "yesterday", "today", "tomorrow", "last week", "this month", "two days ago", "in recent weeks"."""
    if page.earliest is None or page.latest is None:
        return None
    calendar_unit = re.match(r"(last|this|next) (week|month|year)$", m.group(0).lower())
    if calendar_unit:
        step = {"last": -1, "this": 0, "next": 1}[calendar_unit[1]]
        first = _unit(page.earliest, calendar_unit[2], step)[0]
        last = _unit(page.latest, calendar_unit[2], step)[1]
        return _range(first, last, f"“{m.group(0)}” by the page's date", "inferred")
    low, high = _spread(m.group(0).lower())
    return _range(
        page.earliest + timedelta(days=low),
        page.latest + timedelta(days=high),
        f"“{m.group(0)}” by the page's date",
        "inferred" if high - low or page.basis != "stated" else "stated",
    )


def _unit(day: date, unit: str, step: int) -> tuple[date, date]:
    """First and last day of the calendar week, month or year that lies ``step`` units from that of ``day``."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday()) + timedelta(days=7 * step)
        return monday, monday + timedelta(days=6)
    if unit == "year":
        return date(day.year + step, 1, 1), date(day.year + step, 12, 31)
    months = day.year * 12 + day.month - 1 + step
    year, month = divmod(months, 12)
    return date(year, month + 1, 1), date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def _two_months(m: re.Match[str], page: DateRange, direction: Direction) -> DateRange | None:
    """ "28 June to 2 July 2022", "June 28 - July 2": one range over a month's end."""
    first_month, last_month = MONTHS[m["month"].lower()], MONTHS[m["month2"].lower()]
    years = [int(m["year"])] if m.groupdict().get("year") else list(_years(page))
    fits = []
    for year in years:
        try:
            first, last = date(year, first_month, int(m["day"])), date(year, last_month, int(m["day2"]))
        except ValueError:
            continue
        past, future = page.latest and first <= page.latest, page.earliest and last >= page.earliest
        if first <= last and (len(years) == 1 or (past if direction == "past" else future)):
            fits.append((first, last))
    if not fits:
        return None
    first, last = fits[-1] if direction == "past" else fits[0]
    return _range(first, last, f"“{m.group(0)}”", "stated" if len(years) == 1 else "inferred")


def _end_of_year(m: re.Match[str], page: DateRange, direction: Direction) -> DateRange | None:
    """ "by the end of the year": until the last day of the page's year."""
    if page.latest is None or page.earliest is None:
        return None
    return _range(page.earliest, date(page.latest.year, 12, 31), f"“{m.group(0)}”", "inferred")


def _spread(words: str) -> tuple[int, int]:
    """Days from and to, counted from the page's day."""
    fixed = {
        "today": (0, 0),
        "tonight": (0, 0),
        "yesterday": (-1, -1),
        "tomorrow": (1, 1),
        "earlier this month": (-30, 0),
        "earlier this week": (-6, 0),
        "later this month": (0, 30),
        "later this week": (0, 6),
        "the day before": (-2, -1),
        "last night": (-1, -1),
        "earlier in the day": (0, 0),
        "earlier this year": (-365, 0),
        "later this year": (0, 365),
    }
    if words in fixed:
        return fixed[words]
    within = re.match(r"within (?:the next )?(\w+) (day|week|month|year)s?", words)
    if within:
        return 0, (NUMBERS.get(within[1]) or int(within[1])) * UNITS[within[2]]
    recent = re.match(r"(?:in|over|during) (?:recent|the past|the last) (day|week|month|year)s?", words)
    if recent:
        return -UNITS[recent[1]] * 4, 0
    ago = re.match(r"(\w+) (day|week|month|year)s? ago", words)
    if ago:
        n, unit = NUMBERS.get(ago[1]) or int(ago[1]), UNITS[ago[2]]
        slack = 0 if unit == 1 else unit // 2
        return -n * unit - slack, -n * unit + slack
    return -7, 0


def _year(m: re.Match[str], page: DateRange, direction: Direction) -> DateRange | None:
    """ "in 2023", or a year behind a name ("Vostok 2022")."""
    year = int(m["year"])
    return _range(date(year, 1, 1), date(year, 12, 31), f"“{m.group(0)}”")


_Reader = Callable[[re.Match[str], DateRange, Direction], DateRange | None]
YEAR = r"(?P<year>(?:19|20)\d\d)"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
TO = r"(?:\s?(?:-|–|to|and)\s?(?P<to>[0-3]?\d)(?:st|nd|rd|th)?)?"
PART = r"[Ee]arly|[Mm]id-|[Mm]id|[Ll]ate|(?:the )?(?:beginning|start|middle|end) of"
PARTS = {
    "early": "early",
    "mid": "mid",
    "late": "late",
    "the beginning of": "early",
    "beginning of": "early",
    "the start of": "early",
    "start of": "early",
    "the middle of": "mid",
    "middle of": "mid",
    "the end of": "late",
    "end of": "late",
}
COUNT = r"(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|several|\d{1,2})"
MONTH2, DAY2 = MONTH.replace("<month>", "<month2>"), DAY.replace("<day>", "<day2>")
UNTIL = r"\s?(?:-|–|to|until|and)\s?"
NEAR = r"(?i:in|since|during|throughout|last|this|next)"
TO_MONTH = re.compile(  # "planned for October", "By March"; not "for 3 October", "by April Moss", "from May to June"
    rf"\b(?P<way>(?i:for|from|by)) (?:(?:next|this) )?{MONTH}\b"
    r"(?! ?\d| [A-Z]|['’]|-| (?:to|until|through|and [A-Z]\w*)\b|(?: of)? (?:that|the same) year)"
)
PATTERNS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (re.compile(rf"\b{DAY} {MONTH}{UNTIL}{DAY2} {MONTH2}(?:,? {YEAR})?\b"), _two_months),
    (re.compile(rf"\b{MONTH} {DAY}{UNTIL}{MONTH2} {DAY2}(?:,? {YEAR})?\b"), _two_months),
    (
        re.compile(r"(?i)\b(?:by|before) (?:the )?end of (?:the|this) year\b|\b(?:by|before) year[- ]end\b"),
        _end_of_year,
    ),
    (re.compile(rf"\b{YEAR}-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b"), _full),
    (re.compile(rf"\b{DAY}{TO} (?:of )?{MONTH},? {YEAR}\b"), _full),
    (re.compile(rf"\b{MONTH} {DAY}{TO},? {YEAR}\b"), _full),
    (re.compile(rf"\b{MONTH} {DAY}{TO}\b(?!,? ?\d|:)"), _month_day),
    (re.compile(rf"(?<![\d,.]){DAY}{TO} (?:of )?{MONTH}\b(?! \d|(?: of)? (?:that|the same) year)"), _month_day),
    (re.compile(rf"\b(?:(?P<part>{PART}) ?)?{MONTH},? (?:of )?{YEAR}\b"), _month_year),
    (re.compile(rf"\b(?P<part>{PART})(?: in)? ?{MONTH}\b"), _month_year),
    (
        re.compile(rf"\b{NEAR} {MONTH}(?!(?<=Jan) [A-Z])\b(?! \d|(?: of)? (?:that|the same) year)"),
        _month_year,
    ),
    (TO_MONTH, _to_month),
    (SEASON, read_season),
    (SPAN, read_span),
    (SINGLE, read_weekday),
    (
        re.compile(
            r"(?i)\b(?:(?:earlier|later) this (?:month|week|year)|earlier in the day|today|tonight|yesterday|tomorrow|"
            r"last night|(?:last|this|next) (?:week|month|year)|"
            r"(?:in|over|during) (?:recent|the past|the last) (?:days?|weeks?|months?|years?)|"
            rf"{COUNT} (?:day|week|month|year)s? ago|"
            rf"within (?:the next )?{COUNT} (?:day|week|month|year)s?)\b"
        ),
        _relative,
    ),
    (re.compile(rf"(?<![\d,.$€£-])\b{YEAR}\b(?![,.]\d|\s?(?:troops|people|soldiers|km))"), _year),
    (re.compile(rf"(?<=[A-Za-z])-{YEAR}\b"), _year),
)


# "The next day", "two weeks later", "in May of that year", "later that month": from a day told before. Not "two days
# ago" nor "this week", which count from the page's.
POINTING = re.compile(
    rf"(?:\b(?:{DAY} )?{MONTH}(?: {DAY2})?(?: of)? (?:that|the same) year\b)|"
    r"(?i:\b(?:later |earlier )?(?:that|the same) (?P<unit>day|evening|night|morning|afternoon|week|month|year)\b|"
    r"\bthe (?:next|following) (?P<next>day|morning|evening|week|month|year)\b|\b(?P<later>a day) (?:later|after)\b|"
    r"\b(?:the (?:previous day|day before|night before|evening before)|a day (?:earlier|before))\b|"
    rf"\b(?P<count>{COUNT}) (?P<units>day|week|month|year)s? (?P<way>later|earlier|before|afterwards)\b)"
)


def pointed(m: re.Match[str], told: DateRange | None) -> DateRange | None:
    """The days that a match of ``POINTING`` means, seen from the day told before; None where none was told."""
    if told is None or told.earliest is None or told.latest is None or (told.days or 0) > 366:
        return None
    first, last = told.earliest, told.latest
    if m["month"]:
        day = m["day"] or m["day2"]
        month, year = MONTHS[m["month"].lower().rstrip(".")], last.year
        try:
            low, high = (date(year, month, int(day)),) * 2 if day else _part(year, month, "")
        except ValueError:
            return None
    elif m["unit"] or m["next"]:
        word = (m["unit"] or m["next"]).lower()
        step = 1 if m["next"] else 0
        unit = word if word in UNITS and word != "day" else "day"
        if unit == "day":
            low, high = first + timedelta(days=step), last + timedelta(days=step)
        else:
            low, high = _unit(first, unit, step)[0], _unit(last, unit, step)[1]
    elif m["count"]:
        n, size = NUMBERS.get(m["count"].lower()) or int(m["count"]), UNITS[m["units"].lower()]
        slack = 0 if size == 1 else size // 4
        middle = timedelta(days=n * size * (1 if m["way"].lower() in ("later", "afterwards") else -1))
        low, high = first + middle - timedelta(days=slack), last + middle + timedelta(days=slack)
    else:
        step = 1 if m["later"] else -1
        low, high = first + timedelta(days=step), last + timedelta(days=step)
    return _range(low, high, f"“{m.group(0)}”, from {first} told before", "inferred")


def default(page: DateRange, lead: bool, words: str) -> DateRange:
    """When a clause gives no day: news in a page's lead happened in the week before; else "not later" holds."""
    if page.latest is None:
        return DateRange(None, None, "unknown", ("the page has no date and the sentence gives none",))
    if page.earliest and lead:
        return DateRange(
            page.earliest - timedelta(days=7),
            page.latest,
            "inferred",
            ("told as news in the lead: within the week before the page's date", words),
        )
    return DateRange(None, page.latest, "inferred", ("no day given: not later than the page",))

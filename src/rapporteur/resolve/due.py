"""When an undertaking is due: the days of its sentence, less those of the promise and of what is promised beside it.

Deadlines that only a promise has ("by July", "by the end of the month", "in two weeks") are read here; all other days
by ``dates``. Seasons are left out: which months they are depends on where one is.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rapporteur.drafts import Span, UndertakingDraft
from rapporteur.model import DateRange
from rapporteur.resolve import dates

DEADLINE = re.compile(  # "by the end of March", "before July"; not "by 3 March", which `dates` reads
    rf"\b(?:by|before|until|till|no later than) (?P<end>(?:the )?end of |late )?(?:next )?{dates.MONTH}\b(?! ?\d)"
)
UNIT_END = re.compile(  # "by the end of the month", "before the end of next week"; not "at the end of the road"
    r"(?i)\b(?:by|before|until|at) (?:the )?end of (?P<which>the|this|next) (?P<unit>week|month|year)\b"
)
IN_TERM = re.compile(  # "in two weeks", "in 90 days"; not "in two days of talks"
    rf"(?i)\b(?:with)?in (?:the )?(?:next |coming )?(?P<count>{dates.COUNT}|\d{{2,3}}) "
    r"(?P<unit>day|week|month|year)s?'?(?! of\b)"
)
FEAST = re.compile(r"\b(?:by|before) (?P<feast>Christmas|New Year)\b")  # "before Christmas"; not "Christmas Island"
UNIT_DAYS = {"day": 1, "week": 7}
OLD = timedelta(days=500)  # what was promised so long ago is told as history, unless its day is still to come


@dataclass(frozen=True, slots=True)
class Promise:
    """The day on which a promise was made, as far as its sentence tells, and whether that is history."""

    made: DateRange | None
    history: bool


def due(d: UndertakingDraft, others: tuple[Span, ...], body: str, page: DateRange) -> DateRange:
    """When an undertaking is due; unknown, not before the page, where its sentence does not say."""
    start, end = d.clause.sentence
    made = promise(d, body, page).made
    direction: dates.Direction = "past" if d.status == "missed" else "future"
    found = _phrases(body[start:end], start, page, direction, made)
    own = [p for p in found if d.what[0] <= p.start < d.what[1]]
    free = [p for p in found if not any(a <= p.start < b for a, b in (d.what, *others))]
    found = (*own, *(p for p in free if not _same_days(p.range, made)))
    later = [p for p in found if p.range.latest and (d.status != "open" or _can_be_due(p, page, made))]
    inside = [p for p in later if d.what[0] <= p.start < d.what[1]] or [p for p in later if not _of_decision(p)]
    if inside:
        best = min(inside, key=_width)
        near = [p for p in later if p.range.overlaps(best.range) and _width(p) < _width(best)]
        best = min(near, key=_width, default=best)
        return replace(best.range, why=(f"“{best.text}”",))
    return DateRange(page.earliest, None, "unknown", ("no time is given",))


def promise(d: UndertakingDraft, body: str, page: DateRange) -> Promise:
    """When the promise was made by its sentence; history where that lies so far back that its time must be over."""
    start, end = d.clause.sentence
    told = [
        p
        for p in dates.phrases(body[start:end], start, page, "past")
        if not d.what[0] <= p.start < d.what[1] and p.range.latest
    ]
    days = [p.range for p in told if p.range.days == 1]
    ends = [p.range.latest for p in told if p.range.latest and not dates.is_term(p.text)]
    history = bool(ends and page.earliest and page.earliest - max(ends) > OLD)
    return Promise(days[0] if len(days) == 1 else None, history)


def _phrases(
    text: str, offset: int, page: DateRange, direction: dates.Direction, made: DateRange | None
) -> tuple[dates.Phrase, ...]:
    """The days of a text, and the deadlines that ``dates`` does not read; these go before days that they overlap."""
    own = _deadlines(text, offset, page, made) if direction == "future" else ()
    other = dates.phrases(text, offset, page, direction, origin=made)
    free = [p for p in other if not any(p.start < q.end and q.start < p.end for q in own)]
    return tuple(sorted((*own, *free), key=lambda p: p.start))


def _deadlines(text: str, offset: int, page: DateRange, made: DateRange | None) -> tuple[dates.Phrase, ...]:
    first = (made or page).latest
    if first is None or page.earliest is None:
        return ()
    found = [(m, _month(m, first)) for m in DEADLINE.finditer(text)]
    found += [(m, _unit(m, first)) for m in UNIT_END.finditer(text)]
    found += [(m, first + _term(m)) for m in IN_TERM.finditer(text)]
    found += [(m, _feast(m, first)) for m in FEAST.finditer(text)]
    terms = [(m, first, last) for m, last in found if last >= first]
    months = [(m, _month(m, first)) for m in dates.TO_MONTH.finditer(text) if m["way"].lower() != "by"]
    terms += [(m, max(first, last.replace(day=1)), last) for m, last in months]
    return tuple(
        dates.Phrase(offset + m.start(), offset + m.end(), m[0], DateRange(low, last, "inferred", (f"“{m[0]}”",)))
        for m, low, last in terms
    )


def _month(m: re.Match[str], first: date) -> date:
    """The last day of the next such month; "before July" ends with June, since July no longer keeps it."""
    month = dates.MONTHS[m["month"].lower().rstrip(".")]
    before = m[0].lower().startswith("before") and not m.groupdict().get("end")
    year = first.year + (month < first.month or (before and month == first.month))
    if before:
        return date(year, month, 1) - timedelta(days=1)
    return date(year, month, calendar.monthrange(year, month)[1])


def _unit(m: re.Match[str], first: date) -> date:
    step = int(m["which"].lower() == "next")
    if m["unit"].lower() == "week":
        return first + timedelta(days=6 - first.weekday() + 7 * step)
    if m["unit"].lower() == "year":
        return date(first.year + step, 12, 31)
    year, month = divmod(first.year * 12 + first.month - 1 + step, 12)
    return date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def _term(m: re.Match[str]) -> timedelta:
    count = dates.NUMBERS.get(m["count"].lower()) or int(m["count"])
    unit = m["unit"].lower()
    return timedelta(days=count * UNIT_DAYS[unit] if unit in UNIT_DAYS else round(count * dates.UNITS[unit]))


def _feast(m: re.Match[str], first: date) -> date:
    last = date(first.year, 12, 25 if m["feast"] == "Christmas" else 31)
    return last if last >= first else last.replace(year=first.year + 1)


def _of_decision(p: dates.Phrase) -> bool:
    """A weekday beside the deed is that of the decision; a day of a month to come cannot be."""
    return (p.range.days or 0) <= 6 and not any(c.isdigit() for c in p.text)


def _width(p: dates.Phrase) -> int:
    return p.range.days or 10**6


def _same_days(one: DateRange, other: DateRange | None) -> bool:
    """Whether both are the same days, as the day of the promise told once more."""
    return other is not None and (one.earliest, one.latest) == (other.earliest, other.latest)


def _can_be_due(p: dates.Phrase, page: DateRange, made: DateRange | None) -> bool:
    """A day to come by the page's; a term that runs from a stated promise may have ended since."""
    if made is not None and dates.is_term(p.text):
        return True
    return page.earliest is None or (p.range.latest is not None and p.range.latest >= page.earliest)

"""Weekday names to days: by the page's day, the words beside the name, and the tense of its own clause."""

from __future__ import annotations

import calendar
import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal

from rapporteur.errors import DataError
from rapporteur.model import DateRange

Direction = Literal["past", "future"]
DAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
_NAMES = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
WEEKDAY = rf"(?P<weekday>{_NAMES})"
WHICH = r"(?P<which>[Ll]ast|[Nn]ext|[Cc]oming|[Tt]his [Cc]oming|[Tt]his past|[Tt]his|[Pp]ast)"
SINGLE = re.compile(rf"\b(?:{WHICH} )?{WEEKDAY}\b(?:,? (?:of )?(?P<week>last|next|this) week\b)?")
SPAN = re.compile(rf"\b(?:{WHICH} )?(?P<from>{_NAMES})\s?(?:-|–|to|through|until|and)\s?{WEEKDAY}\b")
_FORWARD = frozenset(("next", "coming", "this coming"))
_BACK = frozenset(("last", "past", "this past"))
_BESIDE_DAY = re.compile(
    r"^,?\s+(?:the\s+)?(?:\d|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d)"
)
_BEHIND_DAY = re.compile(
    r"(?:\d(?:st|nd|rd|th)?|\d{4}),?\s+\(?$|\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*,?\s+\(?$"
)
_MARKS = re.compile(r"[,;:—–()“”\"]|\s-\s")
_ENDED = re.compile(r"[a-z]{2,}ed")
_WORDS = re.compile(r"[A-Za-z][\w’'-]*")


@dataclass(frozen=True, slots=True)
class _Cues:
    future: re.Pattern[str]
    beside: re.Pattern[str]
    past: frozenset[str]
    parting: re.Pattern[str]
    names_before: frozenset[str]
    names_behind: frozenset[str]


@cache
def _cues(language: str = "en") -> _Cues:
    source = files("rapporteur") / "lang" / language / "dates.toml"
    try:
        table = tomllib.loads(source.read_text(encoding="utf-8"))["direction"]
        return _Cues(
            re.compile(rf"(?<!\w)(?:{_either(table['future'])})\b"),
            re.compile(rf"\b(?:{_either(table['future_beside'])})\s(?:the\s)?$", re.IGNORECASE),
            frozenset(table["past"]),
            re.compile(rf"\b(?:{_either(table['parting'])})\b", re.IGNORECASE),
            frozenset(table["names_before"]),
            frozenset(table["names_behind"]),
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise DataError(f"lang/{language}/dates.toml: [direction]: {error}") from error


def _either(phrases: list[str]) -> str:
    return "|".join(re.escape(p) for p in sorted(phrases, key=len, reverse=True))


def read_weekday(m: re.Match[str], page: DateRange, direction: Direction) -> DateRange | None:
    """ "on Tuesday", "last Friday", "next Monday", "Friday of last week"; a page interval gives an interval.

    In a page's own clause the name of the page's weekday is the page's day. None where the name belongs to a day
    that is written out beside it, to a proper name ("Black Friday"), or to a day told from another ("the following
    Monday").
    """
    if page.latest is None or page.earliest is None or _is_no_day(m):
        return None
    day = DAYS[m["weekday"].lower()]
    which = (m["which"] or "").lower()
    if m["week"]:
        step = {"last": -7, "this": 0, "next": 7}[m["week"]]
        ends = [_in_week(x, day, step) for x in (page.earliest, page.latest)]
    else:
        ahead = _ahead(m, which, direction)
        ends = [_on(x, day, ahead, which in _FORWARD | _BACK) for x in (page.earliest, page.latest)]
    return _by_page(ends[0], ends[1], m.group(0), ends[0] == ends[1])


def read_span(m: re.Match[str], page: DateRange, direction: Direction) -> DateRange | None:
    """ "from Monday to Wednesday": the last such days that have ended, or the next that have begun."""
    if page.latest is None or page.earliest is None or _is_no_day(m):
        return None
    first, last = DAYS[m["from"].lower()], DAYS[m["weekday"].lower()]
    length = timedelta(days=(last - first) % 7)
    which = (m["which"] or "").lower()
    if _ahead(m, which, direction):
        low, high = (_on(x, first, True, which in _FORWARD) for x in (page.earliest, page.latest))
        return _by_page(low, high + length, m.group(0), low == high)
    low, high = (_on(x, last, False, which in _BACK) for x in (page.earliest, page.latest))
    return _by_page(low - length, high, m.group(0), low == high)


_FOR = re.compile(r"(?i)\b(?:for|by|until|from) (?:the )?$")


def _by_page(first: date, last: date, words: str, exact: bool) -> DateRange:
    return DateRange(first, last, "stated" if exact else "inferred", (f"“{words}” by the page's date",))


def _ahead(m: re.Match[str], which: str, direction: Direction) -> bool:
    if which in _FORWARD or which in _BACK:
        return which in _FORWARD
    if direction == "future" and _FOR.search(m.string[: m.start()]):
        return True  # "called a strike for Sunday", by a word of the past
    return (direction_at(m.string, m.start()) or direction) == "future"


def _on(origin: date, weekday: int, forward: bool, other: bool) -> date:
    """The nearest such weekday; ``other`` says that it is not the origin itself ("last Friday" on a Friday)."""
    away = (weekday - origin.weekday()) % 7 if forward else (origin.weekday() - weekday) % 7
    away = away or (7 if other else 0)
    return origin + timedelta(days=away if forward else -away)


def _in_week(origin: date, weekday: int, step: int) -> date:
    return origin - timedelta(days=origin.weekday()) + timedelta(days=weekday + step)


def _is_no_day(m: re.Match[str]) -> bool:
    before, behind = m.string[: m.start()], m.string[m.end() :]
    if _BESIDE_DAY.match(behind) or _BEHIND_DAY.search(before):
        return True
    last = _WORDS.findall(before[-24:])[-1:]
    after = _WORDS.match(behind.lstrip())
    named = after is not None and after.group().lower() in _cues().names_behind
    return named or bool(last and last[0].lower() in _cues().names_before)


def direction_at(text: str, at: int) -> Direction | None:
    """Whether the clause of a weekday tells of what is to come or of what has been; None where its words do not say.

    The clause is the stretch between marks and subordinating words before the weekday; where nothing stands there,
    what follows tells. A word of the future counts before a verb of the past unless somebody speaks after it.
    """
    if re.search(r"\bsince (?:last )?$", text[:at], re.IGNORECASE):
        return "past"
    if _cues().beside.search(text[:at]):
        return "future"
    before = text[_clause_start(text, at) : at]
    future = max((f.end() for f in _cues().future.finditer(before)), default=-1)
    past = max((w.end() for w in _WORDS.finditer(before) if _is_past(w.group())), default=-1)
    if future < 0 and past < 0:
        return _first_cue(text[at:])
    if future >= 0 and (past < future or not _reports(before[future:])):
        return "future"
    return None if re.search(r"\bto [a-z]+", before[past:]) else "past"


def _first_cue(behind: str) -> Direction | None:
    future = next((f.start() for f in _cues().future.finditer(behind)), len(behind))
    past = next((w.start() for w in _WORDS.finditer(behind) if _is_past(w.group())), len(behind))
    return None if future == past else "future" if future < past else "past"


def _is_past(word: str) -> bool:
    return word in _cues().past or bool(_ENDED.fullmatch(word))


def _reports(words: str) -> bool:
    """Whether somebody speaks between a word of the future and the weekday: the day is then that of the speaking."""
    return bool(re.search(r"\b(?:said|told|announced|added|warned|stated|confirmed|declared|reported)\b", words))


def _clause_start(text: str, at: int) -> int:
    return max((m.end() for p in (_MARKS, _cues().parting) for m in p.finditer(text, 0, at)), default=0)

"""When a page that states no date was written: bounds from its own words, each with its reason, never a guess.

Every function gives bounds (``Bound``): the days on which the page can have been written if that reason holds.

- ``future_years``: a year named as still to come ends the range with that year.
- ``past_years``: a year named as gone or running begins it.
- ``landmarks``: a name that did not exist before an event begins it.
- ``offices``: an office that a person held only for a time bounds both sides.
- ``named_in_world``: a "recent" agreement, meeting or exercise lies at most a year before the page.
- ``month_days``: "on January 20" without a year lies in the page's year, or at most half a year before it.
- ``dateline_day``: "BEIJING, Aug 26" with "here on Friday" lies in a year where that day is a Friday.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rapporteur.clean import datefind
from rapporteur.clean.intervals import Bound, Interval, combine, earlier, hull, later, year_end
from rapporteur.clean.landmarks import Landmark
from rapporteur.clean.landmarks import landmarks as shipped
from rapporteur.clean.words import words
from rapporteur.clean.worldly import named_in_world, offices
from rapporteur.model import DateRange

if TYPE_CHECKING:
    from rapporteur.world import World

HALF_YEAR, QUARTER, WEEK, MOST_YEARS = 183, 92, 7, 40
MOST_TEXT, MOST_SENTENCE = 60_000, 1_500  # code points; a longer article bounds its date in its first part
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])")
_YEAR = re.compile(r"(?<![\d.,/$£€-])(?P<year>(?:19|20)\d\d)(?![\d/%]|\.\d|-\d|,\d)")
_BE = re.compile(r"\b(?:be|to)\s+(?:\w+\s+){0,2}$")
_PARTICIPLE = re.compile(
    r"\b(?:\w{3,}ed|held|made|begun|won|left|took|born|built|came|saw|fought|set up|met)\b(?:(?!\bto\b)[^,;]){0,25}$"
)
_PREPOSITION = re.compile(
    r"(?P<word>\w+)\s+(?:the\s+)?(?:(?:early|late|mid|end of|spring|summer|autumn|winter|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)[\s,-]+)?$",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"\bto\s+\w+|\b(?:by|target|goal|vision|agenda)s?\b", re.IGNORECASE)
_NAMED = re.compile(r"[A-Z][\w’'-]+[\s-]$")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about a page whose date is sought.

    ``revised`` says that ``updated`` stands where a day of publication would; ``marks`` are bounds by other marks of
    the page, such as "2 days ago".
    """

    headline: str
    body: str
    dateline_day: datefind.Found | None = None
    fetched: date | None = None
    clock: date | None = None
    updated: date | None = None
    revised: bool = False
    marks: tuple[Bound, ...] = ()


def infer(page: Evidence, world: World | None = None, known: Sequence[Landmark] | None = None) -> DateRange:
    """The days on which the page can have been written, with a reason a bound; unknown where nothing bounds it."""
    sentences = split_sentences(f"{page.headline}\n{page.body}")
    bounds = [*_clocks(page), *page.marks, *future_years(sentences), *past_years(sentences)]
    bounds += landmark_bounds(sentences, shipped() if known is None else known)
    if world is not None:
        bounds += [
            *offices(page.headline, page.body, world),
            *named_in_world(sentences, page.headline, page.body, world),
        ]
    days, base = combine(bounds)
    later_bounds = [*month_days(sentences, hull(days)), *dateline_day(page, hull(days))]
    days, why = combine([*bounds, *later_bounds])
    if later_bounds:  # the years they were tried in come from the bounds before
        why = tuple(dict.fromkeys((*base, *why)))
    low, high = hull(days)
    if low is None and high is None:
        return DateRange(None, None, "unknown", ("no date is stated and nothing in the text bounds it",))
    return DateRange(low, high, "inferred", why)


def split_sentences(text: str) -> tuple[str, ...]:
    """Sentences by their marks, of a text cut to an article's size; good enough to see what stands near a year."""
    text = text[:MOST_TEXT]
    return tuple(s.strip()[:MOST_SENTENCE] for p in text.split("\n") for s in _SENTENCE.split(p) if s.strip())


def quote(sentence: str, start: int, end: int, around: int = 45) -> str:
    """The words around a place in a sentence, for a reason."""
    low, high = max(0, start - around), min(len(sentence), end + around)
    return ("…" if low else "") + sentence[low:high].strip() + ("…" if high < len(sentence) else "")


def _clocks(page: Evidence) -> Iterator[Bound]:
    if page.fetched:
        yield Bound(((None, page.fetched),), f"the page was fetched on {page.fetched}", 0)
    if page.clock:
        yield Bound(((None, page.clock),), f"the site's clock on the page shows {page.clock}", 0)
    if page.updated:
        yield Bound(((None, page.updated),), f"the page was updated on {page.updated}", 0)
        if page.revised:
            yield from _before_change(page.updated)


def _before_change(day: date) -> Iterator[Bound]:
    """A story is mostly changed on its day or in the week after; these bounds give way to any other reason."""
    why = f"a page that shows only the day of its last change ({day}) was mostly published in the {{}} before it"
    yield Bound(((earlier(day, HALF_YEAR), day),), why.format("half year"), 8)
    yield Bound(((earlier(day, WEEK), day),), why.format("week"), 9)


def _years(sentences: Iterable[str]) -> Iterator[tuple[str, re.Match[str], str]]:
    """Each year with its sentence and how it stands there: "past", "future", or "" where that cannot be told."""
    for sentence in sentences:
        for m in _YEAR.finditer(sentence):
            yield sentence, m, _tense(sentence, m)


def _tense(sentence: str, m: re.Match[str]) -> str:
    before = sentence[: m.start()]
    dates = words().dates
    prep = _PREPOSITION.search(before)
    word = prep.group("word").lower() if prep else ""
    if word == "since":
        return "past"
    done = _PARTICIPLE.search(before)
    passive = done and (_BE.search(before[: done.start()]) or dates.future.match(done.group()))
    if done and not passive and word in dates.past_year:
        return "past"
    ahead = dates.future.search(before) or (passive and dates.future.search(sentence))
    if ahead and (word in {"in", "by", "for", "during", "until", "of"} or _NAMED.search(before)):
        return "future"
    if ahead or dates.future.search(sentence):
        return ""
    if before.rstrip().endswith("(") and sentence[m.end() :].startswith(")"):
        return "past"
    clause = re.split(r"[,;:—–]", before)[-1] or before
    told = dates.past_verbs.search(clause) or re.search(r"\b\w{3,}ed\b", clause)
    return "past" if word in dates.past_year and told and not _INFINITIVE.search(clause) else ""


def future_years(sentences: Sequence[str]) -> list[Bound]:
    """The earliest year named as still to come: the page was written before it ended."""
    named = [(int(m.group("year")), s, m) for s, m, tense in _years(sentences) if tense == "future"]
    if not named:
        return []
    year, sentence, m = min(named, key=lambda n: n[0])
    return [Bound(((None, year_end(year)),), f"{year} is named as still to come: “{quote(sentence, *m.span())}”", 3)]


def past_years(sentences: Sequence[str]) -> list[Bound]:
    """The latest year named as gone or running: the page was written after it began."""
    named = [(int(m.group("year")), s, m) for s, m, tense in _years(sentences) if tense == "past"]
    if not named:
        return []
    year, sentence, m = max(named, key=lambda n: n[0])
    return [Bound(((date(year, 1, 1), None),), f"{year} is named as begun: “{quote(sentence, *m.span())}”", 2)]


def landmark_bounds(sentences: Sequence[str], known: Sequence[Landmark]) -> list[Bound]:
    """The latest landmark that the page names."""
    text = "\n".join(sentences)
    found: list[tuple[date, str]] = []
    for landmark in known:
        # Most pages name none of some hundred landmarks: their names are sought as they are before the pattern is.
        if not any(name in text for name in landmark.names):
            continue
        for sentence in sentences:
            m = landmark.pattern.search(sentence)
            if m:
                said = quote(sentence, *m.span(), around=25)
                why = f"“{said}” can only be written from {landmark.start} on ({landmark.term})"
                found.append((landmark.start, why))
                break
    if not found:
        return []
    start, why = max(found)
    return [Bound(((start, None),), why, 1)]


def month_days(sentences: Sequence[str], span: Interval) -> list[Bound]:
    """Days named without a year as past; only where other bounds leave a closed range of years."""
    years = _closed_years(span)
    out: list[Bound] = []
    dates = words().dates
    for sentence in sentences if years else ():
        open_days = [found for found in datefind.find(sentence) if found.year is None]
        if not open_days or _YEAR.search(sentence) or dates.future.search(sentence):
            continue
        for found in open_days:
            if not re.search(r"\bon\s+(?:\w+,?\s+)?$", sentence[: found.start]):
                continue
            near = dates.recent_weeks.search(sentence)
            days = tuple(_after(found, y, bool(near)) for y in years if found.in_year(y))
            rule = "within a quarter before" if near else "in the page's year or half a year before"
            why = f"“{quote(sentence, found.start, found.end)}” lies {rule} the page"
            out.append(Bound(days, why, 6))
    return out[:3]


def _after(found: datefind.Found, year: int, near: bool) -> Interval:
    day = found.in_year(year)
    assert day is not None  # the caller asked
    return day, later(day, QUARTER) if near else max(year_end(year), later(day, HALF_YEAR))


def _closed_years(span: Interval) -> range:
    low, high = span
    if low is None or high is None or high.year - low.year > MOST_YEARS:
        return range(0)
    return range(low.year - 1, high.year + 1)


def dateline_day(page: Evidence, span: Interval) -> list[Bound]:
    """The dateline's day, in the years that other bounds leave and in which it falls on the weekday named."""
    found = page.dateline_day
    if found is None:
        return []
    if found.date:
        return [Bound(((found.date, later(found.date, 1)),), f"the dateline says {found.text}", 0)]
    lead = "\n".join(page.body.split("\n")[:2])[:1500]
    named = re.search(
        r"\b(?P<here>here\s+)?(?:on|earlier on|late on)\s+(?P<day>" + "|".join(words().dates.weekdays) + r")\b",
        lead,
        re.IGNORECASE,
    )
    years = _closed_years(span)
    days = [d for y in years if (d := found.in_year(y))]
    why = f"the dateline says {found.text}"
    if named:
        weekday = words().dates.weekdays[named.group("day").lower()]
        fits: Callable[[date], bool] = (
            (lambda d: d.weekday() == weekday) if named.group("here") else (lambda d: (d.weekday() - weekday) % 7 <= 1)
        )
        days = [d for d in days if fits(d)]
        why += f" and the text “{named.group()}”"
    rank = 3 if named else 5  # with its weekday it outweighs an office, whose title can outlive the term by some days
    return [Bound(tuple((d, d) for d in days), why, rank)] if days else []

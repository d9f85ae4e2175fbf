"""The words of pages, read from ``lang/en/page.toml`` and ``lang/en/dates.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

from rapporteur.errors import DataError

_NOTHING = re.compile(r"(?!)")
_LEFT = r"(?:(?<!\w)|(?=\W))"
_RIGHT = r"(?:(?!\w)|(?<=\W))"


_RUN = re.compile(r"\w+")
Keyed: TypeAlias = dict[str, tuple[str, ...]]


def runs(folded: str) -> list[str]:
    """The runs of letters and digits in a line, in order."""
    return _RUN.findall(folded)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases that are a whole line, start a line, end one, or stand inside one; all lower case.

    A page has thousands of lines and a list hundreds of phrases: each is looked up by one of its words, the first, the
    last or the longest. Who asks several lists about one line gives its ``runs``, so that they are found once.
    """

    whole: frozenset[str]
    start: Keyed
    inside: Keyed
    end: Keyed

    def starts(self, folded: str, found: Sequence[str] | None = None) -> bool:
        """Whether a phrase of ``start`` opens the line as whole words."""
        found = runs(folded) if found is None else found
        for p in (*self.start.get(found[0] if found else "", ()), *self.start.get("", ())):
            if folded.startswith(p) and _parted(p[-1], folded[len(p) : len(p) + 1]):
                return True
        return False

    def within(self, folded: str, found: Sequence[str]) -> bool:
        """Whether a phrase of ``inside`` stands in the line as whole words."""
        keys = self.inside.keys() & found
        return bool(keys) and any(p in folded and _inside(p, folded) for key in keys for p in self.inside[key])

    def ends(self, folded: str, found: Sequence[str] | None = None) -> bool:
        """Whether a phrase of ``end`` closes the line as whole words."""
        found = runs(folded) if found is None else found
        phrases = self.end.get(found[-1] if found else "", ())
        tails = (folded, folded.rstrip(".)]")) if phrases else ()
        return any(tail.endswith(p) and _parted(p[0], tail[-len(p) - 1 : -len(p)]) for tail in tails for p in phrases)


@dataclass(frozen=True, slots=True)
class Furniture:
    """Several named lists of phrases as one, the surest first: one look-up tells which list a line carries."""

    whole: dict[str, str]
    start: dict[str, tuple[tuple[str, str], ...]]
    inside: dict[str, tuple[tuple[str, str], ...]]

    def starts(self, folded: str, found: Sequence[str]) -> str:
        """The list of which a phrase opens the line as whole words; "" for none."""
        for name, p in self.start.get(found[0] if found else "", ()) + self.start.get("", ()):
            if folded.startswith(p) and _parted(p[-1], folded[len(p) : len(p) + 1]):
                return name
        return ""

    def within(self, folded: str, found: Sequence[str]) -> str:
        """The list of which a phrase stands in the line as whole words; "" for none."""
        keys = self.inside.keys() & found
        if not keys:
            return ""
        pairs = [pair for key in sorted(keys) for pair in self.inside[key]]
        return next((name for name, p in pairs if p in folded and _inside(p, folded)), "")


_FURNITURE = ("comments", "other_stories", "tags", "share", "author_box", "menu")


def _keyed(phrases: list[str], which: Callable[[list[str]], str]) -> Keyed:
    out: dict[str, tuple[str, ...]] = {}
    for phrase in phrases:
        key = which(_RUN.findall(phrase) or [""])
        out[key] = (*out.get(key, ()), phrase)
    return out


def _furniture(page: dict[str, Any]) -> Furniture:
    whole: dict[str, str] = {}
    start: dict[str, tuple[tuple[str, str], ...]] = {}
    inside: dict[str, tuple[tuple[str, str], ...]] = {}
    for name in _FURNITURE:
        lists = _phrases(page[name])
        for phrase in lists.whole:
            whole.setdefault(phrase, name)
        for into, keyed in ((start, lists.start), (inside, lists.inside)):
            for key, phrases in keyed.items():
                into[key] = into.get(key, ()) + tuple((name, phrase) for phrase in phrases)
    return Furniture(whole, start, inside)


def _parted(edge: str, rest: str) -> bool:
    return not edge.isalnum() or not rest or not rest[0].isalnum()


def _inside(phrase: str, folded: str) -> bool:
    at = folded.find(phrase)
    while at >= 0:
        if _parted(phrase[0], folded[at - 1 : at] if at else "") and _parted(phrase[-1], folded[at + len(phrase) :]):
            return True
        at = folded.find(phrase, at + 1)
    return False


@dataclass(frozen=True, slots=True)
class DateWords:
    """Month and weekday names to numbers (January 1, Monday 0), and the phrases beside dates."""

    months: dict[str, int]
    weekdays: dict[str, int]
    published: re.Pattern[str]
    updated: re.Pattern[str]
    crawled: re.Pattern[str]
    future: re.Pattern[str]
    recent_weeks: re.Pattern[str]
    recent: re.Pattern[str]
    former: frozenset[str]
    elect: frozenset[str]
    past_year: frozenset[str]
    past_verbs: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Voices:
    """Words of a page that speaks to its reader, of one who speaks of himself, of the outlet, and of reports."""

    reader: frozenset[str]
    self: frozenset[str]
    outlet: frozenset[str]
    report: frozenset[str]
    any: frozenset[str]  # all of them, also with a capital and in capitals


@dataclass(frozen=True, slots=True)
class PageWords:
    """Every phrase that tells a page's furniture from its article."""

    function_words: frozenset[str]
    function_forms: frozenset[str]  # the same, also with a capital and in capitals
    menu: Phrases
    appeal: Phrases
    share: Phrases
    comments: Phrases
    comment_fields: frozenset[str]
    other_stories: Phrases
    tags: Phrases
    author_box: Phrases
    trades: re.Pattern[str]
    caption: Phrases
    photo_agencies: frozenset[str]
    byline_lead: re.Pattern[str]
    desks: frozenset[str]
    not_names: frozenset[str]
    roles: frozenset[str]
    agencies: frozenset[str]
    not_places: frozenset[str]
    genres: dict[str, frozenset[str]]
    communique_titles: re.Pattern[str]
    communique_openings: re.Pattern[str]
    interview_marks: tuple[str, ...]
    paywall: re.Pattern[str]
    error: re.Pattern[str]
    publisher_after: tuple[str, ...]
    publisher_never: frozenset[str]
    offices: dict[str, str]
    dates: DateWords
    voices: Voices
    furniture: Furniture
    keys: frozenset[str]  # of all phrases that are sought inside a line: without one of them no list is asked


def any_of(phrases: list[str], before: str = _LEFT, after: str = _RIGHT) -> re.Pattern[str]:
    """One pattern for any of the phrases, longest first, not inside a word; never matches when there are none."""
    if not phrases:
        return _NOTHING
    body = "|".join(re.escape(p) for p in sorted(phrases, key=lambda p: (-len(p), p)))
    return re.compile(f"{before}(?:{body}){after}", re.IGNORECASE)


def _phrases(table: dict[str, Any]) -> Phrases:
    return Phrases(
        whole=frozenset(table.get("whole", [])),
        start=_keyed(table.get("start", []), lambda found: found[0]),
        inside=_keyed(table.get("inside", []), lambda found: max(found, key=len)),
        end=_keyed(table.get("end", []), lambda found: found[-1]),
    )


def _table(language: str, name: str) -> dict[str, Any]:
    source = files("rapporteur") / "lang" / language / name
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"lang/{language}/{name}: {error}") from error


def _date_words(table: dict[str, Any]) -> DateWords:
    said = table["words"]
    return DateWords(
        months={form: n for n, forms in enumerate(table["months"].values(), 1) for form in forms},
        weekdays={form: n for n, forms in enumerate(table["weekdays"].values()) for form in forms},
        published=any_of(said["published"]),
        updated=any_of(said["updated"]),
        crawled=any_of(said["crawled"]),
        future=any_of(said["future"]),
        recent_weeks=any_of(said["recent_weeks"]),
        recent=any_of(said["recent"]),
        former=frozenset(said["former"]),
        elect=frozenset(said["elect"]),
        past_year=frozenset(said["past_year"]),
        past_verbs=any_of(said["past_verbs"]),
    )


@cache
def words(language: str = "en") -> PageWords:
    """The page words of one language folder.

    Raises ``DataError`` naming the file and what is missing or broken in it.
    """
    page, dates, lines = (_table(language, f"{name}.toml") for name in ("page", "dates", "lines"))
    try:
        return _page_words(page, _date_words(dates), _voices(lines))
    except KeyError as error:
        raise DataError(f"lang/{language}/page.toml, dates.toml or lines.toml: {error} is missing") from error


def _voices(table: dict[str, Any]) -> Voices:
    reader, self, outlet, report = (frozenset[str](table[name]) for name in ("reader", "self", "outlet", "report"))
    spoken = reader | self | outlet | report
    any_form = frozenset(f(word) for word in spoken for f in (str, str.capitalize, str.upper))
    return Voices(reader, self, outlet, report, any=any_form)


def _page_words(page: dict[str, Any], dates: DateWords, voices: Voices) -> PageWords:
    genre = page["genre"]
    inside = [_phrases(page[name]).inside for name in (*_FURNITURE, "appeal", "caption")]
    return PageWords(
        function_words=frozenset(page["function_words"]),
        function_forms=frozenset(f(word) for word in page["function_words"] for f in (str, str.capitalize, str.upper)),
        menu=_phrases(page["menu"]),
        appeal=_phrases(page["appeal"]),
        share=_phrases(page["share"]),
        comments=_phrases(page["comments"]),
        comment_fields=frozenset(page["comments"]["fields"]),
        other_stories=_phrases(page["other_stories"]),
        tags=_phrases(page["tags"]),
        author_box=_phrases(page["author_box"]),
        trades=any_of(page["author_box"]["trades"]),
        caption=_phrases(page["caption"]),
        photo_agencies=frozenset(page["caption"]["agencies"]),
        byline_lead=any_of(page["byline"]["lead"], before="^", after=r"(?!\w)\s*[:|-]?\s*"),
        desks=frozenset(page["byline"]["desks"]),
        not_names=frozenset(page["byline"]["not_names"]),
        roles=frozenset(page["byline"]["roles"]),
        agencies=frozenset(page["agency"]["names"]),
        not_places=frozenset(page["agency"]["not_places"]),
        genres={
            name: frozenset(genre[name])
            for name in ("editorial", "analysis", "interview", "communique", "release", "news")
        },
        communique_titles=any_of(genre["communique_titles"]),
        communique_openings=any_of(genre["communique_openings"], before="^"),
        interview_marks=tuple(genre["interview_marks"]),
        paywall=any_of(page["stub"]["paywall"]),
        error=any_of(page["stub"]["error"]),
        publisher_after=tuple(page["publisher"]["after"]),
        publisher_never=frozenset(page["publisher"]["never"]),
        offices=dict(page["offices"]),
        dates=dates,
        voices=voices,
        furniture=_furniture(page),
        keys=frozenset(key for keyed in inside for key in keyed),
    )

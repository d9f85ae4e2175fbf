"""What one line shows of itself: shape, words, place among its neighbours. No decision is taken here."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from rapporteur.clean import datefind, marks, patterns
from rapporteur.clean.marks import LOOKED_AT, bare, fold
from rapporteur.clean.source_lines import Source, SourceLine
from rapporteur.clean.words import PageWords, runs, words

__all__ = ["LOOKED_AT", "Features", "bare", "features", "fold"]

_DIGIT = re.compile(r"\d")
_NEXT_SENTENCE = re.compile(r"[.!?][\"”’)]*\s+[\"“‘(]?[A-Z]")
_CAN_END = frozenset(".!?…\"”’'»)] ")  # with which a sentence can end: most lines need not be asked further
_SHORT = 100  # code points
_TAIL = 60  # code points in which a line's end is looked for
_STEM = 6  # letters of a word by which its forms are held to be one


class Features(NamedTuple):
    """One line's observable properties; counts are of words, shares lie in 0..1.

    First what its text shows: ``bare`` is the folded line without marks at its ends; ``furniture`` names the word list
    of ``page.toml`` that the line carries ("" for none); ``ends_story`` is how surely the article lies before this
    line; ``reader``, ``self``, ``outlet`` and ``report`` count words that speak to the reader, of the writer, of the
    outlet, and of what others said; ``stems`` are the beginnings of content words, ``names`` of those with a capital.
    Then what its place and the markup show; ``starts_story`` is how surely the article lies after this line.
    A named tuple, since thousands are made a second: a frozen dataclass of so many fields takes ten times as long.
    """

    text: str
    folded: str
    bare: str
    n: int
    function_share: float
    capital_share: float
    sentence: bool
    sentences: int
    bullet: bool
    numbered: bool
    capitals: bool
    colon: bool
    cut_short: bool
    date_only: bool
    has_date: bool
    caption: bool
    byline: bool
    dateline: bool
    furniture: str
    bio: bool
    ends_story: float
    reader: int
    self: int
    outlet: int
    report: int
    quoted: bool
    asks: bool
    exclaims: bool
    lower_start: bool
    open_end: bool
    numbers: int
    stems: frozenset[str]
    names: frozenset[str]
    starts_story: float
    repeats: int
    repeats_near: bool
    indent: int
    gap: bool
    tag: str
    links: float
    aside: bool
    main: bool | None


Shown: TypeAlias = tuple[Any, ...]  # fields of Features in order; those from ``text`` to ``starts_story`` need no page


def features(source: Source) -> tuple[Features, ...]:
    """The features of every line of a page, in order."""
    shown = [_show(line) for line in source.lines]
    folded = [values[1] for values in shown]
    counts = Counter(folded)
    out: list[Features] = []
    for i, (line, values, mine) in enumerate(zip(source.lines, shown, folded, strict=True)):
        repeats = counts[mine]
        near = repeats > 1 and (mine in folded[max(0, i - 2) : i] or mine in folded[i + 1 : i + 3])
        placed: Shown = (repeats, near, line.indent, line.gap, line.tag, line.links, line.aside, line.main)
        out.append(Features._make(values + placed))
    return tuple(out)


def _show(line: SourceLine) -> Shown:
    captioned = line.tag in {"figcaption", "caption"}
    # Menus, buttons and names return on every page of a site; paragraphs do not.
    show = _shown_before if len(line.text) <= _SHORT else _shown
    values = show(line.text, captioned)
    return values if line.tag != "h1" else (*values[:-1], 1.0)


def _shown(line: str, captioned: bool) -> Shown:
    w = words()
    text, folded = line[:LOOKED_AT], fold(line)
    tokens = patterns.WORD.findall(text)
    n = len(tokens)
    digits = bool(_DIGIT.search(text))
    sentence = text[-1] in _CAN_END and bool(patterns.SENTENCE_END.search(text[-_TAIL:]))
    stripped = bare(folded)
    found = runs(folded) if n < marks.LONG or not sentence else []
    keyed = [] if w.keys.isdisjoint(found) else found
    dates = datefind.find(text) if digits and n < 40 else ()
    date_only = marks.is_date(text, dates, w)
    kind = marks.furniture(folded, stripped, found, keyed, n, n >= 25 and sentence, w)
    byline = marks.is_byline(text, folded, stripped, n, w)
    caption = captioned or marks.is_caption(text, folded, found, keyed, n, w)
    dateline = n >= 8 and not caption and kind in {"", "author_box"} and marks.has_dateline(text, w)
    function, capital, voices, stems, names = _vocabulary(tokens, w)
    return (
        line,
        folded,
        stripped,
        n,
        function,
        capital,
        sentence,
        len(_NEXT_SENTENCE.findall(text)) + sentence,
        not text[0].isalnum() and bool(patterns.BULLET.match(text)),
        bool(patterns.NUMBERED.match(text)),
        text.upper() == text and bool(patterns.CAPITALS.match(text)),
        folded.endswith(":"),
        ("..." in text or "…" in text) and bool(patterns.CUT_SHORT.search(text[-_TAIL:])),
        date_only,
        bool(dates),
        caption,
        byline,
        dateline,
        kind,
        marks.is_bio(folded, n, w),
        marks.ends_story(folded, stripped, kind, n, w),
        *voices,
        '"' in folded,
        folded.endswith("?"),
        "!" in folded,
        text[0].islower(),
        text[-1].isalnum() or text[-1] in ",;-",
        sum([t[0].isdigit() for t in tokens]) if digits else 0,
        stems,
        names,
        marks.starts_story(byline, dateline, date_only and any(d.year for d in dates)),
    )


_shown_before = lru_cache(maxsize=8192)(_shown)


def _vocabulary(
    tokens: list[str], w: PageWords
) -> tuple[float, float, tuple[int, int, int, int], frozenset[str], frozenset[str]]:
    """Shares of function words and of capitals among the others, voices, stems of content words and of names."""
    content = [t for t in tokens if t not in w.function_forms]
    if not content:
        return float(bool(tokens)), 0.0, _voices(tokens, w), frozenset(), frozenset()
    capitals = [t for t in content if t[0].isupper()]
    names = capitals[1:] if content[0][0].isupper() else capitals
    return (
        (len(tokens) - len(content)) / len(tokens),
        len(capitals) / len(content),
        _voices(tokens, w),
        frozenset([t[:_STEM].lower() for t in content if len(t) > 3]),
        frozenset([t[:_STEM].lower() for t in names if len(t) > 3]),
    )


def _voices(tokens: list[str], w: PageWords) -> tuple[int, int, int, int]:
    """How many words speak to the reader, of the writer, of the outlet, of what others said."""
    v = w.voices
    spoken = [t.lower() for t in tokens if t in v.any]
    if not spoken:
        return 0, 0, 0, 0
    reader, self, outlet, report = (sum([t in s for t in spoken]) for s in (v.reader, v.self, v.outlet, v.report))
    return reader, self, outlet, report

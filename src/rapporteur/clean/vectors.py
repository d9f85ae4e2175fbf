"""From the features of a page's lines to numbers: one row a line, what it shows and where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from rapporteur.clean.features import Features

Matrix = npt.NDArray[np.float32]

FURNITURE = ("symbols", "comments", "other_stories", "tags", "share", "author_box", "menu", "appeal", "count", "ago")
LENGTHS = (0, 1, 4, 7, 12, 22, 40, 80, 100_000)
TAGS = (
    ("p",),
    ("h1", "h2", "h3", "h4", "h5", "h6"),
    ("li", "dd", "dt"),
    ("figcaption", "caption"),
    ("td", "th"),
    ("button", "label", "option", "legend"),
    ("blockquote", "pre"),
)
_PLAIN, _MARKUP = 34, 7
LOCAL = _PLAIN + len(FURNITURE) + len(LENGTHS) - 1 + len(TAGS) + _MARKUP + 1
PLACE = 26
WIDTH = LOCAL + PLACE
_PER_WORD = (24, 25, 26, 32)  # columns of _plain that hold counts of words
_FURNITURE_AT = {name: i for i, name in enumerate(FURNITURE)}
_TAG_AT = {tag: i for i, tags in enumerate(TAGS) for tag in tags}
_NEAR = 40.0
_OPENING = 6  # prose lines that say what the page is about
_NOTE = 60.0  # words; less prose than that is a caption or an appeal, no story
_WINDOW = 5  # prose lines that are compared with as many before them


def vectors(lines: Sequence[Features], prior: Sequence[float]) -> Matrix:
    """An array of lines by ``WIDTH``; ``prior`` is the hand-set score of each line."""
    scores = np.asarray(prior, dtype=np.float32)
    if not lines:
        return np.zeros((0, WIDTH), dtype=np.float32)
    plain = np.array([_plain(f) for f in lines], dtype=np.float32)
    plain[:, list(_PER_WORD)] = np.minimum(1.0, plain[:, list(_PER_WORD)] / np.maximum(1.0, plain[:, :1]))
    counts = plain[:, 0].copy()
    plain[:, 0] = np.minimum(6.0, np.log1p(counts)) / 3.0
    furniture = np.array([_FURNITURE_AT.get(f.furniture, -1) for f in lines])[:, None] == np.arange(len(FURNITURE))
    lengths = np.searchsorted(LENGTHS, counts, side="right")[:, None] == np.arange(1, len(LENGTHS))
    tags = np.array([_TAG_AT.get(f.tag, -1) for f in lines])[:, None] == np.arange(len(TAGS))
    markup = np.array([_markup(f) for f in lines], dtype=np.float32)
    return np.hstack(
        [plain, furniture, lengths, tags, markup, scores[:, None] / 4.0, _place(lines, counts, scores)],
        dtype=np.float32,
    )


def _plain(f: Features) -> tuple[float, ...]:
    """Counts, shares and marks; the columns of ``_PER_WORD`` are divided by the number of words, which stands first."""
    return (
        f.n,
        f.function_share,
        f.capital_share,
        f.sentence,
        min(f.sentences, 6) / 3.0,
        f.bullet,
        f.numbered,
        f.capitals,
        f.colon,
        f.cut_short,
        f.date_only,
        f.has_date,
        f.repeats > 1,
        min(f.repeats, 8) / 4.0,
        f.repeats_near,
        f.caption,
        f.byline,
        f.dateline,
        f.bio,
        f.starts_story,
        f.ends_story,
        f.indent > 0,
        f.gap,
        f.furniture == "",
        4 * f.reader,
        4 * f.self,
        4 * f.outlet,
        min(2, f.report) / 2.0,
        f.quoted,
        f.asks,
        f.exclaims,
        f.lower_start,
        3 * f.numbers,
        f.open_end,
    )


def _markup(f: Features) -> tuple[float, ...]:
    main = f.main is True
    return bool(f.tag), f.links > 0.6, f.links, f.aside, main, f.main is False, main and f.sentence


def _place(lines: Sequence[Features], counts: Matrix, prior: Matrix) -> Matrix:
    """Where each line stands: prose before and after it, marks passed, what it shares with the prose around."""
    count = len(lines)
    mass = counts * (prior > 1.0)
    total = max(1.0, float(mass.sum()))
    before = (np.cumsum(mass) - mass) / total
    ends = np.array([f.ends_story for f in lines], dtype=np.float32)
    starts = np.array([f.starts_story for f in lines], dtype=np.float32)
    title = np.array([f.tag == "h1" or (f.repeats > 1 and f.n >= 5) for f in lines], dtype=np.float32)
    (first, last), opening = _stretches(mass)
    at = np.arange(count, dtype=np.float32)
    shared, names, near = _shared(lines, mass, first, last)
    columns = [
        at / max(1, count),
        np.minimum(1.0, at / 100.0),
        before,
        1.0 - before - mass / total,
        np.minimum(1.0, mass / total * 5),
        np.clip((first - at) / _NEAR, 0, 1),
        np.clip((at - last) / _NEAR, 0, 1),
        ((at >= first) & (at <= last)).astype(np.float32),
        _run(mass > 0, 0.7),
        _run((mass > 0)[::-1], 0.7)[::-1],
        _since(ends >= 0.4),
        _since((ends >= 0.4)[::-1])[::-1],
        _since(starts >= 0.5),
        _since((starts >= 0.5)[::-1])[::-1],
        np.minimum(2.0, np.cumsum(ends * before)) / 2.0,
        np.minimum(2.0, np.cumsum((starts * (1 - before))[::-1])[::-1]) / 2.0,
        _since(title > 0),
        shared,
        names,
        near,
        *_topics(lines, mass, *opening),
        ((at >= opening[0]) & (at <= opening[1])).astype(np.float32),
        np.clip((at - opening[1]) / _NEAR, 0, 1),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _run(flags: npt.NDArray[np.bool_], keep: float) -> Matrix:
    """How much of what came before was prose, fading by the line."""
    out: list[float] = []
    level = 0.0
    for flag in flags.tolist():
        out.append(level)
        level = keep * level + (1 - keep) * flag
    return np.array(out, dtype=np.float32)


def _since(flags: npt.NDArray[np.bool_]) -> Matrix:
    """Nearness of the last marked line, 1 for the line itself, 0 where there is none within 40."""
    at = np.arange(len(flags))
    last = np.maximum.accumulate(np.where(flags, at, -10_000))
    return np.clip(1.0 - (at - last) / _NEAR, 0.0, 1.0).astype(np.float32)


def _stretches(mass: Matrix) -> tuple[tuple[int, int], tuple[int, int]]:
    """First and last line of two stretches of prose: the richest, and the first that is more than a note. Within a
    stretch no five lines are without prose.
    """
    found: list[tuple[float, int, int]] = []
    for i in np.flatnonzero(mass).tolist():
        if found and i - found[-1][2] <= 5:
            words, start, _ = found.pop()
            found.append((words + float(mass[i]), start, i))
        else:
            found.append((float(mass[i]), i, i))
    if not found:
        return (0, max(0, len(mass) - 1)), (0, max(0, len(mass) - 1))
    richest = max(found, key=lambda stretch: stretch[0])
    first = next((stretch for stretch in found if stretch[0] >= _NOTE), richest)
    return richest[1:], first[1:]


def _shared(lines: Sequence[Features], mass: Matrix, first: int, last: int) -> tuple[Matrix, Matrix, Matrix]:
    """The share of each line's stems that the richest stretch has elsewhere; of its names; of these in prose before."""
    centre: Counter[str] = Counter()
    prose = (mass > 0).tolist()
    for i in range(first, last + 1):
        if prose[i]:
            centre.update(lines[i].stems)
    once = {s for s, count in centre.items() if count > 0}
    twice = {s for s, count in centre.items() if count > 1}
    out = np.zeros((3, len(lines)), dtype=np.float32)
    recent: list[frozenset[str]] = []
    before: frozenset[str] = frozenset()
    for i, f in enumerate(lines):
        if not f.stems:
            continue
        # A line of the stretch counts itself once; what it shares must stand there again.
        known = twice if prose[i] and first <= i <= last else once
        names = f.names or f.stems
        out[0, i] = len(f.stems & known) / len(f.stems)
        if f.names:
            out[1, i] = len(f.names & known) / len(f.names)
        if before:
            out[2, i] = len(names & before) / len(names)
        if prose[i]:
            recent = [*recent[-7:], f.stems]
            before = frozenset().union(*recent)
    return out[0], out[1], out[2]


def _topics(lines: Sequence[Features], mass: Matrix, first: int, last: int) -> tuple[Matrix, Matrix, Matrix, Matrix]:
    """Whether the talk is still of the same thing: shares of stems and of names that the first prose has, the former
    also evened over the prose around, and how alike the prose before a line and the prose from it on are.
    """
    prose = np.flatnonzero(mass).tolist()
    opening = [i for i in prose if first <= i <= last][:_OPENING]
    lead = Counter(stem for i in opening for stem in lines[i].stems)
    once, twice = set(lead), {s for s, count in lead.items() if count > 1}
    out = np.zeros((4, len(lines)), dtype=np.float32)
    for i, f in enumerate(lines):
        known = twice if i in opening else once
        if f.stems:
            out[0, i] = len(f.stems & known) / len(f.stems)
        if f.names:
            out[1, i] = len(f.names & known) / len(f.names)
    at = 0
    for k, i in enumerate([*prose, len(lines)]):
        before = _united(lines, prose[max(0, k - _WINDOW) : k])
        after = _united(lines, prose[k : k + _WINDOW])
        around = prose[max(0, k - 2) : k + 3]
        out[2, at : i + 1] = float(out[0, around].mean()) if around else 0.0
        out[3, at : i + 1] = len(before & after) / min(len(before), len(after)) if before and after else 0.5
        at = i + 1
    return out[0], out[1], out[2], out[3]


def _united(lines: Sequence[Features], which: Sequence[int]) -> frozenset[str]:
    return frozenset().union(*(lines[i].stems for i in which))

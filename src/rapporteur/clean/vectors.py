"""From the features of a page's lines to numbers: one row a line, what it shows and where it stands."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

import numpy as np
import numpy.typing as npt

from rapporteur.clean.columns import Columns, columns
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
# What a line shows of itself; "returns": it stands on the page again, "plain": no word list has it.
_SHOWN = (
    "n",
    "function_share",
    "capital_share",
    "sentence",
    "sentences",
    "bullet",
    "numbered",
    "capitals",
    "colon",
    "cut_short",
    "date_only",
    "has_date",
    "returns",
    "repeats",
    "repeats_near",
    "caption",
    "byline",
    "dateline",
    "bio",
    "starts_story",
    "ends_story",
    "indent",
    "gap",
    "plain",
    "reader",
    "self",
    "outlet",
    "report",
    "quoted",
    "asks",
    "exclaims",
    "lower_start",
    "numbers",
    "open_end",
)
_AT = {name: i for i, name in enumerate(_SHOWN)}
_SOURCE = {"returns": "repeats", "plain": "n"}
_BOUNDED = (("sentences", 3.0, 6), ("repeats", 4.0, 8), ("report", 2.0, 2))  # divided by, at most
_PER_WORD = (("reader", 4), ("self", 4), ("outlet", 4), ("numbers", 3))  # shares of the words, and their weight
_MARKUP = 7
LOCAL = len(_SHOWN) + len(FURNITURE) + len(LENGTHS) - 1 + len(TAGS) + _MARKUP + 1
PLACE = 26
WIDTH = LOCAL + PLACE
_FURNITURE_AT = {name: i for i, name in enumerate(FURNITURE)}
_TAG_AT = {tag: i for i, tags in enumerate(TAGS) for tag in tags}
_NEAR = 40.0
_OPENING = 6  # prose lines that say what the page is about
_NOTE = 60.0  # words; less prose than that is a caption or an appeal, no story
_WINDOW = 5  # prose lines that are compared with as many before them


def vectors(lines: Sequence[Features], prior: Sequence[float], table: Columns | None = None) -> Matrix:
    """An array of lines by ``WIDTH``; ``prior`` is the hand-set score of each line.

    ``table`` holds the columns of the same lines where they are known already.
    """
    scores = np.asarray(prior, dtype=np.float32)
    if not lines:
        return np.zeros((0, WIDTH), dtype=np.float32)
    table = columns(lines) if table is None else table
    counts = table.of("n").astype(np.float32)
    furniture = np.array([_FURNITURE_AT.get(name, -1) for name in table.furniture])
    lengths = np.searchsorted(LENGTHS, counts, side="right")
    tags = np.array([_TAG_AT.get(tag, -1) for tag in table.tags])
    return np.hstack(
        [
            _plain(table, counts),
            _one_of(furniture, len(FURNITURE)),
            _one_of(lengths - 1, len(LENGTHS) - 1),
            _one_of(tags, len(TAGS)),
            _markup(table),
            scores[:, None] / 4.0,
            _place(lines, table, counts, scores),
        ],
        dtype=np.float32,
    )


def _one_of(which: npt.NDArray[np.int64], width: int) -> npt.NDArray[np.bool_]:
    """A row of zeros with a one at the place named; all zeros for -1."""
    out: npt.NDArray[np.bool_] = which[:, None] == np.arange(width)
    return out


def _plain(t: Columns, counts: Matrix) -> Matrix:
    """Counts, shares and marks in the order of ``_SHOWN``; counts of words are shares of the line's words."""
    out = t.some([_SOURCE.get(name, name) for name in _SHOWN]).astype(np.float32)
    for name, low, high in _BOUNDED:
        out[:, _AT[name]] = np.minimum(out[:, _AT[name]], high) / low
    for name, weight in _PER_WORD:
        out[:, _AT[name]] = np.minimum(1.0, weight * out[:, _AT[name]] / np.maximum(1.0, counts))
    out[:, _AT["returns"]] = t.of("repeats") > 1
    out[:, _AT["indent"]] = t.of("indent") > 0
    out[:, _AT["plain"]] = [name == "" for name in t.furniture]
    out[:, _AT["n"]] = np.minimum(6.0, np.log1p(counts)) / 3.0
    return out


def _markup(t: Columns) -> Matrix:
    main, links = t.main > 0, t.of("links")
    tagged = [tag != "" for tag in t.tags]
    said = main & (t.of("sentence") > 0)
    return np.column_stack([tagged, links > 0.6, links, t.of("aside"), main, t.main < 0, said]).astype(np.float32)


def _place(lines: Sequence[Features], table: Columns, counts: Matrix, prior: Matrix) -> Matrix:
    """Where each line stands: prose before and after it, marks passed, what it shares with the prose around."""
    count = len(lines)
    mass = counts * (prior > 1.0)
    total = max(1.0, float(mass.sum()))
    before = (np.cumsum(mass) - mass) / total
    ends, starts = table.of("ends_story").astype(np.float32), table.of("starts_story").astype(np.float32)
    headings = np.array([tag == "h1" for tag in table.tags])
    title = headings | ((table.of("repeats") > 1) & (counts >= 5))
    (first, last), opening = _stretches(mass)
    at = np.arange(count, dtype=np.float32)
    shared, names, near = _shared(lines, mass, first, last)
    where = [
        at / max(1, count),
        np.minimum(1.0, at / 100.0),
        before,
        1.0 - before - mass / total,
        np.minimum(1.0, mass / total * 5),
        np.clip((first - at) / _NEAR, 0, 1),
        np.clip((at - last) / _NEAR, 0, 1),
        (at >= first) & (at <= last),
        _run(mass > 0, 0.7),
        _run((mass > 0)[::-1], 0.7)[::-1],
        _since(ends >= 0.4),
        _since((ends >= 0.4)[::-1])[::-1],
        _since(starts >= 0.5),
        _since((starts >= 0.5)[::-1])[::-1],
        np.minimum(2.0, np.cumsum(ends * before)) / 2.0,
        np.minimum(2.0, np.cumsum((starts * (1 - before))[::-1])[::-1]) / 2.0,
        _since(title),
        shared,
        names,
        near,
        *_topics(lines, mass, *opening),
        (at >= opening[0]) & (at <= opening[1]),
        np.clip((at - opening[1]) / _NEAR, 0, 1),
    ]
    return np.stack(where, axis=1).astype(np.float32)


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
    prose = (mass > 0).tolist()
    once, twice = _counted(lines[i].stems for i in range(first, last + 1) if prose[i])
    out: list[tuple[float, float, float]] = []
    recent: deque[frozenset[str]] = deque(maxlen=8)
    before: frozenset[str] = frozenset()
    for i, f in enumerate(lines):
        if not f.stems:
            out.append((0.0, 0.0, 0.0))
            continue
        # A line of the stretch counts itself once; what it shares must stand there again.
        known = twice if prose[i] and first <= i <= last else once
        near = _share(f.names or f.stems, before) if before else 0.0
        out.append((*_shares(f, known), near))
        if prose[i]:
            recent.append(f.stems)
            before = frozenset().union(*recent)
    shared, names, near_names = np.array(out, dtype=np.float32).T
    return shared, names, near_names


def _shares(f: Features, known: AbstractSet[str]) -> tuple[float, float]:
    """Which share of a line's stems and of its names is known."""
    shared = _share(f.stems, known)
    return shared, shared if len(f.names) == len(f.stems) else _share(f.names, known)


def _share(mine: frozenset[str], known: AbstractSet[str]) -> float:
    return len(mine & known) / len(mine) if mine else 0.0


def _counted(found: Iterable[frozenset[str]]) -> tuple[set[str], set[str]]:
    """What stands in any of the sets, and what in two or more."""
    once: set[str] = set()
    twice: set[str] = set()
    for one in found:
        twice |= once & one
        once |= one
    return once, twice


def _topics(lines: Sequence[Features], mass: Matrix, first: int, last: int) -> tuple[Matrix, Matrix, Matrix, Matrix]:
    """Whether the talk is still of the same thing: shares of stems and of names that the first prose has, the former
    also evened over the prose around, and how alike the prose before a line and the prose from it on are.
    """
    prose = np.flatnonzero(mass).tolist()
    opening = [i for i in prose if first <= i <= last][:_OPENING]
    once, twice = _counted(lines[i].stems for i in opening)
    out = np.zeros((4, len(lines)), dtype=np.float32)
    own = frozenset(opening)
    out[:2] = np.array([_shares(f, twice if i in own else once) for i, f in enumerate(lines)], dtype=np.float32).T
    shares = out[0, prose].tolist()
    at = 0
    windows = [_united(lines, prose[k : k + _WINDOW]) for k in range(len(prose) + 1)]
    for k, i in enumerate([*prose, len(lines)]):
        before = windows[k - _WINDOW] if k >= _WINDOW else _united(lines, prose[:k])
        after = windows[k]
        around = shares[max(0, k - 2) : k + 3]
        out[2, at : i + 1] = sum(around) / len(around) if around else 0.0
        out[3, at : i + 1] = len(before & after) / min(len(before), len(after)) if before and after else 0.5
        at = i + 1
    return out[0], out[1], out[2], out[3]


def _united(lines: Sequence[Features], which: Sequence[int]) -> frozenset[str]:
    return frozenset().union(*[lines[i].stems for i in which])

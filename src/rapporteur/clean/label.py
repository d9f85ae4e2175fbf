"""Where the article lies among the lines of a page.

Each line gets one number, how much more likely it is body than not (log odds: hand-set weights here; any ``Scorer``
can stand in, for one a learned model). A walk over the lines then finds the best path through four states: before the
article, in its body, in a gap inside it, after it. A gap costs, more so across a line that ends one story or opens
another one, so that neither glossaries before the headline nor comments after the article join it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

import numpy as np

from rapporteur.clean.columns import Column, Columns, columns
from rapporteur.clean.features import Features

State: TypeAlias = Literal["before", "body", "gap", "after"]
STATES: tuple[State, ...] = ("before", "body", "gap", "after")
_FURNITURE = {"": 0.0, "appeal": 4.0}  # what a long line of furniture loses; 1.8 for other lists
_LIST = frozenset(("li", "dd"))
_TAG = {f"h{level}": 3.5 for level in range(1, 7)} | dict.fromkeys(
    ("figcaption", "button", "label", "option", "caption"), 4.0
)


class Scorer(Protocol):
    """Anything that scores lines: one number a line, above zero for body."""

    def __call__(self, lines: Sequence[Features]) -> list[float]:
        """Log odds of body for each line."""
        ...


@dataclass(frozen=True, slots=True)
class Costs:
    """What the walk pays, in the units of the scores."""

    enter_gap: float = 1.2
    gap_line: float = 0.1
    end_marker: float = 6.0
    start_marker: float = 6.0
    open_at_start: float = 1.5


def line_scores(lines: Sequence[Features], table: Columns | None = None) -> list[float]:
    """Log odds of body from shape, words and markup of each line, then smoothed by its neighbours.

    ``table`` holds the columns of the same lines where they are known already.
    """
    if not lines:
        return []
    table = columns(lines) if table is None else table
    own = np.where(table.of("n") == 0, -2.0, np.clip(_shape(table) + _words(table) + _markup(table), -6.0, 6.0))
    own += _runs(table)
    bounded = np.pad(np.clip(own / 2, -1.0, 1.0), 2)
    count = len(own)
    support = bounded[:count] + bounded[1 : count + 1] + bounded[3 : count + 3] + bounded[4:]
    at = np.arange(count)
    near = np.minimum(at, 2) + np.minimum(count - 1 - at, 2)
    scores: list[float] = (own + 1.5 * (support / np.maximum(1, near))).tolist()
    return scores


def _runs(t: Columns) -> Column:
    """What a line loses in a run of four or more lines that end no sentence: a list of other stories' titles."""
    titles = (t.of("sentence") == 0) & (t.of("colon") == 0) & (t.of("n") >= 4)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], titles, [False])).astype(np.int8)))
    out = np.zeros(len(titles))
    for start, end in edges.reshape(-1, 2).tolist():
        if end - start >= 4:
            out[start:end] = -1.5
    return out


def _shape(t: Columns) -> Column:
    n, cut = t.of("n"), t.of("cut_short") > 0
    ends, colon = (t.of("sentence") > 0) & ~cut, t.of("colon") > 0
    score = np.select([n >= 40, n >= 22, n >= 12, n >= 7], [3.0, 2.2, 1.2, 0.2], -0.8)
    score += np.where(ends, 0.6, np.where(colon, -0.8, np.where(n < 40, -2.0, -1.0)))
    score -= 1.5 * cut
    score += 0.8 * (t.of("sentences") >= 2)
    return score


def _words(t: Columns) -> Column:
    n, function = t.of("n"), t.of("function_share")
    furniture = np.array([_FURNITURE.get(name, 1.8) for name in t.furniture])
    score: Column = np.where(n < 5, 0.0, np.where(function >= 0.3, 0.8, np.where(function < 0.12, -0.9, 0.0)))
    score -= 1.2 * ((n >= 5) & (t.of("capital_share") > 0.75) & (n < 25))
    score -= np.where((furniture > 0) & (n < 25), 3.0, furniture)
    score -= 4.0 * t.of("caption")
    score -= 2.5 * ((t.of("date_only") > 0) | (t.of("byline") > 0))
    score -= 4.0 * t.of("bio")
    near = (t.of("repeats_near") > 0) & (t.of("sentences") < 2)
    score -= (t.of("repeats") > 1) * np.where(near | (n < 12), 3.0, 1.0)
    score -= 1.0 * ((t.of("capitals") > 0) & (n < 15))
    score += t.of("dateline")
    return score


def _markup(t: Columns) -> Column:
    links, main = t.of("links"), t.main
    score = np.where(main > 0, 4.5, np.where(main < 0, -3.2, 0.0))
    if not any(t.tags):
        return score
    score += 1.5 * ((main > 0) & np.array([tag in _LIST for tag in t.tags]) & (links < 0.5))
    score -= np.array([_TAG.get(tag, 0.0) for tag in t.tags])
    score -= 2.0 * t.of("aside")
    score -= 2.0 * (links > 0.6)
    return score


def walk(lines: Sequence[Features], scores: Sequence[float], costs: Costs | None = None) -> list[State]:
    """The best path through the four states; one article, gaps allowed. Linear in the number of lines."""
    costs = costs or Costs()
    if not lines:
        return []
    best = [0.0, scores[0], float("-inf"), float("-inf")]
    back: list[tuple[int, int, int, int]] = [(0, 0, 0, 0)]
    marks = _openings(lines)
    written = _share_before(lines, scores)
    before, body, gap, after = best
    for f, score, share, marked in zip(lines[1:], scores[1:], written[1:], marks[1:], strict=True):
        # An end with little text before it is no end; a start with little text after it is another story's.
        ending = costs.end_marker * f.ends_story * (0.3 + 0.7 * share)
        barrier = ending + costs.start_marker * f.starts_story * (1.0 - share)
        opening = before + costs.open_at_start if marked else before
        after, after_from = (after, 3) if after >= body else (body, 1)
        enter = body - costs.enter_gap
        leave, body_from = (gap, 2) if gap >= body else (body, 1)
        gap, gap_from = (gap, 2) if gap >= enter else (enter, 1)
        gap -= costs.gap_line * (2 if f.furniture or f.date_only else 1) + barrier
        if leave >= opening:
            body = leave + (score - barrier)
        else:
            body, body_from = opening + (score - ending), 0
        back.append((0, body_from, gap_from, after_from))
        before -= costs.end_marker * (f.ends_story if f.ends_story == 1.0 else 0.0)
    return _trace([before, body, gap, after], back)


def _share_before(lines: Sequence[Features], scores: Sequence[float]) -> list[float]:
    """For each line the share of the page's likely prose that stands before it, by words."""
    mass = [f.n * (s > 1.0) for f, s in zip(lines, scores, strict=True)]
    total, run = float(sum(mass)) or 1.0, 0.0
    out: list[float] = []
    for m in mass:
        out.append(run / total)
        run += m
    return out


def _openings(lines: Sequence[Features]) -> list[bool]:
    """Whether a line opens with a dateline, or a byline, date or title stands among the five lines before it."""
    last = -99
    out: list[bool] = []
    for i, f in enumerate(lines):
        out.append(f.dateline or i - last <= 5)
        if f.starts_story:
            last = i
    return out


def _trace(best: list[float], back: list[tuple[int, int, int, int]]) -> list[State]:
    ends = [1, 3, 0]
    at = max(ends, key=lambda s: (best[s], -s))
    path: list[State] = []
    for step in reversed(back):
        path.append(STATES[at])
        at = step[at]
    return path[::-1]

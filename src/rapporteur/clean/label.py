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

from rapporteur.clean.features import Features

State: TypeAlias = Literal["before", "body", "gap", "after"]
STATES: tuple[State, ...] = ("before", "body", "gap", "after")


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


def line_scores(lines: Sequence[Features]) -> list[float]:
    """Log odds of body from shape, words and markup of each line, then smoothed by its neighbours."""
    own = [_own_score(f) + run for f, run in zip(lines, _runs(lines), strict=True)]
    out: list[float] = []
    for i, score in enumerate(own):
        near = own[max(0, i - 2) : i] + own[i + 1 : i + 3]
        support = sum(max(-1.0, min(1.0, s / 2)) for s in near) / max(1, len(near))
        out.append(score + 1.5 * support)
    return out


def _runs(lines: Sequence[Features]) -> list[float]:
    """What a line loses in a run of four or more lines that end no sentence: a list of other stories' titles."""
    out = [0.0] * len(lines)
    start = 0
    for i in range(len(lines) + 1):
        if i < len(lines) and not lines[i].sentence and not lines[i].colon and lines[i].n >= 4:
            continue
        if i - start >= 4:
            out[start:i] = [-1.5] * (i - start)
        start = i + 1
    return out


def _own_score(f: Features) -> float:
    if f.n == 0:
        return -2.0
    score = _shape(f) + _words(f) + _markup(f)
    return max(-6.0, min(6.0, score))


def _shape(f: Features) -> float:
    long = 3.0 if f.n >= 40 else 2.2 if f.n >= 22 else 1.2 if f.n >= 12 else 0.2 if f.n >= 7 else -0.8
    if f.sentence and not f.cut_short:
        long += 0.6
    elif not f.colon:
        long -= 2.0 if f.n < 40 else 1.0
    else:
        long -= 0.8
    if f.cut_short:
        long -= 1.5
    if f.sentences >= 2:
        long += 0.8
    return long


def _words(f: Features) -> float:
    score = 0.0
    if f.n >= 5:
        score += 0.8 if f.function_share >= 0.3 else -0.9 if f.function_share < 0.12 else 0.0
        score -= 1.2 if f.capital_share > 0.75 and f.n < 25 else 0.0
    if f.furniture:
        score -= 3.0 if f.n < 25 else 4.0 if f.furniture == "appeal" else 1.8
    score -= 4.0 if f.caption else 0.0
    score -= 2.5 if f.date_only or f.byline else 0.0
    score -= 4.0 if f.bio else 0.0
    if f.repeats > 1:
        score -= 3.0 if (f.repeats_near and f.sentences < 2) or f.n < 12 else 1.0
    score -= 1.0 if f.capitals and f.n < 15 else 0.0
    score += 1.0 if f.dateline else 0.0
    return score


def _markup(f: Features) -> float:
    score = 0.0
    if f.main is not None:
        score += 4.5 if f.main else -3.2
    if f.main and f.tag in {"li", "dd"} and f.links < 0.5:
        score += 1.5
    if f.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
        score -= 3.5
    if f.tag in {"figcaption", "button", "label", "option", "caption"}:
        score -= 4.0
    if f.aside:
        score -= 2.0
    if f.links > 0.6:
        score -= 2.0
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
    for i in range(1, len(lines)):
        f = lines[i]
        # An end with little text before it is no end; a start with little text after it is another story's.
        ending = costs.end_marker * f.ends_story * (0.3 + 0.7 * written[i])
        barrier = ending + costs.start_marker * f.starts_story * (1.0 - written[i])
        opening = best[0] + (costs.open_at_start if marks[i] else 0.0)
        body, body_from = max((opening, 0), (best[1], 1), (best[2], 2))
        body += scores[i] - (barrier if body_from else ending)
        gap, gap_from = max((best[1] - costs.enter_gap, 1), (best[2], 2))
        gap -= costs.gap_line * (2 if f.furniture or f.date_only else 1) + barrier
        after, after_from = max((best[1], 1), (best[3], 3))
        back.append((0, body_from, gap_from, after_from))
        best = [best[0] - costs.end_marker * (f.ends_story if f.ends_story == 1.0 else 0.0), body, gap, after]
    return _trace(best, back)


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

"""Evidence marked in the text it stands in: spans that overlap become segments that each know all their spans. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

Window: TypeAlias = tuple[int, int]  # start and end in the text, the end not included

NEIGHBOUR = 320  # a paragraph next to the evidence is shown with it if it is no longer than this
REACH = 420  # in a paragraph longer than twice this, so much is shown on either side of the evidence


@dataclass(frozen=True, slots=True)
class Mark:
    """Something marked from ``start`` to ``end``. ``key`` ("E1") is what readers see, ``sort`` the sort of claim."""

    key: str
    sort: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text under the same marks; ``opens`` are those of them that begin with it."""

    text: str
    marks: tuple[Mark, ...] = ()
    opens: tuple[Mark, ...] = ()

    @property
    def sorts(self) -> tuple[str, ...]:
        """The sorts of claims marked here, each once."""
        return tuple(dict.fromkeys(mark.sort for mark in self.marks))

    @property
    def keys(self) -> str:
        """The keys of the claims marked here, parted by blanks."""
        return " ".join(dict.fromkeys(mark.key for mark in self.marks))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in segments. ``cut_before``, ``cut_after``: there is more of it; ``gap``: text is left out before."""

    segments: tuple[Segment, ...]
    cut_before: bool = False
    cut_after: bool = False
    gap: bool = False


def paragraphs(body: str, marks: Iterable[Mark]) -> list[Paragraph]:
    """All of ``body``, paragraph by paragraph, with its marks."""
    placed = _in_order(body, marks)
    return [Paragraph(_segments(body, start, end, placed)) for start, end in _bounds(body) if body[start:end].strip()]


def excerpts(body: str, marks: Iterable[Mark]) -> list[Paragraph]:
    """The paragraphs in which marks stand, with short neighbours; long ones are cut around the marks."""
    placed = _in_order(body, marks)
    bounds = [bound for bound in _bounds(body) if body[bound[0] : bound[1]].strip()]
    found: list[Paragraph] = []
    last = -1
    for number in _shown(bounds, placed):
        start, end = bounds[number]
        within = [mark for mark in placed if mark.start < end and mark.end > start]
        low, high = _cut(body, (start, end), within)
        gap = number != last + 1
        found.append(Paragraph(_segments(body, low, high, within), low > start, high < end, gap))
        last = number
    return found


def _in_order(body: str, marks: Iterable[Mark]) -> list[Mark]:
    """The marks that cover any of the text, by where they start, the longer first."""
    placed = (mark for mark in marks if 0 <= mark.start < mark.end <= len(body))
    return sorted(placed, key=lambda mark: (mark.start, -mark.end, mark.key))


def _bounds(body: str) -> Iterator[Window]:
    start = 0
    for line in body.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _shown(bounds: Sequence[Window], marks: Sequence[Mark]) -> list[int]:
    """The numbers of the paragraphs to show: those with marks, and their neighbours if these are short."""
    marked = {
        number
        for number, (start, end) in enumerate(bounds)
        if any(mark.start < end and mark.end > start for mark in marks)
    }
    near = {number + step for number in marked for step in (-1, 1) if 0 <= number + step < len(bounds)}
    return sorted(marked | {n for n in near if bounds[n][1] - bounds[n][0] <= NEIGHBOUR})


def _cut(body: str, bound: Window, marks: Sequence[Mark]) -> Window:
    start, end = bound
    if not marks or end - start <= 2 * REACH:
        return bound
    low = max(start, min(mark.start for mark in marks) - REACH)
    high = min(end, max(mark.end for mark in marks) + REACH)
    if low > start:
        low = 1 + body.find(" ", low, marks[0].start) or low  # not inside a word, if a blank is near
    if high < end:
        blank = body.rfind(" ", max(mark.end for mark in marks), high)
        high = blank if blank > 0 else high
    return low, high


def _segments(body: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[Segment, ...]:
    """The text from ``start`` to ``end`` cut wherever a mark begins or ends; ``marks`` by where they start."""
    here = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = {start, end}
    for mark in here:
        edges |= {max(start, mark.start), min(end, mark.end)}
    found = []
    points = sorted(edges)
    for low, high in pairwise(points):
        over = tuple(mark for mark in here if mark.start <= low and mark.end >= high)
        found.append(Segment(body[low:high], over, tuple(mark for mark in over if mark.start == low)))
    return tuple(found)

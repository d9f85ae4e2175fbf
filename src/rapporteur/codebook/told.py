"""What ``rapporteur codebook`` prints: checks and trainings in lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapporteur.codebook.check import Checked
from rapporteur.codebook.train import WANTED, WANTED_COUNTERS, Learnt

_HEAD = ("type", "quadrant", "examples", "found", "with status", "counters", "fired", "cues", "right")
_WIDTHS = (22, 21, 9, 7, 12, 9, 6, 5, 6)


def check_lines(checked: Iterable[Checked]) -> Iterator[str]:
    """A table with a line a type as it is checked, and after it everything that does not hold."""
    yield _row(_HEAD)
    misses = []
    for one in checked:
        kind = one.kind
        name = f"{kind.type} (own type)" if one.file else kind.type
        counts = (len(kind.example), one.found, one.right, len(kind.counter_example), one.fired)
        yield _row((name, kind.quad, *counts, len(kind.cue), one.cues_right))
        misses += [f"{kind.type}: {miss}" for miss in one.misses]
    if misses:
        yield ""
        yield from misses


def learnt_lines(learnt: Learnt) -> Iterator[str]:
    """How well one type was learnt, with the sentences on which it fails."""
    yield f"{learnt.type} (own type, {learnt.file})"
    yield (
        f"  taught by {learnt.examples} examples, {learnt.counters} counter-examples "
        f"and {learnt.background} other sentences of the codebook"
    )
    precision = "-" if learnt.precision is None else f"{learnt.precision:.2f}"
    yield f"  each sentence left out in turn: precision {precision}, recall {learnt.recall:.2f}"
    if learnt.confused:
        yield "  taken for it: " + ", ".join(f"{count} {type or 'of no type'}" for type, count in learnt.confused)
    yield from (f"    {type or 'no type'}: {text}" for type, text in learnt.taken)
    if learnt.missed:
        yield f"  missed: {len(learnt.missed)}"
    yield from (f"    {text}" for text in learnt.missed)
    if learnt.examples < WANTED or learnt.counters < WANTED_COUNTERS:
        yield f"  few examples: {WANTED} and {WANTED_COUNTERS} counter-examples make it surer"


def _row(cells: Iterable[object]) -> str:
    """A line of the table: names to the left, numbers to the right."""
    return " ".join(
        f"{cell!s:<{width}}" if at < 2 else f"{cell!s:>{width}}"
        for at, (cell, width) in enumerate(zip(cells, _WIDTHS, strict=True))
    ).rstrip()

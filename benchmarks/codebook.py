"""How much of the codebook's own examples the coder finds, and how often it fires on its counter-examples.

    python benchmarks/codebook.py [--misses]

The examples were written together with the cues: this is a check against decay, not a measure of quality.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date

from rapporteur import analyse, extract, kinds, resolve, world
from rapporteur.model import Article, DateRange, Event

DAY = date(2024, 6, 14)


@dataclass(frozen=True)
class Result:
    """Counts over the codebook: ``found`` of ``examples`` with type right, ``status`` right among them, and
    ``fired`` of ``counters`` on which the type they rule out was coded."""

    examples: int
    found: int
    status: int
    counters: int
    fired: int


def events(text: str, known: world.World) -> tuple[Event, ...]:
    """The events of one sentence, as on a page of a fixed day."""
    article = Article(
        "x", "x.txt", None, "x", None, None, (), None, None, None, DateRange(DAY, DAY, "stated"), "en", "news", text
    )
    return resolve.resolve(article, extract.extract(analyse.analyse(article), text), known).events


def wanted(kind: str, status: str) -> set[str]:
    """A planned act may be coded as AGREE (see DESIGN, "PLOVER as used here")."""
    return {kind, "AGREE"} if status == "planned" else {kind}


def measure(show: bool = False) -> Result:
    """Run over all examples; with ``show`` print each miss."""
    known, tally = world.load(), Counter[str]()
    for kind in kinds.load().kinds.values():
        for ex in kind.example:
            hits = [e for e in events(ex.text, known) if e.type in wanted(kind.type, ex.status)]
            tally["examples"] += 1
            tally["found"] += bool(hits)
            tally["status"] += any(e.status == ex.status for e in hits)
            if show and not any(e.status == ex.status for e in hits):
                print(
                    "miss " if not hits else "status",
                    kind.type,
                    ex.status,
                    ex.cue,
                    "|",
                    ex.text,
                    "|",
                    [(e.type, e.status) for e in events(ex.text, known)],
                )
        for counter in kind.counter_example:
            fired = any(e.type == kind.type for e in events(counter.text, known)) and counter.type != kind.type
            tally["counters"] += 1
            tally["fired"] += fired
            if show and fired:
                print("fired", kind.type, "|", counter.text)
    return Result(**{k: tally[k] for k in ("examples", "found", "status", "counters", "fired")})


if __name__ == "__main__":
    r = measure("--misses" in sys.argv)
    print(f"examples                 {r.examples}")
    print(f"found with type          {r.found / r.examples:.3f}")
    print(f"found with status        {r.status / r.examples:.3f}")
    print(f"counter-examples fired   {r.fired / r.counters:.3f} of {r.counters}")

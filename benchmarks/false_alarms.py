"""How often the coder finds an event in sentences of sport, weather, markets and daily life, which hold none.

    python benchmarks/false_alarms.py [--file FILE] [--show]

FILE (default ``gold/false-alarms.txt``) has a sentence a line; blank lines and lines that begin with ``#`` are passed
over. The sentences use the words of diplomacy and security in other senses, with states and cities as teams, markets or
places. The set is for measuring alone: ``--show`` prints its sentences, and whoever reads them writes no rules, cues or
word lists from them.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from codebook import events

from rapporteur import world
from rapporteur.model import Event

DEFAULT = Path(__file__).parent.parent / "gold" / "false-alarms.txt"


@dataclass(frozen=True, slots=True)
class Result:
    """How many sentences were coded, and those in which an event was found, with its events."""

    sentences: int
    alarms: tuple[tuple[str, tuple[Event, ...]], ...]

    @property
    def share(self) -> float:
        """Sentences with an event, of all sentences; 0 where there are none."""
        return len(self.alarms) / max(1, self.sentences)


def sentences(path: Path = DEFAULT) -> tuple[str, ...]:
    """The sentences of a file, in its order."""
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def measure(path: Path = DEFAULT) -> Result:
    """Code every sentence of a file by itself, as on a page of the codebook's day."""
    known, texts = world.load(), sentences(path)
    coded = ((text, events(text, known)) for text in texts)
    return Result(len(texts), tuple((text, found) for text, found in coded if found))


def line(event: Event) -> str:
    """An event as ``TYPE/mode status: actors > recipients | why``."""
    kind = f"{event.type}/{event.mode}" if event.mode else event.type
    actors, recipients = (", ".join(p.name for p in side) or "-" for side in (event.actors, event.recipients))
    return f"{kind} {event.status}: {actors} > {recipients} | {'; '.join(event.why)}"


def main() -> None:
    """Print the counts and, with ``--show``, the sentences with an event and their events."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--file", type=Path, default=DEFAULT)
    ask.add_argument("--show", action="store_true", help="print the sentences with an event, and the events")
    given = ask.parse_args()
    result = measure(given.file)
    if given.show:
        for text, found in result.alarms:
            print(text, *(f"    {line(e)}" for e in found), sep="\n")
    print(f"sentences        {result.sentences}")
    print(f"with an event    {len(result.alarms)} ({result.share:.3f})")


if __name__ == "__main__":
    main()

"""What the coder of events makes of a codebook's own sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rapporteur import analyse, extract, kinds, resolve, world
from rapporteur.analyse import deeds
from rapporteur.codebook.own import own_types
from rapporteur.codebook.train import taught_on
from rapporteur.drafts import Drafts
from rapporteur.kinds import Codebook, Cue, Kind
from rapporteur.model import Article, DateRange, Event

DAY = date(2024, 6, 14)  # of the page as which each sentence is read
PLANNED = "AGREE"  # what a planned act may be coded as (docs/codebook.md, "What a cue need not say")


@dataclass(frozen=True, slots=True)
class Checked:
    """One type: how many examples are coded as it (``found``), with their status too (``right``), how many
    counter-examples are coded as it all the same (``fired``), and how many cues match their own sentences. ``misses``
    says what does not, a line each; ``file`` is "" for a shipped type."""

    kind: Kind
    file: str
    found: int
    right: int
    fired: int
    cues_right: int
    misses: tuple[str, ...]


class Reader:
    """Reads single sentences with a codebook."""

    def __init__(self, book: Codebook, folder: Path | None) -> None:
        self._book, self._folder, self._world = book, folder, world.load()

    def drafts(self, text: str) -> Drafts:
        """What ``extract`` makes of a sentence."""
        doc = deeds.taught(analyse.analyse_text(text), self._folder)
        return extract.extract(doc, text, "en", self._book)

    def events(self, text: str) -> tuple[Event, ...]:
        """The events of a sentence, as of a page of a fixed day."""
        day = DateRange(DAY, DAY, "stated")
        article = Article("x", "x.txt", None, "x", None, None, (), None, None, None, day, "en", "news", text)
        return resolve.resolve(article, self.drafts(text), self._world, self._book).events


def check(folder: Path | None = None) -> Iterator[Checked]:
    """Each type of a user's folder, or of the shipped codebook where none is given. Raises DataError at once where a
    file is not in order."""
    files = {kind.type: file for file, kind in own_types(folder).items()} if folder else {}
    book = kinds.load(folder)
    reader = Reader(book, folder)
    return (_checked(book.kinds[type], files.get(type, ""), reader) for type in files or book.kinds)


def stale(folder: Path) -> str:
    """What is to be said of the folder's ``classifier.npz``; "" where it fits the files. Raises DataError."""
    own = [kind for kind in kinds.own(folder).values() if kind.type not in kinds.load().kinds]
    path = folder / deeds.OWN_TYPES
    if not own:
        return ""
    if not path.is_file():
        return f"not trained yet: the cues decide alone; run: rapporteur codebook train {folder}"
    if deeds.read_own(path).taught != taught_on(own):
        return f"{path} was trained on other examples; run: rapporteur codebook train {folder}"
    return ""


def _checked(kind: Kind, file: str, reader: Reader) -> Checked:
    misses: list[str] = []
    found = right = fired = 0
    for example in kind.example:
        wanted = {kind.type, PLANNED} if example.status == "planned" else {kind.type}
        events = reader.events(example.text)
        hits = [event for event in events if event.type in wanted]
        found += bool(hits)
        right += any(event.status == example.status for event in hits)
        if not any(event.status == example.status for event in hits):
            misses.append(f"example ({example.status}), {_coded(events)}: {example.text}")
    for counter in kind.counter_example:
        events = reader.events(counter.text)
        if any(event.type == kind.type for event in events):
            fired += 1
            misses.append(f"counter-example, {_coded(events)}: {counter.text}")
    wrong = [line for cue in kind.cue for line in _wrong(cue, kind, reader)]
    names = {line.partition(":")[0] for line in wrong}
    return Checked(kind, file, found, right, fired, len(kind.cue) - len(names), (*misses, *wrong))


def _wrong(cue: Cue, kind: Kind, reader: Reader) -> Iterator[str]:
    """What a cue does on its own two sentences that it should not: it passes its example over, or its counter becomes
    an event (words may match there, where parties or the field of the sentence speak against it)."""
    drafts = reader.drafts(cue.example).events if cue.example else ()
    if cue.example and not any(draft.type == kind.type and draft.cue == cue.name for draft in drafts):
        yield f"cue {cue.name}: does not match its example: {cue.example}"
    if cue.counter and any(event.type == kind.type for event in reader.events(cue.counter)):
        yield f"cue {cue.name}: its counter is coded all the same: {cue.counter}"


def _coded(events: tuple[Event, ...]) -> str:
    return "coded " + (", ".join(f"{event.type} {event.status}" for event in events) or "as nothing")

"""Sentences with coded events, as teaching for the second witness: who, to whom, by which predicate, of which type.

Sources: ``training/data/events/*.jsonl``, the codebook's own examples, and, for what is no event at all, predicates of
EWT's e-mails, reviews and questions with their PropBank arguments.
"""

from __future__ import annotations

import json
import random
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpora import Sentence

from rapporteur.analyse.tokenise import spans

DATA = Path(__file__).parent / "data" / "events"
STATUSES = ["happened", "ongoing", "planned", "hypothetical", "denied", "cancelled"]
NOTHING = ""  # the type of what is no event
PRIVATE = ("email", "reviews", "answers")  # sections of EWT that tell of no politics
HELD_OUT = 6  # every sixth sentence, by its text, is for measuring

Stretch = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Deed:
    """One event of a sentence in words: predicate, actor and recipient (None: nobody), and what a coder says of it."""

    cue: int  # -1: of what is told of two parties, nothing
    actor: Stretch
    recipient: Stretch
    type: str
    mode: str  # "TYPE/mode", "" for none
    status: str


def held_out(text: str) -> bool:
    """Whether a sentence is for measuring; its own words decide, so that it stays so when others are added."""
    return zlib.crc32(text.encode()) % HELD_OUT == 0


def rows(folder: Path = DATA) -> Iterator[dict]:
    """The coded sentences written for it."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def of_codebook(kinds: Iterable) -> Iterator[dict]:
    """The examples and counter-examples in the codebook's files as rows; a counter-example of another type has no
    predicate marked and is left out."""
    for kind in kinds:
        stems = {c.name: tuple(words.split()[-1][:4] for words in c.lemmas) for c in kind.cue}
        for e in kind.example:
            cue = next((w for w in e.text.split() if e.cue in stems and w.lower().startswith(stems[e.cue])), "")
            if cue:
                yield {
                    "text": e.text,
                    "events": [
                        {
                            "type": kind.type,
                            "mode": e.mode,
                            "status": e.status,
                            "cue": cue.strip(".,"),
                            "actors": list(e.actors),
                            "recipients": list(e.recipients),
                        }
                    ],
                }


def sentence(row: dict, rng: random.Random, cues: frozenset[str]) -> Sentence:
    """A row as a sentence of words with its deeds; one without events gets a pair at random that has no type."""
    text = row["text"]
    at = list(spans(text))
    found = Sentence(id="", words=[text[a:b] for a, b in at])

    def words(part: str) -> Stretch:
        hit = re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text) if part else None
        covered = [i for i, (a, b) in enumerate(at) if hit and a < hit.end() and b > hit.start()]
        return (covered[0], covered[-1] + 1) if covered else None

    found.deeds = [d for e in row["events"] for d in _deeds(e, words)]
    for pair in row.get("none", []):
        actor, recipient = map(words, pair)
        if actor and recipient and actor != recipient:
            found.deeds.append(Deed(-1, actor, recipient, NOTHING, "", "happened"))
    if not found.deeds:
        found.deeds = [_nothing(found.words, rng, cues)]
    return found


def _deeds(event: dict, words: object) -> Iterator[Deed]:
    cue = words(event["cue"])
    if cue is None:
        return
    actors = [words(a) for a in event["actors"]]
    recipients = [words(r) for r in event["recipients"]]
    pairs = [(a, r) for a in actors or [None] for r in recipients or [None]]
    if not recipients and len(actors) > 1:  # a symmetric event: everybody at the table is an actor
        pairs = [(a, b) for a in actors for b in actors if a != b]
    mode = f"{event['type']}/{event['mode']}" if event["mode"] else ""
    for actor, recipient in pairs[:6]:
        yield Deed(cue[0], actor, recipient, event["type"], mode, event["status"])


def _nothing(words: list[str], rng: random.Random, cues: frozenset[str]) -> Deed:
    content = [i for i, w in enumerate(words) if w.isalpha() and len(w) > 3] or [0]
    cue = rng.choice([i for i in content if words[i].lower() in cues] or content)
    before, behind = [i for i in content if i < cue], [i for i in content if i > cue]
    actor = rng.choice(before) if before else None
    recipient = rng.choice(behind) if behind and rng.random() < 0.7 else None
    return Deed(
        cue,
        None if actor is None else (actor, actor + 1),
        None if recipient is None else (recipient, recipient + 1),
        NOTHING,
        "",
        "happened",
    )


def private(ewt: Iterable[Sentence]) -> Iterator[Sentence]:
    """Sentences of private life with one predicate and its arguments, which are no event of the codebook."""
    for s in ewt:
        told = [(p, dict(x)) for p, x in s.predicates or [] if {"ARG0", "ARG1"} <= {label for label, _ in x}]
        if s.id.startswith(PRIVATE) and told:
            deeds = []
            for p, args in told[:2]:
                a, r = args["ARG0"], args["ARG1"]
                deeds.append(Deed(p, (a, a + 1), (r, r + 1), NOTHING, "", "happened"))
            yield Sentence(id=s.id, words=s.words, deeds=deeds)


def load(ewt: Iterable[Sentence], part: str, rng: random.Random, examples: Iterable[dict] = ()) -> list[Sentence]:
    """The sentences of ``part`` ("train" or "dev"): coded ones, and for training some of private life besides."""
    kept = [r for r in [*rows(), *examples] if held_out(r["text"]) == (part == "dev")]
    cues = frozenset(e["cue"].lower() for r in kept for e in r["events"])
    found = [sentence(r, rng, cues) for r in kept]
    found = [s for s in found if s.deeds]
    if part == "train":
        others = list(private(ewt))
        found += rng.sample(others, min(len(others), len(found) // 6))
    return found

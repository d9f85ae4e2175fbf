"""The second witness: what the classifier makes of an event, and how far it moves the weight of a cue.

The cues of the codebook are the first witness. Where the Doc comes from a pipeline without a classifier, they decide
alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapporteur.drafts import Asked, Mention, Opinion, SecondWitness, Span

if TYPE_CHECKING:
    from rapporteur.extract.index import Doc, Token

BELIEF = 0.6  # how far the classifier's agreement raises the weight of a cue: at most half of it
DOUBT = 0.2  # the most by which its belief in another type, or in none, lowers it
LIKENESS = 0.75  # the least probability on which an event without a cue is drafted
UNLISTED = 0.8  # the most weight of such an event


@dataclass(frozen=True, slots=True)
class Question:
    """A predicate with its first actor and first recipient, or the first two who share in it."""

    predicate: int
    actor: Span | None
    recipient: Span | None


class Witness:
    """Asks the classifier of one document about predicates and their parties, all at once."""

    def __init__(self, doc: Doc) -> None:
        self._coder: SecondWitness | None = doc.coder
        self._doc = doc
        self._heard: dict[Question, Opinion] = {}

    def hear(self, questions: Iterable[Question]) -> None:
        """Ask of all of these; ``opinion`` then knows the answers."""
        wanted = [q for q in dict.fromkeys(questions) if q not in self._heard]
        if self._coder is not None and wanted:
            said = self._coder.opinions([asked(self._doc, q) for q in wanted])
            self._heard |= dict(zip(wanted, said, strict=True))

    def opinion(self, question: Question) -> Opinion | None:
        """What was said; None where nobody can be asked."""
        return self._heard.get(question)


def question(predicate: Token, actors: tuple[Mention, ...], recipients: tuple[Mention, ...]) -> Question:
    """What is asked of a predicate with its parties."""

    def first(mentions: tuple[Mention, ...]) -> Span | None:
        return (mentions[0].start, mentions[0].end) if mentions else None

    return Question(predicate.i, first(actors), first(recipients or actors[1:]))


def asked(doc: Doc, question: Question) -> Asked:
    """The sentence of a question and where in it parties and predicate stand; a party in another sentence counts as
    none."""
    sentence = doc[question.predicate].sent

    def words(span: Span | None) -> Span | None:
        inside = [t.i - sentence.start for t in sentence if span and t.idx < span[1] and t.idx + len(t) > span[0]]
        return (inside[0], inside[-1] + 1) if inside else None

    text = tuple(t.text for t in sentence)
    return Asked(text, words(question.actor), words(question.recipient), question.predicate - sentence.start)


def weighed(weight: float, opinion: Opinion | None, kind: str) -> float:
    """A cue's weight with the classifier heard: more where it agrees, less where it is sure of something else."""
    if opinion is None or kind not in opinion.types:
        return weight
    agreed = opinion.types[kind]
    other = max(p for t, p in opinion.types.items() if t != kind)
    return weight + BELIEF * max(0.0, agreed - 0.5) - DOUBT * max(0.0, other - 0.5) * 2


def likely(opinion: Opinion) -> bool:
    """Whether the classifier by itself is sure enough of an event."""
    return bool(opinion.type) and opinion.types[opinion.type] >= LIKENESS


def said(opinion: Opinion | None) -> tuple[str, ...]:
    """The classifier's first two types for the reader of "why"."""
    if opinion is None:
        return ()
    best = sorted(opinion.types.items(), key=lambda x: -x[1])[:2]
    return ("second witness: " + ", then ".join(f"{t or 'no event'} {p:.2f}" for t, p in best),)

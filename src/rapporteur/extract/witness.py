"""The second witness: what the classifier makes of an event, and how far it moves the weight of a cue.

The cues of the codebook are the first witness. Where the Doc comes from a pipeline without a classifier, they decide
alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rapporteur.drafts import Mention, Opinion, SecondWitness, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

BELIEF = 0.6  # how far the classifier's agreement raises the weight of a cue: at most half of it
DOUBT = 0.2  # the most by which its belief in another type, or in none, lowers it
LIKENESS = 0.75  # the least probability on which an event without a cue is drafted
FIT = 0.2  # the least share of the predicate among the words of the sentence
UNLISTED = 0.8  # the most weight of such an event


class Witness:
    """Asks the classifier of one document about predicates and their parties."""

    def __init__(self, doc: Doc) -> None:
        known = doc.has_extension("coder") and len(doc.tensor) == len(doc)
        self._coder: SecondWitness | None = doc._.coder if known else None
        self._doc = doc

    def opinion(self, predicate: Token, actors: tuple[Mention, ...], recipients: tuple[Mention, ...]) -> Opinion | None:
        """Of a predicate with its first actor and first recipient, or the first two who share in it."""
        if self._coder is None:
            return None
        return self._coder.opinion(*asked(self._doc, predicate, *sides(actors, recipients)))


def sides(actors: tuple[Mention, ...], recipients: tuple[Mention, ...]) -> tuple[Span | None, Span | None]:
    """Where the two parties stand: the first of either side, or the first two who share in it."""

    def first(mentions: tuple[Mention, ...]) -> Span | None:
        return (mentions[0].start, mentions[0].end) if mentions else None

    return first(actors), first(recipients or actors[1:])


def asked(
    doc: Doc, predicate: Token, actor: Span | None, recipient: Span | None
) -> tuple[Any, slice | None, slice | None, int]:
    """What the classifier is asked of an event: the states of its sentence, and where in it parties and predicate
    stand; a party in another sentence counts as none."""
    sentence = predicate.sent

    def words(span: Span | None) -> slice | None:
        inside = [t.i - sentence.start for t in sentence if span and t.idx < span[1] and t.idx + len(t) > span[0]]
        return slice(inside[0], inside[-1] + 1) if inside else None

    states = doc.tensor[sentence.start : sentence.end]
    return states, words(actor), words(recipient), predicate.i - sentence.start


def weighed(weight: float, opinion: Opinion | None, kind: str) -> float:
    """A cue's weight with the classifier heard: more where it agrees, less where it is sure of something else."""
    if opinion is None or kind not in opinion.types:
        return weight
    agreed = opinion.types[kind]
    other = max(p for t, p in opinion.types.items() if t != kind)
    return weight + BELIEF * max(0.0, agreed - 0.5) - DOUBT * max(0.0, other - 0.5) * 2


def likely(opinion: Opinion, predicate: Token) -> bool:
    """Whether the classifier alone is sure enough: of the type, and that this word tells of it."""
    fit = opinion.fit[predicate.i - predicate.sent.start]
    return bool(opinion.type) and opinion.types[opinion.type] >= LIKENESS and fit >= FIT


def said(opinion: Opinion | None) -> tuple[str, ...]:
    """The classifier's first two types for the reader of "why"."""
    if opinion is None:
        return ()
    best = sorted(opinion.types.items(), key=lambda x: -x[1])[:2]
    return ("second witness: " + ", then ".join(f"{t or 'no event'} {p:.2f}" for t, p in best),)

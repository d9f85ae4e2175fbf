"""The second witness: what the classifier makes of an event, and how far it moves the weight of a cue.

The cues of the codebook are the first witness. Where the Doc comes from a pipeline without a classifier, they decide
alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur.drafts import Mention, Opinion, SecondWitness

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

BELIEF = 0.6  # how far the classifier's probability of the cue's type moves its weight: at most half of it either way
LIKENESS = 0.85  # the least probability on which an event without a cue is drafted
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
        sides = (*actors[:1], *(recipients or actors[1:])[:1])
        spans = [*([] if actors else [None]), *(self._words(m, predicate) for m in sides), None, None]
        actor, recipient = spans[:2]
        sentence = predicate.sent
        return self._coder.opinion(
            self._doc.tensor[sentence.start : sentence.end], actor, recipient, predicate.i - sentence.start
        )

    def _words(self, m: Mention, predicate: Token) -> slice | None:
        """The words of a phrase within the predicate's sentence; None where it stands in another."""
        sentence = predicate.sent
        inside = [t.i - sentence.start for t in sentence if t.idx < m.end and t.idx + len(t) > m.start]
        return slice(inside[0], inside[-1] + 1) if inside else None


def weighed(weight: float, opinion: Opinion | None, kind: str) -> float:
    """A cue's weight with the classifier heard."""
    return weight if opinion is None else weight + BELIEF * (opinion.types.get(kind, 0.0) - 0.5)


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

"""The codebook's sentences as numbers: what each event in them looks like to the second witness.

An example gives two rows, one with the parties that its author marked and one with those that grammar finds, as when a
page is read. Of its other predicates those with another actor are told as counter-examples, and so is every predicate
of a counter-example.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapporteur import analyse
from rapporteur.analyse.deeds import Coder, coder_of
from rapporteur.drafts import Span
from rapporteur.errors import ModelError
from rapporteur.extract.events import UNTOLD, by_grammar
from rapporteur.extract.index import Doc, Token
from rapporteur.extract.witness import Question, asked, question
from rapporteur.kinds import Codebook, Cue, Example, Kind

TELLING = ("VERB", "NOUN", "PROPN", "ADJ")


@dataclass(frozen=True, slots=True)
class Taught:
    """One event as the second witness sees it. ``type`` is "" where it is none of the codebook, ``counter_to`` the type
    whose author gave the sentence as a counter-example; ``features`` are ``Coder.features``."""

    text: str
    type: str
    features: NDArray[np.float32]
    counter_to: str = ""


def of_types(book: Codebook, own: Iterable[str]) -> Iterator[Taught]:
    """The rows of a codebook: of all examples, of all counter-examples of the ``own`` types, and of the others those
    that are of no type. Raises ModelError."""
    own = frozenset(own)
    for kind in book.kinds.values():
        for example in kind.example:
            yield from _of_example(example, kind)
        for counter in kind.counter_example:
            if kind.type in own or not counter.type:
                yield from _of_counter(counter.text, counter.type, kind)


def coder() -> Coder:
    """The shipped coder of events. Raises ModelError where this version has none."""
    return _coder(Doc(analyse.analyse_text("Talks began.")))


def _coder(doc: Doc) -> Coder:
    found = coder_of(doc.analysed)
    if found is None:
        raise ModelError("the language model of this version has no coder of events; reinstall rapporteur")
    return found


def _of_example(example: Example, kind: Kind) -> Iterator[Taught]:
    doc = Doc(analyse.analyse_text(example.text))
    actors = [span for part in example.actors if (span := _span(example.text, part))]
    others = [span for part in example.recipients if (span := _span(example.text, part))] or actors[1:]
    pair = (actors[0] if actors else None, others[0] if others else None)
    told = _predicate(doc, example, kind, pair)
    yield _row(doc, told, pair, kind.type)
    for token in _predicates(doc):
        found = _sides(token)
        if token == told and found[0]:
            yield _row(doc, token, found, kind.type)
        elif found[0] and actors and not any(_touch(found[0], actor) for actor in actors):
            yield _row(doc, token, found, "")


def _of_counter(text: str, type: str, kind: Kind) -> Iterator[Taught]:
    doc = Doc(analyse.analyse_text(text))
    told = {token.i: _sides(token) for token in _predicates(doc)}
    wanted = [i for i, found in told.items() if found[0] or _cue_of(doc[i], kind.cue)]
    for i in wanted or [doc.sents[0].root.i]:
        yield _row(doc, doc[i], told.get(i, (None, None)), type, kind.type)


def _row(doc: Doc, token: Token, pair: tuple[Span | None, Span | None], type: str, counter_to: str = "") -> Taught:
    features = _coder(doc).features([asked(doc, Question(token.i, *pair))])[0]
    return Taught(doc.text, type, features, counter_to)


def _predicate(doc: Doc, example: Example, kind: Kind, pair: tuple[Span | None, Span | None]) -> Token:
    """The word that tells an example: the one its author names, else a word of its cue, else of those whose actor
    grammar finds where the author marked it, the one that the coder takes least for no event."""
    named = _span(example.text, example.predicate)
    words = [t for t in doc if named and _touch(named, (t.idx, t.idx + len(t)))]
    words = words or [t for t in _predicates(doc) if _cue_of(t, [c for c in kind.cue if c.name == example.cue])]
    if words:
        return words[0]
    every = list(_predicates(doc)) or [doc.sents[0].root]
    own = [t for t in every if (actor := _sides(t)[0]) and pair[0] and _touch(actor, pair[0])] or every
    said = _coder(doc).opinions([asked(doc, Question(t.i, *pair)) for t in own])
    return min(zip(own, said, strict=True), key=lambda x: x[1].types[""])[0]


def _sides(token: Token) -> tuple[Span | None, Span | None]:
    """Where actor and recipient stand by grammar."""
    found = question(token, *by_grammar(token))
    return found.actor, found.recipient


def _predicates(doc: Doc) -> Iterator[Token]:
    return (t for t in doc if t.pos_ in TELLING and t.dep_ not in UNTOLD and t.dep_ != "fixed")


def _cue_of(token: Token, cues: Iterable[Cue]) -> bool:
    """Whether a word is the predicate of one of the cues, by its lemma alone."""
    return any(token.lemma_.lower() == words.split()[-1] for cue in cues for words in cue.lemmas)


def _span(text: str, part: str) -> Span | None:
    """Where ``part`` stands in ``text`` as whole words; None where it does not."""
    hit = re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text) if part else None
    return hit.span() if hit else None


def _touch(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]

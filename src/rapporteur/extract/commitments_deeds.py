"""What kind of deed is undertaken: a meeting, an exercise, aid; and which verbs tell of a deed at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur.drafts import Span
from rapporteur.extract.clauses import is_passive
from rapporteur.extract.commitments_told import span_of
from rapporteur.lang import Language
from rapporteur.model import Action

if TYPE_CHECKING:
    from rapporteur.extract.index import Doc, Token

ACTION_ORDER: tuple[Action, ...] = ("exercise", "visit", "body", "document", "meeting", "aid", "policy")
POINTING = frozenset({"this", "that", "which", "these", "those", "there"})


class Deeds:
    """Tells the kind of a deed by the words of ``commitments.toml``; None where none of them stands in it."""

    def __init__(self, doc: Doc, language: Language) -> None:
        words = language.commitments
        self._doc, self._words = doc, words
        offices = [w.split()[-1] for o in language.offices.office for w in o.words]
        self._people = frozenset((*offices, *language.actors.all, *language.modality.sides.words))
        self._done = frozenset(words.deeds.lemmas)

    def of_text(self, text: str) -> Action | None:
        """The kind that any word of a text shows, the most telling kind first."""
        words = f" {text} "
        for action in ACTION_ORDER:
            if any(f" {w}" in words for w in self._words.actions.get(action, ())):
                return action
        return None

    def of_verb(self, verb: Token) -> Action | None:
        """The kind of a clause by its verb and what follows, and what is done to in a passive."""
        start, end = span_of(verb, without_subject=True)
        patients = " ".join(t.lower_ for t in verb.children if t.dep_ == "nsubj:pass")
        return self.of_text(f"{self._doc.text[start:end].lower()} {patients}")

    def of_span(self, what: Span) -> Action | None:
        """The kind that the head of a phrase shows with its object ("meet to carry out the treaty" is a meeting), else
        any word of it."""
        phrase = self._doc.char_span(*what, alignment_mode="expand")
        if phrase is None:
            return None
        head = phrase.root
        held = [c for c in head.children if c.dep_ in ("obj", "nsubj:pass") and c.i in range(phrase.start, phrase.end)]
        near = [head, *held, *(c for h in (head, *held) for c in h.children if c.dep_ in ("amod", "compound"))]
        return self.of_text(" ".join(t.lower_ for t in near)) or self.of_text(phrase.text.lower())

    def is_deed(self, verb: Token) -> bool:
        """What somebody can do on purpose: not "suffer", "grow", "remain"; nor a threat ("retaliate")."""
        none = self._words.no_deed
        inner = [c for c in verb.children if c.dep_ == "xcomp"]
        if verb.lemma_.lower() in none.carries and inner:  # "will continue to buy": as buying is
            return self.is_deed(inner[0])
        if verb.pos_ != "VERB" or verb.lemma_.lower() in none.lemmas:
            return False
        held = {c.lemma_.lower() for c in verb.children if c.dep_ in ("obj", "nsubj:pass")}
        if verb.lemma_.lower() in none.without_object and not held:
            return False
        return held.isdisjoint(none.objects) or is_passive(verb)

    def can_act(self, noun: Token) -> bool:
        """A name, a pronoun, an office or a body; not a thing such as talks, radars or the work."""
        if noun.pos_ == "PROPN" or noun.ent_type_:
            return True
        if noun.pos_ == "PRON":
            return noun.lower_ not in POINTING
        return not self._people.isdisjoint((noun.lower_, noun.lemma_.lower()))

    def is_made(self, verb: Token) -> bool:
        """A passive or a happening that somebody must bring about, though the sentence does not tell who."""
        if verb.lemma_.lower() in self._done:
            return True
        return is_passive(verb) and self.is_deed(verb) and self.of_verb(verb) not in (None, "policy")

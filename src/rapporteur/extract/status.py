"""Whether something happened, by the words around its predicate: negation, modality, conditions, what governs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur.extract.clauses import is_passive
from rapporteur.extract.mentions import NOMINAL, case_of
from rapporteur.lang import Modality
from rapporteur.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

NOBODY = frozenset({"nobody", "none", "neither"})
FEARED = frozenset({"fear", "worry", "warn", "predict", "expect", "hope", "doubt", "imagine", "suppose"})


class StatusReader:
    """Decides from the words around a predicate whether the event happened."""

    def __init__(self, words: Modality) -> None:
        self._aux = {w: k for k, ws in words.auxiliaries.items() for w in ws}
        self._planned, self._hypothetical = set(words.planned_by.lemmas), set(words.hypothetical_by.lemmas)
        self._alleged = set(words.alleged_by.lemmas)
        self._denied, self._cancelled = set(words.denied_by.lemmas), set(words.cancelled_by.lemmas)
        self._modifiers = {w: k for k, ws in words.modifiers.items() for w in ws}
        self._negation, self._conditions = set(words.negation.lemmas), set(words.conditions.marks)

    def status(self, predicate: Token) -> tuple[Status, str]:
        """The status and the word that decides it ("" where nothing speaks against "happened")."""
        if predicate.sent.text.rstrip("\"”’' \n").endswith("?"):
            return "hypothetical", "?"
        if predicate.pos_ in ("NOUN", "PROPN"):
            return self._of_noun(predicate)
        return self._of_verb(predicate, 0)

    def _of_noun(self, noun: Token) -> tuple[Status, str]:
        if (
            noun.head.pos_ == "VERB"
            and noun.head.lemma_.lower() in self._cancelled
            and noun.dep_ in ("obj", "nsubj:pass")
        ):
            return "cancelled", noun.head.text
        for child in noun.children:
            kind = self._modifiers.get(child.lower_)
            if kind == "planned":
                return "planned", child.text
            if kind in ("hypothetical", "cancelled", "denied"):
                return (
                    "hypothetical" if kind == "hypothetical" else "cancelled" if kind == "cancelled" else "denied",
                    child.text,
                )
        head = noun.head
        if head == noun:
            return "happened", ""
        if head.pos_ in ("VERB", "ADJ") and noun.dep_ in ("obj", "nsubj:pass", "obl", "xcomp", "acl", "conj", "nsubj"):
            governed = noun.dep_ in ("obj", "nsubj:pass") or (
                noun.dep_ == "obl" and case_of(noun) in ("for", "to", "on")
            )
            if governed:
                found = self._governed(head)
                if found:
                    return found
            verb, word = self._of_verb(head, 1)
            return (verb, word) if verb in ("planned", "hypothetical", "denied") else ("happened", "")
        if head.pos_ == "NOUN" and noun.dep_ in ("nmod", "compound", "conj"):
            if head.lemma_ in self._hypothetical and noun.dep_ == "nmod":
                return "hypothetical", head.text
            return self._of_noun(head) if noun.dep_ == "conj" else self._of_outer(head)
        return "happened", ""

    def _of_outer(self, head: Token) -> tuple[Status, str]:
        status, word = self._of_noun(head)
        return (status, word) if status in ("hypothetical", "planned") else ("happened", "")

    def _governed(self, head: Token) -> tuple[Status, str] | None:
        lemma = head.lemma_.lower()
        if lemma in self._cancelled:
            return "cancelled", head.text
        if lemma in self._denied:
            return "denied", head.text
        if lemma in self._planned and lemma != "announce":
            return "planned", head.text
        if lemma in self._hypothetical:
            return "hypothetical", head.text
        return None

    def _of_verb(self, verb: Token, depth: int) -> tuple[Status, str]:
        for child in verb.children:
            if child.dep_ in ("advmod", "det") and child.lemma_.lower() in self._negation and child.i < verb.i:
                return "denied", child.text
        for s in (c for c in verb.children if c.dep_ in ("nsubj", "nsubj:pass")):
            if s.lower_ in NOBODY or any(c.dep_ == "det" and c.lower_ in ("no", "neither") for c in s.children):
                return "denied", "nobody"
        if verb.dep_ in ("ccomp", "xcomp") and verb.head.lemma_.lower() in self._denied:
            return "denied", verb.head.text
        if verb.dep_ == "ccomp" and verb.head.lemma_.lower() in FEARED:
            return "hypothetical", verb.head.text
        words = {c.lower_ for c in verb.children if c.dep_ in ("aux", "cop")}
        if words & {"is", "are", "was", "were"} and any(
            c.lower_ == "to" for c in verb.children if c.dep_ in ("mark", "aux")
        ):
            return "planned", "to"
        for child in verb.children:
            kind = self._aux.get(child.lower_) if child.dep_ in ("aux", "aux:pass") else None
            if kind == "future_in_past" and any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children):
                return "hypothetical", child.text  # "would have sent": it did not
            if kind in ("planned", "hypothetical", "future_in_past"):
                return ("hypothetical" if kind == "hypothetical" else "planned"), child.text
            if child.dep_ == "mark" and child.lower_ in self._conditions:
                return "hypothetical", child.text
        return self._by_governor(verb, depth)

    def _by_governor(self, verb: Token, depth: int) -> tuple[Status, str]:
        head = verb.head
        if head == verb or depth > 6:
            return self._ongoing(verb)
        if _is_bare(verb):
            found = self._of_bare(verb, depth)
            if found:
                return found
        if verb.dep_ in ("acl", "amod") and is_passive(verb) and head.pos_ in NOMINAL:
            return self._of_outer(head)  # "the exercise held by ...": as real as the exercise
        if verb.dep_ == "conj":
            own = any(c.dep_ in ("aux", "nsubj") for c in verb.children)
            return self._ongoing(verb) if own else self._of_verb(head, depth + 1)
        return self._of_clause(verb) or self._ongoing(verb)

    def _of_bare(self, verb: Token, depth: int) -> tuple[Status, str] | None:
        """An infinitive or gerund is as real as what governs it lets it be."""
        head, lemma = verb.head, verb.head.lemma_.lower()
        if verb.dep_ == "acl" and head.dep_ in ("obj", "nsubj:pass") and head.head.lemma_.lower() in self._alleged:
            return "hypothetical", head.head.text  # "accused the troops of firing"
        if verb.dep_ == "csubj" and _is_infinitive(verb) and any(c.lower_ == "would" for c in head.children):
            return "hypothetical", "would"  # "it would be folly to ..."
        if verb.dep_ not in ("xcomp", "ccomp", "acl", "advcl", "obl", "nmod"):
            return None
        said = head.pos_ in ("VERB", "ADJ", "AUX") or any(c.dep_ == "cop" for c in head.children)
        governor, word = self._of_verb(head, depth + 1) if said else ("happened", "")
        if governor == "denied" and lemma in ("stop", "prevent", "keep", "deter"):
            return "happened", ""  # "did not stop them from taking the town"
        if governor in ("hypothetical", "denied", "planned"):
            return governor, word
        if lemma in self._denied:
            return "denied", head.text
        if lemma in self._planned or (lemma == "be" and _is_infinitive(verb)):  # "are to hold talks"
            return "planned", head.text
        aim = _is_infinitive(verb) and verb.dep_ in ("advcl", "acl")
        if aim or lemma in self._hypothetical or lemma in self._alleged:
            return "hypothetical", head.text
        return None

    def _of_clause(self, verb: Token) -> tuple[Status, str] | None:
        """A finite clause under a verb that alleges, denies or supposes it."""
        lemma, morph = verb.head.lemma_.lower(), str(verb.morph)
        if verb.dep_ != "ccomp":
            return None
        if lemma in self._alleged:
            return "hypothetical", verb.head.text
        if lemma in self._denied:
            return "denied", verb.head.text
        supposed = lemma in self._hypothetical and lemma not in self._planned
        if supposed and "VerbForm=Fin" in morph and "Tense=Past" not in morph:
            return "hypothetical", verb.head.text
        return None

    def _ongoing(self, verb: Token) -> tuple[Status, str]:
        auxiliaries = {c.lower_ for c in verb.children if c.dep_ == "aux"}
        progressive = "VerbForm=Ger" in str(verb.morph) or str(verb.morph).find("Tense=Pres|VerbForm=Part") >= 0
        if progressive and auxiliaries & {"is", "are", "am", "'re", "'s", "’s", "’re"}:
            return "ongoing", verb.text
        return "happened", ""


def _is_infinitive(verb: Token) -> bool:
    return "VerbForm=Inf" in str(verb.morph) or any(c.lower_ == "to" and c.dep_ == "mark" for c in verb.children)


def _is_bare(verb: Token) -> bool:
    """An infinitive, a gerund, or a participle that is one."""
    morph = str(verb.morph)
    participle = "VerbForm=Part" in morph and verb.dep_ in ("xcomp", "ccomp", "advcl", "acl") and not is_passive(verb)
    return _is_infinitive(verb) or "VerbForm=Ger" in morph or participle

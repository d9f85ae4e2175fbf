"""Whether something happened, by the words around its predicate: negation, modality, conditions, what governs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur.extract.clauses import is_aside, is_charge, is_passive
from rapporteur.extract.forms import (
    IS,
    condition,
    is_agreed,
    is_appointed,
    is_bare,
    is_infinitive,
    is_of_anybody,
    is_of_none,
    is_of_others,
    is_of_whoever,
    is_present,
    is_still_to_come,
    is_subjunctive,
    is_to_end,
)
from rapporteur.extract.mentions import NOMINAL, case_of
from rapporteur.lang import Modality
from rapporteur.model import Status

if TYPE_CHECKING:
    from rapporteur.extract.index import Token

NOBODY = frozenset({"nobody", "none", "neither"})
FEARED = frozenset({"fear", "worry", "warn", "predict", "expect", "hope", "doubt", "imagine", "suppose"})
BORNE_OUT = frozenset({"confirm", "acknowledge", "admit", "concede", "corroborate", "verify", "prove", "substantiate"})
EVIDENCE = frozenset({"evidence", "proof", "sign", "indication", "confirmation", "hint", "trace", "basis"})
WISHED = frozenset({"want", "wish", "expect", "like", "love", "prefer", "hate"})  # of others: "wants it to leave"
BEFORE = frozenset({"before", "once", "when", "after", "while", "as"})  # of what is to come, in the present tense


class StatusReader:
    """Decides from the words around a predicate whether the event happened."""

    def __init__(self, words: Modality) -> None:
        self._aux = {w: k for k, ws in words.auxiliaries.items() for w in ws}
        self._planned, self._hypothetical = set(words.planned_by.lemmas), set(words.hypothetical_by.lemmas)
        self._alleged, self._hearsay = set(words.alleged_by.lemmas), set(words.alleged_by.words)
        self._denied, self._cancelled = set(words.denied_by.lemmas), set(words.cancelled_by.lemmas)
        self._rebutted = self._denied | set(words.denied_by.words)
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
        if self._cancels(noun.head) and noun.dep_ in ("obj", "nsubj:pass"):
            return "cancelled", noun.head.text
        for child in noun.children:
            kind = self._modifiers.get(child.lower_)
            if kind == "planned":
                return "planned", child.text
            if kind == "hypothetical":
                return "hypothetical", child.text
            if kind in ("cancelled", "denied"):
                return ("cancelled" if kind == "cancelled" else "denied"), child.text
        head = noun.head
        if head == noun:
            return "happened", ""
        if noun.dep_ in ("obj", "xcomp", "nsubj:pass") and is_appointed(head):
            return "planned", head.text
        if head.pos_ == "NOUN" and noun.dep_ in ("nmod", "acl") and is_agreed(noun):
            return "planned", head.text  # "a consensus on a visit"
        if is_still_to_come(noun) or is_to_end(noun):
            return ("happened", "") if is_to_end(noun) else ("planned", head.text)
        if head.pos_ in ("VERB", "ADJ") and noun.dep_ in ("obj", "nsubj:pass", "obl", "xcomp", "acl", "conj", "nsubj"):
            governed = noun.dep_ in ("obj", "nsubj:pass") or (
                noun.dep_ == "obl" and case_of(noun) in ("for", "to", "on")
            )
            if governed:
                found = self._governed(head, noun)
                if found:
                    return found
            verb, word = self._of_verb(head, 1)
            return (verb, word) if verb in ("planned", "hypothetical", "denied") else ("happened", "")
        if head.pos_ == "NOUN" and noun.dep_ in ("nmod", "compound", "conj"):
            if head.lemma_ in self._hypothetical and noun.dep_ == "nmod":
                return "hypothetical", head.text
            found = self._of_hearsay(noun) if noun.dep_ == "nmod" and case_of(noun) == "of" else None
            if found:
                return found
            return self._of_noun(head) if noun.dep_ == "conj" else self._of_outer(head)
        return "happened", ""

    def _of_outer(self, head: Token) -> tuple[Status, str]:
        status, word = self._of_noun(head)
        return (status, word) if status in ("hypothetical", "planned") else ("happened", "")

    def _cancels(self, verb: Token) -> bool:
        """ "Cancelled", "called off"."""
        lemma = verb.lemma_.lower()
        phrasal = {f"{lemma} {c.lower_}" for c in verb.children if c.dep_ in ("compound:prt", "advmod")}
        return verb.pos_ == "VERB" and bool((phrasal | {lemma}) & self._cancelled)

    def _plans(self, verb: Token, told: Token) -> bool:
        """Whether a verb makes a plan of its complement: "is set to go", but not "setting fire to a house"."""
        lemma = verb.lemma_.lower()
        return lemma in self._planned and (lemma != "set" or is_passive(verb) or is_infinitive(told))

    def _governed(self, head: Token, noun: Token) -> tuple[Status, str] | None:
        lemma = head.lemma_.lower()
        if self._cancels(head):
            return "cancelled", head.text
        if lemma in self._denied:
            return "denied", head.text
        if self._plans(head, noun) and lemma != "announce":
            return "planned", head.text
        if lemma in self._hypothetical:
            return "hypothetical", head.text
        return None

    def _of_verb(self, verb: Token, depth: int) -> tuple[Status, str]:
        found = self._of_content(verb) or self._under_condition(verb)
        if found:
            return found
        for child in verb.children:
            if child.dep_ in ("advmod", "det") and child.lemma_.lower() in self._negation and child.i < verb.i:
                wished = is_infinitive(verb) and verb.head.lemma_.lower() in self._hypothetical | self._planned
                return ("hypothetical", verb.head.text) if wished else ("denied", child.text)  # "urged it not to fire"
        for s in (c for c in verb.children if c.dep_ in ("nsubj", "nsubj:pass")):
            if s.lower_ in NOBODY or any(c.dep_ == "det" and c.lower_ in ("no", "neither") for c in s.children):
                return "denied", "nobody"
            if any(c.lower_ == "not" and c.doc[c.i + 1].lower_ in ("a", "one") for c in s.children):
                return "denied", "not"  # "not a single villager was killed"
        if is_of_none(verb):
            return "denied", "no"  # "killed no villagers"
        if verb.dep_ in ("ccomp", "xcomp") and verb.head.lemma_.lower() in self._denied:
            return "denied", verb.head.text
        if verb.dep_ == "ccomp" and verb.head.lemma_.lower() in FEARED:
            return "hypothetical", verb.head.text
        words = {c.lower_ for c in verb.children if c.dep_ in ("aux", "aux:pass", "cop")}
        if (
            words & IS
            and verb.lemma_ != "blame"
            and any(c.lower_ == "to" for c in verb.children if c.dep_ in ("mark", "aux"))
        ):
            return "planned", "to"
        due = next((c.text for c in verb.children if c.lower_ == "due" and c.i < verb.i), "")
        if due and verb.pos_ == "VERB" and "VerbForm=Ger" not in verb.morph:
            return "planned", due  # "is due to meet", of which a parser may make a mark
        if is_of_anybody(verb):
            return "hypothetical", verb.head.text  # "those who attack us": whoever may, and nobody yet
        if is_subjunctive(verb):
            return "hypothetical", verb.head.text  # "insisted that they be freed"
        if is_appointed(verb):
            return "planned", verb.text
        found = self._of_time_to_come(verb, depth)
        if found:
            return found
        for child in verb.children:
            kind = self._aux.get(child.lower_) if child.dep_ in ("aux", "aux:pass") else None
            if kind == "future_in_past" and any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children):
                return "hypothetical", child.text  # "would have sent": it did not
            if kind in ("planned", "hypothetical", "future_in_past"):
                under = "" if kind == "hypothetical" else condition(verb)
                return ("hypothetical" if kind == "hypothetical" else "planned"), child.text + under
        return self._by_governor(verb, depth)

    def _by_governor(self, verb: Token, depth: int) -> tuple[Status, str]:
        head = verb.head
        if head == verb or depth > 6:
            return self._ongoing(verb)
        if is_bare(verb):
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
        if any(c.dep_ == "mark" and c.lower_ in ("while", "whilst") for c in verb.children):
            return "happened", ""  # "confirmed its readiness while addressing the press"
        head, lemma = verb.head, verb.head.lemma_.lower()
        blamed = head
        while blamed.dep_ == "conj":
            blamed = blamed.head
        if is_charge(verb):
            return "hypothetical", head.text  # "arrested two men for bombing a bus"
        accused = verb.dep_ == "acl" and blamed.dep_ in ("obj", "iobj", "nsubj:pass")
        if accused and blamed.head.lemma_.lower() in self._alleged:
            return "hypothetical", blamed.head.text  # "accused the troops of firing"
        found = self._of_aside(verb, depth) if is_aside(verb) else None
        if found:
            return found
        if verb.dep_ == "csubj" and is_infinitive(verb) and any(c.lower_ == "would" for c in head.children):
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
        if lemma in WISHED and is_of_others(verb):
            return "hypothetical", head.text
        if self._plans(head, verb) or (lemma == "be" and is_infinitive(verb)):  # "are to hold talks"
            return "planned", head.text
        aim = is_infinitive(verb) and verb.dep_ in ("advcl", "acl")
        if aim or lemma in self._hypothetical or lemma in self._alleged:
            return "hypothetical", head.text
        return None

    def _of_aside(self, verb: Token, depth: int) -> tuple[Status, str] | None:
        """ "..., accusing it of theft": said by whoever acts, whatever becomes of what is ordered or planned; "...,
        closing the border": as real as the verb that it stands beside, unless that one has an infinitive to share."""
        head = verb.head
        if verb.lemma_.lower() in self._alleged:
            conditions = map(self._under_condition, (head, *head.ancestors))
            return next((c for c in conditions if c), ("happened", ""))
        if any(c.dep_ in ("xcomp", "advcl") and c != verb and is_infinitive(c) for c in head.children):
            return None
        status, word = self._of_verb(head, depth + 1) if head.pos_ in ("VERB", "AUX") else ("happened", "")
        return (status, word) if status in ("hypothetical", "denied", "planned") else ("happened", "")

    def _of_time_to_come(self, verb: Token, depth: int) -> tuple[Status, str] | None:
        """In the present tense, beside what is wished, planned or refused: "will leave before talks begin", "ordered
        that rebels who surrender be spared"."""
        outer = verb.head
        if verb.dep_ == "acl:relcl" and is_of_whoever(verb):
            while outer.pos_ in NOMINAL and outer.head != outer:
                outer = outer.head
        elif verb.dep_ != "advcl" or not any(c.dep_ == "mark" and c.lower_ in BEFORE for c in verb.children):
            return None
        if depth > 6 or outer.pos_ not in ("VERB", "AUX", "ADJ") or not is_present(verb):
            return None
        status, word = self._of_verb(outer, depth + 1)
        if status in ("hypothetical", "planned") or (status == "denied" and verb.dep_ == "advcl"):
            return "hypothetical", word
        refused = verb.dep_ == "advcl" and outer.lemma_.lower() in self._hypothetical
        return ("hypothetical", outer.text) if refused else None

    def _under_condition(self, verb: Token) -> tuple[Status, str] | None:
        """ "If it does not answer": neither done nor left undone."""
        marks = [c for c in verb.children if c.dep_ == "mark" and c.lower_ in self._conditions]
        return ("hypothetical", marks[0].text) if marks else None

    def _of_content(self, verb: Token) -> tuple[Status, str] | None:
        """A clause that tells what a noun says: "accusations that it was arming", "claims of having shelled"."""
        marks = {c.lower_ for c in verb.children if c.dep_ == "mark"}
        if not marks & {"that", "of"}:
            return None
        before = verb.doc[max(verb.left_edge.i - 1, 0)]  # a parser may hang the clause on the verb beside its object
        beside = verb.dep_ == "ccomp" and before.dep_ == "obj" and before.head == verb.head
        if beside and self._is_hearsay(before):
            return self._judged(before, verb)
        return self._of_hearsay(verb) if verb.dep_ in ("acl", "acl:relcl") else None

    def _of_hearsay(self, told: Token) -> tuple[Status, str] | None:
        """What accusations or reports say is denied where somebody rejects them, and supposed until somebody confirms
        them."""
        noun = told.head
        while not self._is_hearsay(noun) and noun.dep_ == "nmod":
            noun = noun.head  # "accusations by Niger that ..."
        lemma, refuted = noun.lemma_.lower(), any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children)
        if lemma in EVIDENCE and refuted and told.pos_ == "VERB":
            return "hypothetical", "no"  # "no evidence that"
        if not self._is_hearsay(noun):
            supposed = told.dep_ == "acl" and lemma in self._hypothetical | FEARED
            return ("hypothetical", noun.text) if supposed else None
        if case_of(noun) == "in" or (lemma == "doubt" and refuted):
            return None  # "in charge of the talks", "announced in a report that ...", "no doubt that ..."
        return self._judged(noun, told)

    def _is_hearsay(self, noun: Token) -> bool:
        forms = {noun.lemma_.lower(), noun.lower_, noun.lower_.removesuffix("s")}  # a lemma may be wrong
        return noun.pos_ == "NOUN" and bool(forms & self._hearsay)

    def _judged(self, noun: Token, told: Token) -> tuple[Status, str] | None:
        """Whether the verb whose object a rumour is denies it or bears it out."""
        held = noun
        while held.dep_ == "conj":
            held = held.head
        verb, lemma = held.head, held.head.lemma_.lower()
        if held.dep_ in ("obj", "nsubj:pass") and lemma in self._rebutted | BORNE_OUT:
            real = self._of_verb(verb, 1)[0] not in ("hypothetical", "denied") and not is_infinitive(verb)
            if real and lemma in BORNE_OUT:
                return None
            if real and not self._is_modal(told):
                return "denied", verb.text
        return "hypothetical", noun.text

    def _is_modal(self, told: Token) -> bool:
        """Negated, or only proposed: "rejected suggestions that it should hold talks"."""
        words = {c.lower_ for c in told.children if c.dep_ in ("aux", "aux:pass", "advmod", "cop")}
        return bool(words & (self._negation | {"be"})) or any(self._aux.get(w) == "hypothetical" for w in words)

    def _of_clause(self, verb: Token) -> tuple[Status, str] | None:
        """A finite clause under a verb that alleges, denies or supposes it."""
        lemma, morph = verb.head.lemma_.lower(), verb.morph
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
        progressive = "VerbForm=Ger" in verb.morph or verb.morph.find("Tense=Pres|VerbForm=Part") >= 0
        if progressive and auxiliaries & {"is", "are", "am", "'re", "'s", "’s", "’re"}:
            return "ongoing", verb.text
        return "happened", ""

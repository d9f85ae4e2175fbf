"""Undertakings that no promising word tells: what is scheduled, what somebody will do, and what came to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rapporteur.extract.clause_words import CALENDAR
from rapporteur.extract.clauses import is_passive, objects, obliques, subjects
from rapporteur.extract.commitments_deeds import Deeds
from rapporteur.extract.commitments_told import PATIENTS, WILL, Told, holders, is_future, span_of
from rapporteur.extract.mentions import case_of
from rapporteur.lang import Language, Setback

if TYPE_CHECKING:
    from rapporteur.extract.index import Token

DID = frozenset({"did", "was", "were", "had", "has", "have"})
HAPPENS = frozenset({"take", "happen", "occur", "materialise", "materialize"})
NOT_TOLD = frozenset({"if", "whether", "unless", "before", "after", "when", "until", "because", "although", "though"})


class PlanReader:
    """Finds what is put off or not done, what is scheduled, and what is told in the future tense."""

    def __init__(self, language: Language, deeds: Deeds) -> None:
        self._words, self._deeds = language.commitments, deeds
        self._negation = frozenset(language.modality.negation.lemmas)
        self._denied = frozenset(language.modality.denied_by.lemmas)
        self._setbacks = {lemma: s for s in self._words.setback for lemma in s.lemmas}
        self._scheduled = frozenset(self._words.scheduled.lemmas)
        self._due = frozenset(self._words.scheduled.words)
        self._unsure = (
            self._denied | frozenset(language.modality.alleged_by.lemmas) | frozenset(self._words.guessed.lemmas)
        )

    def set_back(self, verb: Token) -> Iterator[Told]:
        """ "postponed his visit", "the talks were put off", "refused to hold talks"."""
        found = self._setbacks.get(phrasal(verb))
        if found is None or self.negated(verb):
            return
        for thing in self._given_up(verb, found)[:1]:
            by = tuple(subjects(verb) or holders(thing))
            yield Told(verb, span_of(thing), "intended", found.lemmas[0], found.status, by)

    def _given_up(self, verb: Token, found: Setback) -> list[Token]:
        nouns = (*objects(verb), *obliques(verb, "from"), *_after_particle(verb))
        things = [o for o in nouns if o.pos_ == "NOUN" and self._is_plan(o)]
        clauses = [c for c in verb.children if found.clause and c.dep_ in ("xcomp", "ccomp")]
        return [c for c in clauses if self._deeds.of_verb(c)] + things

    def _is_plan(self, noun: Token) -> bool:
        """What can be put off or turned down: "talks", "a visit", "the proposal"; not "the claims in a statement"."""
        welcomed = {o for cue in self._words.cue if cue.strength == "welcomed" for o in cue.object}
        return noun.lemma_.lower() in welcomed or self._deeds.of_text(noun.lemma_.lower()) is not None

    def not_done(self, verb: Token) -> Iterator[Told]:
        """ "The meeting did not take place", "will not attend the summit"."""
        if not self.negated(verb) or verb.dep_ in ("advcl", "acl:relcl", "acl"):
            return
        future = any(c.dep_ == "aux" and c.lower_ in WILL for c in verb.children)
        denied = verb.dep_ == "ccomp" and verb.head.lemma_.lower() in self._denied
        if future and subjects(verb) and not denied:
            if self._deeds.of_verb(verb):
                yield Told(verb, span_of(verb, without_subject=True), "intended", "will not", "declined")
            return
        past = any(c.lower_ in DID for c in verb.children)
        patients = [c for c in verb.children if c.dep_ in ("nsubj:pass", "nsubj") and c.pos_ == "NOUN"]
        undone = is_passive(verb) or verb.lemma_ in HAPPENS
        undone = undone and verb.lemma_.lower() in self._words.not_done.lemmas
        if past and undone and patients and self._deeds.of_span(span_of(patients[0])):
            yield Told(verb, span_of(patients[0]), "intended", "did not", "missed", tuple(holders(patients[0])))

    def negated(self, verb: Token) -> bool:
        """Whether "not", "never" or their like stands with the verb."""
        return any(c.lemma_.lower() in self._negation or c.lower_ in self._negation for c in verb.children)

    def scheduled(self, verb: Token) -> Iterator[Told]:
        """ "is to be held", "are due to meet", "is expected to send", "is scheduled for 3 June"."""
        deed, told_of = self._timetable(verb)
        if deed is None or self.negated(verb) or verb.dep_ == "advcl" or _is_asked(verb):
            return
        if verb.lemma_.lower() in self._scheduled and deed == verb:
            yield from self._fixed(verb)
            return
        if is_passive(deed) or not any(map(self._deeds.can_act, told_of)):
            known = any(self._deeds.of_text(t.lemma_.lower()) for t in told_of)
            fixed = verb.lemma_.lower() not in self._scheduled and self._deeds.is_deed(deed)  # "are to cross"
            if known or fixed or self._deeds.is_made(deed):
                what = span_of(verb if deed in (verb, *verb.children) else deed, from_subject=True)
                yield Told(verb, what, "intended", "scheduled", by=self._whose(deed, told_of), sure=True)
        elif self._deeds.is_deed(deed):
            yield Told(verb, span_of(deed, without_subject=True), "intended", "scheduled", by=tuple(told_of), sure=True)

    def _whose(self, deed: Token, told_of: list[Token]) -> tuple[Token, ...]:
        """The makers of a plan told of a thing: who does it, or whose the thing is; those who can act, of all named."""
        makers = (subjects(deed) if is_passive(deed) else []) or [x for t in told_of for x in holders(t)]
        return tuple(m for m in makers if self._deeds.can_act(m) and m.lower_ not in CALENDAR)

    def _timetable(self, verb: Token) -> tuple[Token | None, list[Token]]:
        """The deed that a timetable word governs, and of whom or what it is told; None where there is no such word."""
        own = _told_of(verb)
        words = {c.lower_ for c in verb.children if c.dep_ in ("aux", "aux:pass", "cop")}
        if not words & {"is", "are", "was", "were", "'s", "’s", "'re", "’re"}:
            return None, own
        infinitive = [c for c in verb.children if c.dep_ in ("xcomp", "advcl", "ccomp") and c.i > verb.i]
        present = bool(words & {"is", "are", "'s", "’s", "'re", "’re"}) or verb.dep_ == "ccomp"
        if not present or not own:
            return None, own
        if verb.lower_ in self._due or (is_passive(verb) and verb.lemma_.lower() in self._scheduled):
            if infinitive:
                return infinitive[0], own
            if is_passive(verb) and any(c.dep_ == "obl" for c in verb.children):
                return verb, own
            return None, own
        to = any(c.lower_ in ("to", *self._due) for c in verb.children if c.dep_ in ("mark", "advmod", "amod", "xcomp"))
        to = to or (verb.dep_ in ("xcomp", "advcl") and verb.head.lower_ in self._due)  # "due" parsed above its clause
        return (verb if to and verb.pos_ == "VERB" else None), own

    def _fixed(self, verb: Token) -> Iterator[Told]:
        """ "is scheduled for 3 June": the thing itself, if of a known kind."""
        patients = [c for c in _told_of(verb) if c.pos_ == "NOUN"]
        if any(self._deeds.of_text(p.lemma_.lower()) for p in patients):
            yield Told(
                verb,
                span_of(verb, from_subject=True),
                "intended",
                "scheduled",
                by=self._whose(verb, patients),
                sure=True,
            )

    def _comes_about(self, verb: Token, makers: list[Token]) -> bool:
        """ "The radars will be deployed", "work will start": a thing told of without its maker. "The team will hold a
        meeting" has one, though nobody known."""
        if is_passive(verb):
            return True
        held = any(c.dep_ == "obj" for c in verb.children) and verb.lemma_ not in HAPPENS
        return not makers and not held and verb.lemma_.lower() in (*self._words.scheduled.present, *HAPPENS)

    def presently(self, verb: Token) -> Iterator[Told]:
        """A plan in the present tense, with its day: "the exercise starts on Monday", "arrives in Dakar on Tuesday"."""
        if verb.lemma_.lower() not in self._words.scheduled.present or "Tense=Pres" not in verb.morph:
            return
        if "VerbForm=Fin" not in verb.morph or verb.dep_ not in ("ROOT", "ccomp", "conj") or self.negated(verb):
            return
        if any(c.dep_ in ("aux", "aux:pass") for c in verb.children) or not any(map(_is_day, verb.children)):
            return
        told_of = _told_of(verb)
        if any(map(self._deeds.can_act, told_of)):
            yield Told(verb, span_of(verb, without_subject=True), "intended", "present", sure=True)
        elif any(self._deeds.of_text(t.lemma_.lower()) for t in told_of):
            what, by = span_of(verb, from_subject=True), self._whose(verb, told_of)
            yield Told(verb, what, "intended", "present", by=by, sure=True)

    def announced(self, verb: Token, spoken: bool) -> Iterator[Told]:
        """A future tense in a main or reported clause whose subject can act. ``spoken``: in somebody's reported words,
        without which "would" only supposes."""
        if not is_future(verb) or verb.dep_ == "advcl" or self.negated(verb) or _is_asked(verb):
            return
        supposed = any(c.lower_ == "would" for c in verb.children if c.dep_ in ("aux", "aux:pass"))
        if supposed and not spoken and verb.dep_ not in ("ccomp", "conj"):
            return
        if verb.dep_ == "ccomp" and verb.head.lemma_.lower() in self._unsure:
            return
        if verb.dep_ == "acl" and verb.head.lemma_.lower() in self._words.guessed.words:
            return  # "reports that Kenya will ..."
        makers = [m for m in subjects(verb) if self._deeds.can_act(m) and m.lower_ not in CALENDAR]
        if verb.dep_ == "acl:relcl" and not self._deeds.is_made(verb):
            return
        if makers and not is_passive(verb) and self._deeds.is_deed(verb):
            yield Told(verb, span_of(verb, without_subject=True), "intended", "will", sure=True)
        elif self._comes_about(verb, makers) and self._deeds.is_made(verb):
            what = span_of(verb, from_subject=True)
            yield Told(verb, what, "intended", "will", by=tuple(makers), sure=True)


def _is_day(phrase: Token) -> bool:
    """ "on Monday", "on 3 July", "in May"."""
    if phrase.dep_ not in ("obl", "obl:unmarked"):
        return False
    return phrase.lower_ in CALENDAR or any(c.lower_ in CALENDAR for c in phrase.children)


def _told_of(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ in PATIENTS and c.i < verb.i]


def _is_asked(verb: Token) -> bool:
    """A reported question, or a clause that only gives a time or a condition."""
    return any(c.dep_ == "mark" and c.lower_ in NOT_TOLD for c in verb.children)


def phrasal(verb: Token) -> str:
    """The verb's lemma, with its particle ("put off", "pull out")."""
    particles = [c.lower_ for c in verb.children if c.dep_ == "compound:prt"]
    particles += [g.lower_ for c in verb.children if c.dep_ == "obl" for g in c.children if g.lower_ == "out"]
    return " ".join([verb.lemma_.lower(), *particles[:1]])


def _after_particle(verb: Token) -> list[Token]:
    """The thing behind "pulled out of": an oblique, not an object."""
    return [c for c in verb.children if c.dep_ == "obl" and case_of(c) in ("of", "out", "out of")]

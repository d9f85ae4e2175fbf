"""Undertakings by the words that make them: verbs ("agreed to"), adjectives ("is ready to"), nouns ("a pledge of")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rapporteur.drafts import Span
from rapporteur.extract.clauses import is_passive, objects, subjects
from rapporteur.extract.commitments_deeds import Deeds
from rapporteur.extract.commitments_told import WILL, Told, fellows, holders, span_of, things_of, to_do
from rapporteur.extract.mentions import case_of, coordinated
from rapporteur.lang import Language, UndertakingCue
from rapporteur.model import Status, Strength

if TYPE_CHECKING:
    from rapporteur.extract.index import Doc, Token

OWN = frozenset({"decided", "agreed", "pledged", "intended", "confirmed"})  # strengths of what the maker will do itself
THINGS = ("for", "on", "to")
ASKING = frozenset({"whether", "if", "why", "how", "what", "who", "which", "where"})


class CueReader:
    """Finds what the words of ``commitments.toml`` undertake."""

    def __init__(self, doc: Doc, language: Language, deeds: Deeds) -> None:
        self._doc, self._deeds, self._words = doc, deeds, language.commitments
        self._cues: dict[str, list[UndertakingCue]] = {}
        for cue in self._words.cue:
            for lemma in cue.lemmas:
                self._cues.setdefault(lemma, []).append(cue)
        self._nouns = {lemma: n for n in self._words.noun for lemma in n.lemmas}
        self._light = frozenset(self._words.light.lemmas)
        self._taken = {lemma: t.strength for t in self._words.taken for lemma in t.lemmas}

    def told(self, verb: Token, status: Status) -> Iterator[Told]:
        """What a verb or adjective undertakes, of the first cue that has something behind it."""
        for cue in self._cues.get(verb.lemma_.lower(), self._cues.get(verb.lower_, ())):
            if not self._is_said(verb, cue, status):
                continue
            found = list(self._undertaken(verb, cue))
            for what, sure in found:
                by = self._owners(verb, cue)
                yield Told(verb, what, self._strength(cue, what), cue.lemmas[0], by=by, sure=sure)
            if found:
                return

    def _is_said(self, verb: Token, cue: UndertakingCue, status: Status) -> bool:
        if cue.pos != verb.pos_ and not (cue.pos == "ADJ" and is_passive(verb)):
            return False
        if cue.object or cue.phrase or status == "happened":
            return True
        return cue.strength in ("pledged", "intended", "agreed") and status == "ongoing"

    def _owners(self, verb: Token, cue: UndertakingCue) -> tuple[Token, ...] | None:
        """Who is ready; whose initiative is welcomed or readiness confirmed; None where that is the subject's own."""
        if cue.pos == "ADJ" and is_passive(verb):  # "Turkey is prepared to ..."
            return tuple(x for c in verb.children if c.dep_ == "nsubj:pass" for x in coordinated(c))
        if not cue.object:
            return None
        owners = [c for o in objects(verb) for c in o.children if c.dep_ == "nmod:poss"]
        return tuple(c for c in owners if cue.strength == "welcomed" or c.ent_type_) or None

    def _undertaken(self, verb: Token, cue: UndertakingCue) -> Iterator[tuple[Span, bool]]:
        if cue.phrase:
            yield from ((what, False) for what in self._after_phrase(verb, cue))
        elif cue.object:
            yield from self._with_object(verb, cue)
        else:
            clauses = [
                c for c in verb.children if c.i > verb.i and (c.dep_ in ("xcomp", "ccomp", "csubj:pass") or to_do(c))
            ]
            clauses = [c for c in clauses if c.pos_ not in ("NOUN", "PROPN", "PRON") or any(_marked(c))]
            if clauses:
                heads = (clauses[0], *fellows(clauses[0])) if self._is_deed(clauses[0], cue) else ()
                yield from ((span_of(head), "clause" in cue.takes_any) for head in heads)
                return
            yield from self._things(verb, cue)

    def _with_object(self, verb: Token, cue: UndertakingCue) -> Iterator[tuple[Span, bool]]:
        for o in objects(verb):
            if o.lemma_.lower() in cue.object:
                start, end = span_of(o)
                aims = [c for c in verb.children if c.i > o.i and to_do(c)]  # "the offer to invite", parsed apart
                sure = cue.strength == "supported" or any(map(to_do, (*aims, *o.children)))
                yield (start, max([end, *(span_of(aim)[1] for aim in aims[:1])])), sure

    def _things(self, verb: Token, cue: UndertakingCue) -> Iterator[tuple[Span, bool]]:
        """Nouns: any for a word that makes whatever it takes an undertaking, else such as show their kind."""
        if cue.pos == "ADJ":
            return
        prepositions = tuple(cue.prepositions) or THINGS
        for thing in things_of(verb, prepositions):
            name = thing.pos_ == "PROPN"
            if (name and cue.strength != "invited") or thing.lemma_.lower() in self._words.no_deed.objects:
                continue
            if thing.dep_ in ("obj", "nsubj:pass") and cue.strength == "invited":
                continue  # "invited the minister": the minister is no deed
            yield span_of(thing), "noun" in cue.takes_any
            return

    def _is_deed(self, clause: Token, cue: UndertakingCue) -> bool:
        """A clause of something to do: no finding ("agreed that it was grave"), no question ("decided whether")."""
        marks = {m.lower_ for m in clause.children if m.dep_ in ("mark", "advmod", "obj", "nsubj")}
        if marks & ASKING:
            return False
        finite = clause.dep_ == "ccomp" and "to" not in marks and "VerbForm=Ger" not in clause.morph
        words = {c.lower_ for c in clause.children if c.dep_ in ("aux", "aux:pass", "cop")}
        if finite and cue.strength in OWN:
            return bool(words & (WILL | {"should", "must"}))
        return clause.pos_ == "VERB" or "to" in marks or bool(words & {"be"} | words & WILL)

    def _after_phrase(self, verb: Token, cue: UndertakingCue) -> Iterator[Span]:
        rest = self._doc[verb.i : verb.sent.end]
        low = rest.text.lower()
        for phrase in cue.phrase:
            at = low.find(phrase)
            if 0 <= at < 40:
                start = rest.start_char + at + len(phrase) + 1
                yield start, rest.end_char - (1 if rest.text[-1:] in ".!?" else 0)
                return

    def _strength(self, cue: UndertakingCue, what: Span) -> Strength:
        """A welcomed initiative to invite is an invitation; else the verb's own strength."""
        text = self._doc.text[what[0] : what[1]].lower()
        if cue.strength == "welcomed" and " to invite " in f" {text} ":
            return "invited"
        return cue.strength

    def of_noun(self, noun: Token, status: Status) -> Iterator[Told]:
        """ "made a pledge of $40 million", "accepted an invitation to visit", "Ghana's promise to pay was kept up"."""
        found = self._nouns.get(noun.lemma_.lower())
        if found is None or noun.head.pos_ not in ("VERB", "AUX") or noun.head == noun:
            return
        verb = noun.head
        deeds = self._deeds_of(noun)
        if not deeds:
            return
        lemma = verb.lemma_.lower()
        taken = self._taken.get(lemma)
        makers: list[Token]
        if noun.dep_ == "obj" and lemma in (self._light | self._taken.keys()) and status in ("happened", "ongoing"):
            makers = subjects(verb)
            if taken is None:
                makers = _givers(noun) or makers
            if taken and not any(map(to_do, deeds)):
                return  # "accepted an offer of help": nothing is said of what the taker will do
            strength = taken or found.strength
        elif noun.dep_ in ("nsubj:pass", "nsubj") and lemma not in self._words.light.words:
            makers, strength = _givers(noun), found.strength
            if not makers:
                return
        else:
            return
        for deed in deeds:
            yield Told(noun, span_of(deed), strength, noun.lemma_.lower(), by=tuple(makers), sure=True)

    def _deeds_of(self, noun: Token) -> list[Token]:
        """What a noun promises: the infinitive behind it, or the thing behind "of" or "for"."""
        clauses = [c for c in noun.children if to_do(c)]
        aims = [c for c in noun.head.children if c.i > noun.i and to_do(c) and noun.dep_ == "obj"]
        if clauses or aims:
            first = (clauses or aims)[0]
            return [c for c in (first, *fellows(first)) if self._deeds.is_deed(c)]
        things = [c for c in noun.children if c.dep_ == "nmod" and c.pos_ in ("NOUN", "SYM")]
        planned = [c for c in things if case_of(c) == "for" and self._deeds.of_text(c.lemma_.lower())]
        return ([c for c in things if case_of(c) == "of"] or planned)[:1]


def _givers(noun: Token) -> list[Token]:
    """Whose promise it is: "Ghana's promise", "an offer of two ships from Tokyo", "a pledge by Kuwait"."""
    own = [c for c in noun.children if c.dep_ == "nmod:poss"]
    parts = [noun, *(c for c in noun.children if c.dep_ == "nmod")]
    own += [c for p in parts for c in p.children if c.dep_ == "nmod" and case_of(c) in ("from", "by") and c.ent_type_]
    own += [x for x in holders(noun) if x.ent_type_]
    return [x for c in own[:1] for x in coordinated(c)]


def _marked(clause: Token) -> Iterator[bool]:
    """Whether words that make a clause of a noun stand with it: a copula, "to", "that"."""
    yield from (c.dep_ in ("cop", "mark", "aux", "nsubj") for c in clause.children)

"""Undertakings: what was decided, agreed, promised, proposed, invited to or called for.

Found on the verbs of ``lang/*/commitments.toml`` with what depends on them, and on a future tense whose subject acts
("the two countries will form a commission").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rapporteur.drafts import Mention, Span, StatementDraft, UndertakingDraft
from rapporteur.extract.clauses import clause_of, is_passive, objects, obliques, subjects
from rapporteur.extract.events import places
from rapporteur.extract.mentions import case_of, coordinated, mention
from rapporteur.extract.quotes import Quote, inside
from rapporteur.extract.statements import speaker_of
from rapporteur.extract.status import StatusReader
from rapporteur.lang import Language, UndertakingCue
from rapporteur.model import Action, CommitmentStatus, Strength

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

WILL = frozenset({"will", "shall", "would", "'ll", "’ll"})
ACTION_ORDER: tuple[Action, ...] = ("exercise", "visit", "body", "document", "meeting", "aid", "policy")
DID = frozenset({"did", "was", "were", "had", "has", "have"})
TAKES_PLACE = frozenset({"take", "begin", "start", "open"})
HAPPENS = frozenset({"take", "happen", "occur", "materialise", "materialize"})
BEFORE = frozenset({"mark", "aux", "case", "cc"})  # what leads to a phrase and is no part of it
PATIENTS = frozenset({"nsubj:pass", "nsubj", "nsubj:outer"})
CALLED = frozenset({"call", "urge", "appeal", "demand", "request", "invite"})


class UndertakingReader:
    """Finds the undertakings of one document."""

    def __init__(
        self,
        doc: Doc,
        marked: tuple[Quote, ...],
        language: Language,
        status: StatusReader,
        statements: tuple[StatementDraft, ...],
        paragraphs: list[int],
    ) -> None:
        self._doc, self._marked, self._status = doc, marked, status
        self._statements, self._paragraphs = statements, paragraphs
        self._words = language.commitments
        self._negation = frozenset(language.modality.negation.lemmas)
        self._denied = frozenset(language.modality.denied_by.lemmas)
        self._setbacks = {lemma: s for s in self._words.setback for lemma in s.lemmas}
        self._cues: dict[str, list[UndertakingCue]] = {}
        for cue in self._words.cue:
            for lemma in cue.lemmas:
                self._cues.setdefault(lemma, []).append(cue)

    def read(self) -> tuple[UndertakingDraft, ...]:
        """All undertakings in order; the innermost cue of nested ones is told ("decided to invite": decided)."""
        found: list[UndertakingDraft] = []
        for verb in (t for t in self._doc if t.pos_ == "VERB"):
            for draft in self._of(verb):
                if not any(d.what[0] <= draft.what[0] and draft.what[1] <= d.what[1] for d in found):
                    found.append(draft)
        return tuple(found)

    def _of(self, verb: Token) -> Iterator[UndertakingDraft]:
        told = list(self._set_back(verb)) or list(self._not_done(verb))
        if told:
            yield from told
            return
        status, _ = self._status.status(verb)
        if status in ("denied", "cancelled"):
            return
        lemma = verb.lemma_.lower()
        if any(c.dep_ == "compound:prt" and c.lower_ == "off" for c in verb.children):
            return
        if self._is_scheduled(verb):
            yield from self._draft(verb, self._span(verb), "intended", "scheduled")
            return
        for cue in self._cues.get(lemma, ()):
            if (
                cue.object
                or cue.phrase
                or status == "happened"
                or (cue.strength in ("pledged", "intended", "agreed") and status == "ongoing")
            ):
                undertaken = list(self._undertaken(verb, cue))
                for what in undertaken:
                    yield from self._draft(verb, what, self._strength(verb, cue, what), cue.lemmas[0])
                if undertaken:
                    return
        if self._announces(verb):
            what = self._span(verb, without_subject=not is_passive(verb))
            yield from self._draft(verb, what, "intended", "will")

    def _set_back(self, verb: Token) -> Iterator[UndertakingDraft]:
        """ "postponed his visit", "the talks were put off", "refused to hold talks"."""
        found = self._setbacks.get(phrasal(verb))
        if found is None or self._negated(verb) or self._status.status(verb)[0] not in ("happened", "ongoing"):
            return
        nouns = (*objects(verb), *obliques(verb, "from"), *_after_particle(verb))
        things = [o for o in nouns if o.pos_ == "NOUN" and self._is_plan(o)]
        if found.clause:
            things = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp")] + things
        for thing in things[:1]:
            by = subjects(verb) or holders(thing)
            yield from self._draft(verb, self._span(thing), "intended", found.lemmas[0], found.status, by)

    def _is_plan(self, noun: Token) -> bool:
        """What can be put off or turned down: "talks", "a visit", "the proposal"; not "the claims in a statement"."""
        welcomed = {o for cue in self._words.cue if cue.strength == "welcomed" for o in cue.object}
        return noun.lemma_.lower() in welcomed or self._action_of(noun.lemma_.lower()) is not None

    def _not_done(self, verb: Token) -> Iterator[UndertakingDraft]:
        """ "The meeting did not take place", "will not attend the summit"."""
        if not self._negated(verb) or verb.dep_ in ("advcl", "acl:relcl", "acl"):
            return
        future = any(c.dep_ == "aux" and c.lower_ in WILL for c in verb.children)
        denied = verb.dep_ == "ccomp" and verb.head.lemma_.lower() in self._denied
        if future and subjects(verb) and not denied:
            yield from self._draft(verb, self._span(verb, without_subject=True), "intended", "will not", "declined")
            return
        past = any(c.lower_ in DID for c in verb.children)
        patients = [c for c in verb.children if c.dep_ in ("nsubj:pass", "nsubj") and c.pos_ == "NOUN"]
        undone = is_passive(verb) or verb.lemma_ in HAPPENS
        if past and patients and undone and verb.lemma_.lower() in self._words.not_done.lemmas:
            what = self._span(patients[0])
            yield from self._draft(verb, what, "intended", "did not", "missed", holders(patients[0]))

    def _negated(self, verb: Token) -> bool:
        return any(c.lemma_.lower() in self._negation or c.lower_ in self._negation for c in verb.children)

    def _is_scheduled(self, verb: Token) -> bool:
        """ "is to be held", "is due to take place", "is expected to be held", told of a thing and not of its maker."""
        patient = any(c.dep_ in ("nsubj:pass", "nsubj", "nsubj:outer") and c.pos_ == "NOUN" for c in verb.children)
        if not patient or self._negated(verb) or verb.dep_ in ("acl:relcl", "advcl"):
            return False
        infinitive = any(c.lower_ in ("to", "due") for c in verb.children if c.dep_ in ("mark", "advmod", "amod"))
        present = any(c.lower_ in ("is", "are") for c in verb.children if c.dep_ in ("aux", "aux:pass", "cop"))
        if infinitive and present and (is_passive(verb) or verb.lemma_ in TAKES_PLACE):
            return True
        expected = is_passive(verb) and verb.lemma_.lower() in self._words.scheduled.lemmas and present
        clauses = [c for c in verb.children if c.dep_ == "xcomp"]
        if expected and clauses:
            return is_passive(clauses[0]) or clauses[0].lemma_ in TAKES_PLACE
        return expected and any(c.dep_ == "obl" for c in verb.children)

    def _announces(self, verb: Token) -> bool:
        """A future tense in a main or reported clause, with a subject that can act, and not under a condition."""
        future = _is_future(verb)
        conditional = any(
            c.dep_ in ("mark", "advcl") and (c.lower_ == "if" or any(g.lower_ == "if" for g in c.children))
            for c in verb.children
        )
        relative = verb.dep_ in ("acl:relcl", "advcl")
        acts = bool(subjects(verb)) or (
            is_passive(verb) and self._action(verb) in ("exercise", "meeting", "visit", "document")
        )
        return future and not conditional and not relative and acts and self._action(verb) not in (None, "policy")

    def _undertaken(self, verb: Token, cue: UndertakingCue) -> Iterator[Span]:
        if cue.phrase:
            yield from self._after_phrase(verb, cue)
            return
        if cue.object:
            for o in objects(verb):
                if o.lemma_.lower() in cue.object:
                    start, end = self._span(o)
                    aims = [c for c in verb.children if c.i > o.i and _to_do(c)]  # "the offer to invite", parsed apart
                    yield start, max([end, *(self._span(aim)[1] for aim in aims[:1])])
            return
        clauses = [
            c for c in verb.children if c.i > verb.i and (c.dep_ in ("xcomp", "ccomp", "csubj:pass") or _to_do(c))
        ]
        if clauses:
            yield from (self._span(head) for head in (clauses[0], *_fellows(clauses[0])))
            return
        nouns = [c for c in verb.children if c.dep_ in ("obj", "nsubj:pass") and c.pos_ == "NOUN"]
        nouns += obliques(verb, "for") + obliques(verb, "on") + obliques(verb, "to")
        if nouns:
            yield self._span(nouns[0])

    def _after_phrase(self, verb: Token, cue: UndertakingCue) -> Iterator[Span]:
        rest = self._doc[verb.i : verb.sent.end]
        low = rest.text.lower()
        for phrase in cue.phrase:
            at = low.find(phrase)
            if 0 <= at < 40:
                start = rest.start_char + at + len(phrase) + 1
                yield start, rest.end_char - (1 if rest.text[-1:] in ".!?" else 0)
                return

    def _span(self, head: Token, without_subject: bool = False) -> Span:
        others = {t for fellow in _fellows(head) for t in fellow.subtree}
        tokens = [t for t in head.subtree if not t.is_space and t not in others]
        if without_subject:
            tokens = [t for t in tokens if t.i >= head.i or t.dep_ in ("aux", "aux:pass")]
        while tokens and (tokens[-1].is_punct or tokens[-1].dep_ == "cc"):
            tokens.pop()
        while tokens and (tokens[0].is_punct or tokens[0].dep_ in BEFORE) and tokens[0] != head:
            tokens.pop(0)
        return tokens[0].idx, tokens[-1].idx + len(tokens[-1])

    def _strength(self, verb: Token, cue: UndertakingCue, what: Span) -> Strength:
        """A welcomed initiative to invite is an invitation; else the verb's own strength."""
        text = self._doc.text[what[0] : what[1]].lower()
        if cue.strength == "welcomed" and " to invite " in f" {text} ":
            return "invited"
        return cue.strength

    def _draft(
        self,
        verb: Token,
        what: Span,
        strength: Strength,
        cue: str,
        status: CommitmentStatus = "open",
        makers: list[Token] | None = None,
    ) -> Iterator[UndertakingDraft]:
        text = self._doc.text[what[0] : what[1]].lower()
        action = self._action_at(what) or self._action_of(text)
        if action is None or what[1] - what[0] < 8:
            return
        by = self._by(verb, cue) if makers is None else makers
        if not by and not is_passive(verb) and status == "open" and cue != "scheduled":
            return
        position = (verb.idx, verb.idx + len(verb))
        yield UndertakingDraft(
            by=tuple(mention(t) for t in by),
            to=tuple(mention(t) for t in self._to(verb, what, action)),
            what=what,
            action=action,
            strength=strength,
            condition=self._condition(verb),
            places=self._places(verb, what, action),
            clause=clause_of(verb, self._paragraphs[verb.i], inside(position, self._marked)),
            cue=cue,
            ritual=self._words.firmness(self._doc.text[what[0] : what[1]]) == "ritual",
            statement=speaker_of(verb.idx, self._statements),
            status=status,
        )

    def _to(self, verb: Token, what: Span, action: Action) -> list[Token]:
        """Who is called upon or invited; with whom it is done; to whom aid is given."""
        lemma = verb.lemma_.lower()
        told = objects(verb) if lemma in CALLED and not is_passive(verb) else []
        told += obliques(verb, "on") if lemma == "call" else []
        told += [t for t in obliques(verb, "with") if t.pos_ == "PROPN"]
        cases = ("to", "for") if action == "aid" else ("with", "between")
        inner = [t for t in verb.subtree if what[0] <= t.idx < what[1]]
        beside = [t for t in inner if t.dep_ in ("obl", "nmod") and t.pos_ == "PROPN" and case_of(t) in cases]
        return told + [x for t in beside for x in coordinated(t) if x not in told]

    def _by(self, verb: Token, cue: str) -> list[Token]:
        if cue == "welcome":
            owners = [c for o in objects(verb) for c in o.children if c.dep_ == "nmod:poss"]
            return owners or subjects(verb)
        if cue == "scheduled" or (is_passive(verb) and not subjects(verb)):
            patients = [c for c in verb.children if c.dep_ in PATIENTS]
            acts = verb.lemma_.lower() in self._words.scheduled.lemmas and any(
                c.dep_ == "xcomp" and not is_passive(c) and c.lemma_ not in TAKES_PLACE for c in verb.children
            )  # "the minister is expected to visit Lima"
            return [x for c in patients for x in (coordinated(c) if acts else holders(c))]
        return subjects(verb)

    def _places(self, verb: Token, what: Span, action: Action) -> tuple[Mention, ...]:
        inner = [t for t in verb.subtree if what[0] <= t.idx < what[1]]
        found = [p for t in [*[t for t in inner if t.pos_ in ("VERB", "NOUN")][:1], verb] for p in places(t)]
        if action == "visit":  # "visit Hanoi", "his visit to Hanoi": the host is the place
            hosts = [t for t in inner if t.pos_ == "PROPN" and (_visited(t) or case_of(t) == "to")]
            found += [mention(t) for t in hosts]
        return tuple(dict.fromkeys(found))

    def _condition(self, verb: Token) -> str | None:
        for child in verb.subtree:
            if child.dep_ == "advcl" and any(g.lower_ in ("if", "provided", "unless") for g in child.children):
                start, end = self._span(child)
                return self._doc.text[start:end]
        return None

    def _action(self, verb: Token) -> Action | None:
        start, end = self._span(verb, without_subject=True)
        return self._action_of(
            self._doc.text[start:end].lower()
            + " "
            + " ".join(t.lower_ for t in verb.children if t.dep_ == "nsubj:pass")
        )

    def _action_at(self, what: Span) -> Action | None:
        """The kind that the head of a phrase shows with its object: "meet to carry out the treaty" is a meeting."""
        phrase = self._doc.char_span(*what, alignment_mode="expand")
        if phrase is None:
            return None
        head = phrase.root
        held = [c for c in head.children if c.dep_ in ("obj", "nsubj:pass") and c.i in range(phrase.start, phrase.end)]
        near = [head, *held, *(c for h in (head, *held) for c in h.children if c.dep_ in ("amod", "compound"))]
        return self._action_of(" ".join(t.lower_ for t in near))

    def _action_of(self, text: str) -> Action | None:
        words = f" {text} "
        for action in ACTION_ORDER:
            if any(f" {w}" in words for w in self._words.actions.get(action, ())):
                return action
        return None


def _fellows(verb: Token) -> list[Token]:
    """Verbs set beside it, each of which undertakes something of its own: "hold talks and sign a treaty"."""
    return [c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB"] if verb.pos_ == "VERB" else []


def _is_future(verb: Token) -> bool:
    """Whether "will" stands with it, or with the verb that it is set beside without a subject of its own."""
    if any(c.dep_ in ("aux", "aux:pass") and c.lower_ in WILL for c in verb.children):
        return True
    bare = "VerbForm=Inf" in str(verb.morph) and not any(c.dep_ in PATIENTS | {"aux"} for c in verb.children)
    return verb.dep_ == "conj" and verb.head.pos_ == "VERB" and bare and _is_future(verb.head)


def phrasal(verb: Token) -> str:
    """The verb's lemma, with its particle ("put off", "pull out")."""
    particles = [c.lower_ for c in verb.children if c.dep_ == "compound:prt"]
    particles += [g.lower_ for c in verb.children if c.dep_ == "obl" for g in c.children if g.lower_ == "out"]
    return " ".join([verb.lemma_.lower(), *particles[:1]])


def holders(thing: Token) -> list[Token]:
    """Whose thing it is: "talks between Ethiopia and Sudan", "the visit of the minister", "Egypt's exercise"."""
    named = [c for c in thing.children if c.dep_ == "nmod:poss"]
    named += [c for c in thing.children if c.dep_ == "nmod" and case_of(c) in ("of", "between", "by", "among")]
    return [x for c in named for x in coordinated(c)]


def _after_particle(verb: Token) -> list[Token]:
    """The thing behind "pulled out of": an oblique, not an object."""
    return [c for c in verb.children if c.dep_ == "obl" and case_of(c) in ("of", "out", "out of")]


def _visited(name: Token) -> bool:
    return name.dep_ == "obj" and name.head.lemma_.lower() in ("visit", "tour")


def _to_do(clause: Token) -> bool:
    """An infinitive set beside its verb: "called on India to hold talks"."""
    return clause.dep_ in ("advcl", "acl") and any(c.dep_ == "mark" and c.lower_ == "to" for c in clause.children)

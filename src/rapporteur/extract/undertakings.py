"""Undertakings: what was decided, agreed, promised, proposed, invited to or called for.

Found on the verbs of ``lang/*/commitments.toml`` with what depends on them, and on a future tense whose subject acts
("the two countries will form a commission").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rapporteur.drafts import Span, StatementDraft, UndertakingDraft
from rapporteur.extract.clauses import clause_of, is_passive, objects, obliques, subjects
from rapporteur.extract.events import places
from rapporteur.extract.mentions import mention
from rapporteur.extract.quotes import Quote, inside
from rapporteur.extract.statements import speaker_of
from rapporteur.extract.status import StatusReader
from rapporteur.lang import Language, UndertakingCue
from rapporteur.model import Action, Strength

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

WILL = frozenset({"will", "shall", "would", "'ll", "’ll"})
ACTION_ORDER: tuple[Action, ...] = ("exercise", "visit", "body", "document", "meeting", "aid", "policy")
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
        status, _ = self._status.status(verb)
        if status in ("denied", "cancelled"):
            return
        lemma = verb.lemma_.lower()
        if any(c.dep_ == "compound:prt" and c.lower_ == "off" for c in verb.children):
            return
        for cue in self._cues.get(lemma, ()):
            if (
                cue.object
                or cue.phrase
                or status == "happened"
                or (cue.strength in ("pledged", "intended", "agreed") and status == "ongoing")
            ):
                for what in self._undertaken(verb, cue):
                    yield from self._draft(verb, what, self._strength(verb, cue, what), cue.lemmas[0])
                    return
        if self._announces(verb):
            what = self._span(verb, without_subject=not is_passive(verb))
            yield from self._draft(verb, what, "intended", "will")

    def _announces(self, verb: Token) -> bool:
        """A future tense in a main or reported clause, with a subject that can act, and not under a condition."""
        future = any(c.dep_ in ("aux", "aux:pass") and c.lower_ in WILL for c in verb.children)
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
                    yield self._span(o)
            return
        clauses = [
            c for c in verb.children if c.i > verb.i and (c.dep_ in ("xcomp", "ccomp", "csubj:pass") or _to_do(c))
        ]
        if clauses:
            yield self._span(clauses[0])
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
        tokens = [t for t in head.subtree if not t.is_space]
        if without_subject:
            tokens = [t for t in tokens if t.i >= head.i or t.dep_ in ("aux", "aux:pass")]
        while tokens and tokens[-1].is_punct:
            tokens.pop()
        while tokens and (tokens[0].is_punct or tokens[0].dep_ in ("mark", "aux")) and tokens[0] != head:
            tokens.pop(0)
        return tokens[0].idx, tokens[-1].idx + len(tokens[-1])

    def _strength(self, verb: Token, cue: UndertakingCue, what: Span) -> Strength:
        """A welcomed initiative to invite is an invitation; else the verb's own strength."""
        text = self._doc.text[what[0] : what[1]].lower()
        if cue.strength == "welcomed" and " to invite " in f" {text} ":
            return "invited"
        return cue.strength

    def _draft(self, verb: Token, what: Span, strength: Strength, cue: str) -> Iterator[UndertakingDraft]:
        text = self._doc.text[what[0] : what[1]].lower()
        action = self._action_of(text)
        if action is None or what[1] - what[0] < 8:
            return
        by = self._by(verb, cue)
        if not by and not is_passive(verb):
            return
        told = objects(verb) if verb.lemma_.lower() in CALLED and not is_passive(verb) else []
        told += obliques(verb, "on") if verb.lemma_.lower() == "call" else []
        position = (verb.idx, verb.idx + len(verb))
        yield UndertakingDraft(
            by=tuple(mention(t) for t in by),
            to=tuple(mention(t) for t in told),
            what=what,
            action=action,
            strength=strength,
            condition=self._condition(verb),
            places=self._places(verb, what),
            clause=clause_of(verb, self._paragraphs[verb.i], inside(position, self._marked)),
            cue=cue,
            ritual=any(w in text for w in self._words.ritual.words),
            statement=speaker_of(verb.idx, self._statements),
        )

    def _by(self, verb: Token, cue: str) -> list[Token]:
        if cue == "welcome":
            return [x for o in objects(verb) for c in o.children if c.dep_ == "nmod:poss" for x in [c]] or subjects(
                verb
            )
        return subjects(verb)

    def _places(self, verb: Token, what: Span) -> tuple:  # type: ignore[type-arg]
        inner = [t for t in verb.subtree if what[0] <= t.idx < what[1] and t.pos_ in ("VERB", "NOUN")]
        found = [p for t in [*inner[:1], verb] for p in places(t)]
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

    def _action_of(self, text: str) -> Action | None:
        words = f" {text} "
        for action in ACTION_ORDER:
            if any(f" {w}" in words for w in self._words.actions.get(action, ())):
                return action
        return None


def _to_do(clause: Token) -> bool:
    """An infinitive set beside its verb: "called on India to hold talks"."""
    return clause.dep_ in ("advcl", "acl") and any(c.dep_ == "mark" and c.lower_ == "to" for c in clause.children)

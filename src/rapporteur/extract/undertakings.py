"""Undertakings: what was decided, agreed, promised, proposed, invited to or called for.

Found by the words of ``lang/*/commitments.toml`` with what depends on them (``commitments_cues``), and on timetables, a
future tense whose subject acts, and what came to nothing (``commitments_plans``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rapporteur.drafts import Mention, Span, StatementDraft, UndertakingDraft
from rapporteur.extract.clauses import clause_of, is_passive, objects, obliques, subjects
from rapporteur.extract.commitments_cues import CueReader
from rapporteur.extract.commitments_deeds import Deeds
from rapporteur.extract.commitments_plans import PlanReader
from rapporteur.extract.commitments_told import Told, condition_of, is_supposed, span_of
from rapporteur.extract.events import places
from rapporteur.extract.mentions import case_of, coordinated, mention
from rapporteur.extract.quotes import Quote, inside
from rapporteur.extract.statements import speaker_of
from rapporteur.extract.status import StatusReader
from rapporteur.lang import Language
from rapporteur.model import Action

if TYPE_CHECKING:
    from rapporteur.extract.index import Doc, Stretch, Token

CALLED = frozenset({"call", "urge", "appeal", "demand", "request", "invite", "ask", "instruct", "task"})
BESIDE = frozenset({"while", "whereas", "whilst", "although", "though"})
SHORTEST = 8  # characters of a deed that says anything


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
        self._told: dict[int, bool] = {}  # of each sentence, by its first word
        self._marks = frozenset(self._words.conditions.marks)
        self._deeds = Deeds(doc, language)
        self._cues = CueReader(doc, language, self._deeds)
        self._plans = PlanReader(language, self._deeds)

    def read(self) -> tuple[UndertakingDraft, ...]:
        """All undertakings in order; of nested ones the outermost is told ("decided to invite": decided)."""
        found: list[UndertakingDraft] = []
        for word in (t for t in self._doc if t.pos_ in ("VERB", "ADJ", "NOUN") and self._is_asserted(t)):
            for draft in (d for told in self._of(word) for d in self._draft(told)):
                if not any(_nested(d.what, draft.what) for d in found):
                    found.append(draft)
        return tuple(found)

    def _is_asserted(self, word: Token) -> bool:
        """Not in a question, in hearsay, or in a clause on which something else depends."""
        return self._is_told(word.sent) and not is_supposed(word, self._marks)

    def _is_told(self, sentence: Stretch) -> bool:
        """Whether a sentence is neither a question nor hearsay."""
        told = self._told.get(sentence.start)
        if told is None:
            asks = sentence.text.rstrip("\"”’' \n").endswith("?")
            told = not asks and not any(t.lemma_.lower() in self._words.guessed.marks for t in sentence)
            self._told[sentence.start] = told
        return told

    def _of(self, word: Token) -> Iterator[Told]:
        if word.pos_ == "VERB":
            yield from self._of_verb(word)
        else:
            status, _ = self._status.status(word if word.pos_ == "ADJ" else word.head)
            if status not in ("denied", "cancelled") and not self._plans.negated(word):
                yield from self._plans.scheduled(word)
                adjective = word.pos_ == "ADJ"
                yield from self._cues.told(word, status) if adjective else self._cues.of_noun(word, status)

    def _of_verb(self, verb: Token) -> Iterator[Told]:
        came_to_nothing = self._came_to_nothing(verb)
        if came_to_nothing:
            yield from came_to_nothing
            return
        status = "happened" if _is_set_beside(verb) else self._status.status(verb)[0]
        if status in ("denied", "cancelled"):
            return
        if any(c.dep_ == "compound:prt" and c.lower_ == "off" for c in verb.children):
            return
        spoken = speaker_of(verb.idx, self._statements) is not None
        for found in (
            list(self._plans.scheduled(verb)),
            list(self._cues.told(verb, status)),
            list(self._plans.announced(verb, spoken)),
            list(self._plans.presently(verb)),
        ):
            if found:
                yield from found
                return

    def _came_to_nothing(self, verb: Token) -> list[Told]:
        if self._status.status(verb)[0] in ("happened", "ongoing"):
            told = list(self._plans.set_back(verb))
            if told:
                return told
        return list(self._plans.not_done(verb))

    def _draft(self, told: Told) -> Iterator[UndertakingDraft]:
        verb = told.word
        condition = self._condition(told)
        what = self._less(told.what, condition)
        action = self._deeds.of_span(what) or ("other" if told.sure else None)
        if action is None or what[1] - what[0] < SHORTEST:
            return
        by = list(told.by) if told.by is not None else subjects(verb)
        if not by and told.by is None and not is_passive(verb) and told.status == "open":
            return
        position = (verb.idx, verb.idx + len(verb))
        yield UndertakingDraft(
            by=tuple(mention(t) for t in by),
            to=tuple(mention(t) for t in self._to(verb, what, action)),
            what=what,
            action=action,
            strength=told.strength,
            condition=self._words_of(condition) if condition else None,
            places=self._places(verb, what, action),
            clause=clause_of(verb, self._paragraphs[verb.i], inside(position, self._marked)),
            cue=told.cue,
            firmness=self._words.firmness(self._doc.text[what[0] : what[1]]),
            statement=speaker_of(verb.idx, self._statements),
            status=told.status,
        )

    def _condition(self, told: Told) -> Token | None:
        phrase = self._doc.char_span(*told.what, alignment_mode="expand")
        heads = [told.word] if phrase is None else [phrase.root, told.word]
        return condition_of(heads, self._marks)

    def _words_of(self, clause: Token) -> str:
        start, end = span_of(clause)
        if self._doc.text[start:end].lower() in self._marks:  # "provided that ...", parsed as two
            rest = self._doc[clause.i + 1 : clause.sent.end].text.strip(" .!\n")
            return rest.removeprefix("that ")
        return self._doc.text[start:end]

    def _less(self, what: Span, condition: Token | None) -> Span:
        """The deed without the condition at its end."""
        phrase = self._doc.char_span(*what, alignment_mode="expand")
        if condition is None or phrase is None or not phrase.root.i < condition.left_edge.i < phrase.end:
            return what
        tokens = list(self._doc[phrase.start : condition.left_edge.i])
        while len(tokens) > 1 and self._leads_to_condition(tokens):
            tokens.pop()
        return what[0], tokens[-1].idx + len(tokens[-1])

    def _leads_to_condition(self, tokens: list[Token]) -> bool:
        parts = {part for mark in self._marks for part in mark.split()}
        return tokens[-1].is_punct or (tokens[-1].lower_ in parts and tokens[-1].pos_ not in ("NOUN", "PROPN"))

    def _to(self, verb: Token, what: Span, action: Action) -> list[Token]:
        """Who is called upon or invited; with whom it is done; to whom aid is given."""
        lemma = verb.lemma_.lower()
        told = objects(verb) if lemma in CALLED else []
        told = [t for t in told if not what[0] <= t.idx < what[1]]
        told += obliques(verb, "on") if lemma == "call" else []
        told += [t for t in obliques(verb, "with") if t.pos_ == "PROPN"]
        cases = ("to", "for") if action == "aid" else ("with", "between")
        inner = [t for t in verb.subtree if what[0] <= t.idx < what[1]]
        beside = [t for t in inner if t.dep_ in ("obl", "nmod") and t.pos_ == "PROPN" and case_of(t) in cases]
        beside += [t for t in inner if t.dep_ == "iobj"]
        return told + [x for t in beside for x in coordinated(t) if x not in told]

    def _places(self, verb: Token, what: Span, action: Action) -> tuple[Mention, ...]:
        inner = [t for t in verb.subtree if what[0] <= t.idx < what[1]]
        found = [p for t in [*[t for t in inner if t.pos_ in ("VERB", "NOUN")][:1], verb] for p in places(t)]
        if action == "visit":  # "visit Hanoi", "his visit to Hanoi": the host is the place
            hosts = [t for t in inner if t.pos_ == "PROPN" and (_visited(t) or case_of(t) == "to")]
            found += [mention(t) for t in hosts]
        return tuple(dict.fromkeys(found))


def _is_set_beside(verb: Token) -> bool:
    """A clause of its own behind "while" is as real as it says: "Peru will pay, while Chile has promised"."""
    aside = verb.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in BESIDE for c in verb.children)
    told = any(c.dep_ == "aux" and c.lower_ in ("has", "have") for c in verb.children) or "Tense=Past" in verb.morph
    return aside and told and any(c.dep_ == "nsubj" for c in verb.children)


def _nested(one: Span, other: Span) -> bool:
    """Whether one stretch lies within the other."""
    return (one[0] <= other[0] and other[1] <= one[1]) or (other[0] <= one[0] and one[1] <= other[1])


def _visited(name: Token) -> bool:
    return name.dep_ == "obj" and name.head.lemma_.lower() in ("visit", "tour")

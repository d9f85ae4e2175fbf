"""Statements for the record: of all attributions those in which somebody's words are told.

An attribution is kept where its cue is a verb of the record (``lang/*/reporting.toml``), a preposition or a colon, and
its content is worded: a quotation, a clause, what is asked or promised in the infinitive ("urged Tehran to return to
talks"), or a phrase that is quoted in part ("warned of “grave consequences”").
What somebody wants or notices, and what is told only inside a quotation, is left out. A quotation that is a sentence or
more stands alone; the clause beside it is another statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from rapporteur.drafts import Span, StatementDraft
from rapporteur.extract.attributions import Attribution, AttributionReader
from rapporteur.extract.clauses import clause_of, is_passive, obliques
from rapporteur.extract.contents import lined
from rapporteur.extract.cues import words
from rapporteur.extract.mentions import mention
from rapporteur.extract.quotes import Quote, share
from rapporteur.extract.turns import Turn, turns
from rapporteur.lang import Language
from rapporteur.model import Manner

if TYPE_CHECKING:
    from rapporteur.extract.index import Doc, Token

EDGES = " ,;:–—-\n"
REST = 20  # characters: what is left of a clause beside a quotation counts only if it is longer
MOSTLY = 0.6  # the share of a clause that quotations fill, from which it says nothing besides them
PHRASE = 3  # words: a shorter phrase is no statement
WORDED = frozenset({"quote", "clause", "gerund"})  # a phrase is worded only where it is quoted in part
ACTS = frozenset({"request", "undertaking"})
UNSAID = frozenset({"may", "might", "could", "would", "should", "will", "can", "must"})
TURNS = 2  # so many names before colons make a dialogue
NEGATION = frozenset({"not", "n't", "n’t", "never"})
PLAIN = frozenset({"say", "tell", "comment"})  # "did not say that": nothing is told
TO_HEARER = frozenset({"tell", "inform", "assure", "brief"})  # their object is the one who hears it
BEHIND = frozenset({"advcl", "conj", "ROOT", "parataxis", "acl", "xcomp"})


class StatementReader:
    """Finds the statements of one document."""

    def __init__(self, doc: Doc, marked: tuple[Quote, ...], language: Language, paragraphs: list[int]) -> None:
        self._doc, self._marked, self._language, self._paragraphs = doc, marked, language, paragraphs
        self._body = lined(doc, paragraphs)
        self._stance = language.reporting.stance_of
        self._silent = frozenset(language.reporting.no_speakers.lemmas)

    def read(self) -> tuple[StatementDraft, ...]:
        """All statements, in the order of the text."""
        reader = AttributionReader(self._doc, self._marked, self._language.code, self._paragraphs)
        kept = [a for a in reader.read() if self._is_statement(a)]
        dialogue = sum(a.by == "layout" for a in kept) >= TURNS
        found = [d for a in kept for d in self._drafts(a, dialogue and a.by == "layout")]
        found += [self._answer(t) for t in turns(self._doc, self._body, words(self._language.code).turns)]
        found.sort(key=lambda d: (d.content[0][0], d.content[-1][1]))
        found += self._free_indirect(found)
        found.sort(key=lambda d: (d.content[0][0], d.content[-1][1]))
        return tuple(_without_repeats(found))

    # which attributions are statements

    def _is_statement(self, a: Attribution) -> bool:
        if a.cue is None or a.by == "preposition":
            return not any(s.lemma_.lower() in self._silent for s in a.sources)
        if a.cue.pos_ not in ("VERB", "AUX"):
            return a.shape == "quote" and bool(a.sources)
        lemma = a.cue.lemma_.lower()
        worded = a.shape in WORDED or self._asks_or_promises(a) or share(a.content, self._marked) > 0
        if lemma not in self._stance or not worded:
            return False
        if lemma in PLAIN and any(c.lower_ in NEGATION for c in a.cue.children):
            return False
        if a.cue.lower_ == "asked" and a.cue.dep_ in ("advcl", "acl"):
            return False  # "Asked whether ..., the spokesman said": the words are the asker's
        return bool(a.sources) or self._may_carry(a.cue)

    def _asks_or_promises(self, a: Attribution) -> bool:
        """ "urged Tehran to return to talks", "promised to rebuild the bridge": what is asked or promised, told in an
        infinitive; not where it was only thought of, or not done ("may ask", "did not promise")."""
        if a.shape != "infinitive" or a.family not in ACTS or a.cue is None or not a.sources:
            return False
        if a.cue.dep_ in ("acl", "amod"):
            return False  # "a letter urging Chad to withdraw": told of the letter
        return not any(c.lower_ in NEGATION or c.lower_ in UNSAID for c in a.cue.children)

    def _may_carry(self, verb: Token) -> bool:
        """A verb without a subject of its own may report only as a participle ("adding that ...")."""
        if is_passive(verb) or any(c.dep_ in ("nsubj", "nsubj:pass", "csubj") for c in verb.children):
            return False
        return verb.dep_ in BEHIND

    # from an attribution to drafts

    def _answer(self, turn: Turn) -> StatementDraft:
        """An answer of an interview: the speaker's own words, without marks."""
        return StatementDraft(
            speaker=mention(turn.name),
            manner="direct",
            content=(turn.content,),
            cue="interview",
            cue_lemma="say",
            addressees=(),
            about=(),
            venue="interview",
            clause=clause_of(turn.name, self._body.count("\n", 0, turn.content[0]), False),
            carried=True,
        )

    def _drafts(self, a: Attribution, verbatim: bool) -> Iterator[StatementDraft]:
        """The statements of an attribution; ``verbatim`` says that it is a turn of a dialogue."""
        head = a.cue if a.cue is not None else a.sources[0]
        lemma = a.cue.lemma_.lower() if a.cue is not None and a.by == "word" else "according"
        clause = clause_of(head, self._paragraphs[head.i], False)
        for content in self._pieces(a):
            yield StatementDraft(
                speaker=mention(a.sources[0]) if a.sources else None,
                manner="direct" if verbatim else self._manner(content),
                content=content,
                cue=self._body[slice(*a.cue_span)],
                cue_lemma=self._stance_lemma(head, lemma),
                addressees=tuple(mention(t) for t in self._addressees(head, lemma) if t not in a.sources),
                about=(),
                venue=self._venue(head),
                clause=clause,
                carried=self._carries(a, content, clause.sentence),
            )

    def _carries(self, a: Attribution, content: tuple[Span, ...], sentence: Span) -> bool:
        """Whether a quotation stands outside the sentence that names its speaker, or nobody is named."""
        return not a.sources or content[0][0] >= sentence[1] or content[-1][1] <= sentence[0]

    def _addressees(self, cue: Token, lemma: str) -> list[Token]:
        asked = any(c.dep_ == "xcomp" for c in cue.children)  # "urged Tehran to return": Tehran hears it
        told = [c for c in cue.children if c.dep_ == "iobj" or (c.dep_ == "obj" and (asked or lemma in TO_HEARER))]
        told += obliques(cue, "on") if lemma == "call" else []
        return told if lemma in ("add", "according") else [*told, *obliques(cue, "to")]

    def _stance_lemma(self, verb: Token, lemma: str) -> str:
        """In "condemned the attack, saying ..." the verb that shows the stance is the one above."""
        above = verb.head.lemma_.lower()
        shown = verb.dep_ == "advcl" and self._stance.get(lemma) == "neutral" and above in self._stance
        return above if shown else lemma

    def _manner(self, content: tuple[Span, ...]) -> Manner:
        part = share(content, self._marked)
        if part > 0.9:
            return "direct"
        return "mixed" if part > 0 else "indirect"

    def _venue(self, cue: Token) -> str | None:
        text = cue.sent.text.lower()
        for venue, known in self._language.reporting.venues.items():
            if any(w in text for w in known):
                return venue
        return None

    # the pieces of a content

    def _pieces(self, a: Attribution) -> list[tuple[Span, ...]]:
        """Each quotation that is a sentence alone; the clause beside them; a sentence parted by its speaker whole."""
        found: list[tuple[Span, ...]] = []
        for part in [p for span in a.content for p in self._parts(span)]:
            if found and self._goes_on(found[-1][-1], part):
                found[-1] = (*found[-1], part)
            else:
                found.append((part,))
        if a.by == "layout":
            return found
        return [f for f in found if len(self._body[f[0][0] : f[-1][1]].split()) >= PHRASE or self._quoted(f)]

    def _quoted(self, content: tuple[Span, ...]) -> bool:
        return share(content, self._marked) > MOSTLY

    def _parts(self, span: Span) -> list[Span]:
        whole = [q for q in self._marked if (q.whole or q.outer == span) and span[0] <= q.start and q.end <= span[1]]
        if not whole:
            return [self._bare(span)]
        if share((span,), tuple(whole)) > MOSTLY:
            return [q.span for q in whole]
        return sorted([*(q.span for q in whole if q.whole), *self._uncovered(span, whole)])

    def _uncovered(self, span: Span, quoted: Iterable[Quote]) -> list[Span]:
        start, end = span
        for q in quoted:
            if q.start <= start + 1 and q.end < end:
                start = q.outer[1]
            elif q.start > start and q.end >= end - 2:
                end = min(end, q.outer[0])
        start, end = self._bare((start, end))
        return [(start, end)] if end - start > REST else []

    def _bare(self, span: Span) -> Span:
        """Without "that" and without the marks and commas at its ends."""
        start, end = span
        for word in ("that ", "whether "):
            if self._body.startswith(word, start):
                start += len(word)
        while start < end and self._body[start] in EDGES:
            start += 1
        while end > start and self._body[end - 1] in EDGES:
            end -= 1
        return start, end

    def _goes_on(self, first: Span, second: Span) -> bool:
        """Whether a speaker only parts what belongs together: "..., " he said, "and ..."."""
        opened = self._body[second[0] : second[1]].lstrip(" “\"'‘")[:1]
        return self._body[first[1] - 1] not in ".!?…" and opened.islower()

    # free indirect speech

    def _free_indirect(self, found: list[StatementDraft]) -> list[StatementDraft]:
        """ "Asif would hold talks. The two would discuss trade, the spokeswoman said.": the first sentence is hers too.
        Not where only one of the two is in the future of the past."""
        drafts = []
        for d in found:
            span = self._doc.char_span(*d.content[0], alignment_mode="expand")
            if d.manner != "indirect" or span is None or span.start == 0 or not _future_in_past(span):
                continue
            start = span[0].sent.start
            before = self._doc[start - 1].sent if start else None
            if before is None or self._paragraphs[before.start] != self._paragraphs[start]:
                continue
            told = any(a < before.end_char and before.start_char < b for o in found for a, b in o.content)
            if not told and _future_in_past(before):
                content = self._bare((before.start_char, before.end_char))
                drafts.append(replace(d, content=(content,), clause=clause_of(before.root, d.clause.paragraph, False)))
        return drafts


def _future_in_past(tokens: Iterable[Token]) -> bool:
    return any(t.lower_ == "would" and t.dep_ == "aux" for t in tokens)


def _without_repeats(found: list[StatementDraft]) -> Iterator[StatementDraft]:
    seen: set[tuple[Span, ...]] = set()
    for d in found:
        if d.content not in seen:
            seen.add(d.content)
            yield d


def speaker_of(position: int, found: tuple[StatementDraft, ...]) -> int | None:
    """The number of the innermost statement in whose words ``position`` stands, or None."""
    holding = [(b - a, i) for i, d in enumerate(found) for a, b in d.content if a <= position < b]
    return min(holding)[1] if holding else None

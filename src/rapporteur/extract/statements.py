"""Reported speech: direct, mixed and indirect, with its speaker as written.

Three ways in: a reporting verb with its clause or quotation ("X said that ...", "..., he added"), a preposition
("according to X"), and a quotation that stands alone and carries on the speaker before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from rapporteur.drafts import Span, StatementDraft
from rapporteur.extract.clauses import clause_of, is_passive, obliques, subjects
from rapporteur.extract.mentions import case_of, mention
from rapporteur.extract.quotes import Quote, inside, share
from rapporteur.lang import Language
from rapporteur.model import Manner

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class StatementReader:
    """Finds the statements of one document."""

    def __init__(self, doc: Doc, marked: tuple[Quote, ...], language: Language, paragraphs: list[int]) -> None:
        self._doc, self._marked, self._language, self._paragraphs = doc, marked, language, paragraphs
        self._verbs = set(language.reporting.stance_of)
        self._nouns = frozenset(language.reporting.nouns.lemmas)
        self._silent = frozenset(language.reporting.no_speakers.lemmas)
        self._used: list[Span] = []

    def read(self) -> tuple[StatementDraft, ...]:
        """All statements, in the order of the text."""
        found = [d for t in self._doc if t.pos_ == "VERB" for d in self._by_verb(t)]
        found += [d for t in self._doc for d in self._by_preposition(t)]
        found.sort(key=lambda d: d.content[0][0])
        found += self._free(found)
        found += self._free_indirect(found)
        found.sort(key=lambda d: (d.content[0][0], d.content[-1][1]))
        return tuple(_without_repeats(found))

    # by a reporting verb

    def _by_verb(self, verb: Token) -> Iterator[StatementDraft]:
        lemma = verb.lemma_.lower()
        if lemma not in self._verbs or inside((verb.idx, verb.idx + len(verb)), self._marked):
            return
        if any(c.lower_ in ("not", "n't", "n’t", "never") for c in verb.children) and lemma in (
            "say",
            "tell",
            "comment",
        ):
            return
        if verb.text.lower() == "asked" and verb.dep_ in ("advcl", "acl"):
            return  # "Asked whether ..., the spokesman said": the words are the asker's
        passive = is_passive(verb)
        content = self._clause_content(verb)
        quoted = self._quotes_of(verb)
        if not content and not quoted:
            return
        speaker = next(iter(subjects(verb)), None)
        if speaker is None and (passive or not self._may_carry(verb)):
            return
        for stretch in self._pieces(content, quoted):
            yield self._draft(verb, speaker, (stretch, *self._rest(verb, stretch)), lemma)

    def _may_carry(self, verb: Token) -> bool:
        """A verb without a subject of its own may report only as a participle ("adding that ...")."""
        if any(c.dep_ in ("nsubj", "nsubj:pass", "csubj") for c in verb.children):
            return False  # it has a subject, only no name or noun ("Some in the capital feared ...")
        return verb.dep_ in ("advcl", "conj", "ROOT", "parataxis", "acl", "xcomp")

    def _clause_content(self, verb: Token) -> Span | None:
        lemma = verb.lemma_.lower()
        for child in verb.children:
            if child.dep_ == "ccomp" or _is_clause(child, verb, lemma):
                return self._stretch(child, verb)
            if child.dep_ == "parataxis" and child.i > verb.i and self._after_colon(verb, child):
                return self._stretch(child, verb)
            if child.lemma_.lower() in self._nouns:  # "announced in a statement that ..."
                told = [c for c in child.children if c.dep_ in ("acl", "ccomp") and _marked(c)]
                if told:
                    return self._stretch(told[0], verb)
        if verb.dep_ == "parataxis" and verb.head != verb and verb.i > verb.head.i:
            return self._before(verb)
        if verb.sent.text.rstrip().endswith(":"):  # "X said: During the summit, ..."
            return self._next_sentence(verb)
        nominal = [c for c in verb.children if c.dep_ == "obj"]
        if nominal and self._language.reporting.stance_of[lemma] in ("opposes", "concerned"):
            span = self._stretch(nominal[0], verb)
            return span if share((span,), self._marked) > 0 else None
        return None

    def _next_sentence(self, verb: Token) -> Span | None:
        after = verb.sent.end
        if after >= len(self._doc) or self._paragraphs[after] != self._paragraphs[verb.i]:
            return None
        following = self._doc[after].sent
        return self._trim(following.start_char, following.end_char)

    def _after_colon(self, verb: Token, child: Token) -> bool:
        between = self._doc[verb.i + 1 : child.left_edge.i + 1]
        return any(t.text in (":", ",") for t in between) or child.left_edge.text in ("“", '"')

    def _before(self, verb: Token) -> Span | None:
        """In "..., he said" the words before the verb's own clause, in the same sentence."""
        left = verb.left_edge.i
        start = verb.sent.start
        if left <= start:
            return None
        return self._trim(self._doc[start].idx, self._doc[left - 1].idx + len(self._doc[left - 1]))

    def _stretch(self, head: Token, verb: Token) -> Span:
        tokens = sorted(self._subtree(head, verb), key=lambda t: t.i)
        if head.dep_ != "parataxis":
            tokens = [
                t for t in tokens if not (t.dep_ == "mark" and t.head == head and t.lower_ in ("that", "whether"))
            ]
        own = [verb.i, *(t.i for c in verb.children if c.dep_ == "nsubj" for t in c.subtree)]
        if head.i < min(own):  # "..., the ministry said on Monday, after ...": the words before the attribution
            tokens = [t for t in tokens if t.i < min(own)] or tokens
        return self._trim(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))

    def _subtree(self, head: Token, verb: Token) -> Iterator[Token]:
        """The clause, but not a reporting clause set inside it ("..., he said, ...")."""
        yield head
        for child in head.children:
            if child == verb or (child.dep_ == "parataxis" and child.lemma_.lower() in self._verbs):
                continue
            if child.dep_ == "advcl" and child.lemma_.lower() in self._verbs and child.i < verb.i:
                continue
            yield from self._subtree(child, verb)

    def _trim(self, start: int, end: int) -> Span:
        body = self._body
        while start < end and body[start] in " ,;:.–—-\n":
            start += 1
        while end > start and body[end - 1] in " ,;:–—-\n":
            end -= 1
        return start, end

    @property
    def _body(self) -> str:
        return str(self._doc.text)

    def _quotes_of(self, verb: Token) -> list[Quote]:
        """Whole quotations of the verb's paragraph that touch its sentence and belong to no other verb."""
        sentence = verb.sent
        return [
            q
            for q in self._marked
            if q.whole
            and q.start < sentence.end_char
            and q.end > sentence.start_char
            and not any(a <= q.start and q.end <= b for a, b in self._used)
        ]

    def _pieces(self, content: Span | None, quoted: list[Quote]) -> list[Span]:
        """Whole quotations stand alone; the clause stands beside them where it says more than they do."""
        pieces: list[Span] = [q.span for q in quoted]
        self._used += pieces
        if content is None:
            return pieces
        covered = share((content,), tuple(quoted))
        if covered > 0.6 or any(a <= content[0] and content[1] <= b for a, b in pieces):
            return pieces
        rest = self._uncovered(content, quoted)
        return sorted([*pieces, *rest])

    def _uncovered(self, content: Span, quoted: list[Quote]) -> list[Span]:
        start, end = content
        for q in quoted:
            if q.start <= start + 1 and q.end < end:
                start = q.end + 1
            elif q.start > start and q.end >= end - 2:
                end = min(end, q.start - 1)
        start, end = self._trim(start, end)
        return [(start, end)] if end - start > 20 else []

    def _rest(self, verb: Token, first: Span) -> list[Span]:
        """The second half of a quotation that its speaker parts: "..., " he said, "and ..."."""
        if first[1] > verb.idx or not inside(first, self._marked) or self._doc.text[first[1] - 1 : first[1]] in ".!?":
            return []
        end = verb.sent.end_char
        behind = [q for q in self._marked if verb.idx < q.start < end and not q.whole and q.end - q.start > 10]
        return [q.span for q in behind[:1]]

    def _draft(self, verb: Token, speaker: Token | None, content: tuple[Span, ...], lemma: str) -> StatementDraft:
        told = [c for c in verb.children if c.dep_ == "iobj"] + (
            [c for c in verb.children if c.dep_ == "obj"] if lemma in ("tell", "inform", "assure", "brief") else []
        )
        addressees = [*told, *obliques(verb, "to")] if lemma not in ("add",) else told
        return StatementDraft(
            speaker=mention(speaker) if speaker is not None else None,
            manner=self._manner(content),
            content=content,
            cue=verb.text,
            cue_lemma=self._stance_lemma(verb, lemma),
            addressees=tuple(mention(a) for a in addressees),
            about=(),
            venue=self._venue(verb),
            clause=clause_of(verb, self._paragraphs[verb.i], False),
            carried=speaker is None,
        )

    def _stance_lemma(self, verb: Token, lemma: str) -> str:
        """In "condemned the attack, saying ..." the verb that shows the stance is the one above."""
        above = verb.head.lemma_.lower()
        stance = self._language.reporting.stance_of
        return above if verb.dep_ == "advcl" and stance.get(lemma) == "neutral" and above in stance else lemma

    def _manner(self, content: tuple[Span, ...]) -> Manner:
        part = share(content, self._marked)
        if part > 0.9:
            return "direct"
        return "mixed" if part > 0 else "indirect"

    def _venue(self, verb: Token) -> str | None:
        text = verb.sent.text.lower()
        for venue, words in self._language.reporting.venues.items():
            if any(w in text for w in words):
                return venue
        return None

    # by a preposition

    def _by_preposition(self, token: Token) -> Iterator[StatementDraft]:
        """According to Lavrov, ..."""
        if token.dep_ not in ("obl", "nmod", "advcl") or not case_of(token).startswith("according"):
            return
        tokens = [t for t in token.sent if not token.left_edge.i <= t.i <= token.right_edge.i]
        if not tokens or inside((token.idx, token.idx + 1), self._marked) or token.lemma_.lower() in self._silent:
            return
        if token.i < tokens[0].i or token.right_edge.i >= token.sent.end - 2:
            start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
        else:
            return
        content = self._trim(start, end)
        if self._reports_itself(tokens):
            return
        yield StatementDraft(
            speaker=mention(token),
            manner=self._manner((content,)),
            content=(content,),
            cue="according to",
            cue_lemma="according",
            addressees=(),
            about=(),
            venue=self._venue(token),
            clause=clause_of(token, self._paragraphs[token.i], False),
        )

    def _reports_itself(self, tokens: list[Token]) -> bool:
        return any(t.lemma_.lower() in self._verbs and t.dep_ == "ROOT" for t in tokens)

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
                content = self._trim(before.start_char, before.end_char)
                drafts.append(replace(d, content=(content,), clause=clause_of(before.root, d.clause.paragraph, False)))
        return drafts

    # quotations that stand alone

    def _free(self, found: list[StatementDraft]) -> list[StatementDraft]:
        """Whole quotations that no verb took: the speaker of the nearest statement before, in this or the last
        paragraph, carries on."""
        drafts = []
        for q in self._marked:
            if not q.whole or any(
                (a <= q.start and q.end <= b) or (q.start <= a and b <= q.end)
                for d in found
                for a, b in d.content
                if d.manner == "direct" or q.start == a
            ):
                continue
            token = self._doc.char_span(q.start, q.end, alignment_mode="contract")
            if token is None or len(token) < 5:
                continue
            before = [
                d
                for d in found
                if d.content[0][0] < q.start and self._paragraphs[token.start] - d.clause.paragraph <= 1
            ]
            if before:
                drafts.append(
                    StatementDraft(
                        speaker=before[-1].speaker,
                        manner="direct",
                        content=(q.span,),
                        cue=before[-1].cue,
                        cue_lemma=before[-1].cue_lemma,
                        addressees=(),
                        about=(),
                        venue=before[-1].venue,
                        clause=clause_of(token.root, self._paragraphs[token.start], True),
                        carried=True,
                    )
                )
        return drafts


GERUND_REPORTS = frozenset({"suggest", "propose", "recommend", "deny", "advocate"})  # "suggested inviting ..."


def _marked(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)


def _is_clause(child: Token, verb: Token, lemma: str) -> bool:
    """A clause under another label ("said that it is against ..."), or a gerund that is reported."""
    if child.i < verb.i:
        return False
    if child.dep_ == "xcomp":
        return "VerbForm=Fin" in str(child.morph) or (lemma in GERUND_REPORTS and child.text.endswith("ing"))
    return child.dep_ in ("obl", "advcl", "obj") and _marked(child)


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

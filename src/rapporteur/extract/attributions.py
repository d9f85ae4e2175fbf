"""Attribution, read widely: whatever a text says that somebody said, asked, promised, thought, wanted or noticed.

Four ways in: a verb, noun or adjective with its content ("X said ...", "the claim that ...", "X is sure that ..."); a
preposition ("according to X"); quotation marks with the cue beside them; and a name with a colon in a headline. The
record keeps of these what ``statements.py`` takes; the rest tells what is not the text's own assertion.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from rapporteur.drafts import Span
from rapporteur.extract.contents import Stretches, heads, lined, tokens_of
from rapporteur.extract.cues import Cue, CueFinder, Family, Shape
from rapporteur.extract.index import Doc, Token
from rapporteur.extract.mentions import NOMINAL, case_of, coordinated
from rapporteur.extract.quoted import Layout, Placed
from rapporteur.extract.quotes import Quote, inside, share
from rapporteur.extract.signed import Signed, signed
from rapporteur.extract.sources import SUBJECTS, Sources
from rapporteur.model import Manner

if TYPE_CHECKING:
    from spacy.tokens import Doc as Analysed

PHRASES = frozenset({"object", "topic", "infinitive"})
PARTS = frozenset({"nmod", "obl", "obj", "compound", "appos", "conj", "amod", "nsubj", "nsubj:pass", "xcomp"})
MOSTLY = 0.6  # the share of a quotation from which a content holds it
WHOLLY = 0.9  # the share of quoted characters from which speech is direct
Way: TypeAlias = Literal["word", "preposition", "layout"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content and whose it is, as written.

    ``content`` are stretches with their quotation marks; ``cue`` is the word, None where ``by`` is layout (a colon, a
    dash); ``sources`` are the heads of the phrases that name who, through "who" and "which"; ``shape`` is the form of
    the content; ``nested`` says that the cue stands inside the content of another attribution.
    """

    content: tuple[Span, ...]
    cue: Token | None
    cue_span: Span
    sources: tuple[Token, ...]
    family: Family
    manner: Manner
    shape: Shape = "quote"
    by: Way = "word"
    nested: bool = False


class AttributionReader:
    """Finds the attributions of one document."""

    def __init__(self, doc: Doc, marked: tuple[Quote, ...], language: str, paragraphs: list[int]) -> None:
        self._doc, self._marked, self._paragraphs = doc, marked, paragraphs
        self._finder = CueFinder(language)
        self._sources = Sources(self._finder)
        self._documents = frozenset(self._finder.words.documents.lemmas)
        self._body = lined(doc, paragraphs)
        self._stretches = Stretches(self._body, marked)
        self._outer = tuple(replace(q, start=q.outer[0], end=q.outer[1]) for q in marked)

    def read(self) -> tuple[Attribution, ...]:
        """All attributions, in the order of their content."""
        made = (self._by_token(t) for t in self._doc if not self._quoted(t))
        found = self._with_quotations([a for a in made if a is not None])
        found += [a for a in map(self._signed, signed(self._doc, self._paragraphs)) if a is not None]
        found.sort(key=lambda a: (a.content[0][0], -a.content[-1][1]))
        return tuple(self._nested(found))

    def _quoted(self, token: Token) -> bool:
        return inside((token.idx, token.idx + len(token)), self._marked)

    def _by_token(self, token: Token) -> Attribution | None:
        made = self._by_preposition(token)
        cue = self._finder.cue(token) if made is None else None
        return made if cue is None else self._by_cue(cue)

    # by a verb, noun or adjective

    def _by_cue(self, cue: Cue) -> Attribution | None:
        """The first shape of content that stands there; else the sentence in which "he said" is set."""
        if self._within_verb(cue.token):
            return None
        for shape, found in heads(cue, self._documents):
            spans = [s for h in found for s in self._spans(h, cue.token, bare=_bare(h, shape))]
            if spans:
                return self._made(cue, spans, shape)
        spans = self._host(cue)
        return self._made(cue, spans, "clause") if spans else None

    def _within_verb(self, noun: Token) -> bool:
        """Whether a noun only holds what its verb tells: "announced in a statement that ..."."""
        if noun.pos_ != "NOUN" or noun.lemma_.lower() not in self._documents:
            return False
        cue = self._finder.cue(noun.head) if noun.dep_ in ("obl", "obj") else None
        return cue is not None and "clause" in cue.takes and cue.family == "speech"

    def _spans(self, head: Token, cue: Token, bare: bool) -> list[Span]:
        """The stretches of a clause, ``bare`` without its preposition. In "..., the ministry said on Monday, after ..."
        only the words before the attribution, unless the clause itself goes on behind it."""
        tokens = tokens_of(head, cue, self._sources.reports_anew if head.i > cue.i else lambda _: False)
        own = min([cue.i, *(t.i for c in cue.children if c.dep_ in SUBJECTS for t in c.subtree)])
        if head.i < own:
            tokens = {t for t in tokens if t.i < own}
        if bare:
            tokens -= {t for c in head.children if c.dep_ in ("case", "mark") and c.i < head.i for t in c.subtree}
        return self._stretches.of(tokens)

    def _host(self, cue: Cue) -> list[Span]:
        """The content of "..., he said, ..." and of "As he said, ...": the sentence without the cue's own clause."""
        token = cue.token
        if token.head == token or "clause" not in cue.takes:
            return []
        inserted = token.dep_ == "parataxis" and any(c.dep_ in SUBJECTS for c in token.children)
        likewise = token.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "as" for c in token.children)
        if not inserted and not likewise:
            return []
        top = _clause(token.head)
        host = tokens_of(top, token)
        if not any(t.pos_ in ("VERB", "AUX") for t in host):
            return []
        host -= {t for t in top.children if t.dep_ == "cc" and t.i == t.sent.start}
        if inserted and top.i < token.i:
            behind = [t for t in host if t.i > token.i]
            host = {t for t in host if t.i < token.left_edge.i or t.i > token.right_edge.i} if behind else host
        return self._stretches.of(host)

    def _made(self, cue: Cue, spans: list[Span], shape: Shape) -> Attribution:
        token = cue.token
        content = tuple(self._stretches.widened(self._stretches.joined(spans), token))
        return Attribution(
            content=content,
            cue=token,
            cue_span=(token.idx, token.idx + len(token)),
            sources=tuple(self._sources.of(token)),
            family=cue.takes.get(shape, cue.family),
            manner=self._manner(content),
            shape=shape,
        )

    def _manner(self, content: tuple[Span, ...]) -> Manner:
        part = share(content, self._outer)
        if part > WHOLLY:
            return "direct"
        return "mixed" if part > 0 else "indirect"

    # by a preposition

    def _by_preposition(self, token: Token) -> Attribution | None:
        """According to X, ...; in X's view, ..."""
        source = self._prepositional(token)
        if source is None:
            return None
        left, right = token.left_edge.i, token.right_edge.i
        rest = [t for t in tokens_of(_clause(token.head), token) if not left <= t.i <= right]
        spans = self._stretches.of(rest)
        if not spans:
            return None
        case = next((c for c in token.children if c.dep_ == "case"), token)
        content = tuple(self._stretches.widened(spans, token))
        last = max([case, *case.children], key=lambda t: t.i)
        return Attribution(
            content=content,
            cue=case,
            cue_span=(case.idx, last.idx + len(last)),
            sources=tuple(coordinated(source)),
            family="speech",
            manner=self._manner(content),
            by="preposition",
        )

    def _prepositional(self, token: Token) -> Token | None:
        if token.dep_ not in ("obl", "nmod", "advcl", "parataxis", "ROOT") or token.pos_ not in NOMINAL:
            return None
        case = case_of(token)
        if case in self._finder.words.prepositions.words or case.startswith("according"):
            return token
        if case in ("in", "to") and token.lemma_.lower() in self._finder.words.views.lemmas:
            held = any(c.dep_ == "det" for c in token.children)  # "in the view of X"; not "in view of the war"
            return next((c for c in token.children if c.dep_ == "nmod:poss" or (held and c.dep_ == "nmod")), None)
        return None

    # by quotation marks

    def _with_quotations(self, found: list[Attribution]) -> list[Attribution]:
        """Quotations that no content holds are given to the cue beside them; those without one carry on."""
        layout = Layout(self._doc, self._marked, self._finder, self._paragraphs)
        for quote in self._marked:
            if any(_covers(a.content, quote.outer) for a in found):
                continue
            placed = layout.place(quote)
            if placed is None:
                continue
            if placed.token is None:
                self._carry(quote, found)
            else:
                self._give(placed.token, placed, found)
        return found

    def _give(self, token: Token, placed: Placed, found: list[Attribution]) -> None:
        """Adds a quotation to the attribution of its cue, which is made where there is none."""
        number = next((i for i, a in enumerate(found) if a.cue == token), None)
        if number is not None:
            found[number] = self._extended(found[number], placed.quote)
            return
        name = placed.place == "name"
        content = (placed.quote.outer,) if placed.apart else self._around(token, placed.quote)
        found.append(
            Attribution(
                content=content,
                cue=None if name else token,
                cue_span=(token.idx, token.idx + len(token)),
                sources=(token,) if name else tuple(self._sources.of(token)),
                family="speech",
                manner=self._manner(content),
                by="layout" if name else "word",
            )
        )

    def _around(self, verb: Token, quote: Quote) -> tuple[Span, ...]:
        """The part of the verb's clause in which a fragment stands: "called for “a new order” in the strait"."""
        for child in verb.children:
            first, last = self._doc[child.left_edge.i], self._doc[child.right_edge.i]
            if child.i > verb.i and first.idx <= quote.start and quote.end <= last.idx + len(last):
                return tuple(self._stretches.widened(self._stretches.of(child.subtree), verb))
        return (quote.outer,)

    def _extended(self, a: Attribution, quote: Quote) -> Attribution:
        """With a quotation more; beside a whole one a phrase is no content ("told the paper on Monday: ...")."""
        held = [s for s in a.content if a.shape not in PHRASES or not quote.whole or share((s,), self._outer) > 0]
        content = tuple(self._stretches.joined([*held, quote.outer]))
        return replace(a, content=content, manner=self._manner(content))

    def _carry(self, quote: Quote, found: list[Attribution]) -> None:
        """A quotation alone belongs to the speech before it in its paragraph, else in the one before."""
        before = [
            i
            for i, a in enumerate(found)
            if a.family == "speech" and a.content[0][0] < quote.start and self._apart(a, quote) <= 1
        ]
        if before:
            last = max(before, key=lambda i: found[i].cue_span[0])
            found[last] = self._extended(found[last], quote)

    def _apart(self, a: Attribution, quote: Quote) -> int:
        """How many paragraphs lie between the end of an attribution and a quotation."""
        return self._body.count("\n", a.content[-1][1], quote.start)

    # by layout

    def _signed(self, s: Signed) -> Attribution | None:
        content = tuple(self._stretches.of(self._doc[s.start : s.end]))
        if not content:
            return None
        span = (s.mark.idx, s.mark.idx + len(s.mark))
        return Attribution(content, None, span, (s.name,), "speech", self._manner(content), by="layout")

    # inside one another

    def _nested(self, found: list[Attribution]) -> Iterator[Attribution]:
        for a in found:
            holding = (o for o in found if o is not a and _holds(o, a))
            yield replace(a, nested=True) if any(holding) else a


def _clause(token: Token) -> Token:
    """The head of the clause of which ``token`` is a part."""
    while token.head != token and token.dep_ in PARTS:
        token = token.head
    return token


def _bare(head: Token, shape: Shape) -> bool:
    """Whether the preposition before a phrase is no content: "spoke of", "called on"."""
    return shape == "topic" or (shape == "infinitive" and head.dep_ == "obl")


def _covers(content: tuple[Span, ...], span: Span) -> bool:
    """Whether most of ``span`` is content already."""
    shared = sum(max(0, min(b, span[1]) - max(a, span[0])) for a, b in content)
    return shared > MOSTLY * (span[1] - span[0])


def _holds(outer: Attribution, inner: Attribution) -> bool:
    return any(a <= inner.cue_span[0] and inner.cue_span[1] <= b for a, b in outer.content)


def attributions(analysed: Analysed, body: str, language: str = "en") -> tuple[Attribution, ...]:
    """The attributions of a document, ``analysed`` made over ``body``."""
    from rapporteur.extract import paragraph_numbers
    from rapporteur.extract.quotes import quotes

    doc = Doc(analysed)
    return AttributionReader(doc, quotes(body), language, paragraph_numbers(doc, body)).read()

"""Quotation marks and the cue beside them: “...,” she said; he replied: “...”; “...,” he said, “...”; and “...” alone.

Grammar sees sentences; a quotation may be several, or half of one. So the cue is looked for by layout: in the words
behind the closing mark up to the sentence's end, or in the unfinished sentence before the opening one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from rapporteur.extract.clauses import subjects
from rapporteur.extract.cues import CueFinder
from rapporteur.extract.mentions import NOMINAL
from rapporteur.extract.quotes import Quote, inside

if TYPE_CHECKING:
    from rapporteur.extract.index import Doc, Token

Place: TypeAlias = Literal["behind", "before", "name", "within", "continued"]
STOPS = frozenset(".!?…")
REACH = 30  # words between a mark and its cue
NAME_WORDS = 12  # words of a name before a colon ("Maria Keller, Foreign Ministry:")
PHRASE_WORDS = 3  # one of so many words, with a longer one in small letters, is no title either
FRAGMENT_WORDS = 2  # a quotation of fewer words is a term


@dataclass(frozen=True, slots=True)
class Placed:
    """A quotation with its cue: ``token`` is the cue word, or of a name before a colon its head; None carries on."""

    quote: Quote
    token: Token | None
    place: Place

    @property
    def apart(self) -> bool:
        """Whether the quotation is all the content; a fragment is part of the cue's clause."""
        return self.quote.whole or self.place not in ("within", "before")


class Layout:
    """Finds the cue of each quotation that grammar did not attribute."""

    def __init__(self, doc: Doc, marked: tuple[Quote, ...], finder: CueFinder, paragraphs: list[int]) -> None:
        self._doc, self._marked, self._finder, self._paragraphs = doc, marked, finder, paragraphs
        self._quoted = [inside((t.idx, t.idx + len(t)), marked) for t in doc]
        self._mark = [any(q.outer[0] <= t.idx < q.outer[1] for q in marked) for t in doc]

    def place(self, quote: Quote) -> Placed | None:
        """The cue of a quotation; None where it is a term, a title or the text's own."""
        span = self._doc.char_span(*quote.span, alignment_mode="contract")
        if span is None or not len(span):
            return None
        behind = self._behind(quote, span.end) if self._goes_on(quote) else None
        before = self._before(span.start)
        if behind is not None and self._adjacent(span.end, behind):
            return Placed(quote, behind, "behind")
        if before:
            other = Placed(quote, behind, "behind") if behind is not None and quote.whole else None
            return self._by_opening(quote, before, span.root) or other
        if behind is not None:
            return Placed(quote, behind, "behind")
        return Placed(quote, None, "continued") if quote.whole or self._sentence(quote) else None

    def _sentence(self, quote: Quote) -> bool:
        """Whether a short quotation is a sentence of its own: "“Nobody was hurt.”" """
        text = str(self._doc.text)[quote.start : quote.end].strip()
        return text[:1].isupper() and text[-1:] in STOPS

    def _goes_on(self, quote: Quote) -> bool:
        """Whether the sentence goes on behind the closing mark: it does after a comma, and may after "?" and "!"."""
        last = str(self._doc.text)[quote.start : quote.end].rstrip()[-1:]
        return last not in (".", "…") or str(self._doc.text)[quote.outer[1] : quote.outer[1] + 1] == ","

    def _behind(self, quote: Quote, start: int) -> Token | None:
        """The first cue for quotations behind the mark, in the same sentence and outside marks."""
        for token in self._doc[start : start + REACH]:
            if self._paragraphs[token.i] != self._paragraphs[start - 1]:
                return None
            if self._mark[token.i]:
                if token.idx >= quote.outer[1]:
                    return None
                continue
            if token.text in STOPS:
                return None
            if self._reports(token):
                who = subjects(token)
                return None if who and all(s.i < start for s in who) else token
        return None

    def _adjacent(self, start: int, cue: Token) -> bool:
        """Whether between mark and cue stands nothing but the one who says it."""
        said = {t.i for s in subjects(cue) for t in s.subtree} | {cue.i}
        said |= {t.i for c in cue.children if c.dep_ in ("aux", "advmod", "nsubj") for t in c.subtree}
        return all(self._mark[i] or i in said or self._doc[i].is_punct for i in range(start, cue.i))

    def _before(self, start: int) -> list[Token]:
        """The words of the unfinished sentence before the mark, outside marks; none where a sentence has just ended."""
        found: list[Token] = []
        for i in range(start - 1, max(-1, start - 1 - 2 * REACH), -1):
            token = self._doc[i]
            if self._paragraphs[i] != self._paragraphs[start] or token.text in STOPS:
                break
            if self._quoted[i]:
                if self._doc.text[token.idx + len(token) - 1] in STOPS or (found and token.text in STOPS):
                    break
                continue
            if not self._mark[i]:
                found.append(token)
        if not found and start > 0 and self._doc[start - 1 - self._mark[start - 1]].text == ":":
            return list(self._doc[start - 1 - self._mark[start - 1]].sent)  # "X said:" closes the paragraph before
        return found[::-1] if any(t.is_alpha for t in found) else []

    def _by_opening(self, quote: Quote, before: list[Token], root: Token) -> Placed | None:
        cues = [t for t in before if self._reports(t)]
        colon = before[-1].text == ":"
        if self._is_name(quote) and before[-1].text not in (":", ","):
            return None
        if cues:
            return Placed(quote, cues[-1], "before")
        verbs = [t for t in before if t.pos_ == "VERB"]
        if colon and not verbs and len(before) <= NAME_WORDS:
            name = next((t for t in before if t.pos_ in NOMINAL and t.head not in before), None)
            return Placed(quote, name, "name") if name is not None else None
        if verbs and (colon or before[-1].text == ","):
            return Placed(quote, verbs[-1], "before")
        governor = self._governor(root, quote)
        return Placed(quote, governor, "within") if governor is not None else None

    def _is_name(self, quote: Quote) -> bool:
        """Whether a fragment is the name of something ("the “Union Shield” exercise"): capitals, and no sentence."""
        words = str(self._doc.text)[quote.start : quote.end].split()
        return not quote.whole and not self._sentence(quote) and all(w[:1].isupper() for w in words)

    def _governor(self, token: Token, quote: Quote) -> Token | None:
        """The nearest cue of any shape above a fragment, outside the marks; for one that is no term and no title also
        the nearest verb of which somebody is the subject."""
        words = str(self._doc.text)[quote.start : quote.end].split()
        if len(words) < FRAGMENT_WORDS:
            return None
        loose = len(words) >= PHRASE_WORDS and any(w[:1].islower() for w in words if len(w) > PHRASE_WORDS)
        while token.head != token:
            token = token.head
            if self._mark[token.i]:
                continue
            cue, who = self._finder.cue(token), subjects(token)
            if cue is not None and (cue.family == "speech" or who):
                return token
            if loose and token.pos_ == "VERB":
                return token
        return None

    def _reports(self, token: Token) -> bool:
        cue = self._finder.cue(token)
        return cue is not None and "quote" in cue.takes and token.pos_ in ("VERB", "AUX", "NOUN")

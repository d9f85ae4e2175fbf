"""Words signed by their layout alone: "Keller: the talks go on", and "The talks go on. — Maria Keller, spokesperson".

Headlines, transcripts, embedded posts and set-off quotations are written so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapporteur.extract.mentions import NOMINAL

if TYPE_CHECKING:
    from rapporteur.extract.index import Doc, Token

DASHES = frozenset({"—", "–", "―", "--", "-"})
CLOSERS = frozenset(".!?…”\"’'»")
SPEAKERS = frozenset({"PER", "ORG", "OFFICE", "LOC"})
NAME_WORDS = 8  # words of a name before a colon
SIGNATURE_WORDS = 16  # words of a name with its office behind a dash
LEAST_WORDS = 3  # words of content


@dataclass(frozen=True, slots=True)
class Signed:
    """Content between two words, the mark that signs it, and the head of the name."""

    start: int
    end: int
    mark: Token
    name: Token


def signed(doc: Doc, paragraphs: list[int]) -> Iterator[Signed]:
    """Every paragraph, or part of one, that a name signs."""
    start = 0
    while start < len(doc):
        end = start
        while end < len(doc) and paragraphs[end] == paragraphs[start]:
            end += 1
        found = _by_colon(doc, start, end) or _by_dash(doc, start, end)
        if found is not None:
            yield found
        start = end


def _by_colon(doc: Doc, start: int, end: int) -> Signed | None:
    colon = next((i for i in range(start + 1, min(end, start + NAME_WORDS + 1)) if doc[i].text == ":"), None)
    if colon is None or end - colon <= LEAST_WORDS or any(doc[i].pos_ in ("VERB", "AUX") for i in range(start, colon)):
        return None
    name = _name(doc, start, colon)
    if name is None or not any(t.pos_ in ("VERB", "AUX") for t in doc[colon + 1 : end]):
        return None
    return Signed(colon + 1, end, doc[colon], name)


def _by_dash(doc: Doc, start: int, end: int) -> Signed | None:
    """The last dash of the paragraph behind a finished sentence or a closing mark, with a name behind it."""
    for i in range(end - 2, start + LEAST_WORDS, -1):
        if (
            (doc[i].text in DASHES or _reversed(doc, i))
            and doc[i - 1].text[-1] in CLOSERS
            and doc[i + 1].ent_type_ in SPEAKERS
        ):
            name = _name(doc, i + 1, min(end, i + 4))
            if name is None or end - i > SIGNATURE_WORDS or any(t.pos_ == "VERB" for t in doc[i:end]):
                return None
            return Signed(_opening(doc, start, i), i, doc[i], name)
    return None


def _reversed(doc: Doc, i: int) -> bool:
    """A colon behind the words: "“The talks are over”: Keller"."""
    return doc[i].text == ":" and doc[i - 1].text in ("”", '"', "'", "’", "»")


def _opening(doc: Doc, start: int, end: int) -> int:
    """Where the words before a signature begin: at the mark that opens them, where a closing mark stands before it."""
    opening = {"”": "“", "»": "«", '"': '"'}.get(doc[end - 1].text)
    if opening is None:
        return start
    return next((i for i in range(end - 2, start, -1) if doc[i].text == opening), start)


def _name(doc: Doc, start: int, end: int) -> Token | None:
    """The head of a phrase that names somebody, or of a name in capitals as in transcripts."""
    words = [t for t in doc[start:end] if t.is_alpha]
    named = [t for t in words if t.ent_type_ in SPEAKERS or (t.is_upper and len(t) > 2)]
    heads = [t for t in named if t.pos_ in NOMINAL and not any(t.head == o != t for o in named)]
    return heads[0] if heads and len(named) * 2 >= len(words) else None

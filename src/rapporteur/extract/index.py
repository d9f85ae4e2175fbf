"""A document as the readers use it: plain objects, made once from the analyser's Doc.

A spaCy Token looks its every attribute up anew, and makes its children anew each time they are asked for; the readers
ask for them hundreds of times a word. ``Doc``, ``Stretch`` and ``Token`` bear the same names for the same things as
spaCy's, so that whoever knows those can read on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Literal, TypeVar, overload

from rapporteur.drafts import SecondWitness

if TYPE_CHECKING:
    from spacy.tokens import Doc as Analysed
    from spacy.tokens import Token as Word

T = TypeVar("T")


@dataclass(slots=True, eq=False, repr=False)
class Token:
    """A word in its place. ``morph`` are the features as written ("Number=Plur"), ``children`` in the order of the
    text; in ``memo`` stands what was found out about it."""

    doc: Doc
    _word: Word
    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    pos_: str
    dep_: str
    morph: str
    ent_type_: str
    ent_iob_: str
    is_alpha: bool
    is_punct: bool
    is_space: bool
    is_upper: bool
    head: Token = field(init=False)
    children: tuple[Token, ...] = field(init=False)
    sent: Stretch = field(init=False)
    memo: dict[object, object] = field(init=False, default_factory=dict)
    _subtree: tuple[Token, ...] | None = field(init=False, default=None)

    def __len__(self) -> int:
        return len(self.text)

    @property
    def left_edge(self) -> Token:
        """The first word of its subtree."""
        return self.doc.tokens[self._word.left_edge.i]

    @property
    def right_edge(self) -> Token:
        """The last word of its subtree."""
        return self.doc.tokens[self._word.right_edge.i]

    @property
    def roles(self) -> tuple[tuple[str, int], ...]:
        """Its arguments: label and index."""
        return self._word._.roles if self._word.has_extension("roles") else ()

    @property
    def antecedent(self) -> tuple[int, float] | None:
        """Of a pronoun, the index of the word that it means, and with what probability."""
        return self._word._.antecedent if self._word.has_extension("antecedent") else None

    @property
    def subtree(self) -> tuple[Token, ...]:
        """The word with all that hangs on it, what stands to its left first."""
        if self._subtree is None:
            left = [t for c in self.children if c.i < self.i for t in c.subtree]
            right = [t for c in self.children if c.i > self.i for t in c.subtree]
            self._subtree = (*left, self, *right)
        return self._subtree

    @property
    def ancestors(self) -> Iterator[Token]:
        """The words above it, the nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def nbor(self, by: int) -> Token:
        """The word ``by`` places behind it, or before it."""
        return self.doc[self.i + by]


@dataclass(slots=True, eq=False, repr=False)
class Stretch:
    """Words that stand side by side: from token ``start`` to before token ``end``."""

    doc: Doc
    start: int
    end: int
    label_: str = ""
    _text: str | None = field(init=False, default=None)
    _root: Token | None = field(init=False, default=None)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    def __len__(self) -> int:
        return self.end - self.start

    def __getitem__(self, i: int) -> Token:
        return self.doc.tokens[self.start : self.end][i]

    @property
    def start_char(self) -> int:
        """Where its first character stands."""
        return self.doc.tokens[self.start].idx

    @property
    def end_char(self) -> int:
        """Behind its last character."""
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """Its words as written."""
        if self._text is None:
            self._text = self.doc.text[self.start_char : self.end_char] if self.start < self.end else ""
        return self._text

    @property
    def root(self) -> Token:
        """The word that stands highest in the tree."""
        if self._root is None:
            self._root = self.doc.tokens[self.doc.analysed[self.start : self.end].root.i]
        return self._root

    @property
    def ents(self) -> list[Stretch]:
        """The names that lie within it."""
        return [e for e in self.doc.ents if self.start <= e.start and e.end <= self.end]


class Doc:
    """The words of a document, with its sentences and names."""

    def __init__(self, analysed: Analysed) -> None:
        self.analysed = analysed
        self.coder: SecondWitness | None = analysed._.coder if analysed.has_extension("coder") else None
        self.text: str = analysed.text
        words = list(analysed)
        self.tokens: list[Token] = [_token(self, word) for word in words]
        self.ents = [Stretch(self, e.start, e.end, e.label_) for e in analysed.ents]
        self.sents = [Stretch(self, s.start, s.end) for s in analysed.sents] if self.tokens else []
        self._join(words)

    def _join(self, words: list[Word]) -> None:
        """Lay the tree over the words."""
        below: list[list[Token]] = [[] for _ in self.tokens]
        for token, word in zip(self.tokens, words, strict=True):
            token.head = self.tokens[word.head.i]
            if token.head is not token:
                below[token.head.i].append(token)
        for token, children in zip(self.tokens, below, strict=True):
            token.children = tuple(children)
        for sentence in self.sents:
            for token in sentence:
                token.sent = sentence

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def __len__(self) -> int:
        return len(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Stretch: ...
    def __getitem__(self, at: int | slice) -> Token | Stretch:
        if isinstance(at, int):
            return self.tokens[at]
        start, end, _ = at.indices(len(self.tokens))
        return Stretch(self, start, end)

    def char_span(self, start: int, end: int, alignment_mode: Literal["contract", "expand"]) -> Stretch | None:
        """The words within a stretch of characters, or with those that it cuts; None where there are none."""
        found = self.analysed.char_span(start, end, alignment_mode=alignment_mode)
        return None if found is None else Stretch(self, found.start, found.end)


def _token(doc: Doc, word: Word) -> Token:
    """A word of the analyser's Doc, not yet in its tree."""
    return Token(
        doc=doc,
        _word=word,
        i=word.i,
        idx=word.idx,
        text=word.text,
        lower_=word.lower_,
        lemma_=word.lemma_,
        pos_=word.pos_,
        dep_=word.dep_,
        morph=str(word.morph),
        ent_type_=word.ent_type_,
        ent_iob_=word.ent_iob_,
        is_alpha=word.is_alpha,
        is_punct=word.is_punct,
        is_space=word.is_space,
        is_upper=word.is_upper,
    )


def once(read: Callable[[Token], T]) -> Callable[[Token], T]:
    """A function of a word alone whose answer is kept with the word. What it gives must not be changed."""

    @wraps(read)
    def kept(token: Token) -> T:
        try:
            return token.memo[read]  # type: ignore[return-value]
        except KeyError:
            found = token.memo[read] = read(token)
            return found

    return kept

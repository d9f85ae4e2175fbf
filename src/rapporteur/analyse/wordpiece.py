"""WordPiece for uncased BERT vocabularies: words in, piece ids and shapes out.

The encoder does not see case, so every piece also carries the *shape* of its word (lower, Title, UPPER, digits, ...),
which the network adds to its input. Algorithm: greedy longest match first, as published with BERT (Devlin et al. 2019).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

PAD, UNKNOWN, CLS, SEP = 0, 100, 101, 102
MAX_PIECES = 12  # of one word: a hostile "word" of a megabyte costs no more than this
MAX_CHARACTERS = 60
SHAPES = 10  # of first pieces; continuing pieces have the same shapes, SHAPES further on


def shape(word: str) -> int:
    """The shape class of a word, 1 to 9; 0 is kept for [CLS], [SEP] and padding."""
    if word.isalpha():
        if word.islower():
            return 1
        if word.isupper():
            return 5 if len(word) == 1 else 3
        return 2 if word[0].isupper() and word[1:].islower() else 4
    if word.isdigit():
        return 6
    if any(c.isdigit() for c in word):
        return 7
    return 9 if any(c.isalpha() for c in word) else 8


class WordPiece:
    """A vocabulary of pieces, one a line, the line's number being the id."""

    def __init__(self, vocabulary: list[str]) -> None:
        self._ids = {piece: i for i, piece in enumerate(vocabulary)}
        self.pieces = lru_cache(maxsize=50_000)(self._pieces)

    def _pieces(self, word: str) -> tuple[int, ...]:
        folded = unicodedata.normalize("NFD", word[:MAX_CHARACTERS].lower())
        plain = "".join(c for c in folded if unicodedata.category(c) not in ("Mn", "Cc", "Cf"))
        ids = [i for part in _split_punctuation(plain) for i in self._longest_match(part)]
        return tuple(ids[:MAX_PIECES]) or (UNKNOWN,)

    def _longest_match(self, part: str) -> list[int]:
        found: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = self._ids.get(part[start:end] if start == 0 else "##" + part[start:end])
                if piece is not None:
                    found.append(piece)
                    start = end
                    break
            else:
                return [UNKNOWN]
        return found


def _split_punctuation(text: str) -> list[str]:
    """Runs of letters and digits, and each other visible sign by itself."""
    parts: list[str] = []
    word = ""
    for c in text:
        if c.isalnum():
            word += c
            continue
        if word:
            parts.append(word)
            word = ""
        if not c.isspace():
            parts.append(c)
    return [*parts, word] if word else parts

"""Names on lists, as a feature of words: what the network is told besides pieces and shapes, never a decision.

The list is made from ``world`` when the model is trained and lies beside the weights, one "class<TAB>phrase" a line,
so that a model always meets the list that it was trained with.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

CLASSES = ("person", "country", "city", "body", "event", "document", "office", "person-or-city")
MARKS = 1 + 2 * len(CLASSES)  # 0: on no list; then the first word of a phrase of each class, then its other words
LONGEST = 8  # words of a phrase
LOWER = "office"  # the one class whose phrases also stand in lower case


def fold(word: str) -> str:
    """A word without case and accents, as the list has it."""
    plain = unicodedata.normalize("NFD", word.casefold())
    return "".join(c for c in plain if unicodedata.category(c) != "Mn")


class Gazetteer:
    """Phrases of known names, matched longest first over the words of a window."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._phrases: dict[str, int] = {}
        self._longest: dict[str, int] = {}  # by first word
        for line in lines:
            name, _, phrase = line.partition("\t")
            words = phrase.split(" ")
            self._phrases[phrase] = CLASSES.index(name)
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def marks(self, words: Sequence[str]) -> list[int]:
        """For each word 0, or 1 + its class, or 1 + len(CLASSES) + its class inside a phrase."""
        folded = [fold(w) for w in words]
        found = [0] * len(words)
        at = 0
        while at < len(words):
            size, kind = self._match(words, folded, at)
            if size:
                found[at] = 1 + kind
                found[at + 1 : at + size] = [1 + len(CLASSES) + kind] * (size - 1)
            at += max(size, 1)
        return found

    def _match(self, words: Sequence[str], folded: Sequence[str], at: int) -> tuple[int, int]:
        """Length and class of the longest phrase that begins at a word; (0, 0) where none does."""
        capital = words[at][:1].isupper()
        for size in range(min(self._longest.get(folded[at], 0), len(words) - at), 0, -1):
            kind = self._phrases.get(" ".join(folded[at : at + size]))
            if kind is not None and (capital or CLASSES[kind] == LOWER):
                return size, kind
        return 0, 0

"""Whom a pronoun means: the network's scores for words that mean the same, put together into chains.

A probability goes to each earlier word; those of one chain are added up, so that "he" after "Lavrov ... he ... his" is
as sure as all three together. Below ``SURE`` nothing is said: ``resolve`` has rules of its own for what is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

SURE = 0.6
BEFORE = 2  # words in front of a name in which a title or given name may stand
PERSONAL = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
OTHERS = frozenset({"they", "them", "their", "theirs", "themselves", "it", "its", "itself"})
MENTIONS = frozenset({"PROPN", "NOUN", "PRON"})


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A noun before a pronoun that means the same: how many words back, and how probable."""

    back: int
    probability: float


def antecedents(scores: NDArray[np.float32], words: Sequence[str], upos: Sequence[str]) -> list[Antecedent | None]:
    """For each word of a window its antecedent, where it is a pronoun of the third person and one is sure enough.

    ``scores`` [W, W+1] has "for the first time" in column 0 and word j in column j + 1.
    """
    chain: dict[int, int] = {}  # mention to the number of its chain, which is its first mention's index
    gender: dict[int, str] = {}  # of a chain, where one of its mentions shows it
    nouns: dict[int, int] = {}  # chain to its last noun
    found: list[Antecedent | None] = [None] * len(words)
    for w, (word, tag) in enumerate(zip(words, upos, strict=True)):
        if tag not in MENTIONS and word.lower() not in PERSONAL:
            continue
        shown = _gender(words, w)
        open_to = {m: c for m, c in chain.items() if not shown or gender.get(c, shown) == shown}
        best, probability = _best(scores[w, : w + 1], open_to, closed=[m for m in chain if m not in open_to])
        chain[w] = best if best is not None else w
        if shown:
            gender[chain[w]] = shown
        if word.lower() in PERSONAL | OTHERS:
            noun = nouns.get(chain[w])
            if best is not None and noun is not None and probability >= SURE:
                found[w] = Antecedent(w - noun, probability)
        elif tag != "PRON":
            nouns[chain[w]] = w
    return found


def _gender(words: Sequence[str], at: int) -> str:
    """What a word, or the title or given name right before it, shows: "m", "f" or "" for neither."""
    for back in range(min(at, BEFORE) + 1):
        word = words[at - back]
        if back and not (word[:1].isupper() or word == "."):
            return ""
        if shown := genders().get(word.lower().rstrip(".")):
            return shown
    return ""


@cache
def genders() -> dict[str, str]:
    """Words that go with "he" (m) or "she" (f)."""
    text = (resources.files("rapporteur.analyse") / "genders.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t") for line in text.splitlines() if not line.startswith("#"))


def _best(row: NDArray[np.float32], chain: dict[int, int], closed: Sequence[int]) -> tuple[int | None, float]:
    """The likeliest chain and its probability, none of the ``closed`` words counted; None where a new one is
    likelier."""
    row = row.copy()
    row[[m + 1 for m in closed]] = -np.inf
    p = np.exp(row - row.max())
    p /= p.sum()
    mass: dict[int, float] = {}
    for word, number in chain.items():
        mass[number] = mass.get(number, 0.0) + float(p[word + 1])
    best = max(mass, key=lambda c: mass[c], default=None)
    return (best, mass[best]) if best is not None and mass[best] > float(p[0]) else (None, 0.0)

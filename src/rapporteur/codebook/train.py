"""Teaching the second witness a user's types, and telling how well it has learnt them.

There is no chance in it: the same files and the same language model give the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np

from rapporteur import kinds
from rapporteur.analyse.deeds import OWN_TYPES, OwnTypes, write_own
from rapporteur.codebook import ridge, teaching
from rapporteur.codebook.own import own_types
from rapporteur.codebook.teaching import Taught
from rapporteur.errors import DataError
from rapporteur.kinds import Kind

LEAST, LEAST_COUNTERS = 12, 4  # fewer examples teach nothing that can be measured
WANTED, WANTED_COUNTERS = 30, 10
SURE = 0.5  # the probability from which a sentence counts as taken for the type


@dataclass(frozen=True, slots=True)
class Learnt:
    """How well a type was learnt, each sentence judged by a row that was taught without it.

    ``missed`` are its examples that are not taken for it, ``taken`` the counter-examples and sentences of other types
    that are, each with its type ("" for none).
    """

    type: str
    file: str
    examples: int
    counters: int
    background: int
    missed: tuple[str, ...]
    taken: tuple[tuple[str, str], ...]

    @property
    def found(self) -> int:
        """How many examples are taken for the type."""
        return self.examples - len(self.missed)

    @property
    def recall(self) -> float:
        """The share of its examples that are taken for the type."""
        return self.found / self.examples

    @property
    def precision(self) -> float | None:
        """The share of the sentences taken for the type that are of it; None where none is taken."""
        taken = self.found + len(self.taken)
        return self.found / taken if taken else None

    @property
    def confused(self) -> tuple[tuple[str, int], ...]:
        """The types whose sentences are taken for this one, the most frequent first, each with their number."""
        return tuple(Counter(type for type, _ in self.taken).most_common())


def train(folder: Path) -> tuple[Learnt, ...]:
    """Teach the types of a folder that the shipped codebook lacks, and write ``classifier.npz`` there.

    Raises DataError where a file is not in order or has too few examples, ModelError where there is no coder.
    """
    shipped = kinds.load().kinds
    own = {file: kind for file, kind in own_types(folder).items() if kind.type not in shipped}
    if not own:
        raise DataError(f"{folder}: every type there is a shipped one, which the classifier knows; nothing to train")
    for file, kind in own.items():
        _enough(file, kind)
    rows = tuple(teaching.of_types(kinds.load(folder), (kind.type for kind in own.values())))
    learnt = [_learn(file, kind, rows) for file, kind in own.items()]
    weights = np.array([row.weights for row, _ in learnt], dtype=np.float32)
    biases = np.array([row.bias for row, _ in learnt], dtype=np.float32)
    names = tuple(kind.type for kind in own.values())
    found = OwnTypes(names, weights, biases, teaching.coder().fingerprint, taught_on(own.values()))
    write_own(folder / OWN_TYPES, found)
    return tuple(told for _, told in learnt)


def taught_on(own: Iterable[Kind]) -> str:
    """A short name for what these types teach: examples, counter-examples and the words of their cues."""
    digest = blake2b(digest_size=8)
    for kind in sorted(own, key=lambda kind: kind.type):
        words = [(cue.name, cue.lemmas) for cue in kind.cue]
        digest.update(repr((kind.type, kind.example, kind.counter_example, words)).encode())
    return digest.hexdigest()


def _enough(file: str, kind: Kind) -> None:
    for key, had, least, wanted in (
        ("example", len(kind.example), LEAST, WANTED),
        ("counter_example", len(kind.counter_example), LEAST_COUNTERS, WANTED_COUNTERS),
    ):
        if had < least:
            raise DataError(f"{file}: {key}: {had} of them; training needs {least} at least, and {wanted} do better")


def _learn(file: str, kind: Kind, rows: Sequence[Taught]) -> tuple[ridge.Row, Learnt]:
    """The row of one type, and how well it was learnt."""
    texts = {text: number for number, text in enumerate(dict.fromkeys(row.text for row in rows))}
    groups = np.array([texts[row.text] for row in rows])
    yes = np.array([row.type == kind.type for row in rows])
    row = ridge.fit(np.array([row.features for row in rows], dtype=np.float64), yes, groups)
    own = {example.text: False for example in kind.example}
    taken: dict[str, str] = {}
    for taught, probability in zip(rows, row.left_out, strict=True):
        if taught.type == kind.type:
            own[taught.text] |= probability >= SURE
        elif probability >= SURE and taught.text not in own:
            taken.setdefault(taught.text, taught.type)
    return row, Learnt(
        type=kind.type,
        file=file,
        examples=len(own),
        counters=len(kind.counter_example),
        background=len(texts) - len(own) - len(kind.counter_example),
        missed=tuple(text for text, found in own.items() if not found),
        taken=tuple((type, text) for text, type in taken.items()),
    )

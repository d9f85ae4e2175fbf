"""Runs the shipped network (ONNX, int8) over windows of words; knows nothing of trees or documents."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rapporteur.analyse.deeds import Classes, Coder
from rapporteur.analyse.gazetteer import Gazetteer
from rapporteur.analyse.session import opened, unusable
from rapporteur.analyse.wordpiece import CLS, SEP, SHAPES, WordPiece, shape

Array = NDArray[np.float32]
OUTPUTS = ["upos", "feats", "lemmas", "starts", "names", "predicates", "arcs", "labels", "roles", "links"]
BATCH_PIECES = 2048  # padding counted; bounds memory


@dataclass(frozen=True, slots=True)
class Inventory:
    """The classes of each head, in the order of its scores."""

    upos: list[str]
    feats: list[str]
    lemmas: list[str]
    labels: list[str]
    roles: list[str]
    names: list[str]
    types: list[str]
    modes: list[str]
    statuses: list[str]


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of one window of W words; the last axis is the class unless said otherwise.

    ``arcs`` [W, W+1] and ``labels`` [L, W, W+1] have the root in column 0; ``roles`` is [L, W, W] (row: predicate);
    ``links`` [W, W+1] scores earlier words that mean the same, column 0 "for the first time".
    """

    upos: Array
    feats: Array
    lemmas: Array
    starts: Array
    names: Array
    predicates: Array
    arcs: Array
    labels: Array
    roles: Array
    links: Array


class Network:
    """One session over one model file."""

    def __init__(self, folder: Path, threads: int) -> None:
        try:
            kept = json.loads((folder / "inventory.json").read_text(encoding="utf-8"))
            vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
            self.inventory = Inventory(**kept)
            self._gazetteer = Gazetteer((folder / "gazetteer.txt").read_text(encoding="utf-8").splitlines())
            lexicon = json.loads((folder / "lexicon.json").read_text(encoding="utf-8"))
            closed = json.loads((folder / "closed.json").read_text(encoding="utf-8"))
        except (OSError, ValueError, TypeError) as error:
            raise unusable(folder, error) from error
        self._session = opened(folder / "analyser.onnx", threads)
        self.closed = {tag: frozenset(words) for tag, words in closed.items()}  # words of the closed classes
        self.lexicon: dict[str, str] = lexicon  # lemma of "form/UPOS" where no ending gives it
        self.known = frozenset(vocabulary)  # whole words among the pieces: a check on the lemma rules
        self._pieces = WordPiece(vocabulary)
        classes = Classes(self.inventory.types, self.inventory.modes, self.inventory.statuses)
        self.coder = Coder(folder / "deeds.onnx", classes, self.encode, threads)

    def length(self, word: str) -> int:
        """How many pieces ``word`` takes."""
        return len(self._pieces.pieces(word))

    def run(self, windows: Sequence[Sequence[str]]) -> Iterator[Scores]:
        """The scores of each window, in order; windows of like length share a batch."""
        lengths = [2 + sum(map(self.length, w)) for w in windows]
        order = sorted(range(len(windows)), key=lambda i: lengths[i])
        found: list[Scores | None] = [None] * len(windows)
        batch: list[int] = []
        for i in [*order, -1]:
            if batch and (i < 0 or lengths[i] * (len(batch) + 1) > BATCH_PIECES):
                for j, scores in zip(batch, self._batch([windows[k] for k in batch]), strict=True):
                    found[j] = scores
                batch = []
            if i >= 0:
                batch.append(i)
        return iter([s for s in found if s is not None])

    def _batch(self, windows: list[Sequence[str]]) -> Iterator[Scores]:
        encoded = [self.encode(w) for w in windows]
        s, w = max(len(e[0]) for e in encoded), max(map(len, windows))
        pieces, shapes, mask = (np.zeros((len(windows), s), dtype=np.int64) for _ in range(3))
        first, last = (np.zeros((len(windows), w), dtype=np.int64) for _ in range(2))
        for i, (ids, kinds, begins, ends) in enumerate(encoded):
            pieces[i, : len(ids)], shapes[i, : len(kinds)], mask[i, : len(ids)] = ids, kinds, 1
            first[i, : len(begins)], last[i, : len(ends)] = begins, ends
        feed = {"pieces": pieces, "shapes": shapes, "mask": mask, "first": first, "last": last}
        upos, feats, rules, starts, names, predicates, arcs, labels, roles, links = self._session.run(OUTPUTS, feed)
        for i, window in enumerate(windows):
            n = len(window)
            yield Scores(
                upos[i, :n],
                feats[i, :n],
                rules[i, :n],
                starts[i, :n],
                names[i, :n],
                predicates[i, :n],
                arcs[i, :n, : n + 1],
                labels[i, :, :n, : n + 1],
                roles[i, :, :n, :n],
                links[i, :n, : n + 1],
            )

    def encode(self, words: Sequence[str]) -> tuple[list[int], list[int], list[int], list[int]]:
        """Piece ids and shapes with [CLS] and [SEP]; the first and the last piece of each word."""
        ids, kinds, begins, ends = [CLS], [0], [], []
        for word, mark in zip(words, self._gazetteer.marks(words), strict=True):
            found, kind = self._pieces.pieces(word), shape(word) + 2 * SHAPES * mark
            begins.append(len(ids))
            ids += found
            kinds += [kind] + [kind + SHAPES] * (len(found) - 1)
            ends.append(len(ids) - 1)
        return [*ids, SEP], [*kinds, 0], begins, ends


@cache
def shipped(threads: int) -> Network:
    """The network that comes with the package, loaded once a process. Raises ModelError."""
    with resources.as_file(resources.files("rapporteur.analyse") / "weights") as folder:
        return Network(folder, threads)

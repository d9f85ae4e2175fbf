"""From windows to tensors."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass

import torch
from corpora import Sentence
from deeds import NOTHING, STATUSES, Deed
from torch import Tensor

from rapporteur.analyse import lemmas
from rapporteur.analyse.gazetteer import CLASSES, Gazetteer
from rapporteur.analyse.wordpiece import CLS, SEP, SHAPES, UNKNOWN, WordPiece, shape

IGNORE = -100
NAMES = ["O", *(f"{b}-{t}" for t in ("PER", "LOC", "ORG", "OFFICE", "EVENT", "DOC") for b in "BI")]
HIDDEN = [i for i, n in enumerate(NAMES) if n[2:] in ("OFFICE", "EVENT", "DOC")]


@dataclass(frozen=True)
class Inventory:
    """The classes of each head, in order; shipped beside the weights."""

    upos: list[str]
    feats: list[str]
    lemmas: list[str]
    labels: list[str]
    roles: list[str]
    names: list[str]
    types: list[str]
    modes: list[str]
    statuses: list[str]


def inventory(sentences: list[Sentence]) -> Inventory:
    """Classes seen often enough in the training parts."""
    upos, feats, rules, labels, roles = (Counter() for _ in range(5))
    types, modes = Counter(), Counter()
    for s in sentences:
        types.update(d.type for d in s.deeds or [])
        modes.update(d.mode for d in s.deeds or [])
        if s.upos and s.feats and s.lemmas and s.labels:
            upos.update(s.upos)
            feats.update(s.feats)
            labels.update(s.labels)
            rules.update(lemmas.rule(w, x) for w, x in zip(s.words, s.lemmas, strict=True))
        for _, arguments in s.predicates or []:
            roles.update(label for label, _ in arguments)
    return Inventory(
        upos=sorted(upos),
        feats=sorted(f for f, n in feats.items() if n >= 5),
        lemmas=["0+", *sorted(r for r, n in rules.items() if n >= 4 and r != "0+")],
        labels=sorted(x for x, n in labels.items() if n >= 5),
        roles=["_", *sorted(r for r, n in roles.items() if n >= 20)],
        names=NAMES,
        types=[NOTHING, *sorted(t for t in types if t)],
        modes=["", *sorted(m for m in modes if m)],
        statuses=STATUSES,
    )


@dataclass
class Batch:
    """Padded tensors of some windows; targets are IGNORE where a corpus does not say."""

    pieces: Tensor
    shapes: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    upos: Tensor
    feats: Tensor
    lemmas: Tensor
    starts: Tensor
    heads: Tensor
    labels: Tensor
    names: Tensor
    names_open: Tensor
    predicates: Tensor
    roles: list[tuple[int, int, int, int]]
    links: list[tuple[int, int, tuple[int, ...]]]  # (window, word, words before it that mean the same)
    deeds: list[tuple[int, int, Deed]]  # (window, first word of the sentence, deed)
    word_mask: Tensor
    segment: Tensor


class Encoding:
    """Turns windows into batches with one inventory.

    With ``noise``, some words are hidden and some marks of the gazetteer left out, so that neither is relied on alone.
    """

    HIDE, UNLIST = 0.03, 0.3  # of words, of listed names

    def __init__(
        self, pieces: WordPiece, kept: Inventory, gazetteer: Gazetteer, noise: random.Random | None = None
    ) -> None:
        self.pieces, self.kept, self.gazetteer, self.noise = pieces, kept, gazetteer, noise
        self.index = {
            name: {x: i for i, x in enumerate(getattr(kept, name))}
            for name in ("upos", "feats", "lemmas", "labels", "roles", "names", "types", "modes", "statuses")
        }

    def length(self, window: list[Sentence]) -> int:
        """Pieces of a window, [CLS] and [SEP] counted."""
        return 2 + sum(len(self.pieces.pieces(w)) for s in window for w in s.words)

    def batch(self, chosen: list[list[Sentence]]) -> Batch:
        """Tensors for the windows chosen."""
        n, s = len(chosen), max(map(self.length, chosen))
        w = max(sum(len(x.words) for x in window) for window in chosen)

        def full(*size: int, value: int = IGNORE) -> Tensor:
            return torch.full(size, value, dtype=torch.long)

        b = Batch(
            full(n, s, value=0),
            full(n, s, value=0),
            full(n, s, value=0),
            full(n, w, value=0),
            full(n, w, value=0),
            full(n, w),
            full(n, w),
            full(n, w),
            full(n, w),
            full(n, w),
            full(n, w),
            full(n, w),
            full(n, w, value=0),
            full(n, w),
            [],
            [],
            [],
            full(n, w, value=0),
            full(n, w, value=-1),
        )
        for i, window in enumerate(chosen):
            self._inputs(b, i, [x for sentence in window for x in sentence.words])
            at, known = 0, {}
            for k, sentence in enumerate(window):
                self._targets(b, i, at, sentence, len(window) > 1)
                for entity, head in sorted(sentence.links or [], key=lambda x: x[1]):
                    b.links.append((i, at + head, tuple(known.get(entity, ()))))
                    known.setdefault(entity, []).append(at + head)
                b.deeds += [(i, at, d) for d in sentence.deeds or []]
                b.segment[i, at : at + len(sentence.words)] = k
                at += len(sentence.words)
        return b

    def _inputs(self, b: Batch, i: int, words: list[str]) -> None:
        ids, shapes = [CLS], [0]
        for j, (word, mark) in enumerate(zip(words, self._marks(words), strict=True)):
            found, kind = self.pieces.pieces(word), shape(word) + 2 * SHAPES * mark
            if self.noise and self.noise.random() < self.HIDE:
                found = (UNKNOWN,) * len(found)
            b.first[i, j], b.last[i, j] = len(ids), len(ids) + len(found) - 1
            ids += found
            shapes += [kind] + [kind + SHAPES] * (len(found) - 1)
        ids.append(SEP)
        b.pieces[i, : len(ids)] = torch.tensor(ids)
        b.shapes[i, : len(shapes)] = torch.tensor(shapes)
        b.mask[i, : len(ids)] = 1
        b.word_mask[i, : len(words)] = 1

    def _marks(self, words: list[str]) -> list[int]:
        marks, left_out = self.gazetteer.marks(words), False
        for j, mark in enumerate(marks if self.noise else []):
            if 0 < mark <= len(CLASSES):
                left_out = self.noise.random() < self.UNLIST
            if mark and left_out:
                marks[j] = 0
        return marks

    def _targets(self, b: Batch, i: int, at: int, s: Sentence, several: bool) -> None:
        span = slice(at, at + len(s.words))

        def put(target: Tensor, kind: str, values: list[str]) -> None:
            target[i, span] = torch.tensor([self.index[kind].get(v, IGNORE) for v in values])

        if s.upos and s.feats and s.lemmas and s.heads and s.labels:
            put(b.upos, "upos", s.upos)
            put(b.feats, "feats", s.feats)
            put(b.lemmas, "lemmas", [lemmas.rule(w, x) for w, x in zip(s.words, s.lemmas, strict=True)])
            put(b.labels, "labels", s.labels)
            b.heads[i, span] = torch.tensor([0 if h == 0 else at + h for h in s.heads])
            b.starts[i, span] = 0
            b.starts[i, at] = 1
        if s.names is not None:
            put(b.names, "names", s.names)
            b.names_open[i, span] = int(s.names_open)
        if s.predicates is not None:
            b.predicates[i, span] = 0
            for p, arguments in s.predicates:
                b.predicates[i, at + p] = 1
                b.roles.append((i, at + p, at + p, 0))
                b.roles += [
                    (i, at + p, at + a, self.index["roles"][x]) for x, a in arguments if x in self.index["roles"]
                ]

    def batches(self, found: list[list[Sentence]], size: int, rng: random.Random) -> list[list[list[Sentence]]]:
        """Windows of like length together, at most ``size`` pieces a batch (padding counted), in random order."""
        order = sorted(found, key=lambda x: (self.length(x), rng.random()))
        made: list[list[list[Sentence]]] = [[]]
        for window in order:
            if made[-1] and self.length(window) * (len(made[-1]) + 1) > size:
                made.append([])
            made[-1].append(window)
        rng.shuffle(made)
        return made

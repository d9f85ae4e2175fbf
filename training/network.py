"""The network: MiniLM's encoder with a word-shape embedding, and one light head a layer of annotation.

Written as plain modules (no transformers class), so that the ONNX export is what was trained. Shapes: B windows,
S pieces, W words, L labels, D=384.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from rapporteur.analyse.gazetteer import MARKS
from rapporteur.analyse.wordpiece import SHAPES

D, LAYERS, HEADS, INNER, POSITIONS, PIECES = 384, 6, 12, 1536, 512, 30522


@dataclass(frozen=True)
class Sizes:
    """How many classes each head decides between."""

    upos: int
    feats: int
    lemmas: int
    labels: int
    names: int
    roles: int
    types: int
    modes: int
    statuses: int


class Layer(nn.Module):
    """One transformer layer, post-norm, as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(D, D) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(D, eps=1e-12), nn.LayerNorm(D, eps=1e-12)
        self.up, self.down = nn.Linear(D, INNER), nn.Linear(INNER, D)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """x [B,S,D], bias [B,1,1,S] (0 or a large negative) to [B,S,D]."""
        b, s, _ = x.shape
        q, k, v = (f(x).view(b, s, HEADS, D // HEADS).transpose(1, 2) for f in (self.query, self.key, self.value))
        weights = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(D // HEADS) + bias, dim=-1)
        mixed = (self.drop(weights) @ v).transpose(1, 2).reshape(b, s, D)
        x = self.norm1(x + self.drop(self.output(mixed)))
        return self.norm2(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Word, position and shape embeddings, six layers; gives the input and every layer's states."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.positions = nn.Embedding(PIECES, D), nn.Embedding(POSITIONS, D)
        self.kind = nn.Parameter(torch.zeros(D))
        self.shapes = nn.Embedding(2 * SHAPES, D)
        self.marks = nn.Embedding(MARKS, D)
        self.norm = nn.LayerNorm(D, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop = nn.Dropout(0.1)
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.marks.weight)
        self.words.weight.requires_grad = False

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor, more: Tensor | None = None) -> list[Tensor]:
        """pieces, shapes, mask [B,S] to LAYERS+1 tensors [B,S,D]; ``shapes`` holds shape + 2 * SHAPES * mark, ``more``
        [B,S,D] is added to the input."""
        at = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.words(pieces) + self.positions(at)[None] + self.kind
        x = x + self.shapes(shapes % (2 * SHAPES)) + self.marks(torch.div(shapes, 2 * SHAPES, rounding_mode="floor"))
        if more is not None:
            x = x + more
        x = self.drop(self.norm(x))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        states = [x]
        for layer in self.layers:
            x = layer(x, bias)
            states.append(x)
        return states

    def load_minilm(self, folder: Path) -> None:
        """Fill from the published weights; raises KeyError where a name is missing."""
        w = load_file(folder / "model.safetensors")
        self.words.weight.data.copy_(w["embeddings.word_embeddings.weight"])
        self.positions.weight.data.copy_(w["embeddings.position_embeddings.weight"])
        self.kind.data.copy_(w["embeddings.token_type_embeddings.weight"][0])
        pairs = [(self.norm, "embeddings.LayerNorm")]
        for i, layer in enumerate(self.layers):
            p = f"encoder.layer.{i}."
            pairs += [
                (layer.query, p + "attention.self.query"),
                (layer.key, p + "attention.self.key"),
                (layer.value, p + "attention.self.value"),
                (layer.output, p + "attention.output.dense"),
                (layer.norm1, p + "attention.output.LayerNorm"),
                (layer.up, p + "intermediate.dense"),
                (layer.down, p + "output.dense"),
                (layer.norm2, p + "output.LayerNorm"),
            ]
        for module, name in pairs:
            module.weight.data.copy_(w[name + ".weight"])
            module.bias.data.copy_(w[name + ".bias"])


class Mix(nn.Module):
    """A learned mixture of the layers, then the mean of a word's first and last piece."""

    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.tensor([-2.0, -1.0, -1.0, 0.0, 0.0, 0.5, 1.0]))

    def forward(self, states: list[Tensor], first: Tensor, last: Tensor) -> Tensor:
        """LAYERS+1 times [B,S,D], first and last [B,W] to [B,W,D]."""
        w = torch.softmax(self.weights, 0)
        mixed = sum(w[i] * s for i, s in enumerate(states))
        index = first.unsqueeze(-1).expand(-1, -1, D), last.unsqueeze(-1).expand(-1, -1, D)
        return 0.5 * (torch.gather(mixed, 1, index[0]) + torch.gather(mixed, 1, index[1]))


def mlp(size: int, drop: float = 0.33) -> nn.Sequential:
    """A projection for the biaffine scorers."""
    return nn.Sequential(nn.Linear(D, size), nn.GELU(), nn.Dropout(drop))


class Biaffine(nn.Module):
    """Scores [B,L,W,W] of word pairs (row: dependent or predicate, column: head or argument)."""

    def __init__(self, size: int, labels: int) -> None:
        super().__init__()
        self.row, self.column = mlp(size), mlp(size)
        self.weight = nn.Parameter(torch.empty(labels, size + 1, size + 1))
        self.labels, self.size = labels, size + 1
        nn.init.normal_(self.weight, std=0.01)

    def forward(self, rows: Tensor, columns: Tensor) -> Tensor:
        """rows [B,W,D] and columns [B,V,D] to [B,L,W,V]."""
        r = nn.functional.pad(self.row(rows), (0, 1), value=1.0)
        c = nn.functional.pad(self.column(columns), (0, 1), value=1.0)
        left = torch.matmul(r.unsqueeze(1), self.weight)
        return torch.matmul(left, c.unsqueeze(1).transpose(-1, -2))


class Deeds(nn.Module):
    """Codes an event from the words' small states: which type, mode and status, given actor and recipient.

    The predicate is given, or found: each word of the sentence is weighed by how well it fits the two. Taught beside
    the other tasks for what the encoder learns from it; at run time ``Marked`` codes events.
    """

    SMALL = 192

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        n = self.SMALL
        self.nobody = nn.Parameter(torch.zeros(n))
        self.query, self.key = nn.Linear(2 * n, n), nn.Linear(n, n)
        self.body = nn.Linear(4 * n, 320)
        self.drop = nn.Dropout(0.3)
        self.types, self.modes, self.statuses = (nn.Linear(320, k) for k in (sizes.types, sizes.modes, sizes.statuses))

    def forward(
        self, words: Tensor, inside: Tensor, actor: Tensor, recipient: Tensor, cue: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """words [N,W,n], inside [N,W] (the sentence), actor and recipient [N,W] (weights of their words, all 0 for
        nobody), cue [N] (-1: find it) to fit [N,W], types [N,T], modes [N,M], statuses [N,U]."""
        parties = []
        for weights in (actor, recipient):
            mean = (weights.unsqueeze(1) @ words).squeeze(1)
            parties.append(mean + (weights.sum(1, keepdim=True) == 0).to(mean.dtype) * self.nobody)
        asked = self.query(torch.cat(parties, -1))
        fit = (self.key(words) @ asked.unsqueeze(-1)).squeeze(-1) / math.sqrt(self.SMALL)
        fit = fit.masked_fill(~inside, -1e4)
        found = torch.softmax(fit, -1)
        given = nn.functional.one_hot(cue.clamp(min=0), words.shape[1]).to(words.dtype)
        chosen = torch.where((cue < 0)[:, None], found, given)
        predicate = (chosen.unsqueeze(1) @ words).squeeze(1)
        context = (found.unsqueeze(1) @ words).squeeze(1)
        body = self.drop(nn.functional.gelu(self.body(self.drop(torch.cat([*parties, predicate, context], -1)))))
        return fit, self.types(body), self.modes(body), self.statuses(body)


class Marked(nn.Module):
    """Codes one event: the encoder over its sentence with actor, recipient and predicate marked in the input."""

    BODY = 384
    OUTPUTS = ("features", "types", "modes", "statuses")

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.sides = nn.Embedding(4, D)
        self.nobody = nn.Parameter(torch.zeros(3, D))
        self.body, self.drop = nn.Linear(4 * D, self.BODY), nn.Dropout(0.2)
        self.types, self.modes, self.statuses = (
            nn.Linear(self.BODY, k) for k in (sizes.types, sizes.modes, sizes.statuses)
        )
        nn.init.normal_(self.sides.weight, std=0.02)

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor, sides: Tensor) -> tuple[Tensor, ...]:
        """All [B,S]; ``sides`` is 1 on the actor's pieces, 2 on the recipient's, 3 on the predicate's, else 0. To the
        states that it judges by [B,4*D], and the scores of types, modes and statuses."""
        x = self.encoder(pieces, shapes, mask, self.sides(sides))[-1]
        read = [x[:, 0]]
        for k in (1, 2, 3):
            here = (sides == k).to(x.dtype)
            count = here.sum(1, keepdim=True)
            mean = (here.unsqueeze(1) @ x).squeeze(1) / count.clamp(min=1.0)
            read.append(mean + (count == 0).to(x.dtype) * self.nobody[k - 1])
        features = torch.cat(read, -1)
        body = self.drop(nn.functional.gelu(self.body(self.drop(features))))
        return features, self.types(body), self.modes(body), self.statuses(body)


class Analyser(nn.Module):
    """All heads over one pass of the encoder. ``forward`` is what is exported."""

    OUTPUTS = ("upos", "feats", "lemmas", "starts", "names", "predicates", "arcs", "labels", "roles", "links", "deeds")

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.syntax_mix, self.name_mix, self.role_mix, self.link_mix, self.deed_mix = (Mix() for _ in range(5))
        self.drop = nn.Dropout(0.33)
        self.root = nn.Parameter(torch.zeros(D))
        self.upos, self.feats = nn.Linear(D, sizes.upos), nn.Linear(D, sizes.feats)
        self.lemmas, self.starts = nn.Linear(D, sizes.lemmas), nn.Linear(D, 2)
        self.names = nn.Sequential(nn.Linear(D, 256), nn.GELU(), nn.Dropout(0.2), nn.Linear(256, sizes.names))
        self.predicates = nn.Linear(D, 2)
        self.arcs, self.labels = Biaffine(256, 1), Biaffine(96, sizes.labels)
        self.roles = Biaffine(96, sizes.roles)
        self.links = Biaffine(160, 1)
        self.small, self.coder = nn.Linear(D, Deeds.SMALL), Deeds(sizes)

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        """Piece ids, shapes and mask [B,S]; first and last piece of each word [B,W]; to ``OUTPUTS``.

        arcs [B,W,W+1], labels [B,L,W,W+1], roles [B,L,W,W] and links [B,W,W+1] (antecedents) are scores; column 0 of
        arcs and labels is the root, of links "spoken of for the first time". deeds [B,W,192] are what ``Deeds`` reads.
        """
        states = self.encoder(pieces, shapes, mask)
        syntax = self.syntax_mix(states, first, last)
        names = self.name_mix(states, first, last)
        roles = self.role_mix(states, first, last)
        linked = self.drop(self.link_mix(states, first, last))
        s, n, r = self.drop(syntax), self.drop(names), self.drop(roles)
        root = self.root.expand(s.shape[0], 1, D)
        heads = torch.cat([root, s], dim=1)
        return (
            self.upos(s),
            self.feats(s),
            self.lemmas(s),
            self.starts(s),
            self.names(n),
            self.predicates(r),
            self.arcs(s, heads).squeeze(1),
            self.labels(s, heads),
            self.roles(r, r),
            self.links(linked, torch.cat([root, linked], dim=1)).squeeze(1),
            self.small(self.deed_mix(states, first, last)),
        )

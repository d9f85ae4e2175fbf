"""Train the second witness further on the finished encoder: `python training/coder.py --data DATA --work WORK --to TO`.

The encoder's states of the coded sentences are computed once and kept in memory, so that many rounds take minutes.
Prints the share of types right on the held-out sentences, with the predicate given and without; writes the round that
does best there, as a checkpoint like those of train.py, to TO.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import shutil
import types
from pathlib import Path

import deeds
import torch
from batches import Encoding, Inventory
from corpora import Sentence, load
from deeds import NOTHING, Deed
from network import LAYERS, Analyser, D, Deeds
from torch import Tensor, nn
from train import LIST, MINILM, SEED, sizes_of

from rapporteur.analyse.gazetteer import Gazetteer
from rapporteur.analyse.wordpiece import WordPiece
from rapporteur.kinds import load as load_kinds

Coded = tuple[Tensor, Deed]  # the layers' states [W, LAYERS+1, D] of a sentence (half precision), and one of its deeds
LOST = 0.15  # of the recipients and, apart from them, of the actors are left out in training
ROUNDS, SIZE, RATE = 24, 64, 1.5e-3


def states(model: Analyser, encoding: Encoding, sentences: list[Sentence]) -> list[Coded]:
    """Every deed with the states of its sentence."""
    found: list[Coded] = []
    for at in range(0, len(sentences), 16):
        chosen = sentences[at : at + 16]
        b = encoding.batch([[s] for s in chosen])
        with torch.no_grad():
            layers = model.encoder(b.pieces, b.shapes, b.mask)
        for i, s in enumerate(chosen):
            n = len(s.words)
            words = torch.stack([0.5 * (x[i, b.first[i, :n]] + x[i, b.last[i, :n]]) for x in layers], 1).half()
            found += [(words, d) for d in s.deeds or []]
    return found


class Head(nn.Module):
    """The parts of the analyser that code events, over kept states."""

    def __init__(self, model: Analyser) -> None:
        super().__init__()
        self.mix, self.small, self.coder = model.deed_mix, model.small, model.coder

    def forward(self, coded: list[Coded], given: bool, noise: random.Random | None) -> tuple[Tensor, ...]:
        """What ``Deeds`` gives, with the predicates given or to be found."""
        size = max(w.shape[0] for w, _ in coded)
        words = torch.zeros(len(coded), size, LAYERS + 1, D)
        inside = torch.zeros(len(coded), size, dtype=torch.bool)
        parties = torch.zeros(2, len(coded), size)
        for k, (w, d) in enumerate(coded):
            words[k, : len(w)], inside[k, : len(w)] = w.float(), True
            for side, span in enumerate((d.actor, d.recipient)):
                if span and not (noise and noise.random() < LOST):
                    first, end = span
                    if noise and noise.random() < 0.3:
                        first = noise.randrange(first, end)  # a part of the phrase, as other taggers may find it
                    parties[side, k, first:end] = 1 / (end - first)
        weights = torch.softmax(self.mix.weights, 0)
        small = self.small(torch.einsum("l,nwld->nwd", weights, words))
        cue = torch.tensor([d.cue if given else -1 for _, d in coded])
        return self.coder(small, inside, parties[0], parties[1], cue)


def targets(coded: list[Coded], kept: types.SimpleNamespace) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Types, modes, statuses and predicates."""
    of = {name: {x: i for i, x in enumerate(getattr(kept, name))} for name in ("types", "modes", "statuses")}
    return (
        torch.tensor([of["types"][d.type] for _, d in coded]),
        torch.tensor([of["modes"].get(d.mode, 0) for _, d in coded]),
        torch.tensor([of["statuses"][d.status] for _, d in coded]),
        torch.tensor([d.cue for _, d in coded]),
    )


def right(head: Head, coded: list[Coded], kept: types.SimpleNamespace) -> dict[str, float]:
    """Shares of the held-out deeds."""
    head.eval()
    hits: dict[str, list[Tensor]] = {"given": [], "found": [], "mode": [], "status": []}
    with torch.no_grad():
        for at in range(0, len(coded), 128):
            part = coded[at : at + 128]
            kinds, modes, statuses, _ = targets(part, kept)
            event = kinds != kept.types.index(NOTHING)
            _, a, m, s = head(part, True, None)
            hits["given"].append(a.argmax(-1) == kinds)
            hits["mode"].append((m.argmax(-1) == modes)[event])
            hits["status"].append((s.argmax(-1) == statuses)[event])
            hits["found"].append((head(part, False, None)[1].argmax(-1) == kinds)[event])
    head.train()
    return {k: float(torch.cat(v).float().mean()) for k, v in hits.items()}


def rounds(head: Head, train: list[Coded], dev: list[Coded], kept: types.SimpleNamespace) -> dict[str, Tensor]:
    """The weights of the best round."""
    rng = random.Random(SEED)
    optimiser = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=0.05)
    steps = ROUNDS * (len(train) // SIZE + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.1)
    best, kept_state = 0.0, copy.deepcopy(head.state_dict())
    smooth = nn.CrossEntropyLoss(label_smoothing=0.1)
    for n in range(ROUNDS):
        order = rng.sample(train, len(train))
        for at in range(0, len(order), SIZE):
            part = order[at : at + SIZE]
            kinds, modes, statuses, cues = targets(part, kept)
            event = kinds != kept.types.index(NOTHING)
            total = torch.zeros(())
            for given in (True, False):
                fit, a, m, s = head(part, given, rng)
                total = total + smooth(a, kinds)
                if event.any():
                    total = total + 0.4 * smooth(m[event], modes[event]) + 0.4 * smooth(s[event], statuses[event])
                    total = total + 0.2 * nn.functional.cross_entropy(fit[event], cues[event])
            optimiser.zero_grad()
            total.backward()
            nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimiser.step()
            schedule.step()
        shares = right(head, dev, kept)
        print(f"round {n + 1}", " ".join(f"{k} {v:.3f}" for k, v in shares.items()), flush=True)
        if shares["given"] + shares["found"] > best:
            best, kept_state = shares["given"] + shares["found"], copy.deepcopy(head.state_dict())
    return kept_state


def main() -> None:
    """Train on the coded sentences and write the checkpoint."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--work", type=Path, required=True)
    p.add_argument("--to", type=Path, required=True)
    args = p.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    kept = types.SimpleNamespace(**json.loads((args.work / "inventory.json").read_text(encoding="utf-8")))
    model = Analyser(sizes_of(Inventory(**vars(kept)))).eval()
    model.load_state_dict(torch.load(args.work / "last.pt", weights_only=True)["mean"])
    model.coder = Deeds(sizes_of(Inventory(**vars(kept))))
    pieces = WordPiece((MINILM / "vocab.txt").read_text(encoding="utf-8").splitlines())
    encoding = Encoding(pieces, kept, Gazetteer(LIST.read_text(encoding="utf-8").splitlines()))
    ewt, examples = load(args.data, "train")["ewt"], list(deeds.of_codebook(load_kinds().kinds.values()))
    parts = {part: deeds.load(ewt, part, random.Random(SEED), examples) for part in ("train", "dev")}
    train, dev = (states(model, encoding, parts[part]) for part in ("train", "dev"))
    print(f"{len(train)} deeds to learn from, {len(dev)} held out", flush=True)
    head = Head(model)
    head.load_state_dict(rounds(head, train, dev, kept))
    args.to.mkdir(parents=True, exist_ok=True)
    torch.save({"mean": model.state_dict()}, args.to / "last.pt")
    shutil.copy(args.work / "inventory.json", args.to / "inventory.json")


if __name__ == "__main__":
    main()

"""Train the second witness: `python training/marked.py --data DATA --work WORK --start CHECKPOINT`.

The analyser's encoder reads a sentence once more with actor, recipient and, where it is known, the predicate marked in
its input, and says of which type, mode and status what the one did to the other is; the type may be none. Prints the
shares right on the held-out sentences, with the predicate given and without.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import random
import shutil
import time
import types
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import deeds
import torch
from batches import Encoding
from corpora import Sentence, load
from deeds import NOTHING, Deed
from network import Marked
from torch import Tensor, nn
from train import LIST, MINILM, SEED, sizes_of

from rapporteur.analyse.gazetteer import Gazetteer
from rapporteur.analyse.wordpiece import WordPiece
from rapporteur.kinds import load as load_kinds

ACTOR, RECIPIENT, CUE = 1, 2, 3  # what a piece is part of; 0: of neither
UNCUED = 0.5  # of the predicates are left unmarked in training
LOST = 0.08  # of the recipients and, apart from them, of the actors
MOVED = 0.12  # of the events are told with another word marked as the predicate, as no event
TURNED = 0.15  # of the one-sided events are told the other way round, as no event
SHORTER, PRONOUN = 0.25, 0.12  # of all are told once more, shorter, and of a pronoun
PIECES = 1200  # of a batch, padding counted
LONGEST = 120  # pieces of a sentence; longer ones are left out
AVERAGED = 0.998  # of the running mean stays at each step


@dataclass(frozen=True, slots=True)
class Asked:
    """One deed with its sentence."""

    sentence: Sentence
    deed: Deed
    cued: bool = False  # the predicate is always marked, since it is what makes the answer


def asked(sentences: list[Sentence], rng: random.Random, varied: bool) -> list[Asked]:
    """Every deed of the sentences, and some the other way round: what B has not done to A. ``varied``: some once more
    as a short sentence, and some of a pronoun."""
    found = [Asked(s, d) for s in sentences for d in s.deeds or []]
    told = {(id(a.sentence), a.deed.actor, a.deed.recipient) for a in found}
    for a in list(found):
        d = a.deed
        turned = (id(a.sentence), d.recipient, d.actor)
        if d.type and rng.random() < MOVED:
            cue = _other_word(a.sentence, rng)
            if cue is not None:
                found.append(Asked(a.sentence, replace(d, cue=cue, type=NOTHING, mode=""), True))
        if d.type and d.actor and d.recipient and turned not in told and rng.random() < TURNED:
            found.append(Asked(a.sentence, replace(d, actor=d.recipient, recipient=d.actor, type=NOTHING, mode="")))
    if varied:
        found += [x for a in list(found) if rng.random() < SHORTER and (x := shorter(a, rng))]
        found += [x for a in list(found) if rng.random() < PRONOUN and (x := with_pronoun(a, rng))]
    return found


def shorter(a: Asked, rng: random.Random) -> Asked | None:
    """The event alone: from the first of its parties and predicate to the last, and at most three words more."""
    spans = [s for s in (a.deed.actor, a.deed.recipient) if s] + (
        [(a.deed.cue, a.deed.cue + 1)] if a.deed.cue >= 0 else []
    )
    if not spans:
        return None
    first, last = min(s[0] for s in spans), max(s[1] for s in spans)
    end = min(len(a.sentence.words), last + rng.randrange(4))
    if end - first + 2 >= len(a.sentence.words):
        return None
    words = [a.sentence.words[first].capitalize(), *a.sentence.words[first + 1 : end], "."]
    return _moved(a, words, lambda i: i - first)


def with_pronoun(a: Asked, rng: random.Random) -> Asked | None:
    """The same told of "he", "they" or "it" in the place of the actor."""
    if a.deed.actor is None or a.deed.type == NOTHING:
        return None
    first, end = a.deed.actor
    if end >= len(a.sentence.words) or not a.sentence.words[end].islower():
        return None  # "'s", or a part of the phrase is behind
    if any(s and s[0] < end and first < s[1] for s in (a.deed.recipient, (a.deed.cue, a.deed.cue + 1))):
        return None
    pronoun = rng.choice(("he", "she", "it", "they", "they"))
    words = [*a.sentence.words[:first], pronoun.capitalize() if first == 0 else pronoun, *a.sentence.words[end:]]
    short = end - first - 1
    moved = _moved(a, words, lambda i: i - short if i >= end else i)
    return Asked(moved.sentence, replace(moved.deed, actor=(first, first + 1)), moved.cued)


def _moved(a: Asked, words: list[str], to: Callable[[int], int]) -> Asked:
    def span(s: tuple[int, int] | None) -> tuple[int, int] | None:
        return (to(s[0]), to(s[1] - 1) + 1) if s else None

    cue = to(a.deed.cue) if a.deed.cue >= 0 else -1
    deed = replace(a.deed, cue=cue, actor=span(a.deed.actor), recipient=span(a.deed.recipient))
    return Asked(Sentence(id="", words=words, deeds=[deed]), deed, a.cued)


def _other_word(sentence: Sentence, rng: random.Random) -> int | None:
    """A word of the sentence that tells of none of its events and names none of their parties."""
    spans = [s for d in sentence.deeds or [] for s in (d.actor, d.recipient) if s]
    taken = {i for a, b in spans for i in range(a, b)} | {d.cue for d in sentence.deeds or []}
    free = [i for i, w in enumerate(sentence.words) if len(w) > 3 and w.islower() and w.isalpha() and i not in taken]
    return rng.choice(free) if free else None


class Teaching:
    """Makes batches: tensors of pieces with the marks of the parties, and what is to be said."""

    def __init__(self, encoding: Encoding, kept: types.SimpleNamespace, rng: random.Random | None) -> None:
        self.encoding, self.kept, self.rng = encoding, kept, rng
        self.index = {
            name: {x: i for i, x in enumerate(getattr(kept, name))} for name in ("types", "modes", "statuses")
        }

    def batches(self, found: list[Asked]) -> list[list[Asked]]:
        """Deeds of sentences of like length together, in random order."""
        rng = self.rng or random.Random(SEED)
        made: list[list[Asked]] = [[]]
        for a in sorted(found, key=lambda x: (self.encoding.length([x.sentence]), rng.random())):
            if made[-1] and self.encoding.length([a.sentence]) * (len(made[-1]) + 1) > PIECES:
                made.append([])
            made[-1].append(a)
        rng.shuffle(made)
        return made

    def inputs(self, batch: list[Asked], given: bool) -> tuple[Tensor, ...]:
        """pieces, shapes, mask and sides [B,S]; ``given``: the predicates are marked."""
        b = self.encoding.batch([[a.sentence] for a in batch])
        sides = torch.zeros_like(b.pieces)
        for i, a in enumerate(batch):
            for side, span in ((ACTOR, a.deed.actor), (RECIPIENT, a.deed.recipient)):
                if span and not (self.rng and self.rng.random() < LOST):
                    first, end = span
                    if self.rng and self.rng.random() < 0.2:
                        first = self.rng.randrange(first, end)  # a part of the phrase, as other taggers may find it
                    sides[i, b.first[i, first] : b.last[i, end - 1] + 1] = side
            if a.deed.cue >= 0 and (a.cued or (given and not (self.rng and self.rng.random() < UNCUED))):
                sides[i, b.first[i, a.deed.cue] : b.last[i, a.deed.cue] + 1] = CUE
        return b.pieces, b.shapes, b.mask, sides

    def targets(self, batch: list[Asked]) -> tuple[Tensor, Tensor, Tensor]:
        """Types, modes and statuses [B]."""
        return (
            torch.tensor([self.index["types"][a.deed.type] for a in batch]),
            torch.tensor([self.index["modes"].get(a.deed.mode, 0) for a in batch]),
            torch.tensor([self.index["statuses"][a.deed.status] for a in batch]),
        )


def loss(model: Marked, teaching: Teaching, batch: list[Asked]) -> Tensor:
    """Type first; mode and status of events only."""
    kinds, modes, statuses = teaching.targets(batch)
    event = kinds != teaching.index["types"][NOTHING]
    _, a, m, s = model(*teaching.inputs(batch, True))
    smooth = nn.CrossEntropyLoss(label_smoothing=0.05)
    total = smooth(a, kinds)
    if event.any():
        total = total + 0.3 * smooth(m[event], modes[event]) + 0.3 * smooth(s[event], statuses[event])
    return total


def right(model: Marked, teaching: Teaching, found: list[Asked]) -> dict[str, float]:
    """Shares right; types with the predicate given and found, the latter of events only, and of what is no event."""
    model.eval()
    hits: dict[str, list[Tensor]] = {"given": [], "found": [], "nothing": [], "mode": [], "status": []}
    with torch.no_grad():
        for batch in teaching.batches(found):
            kinds, modes, statuses = teaching.targets(batch)
            event = kinds != teaching.index["types"][NOTHING]
            _, a, m, s = model(*teaching.inputs(batch, True))
            hits["given"].append((a.argmax(-1) == kinds)[event])
            hits["nothing"].append((a.argmax(-1) == kinds)[~event])
            hits["mode"].append((m.argmax(-1) == modes)[event])
            hits["status"].append((s.argmax(-1) == statuses)[event])
            hits["found"].append((model(*teaching.inputs(batch, False))[1].argmax(-1) == kinds)[event])
    model.train()
    return {k: float(torch.cat(v).float().mean()) for k, v in hits.items()}


def learn(
    model: Marked, train: Teaching, dev: Teaching, parts: dict[str, list[Asked]], given: argparse.Namespace
) -> Marked:
    """The running mean of the weights after the last epoch."""
    own = [p for n, p in model.named_parameters() if not n.startswith("encoder.") and p.requires_grad]
    base = [p for p in model.encoder.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": base, "lr": given.rate}, {"params": own, "lr": given.rate * 8}], weight_decay=0.01
    )
    steps = given.epochs * len(train.batches(parts["train"]))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min(1.0, n / (0.06 * steps)) * 0.5 * (1 + math.cos(math.pi * min(1.0, n / steps)))
    )
    mean, began, at = copy.deepcopy(model), time.time(), 0
    for epoch in range(given.epochs):
        for batch in train.batches(parts["train"]):
            total = loss(model, train, batch)
            optimiser.zero_grad()
            total.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            at += 1
            keep = min(AVERAGED, at / (at + 20))
            with torch.no_grad():
                for a, b in zip(mean.parameters(), model.parameters(), strict=True):
                    a.lerp_(b, 1 - keep)
            if at % 50 == 0:
                print(f"step {at} of {steps} loss {float(total):.3f} {time.time() - began:.0f} s", flush=True)
        shares = right(mean, dev, parts["dev"])
        print(f"epoch {epoch + 1}", " ".join(f"{k} {v:.3f}" for k, v in shares.items()), flush=True)
        torch.save({"mean": mean.state_dict()}, given.work / "last.pt")
    return mean


def main() -> None:
    """Train on the coded sentences and write the checkpoint."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--work", type=Path, required=True)
    p.add_argument("--start", type=Path, required=True)
    p.add_argument("--epochs", type=int, default=5)
    p.add_argument("--rate", type=float, default=6e-5)
    given = p.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    given.work.mkdir(parents=True, exist_ok=True)
    kept = types.SimpleNamespace(**json.loads((given.start.parent / "inventory.json").read_text(encoding="utf-8")))
    shutil.copy(given.start.parent / "inventory.json", given.work / "inventory.json")
    model = Marked(sizes_of(kept))
    start = torch.load(given.start, weights_only=True)["mean"]
    if "sides.weight" in start:  # training goes on
        model.load_state_dict(start)
    else:
        encoder = {k.removeprefix("encoder."): v for k, v in start.items() if k.startswith("encoder.")}
        model.encoder.load_state_dict(encoder)
    pieces = WordPiece((MINILM / "vocab.txt").read_text(encoding="utf-8").splitlines())
    names = Gazetteer(LIST.read_text(encoding="utf-8").splitlines())
    ewt, examples = load(given.data, "train")["ewt"], list(deeds.of_codebook(load_kinds().kinds.values()))
    rng = random.Random(SEED)
    parts = {
        part: asked(deeds.load(ewt, part, random.Random(SEED), examples), random.Random(SEED), part == "train")
        for part in ("train", "dev")
    }
    quiet = Encoding(pieces, kept, names)
    parts = {k: [a for a in v if quiet.length([a.sentence]) <= LONGEST] for k, v in parts.items()}
    print({k: len(v) for k, v in parts.items()}, flush=True)
    learn(model, Teaching(Encoding(pieces, kept, names, rng), kept, rng), Teaching(quiet, kept, None), parts, given)


if __name__ == "__main__":
    main()

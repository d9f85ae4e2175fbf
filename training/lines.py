"""Fit the line model of ``clean`` on composed pages and write its weights.

    PYTHONPATH=src python training/line_pages.py --data DATA/language --output WORK
    python training/lines.py --pages WORK --output src/rapporteur/clean/weights

The net: one dense layer over a line's vector, then residual convolutions over lines at growing distance, then one
number, the log odds of body. The same seed gives the same weights on the same machine.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

HIDDEN = 48
SMOOTH = 0.03  # of the weight of a line goes to the other answer: composed pages are surer than real ones
DILATIONS = (1, 2, 4, 8, 16)


class Net(nn.Module):
    """Vectors of pages (batch, lines, width) to log odds (batch, lines)."""

    def __init__(self, width: int, drop: float) -> None:
        super().__init__()
        self.dense = nn.Linear(width, HIDDEN)
        self.convs = nn.ModuleList(nn.Conv1d(HIDDEN, HIDDEN, 3, dilation=d, padding=d) for d in DILATIONS)
        self.out = nn.Linear(HIDDEN, 1)
        self.drop = nn.Dropout(drop)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """``mask`` is 1 for lines of the page and 0 for padding."""
        h = torch.relu(self.dense(x)) * mask[..., None]
        for conv in self.convs:
            step = torch.relu(conv(self.drop(h).transpose(1, 2))).transpose(1, 2)
            h = (h + step) * mask[..., None]
        return self.out(self.drop(h)).squeeze(-1)


def pages(path: Path) -> list[tuple[torch.Tensor, torch.Tensor, torch.Tensor]]:
    """Vectors, targets and weights, one tuple a page."""
    with np.load(path) as data:
        x, y, w = (torch.from_numpy(data[name].astype(np.float32)) for name in "xyw")
        ends = data["ends"].tolist()
    return [(x[a:b], y[a:b], w[a:b]) for a, b in zip([0, *ends[:-1]], ends, strict=True)]


def batch(some: list[tuple[torch.Tensor, ...]]) -> list[torch.Tensor]:
    """Padded vectors, targets, weights and mask."""
    pad = nn.utils.rnn.pad_sequence
    x, y, w = (pad([page[i] for page in some], batch_first=True) for i in range(3))
    return [x, y, w, pad([torch.ones(len(page[1])) for page in some], batch_first=True)]


def loss_of(net: Net, given: list[torch.Tensor]) -> torch.Tensor:
    """Weighted cross entropy; every page counts the same."""
    x, y, w, mask = given
    y = y * (1 - 2 * SMOOTH) + SMOOTH
    each = nn.functional.binary_cross_entropy_with_logits(net(x, mask), y, reduction="none") * w * mask
    return (each.sum(1) / (w * mask).sum(1)).mean()


def noisy(x: torch.Tensor, rate: float) -> torch.Tensor:
    """Some values of some lines set to zero, so that no single mark decides."""
    return x * (torch.rand_like(x) > rate).float()


def fit(train: list[Any], held: list[Any], args: argparse.Namespace) -> Net:
    """The net with the averaged weights of the last third of the steps."""
    torch.manual_seed(args.seed)
    net = Net(train[0][0].shape[1], args.drop)
    best = torch.optim.swa_utils.AveragedModel(net)
    optimiser = torch.optim.AdamW(net.parameters(), lr=args.rate, weight_decay=args.decay)
    steps = args.epochs * len(train) // args.batch
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    order = np.random.default_rng(args.seed)
    for step in range(steps):
        some = [train[i] for i in order.choice(len(train), args.batch)]
        given = batch(sorted(some, key=lambda p: len(p[1])))
        given[0] = noisy(given[0], args.noise)
        net.train()
        loss = loss_of(net, given)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        if step > 2 * steps // 3:
            best.update_parameters(net)
        if step % 200 == 0:
            print(step, f"{loss.item():.4f}", report(net, held), flush=True)
    print("held out:", report(best.module, held))
    return best.module


def report(net: Net, held: list[Any]) -> str:
    """Loss and the share of words rightly placed on held-out pages."""
    net.eval()
    right = total = 0.0
    with torch.no_grad():
        losses = []
        for i in range(0, len(held), 32):
            x, y, w, mask = batch(held[i : i + 32])
            losses.append(loss_of(net, [x, y, w, mask]).item())
            right += float((((net(x, mask) > 0) == (y > 0)) * w * mask).sum())
            total += float((w * mask).sum())
    return f"loss {sum(losses) / len(losses):.4f} words right {right / total:.4f}"


def export(net: Net, folder: Path) -> None:
    """Write the weights as half-precision arrays, named as ``clean.line_model`` reads them."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays = {name.replace(".", "_"): p.detach().numpy().astype(np.float16) for name, p in net.named_parameters()}
    np.savez_compressed(folder / "lines.npz", **arrays)


def main() -> None:
    """Fit, report and export."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--pages", type=Path, required=True)
    ask.add_argument("--output", type=Path, required=True)
    ask.add_argument("--epochs", type=int, default=6)
    ask.add_argument("--batch", type=int, default=16)
    ask.add_argument("--rate", type=float, default=2e-3)
    ask.add_argument("--decay", type=float, default=0.02)
    ask.add_argument("--drop", type=float, default=0.2)
    ask.add_argument("--noise", type=float, default=0.1)
    ask.add_argument("--seed", type=int, default=5)
    given = ask.parse_args()
    torch.set_num_threads(1)
    export(fit(pages(given.pages / "train.npz"), pages(given.pages / "held.npz"), given), given.output)


if __name__ == "__main__":
    main()

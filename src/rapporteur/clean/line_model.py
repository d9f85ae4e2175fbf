"""The learned line model: log odds of body for every line of a page, from its vector and those of the lines around it.

A dense layer, then residual convolutions over lines at growing distance; plain numpy. ``training/lines.py`` fits it on
composed pages (``training/data/pages``) and writes ``weights/lines.npz``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from rapporteur.clean.columns import columns
from rapporteur.clean.features import Features
from rapporteur.clean.label import line_scores
from rapporteur.clean.vectors import WIDTH, Matrix, vectors
from rapporteur.errors import ModelError

DILATIONS = (1, 2, 4, 8, 16)
MOST = 6.0  # log odds beyond which the net is not believed
PIECE = 64  # lines that are multiplied at a time
SHORT = 20  # words
SHARE = 0.4  # of the net in the score


@cache
def weights() -> dict[str, Matrix]:
    """The arrays of the net by name.

    Raises ``ModelError`` where they are missing or do not fit this version.
    """
    source = files("rapporteur") / "clean" / "weights" / "lines.npz"
    try:
        with source.open("rb") as file, np.load(file) as data:
            arrays = {name: _laid_out(data[name].astype(np.float32)) for name in data.files}
    except (OSError, ValueError) as error:
        raise ModelError(f"clean/weights/lines.npz: {error}; install the package again") from error
    if arrays["dense_weight"].shape[0] != WIDTH:
        raise ModelError("clean/weights/lines.npz is of another version; run `make lines` or install the package again")
    return arrays


def _laid_out(array: Matrix) -> Matrix:
    """Weights as they are multiplied: (in, out), of a convolution (tap, in, out)."""
    return np.ascontiguousarray(array.T)


def learned_scores(lines: Sequence[Features]) -> list[float]:
    """Log odds of body for each line, two fifths the net's and three fifths the hand-set ones; a ``label.Scorer``.

    The net has seen composed pages only; on real ones both together err less than either. Where a word list knows the
    line as furniture, the net cannot raise it, and a short one is never body, whatever stands around it.
    """
    if not lines:
        return []
    table = columns(lines)
    prior = line_scores(lines, table)
    net = np.clip(_net(vectors(lines, prior, table)), -MOST, MOST)
    both = (SHARE * net + (1 - SHARE) * np.asarray(prior, dtype=np.float32)).tolist()
    return [_bounded(f, one, own) for f, one, own in zip(lines, both, prior, strict=True)]


def _bounded(f: Features, both: float, prior: float) -> float:
    if not f.furniture:
        return both
    return min(both, prior, 0.0) if f.n < SHORT else min(both, prior)


def _net(rows: Matrix) -> Matrix:
    w = weights()
    h = np.maximum(_times(rows, w["dense_weight"]) + w["dense_bias"], 0)
    for i, dilation in enumerate(DILATIONS):
        h = h + np.maximum(_convolved(h, w[f"convs_{i}_weight"], dilation) + w[f"convs_{i}_bias"], 0)
    out: Matrix = h @ w["out_weight"][:, 0] + w["out_bias"][0]
    return out


def _convolved(h: Matrix, kernel: Matrix, dilation: int) -> Matrix:
    """Each line with those ``dilation`` before and after it; nothing stands outside the page."""
    out: Matrix = _times(h, kernel[1])
    if len(h) > dilation:
        out[dilation:] += _times(h[:-dilation], kernel[0])
        out[:-dilation] += _times(h[dilation:], kernel[2])
    return out


def _times(rows: Matrix, weight: Matrix) -> Matrix:
    """The product, piece by piece: for larger ones BLAS starts threads, which cost more than they bring here."""
    if len(rows) <= PIECE:
        return rows @ weight
    return np.concatenate([rows[i : i + PIECE] @ weight for i in range(0, len(rows), PIECE)])

"""Ridge regression of yes and no, with what each example would get if it had not been among the teaching.

For n examples of d numbers: the weights that minimise the squared distance from +1 and -1, with a penalty on their size
(Hoerl and Kennard 1970). What an example gets when its whole group is left out follows from the same solution without
fitting anew (the PRESS residual, Allen 1974, for groups). On these left-out values a logistic curve is laid, which
makes probabilities of them (Platt 1999, with his targets short of 0 and 1).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

PENALTY = 200.0  # on the weights' squares, for features scaled to a variance of one on the whole
SHARE = 0.5  # what the examples of the type weigh together, beside all others
STEPS = 50  # of Newton's method on the two numbers of the curve; it needs some ten


@dataclass(frozen=True, slots=True)
class Row:
    """``weights`` [d] and ``bias`` give the log-odds of an example; ``left_out`` [n] is the probability of each example
    of the teaching by a row that was taught without its group."""

    weights: Numbers
    bias: float
    left_out: Numbers


def fit(features: Numbers, yes: NDArray[np.bool_], groups: NDArray[np.int_]) -> Row:
    """The row for n examples: ``features`` [n, d], which of them are of the type [n], and the group of each [n]."""
    middle, scale = features.mean(0), features.std()
    inputs = np.c_[(features - middle) / scale, np.full(len(features), 3.0)]  # a bias that is hardly punished
    roots = np.sqrt(_importance(yes))
    scaled, wanted = inputs * roots[:, None], np.where(yes, 1.0, -1.0) * roots
    inverse = np.linalg.inv(scaled @ scaled.T + PENALTY * np.eye(len(yes)))
    left_out = _left_out(inverse, wanted, groups) / roots
    slope, shift = _curve(left_out, yes)
    found = slope * (scaled.T @ (inverse @ wanted))
    weights = found[:-1] / scale
    return Row(weights, float(3.0 * found[-1] - weights @ middle + shift), _logistic(slope * left_out + shift))


def _importance(yes: NDArray[np.bool_]) -> Numbers:
    """The weight of each example, 1 on average: those of the type weigh together what SHARE says."""
    weights = np.where(yes, SHARE * (~yes).sum() / yes.sum(), 1.0)
    return np.asarray(weights / weights.mean())


def _left_out(inverse: Numbers, wanted: Numbers, groups: NDArray[np.int_]) -> Numbers:
    """What each example gets from a fit without its group."""
    residuals, found = inverse @ wanted, np.empty(len(wanted))
    for group in np.unique(groups):
        at = np.flatnonzero(groups == group)
        found[at] = wanted[at] - np.linalg.solve(inverse[np.ix_(at, at)], residuals[at])
    return found


def _curve(values: Numbers, yes: NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and shift of the logistic curve that fits the values best."""
    many, few = int((~yes).sum()), int(yes.sum())
    targets = np.where(yes, (few + 1) / (few + 2), 1 / (many + 2))
    inputs, found = np.c_[values, np.ones(len(values))], np.array([1.0, 0.0])
    for _ in range(STEPS):
        told = _logistic(inputs @ found)
        bend = (inputs.T * (told * (1 - told))) @ inputs + 1e-6 * np.eye(2)
        step = np.linalg.solve(bend, inputs.T @ (told - targets))
        found = found - step
        if np.abs(step).max() < 1e-9:
            break
    return float(found[0]), float(found[1])


def _logistic(x: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-x)))

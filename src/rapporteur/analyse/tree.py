"""From head scores to a tree: greedy where that is one already, else the maximum spanning tree.

Chu and Liu (1965), Edmonds (1967): follow each word's best head, contract a cycle, repeat.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def heads(scores: Scores) -> list[int]:
    """Heads of one sentence from ``scores`` [W, W+1] (column 0 the root): 0 or 1 + the head's index, one root."""
    n = scores.shape[0]
    full = np.full((n + 1, n + 1), -1e9, dtype=np.float64)
    full[1:, :] = scores
    np.fill_diagonal(full, -1e9)
    best = full.argmax(axis=1)
    best[0] = 0
    if (best[1:] == 0).sum() == 1 and _cycle(best) is None:
        return [int(h) for h in best[1:]]
    root = int((full[1:, 0] - full[1:, 1:].max(axis=1, initial=-1e9)).argmax()) + 1
    full[1:, 0] = -1e9
    full[root, :] = -1e9
    full[root, 0] = 0.0
    return [int(h) for h in _spanning(full)[1:]]


def _cycle(best: NDArray[np.int64]) -> list[int] | None:
    """A cycle among the words when each follows its best head, or None."""
    seen = np.zeros(len(best), dtype=int)
    for start in range(1, len(best)):
        path, at = [], start
        while at and seen[at] == 0:
            seen[at] = start
            path.append(at)
            at = int(best[at])
        if at and seen[at] == start:
            return path[path.index(at) :]
    return None


def _spanning(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Best head of each node (row) in a spanning tree rooted at 0."""
    best: NDArray[np.int64] = scores.argmax(axis=1)
    best[0] = 0
    cycle = _cycle(best)
    if cycle is None:
        return best
    inside = np.zeros(len(best), dtype=bool)
    inside[cycle] = True
    outer = np.flatnonzero(~inside)
    total = sum(scores[c, best[c]] for c in cycle)
    size = len(outer) + 1
    small = np.full((size, size), -1e9)
    small[:-1, :-1] = scores[np.ix_(outer, outer)]
    members = np.array(cycle)
    own = scores[members, best[members]]
    into = scores[np.ix_(members, outer)] - own[:, None] + total  # a cycle word takes a head outside
    enter = into.argmax(axis=0)
    small[-1, :-1] = into.max(axis=0)
    leave_scores = scores[np.ix_(outer, members)]  # an outer word takes a head in the cycle
    leave = leave_scores.argmax(axis=1)
    small[:-1, -1] = leave_scores.max(axis=1)
    small[0, :] = -1e9
    found = _spanning(small)
    for i, node in enumerate(outer):
        if node:
            best[node] = members[leave[i]] if found[i] == size - 1 else outer[found[i]]
    breaker = found[-1]
    best[members[enter[breaker]]] = outer[breaker]
    return best

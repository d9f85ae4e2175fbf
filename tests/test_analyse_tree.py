"""Whatever the network says, a sentence becomes one tree."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from rapporteur.analyse import tree

VALUES = st.floats(-30, 30, width=32)
SCORES = st.integers(1, 14).flatmap(lambda n: arrays.arrays(np.float32, (n, n + 1), elements=VALUES))
SMALL = st.integers(1, 4).flatmap(lambda n: arrays.arrays(np.float32, (n, n + 1), elements=VALUES))


def is_tree(heads: list[int]) -> bool:
    """One root, and every word hangs from it."""
    if heads.count(0) != 1 or not all(0 <= h <= len(heads) for h in heads):
        return False
    for word in range(1, len(heads) + 1):
        seen, at = set(), word
        while at:
            if at in seen:
                return False
            seen.add(at)
            at = heads[at - 1]
    return True


def worth(scores: np.ndarray, heads: list[int]) -> float:
    return float(sum(scores[i, h] for i, h in enumerate(heads)))


@given(SCORES)
def test_always_a_tree_with_one_root(scores):
    assert is_tree(tree.heads(scores))


@settings(max_examples=60)
@given(SMALL)
def test_no_tree_with_the_same_root_is_worth_more(scores):
    found = tree.heads(scores)
    n = len(found)
    others = (list(h) for h in itertools.product(range(n + 1), repeat=n))
    best = max(worth(scores, h) for h in others if is_tree(h) and h.index(0) == found.index(0))
    assert worth(scores, found) >= best - 1e-3


def test_best_heads_that_are_a_tree_are_taken_as_they_are():
    scores = np.full((3, 4), -5, dtype=np.float32)
    scores[0, 2], scores[1, 0], scores[2, 2] = 5, 5, 5
    assert tree.heads(scores) == [2, 0, 2]


def test_a_cycle_is_broken_where_it_costs_least():
    scores = np.array([[0.0, -9, 9, -9], [8.0, 9, -9, -9], [-9.0, 5, -9, -9]], dtype=np.float32)
    assert tree.heads(scores) == [2, 0, 1]


def test_equal_scores_make_a_tree_as_well():
    assert is_tree(tree.heads(np.zeros((6, 7), dtype=np.float32)))


def test_one_word_is_the_root():
    assert tree.heads(np.array([[-3.0, 8.0]], dtype=np.float32)) == [0]


def test_a_long_sentence_of_one_cycle():
    n = 200
    scores = np.full((n, n + 1), -5, dtype=np.float32)
    for i in range(n):
        scores[i, (i + 1) % n + 1] = 5
    assert is_tree(tree.heads(scores))

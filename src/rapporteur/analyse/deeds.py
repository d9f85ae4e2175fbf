"""The second witness to an event: type, mode and status from the network's states of its words.

The codebook's cues say what a predicate *can* be; this says what the sentence, with this actor and this recipient,
*looks like*. Trained on the codebook's examples (``training/deeds.py``); here only products of small matrices.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rapporteur.drafts import Opinion

Array = NDArray[np.float32]
Words = slice | None  # of a party within the sentence; None: nobody


class Coder:
    """The head of the network that codes events; one instance a network."""

    def __init__(self, path: Path, types: list[str], modes: list[str], statuses: list[str]) -> None:
        with np.load(path) as kept:
            self._w: dict[str, Array] = {name: kept[name].astype(np.float32) for name in kept.files}
        self._types, self._modes, self._statuses = types, modes, statuses

    def opinion(self, words: Array, actor: Words, recipient: Words, cue: int | None = None) -> Opinion:
        """Of one event in a sentence of W words: ``words`` [W, 192] are its rows of ``Doc.tensor``.

        Without ``cue``, the index of the predicate, the predicate is what fits the two parties best.
        """
        states = words.astype(np.float32)
        parties = [self._w["nobody"] if p is None else states[p].mean(0) for p in (actor, recipient)]
        asked = self._linear("query", np.concatenate(parties))
        fit = _softmax(self._linear("key", states) @ asked / np.sqrt(states.shape[1]))
        context = fit @ states
        predicate = context if cue is None else states[cue]
        body = _gelu(self._linear("body", np.concatenate([*parties, predicate, context])))
        return Opinion(
            types=self._said("types", self._types, body),
            modes=self._said("modes", self._modes, body),
            statuses=self._said("statuses", self._statuses, body),
            fit=tuple(fit.tolist()),
        )

    def _said(self, head: str, names: list[str], body: Array) -> dict[str, float]:
        return dict(zip(names, _softmax(self._linear(head, body)).tolist(), strict=True))

    def _linear(self, name: str, x: Array) -> Array:
        return np.asarray(x @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"], dtype=np.float32)


def _softmax(x: Array) -> Array:
    e = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(e / e.sum(-1, keepdims=True), dtype=np.float32)


def _gelu(x: Array) -> Array:
    """The normal distribution's weight on each number, by its close formula (within 2e-4 of the exact one)."""
    return np.asarray(0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x**3))), dtype=np.float32)

"""The second witness to an event: type, mode and status from the network's states of its words.

The codebook's cues say what a predicate *can* be; this says what the sentence, with this actor and this recipient,
*looks like*. Trained on the codebook's examples (``training/deeds.py``); here only products of small matrices.

Types of a user's own come from ``OWN_TYPES`` in the folder of their files, which ``rapporteur codebook train`` writes:
a row of weights for each, over ``Coder.features``.
"""

from __future__ import annotations

import copy
import zipfile
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rapporteur import kinds
from rapporteur.drafts import Opinion
from rapporteur.errors import DataError

if TYPE_CHECKING:
    from spacy.tokens import Doc

Array = NDArray[np.float32]
Words = slice | None  # of a party within the sentence; None: nobody
OWN_TYPES = "classifier.npz"


@dataclass(frozen=True, slots=True)
class OwnTypes:
    """What was learnt of a user's T types: ``weights`` [T, 960] and ``biases`` [T] give each one's log-odds against all
    that is not of these types. ``fingerprint`` names the network whose features they weigh, ``taught`` the examples."""

    names: tuple[str, ...]
    weights: Array
    biases: Array
    fingerprint: str
    taught: str


class Coder:
    """The head of the network that codes events; one instance a network."""

    def __init__(self, path: Path, types: list[str], modes: list[str], statuses: list[str]) -> None:
        with np.load(path) as kept:
            self._w: dict[str, Array] = {name: kept[name].astype(np.float32) for name in kept.files}
        self._types, self._modes, self._statuses = types, modes, statuses
        self._own: OwnTypes | None = None

    @cached_property
    def fingerprint(self) -> str:
        """A short name for exactly these weights and classes: features of other weights mean something else."""
        digest = blake2b(repr((self._types, self._modes, self._statuses)).encode(), digest_size=16)
        for name in sorted(self._w):
            digest.update(name.encode() + np.ascontiguousarray(self._w[name]).tobytes())
        return digest.hexdigest()

    @property
    def names(self) -> tuple[str, ...]:
        """The types that a user has added."""
        return self._own.names if self._own else ()

    def with_types(self, path: Path) -> Coder:
        """This coder with the types of the file at ``path`` besides its own. Raises DataError where the file cannot be
        read or was made with other weights."""
        own = read_own(path)
        if own.fingerprint != self.fingerprint:
            raise DataError(
                f"{path}: was trained with another version of the language model; "
                f"run: rapporteur codebook train {path.parent}"
            )
        taught = copy.copy(self)
        taught._own = own
        return taught

    def opinion(self, words: Array, actor: Words, recipient: Words, cue: int | None = None) -> Opinion:
        """Of one event in a sentence of W words: ``words`` [W, 192] are its rows of ``Doc.tensor``.

        Without ``cue``, the index of the predicate, the predicate is what fits the two parties best.
        """
        read, fit = self._read(words, actor, recipient, cue)
        body = _gelu(self._linear("body", read))
        said = Opinion(
            types=self._said("types", self._types, body),
            modes=self._said("modes", self._modes, body),
            statuses=self._said("statuses", self._statuses, body),
            fit=tuple(fit.tolist()),
        )
        return said if self._own is None else replace(said, types=_shared(said.types, self._own, _whole(read, words)))

    def features(self, words: Array, actor: Words, recipient: Words, cue: int | None = None) -> Array:
        """What an event looks like: the states of actor, recipient, predicate, of what fits the two parties, and of the
        sentence, 5 times 192 numbers. Arguments as for ``opinion``."""
        return _whole(self._read(words, actor, recipient, cue)[0], words)

    def _read(self, words: Array, actor: Words, recipient: Words, cue: int | None) -> tuple[Array, Array]:
        """The first four of the features [768], and how well each word [W] serves as the predicate of the parties."""
        states = words.astype(np.float32)
        parties = [self._w["nobody"] if p is None else states[p].mean(0) for p in (actor, recipient)]
        asked = self._linear("query", np.concatenate(parties))
        fit = _softmax(self._linear("key", states) @ asked / np.sqrt(states.shape[1]))
        context = fit @ states
        predicate = context if cue is None else states[cue]
        return np.concatenate([*parties, predicate, context]), fit

    def _said(self, head: str, names: list[str], body: Array) -> dict[str, float]:
        return dict(zip(names, _softmax(self._linear(head, body)).tolist(), strict=True))

    def _linear(self, name: str, x: Array) -> Array:
        return np.asarray(x @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"], dtype=np.float32)


@lru_cache(maxsize=8)
def _with_types(coder: Coder, folder: Path, _mark: str) -> Coder:
    """The coder with a folder's types, made anew where the folder has changed."""
    found = coder.with_types(folder / OWN_TYPES)
    lost = set(found.names) - {kind.type for kind in kinds.own(folder).values()}
    if lost:
        raise DataError(
            f"{folder / OWN_TYPES}: knows {min(lost)}, which no file there defines; "
            f"run: rapporteur codebook train {folder}"
        )
    return found


def taught(doc: Doc, folder: Path | None) -> Doc:
    """``doc`` with a coder that also knows the types of a user's folder, where ``rapporteur codebook train`` has left
    what it learnt; as it is where there is none. Raises DataError."""
    if folder and (folder / OWN_TYPES).is_file() and coder_of(doc):
        doc._.coder = _with_types(doc._.coder, folder, kinds.mark(folder))
    return doc


def coder_of(doc: Doc) -> Coder | None:
    """The coder of events that comes with a Doc; None where a stand-in pipeline made it."""
    found = doc._.coder if doc.has_extension("coder") else None
    return found if isinstance(found, Coder) else None


def write_own(path: Path, own: OwnTypes) -> None:
    """Write what was learnt, the same bytes for the same weights; a reader never sees half a file."""
    beside = path.with_name(path.name + ".part")
    with beside.open("wb") as out:
        np.savez(
            out,
            names=np.array(own.names),
            weights=own.weights,
            biases=own.biases,
            fingerprint=np.array(own.fingerprint),
            taught=np.array(own.taught),
        )
    beside.replace(path)


def read_own(path: Path) -> OwnTypes:
    """What was learnt of a user's types. Raises DataError where the file does not hold it."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            own = OwnTypes(
                names=tuple(kept["names"].tolist()),
                weights=kept["weights"].astype(np.float32),
                biases=kept["biases"].astype(np.float32),
                fingerprint=str(kept["fingerprint"]),
                taught=str(kept["taught"]),
            )
    except (OSError, EOFError, KeyError, ValueError, TypeError, zipfile.BadZipFile) as error:
        raise DataError(f"{path}: not what rapporteur codebook train writes ({error}); run it again") from error
    if own.weights.ndim != 2 or not len(own.names) == len(own.weights) == len(own.biases):
        raise DataError(f"{path}: its arrays do not fit together; run: rapporteur codebook train {path.parent}")
    return own


def _whole(read: Array, words: Array) -> Array:
    """The features: what was read, and the sentence."""
    return np.concatenate([read, words.astype(np.float32).mean(0)])


def _shared(types: dict[str, float], own: OwnTypes, features: Array) -> dict[str, float]:
    """The probabilities of all types: own ones against the rest, and the rest as before within what is left of 1."""
    odds = own.weights @ features + own.biases
    shares = _softmax(np.concatenate([[0.0], odds]).astype(np.float32)).tolist()
    scaled = {name: p * shares[0] for name, p in types.items()}
    return scaled | dict(zip(own.names, shares[1:], strict=True))


def _softmax(x: Array) -> Array:
    e = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(e / e.sum(-1, keepdims=True), dtype=np.float32)


def _gelu(x: Array) -> Array:
    """The normal distribution's weight on each number, by its close formula (within 2e-4 of the exact one)."""
    return np.asarray(0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x**3))), dtype=np.float32)

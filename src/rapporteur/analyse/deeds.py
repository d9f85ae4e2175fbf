"""The second witness to an event: type, mode and status by a network that reads the sentence with its parties marked.

The codebook's cues say what a predicate *can* be; this says what the sentence, with this actor and this recipient,
*looks like*. Trained on coded sentences (``training/marked.py``).

Types of a user's own come from ``OWN_TYPES`` in the folder of their files, which ``rapporteur codebook train`` writes:
a row of weights for each, over ``Coder.features``.
"""

from __future__ import annotations

import copy
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from rapporteur import kinds
from rapporteur.analyse.session import opened
from rapporteur.drafts import Asked, Opinion
from rapporteur.errors import DataError

if TYPE_CHECKING:
    from spacy.tokens import Doc

Array = NDArray[np.float32]
Encoded = tuple[list[int], list[int], list[int], list[int]]  # piece ids, shapes; first and last piece of each word
Encode = Callable[[Sequence[str]], Encoded]
BATCH_PIECES = 1024  # padding counted; bounds memory
LONGEST = 60  # words of a sentence that are read
OWN_TYPES = "classifier.npz"


@dataclass(frozen=True, slots=True)
class Classes:
    """What the network tells apart, in the order of its scores."""

    types: list[str]
    modes: list[str]
    statuses: list[str]


@dataclass(frozen=True, slots=True)
class OwnTypes:
    """What was learnt of a user's T types: ``weights`` [T, 1536] and ``biases`` [T] give each one's log-odds against
    all that is not of these types. ``fingerprint`` names the network whose features they weigh, ``taught`` the
    examples."""

    names: tuple[str, ...]
    weights: Array
    biases: Array
    fingerprint: str
    taught: str


class Coder:
    """The network that codes events, one instance a thread count: it reads a sentence once more with its parties and
    predicate marked in the input."""

    def __init__(self, path: Path, classes: Classes, encode: Encode, threads: int) -> None:
        self._path, self._classes, self._encode, self._threads = path, classes, encode, threads
        self._own: OwnTypes | None = None

    @cached_property
    def fingerprint(self) -> str:
        """A short name for exactly these weights and classes: features of other weights mean something else."""
        digest = blake2b(repr(self._classes).encode(), digest_size=16)
        digest.update(self._path.read_bytes())
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

    def opinions(self, asked: Sequence[Asked]) -> list[Opinion]:
        """One of each event asked of, in order."""
        return self._heard(*self._read(asked)) if asked else []

    def features(self, asked: Sequence[Asked]) -> Array:
        """What each of N events looks like [N, 1536]: the states of its sentence, actor, recipient and predicate.
        At least one must be asked of."""
        return self._read(asked)[0]

    def _read(self, asked: Sequence[Asked]) -> tuple[Array, ...]:
        """Features, types, modes and statuses, one row each; sentences of like length are read together."""
        encoded = [self._encoded(a) for a in asked]
        lengths = [len(ids) for ids, _, _ in encoded]
        order = sorted(range(len(asked)), key=lambda i: lengths[i])
        parts = [self._run([encoded[i] for i in group]) for group in _groups(order, lengths)]
        back = np.argsort(np.array(order))
        return tuple(np.concatenate(x)[back] for x in zip(*parts, strict=True))

    def _run(self, encoded: list[tuple[list[int], list[int], list[int]]]) -> tuple[Array, ...]:
        width = max(len(ids) for ids, _, _ in encoded)
        pieces, shapes, sides, mask = (np.zeros((len(encoded), width), dtype=np.int64) for _ in range(4))
        for i, (ids, kinds_, marks) in enumerate(encoded):
            n = len(ids)
            pieces[i, :n], shapes[i, :n], sides[i, :n], mask[i, :n] = ids, kinds_, marks, 1
        feed = {"pieces": pieces, "shapes": shapes, "mask": mask, "sides": sides}
        return tuple(_session(self._path, self._threads).run(["features", "types", "modes", "statuses"], feed))

    def _encoded(self, asked: Asked) -> tuple[list[int], list[int], list[int]]:
        """Piece ids, shapes and sides; of a long sentence what stands around the event."""
        words, low = _near(asked)
        ids, shapes, begins, ends = self._encode(words)
        sides = [0] * len(ids)
        for side, span in ((1, asked.actor), (2, asked.recipient), (3, _one(asked.cue))):
            for word in range(span[0] - low, span[1] - low) if span else ():
                if 0 <= word < len(words):
                    sides[begins[word] : ends[word] + 1] = [side] * (ends[word] + 1 - begins[word])
        return ids, shapes, sides

    def _heard(self, features: Array, types: Array, modes: Array, statuses: Array) -> list[Opinion]:
        found, known = [], self._classes
        for row, t, m, s in zip(features, _softmax(types), _softmax(modes), _softmax(statuses), strict=True):
            said = Opinion(_named(known.types, t), _named(known.modes, m), _named(known.statuses, s))
            found.append(said if self._own is None else replace(said, types=_shared(said.types, self._own, row)))
        return found


@lru_cache(maxsize=4)
def _session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    """The network's session, opened when it is first asked. Raises ModelError."""
    return opened(path, threads)


def _groups(order: list[int], lengths: list[int]) -> Iterator[list[int]]:
    """Stretches of ``order`` whose padded size stays within a batch."""
    group: list[int] = []
    for i in order:
        if group and lengths[i] * (len(group) + 1) > BATCH_PIECES:
            yield group
            group = []
        group.append(i)
    if group:
        yield group


def _near(asked: Asked) -> tuple[Sequence[str], int]:
    """The words of the sentence, of a long one those around the event, and the index of the first of them."""
    if len(asked.words) <= LONGEST:
        return asked.words, 0
    spans = [s for s in (asked.actor, asked.recipient, _one(asked.cue)) if s]
    middle = asked.cue if asked.cue is not None else min((s[0] for s in spans), default=0)
    low = max(0, min(middle - LONGEST // 2, len(asked.words) - LONGEST))
    return asked.words[low : low + LONGEST], low


def _one(word: int | None) -> tuple[int, int] | None:
    return None if word is None else (word, word + 1)


def _named(names: Sequence[str], row: Array) -> dict[str, float]:
    return dict(zip(names, row.tolist(), strict=True))


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


def _shared(types: dict[str, float], own: OwnTypes, features: Array) -> dict[str, float]:
    """The probabilities of all types: own ones against the rest, and the rest as before within what is left of 1."""
    odds = own.weights @ features + own.biases
    shares = _softmax(np.concatenate([[0.0], odds]).astype(np.float32)).tolist()
    scaled = {name: p * shares[0] for name, p in types.items()}
    return scaled | dict(zip(own.names, shares[1:], strict=True))


def _softmax(x: Array) -> Array:
    e = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(e / e.sum(-1, keepdims=True), dtype=np.float32)

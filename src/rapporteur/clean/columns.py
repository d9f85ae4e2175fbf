"""The features of a page's lines as columns of numbers: what the scorers reckon with, a whole page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from rapporteur.clean.features import Features

Column = npt.NDArray[np.float64]
_NOT_NUMBERS = frozenset(("text", "folded", "bare", "furniture", "stems", "names", "tag", "main"))
NAMES = tuple(name for name in Features._fields if name not in _NOT_NUMBERS)
_AT = {name: i for i, name in enumerate(NAMES)}
_numbers = itemgetter(*(Features._fields.index(name) for name in NAMES))


@dataclass(frozen=True, slots=True)
class Columns:
    """Numbers of all lines: ``rows`` is an array of lines by ``NAMES``; ``furniture`` and ``tags`` are the words.

    ``main`` is 1 where the extractor of main text took the line, -1 where it did not, 0 where it was not asked.
    """

    rows: Column
    furniture: list[str]
    tags: list[str]
    main: Column

    def of(self, name: str) -> Column:
        """The column of a feature."""
        out: Column = self.rows[:, _AT[name]]
        return out

    def some(self, names: Sequence[str]) -> Column:
        """The columns of several features, in their order."""
        out: Column = self.rows[:, [_AT[name] for name in names]]
        return out


def columns(lines: Sequence[Features]) -> Columns:
    """The columns of a page's lines."""
    flat = np.fromiter(chain.from_iterable(map(_numbers, lines)), np.float64, len(lines) * len(NAMES))
    main = np.array([0.0 if f.main is None else 1.0 if f.main else -1.0 for f in lines])
    return Columns(flat.reshape(len(lines), len(NAMES)), [f.furniture for f in lines], [f.tag for f in lines], main)

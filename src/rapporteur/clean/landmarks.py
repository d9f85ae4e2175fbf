"""Names that no page could use before a day: ``world/data/landmarks.csv``."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from rapporteur.clean.words import any_of
from rapporteur.errors import DataError


@dataclass(frozen=True, slots=True)
class Landmark:
    """A term, the first day on which it can be written of, its names and their pattern."""

    term: str
    names: tuple[str, ...]
    pattern: re.Pattern[str]
    start: date
    source: str
    certain: bool


@cache
def landmarks() -> tuple[Landmark, ...]:
    """The shipped landmarks that are certain.

    Raises ``DataError`` naming file and line of a broken row.
    """
    text = (files("rapporteur") / "world" / "data" / "landmarks.csv").read_text(encoding="utf-8")
    return tuple(mark for mark in parse(text, "landmarks.csv") if mark.certain)


def parse(text: str, name: str) -> tuple[Landmark, ...]:
    """Landmarks from CSV text with the columns term, aliases, from, source, certain."""
    out: list[Landmark] = []
    for number, row in enumerate(csv.DictReader(text.splitlines()), 2):
        try:
            start = date.fromisoformat(row["from"])
        except (KeyError, TypeError, ValueError) as error:
            raise DataError(f"{name}:{number}: from must be a day such as 2019-12-31 ({error})") from error
        terms = [row["term"], *(a for a in (row["aliases"] or "").split("|") if a)]
        case = re.compile(any_of(terms).pattern)  # names keep their capitals: "Brexit", not "brexiting"
        out.append(Landmark(row["term"], tuple(terms), case, start, row["source"], row["certain"] == "yes"))
    return tuple(out)

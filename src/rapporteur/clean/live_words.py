"""The words of live blogs, read from ``lang/en/live.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rapporteur.clean.words import any_of
from rapporteur.errors import DataError


@dataclass(frozen=True, slots=True)
class LiveWords:
    """What says that a page is a live blog, and what stands beside the times of its entries.

    ``hints`` are letters without which no title says so; ``labels``, ``updated`` and ``ago`` match at a place in a
    line; ``units`` gives the seconds of a word of time.
    """

    hints: tuple[str, ...]
    titles: re.Pattern[str]
    edges: re.Pattern[str]
    addresses: re.Pattern[str]
    kinds: tuple[str, ...]
    labels: re.Pattern[str]
    updated: re.Pattern[str]
    pinned: re.Pattern[str]
    zones: re.Pattern[str]
    ago: re.Pattern[str]
    now: re.Pattern[str]
    units: dict[str, int]
    one: frozenset[str]


@cache
def live_words(language: str = "en") -> LiveWords:
    """The live words of one language folder.

    Raises ``DataError`` naming the file and what is missing or broken in it.
    """
    source = files("rapporteur") / "lang" / language / "live.toml"
    try:
        table = tomllib.loads(source.read_text(encoding="utf-8"))
        return _read(table["page"], table["stamp"], table["ago"])
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"lang/{language}/live.toml: {error}") from error
    except KeyError as error:
        raise DataError(f"lang/{language}/live.toml: {error} is missing") from error


def _read(page: dict[str, Any], stamp: dict[str, Any], ago: dict[str, Any]) -> LiveWords:
    seconds = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
    units = {word: size for name, size in seconds.items() for word in ago[name]}
    edge = any_of(page["edges"]).pattern
    addresses = any_of(page["addresses"], before="", after="").pattern
    edges = page["edges"]
    other = [t for t in page["titles"] if not any(e in t for e in edges)]
    return LiveWords(
        hints=(*edges, *other),
        titles=any_of(page["titles"]),
        edges=re.compile(rf"{edge}(?:\s*[:|–—]|\s+-\s)|(?:[:|–—-]|\w+\s+\w+)\s*{edge}$", re.IGNORECASE),
        addresses=re.compile(rf"(?:^|[/-]){addresses}(?=[/?#.]|$)|/{addresses}-", re.IGNORECASE),
        kinds=tuple(page["kinds"]),
        labels=any_of(stamp["labels"]),
        updated=any_of(stamp["updated"]),
        pinned=any_of(stamp["pinned"], before="^", after="$"),
        zones=re.compile(rf"{any_of([z.upper() for z in stamp['zones']]).pattern}(?:\s?[+-]\d{{1,2}}(?::?\d\d)?)?"),
        ago=re.compile(_ago(units, ago["one"], ago["behind"]), re.IGNORECASE),
        now=any_of(ago["now"]),
        units=units,
        one=frozenset(ago["one"]),
    )


def _ago(units: dict[str, int], one: list[str], behind: list[str]) -> str:
    """ "3h ago", "an hour ago", "2 hours 5 minutes ago"; as a whole line also "3h"."""
    unit = "|".join(sorted(units, key=lambda u: (-len(u), u)))
    ones, ended = "|".join(one), "|".join(behind)
    return (
        rf"(?P<count>\d{{1,3}}|{ones})\s?(?P<unit>{unit})\b(?:,?\s?(?P<more>\d{{1,2}})\s?(?P<part>{unit})\b)?"
        rf"(?:\s(?:{ended})(?![a-z])|(?=\s*$))"
    )

"""The words of bylines and of lines that state a day, read from ``lang/en/makers.toml``."""

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
class MakerWords:
    """What stands before, behind and instead of an author's name; all in lower case."""

    lead: re.Pattern[str]
    other_work: re.Pattern[str]
    jobs: frozenset[str]
    trades: frozenset[str]
    beats: frozenset[str]
    desk_ends: frozenset[str]
    second_lead: re.Pattern[str]
    follow: frozenset[str]
    mastheads: tuple[str, ...]
    job_starts: tuple[str, ...]
    outlets: frozenset[str]
    never: frozenset[str]
    nobody: frozenset[str]
    given: frozenset[str]
    event: re.Pattern[str]
    month_first_zones: re.Pattern[str]
    day_first_zones: re.Pattern[str]
    day_first_sites: frozenset[str]
    month_first_sites: frozenset[str]
    day_first_languages: frozenset[str]
    month_first_languages: frozenset[str]
    more: frozenset[str]


@cache
def maker_words(language: str = "en") -> MakerWords:
    """The maker words of one language folder.

    Raises ``DataError`` naming the file and what is missing or broken in it.
    """
    source = files("rapporteur") / "lang" / language / "makers.toml"
    try:
        table = tomllib.loads(source.read_text(encoding="utf-8"))
        return _read(table["byline"], table["dates"], table["names"], table["teasers"])
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"lang/{language}/makers.toml: {error}") from error
    except KeyError as error:
        raise DataError(f"lang/{language}/makers.toml: {error} is missing") from error


def _read(byline: dict[str, Any], dates: dict[str, Any], names: dict[str, Any], teasers: dict[str, Any]) -> MakerWords:
    return MakerWords(
        lead=any_of(byline["lead"], before=r"^\W{0,3}", after=r"(?!\w)\s*[:|-]?\s*"),
        other_work=any_of(byline["other_work"], before=r"^\W{0,3}"),
        jobs=frozenset(byline["jobs"]),
        trades=frozenset(byline["trades"]),
        beats=frozenset(byline["beats"]),
        desk_ends=frozenset(byline["desk_ends"]),
        second_lead=any_of(byline["second_lead"], before=r"^\W{0,3}", after=r"(?!\w)\s*[:|-]?\s*"),
        follow=frozenset(byline["follow"]),
        mastheads=tuple(byline["mastheads"]),
        job_starts=tuple(byline["job_starts"]),
        outlets=frozenset(byline["outlets"]),
        never=frozenset(byline["never"]),
        nobody=frozenset(byline["nobody"]),
        given=frozenset(names["given"]),
        event=any_of(dates["event"], after=r"(?!\w)\s*[:|,–—-]?\s*(?:\w+,?\s+)?$"),
        month_first_zones=any_of(dates["month_first_zones"]),
        day_first_zones=any_of(dates["day_first_zones"]),
        day_first_sites=frozenset(dates["day_first_sites"]),
        month_first_sites=frozenset(dates["month_first_sites"]),
        day_first_languages=frozenset(dates["day_first_languages"]),
        month_first_languages=frozenset(dates["month_first_languages"]),
        more=frozenset(teasers["more"]),
    )

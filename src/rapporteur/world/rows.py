"""The rows of the world's tables, as frozen dataclasses; each keeps ``where`` it stands, file and line.

A name that a table marks with ``?`` is used but never certain; it is listed in ``doubtful`` as well. Days come from
dates that may be only a year or a month: ``start`` is the first day that fits, ``end`` the last, and ``precise`` says
whether both were written to the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from rapporteur.model import Place

Role: TypeAlias = Literal["member", "observer", "partner", "candidate", "suspended"]
EditionStatus: TypeAlias = Literal["held", "planned", "cancelled", "uncertain"]


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory; ``cow`` and ``gw`` are its Correlates of War and Gleditsch-Ward numbers."""

    iso3: str
    iso2: str
    name: str
    official_name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str | None
    metonyms: tuple[str, ...]
    cow: int | None
    gw: int | None
    source: str
    doubtful: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Organization:
    """An intergovernmental body, alliance, union, bank, court, agency or coalition."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    founded: date | None
    dissolved: date | None
    seat: str | None
    source: str
    certain: bool
    doubtful: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Membership:
    """A country's place in an organisation from ``start`` to ``end``; ``None`` is an open end."""

    organization: str
    country: str
    start: date | None
    end: date | None
    precise: bool
    role: Role
    source: str
    certain: bool
    where: str

    def covers(self, on: date) -> bool:
        """Whether the membership runs on that day."""
        return covers(self.start, self.end, on)


@dataclass(frozen=True, slots=True)
class Group:
    """A non-state armed or political group, described neutrally; ``country`` is where it is based."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    source: str
    certain: bool
    doubtful: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Area:
    """A region, sea, strait, river, base, territory or town that the gazetteer of cities lacks.

    ``country`` is None where the area crosses states or several claim it; ``claimants`` are the states that do.
    """

    name: str
    aliases: tuple[str, ...]
    country: str | None
    claimants: tuple[str, ...]
    lat: float
    lon: float
    kind: str
    source: str
    doubtful: tuple[str, ...]
    where: str

    @property
    def place(self) -> Place:
        """The area as a place of the record."""
        return Place(self.name, self.country, self.lat, self.lon, None)


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person in an office of a country or an organisation; ``end`` None is still in office, as far as we know."""

    person: str
    office: str
    country: str | None
    organization: str | None
    start: date | None
    end: date | None
    precise: bool
    source: str
    certain: bool
    where: str

    def covers(self, on: date) -> bool:
        """Whether the office was held on that day."""
        return covers(self.start, self.end, on)


@dataclass(frozen=True, slots=True)
class Person:
    """A person with every spelling that newspapers use; ``id`` is the name, with the country for namesakes."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    note: str
    doubtful: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Series:
    """A standing meeting, summit, exercise, body, festival or forum."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    organization: str | None
    offices: tuple[str, ...]
    participants: tuple[str, ...]
    source: str
    doubtful: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One holding of a series; ``end`` is the last day that fits, also where only a first day is written."""

    series: str
    name: str
    aliases: tuple[str, ...]
    number: str | None
    start: date | None
    end: date | None
    precise: bool
    place: str | None
    country: str | None
    status: EditionStatus
    source: str
    certain: bool
    where: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """A treaty, pact or joint declaration; ``signed`` and ``in_force`` are first days, ``ended`` is a last day."""

    id: str
    name: str
    aliases: tuple[str, ...]
    parties: tuple[str, ...]
    signed: date | None
    in_force: date | None
    ended: date | None
    precise: bool
    kind: str
    source: str
    certain: bool
    doubtful: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Issue:
    """A subject of security policy and the lower-case words and phrases that signal it."""

    id: str
    name: str
    words: tuple[str, ...]
    source: str
    where: str


def covers(start: date | None, end: date | None, on: date) -> bool:
    """Whether the day lies between start and end, both included; ``None`` is an open end."""
    return (start is None or start <= on) and (end is None or on <= end)

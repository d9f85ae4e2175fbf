"""The world as a whole: every table, and the questions that the other rooms ask of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from importlib import resources
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

from rapporteur.model import Place
from rapporteur.world.check import check_links
from rapporteur.world.cities import City, Gazetteer
from rapporteur.world.names import Entry, NameIndex, acronym, fold
from rapporteur.world.people import Match, PeopleIndex, unite
from rapporteur.world.rows import (
    Agreement,
    Area,
    Country,
    Edition,
    Group,
    Issue,
    Membership,
    Organization,
    Person,
    Role,
    Series,
    Tenure,
)
from rapporteur.world.tables import TABLES, Table, check_folder, key_of, read_table


class _Named(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    @property
    def doubtful(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, eq=False, repr=False)
class World:
    """Countries, organisations and their members by date, groups, places, offices and their holders, forums,
    exercises, agreements, issues; and the gazetteer of cities. Made by ``load``. Indexes are built on first use.
    """

    countries: tuple[Country, ...]
    organizations: tuple[Organization, ...]
    memberships: tuple[Membership, ...]
    groups: tuple[Group, ...]
    areas: tuple[Area, ...]
    tenures: tuple[Tenure, ...]
    persons: tuple[Person, ...]
    series: tuple[Series, ...]
    editions: tuple[Edition, ...]
    agreements: tuple[Agreement, ...]
    issues: tuple[Issue, ...]

    def __repr__(self) -> str:
        """The number of rows, not the rows."""
        return f"World({len(self.countries)} countries, {len(self.persons)} persons, {len(self.tenures)} tenures)"

    def lookup(self, words: str) -> tuple[Entry, ...]:
        """Everything the words may stand for, certain and strong readings first; empty where nothing is known.

        Case, accents, dots, apostrophes, dashes, a leading "the" and a final "'s" do not count, but an acronym of up
        to four letters ("US", "IS", "WHO") is matched in capitals only. Cities are asked of ``city``.
        """
        return self._names.lookup(words)

    def longest(self, word: str) -> int:
        """The most words that ``lookup`` can know together of those that begin with this one, written in small Latin
        letters; 0 where it knows none. Acronyms of up to four letters do not count."""
        return self._names.longest(word)

    def country(self, iso3: str) -> Country | None:
        """The country of an ISO alpha-3 code."""
        return self._countries.get(iso3)

    def organization(self, key: str) -> Organization | None:
        """The organisation of an id ("SCO")."""
        return self._organizations.get(key)

    def group(self, key: str) -> Group | None:
        """The group of an id ("hezbollah")."""
        return self._groups.get(key)

    def forum(self, key: str) -> Series | None:
        """The series of an id ("sco-defence-ministers")."""
        return self._series.get(key)

    def agreement(self, key: str) -> Agreement | None:
        """The agreement of an id ("new-start")."""
        return self._agreements.get(key)

    def person_by_id(self, key: str) -> Person | None:
        """The person of an id ("khawaja-asif")."""
        return self._persons.get(key)

    def members(
        self, org_id: str, on: date | None = None, role: Role = "member", *, certain: bool = True
    ) -> tuple[str, ...]:
        """The countries with a role in an organisation on a day, ISO alpha-3, in alphabetical order.

        Without a day: those whose role has no end that we know. Suspended members are not among the members but
        have the role ``suspended``. ``certain=False`` adds rows that the table marks as uncertain.
        """
        found = {m.country for m in self._running(org_id, on, role) if m.certain or not certain}
        if role == "member":
            found -= {m.country for m in self._running(org_id, on, "suspended") if m.certain}
        return tuple(sorted(found))

    def memberships_of(self, org_id: str) -> tuple[Membership, ...]:
        """Every row of an organisation's membership, in the order of the table."""
        return self._memberships.get(org_id, ())

    def office_holders(self, office: str, country: str, on: date) -> tuple[Tenure, ...]:
        """Who held the office in a country (ISO alpha-3) or organisation (id) on that day; certain rows first."""
        held = self._offices.get((fold(office), country), ())
        return tuple(sorted((t for t in held if t.covers(on)), key=lambda t: (not t.certain, t.start or date.min)))

    def tenures_of(self, person: str) -> tuple[Tenure, ...]:
        """The offices of a person, given by id or canonical name, by their start."""
        known = self._persons.get(person)
        name = known.name if known else person
        rows = self._tenures.get(name, ())
        if known is not None and sum(1 for p in self.persons if p.name == name) > 1:
            rows = tuple(t for t in rows if t.country in (None, known.country))
        return tuple(sorted(rows, key=lambda t: t.start or date.min))

    def person(self, text: str, country: str | None = None) -> tuple[tuple[Person, Match], ...]:
        """The persons that the text may name: "full" name, "alias" (another spelling) or "surname" alone.

        Titles are not understood; take them off first. ``country`` keeps those of it or with an office in it.
        """
        found = self._people.find(text)
        if country is None:
            return found
        return tuple((p, how) for p, how in found if p.country == country or self._served(p, country))

    def editions_of(self, series: str) -> tuple[Edition, ...]:
        """The editions of a series, by their first day."""
        return self._editions.get(series, ())

    def area(self, name: str) -> Area | None:
        """The region, sea, base, disputed territory ... of this name or other name."""
        return self._areas.get(fold(name))

    def city(self, name: str, country: str | None = None) -> Place | None:
        """The city of this name: the tables' own towns first, then the gazetteer's largest.

        ``country`` is ISO alpha-3, or the words of a country, of one of its regions in the tables ("Sindh") or of a
        state of the United States ("Idaho"); the words may also follow the name after a comma ("Moscow, Idaho").
        None where no city of 5,000 inhabitants fits, and for the bare name of a country.
        """
        if country is None and "," in name:
            head, _, hint = name.partition(",")
            iso3, region = self._hint(hint)
            return self._city(head, iso3, region) if iso3 or region else self._city(head, None, None)
        iso3, region = self._hint(country) if country else (None, None)
        if country is not None and iso3 is None and region is None:
            return None
        return self._city(name, iso3, region)

    def _city(self, name: str, country: str | None, region: str | None) -> Place | None:
        area = self.area(name)
        if area is not None and area.kind == "city" and country in (None, area.country) and region is None:
            near = self._gazetteer.find(name, area.country)
            same = near is not None and abs(near.lat - area.lat) < 0.3 and abs(near.lon - area.lon) < 0.3
            return Place(area.name, area.country, area.lat, area.lon, near.id if near and same else None)
        city = self._gazetteer.find(name, country, region)
        if city is None or (country is None and self._names_other_country(name, city)):
            return None
        return city.place

    def _names_other_country(self, name: str, city: City) -> bool:
        """Whether the words are a country's name rather than this city's ("Mexico", but not "Luxembourg")."""
        named = {e.id for e in self.lookup(name) if e.sort == "country" and e.how in ("name", "alias")}
        return bool(named) and not (city.country in named and fold(city.name) == fold(name))

    def _hint(self, words: str) -> tuple[str | None, str | None]:
        words = words.strip()
        if words in self._countries:
            return words, None
        region = self._gazetteer.region(words)
        if region is not None:
            return "USA", region
        area = self.area(words)
        iso3 = next((e.id for e in self.lookup(words) if e.sort == "country"), area.country if area else None)
        return iso3, None

    def _running(self, org_id: str, on: date | None, role: Role) -> Iterator[Membership]:
        rows = (m for m in self.memberships_of(org_id) if m.role == role)
        return (m for m in rows if (m.end is None if on is None else m.covers(on)))

    def _served(self, person: Person, country: str) -> bool:
        return any(t.country == country for t in self.tenures_of(person.id))

    @cached_property
    def _countries(self) -> dict[str, Country]:
        return {row.iso3: row for row in self.countries}

    @cached_property
    def _organizations(self) -> dict[str, Organization]:
        return {row.id: row for row in self.organizations}

    @cached_property
    def _groups(self) -> dict[str, Group]:
        return {row.id: row for row in self.groups}

    @cached_property
    def _series(self) -> dict[str, Series]:
        return {row.id: row for row in self.series}

    @cached_property
    def _agreements(self) -> dict[str, Agreement]:
        return {row.id: row for row in self.agreements}

    @cached_property
    def _persons(self) -> dict[str, Person]:
        return {row.id: row for row in self.persons}

    @cached_property
    def _memberships(self) -> dict[str, tuple[Membership, ...]]:
        return _grouped((m.organization, m) for m in self.memberships)

    @cached_property
    def _tenures(self) -> dict[str, tuple[Tenure, ...]]:
        return _grouped((t.person, t) for t in self.tenures)

    @cached_property
    def _offices(self) -> dict[tuple[str, str], tuple[Tenure, ...]]:
        seats = ((t, seat) for t in self.tenures for seat in (t.country, t.organization) if seat)
        return _grouped(((fold(t.office), seat), t) for t, seat in seats)

    @cached_property
    def _editions(self) -> dict[str, tuple[Edition, ...]]:
        rows = sorted(self.editions, key=lambda e: e.start or date.max)
        return _grouped((e.series, e) for e in rows)

    @cached_property
    def _areas(self) -> dict[str, Area]:
        index: dict[str, Area] = {}
        sure = ((a, n) for a in self.areas for n in a.aliases if n not in a.doubtful)
        doubtful = ((a, n) for a in self.areas for n in a.doubtful)
        for area, name in chain(((a, a.name) for a in self.areas), sure, doubtful):
            index.setdefault(fold(name), area)
        return index

    @cached_property
    def _people(self) -> PeopleIndex:
        return PeopleIndex(self.persons)

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer()

    @cached_property
    def _names(self) -> NameIndex:
        return _index(self)


@lru_cache(maxsize=4)
def load(extra: Path | None = None) -> World:
    """The world of the shipped tables and, where given, of the user's folder.

    A user's row stands in the place of the shipped row with the same key (a country's iso3, an organisation's id, a
    tenure's person, office, seat and first day ...), else it is added. Cached for the life of the process.
    Raises ``DataError`` naming file and line for a row that breaks the schema or names what does not exist.
    """
    if extra is not None:
        check_folder(extra)
    rows = {table.name: _rows(table, extra) for table in TABLES}
    rows["persons"] = list(unite(rows["persons"]))
    check_links(rows)
    rows["areas"] = rows.pop("places")
    return World(**{name: tuple(items) for name, items in rows.items()})


def _rows(table: Table, extra: Path | None) -> list[Any]:
    with resources.as_file(resources.files("rapporteur.world") / "data") as folder:
        shipped = list(read_table(table, folder, shipped=True))
    if extra is None:
        return shipped
    own = list(read_table(table, extra, shipped=False))
    if table.name == "persons":
        return shipped + own
    replaced = {key_of(table, item) for item in own}
    return [item for item in shipped if key_of(table, item) not in replaced] + own


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, tuple[Any, ...]]:
    index: dict[Any, list[Any]] = defaultdict(list)
    for key, item in pairs:
        index[key].append(item)
    return {key: tuple(items) for key, items in index.items()}


def _index(world: World) -> NameIndex:
    index = NameIndex()
    for country in world.countries:
        _add_country(index, country)
    for organization in world.organizations:
        _add(index, organization, "organization", organization.id, certain=organization.certain)
    for group in world.groups:
        _add(index, group, "group", group.id, certain=group.certain)
    for person in world.persons:
        _add_person(index, person)
    for series in world.series:
        _add(index, series, "series", series.id)
    for agreement in world.agreements:
        _add(index, agreement, "agreement", agreement.id)
    for area in world.areas:
        _add(index, area, "place", area.name)
        index.set_country(area.name, area.country)
    return index


def _add(index: NameIndex, row: _Named, sort: Any, key: str, *, certain: bool = True) -> None:
    index.add([row.name], sort, key, "name", certain=certain)
    index.add([a for a in row.aliases if a not in row.doubtful], sort, key, "alias", certain=certain)
    index.add([a for a in row.aliases if a in row.doubtful], sort, key, "alias", certain=False)


def _add_country(index: NameIndex, country: Country) -> None:
    doubtful = set(country.doubtful)
    index.add([country.name, country.official_name], "country", country.iso3, "name", certain=True)
    names: tuple[tuple[Any, tuple[str, ...]], ...] = (
        ("alias", country.aliases),
        ("demonym", country.demonyms),
        ("metonym", country.metonyms),
        ("capital", (country.capital,) if country.capital else ()),
    )
    for how, words in names:
        index.add([w for w in words if w not in doubtful], "country", country.iso3, how, certain=True)
        index.add([w for w in words if w in doubtful], "country", country.iso3, how, certain=False)
    index.add_code(country.iso3, country.iso3)


def _add_person(index: NameIndex, person: Person) -> None:
    index.add([person.name], "person", person.id, "name", certain=True)
    single = " " in fold(person.name)
    for alias in person.aliases:
        # A surname alone, given as another spelling, is never sure; initials ("MBS") are.
        surname = single and " " not in fold(alias) and acronym(alias) is None
        sure = alias not in person.doubtful and not surname
        index.add([alias], "person", person.id, "alias", certain=sure)

"""The tables of the world: their columns, and how each row becomes a dataclass. Raises ``DataError`` on a bad row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from rapporteur.errors import DataError
from rapporteur.world.cells import Row, read_rows
from rapporteur.world.names import fold
from rapporteur.world.rows import (
    Agreement,
    Area,
    Country,
    Edition,
    EditionStatus,
    Group,
    Issue,
    Membership,
    Organization,
    Person,
    Role,
    Series,
    Tenure,
)

KINDS = ("intergovernmental", "alliance", "union", "bank", "court", "agency", "coalition", "other")
AREA_KINDS = ("region", "sea", "city", "base", "strait", "river", "territory")
SERIES_KINDS = ("meeting", "summit", "exercise", "agreement-body", "festival", "forum", "other")
ROLES = ("member", "observer", "partner", "candidate", "suspended")
STATUSES = ("held", "planned", "cancelled", "uncertain")


def _country(row: Row) -> Country:
    names, capital = row.names("aliases", "demonyms", "metonyms", "capital"), row.names("capital").all
    return Country(
        row.letters("iso3", 3),
        row.letters("iso2", 2),
        row.text("name"),
        row.text("official_name"),
        row.names("aliases").all,
        row.names("demonyms").all,
        capital[0] if capital else None,
        row.names("metonyms").all,
        row.whole("cow"),
        row.whole("gw"),
        row.text("source"),
        names.doubtful,
        row.where,
    )


def _organization(row: Row) -> Organization:
    names = row.names("aliases")
    founded, dissolved, _ = row.days("founded", "dissolved")
    return Organization(
        row.text("id"),
        row.text("name"),
        names.all,
        row.choice("kind", KINDS),
        founded,
        dissolved,
        row.maybe("seat"),
        row.text("source"),
        row.yes("certain"),
        names.doubtful,
        row.where,
    )


def _membership(row: Row) -> Membership:
    return Membership(
        row.text("organization"),
        row.letters("country", 3),
        *row.days(),
        cast("Role", row.choice("role", ROLES)),
        row.text("source"),
        row.yes("certain"),
        row.where,
    )


def _group(row: Row) -> Group:
    names = row.names("aliases")
    return Group(
        row.text("id"),
        row.text("name"),
        names.all,
        row.maybe("country"),
        row.text("source"),
        row.yes("certain"),
        names.doubtful,
        row.where,
    )


def _area(row: Row) -> Area:
    names = row.names("aliases")
    return Area(
        row.text("name"),
        names.all,
        row.maybe("country"),
        row.many("claimants"),
        row.degrees("lat", 90),
        row.degrees("lon", 180),
        row.choice("kind", AREA_KINDS),
        row.text("source"),
        names.doubtful,
        row.where,
    )


def _tenure(row: Row) -> Tenure:
    country, organization = row.maybe("country"), row.maybe("organization")
    if country is None and organization is None:
        raise row.error("country and organization must not both be empty")
    return Tenure(
        row.text("person"),
        row.text("office"),
        country,
        organization,
        *row.days(),
        row.text("source"),
        row.yes("certain"),
        row.where,
    )


def _person(row: Row) -> Person:
    names = row.names("aliases")
    name = row.text("name")
    key = fold(name).replace(" ", "-")
    return Person(key, name, names.all, row.maybe("country"), row.cells["note"], names.doubtful, row.where)


def _series(row: Row) -> Series:
    names = row.names("aliases")
    return Series(
        row.text("id"),
        row.text("name"),
        names.all,
        row.choice("kind", SERIES_KINDS),
        row.maybe("organization"),
        row.many("offices"),
        row.many("participants"),
        row.text("source"),
        names.doubtful,
        row.where,
    )


def _edition(row: Row) -> Edition:
    start, end, precise = row.days()
    return Edition(
        row.text("series"),
        row.text("name"),
        row.names("aliases").all,
        row.maybe("number"),
        start,
        end or row.last_day("from"),
        precise,
        row.maybe("place"),
        row.maybe("country"),
        cast("EditionStatus", row.choice("status", STATUSES)),
        row.text("source"),
        row.yes("certain"),
        row.where,
    )


def _agreement(row: Row) -> Agreement:
    names = row.names("aliases")
    return Agreement(
        row.text("id"),
        row.text("name"),
        names.all,
        row.many("parties"),
        row.first_day("signed"),
        row.first_day("in_force"),
        row.last_day("ended"),
        row.precise("signed", "in_force", "ended"),
        row.text("kind"),
        row.text("source"),
        row.yes("certain"),
        names.doubtful,
        row.where,
    )


def _issue(row: Row) -> Issue:
    return Issue(row.text("id"), row.text("name"), row.many("words"), row.text("source"), row.where)


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns, how a row is read, and which attributes make two rows the same row."""

    name: str
    columns: tuple[str, ...]
    read: Callable[[Row], Any]
    key: tuple[str, ...]


def _table(name: str, columns: str, read: Callable[[Row], Any], key: str) -> Table:
    return Table(name, tuple(columns.split()), read, tuple(key.split()))


TABLES = (
    _table(
        "countries", "iso3 iso2 name official_name aliases demonyms capital metonyms cow gw source", _country, "iso3"
    ),
    _table("organizations", "id name aliases kind founded dissolved seat source certain", _organization, "id"),
    _table(
        "memberships",
        "organization country from to role source certain",
        _membership,
        "organization country role start",
    ),
    _table("groups", "id name aliases country source certain", _group, "id"),
    _table("places", "name aliases country claimants lat lon kind source", _area, "name"),
    _table(
        "tenures",
        "person office country organization from to source certain",
        _tenure,
        "person office country organization start",
    ),
    _table("persons", "name aliases country note", _person, "name country"),
    _table("series", "id name aliases kind organization offices participants source", _series, "id"),
    _table(
        "editions",
        "series name aliases number from to place country status source certain",
        _edition,
        "series name start",
    ),
    _table("agreements", "id name aliases parties signed in_force ended kind source certain", _agreement, "id"),
    _table("issues", "id name words source", _issue, "id"),
)
# Tables that may be split over several files ("tenures_asia.csv").
SPLIT = ("tenures", "persons")
# Tables of the folder that other rooms read for themselves.
FOREIGN = ("landmarks",)


def read_table(table: Table, folder: Path, *, shipped: bool) -> Iterator[Any]:
    """The rows of a table in one folder, in file order. A row that stands there twice raises ``DataError``.

    The same person may stand in several files; the reader of persons unites their spellings.
    """
    seen: dict[tuple[Any, ...], str] = {}
    for path in _files(table, folder):
        for row in read_rows(path, table.columns, path.name if shipped else str(path)):
            item = table.read(row)
            key = key_of(table, item)
            if key in seen and table.name != "persons":
                raise row.error(f"the same {', '.join(table.key)} as in {seen[key]}: {' '.join(map(str, key))}")
            seen.setdefault(key, row.where)
            yield item


def key_of(table: Table, item: Any) -> tuple[Any, ...]:
    """What makes a row itself: a user's row with the key of a shipped one stands in its place."""
    return tuple(getattr(item, name) for name in table.key)


def check_folder(folder: Path) -> None:
    """Raises ``DataError`` where the user's folder is missing or holds a table of a name that nothing reads."""
    if not folder.is_dir():
        raise DataError(f"{folder}: no such folder; give a folder of tables such as countries.csv or tenures.csv")
    known = [table.name for table in TABLES] + list(FOREIGN)
    for path in sorted(folder.glob("*.csv")):
        if _stem(path, known) is None:
            raise DataError(f"{path}: no table of this name; the tables are {', '.join(known)}")


def _files(table: Table, folder: Path) -> Iterable[Path]:
    pattern = f"{table.name}*.csv" if table.name in SPLIT else f"{table.name}.csv"
    return sorted(path for path in folder.glob(pattern) if path.is_file())


def _stem(path: Path, known: Iterable[str]) -> str | None:
    return next((n for n in known if path.stem == n or (n in SPLIT and path.stem.startswith(n))), None)

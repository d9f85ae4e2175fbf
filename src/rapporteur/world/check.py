"""Whether the rows of different tables fit together: what a row names must exist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rapporteur.errors import DataError

# table, the attribute that names a row of another table, that table.
_LINKS = (
    ("memberships", "organization", "organizations"),
    ("memberships", "country", "countries"),
    ("groups", "country", "countries"),
    ("places", "country", "countries"),
    ("places", "claimants", "countries"),
    ("tenures", "person", "persons"),
    ("tenures", "country", "countries"),
    ("tenures", "organization", "organizations"),
    ("persons", "country", "countries"),
    ("series", "organization", "organizations"),
    ("series", "participants", "countries"),
    ("editions", "series", "series"),
    ("editions", "country", "countries"),
    ("agreements", "parties", "countries"),
)
_KEYS = {"countries": "iso3", "persons": "name"}
_FILES = {"persons": "persons*"}


def check_links(tables: Mapping[str, Iterable[Any]]) -> None:
    """Raises ``DataError`` for the first row that names a country, organisation, person or series that is not there."""
    known = {
        target: {getattr(row, _KEYS.get(target, "id")) for row in tables[target]}
        for target in ("countries", "organizations", "persons", "series")
    }
    for table, attribute, target in _LINKS:
        for row in tables[table]:
            for value in _values(getattr(row, attribute)):
                if value not in known[target]:
                    file = f"{_FILES.get(target, target)}.csv"
                    raise DataError(f"{row.where}: {attribute} {value!r} is not in {file}; add it there")


def _values(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value

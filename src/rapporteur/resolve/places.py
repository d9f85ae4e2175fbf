"""Where: place phrases to places of the gazetteer, with the page's dateline as a witness."""

from __future__ import annotations

import calendar
import re

from rapporteur.drafts import Mention, Span
from rapporteur.model import Place
from rapporteur.resolve.phrases import Found, Reader
from rapporteur.world import World

LAND = re.compile(
    r"\b(?:cit(?:y|ies)|towns?|villages?|suburbs?|districts?|soil|territory|airspace|waters|provinces?|regions?|islands?|"
    r"ports?|airports?|border|coast|north|south|east|west|sectors?|crossings?|zones?|shoals?)\b"
)
ABROAD = re.compile(  # "the French embassy", which stands in another country; not "on French soil"
    r"\b(?:bases?|camps?|(?:check)?posts?|checkpoints?|outposts?|garrisons?|barracks|embass(?:y|ies)|consulates?|"
    r"missions?|high commissions?|chancer(?:y|ies)|residences?)\b"
)
EDGE = re.compile(
    r"\b(?:border|coast|waters|airspace|north|south|east|west|islands?|shoals?|zones?)\b"
)  # not its capital
UNIT = re.compile(  # "Niger state", "Blue Nile province": neither the country nor the river
    r"\s(?:state|province|count(?:y|ies)|governorate|department|prefecture)\b"
)
BORDER = re.compile(r"\b(?:border|frontier)\b")  # "near the Afghan border" is on either side of it
BEHIND = re.compile(r", ([A-Z][\w.]+(?: [A-Z][\w.]+)?)\b")  # ", Idaho"; not ", on Monday"
LAND_BEHIND = re.compile(r", (?:(?:north|south|east|west|central)[\w-]* )?([A-Z][\w.]+(?: [A-Z][\w.]+)?)\b")
CALENDAR = frozenset(x.lower() for x in (*calendar.month_name, *calendar.day_name) if x)
WORD = r"[A-ZÀ-Þ][\w.’'-]*"
LINKS = "al|el|an|ar|as|ash|ad|at|az|de|da|do|dos|das|la|le|les|los|las|du|des|di|del|der|den|van|von|bin|ibn|sur"
LINK = rf"(?:[ -](?:{LINKS})(?=[ -]))?"
CAPITALISED = re.compile(rf"{WORD}(?:{LINK}[ -]{WORD})*")  # "New Delhi", "Ras al-Zour"; not "the capital"
MORE = re.compile(rf"(?:{LINK}[ -]{WORD})+")  # behind "Ras": " al-Zour"
WITHIN = re.compile(r",?\s(?:in|of)\s(?:the\s)?")  # "at Bula Hawo in Somalia"; not "at Bula Hawo near Kenya"
AT = frozenset({"in", "at", "near", "off", "outside", "inside"})
WHOLE = frozenset({"organization", "group", "series", "agreement", "place"})  # names of which a part names nothing


class Places:
    """Resolves place phrases of one page."""

    def __init__(self, reader: Reader, world: World, body: str, dateline: str | None) -> None:
        self._reader, self._world, self._body = reader, world, body
        self.dateline = (
            self.named(dateline.title() if dateline and dateline.isupper() else dateline) if dateline else None
        )

    def of(self, mentions: tuple[Mention, ...]) -> tuple[Place | None, str]:
        """The place that the phrases of a clause give together, and why: a city is refined by the country beside it.

        A place that is named but unknown bars all that lie near it; only what it lies in stands for it.
        """
        found = [(self._place(m), m) for m in mentions]
        unknown = next((m for p, m in found if p is None and self._is_name(m)), None)
        first = next((m for p, m in found if p is not None), None)
        if unknown and (first is None or mentions.index(unknown) < mentions.index(first)):
            found = [(p, m) for p, m in found if WITHIN.fullmatch(self._body[self._end(unknown) : m.start])]
        known = [(p, m) for p, m in found if p is not None]
        if not known:
            return None, ""
        place, m = known[0]
        for other, _ in known[1:]:
            if place.geonames_id is None and other.geonames_id is not None and other.country == place.country:
                place = other
        dateline = self.dateline
        inland = not unknown and not EDGE.search(m.text)
        if (
            inland
            and place.geonames_id is None
            and dateline
            and dateline.country == place.country
            and dateline.geonames_id
            and self._is_country(place)
        ):
            return dateline, f"“{m.preposition} {m.text}”, the city by the dateline"
        return place, f"“{m.preposition} {m.text}”"

    def _place(self, m: Mention) -> Place | None:
        """The place of one phrase: by itself, or by the country behind its comma."""
        text = self._body[m.start : self._end(m)]
        bodies = tuple((n.start - m.start, n.end - m.start) for n in m.names if n.kind == "ORG")
        return self._beside(m) or self.named(text, bodies) or self._country_behind(m)

    def _end(self, m: Mention) -> int:
        """Where a phrase ends, with the rest of a name that a parser cut in two ("off Ras al-Zour")."""
        end = m.start + len(self._body[m.start : m.end].rstrip(" ,;"))
        more = MORE.match(self._body, end) if end == m.head_end and m.head[:1].isupper() else None
        return more.end() if more else end

    def _is_name(self, m: Mention) -> bool:
        """Whether a phrase names a place, were it known: "at Bula Hawo"; not "in Congress", "in May", "at the UN"."""
        if m.preposition not in AT or not m.head[:1].isupper() or m.head.lower() in CALENDAR:
            return False
        kinds = {n.kind for n in m.names if n.start <= m.head_start < n.end}
        return "LOC" in kinds

    def _country_behind(self, m: Mention) -> Place | None:
        """The country of a town that the gazetteer lacks: "in Bula Hawo, Somalia"."""
        behind = LAND_BEHIND.match(self._body, self._end(m)) if self._is_name(m) else None
        entries = self._world.lookup(behind[1]) if behind else ()
        country = next((self._world.country(e.id) for e in entries if e.sort == "country" and e.how == "name"), None)
        return Place(country.name, country.iso3) if country else None

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

    def named(self, text: str, bodies: tuple[Span, ...] = ()) -> Place | None:
        """The place that a phrase names; a country beside a city decides between namesakes.

        ``bodies`` are stretches of the phrase that are names of organisations: no part of one is a city.
        """
        found = self._reader.scan(text)
        whole = tuple(f for f in found if not UNIT.match(text, f.end))
        countries = [f for f in whole if f.sort == "country" and f.how in ("name", "alias", "code")]
        if LAND.search(text) and not BORDER.search(text):
            countries += [f for f in whole if f.sort == "country" and f.how == "demonym"]
        area = next((f for f in whole if f.sort == "place"), None)
        barred = (*bodies, *((f.start, f.end) for f in found if f.sort in WHOLE))
        city = self._city(text, countries[0].id if countries else None, barred) or self._capital(text, found)
        if city:
            return city
        if area:
            known = self._world.area(text[area.start : area.end])
            if known:
                return known.place
        if countries and not ABROAD.search(text):
            country = self._world.country(countries[0].id)
            return Place(country.name, country.iso3) if country else None
        return None

    def _city(self, text: str, country: str | None, barred: tuple[Span, ...]) -> Place | None:
        """The first run of capitalised words that is a city's whole name ("Galwan Valley" is not "Valley")."""
        for m in CAPITALISED.finditer(text):
            name = re.sub(r"['’]s$", "", m.group(0)).strip(".")
            name = name.removeprefix("The ")
            part = any(a <= m.start() and m.end() <= b and b - a > len(m.group(0)) for a, b in barred)
            if part or self._other(name) or name.lower() in CALENDAR:
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
        """A name that the tables know as something else than a city: "Georgia", "Jordan" are states; not "Hague"."""
        city = ("capital", False), ("capital", True), ("metonym", False)
        entries = [e for e in self._world.lookup(name) if (e.how, e.certain) not in city]
        return any(e.sort in ("country", "organization", "group", "person") for e in entries)

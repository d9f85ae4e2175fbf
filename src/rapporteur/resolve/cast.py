"""The cast of a page: the persons it names, with the office that it gives them, read once before anything is resolved.

A surname alone is the person whose full name the page gives; a name that the register knows by another spelling is that
person; an office is what the page says, and only where it says nothing, what the register has for the day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from rapporteur.drafts import Mention, Name
from rapporteur.model import DateRange, Party
from rapporteur.resolve.ids import slug
from rapporteur.resolve.phrases import Found, Reader
from rapporteur.world import World

FORMER = re.compile(
    r"(?i)\b(?:former|ex|late|outgoing|then|onetime|ousted|deposed|designate|elect)\b"
)  # not "formerly"
COUNTERPART = re.compile(r"(?i)\b(?:counterpart|colleague|opposite number) (?:\S+ ){0,2}$")
BRACKET = re.compile(r"\s\(([^)]{2,30})\)")  # "Asha Juma (Tanzania)"
WHO_IS = re.compile(r",? who is ([^,.]{4,60})")
LEADS = re.compile(  # before a title: "was represented by", "side was led by", "sent its"; not "was received by"
    r"(?:\b(?:represented|led|headed|side|delegation|team) (?:there )?by|\bsent (?:its|her|his)|\bby its) "
    r"(?:(?:the|[A-Z]?[\w-]+) ){0,6}$"
)
ITS = re.compile(r"\b[Ii]ts (?:[\w-]+ ){0,4}[\w-]+,? $")  # "its foreign minister, "
NEAR = 12  # characters between one name and the next of a list
UNIT_OFFICES = frozenset({"Leader", "Official", "Commander", "Minister"})  # say little: any other office is better


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the page. ``said`` is the stretch that gives the office, ``why`` how the rest came about."""

    name: str
    written: tuple[str, ...]
    office: str | None = None
    country: str | None = None
    organization: str | None = None
    said: tuple[int, int] | None = None
    from_register: bool = False
    at_home: bool = False  # the country is that of the page, by no word beside the name
    why: tuple[str, ...] = ()

    def party(self, as_written: str) -> Party:
        """This person as a party of a claim."""
        return Party(
            id=f"person/{slug(self.name)}",
            name=self.name,
            as_written=as_written,
            kind="person",
            country=self.country,
            office=self.office,
        )


@dataclass(slots=True)
class Cast:
    """All persons of a page; ``of`` finds one by any of its written forms."""

    members: list[Member] = field(default_factory=list)

    def of(self, name: str) -> Member | None:
        """The one person whom ``name`` can mean here, or None where nobody or more than one fits."""
        fits = [m for m in self.members if any(same(name, w) for w in (*m.written, m.name))]
        exact = [m for m in fits if name in m.written]
        chosen = exact or fits
        return chosen[0] if len({m.name for m in chosen}) == 1 else None

    def holding(self, office: str, country: str | None) -> list[Member]:
        """The page's persons in an office (of a country, where that is said)."""
        return [m for m in self.members if m.office == office and (country is None or m.country == country)]


def same(a: str, b: str) -> bool:
    """Whether two written names can be one person's: all words of the shorter stand in the longer, surname included."""
    x, y = slug(a).split("-"), slug(b).split("-")
    short, long = (x, y) if len(x) <= len(y) else (y, x)
    return set(short) <= set(long) and (short[-1] == long[-1] or short[-1] in long[-2:] or len(short) > 1)


def cast(
    mentions: tuple[Mention, ...],
    reader: Reader,
    world: World,
    published: DateRange,
    countries: frozenset[str],
    body: str = "",
    home: str | None = None,
) -> Cast:
    """Read every mention once; names that can be one person's are put together, offices that the text gives win.
    ``home`` is the only state of which the page can speak where it names none."""
    found = Cast()
    named = [
        (m, n)
        for m in mentions
        for n in m.names
        if n.kind == "PER" and names_head(m, n) and not _is_no_person(n.text, world) and not _is_title(m, n, reader)
    ]
    for m, n in sorted(named, key=lambda pair: (-len(pair[1].text.split()), pair[0].start)):
        _add(found, m, n, reader)
    _opposite(found, named, reader)
    _around(found, named, reader, body)
    found.members = [_at_home(_register(m, world, published, countries), home, reader) for m in found.members]
    return found


def _is_no_person(name: str, world: World) -> bool:
    """A name that the tables know as a state, capital, organisation or group and not as a person ("Baku")."""
    entries = world.lookup(name)
    return any(e.certain and e.sort in ("country", "organization", "group", "series") for e in entries) and not any(
        e.sort == "person" for e in entries
    )


def _is_title(m: Mention, n: Name, reader: Reader) -> bool:
    """A "name" that is only part of an office's title ("the Crown Prince")."""
    a, b = n.start - m.start, n.end - m.start
    return a >= 0 and any(f.sort == "office" and f.start <= a and b <= f.end for f in reader.scan(m.text))


def names_head(m: Mention, n: Name) -> bool:
    """The name is the phrase's own head, follows it as its title ("Minister Khawaja Asif"), or stands in its
    apposition; it is not a possessor inside it ("the adviser of President Ahmed")."""
    if n.start <= m.head_start < n.end or n.start >= m.end:
        return True
    between = m.text[max(0, m.head_end - m.start) : max(0, n.start - m.start)]
    return n.end >= m.end and n.start > m.start and " of " not in f"{between} "


def _add(found: Cast, m: Mention, n: Name, reader: Reader) -> None:
    title = title_of(m, n, reader)
    known = found.of(n.text)
    if known is None:
        if len(n.text.split()) == 1 and any(same(n.text, w) for x in found.members for w in x.written):
            return  # a surname that two persons of the page share
        if n.text.rstrip("-–") == n.text and any(c.isalpha() for c in n.text):
            found.members.append(_titled(Member(n.text, (n.text,)), title))
        return
    merged = replace(known, written=tuple(dict.fromkeys((*known.written, n.text))))
    better = title.office is not None and (
        known.office is None or (known.office in UNIT_OFFICES and title.office not in UNIT_OFFICES)
    )
    found.members[found.members.index(known)] = _titled(merged, title) if better else merged


def _around(found: Cast, named: list[tuple[Mention, Name]], reader: Reader, body: str) -> None:
    """Offices and countries that stand around a name: in brackets, in ", who is ...", with the side that one leads."""
    shared: tuple[int, str] = (-1, "")  # where "Foreign Ministers A and B" goes on, and their office
    for m, n in sorted(named, key=lambda pair: pair[1].start):
        member = found.of(n.text)
        if member is None:
            continue
        behind = body[n.end : n.end + 90]
        bracket, told = BRACKET.match(behind), WHO_IS.match(behind)
        country = _country(list(reader.scan(bracket[1]))) if bracket else None
        plural = [f for f in reader.scan(body[max(0, m.start - 30) : n.start]) if f.sort == "office" and f.plural]
        office = plural[-1].id if plural and body[: n.start].rstrip().endswith("s") else None
        if office is None and 0 <= n.start - shared[0] <= NEAR:
            office = shared[1]
        if office:
            shared = (n.end + (bracket.end() if bracket else 0), office)
        if told and member.office is None:
            words = list(reader.scan(told[1]))
            office = next((f.id for f in words if f.sort == "office" and not f.plural), office)
            country = country or _country(words)
        start, end = member.said or (n.start, n.end)
        if bracket and country:
            end = max(end, n.end + bracket.end())
        if told:
            end = max(end, n.end + told.end())
        if country is None and member.country is None:
            country, at = _leads(body[: n.start], max(0, m.start - 160), reader)
            start = min(start, at)
        if (office and member.office is None) or (country and member.country is None):
            said = (start, end) if member.said or office else None  # the words that give office and country
            better = replace(member, office=member.office or office, country=member.country or country, said=said)
            found.members[found.members.index(member)] = better


def _leads(before: str, low: int, reader: Reader) -> tuple[str | None, int]:
    """The country of "Togo was represented by", "the Togolese side was led by", "Chad sent its" before a title, and
    where the words that give it begin; ``before`` is read from ``low`` on."""
    cuts = [low, *(low + c.end() for c in re.finditer(r"(?<=[.!?])\s|\n|; |, the ", before[low:]))]
    last = before[cuts[-1] :]
    hit, owned = LEADS.search(last), ITS.search(last)
    if owned and not hit:  # the state with which this sentence, or the one before, begins
        start = cuts[-1] if last[: owned.start()].strip() else cuts[-2] if len(cuts) > 1 else cuts[-1]
        country = next(
            (f.id for f in reader.scan(before[start : cuts[-1] + owned.start()]) if f.sort == "country"), None
        )
        return country, start
    countries = {f.id for f in reader.scan(last[: hit.start()]) if f.sort == "country"} if hit else set()
    return (next(iter(countries)) if len(countries) == 1 else None), cuts[-1]


def _at_home(m: Member, home: str | None, reader: Reader) -> Member:
    """ "Foreign Minister Asha Juma" on a page of one state is that state's."""
    if home is None or m.country or m.organization or m.office is None or not reader.of_state(m.office):
        return m
    return replace(m, country=home, at_home=True, why=(*m.why, "of the only state that the page speaks of"))


def _opposite(found: Cast, named: list[tuple[Mention, Name]], reader: Reader) -> None:
    """ "his Tanzanian counterpart Asha Juma": the office of whoever was named last before, in the country said."""
    for m, n in sorted(named, key=lambda pair: pair[1].start):
        member = found.of(n.text)
        before = m.text[: n.start - m.start] if m.start <= n.start < m.end else f"{m.text} " if n.start >= m.end else ""
        if member is None or member.office or not COUNTERPART.search(before):
            continue
        earlier = [(x.start, found.of(y.text)) for x, y in named if y.start < m.start]
        other = max((e for e in earlier if e[1] is not None and e[1].office), key=lambda e: e[0], default=(0, None))[1]
        country = _country(list(reader.scan(m.text)))
        if other is None or other.office is None or country is None or country == other.country:
            continue
        titled = replace(member, office=other.office, country=country, said=(m.start, max(m.end, n.end)))
        found.members[found.members.index(member)] = titled


def _titled(member: Member, title: Member) -> Member:
    return replace(
        member,
        office=title.office,
        country=title.country or member.country,
        organization=title.organization,
        said=title.said if title.office else None,
    )


def title_of(m: Mention, n: Name, reader: Reader) -> Member:
    """Office and country in the words around a name: "Russian Foreign Minister", "..., the Indian defence minister"."""
    inside = n.start >= m.start and n.end <= m.end
    before = m.text[: n.start - m.start] if inside else ""
    behind = m.text[n.end - m.start :] if inside else m.text
    own, named, _ = m.apposition.partition(n.text)
    if not inside and named and any(f.sort == "office" for f in reader.scan(own)):
        before, behind = own, ""  # "Foreign Minister A, Defence Minister B": B's office is the one beside B
    nearest = [f for f in reader.scan(before) if before]
    parts = [before, behind, m.apposition if inside else ""]
    found: list[Found] = [*reversed(nearest), *(f for p in parts[1:] if p for f in reader.scan(p))]
    if not any(f.sort == "office" for f in reader.scan(m.apposition)):
        beside = set(reader.scan(m.apposition)) if m.apposition and inside else set()
        found = [f for f in found if f not in beside or f.sort != "country"]  # "..., the Ghanaian side"
    offices = [f for f in found if f.sort == "office" and not f.plural]
    office = next((f for f in offices if f.id not in UNIT_OFFICES), offices[0] if offices else None)  # not a rank
    if office and FORMER.search(" ".join(parts)):
        return Member(n.text, (n.text,), None, _country(found))
    if office is None:
        body = next((f for f in found if f.sort == "body"), None)
        return Member(n.text, (n.text,), None, _country(found) if body else None)
    organization = next((f.id for f in found if f.sort == "organization"), None)
    return Member(n.text, (n.text,), office.id, _country(found), organization, (m.start, max(m.end, n.end)))


def _country(found: list[Found]) -> str | None:
    return next((f.id for f in found if f.sort == "country"), None)


def _register(m: Member, world: World, published: DateRange, countries: frozenset[str]) -> Member:
    """Canonical name, country and, where the page is silent, office from the register of the world."""
    hits = [(p, how) for w in m.written for p, how in world.person(w, m.country) if how in ("full", "alias")]
    best = [p for p, how in hits if how == "full"] or [p for p, _ in hits]
    persons = {p.id: p for p in best}
    if len(persons) != 1:
        return m if len(m.written[0].split()) > 1 or persons else _by_surname(m, world, published, countries)
    person = next(iter(persons.values()))
    on = published.latest or published.earliest
    held = [t for t in world.tenures_of(person.name) if on and t.covers(on)]
    of_body = m.organization or any(t.organization for t in held if m.office in (None, t.office))
    country = m.country or (None if of_body else person.country)  # an organisation's officer speaks for no state
    if m.office is not None:
        return replace(m, name=person.name, country=country)
    first = held[0] if held else None
    return replace(
        m,
        name=person.name,
        country=country,
        office=first.office if first else None,
        from_register=first is not None,
        why=(f"office on {on} by the register ({first.where})",) if first else (),
    )


def _by_surname(m: Member, world: World, published: DateRange, countries: frozenset[str]) -> Member:
    """A bare surname is somebody of the register when only one person of that name held an office on the day, in a
    country that the page names (and the office that it gives)."""
    on = published.latest or published.earliest
    if on is None:
        return m
    persons = {p.name for p, _ in world.person(m.written[0], m.country)}
    held = [t for name in persons for t in world.tenures_of(name) if t.covers(on) and t.country in countries]
    fitting = [t for t in held if m.office in (None, t.office) and m.country in (None, t.country)]
    if len({t.person for t in fitting}) != 1:
        return m
    first = fitting[0]
    why = (f"the only {m.written[0]} in office on {on} in a country of this page ({first.where})",)
    return replace(
        m,
        name=first.person,
        country=first.country,
        office=m.office or first.office,
        from_register=m.office is None,
        why=why,
    )


def day_of(published: DateRange) -> date | None:
    """One day to ask the register for: the last on which the page can have appeared."""
    return published.latest or published.earliest

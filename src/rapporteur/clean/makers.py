"""Who made the page: authors, agency, publisher. A menu's words are never a maker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapporteur.clean import bylines, datefind, patterns
from rapporteur.clean.bylines import Byline
from rapporteur.clean.features import Features, bare, fold
from rapporteur.clean.maker_words import maker_words
from rapporteur.clean.source_lines import Metadata
from rapporteur.clean.words import words

_PARTS = re.compile(r"\s+[|–—»·•:-]{1,2}\s+|\s*\|\s*")
_INLINE_BY = re.compile(r"(?:^|[\s|/·•-])(?:[Bb]y|BY)\s+(?=[A-Z])")
_GLUED_BY = re.compile(r"(?:\w{4,} )?[Bb]y(?=[A-Z][a-z])")
_CREDITS = re.compile(
    r"^\W{0,3}(?:Additional\s+)?(?P<work>Reporting|Writing|Report)\s+by\s+(?P<names>[^;.]+)", re.IGNORECASE
)
_CREDIT_NEXT = re.compile(r";\s*(?:additional\s+reporting|writing)\s+by\s+(?P<names>[^;.]+)", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|&)\s+")
_PIECES = re.compile(r"\s*[|,•·–—]\s*|\s-\s")
_IN_TOWN = re.compile(r"\s+in\s+[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2}(?:,?\s+and\s+agencies)?\s*$")
_ADDRESS = re.compile(r"\S+@\S+\.\w+|(?:^|\s)@\w+")
ABOVE, BELOW = 12, 4  # lines above the headline and below the body in which a byline is sought
MOST_CREDITS, MOST_BYLINE, MOST_NAME = 45, 25, 16  # words of a line of credits, with "By", without it
MOST_DATED = 30  # words of a line that holds days beside a name
REACH = 30  # lines above the body in which one is sought where no headline was found
BESIDE = 8  # lines between the names of two authors who each have a line for their job
JOINTS = frozenset(("and", ",", "&"))  # lines that part the names of a byline
ENOUGH = 3.0  # what must speak for a name that no "By" marks


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a byline can stand: the headline's line, the body's first and last, and the page's outlet."""

    lines: Sequence[Features]
    at: int | None
    first: int
    last: int
    outlet: str | None

    def order(self, above: int) -> Iterator[int]:
        """From the body upwards to the headline and so many lines above it, then below the body."""
        top = self.first - REACH if self.at is None else min(self.at - above, self.first - 1)
        yield from range(self.first - 1, max(-1, top - 1), -1)
        ended = False
        for i in range(self.last + 1, min(len(self.lines), self.last + 1 + BELOW)):
            ended = ended or self.lines[i].ends_story >= 0.4
            if not ended:
                yield i


def authors(
    lines: Sequence[Features], at: int | None, first: int, last: int, metadata: Metadata
) -> tuple[tuple[str, ...], str | None]:
    """Authors and the agency named in the byline, from markup or from the lines around the body.

    ``at`` is the headline's line (``Head.at``), ``first`` and ``last`` are the body's. A desk is given only where no
    person is named; what a system puts in for an author ("admin") never.
    """
    place = _Place(lines, at, first, last, metadata.site)
    stated = _stated(metadata)
    seen = _from_lines(place) if len(stated.persons) < 2 else Byline()
    agency = stated.agency or seen.agency
    best = seen if not stated.persons or set(map(fold, stated.persons)) < set(map(fold, seen.persons)) else stated
    return best.persons or stated.desks[:1] or seen.desks[:1], agency


def _stated(metadata: Metadata) -> Byline:
    """What the markup states: its author fields, else the texts that it marks as byline."""
    fields = [bylines.parse(_unled(a), True, metadata.site) for a in metadata.authors]
    bodies = [b for b in metadata.bodies if b in words().agencies]
    found = _joined(fields)
    if not found.persons:
        marked = _joined(
            [bylines.parse(_unled(t), _is_led(t), metadata.site) for t in metadata.bylines if not _other_work(t)]
        )
        found = Byline(marked.persons, found.desks or marked.desks, found.agency or marked.agency, marked.known)
    return Byline(found.persons, found.desks, found.agency or (bodies[0] if bodies else None), found.known)


def _joined(found: Sequence[Byline]) -> Byline:
    persons = tuple(dict.fromkeys(p for b in found for p in b.persons))
    desks = tuple(dict.fromkeys(d for b in found for d in b.desks))
    return Byline(persons, desks, next((b.agency for b in found if b.agency), None), sum(b.known for b in found))


def _from_lines(place: _Place) -> Byline:
    """The nearest line that is marked as a byline, else the one for which most speaks; desk and agency beside it."""
    signed, second = Byline(), Byline()
    opening = [i for i in (place.first, place.first + 1) if i <= place.last and place.lines[i].n <= MOST_NAME]
    for i in (*opening, *place.order(ABOVE)):
        found = _marked(place, i) if _can_name(place.lines[i], MOST_CREDITS) else None
        if found and found.persons and maker_words().second_lead.match(place.lines[i].text):
            second = second if second.persons else found
        elif found and found.persons:
            return found
        signed = _joined([signed, found]) if found else signed
    if second.persons:
        return second
    weighed = [(*_unmarked(place, i), i) for i in place.order(0) if _can_name(place.lines[i], MOST_DATED)]
    alone = _joined([signed, *(b for _, b, _ in weighed if not b.persons)])
    return _joined([*_best(place, weighed), alone])


def _best(place: _Place, weighed: Sequence[tuple[float, Byline, int]]) -> list[Byline]:
    """The names for which most speaks, and those beside them with a job on the line below, in the page's order."""
    enough = [w for w in weighed if w[0] >= ENOUGH and w[1].persons]
    if not enough:
        return []
    best = max(enough, key=lambda w: w[0])
    beside = [w for w in enough if abs(w[2] - best[2]) <= BESIDE and w[2] < place.first and _employed(place, w[2])]
    fuller = [b for _, b, _ in enough if set(b.persons) > set(best[1].persons)]
    if fuller or best not in beside:
        return [max(fuller, key=lambda b: len(b.persons), default=best[1])]
    return [b for _, b, _ in sorted(beside, key=lambda w: w[2])]


def _employed(place: _Place, i: int) -> bool:
    """Whether the line below a name tells what the person does or for whom."""
    below = place.lines[i + 1] if i + 1 < len(place.lines) else None
    return below is not None and (bylines.works(below.text) or _is_outlet(below.text, place.outlet))


def _can_name(f: Features, most: int) -> bool:
    closed = {"other_stories", "comments", "share", "tags"}
    return f.n <= most and not f.caption and f.furniture not in closed and not _other_work(f.text)


def _credits(text: str, outlet: str | None) -> Byline | None:
    """ "Reporting by X in Q and Y; Writing by Z; Editing by W": those who reported and wrote."""
    m = _CREDITS.match(text)
    if m is None:
        return None
    groups = [m.group("names"), *(n.group("names") for n in _CREDIT_NEXT.finditer(text))]
    pieces = [p for g in groups for p in re.split(r",|\band\b", g)]
    return _joined([bylines.parse(p, True, outlet) for p in pieces])


def _marked(place: _Place, i: int) -> Byline | None:
    """The names behind "By" and the like, in the line or in those that follow; None where nothing marks the line."""
    text = place.lines[i].text
    if credits := _credits(text, place.outlet):
        return credits
    if place.lines[i].n > MOST_BYLINE:
        return None
    lead = maker_words().lead.match(text)
    if lead and (rest := bylines.without_job_before(text[lead.end() :])).strip():
        return (
            _joined([bylines.parse(rest, True, place.outlet), _after_joint(place, i)]) if rest[:1].isupper() else None
        )
    if lead:
        return _below(place, i)
    if (m := _INLINE_BY.search(text)) or (m := _GLUED_BY.match(text)):
        before = text[: m.start()].strip()
        titled = len(before.split()) > 3 and not datefind.find(before)  # "Reports by X" inside a title
        return None if titled else bylines.parse(text[m.end() :], True, place.outlet)
    return None


def _after_joint(place: _Place, i: int) -> Byline:
    """The names that go on below a line "and"."""
    joined = i + 2 < len(place.lines) and place.lines[i + 1].folded in JOINTS
    return _below(place, i + 1) if joined else Byline()


def _below(place: _Place, i: int) -> Byline:
    """The names on the lines below a bare "By", joined by lines "and" or ","."""
    persons: list[str] = []
    desks: list[str] = []
    joined = False  # by "and" or "," on a line of its own: what follows is a name by its shape
    for f in place.lines[i + 1 : min(i + 12, place.first if i < place.first else i + 12)]:
        if f.folded in JOINTS:
            joined = True
            continue
        if persons and bylines.works(f.text):
            continue
        found = bylines.parse(f.text, True, place.outlet) if f.n <= 12 else Byline()
        if not (found.persons or found.desks) or (persons and not (found.known or joined)):
            break
        joined = False
        persons += found.persons
        desks += found.desks
    return Byline(tuple(dict.fromkeys(persons)), tuple(desks), None, len(persons))


def _unmarked(place: _Place, i: int) -> tuple[float, Byline]:
    """Names, a desk or an agency alone on a line of the head, and how much speaks for them."""
    f = place.lines[i]
    if bylines.is_desk(f.text):
        return 0.0, Byline(desks=(bylines.tidy(f.text),))
    if f.furniture not in {"", "author_box"} or f.colon or i == place.at:
        return 0.0, Byline()
    text = bylines.behind_day(_without_section(f.text))
    core = bylines.cut(text).strip(" |,•·–—-/")
    if len(core.split()) > MOST_NAME:
        return 0.0, Byline()
    found = bylines.parse(text, False, place.outlet)
    if not found.persons and (_all_persons(core) or _employers(core, place.outlet)):
        found = bylines.parse(text, True, place.outlet)
    if found.persons:
        return _weight(place, i, found), found
    if f.n <= 4 and i < place.first:
        return 0.0, Byline(agency=found.agency)
    signed = f.has_date and i < place.first and place.at is not None and i > place.at
    return 0.0, Byline(desks=found.desks) if signed else Byline()


def _all_persons(text: str) -> bool:
    """Whether a line is nothing but what has the shape of names, joined by "and" or "&"."""
    return all(bylines.person(piece, True) for piece in _AND.split(text))


def _employers(text: str, outlet: str | None) -> bool:
    """Whether behind the first piece of a line stands what a person does or whom for: "X | Harbour Herald"."""
    return any(bylines.works(piece) or _is_outlet(piece, outlet) for piece in _PIECES.split(text)[1:])


def _without_section(text: str) -> str:
    """ "Opinion | X" without its section."""
    first, bar, rest = text.partition("|")
    return rest if bar and fold(first.strip()) in words().genres["editorial"] | words().genres["analysis"] else text


def _weight(place: _Place, i: int, found: Byline) -> float:
    """What speaks for names without "By": given names, a job, an address or a day beside them, a bio below."""
    lines, f = place.lines, place.lines[i]
    name, told = fold(found.persons[0]), _IN_TOWN.sub("", bylines.cut(f.text))
    below = lines[i + 1] if i + 1 < len(lines) else f
    weight = 2.0 if found.known == len(found.persons) else 0.0
    weight += 1.0 if any(_dated(lines[j]) for j in range(max(0, i - 2), min(len(lines), i + 3))) else 0.0
    weight += 2.0 if _employers(bylines.behind_day(f.text), place.outlet) else 0.0
    weight += 2.0 if bylines.works(below.text) else 0.0
    weight += 1.0 if _IN_TOWN.search(f.text) else 0.0
    weight += 2.0 if _ADDRESS.search(f.text) or _ADDRESS.search(below.text[:80]) else 0.0
    weight += 2.0 if any(g.bio and g.folded.startswith(name) for g in lines) else 0.0
    weight += 1.0 if any(g.folded.startswith(name) for g in lines[place.last + 1 : place.last + 15]) else 0.0
    weight += 1.5 if _is_outlet(below.text, place.outlet) else 0.0
    weight += 1.0 if _close_under(place, i) else 0.0
    weight += 1.0 if found.known and f.folded == name and _only_name(place, i) else 0.0
    weight += 1.5 if any(g.folded in maker_words().follow for g in lines[max(0, i - 2) : i + 3]) else 0.0
    weight += 1.0 if not found.known and _all_persons(told.strip(" |,")) and _unusual(place, found.persons, i) else 0.0
    weight -= 1.0 if i > place.last else 0.0
    return weight - (1.5 if len(told.split()) > 4 * len(found.persons) + 2 else 0.0)


def _close_under(place: _Place, i: int) -> bool:
    """Whether a line stands right under the headline; buttons, counts and days between them do not part them."""
    if place.at is None or not place.at < i < place.first:
        return False
    between = place.lines[place.at + 1 : i]
    return sum(not (f.furniture or f.date_only or f.caption) for f in between) <= 2


def _is_outlet(text: str, outlet: str | None) -> bool:
    """Whether a line of a few words is an outlet's name: "Harbour Herald", "Harbour News, London"."""
    name = fold(text.split(",")[0]).split()
    listed = 2 <= len(name) <= 5 and name[-1] in maker_words().outlets and text[:1].isupper()
    return listed or bool(outlet and fold(text) == fold(outlet)) or text in words().agencies


def _only_name(place: _Place, i: int) -> bool:
    """Whether no other line between headline and body is a person's name."""
    if place.at is None or not place.at < i < place.first:
        return False
    others = (j for j in range(place.at + 1, place.first) if place.lines[j].folded != place.lines[i].folded)
    return not any(place.lines[j].n <= 5 and bylines.person(place.lines[j].text, False) for j in others)


def _dated(f: Features) -> bool:
    return f.date_only or f.furniture == "ago" or (f.has_date and f.n <= 16)


def _unusual(place: _Place, names: Sequence[str], i: int) -> bool:
    """Whether no word of the names stands anywhere else on the page in small letters, as the words of menus do."""
    tokens = set(fold(" ".join(names)).split())
    return not any(tokens & set(g.text.split()) for j, g in enumerate(place.lines) if j != i)


def _unled(text: str) -> str:
    lead = maker_words().lead.match(text)
    return text[lead.end() :] if lead else text


def _is_led(text: str) -> bool:
    return bool(maker_words().lead.match(text))


def _other_work(text: str) -> bool:
    return bool(maker_words().other_work.match(text))


def agency_at_end(body: str) -> str | None:
    """The agency that signs the last paragraph: "... — AFP", "(Reuters)"."""
    m = re.search(r"(?:[—–-]\s*|\()(?P<name>[A-Z][\w&/ -]{1,20}?)\)?\s*$", body[-40:])
    return m.group("name") if m and m.group("name") in words().agencies else None


def publisher(
    lines: Sequence[Features], first: int, headline: str | None, opening_source: str | None, metadata: Metadata
) -> str | None:
    """The outlet: as markup states it, else from the page's first line, its title line, the opening or the footer."""
    if metadata.site and fold(metadata.site) not in words().publisher_never:
        return _short(metadata.site)
    known = fold(headline or "")
    for f in lines[: min(2, first)]:
        name = _from_first_line(f, known)
        if name:
            return name
    return opening_source or _from_footer(lines)


def _from_first_line(f: Features, headline: str) -> str | None:
    parts = [p for p in _PARTS.split(f.text) if p.strip()]
    if len(parts) > 1 and headline and fold(parts[0]).rstrip(".") == headline.rstrip("."):
        return _short(parts[-1]) if len(parts[-1].split()) <= 6 else None
    if f.n > 8 or f.furniture or f.date_only or f.byline or f.sentence or fold(f.text) == headline:
        return None
    if len(parts) > 1:
        after = bare(fold(parts[-1]))
        return _short(parts[0]) if after in words().publisher_after else None
    capitals = f.capital_share >= 0.99 and 1 <= f.n <= 5
    return _short(f.text) if capitals and bare(f.folded) not in words().publisher_never and f.n >= 2 else None


def _short(name: str) -> str | None:
    parts = [p for p in _PARTS.split(name) if p.strip()]
    if len(parts) > 1 and any(bare(fold(p)) in words().publisher_after for p in parts[1:]):
        name = parts[0]
    name = name.strip(" |–—-:")
    return None if bare(fold(name)) in words().publisher_never or not name else name


def _from_footer(lines: Sequence[Features]) -> str | None:
    for f in reversed(lines[-40:]):
        m = patterns.COPYRIGHT.search(f.text) if ("©" in f.text or "opyright" in f.text) else None
        if m and m.group("name")[0].isupper():
            name = re.split(r"\.?\s*All [Rr]ights|\s*(?:Inc|LLC|Ltd)\b", m.group("name"))[0].strip(" .,")
            if (
                name
                and bare(fold(name)) not in words().publisher_never
                and fold(name) not in {"all rights", "all", "rights"}
            ):
                return _short(name)
    return None

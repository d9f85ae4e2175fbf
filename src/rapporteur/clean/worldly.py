"""Bounds that need the world's tables: who held an office when, which agreement or meeting was "recent"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from rapporteur.clean.features import fold
from rapporteur.clean.intervals import Bound, Interval, later
from rapporteur.clean.words import any_of, words

if TYPE_CHECKING:
    from rapporteur.world import World

YEAR = 366
LEAD = 1500  # code points of the body in which an office is taken as held on the day of the page
_NAME = r"(?P<name>[A-Z][\w.’'-]+(?:\s+(?:[A-Z][\w.’'-]+|bin|al|ul|de|van|von)){0,3})"
_PACT = re.compile(
    r"\b(?P<kind>(?:mutual\s+|strategic\s+|military\s+|security\s+|defen[cs]e\s+|peace\s+|trade\s+|nuclear\s+|border\s+){1,3})"
    r"(?:co-?operation\s+)?(?:agreement|pact|treaty|accord|deal)s?\s+(?:signed\s+)?(?:with|between)\s+(?P<who>(?:[A-Z][\w’'-]+\s?){1,4})"
)


def offices(headline: str, body: str, world: World) -> list[Bound]:
    """The terms of persons named with their office in the headline or the opening, but past and coming holders."""
    known = words().offices
    office = any_of(list(known)).pattern
    pattern = re.compile(rf"(?P<before>(?:[\w’'-]+\s+){{0,3}}?)(?P<office>(?i:{office})),?\s+{_NAME}")
    out: dict[str, Bound] = {}
    for text in (headline, body[:LEAD]):
        for m in pattern.finditer(text):
            before = fold(text[max(0, m.start("office") - 30) : m.start("office")]).replace("-", " ").split()[-3:]
            if set(before) & (words().dates.former | words().dates.elect):
                continue
            bound = _terms(m.group("name"), known[fold(m.group("office"))], m.group("office"), world)
            if bound:
                out.setdefault(bound.why, bound)
    return list(out.values())


def _terms(name: str, office: str, written: str, world: World) -> Bound | None:
    tokens = name.split()
    for length in range(len(tokens), 1, -1):
        text = " ".join(tokens[:length])
        people = [p for p, how in world.person(text) if how in {"full", "alias"}]
        if len(people) != 1:
            continue
        held = [t for t in world.tenures_of(people[0].id) if fold(t.office) == fold(office)]
        if not held or not all(t.certain for t in held):
            return None
        days: tuple[Interval, ...] = tuple((t.start, t.end) for t in held)
        spans = ", ".join(f"{t.start or '…'} to {t.end or 'now'}" for t in held)
        return Bound(days, f"“{written} {text}”: {people[0].name} was {office} {spans}", 4)
    return None


def named_in_world(sentences: Sequence[str], headline: str, body: str, world: World) -> list[Bound]:
    """A "recent" agreement, meeting or exercise of the tables: from its day on, for about a year."""
    recent = words().dates.recent
    home = _countries(f"{headline}\n{body[:600]}", world)
    out: list[Bound] = []
    for sentence in sentences:
        if not recent.search(sentence):
            continue
        out.extend(_agreements(sentence, home, world))
        out.extend(_editions(sentence, world))
    return out


def _countries(text: str, world: World) -> frozenset[str]:
    found: set[str] = set()
    for m in re.finditer(r"\b[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?", text):
        pieces = {m.group(), *m.group().split()}
        found.update(e.id for p in pieces for e in world.lookup(p) if e.sort == "country" and e.how != "code")
    return frozenset(found)


def _agreements(sentence: str, home: frozenset[str], world: World) -> Iterator[Bound]:
    for m in _PACT.finditer(sentence):
        if not words().dates.recent.search(sentence[max(0, m.start() - 40) : m.start()]):
            continue
        partners = _countries(m.group("who"), world)
        fits = [
            a
            for a in world.agreements
            if a.signed
            and partners & set(a.parties)
            and (home - partners) & set(a.parties)
            and len(a.parties) <= 4
            and _same_kind(m.group("kind"), a.kind + " " + a.name)
        ]
        if fits:
            yield _recent(((a.signed, a.name) for a in fits), m.group())


def _same_kind(written: str, kind: str) -> bool:
    stems = {w[:5] for w in fold(written).replace("defense", "defence").split()}
    return bool(stems & {w[:5] for w in fold(kind).replace("-", " ").replace("defense", "defence").split()})


@lru_cache(maxsize=8192)
def _folded(name: str) -> str:
    return fold(name)


def _editions(sentence: str, world: World) -> Iterator[Bound]:
    folded = fold(sentence)
    for series in world.series:
        names = [n for n in (series.name, *series.aliases) if len(n) > 8 and _folded(n) in folded]
        if not names:
            continue
        at = folded.find(fold(names[0]))
        if not words().dates.recent.search(folded[max(0, at - 40) : at]):
            continue
        held = [e for e in world.editions_of(series.id) if e.start and e.status == "held"]
        here = [e for e in held if e.place and fold(e.place) in folded]
        if here or len(held) == 1:
            yield _recent(((e.start, e.name) for e in here or held), names[0])


def _recent(dated: Iterable[tuple[date | None, str]], written: str) -> Bound:
    rows = [(day, name) for day, name in dated if day]
    days: tuple[Interval, ...] = tuple((day, later(day, YEAR)) for day, _ in rows)
    said = "; ".join(f"{name}, {day}" for day, name in rows[:3])
    return Bound(days, f"“recent … {written.strip()}” lies at most about a year before the page ({said})", 5)

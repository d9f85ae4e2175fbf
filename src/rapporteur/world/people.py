"""Finding persons by what newspapers call them: full name, another spelling, or the surname alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal, TypeAlias

from rapidfuzz import fuzz

from rapporteur.world.names import acronym, fold
from rapporteur.world.rows import Person

Match: TypeAlias = Literal["full", "alias", "surname"]

_STRENGTH: dict[Match, int] = {"full": 0, "alias": 1, "surname": 2}
# Countries whose persons are called by the first part of the name, and those where either part serves.
_FAMILY_FIRST = frozenset({"CHN", "PRK", "KOR", "TWN", "HKG", "MAC"})
_EITHER = frozenset({"VNM", "KHM", "THA", "MNG", "ETH", "ERI", "SGP", "MMR", "ISL", "BTN", "JPN", "HUN", "MYS"})
_PARTICLES = frozenset(
    {
        "von",
        "der",
        "den",
        "van",
        "de",
        "del",
        "da",
        "dos",
        "di",
        "du",
        "la",
        "le",
        "bin",
        "ibn",
        "ben",
        "al",
        "el",
        "abu",
        "ul",
        "ur",
        "ud",
        "ter",
    }
)


def unite(persons: Iterable[Person]) -> tuple[Person, ...]:
    """One row a person: rows of one name and country are united, namesakes get their country in the id."""
    rows: dict[tuple[str, str | None], Person] = {}
    for person in persons:
        key = (person.name, person.country)
        rows[key] = _joined(rows[key], person) if key in rows else person
    ids: dict[str, int] = defaultdict(int)
    for person in rows.values():
        ids[person.id] += 1
    return tuple(
        replace(p, id=f"{p.id}-{(p.country or 'other').lower()}") if ids[p.id] > 1 else p for p in rows.values()
    )


def _joined(first: Person, second: Person) -> Person:
    aliases = tuple(dict.fromkeys((*first.aliases, *second.aliases)))
    doubtful = tuple(dict.fromkeys((*first.doubtful, *second.doubtful)))
    return replace(first, aliases=aliases, doubtful=doubtful, note=first.note or second.note)


class PeopleIndex:
    """Persons by every spelling, in any order of its words, and by surname."""

    def __init__(self, persons: Iterable[Person]) -> None:
        self._found: dict[str, dict[str, Match]] = defaultdict(dict)
        self._persons: dict[str, Person] = {}
        for person in persons:
            self._persons[person.id] = person
            for form, how in _forms(person):
                known = self._found[form].get(person.id)
                if known is None or _STRENGTH[how] < _STRENGTH[known]:
                    self._found[form][person.id] = how

    def find(self, text: str) -> tuple[tuple[Person, Match], ...]:
        """The persons that the words may name, the surest match first, then by id."""
        short = acronym(text)
        hits: dict[str, Match] = {}
        for form in (short or "", fold(text), _sorted_words(fold(text))):
            for key, how in self._found.get(form, {}).items():
                hits.setdefault(key, how)
        ranked = sorted(hits.items(), key=lambda hit: (_STRENGTH[hit[1]], hit[0]))
        return tuple((self._persons[key], how) for key, how in ranked)


def surnames(name: str, country: str | None) -> tuple[str, ...]:
    """What a person of this name may be called by alone, folded: "der leyen", "leyen"; "xi"."""
    parts = fold(name).split()
    if len(parts) < 2:
        return ()
    if country in _FAMILY_FIRST:
        return (parts[0],)
    found = [parts[-1]]
    for start in range(len(parts) - 2, 0, -1):
        if parts[start] not in _PARTICLES:
            break
        found.append(" ".join(parts[start:]))
    return (*found, parts[0]) if country in _EITHER else tuple(found)


def _forms(person: Person) -> Iterator[tuple[str, Match]]:
    name = fold(person.name)
    yield name, "full"
    yield _sorted_words(name), "alias"
    single = len(name.split()) > 1
    for alias in person.aliases:
        short, form = acronym(alias), fold(alias)
        how: Match = "surname" if single and " " not in form else "alias"
        yield (short, "alias") if short else (form, how)
        if not short:
            yield _sorted_words(form), how
    yield from ((form, "surname") for form in _surnames(person))


def _surnames(person: Person) -> Iterator[str]:
    own = surnames(person.name, person.country)
    yield from own
    given = [part for part in fold(person.name).split() if part not in own]
    for alias in person.aliases:
        for form in surnames(alias, person.country):
            if own and _nearer(form, own, given):
                yield form


def _nearer(form: str, own: Iterable[str], given: Iterable[str]) -> bool:
    """Whether a word of another spelling stands for the surname, not for a given name put last."""
    to_own = max(fuzz.ratio(form, other) for other in own)
    return to_own >= 60 and to_own > max((fuzz.ratio(form, other) for other in given), default=0.0)


def _sorted_words(form: str) -> str:
    # A mark that no folded form holds keeps these apart from names written in alphabetical order.
    return "~" + " ".join(sorted(form.split()))

"""Reads a noun phrase for what it names: offices, bodies of a state, countries, organisations, groups, forums.

Longest match first, from left to right; pure look-up in ``lang`` and ``world``, no grammar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from rapporteur.lang import Epithets, Offices
from rapporteur.world import World

Sort = Literal["office", "body", "country", "organization", "group", "series", "agreement", "person", "place"]
LONGEST = 9  # words of a name
WORD = re.compile(r"[^\W_]+(?:[.&'’][^\W_]+)*\.?|&")
PREFERENCE: tuple[Sort, ...] = ("country", "organization", "group", "series", "person", "agreement", "place")
SMALL = frozenset(
    {
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "and",
        "or",
        "by",
        "it",
        "he",
        "she",
        "we",
        "us",
        "may",
        "will",
        "can",
        "all",
        "who",
        "his",
        "her",
        "its",
        "they",
        "is",
        "are",
        "was",
        "so",
        "no",
        "as",
    }
)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that a phrase names; ``start``/``end`` are offsets in the phrase, ``how`` tells name from demonym."""

    sort: Sort
    id: str
    start: int
    end: int
    how: str
    plural: bool = False
    certain: bool = True


class Reader:
    """Reads phrases against one language's offices and one world."""

    def __init__(self, offices: Offices, epithets: Epithets, world: World) -> None:
        self._world = world
        self._same_as = {o.name: o.same_as for o in offices.office if o.same_as}
        self._of_state = frozenset(o.name for o in offices.office if o.scope == "state")
        self._terms: dict[str, tuple[Sort, str, bool]] = {}
        for body in offices.body:
            for words in body.words:
                self._terms[words] = ("body", body.name, words.endswith("s"))
        for office in offices.office:
            for words in office.words:
                self._terms[words] = ("office", office.name, False)
                for plural in _plurals(words):
                    self._terms.setdefault(plural, ("office", office.name, True))
        for epithet in epithets.epithet:
            for words in epithet.words:
                self._terms[words] = ("country", epithet.country, False)
        self.scan = lru_cache(maxsize=20_000)(self._scan)

    def of_state(self, office: str) -> bool:
        """Whether an office is one of a state, and not of an organisation or a unit."""
        return office in self._of_state or office == "Minister"

    def _scan(self, phrase: str) -> tuple[Found, ...]:
        words = [m.span() for m in WORD.finditer(phrase)]
        found: list[Found] = []
        at = 0
        while at < len(words):
            for size in range(min(LONGEST, len(words) - at), 0, -1):
                hit = self._match(phrase, words[at][0], words[at + size - 1][1], size)
                if hit:
                    found.append(hit)
                    at += size
                    break
            else:
                at += 1
        return tuple(self._renamed(found))

    def _renamed(self, found: list[Found]) -> list[Found]:
        """A title that means another office in the country named beside it ("British Defence Secretary")."""
        country = next((f.id for f in found if f.sort == "country"), "")
        return [
            replace(f, id=self._same_as[f.id][country])
            if f.sort == "office" and country in self._same_as.get(f.id, {})
            else f
            for f in found
        ]

    def _match(self, phrase: str, start: int, end: int, size: int) -> Found | None:
        text = phrase[start:end]
        low = re.sub(r"['’]s?$|\.$", "", text.lower())
        term = self._terms.get(low) or self._terms.get(low.replace("-", " "))
        if term:
            return Found(term[0], term[1], start, end, "epithet" if term[0] == "country" else "word", term[2])
        if low.startswith("the ") or (size == 1 and not text[0].isupper()):
            return None
        if low in SMALL and not (size == 1 and text.isupper() and len(text) > 1):
            return None
        if size > 1 and not any(w[:1].isupper() for w in text.split()):
            return None
        entries = self._world.lookup(text)
        entry = min(
            (e for e in entries if e.sort in PREFERENCE and (size == 1 or e.how != "code")),  # "A US" is not "AUS"
            key=lambda e: (not e.certain, PREFERENCE.index(e.sort)),
            default=None,
        )
        return Found(entry.sort, entry.id, start, end, entry.how, certain=entry.certain) if entry else None


def _plurals(words: str) -> list[str]:
    """Plural forms of an office: "defence ministers", "ministers of defence", "heads of state"."""
    head, of, rest = words.partition(" of ")
    if of:
        return [f"{head}s of {rest}"]
    head, of, rest = words.partition(" for ")
    if of:
        return [f"{head}s for {rest}"]
    if words.endswith("man"):
        return [words[:-3] + "men"]
    return [words[:-1] + "ies"] if words.endswith("y") else [words + "s"]

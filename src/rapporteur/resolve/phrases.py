"""Reads a noun phrase for what it names: offices, bodies of a state, countries, organisations, groups, forums.

Longest match first, from left to right; pure look-up in ``lang`` and ``world``, no grammar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from rapporteur.drafts import Span
from rapporteur.lang import Epithets, Offices
from rapporteur.world import World

Sort = Literal["office", "body", "country", "organization", "group", "series", "agreement", "person", "place"]
LONGEST = 9  # words of a name
WORD = re.compile(r"[^\W_]+(?:[.&'’][^\W_]+)*\.?|&")
ACRONYM = 4  # letters
ENDING = re.compile(r"['’]s?$|\.$")
PARTING = frozenset(("", *' \t\n,;:()-/"'))  # what folding never takes for a part of the word before it
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
        self._most: dict[str, int] = {}  # words of the longest term, by its first
        for term in self._terms:
            parts = WORD.findall(term)
            self._most[parts[0]] = max(len(parts), self._most.get(parts[0], 0))
        self.scan = lru_cache(maxsize=20_000)(self._scan)

    def of_state(self, office: str) -> bool:
        """Whether an office is one of a state, and not of an organisation or a unit."""
        return office in self._of_state or office == "Minister"

    def _scan(self, phrase: str) -> tuple[Found, ...]:
        words = [m.span() for m in WORD.finditer(phrase)]
        run = _runs(phrase, words)
        found: list[Found] = []
        at = 0
        while at < len(words):
            for size in range(min(self._longest(phrase, *words[at], run[at]), LONGEST, len(words) - at), 0, -1):
                hit = self._match(phrase, words[at][0], words[at + size - 1][1], size)
                if hit:
                    found.append(hit)
                    at += size
                    break
            else:
                at += 1
        return tuple(self._renamed(found))

    def _longest(self, phrase: str, start: int, end: int, run: int) -> int:
        """How many words anything known can have that begins with the word that stands there: spares the look-up of
        most words. Accents, dots and signs may be folded away, capitals be an acronym: there nothing is known."""
        word = phrase[start:end]
        plain = word.isascii() and word.isalpha() and phrase[end : end + 1] in PARTING
        if not plain or (word.isupper() and len(word) <= ACRONYM):
            return LONGEST
        low = word.lower()
        if low == "the" and phrase[end : end + 1] == " ":
            return self._most.get(low, 0)
        most = max(self._most.get(low, 0), self._world.longest(low))
        return most if not most or run >= LONGEST else LONGEST

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
        low = ENDING.sub("", text.lower())
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


def _runs(phrase: str, words: list[Span]) -> list[int]:
    """Of each word, how many stand in a row from it on, parted by signs that folding makes spaces; of the last words of
    a phrase as many as anything known can have."""
    found = [LONGEST] * len(words)
    for i in range(len(words) - 2, -1, -1):
        (_, end), (start, behind) = words[i], words[i + 1]
        parted = PARTING.issuperset(phrase[end:start]) and phrase[start:behind].isascii()
        found[i] = min(found[i + 1] + 1, LONGEST) if parted else 1
    return found


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

"""How names are compared: folding, acronyms, and the index of every name in the world's tables."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

Sort: TypeAlias = Literal["country", "organization", "group", "person", "series", "agreement", "place"]
How: TypeAlias = Literal["name", "alias", "demonym", "capital", "metonym", "code"]

HOWS: tuple[How, ...] = ("name", "alias", "demonym", "capital", "metonym", "code")
_WEAK = {"capital", "metonym", "code"}
# One body seen from three sides (the AUKUS pact, partnership and treaty) is no clash of names.
_BODIES = {"organization", "series", "agreement"}
_SORTS: tuple[Sort, ...] = ("country", "organization", "group", "person", "series", "agreement", "place")

# Letters that Unicode does not decompose into a Latin letter and a mark.
_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ə": "e",
        "ħ": "h",
        "Ø": "o",
        "Ł": "l",
        "Đ": "d",
        "Æ": "ae",
        "Œ": "oe",
        "Ə": "e",
        "ß": "ss",
        "İ": "i",
    }
)
# Signs inside a word that spellings leave out: "Sana'a", "Sanaa"; matches "ʿ", must not match "-".
_SILENT = re.compile(r"['’‘`´ʻʼʾʿ′.\u200b-\u200f\u00ad]")
# Anything else that parts words; matches "–", must not match "+" ("C5+1").
_PARTING = re.compile(r"[^\w+]+|_+")
# A possessive at the end; matches "Russia's", "States'", must not match "Laos".
_POSSESSIVE = re.compile(r"(?<=\w)(?:['’‘`´]s|(?<=[sS])['’‘`´])$", re.IGNORECASE)
_POSSESSIVE_ENDS = frozenset("sS'’‘`´")  # spares the search behind other letters
# A leading article; matches "the Kremlin", must not match "Theresa".
_ARTICLE = re.compile(r"^the\s+(?=\S)", re.IGNORECASE)
# Up to four capitals, dots optional; matches "U.S.", "UAE", "U. N.", must not match "us", "BRICS", "G7".
_ACRONYM = re.compile(r"(?:[A-Z]\.?\s?){1,4}")
_LONGEST_ACRONYM = 12  # four capitals, each with a dot and a space
_SPACED_CAPITALS = re.compile(r"[A-Z](?:\s+[A-Z])+")

# British spellings as the American ones, so that tables need not list both.
_SPELLINGS = {
    "defence": "defense",
    "organisation": "organization",
    "organisations": "organizations",
    "centre": "center",
    "programme": "program",
    "labour": "labor",
    "harbour": "harbor",
    "stabilisation": "stabilization",
    "mobilisation": "mobilization",
    "normalisation": "normalization",
    "co operation": "cooperation",
}
_CO_OPERATION = re.compile(r"\bco operat")
_UNSTEADY = frozenset({"the", "co"})  # first words that folding may drop or join to the next
_ANY = 99  # words: more than any name has


@dataclass(frozen=True, slots=True)
class Entry:
    """What some words may stand for.

    ``id`` is the row's key: ISO alpha-3 of a country, the name of a place, else the row's id. ``certain`` is False
    where the table doubts the name, where other entries of the same strength share the words, for ISO codes, and
    where the words were written in small letters throughout.
    """

    sort: Sort
    id: str
    how: How
    certain: bool


def trim(words: str) -> str:
    """The words without a leading "the", a possessive at the end, and surrounding space."""
    words = " ".join(words.split())
    if words[-1:] in _POSSESSIVE_ENDS:
        words = _POSSESSIVE.sub("", words)
    return _ARTICLE.sub("", words) if words[:1] in ("t", "T") else words


def fold(words: str) -> str:
    """The form in which names are compared: trimmed, no case, accents, dots or apostrophes, dashes as spaces.

    British spellings count as the American ones ("Defence" = "Defense"); "&" is "and".
    """
    words = trim(words)
    if words.isascii() and words.replace(" ", "").isalpha():
        parts = words.lower().split()
    else:
        words = words.replace("&", " and ")
        if not words.isascii():
            decomposed = unicodedata.normalize("NFKD", words.translate(_LETTERS))
            words = "".join(c for c in decomposed if not unicodedata.combining(c))
        parts = _PARTING.sub(" ", _SILENT.sub("", words.casefold())).split()
    return _CO_OPERATION.sub("cooperat", " ".join(_SPELLINGS.get(part, part) for part in parts))


def acronym(words: str) -> str | None:
    """The capitals of a short acronym without its dots ("U.S." gives "US"), or None.

    Up to four letters, so that they are matched as capitals only: "us" and "who" are words.
    """
    words = trim(words)
    if len(words) > _LONGEST_ACRONYM or not _ACRONYM.fullmatch(words) or _SPACED_CAPITALS.fullmatch(words):
        return None
    return re.sub(r"[.\s]", "", words)


class NameIndex:
    """Every name by its folded form; short acronyms apart, by their capitals."""

    def __init__(self) -> None:
        self._folded: dict[str, list[Entry]] = defaultdict(list)
        self._acronyms: dict[str, list[Entry]] = defaultdict(list)
        self._longest: dict[str, int] = dict.fromkeys(_UNSTEADY, _ANY)
        self._countries: dict[str, str | None] = {}

    def add(self, names: Iterable[str], sort: Sort, key: str, how: How, *, certain: bool) -> None:
        """Adds names of one row; ``certain`` is what the table says of them."""
        entry = Entry(sort, key, how, certain)
        for name in names:
            short = acronym(name)
            index, form = (self._folded, fold(name)) if short is None else (self._acronyms, short)
            if form and entry not in index[form]:
                index[form].append(entry)
                first, words = form.partition(" ")[0], form.count(" ") + 1 + form.count("cooperat")
                self._longest[first] = max(words, self._longest.get(first, 0))

    def add_code(self, code: str, key: str) -> None:
        """Adds a country's ISO alpha-3 code, matched in capitals."""
        self._acronyms[code].append(Entry("country", key, "code", False))

    def set_country(self, place: str, country: str | None) -> None:
        """Says in which country a place lies: the two do not clash where they share a name (Hong Kong)."""
        self._countries[place] = country

    def longest(self, word: str) -> int:
        """The most words of any name, acronyms apart, that begins with a word of small Latin letters."""
        return self._longest.get(_SPELLINGS.get(word, word), 0)

    def lookup(self, words: str) -> tuple[Entry, ...]:
        """All entries that the words may stand for, certain and strong ones first."""
        short = acronym(words)
        found = list(self._acronyms.get(short, ())) if short else []
        found += self._folded.get(fold(words), ())
        best: dict[tuple[Sort, str], Entry] = {}
        for entry in sorted(found, key=lambda e: (not e.certain, HOWS.index(e.how))):
            best.setdefault((entry.sort, entry.id), entry)
        small = words == words.lower()
        entries = [self._settle(entry, best.values(), small=small) for entry in best.values()]
        return tuple(sorted(entries, key=_order))

    def _settle(self, entry: Entry, others: Iterable[Entry], *, small: bool) -> Entry:
        rivals = any(o is not entry and o.certain and self._rival(entry, o) for o in others)
        certain = entry.certain and not small and not rivals and entry.how != "code"
        return entry if certain == entry.certain else replace(entry, certain=certain)

    def _rival(self, entry: Entry, other: Entry) -> bool:
        """Whether the other entry is as strong and something else."""
        if other.how in _WEAK and entry.how not in _WEAK:
            return False
        if {entry.sort, other.sort} <= _BODIES:
            return False
        if {entry.sort, other.sort} == {"country", "place"}:
            place, country = (entry, other) if entry.sort == "place" else (other, entry)
            return self._countries.get(place.id) != country.id
        return True


def _order(entry: Entry) -> tuple[bool, int, int, str]:
    return (not entry.certain, HOWS.index(entry.how), _SORTS.index(entry.sort), entry.id)

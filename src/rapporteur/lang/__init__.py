"""Languages as data: one folder each, the same file names in every folder.

``load("en")`` gives the words by which the rooms recognise reported speech, modality, offices and undertakings.
A file that does not fit its schema raises ``DataError`` naming the file and the place in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property
from importlib import resources
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rapporteur.errors import DataError
from rapporteur.model import CommitmentStatus, Firmness, Stance, Strength

CONCRETE = ("exercise", "visit", "body", "document")  # kinds of undertakings that somebody can see done or not


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class VerbGroup(_Strict):
    """Reporting verbs that show the same stance."""

    lemmas: tuple[str, ...]
    stance: Stance


class Words(_Strict):
    """A plain list, of lemmas or of words."""

    lemmas: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    purpose: tuple[str, ...] = ()


class Reporting(_Strict):
    """How a page says that somebody said something."""

    verb: tuple[VerbGroup, ...]
    needs_clause: Words
    nouns: Words
    no_speakers: Words
    prepositions: Words
    venues: dict[str, tuple[str, ...]]
    stance: dict[Stance, tuple[str, ...]]
    accusation: Words
    request: Words

    @property
    def stance_of(self) -> dict[str, Stance]:
        """The stance that each reporting verb shows by itself."""
        return {lemma: group.stance for group in self.verb for lemma in group.lemmas}


class Modality(_Strict):
    """What tells whether something happened."""

    auxiliaries: dict[str, tuple[str, ...]]
    planned_by: Words
    hypothetical_by: Words
    alleged_by: Words
    denied_by: Words
    cancelled_by: Words
    modifiers: dict[str, tuple[str, ...]]
    negation: Words
    conditions: Words
    sides: Words


class Office(_Strict):
    """An office with its canonical English name and the ways pages write it."""

    name: str
    words: tuple[str, ...]
    scope: str = Field(pattern="^(state|organization|unit)$")
    same_as: dict[str, str] = {}  # in these countries (ISO alpha-3) the title is that of another office


class Body(_Strict):
    """A body of a state; the country is put behind its name."""

    name: str
    words: tuple[str, ...]


class Role(_Strict):
    """Common nouns for those of one walk of life; ``acts``: they take part in an event by themselves; ``local``: they
    are of the country where they act."""

    name: str
    acts: bool
    local: bool
    words: tuple[str, ...]


class Actors(_Strict):
    """All common nouns for those who act or are acted on."""

    role: tuple[Role, ...]
    places: Words  # beside a body they say that it is not the state's
    founded: Words  # what is set up: behind "a" they are things, not actors
    organs: Words  # of a state: where the page speaks of one state, they are that state's

    @cached_property
    def all(self) -> frozenset[str]:
        """Every such noun, singular and plural."""
        return self._of(self.role)

    @cached_property
    def acting(self) -> frozenset[str]:
        """Those that take part by themselves."""
        return self._of(r for r in self.role if r.acts)

    @cached_property
    def local(self) -> frozenset[str]:
        """Those of the country where they act."""
        return self._of(r for r in self.role if r.local)

    @staticmethod
    def _of(roles: Iterable[Role]) -> frozenset[str]:
        return frozenset(form for role in roles for word in role.words for form in _forms(word))


def _forms(word: str) -> tuple[str, ...]:
    """A noun and its plural."""
    if word.endswith("man"):
        return word, word[:-2] + "en"
    if word.endswith(("s", "men")):
        return (word,)
    if word.endswith("y") and word[-2] not in "aeou":
        return word, word[:-1] + "ies"
    return word, word + ("es" if word.endswith(("ch", "sh", "x")) else "s")


class Offices(_Strict):
    """All offices and bodies of a language."""

    office: tuple[Office, ...]
    things: Words
    body: tuple[Body, ...]


class Epithet(_Strict):
    """Loaded names for a state (ISO alpha-3), which the record shows only as written."""

    country: str = Field(pattern="^[A-Z]{3}$")
    words: tuple[str, ...]


class Epithets(_Strict):
    """All loaded names of a language."""

    epithet: tuple[Epithet, ...]


class UndertakingCue(_Strict):
    """A verb or adjective that makes an undertaking, and its strength.

    ``object`` are the nouns that it must take, ``phrase`` words behind it that lead to the deed, ``prepositions`` those
    that lead to a thing undertaken, ``takes_any`` the forms in which the deed may be of a kind that no list knows.
    """

    strength: Strength
    lemmas: tuple[str, ...]
    pos: Literal["VERB", "ADJ"]
    object: tuple[str, ...] = ()
    phrase: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ("for", "on", "to")
    takes_any: tuple[Literal["clause", "noun"], ...] = ()


class UndertakingNoun(_Strict):
    """Nouns that hold an undertaking ("a pledge to", "an offer of"), and its strength."""

    strength: Strength
    lemmas: tuple[str, ...]


class NoDeed(_Strict):
    """Verbs that tell of nothing done on purpose: always, where they have no object, or with one of ``objects``; those
    of ``carries`` are as much of a deed as the verb that they govern."""

    lemmas: tuple[str, ...]
    without_object: tuple[str, ...]
    objects: tuple[str, ...]
    carries: tuple[str, ...]


class Timetable(_Strict):
    """Future forms: verbs of scheduling, adjectives like "due", and verbs whose present tense with a day is a plan."""

    lemmas: tuple[str, ...]
    words: tuple[str, ...]
    present: tuple[str, ...]


class Setback(_Strict):
    """Verbs that tell that an undertaking was put off, given up or not done."""

    status: CommitmentStatus
    lemmas: tuple[str, ...]
    clause: bool = False


class Ritual(_Strict):
    """Wording that leaves nothing to check: set phrases, and verbs with objects."""

    words: tuple[str, ...]
    verbs: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()


class Follow(_Strict):
    """How a later claim is held against an undertaking: words that tell nothing, kinds that differ, bodies."""

    generic: tuple[str, ...]
    contrasts: tuple[tuple[str, ...], ...]
    bodies: tuple[str, ...]


class Undertakings(_Strict):
    """How a page says that somebody undertook something."""

    cue: tuple[UndertakingCue, ...]
    noun: tuple[UndertakingNoun, ...]
    taken: tuple[UndertakingNoun, ...]
    light: Words
    guessed: Words
    no_deed: NoDeed
    deeds: Words
    conditions: Words
    setback: tuple[Setback, ...]
    not_done: Words
    scheduled: Timetable
    actions: dict[str, tuple[str, ...]]
    ritual: Ritual
    aspirational: Words
    follow: Follow

    def firmness(self, what: str) -> Firmness:
        """Whether the words of an undertaking can be checked: "ritual" where a set phrase, or a verb of growing with
        its object ("deepen ties"), stands without a number and without an exercise, visit, body or document;
        "aspirational" where they begin with what promises only effort ("strive to", "consider")."""
        words = re.findall(r"[\w’'-]+", what.casefold())
        text = f" {' '.join(words)} "
        if self._is_ritual(what, text, set(words)):
            return "ritual"
        effort = any(text.startswith((f" {phrase} ", f" to {phrase} ")) for phrase in self.aspirational.words)
        return "aspirational" if effort or any(f" {m} " in text for m in self.aspirational.marks) else "firm"

    def _is_ritual(self, what: str, text: str, words: set[str]) -> bool:
        concrete = (word for kind in CONCRETE for word in self.actions.get(kind, ()))
        if re.search(r"\d", what) or any(f" {word}" in text for word in concrete):
            return False
        if any(f" {phrase} " in text for phrase in self.ritual.words):
            return True
        grows = any(
            re.search(rf" {re.escape(verb.removesuffix('e'))}(?:e?s|e|ing)? ", text) for verb in self.ritual.verbs
        )
        return grows and not words.isdisjoint(self.ritual.objects)


class StanceGroup(_Strict):
    """Words that show the same stance: verbs as lemmas, nouns and adjectives as they stand."""

    stance: Stance
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    adjectives: tuple[str, ...]


class Negation(_Strict):
    """Words that turn a stance round, what only looks like one, and what each stance turns to."""

    words: tuple[str, ...]
    but: tuple[str, ...]
    turns: dict[Stance, Stance]


class Harm(_Strict):
    """Harm, and the prepositions behind it that lead to whom it is done."""

    words: tuple[str, ...]
    before: tuple[str, ...]


class StanceWords(_Strict):
    """How a text shows where its speaker stands; read by ``stance.StanceReader``."""

    word: tuple[StanceGroup, ...]
    irregular: dict[str, tuple[str, ...]]
    homographs: Words
    negation: Negation
    harm: Harm
    wishes: Words
    self: Words
    breaks: Words


class OffTopic(_Strict):
    """Words of other fields, by field."""

    sport: Words
    markets: Words
    culture: Words
    weather: Words

    @property
    def fields(self) -> dict[str, tuple[str, ...]]:
        """The words of each field."""
        return {
            "sport": self.sport.words,
            "markets": self.markets.words,
            "culture": self.culture.words,
            "weather": self.weather.words,
        }


class Language(_Strict):
    """Everything that one language's folder holds for the rooms behind ``analyse``."""

    code: str
    reporting: Reporting
    modality: Modality
    offices: Offices
    actors: Actors
    commitments: Undertakings
    epithets: Epithets
    off_topic: OffTopic
    stance: StanceWords


def toml(code: str, name: str) -> dict[str, Any]:
    """The parsed file ``name`` of language ``code``; raises DataError where it is missing or broken."""
    import tomllib

    file = resources.files(__name__) / code / name
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"lang/{code}/{name}: {error}") from error


@cache
def load(code: str) -> Language:
    """The language with this ISO 639-1 code; raises DataError."""
    parts = {
        n: toml(code, f"{n}.toml")
        for n in ("reporting", "modality", "offices", "actors", "commitments", "epithets", "off_topic", "stance")
    }
    try:
        return Language.model_validate({"code": code, **parts})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(p) for p in first["loc"])
        raise DataError(f"lang/{code}/{first['loc'][0]}.toml: {where}: {first['msg']}") from error


def languages() -> tuple[str, ...]:
    """The codes of the languages that have a folder."""
    return tuple(sorted(f.name for f in resources.files(__name__).iterdir() if f.is_dir() and len(f.name) == 2))

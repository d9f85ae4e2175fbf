"""Cues: the words by which a text tells what somebody said, asked, thought, wanted, noticed or felt.

The words, with their family and the shapes that their content takes, are data in ``lang/*/attribution.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, ValidationError

from rapporteur import lang
from rapporteur.errors import DataError

if TYPE_CHECKING:
    from rapporteur.extract.index import Token

Family: TypeAlias = Literal["speech", "request", "undertaking", "thought", "wish", "perception"]
Shape: TypeAlias = Literal["quote", "clause", "infinitive", "gerund", "object", "topic"]
FILE = "attribution.toml"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CueGroup(_Strict):
    """Words of one family whose content takes the same shapes."""

    family: Family
    takes: tuple[Shape, ...]
    lemmas: tuple[str, ...]
    prepositions: tuple[str, ...] = ()  # for the shape "topic"


class WordList(_Strict):
    """A plain list of words or lemmas."""

    words: tuple[str, ...] = ()
    lemmas: tuple[str, ...] = ()


class TurnLabels(_Strict):
    """The words that label questions and answers, in lower case."""

    questions: tuple[str, ...]
    answers: tuple[str, ...]


class AttributionWords(_Strict):
    """The whole of ``attribution.toml``."""

    verb: tuple[CueGroup, ...]
    noun: tuple[CueGroup, ...]
    adjective: tuple[CueGroup, ...]
    prepositions: WordList
    views: WordList
    documents: WordList
    turns: TurnLabels


@dataclass(frozen=True, slots=True)
class Entry:
    """What the lexicon knows of a word: the family of each shape of content, and the prepositions before a topic."""

    takes: dict[Shape, Family]
    prepositions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue word in its place."""

    token: Token
    lemma: str
    takes: dict[Shape, Family]
    prepositions: frozenset[str]

    @property
    def family(self) -> Family:
        """The first family that the lexicon gives."""
        return next(iter(self.takes.values()))


@cache
def words(language: str) -> AttributionWords:
    """The cue words of a language. Raises DataError where the file is missing or does not fit."""
    try:
        return AttributionWords.model_validate(lang.toml(language, FILE))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(p) for p in first["loc"])
        raise DataError(f"lang/{language}/{FILE}: {where}: {first['msg']}") from error


class CueFinder:
    """Tells which words of a document are cues."""

    def __init__(self, language: str) -> None:
        self.words = words(language)
        self._of = _tables(language)

    def cue(self, token: Token) -> Cue | None:
        """The cue that ``token`` is, by its lemma or by its lemma and a particle behind it."""
        table = self._of.get(token.pos_, {})
        for lemma in _lemmas(token):
            entry = table.get(lemma)
            if entry is not None:
                return Cue(token, lemma, entry.takes, entry.prepositions)
        return None


@cache
def _tables(language: str) -> dict[str, dict[str, Entry]]:
    """What each lemma is, by its part of speech."""
    known = words(language)
    return {"VERB": _table(known.verb), "NOUN": _table(known.noun), "ADJ": _table(known.adjective)}


def _table(groups: tuple[CueGroup, ...]) -> dict[str, Entry]:
    takes: dict[str, dict[Shape, Family]] = {}
    prepositions: dict[str, set[str]] = {}
    for group in groups:
        for lemma in group.lemmas:
            prepositions.setdefault(lemma, set()).update(group.prepositions)
            for shape in group.takes:
                takes.setdefault(lemma, {}).setdefault(shape, group.family)
    return {lemma: Entry(shapes, frozenset(prepositions[lemma])) for lemma, shapes in takes.items()}


def _lemmas(token: Token) -> Iterator[str]:
    """With its particle first: "point out" before "point"."""
    lemma = token.lemma_.lower()
    for child in token.children:
        if child.dep_ == "compound:prt" and child.i > token.i:
            yield f"{lemma} {child.lower_}"
    yield lemma

"""The record on paper: which keys a line has, in which order, and what each holds.

One table, ``LAYOUT``, from which both the lines (``on_paper``) and their JSON Schema (``schema.py``) are made, so that
they cannot part ways. A key whose value is unknown is left out, except those in ``ALWAYS``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeAlias

from rapporteur.model import (
    Claim,
    Commitment,
    Conflict,
    DateRange,
    Document,
    Event,
    Evidence,
    Forum,
    Merged,
    Party,
    Place,
    Quantity,
    Refusal,
    Statement,
    Tenure,
)

Paper: TypeAlias = dict[str, Any]  # a JSON object on its way out of the program; no room takes one in


class Source(Protocol):
    """What an export needs of a record: documents and claims, each sort by id, and refusals."""

    def documents(self) -> Iterator[Document]:
        """Every document, by id."""
        ...

    def assembled(self, sort: Any = None) -> Iterator[Merged]:
        """The assembled claims of one sort, by id."""
        ...

    def refusals(self) -> Iterator[Refusal]:
        """Why sources gave no article."""
        ...


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a line: its name there, and the path of its value from the noun ("article.id")."""

    name: str
    path: str


def _keys(names: str) -> tuple[Key, ...]:
    """Keys in order, parted by blanks; "source_file=article.source" where name and path differ."""
    parted = (name.partition("=") for name in names.split())
    return tuple(Key(name, path or name) for name, _, path in parted)


RECORD_NAMES: dict[type, str] = {
    Document: "document",
    Event: "event",
    Statement: "statement",
    Commitment: "commitment",
    Tenure: "tenure",
}

CLAIM_NAMES = tuple(name for name in RECORD_NAMES.values() if name != "document")  # in the order of the lines

LAYOUT: dict[type, tuple[Key, ...]] = {
    Document: _keys(
        "id=article.id source_file=article.source url=article.url headline=article.headline"
        " alternative_headline=article.alternative_headline author=article.author agency=article.agency"
        " publisher=article.publisher dateline=article.dateline published=article.published"
        " language=article.language genre=article.genre body=article.body copy_of sha256=article.sha256 refusals"
    ),
    Event: _keys(
        "id type mode contexts status actors recipients date place forum issues quantities evidence"
        " independent_sources belief conflicts"
    ),
    Statement: _keys("id speaker manner text cue addressees about issues stance venue date evidence"),
    Commitment: _keys("id by to what action strength firmness condition due place status status_evidence evidence"),
    Tenure: _keys("person office country organization seen evidence"),
    Party: _keys("id name as_written kind country office"),
    DateRange: _keys("earliest latest basis why"),
    Place: _keys("name country lat lon geonames_id"),
    Forum: _keys("name edition"),
    Quantity: _keys("what low high unit as_written"),
    Evidence: _keys("document start end text asserted_by"),
    Refusal: _keys("stage reason text"),
    Conflict: _keys("field values"),
}

ALWAYS = {(Document, "copy_of"), (Evidence, "asserted_by")}  # null says something: no copy; the outlet itself


def on_paper(noun: Document | Claim) -> Paper:
    """The noun as a JSON object, its keys in order."""
    return {"record": RECORD_NAMES[type(noun)], **_object(noun)}


def _object(noun: object) -> Paper:
    kind = type(noun)
    held: Paper = {}
    for key in LAYOUT[kind]:
        value = _follow(noun, key.path)
        if value is not None or (kind, key.name) in ALWAYS:
            held[key.name] = _conflict_values(value) if kind is Conflict and key.name == "values" else _value(value)
    return held


def _follow(noun: object, path: str) -> object:
    for name in path.split("."):
        noun = getattr(noun, name)
    return noun


def _value(value: object) -> object:
    if type(value) in LAYOUT:
        return _object(value)
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)  # 300 troops, not 300.0
    return value


def _conflict_values(values: Any) -> list[Paper]:
    return [{"value": value, "evidence": [_object(one) for one in evidence]} for value, evidence in values]

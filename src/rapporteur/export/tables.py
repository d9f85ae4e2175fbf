"""The tables of the CSV export: their columns, and the rows that each noun fills. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rapporteur.model import (
    Claim,
    Commitment,
    DateRange,
    Document,
    Event,
    Evidence,
    Party,
    Place,
    Refusal,
    Statement,
    Tenure,
)

Cell: TypeAlias = str | int | float | None
Cells: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, its cells in the order of ``TABLES``."""

    table: str
    cells: Cells


def _columns(names: str) -> tuple[str, ...]:
    return tuple(names.split())


_RANGE = "earliest latest basis why"
_PLACE = "place place_country lat lon geonames_id"

TABLES: dict[str, tuple[str, ...]] = {
    "documents": _columns(
        "id headline alternative_headline author agency publisher dateline published_earliest published_latest"
        " published_basis published_why language genre copy_of body"
    ),
    "sources": _columns("source_file document url sha256 refused"),
    "events": _columns(
        f"id type mode contexts status {_RANGE} {_PLACE} forum edition issues independent_sources belief"
    ),
    "quantities": _columns("event what low high unit as_written"),
    "conflicts": _columns("event field value documents"),
    "statements": _columns(f"id speaker manner stance text cue issues venue {_RANGE}"),
    "commitments": _columns(
        f"id action strength firmness status what condition due_earliest due_latest due_basis due_why {_PLACE}"
    ),
    "tenures": _columns(f"id person office country organization {_RANGE}"),
    "parties": _columns("claim sort role party name as_written kind country office"),
    "evidence": _columns("claim sort role document start end text asserted_by asserted_by_name"),
    "refusals": _columns("source_file document stage reason text"),
}


def rows_of_document(document: Document, since: Sequence[Refusal]) -> Iterator[Row]:
    """A row for the document, one for its source, one for each thing refused in it or in its source ``since``."""
    article = document.article
    head = (article.id, article.headline, article.alternative_headline, _list(article.author), article.agency)
    where = (article.publisher, article.dateline, *_range(article.published), article.language, article.genre)
    yield Row("documents", (*head, *where, document.copy_of, article.body))
    yield Row("sources", (article.source, article.id, article.url, article.sha256, _reasons(since)))
    for refusal in document.refusals:
        yield Row("refusals", (article.source, article.id, refusal.stage, refusal.reason, refusal.text))
    yield from (_refused(article.source, refusal) for refusal in since)


def rows_of_refused(source: str | None, refusals: Sequence[Refusal]) -> Iterator[Row]:
    """A row for a source that gave no article, with the reasons, and one for each refusal."""
    yield Row("sources", (source, None, None, None, _reasons(refusals)))
    yield from (_refused(source, refusal) for refusal in refusals)


def _refused(source: str | None, refusal: Refusal) -> Row:
    return Row("refusals", (source, None, refusal.stage, refusal.reason, refusal.text))


def _reasons(refusals: Sequence[Refusal]) -> str | None:
    return _list(tuple(refusal.reason for refusal in refusals))


def rows_of_claim(claim: Claim) -> Iterator[Row]:
    """A row for the claim, and those of its parties, evidence, quantities and conflicts."""
    if isinstance(claim, Event):
        yield from _event(claim)
    elif isinstance(claim, Statement):
        yield from _statement(claim)
    elif isinstance(claim, Commitment):
        yield from _commitment(claim)
    else:
        yield from _tenure(claim)


def _event(event: Event) -> Iterator[Row]:
    head = (event.id, event.type, event.mode, _list(event.contexts), event.status)
    forum = (event.forum.name, event.forum.edition) if event.forum else (None, None)
    tail = (*forum, _list(event.issues), event.independent_sources, event.belief)
    yield Row("events", (*head, *_range(event.date), *_place(event.place), *tail))
    for amount in event.quantities:
        bounds = (amount.what, _number(amount.low), _number(amount.high))
        yield Row("quantities", (event.id, *bounds, amount.unit, amount.as_written))
    for conflict in event.conflicts:
        for value, evidence in conflict.values:
            documents = _list(tuple(dict.fromkeys(one.document for one in evidence)))
            yield Row("conflicts", (event.id, conflict.field, value, documents))
    yield from _parties(event.id, "event", "actor", event.actors)
    yield from _parties(event.id, "event", "recipient", event.recipients)
    yield from _evidence(event.id, "event", "evidence", event.evidence)


def _statement(said: Statement) -> Iterator[Row]:
    head = (said.id, said.speaker.name, said.manner, said.stance, said.text, said.cue, _list(said.issues), said.venue)
    yield Row("statements", (*head, *_range(said.date)))
    yield from _parties(said.id, "statement", "speaker", (said.speaker,))
    yield from _parties(said.id, "statement", "addressee", said.addressees)
    yield from _parties(said.id, "statement", "about", said.about)
    yield from _evidence(said.id, "statement", "evidence", said.evidence)


def _commitment(made: Commitment) -> Iterator[Row]:
    head = (made.id, made.action, made.strength, made.firmness, made.status, made.what, made.condition)
    yield Row("commitments", (*head, *_range(made.due), *_place(made.place)))
    yield from _parties(made.id, "commitment", "by", made.by)
    yield from _parties(made.id, "commitment", "to", made.to)
    yield from _evidence(made.id, "commitment", "evidence", made.evidence)
    yield from _evidence(made.id, "commitment", "status_evidence", made.status_evidence)


def _tenure(held: Tenure) -> Iterator[Row]:
    yield Row("tenures", (held.id, held.person, held.office, held.country, held.organization, *_range(held.seen)))
    yield from _evidence(held.id, "tenure", "evidence", held.evidence)


def _parties(claim: str, sort: str, role: str, parties: tuple[Party, ...]) -> Iterator[Row]:
    for one in parties:
        name = (one.id, one.name, one.as_written, one.kind, one.country, one.office)
        yield Row("parties", (claim, sort, role, *name))


def _evidence(claim: str, sort: str, role: str, evidence: tuple[Evidence, ...]) -> Iterator[Row]:
    for one in evidence:
        by = (one.asserted_by.id, one.asserted_by.name) if one.asserted_by else (None, None)
        yield Row("evidence", (claim, sort, role, one.document, one.start, one.end, one.text, *by))


def _range(days: DateRange) -> Cells:
    earliest, latest = (day.isoformat() if day else None for day in (days.earliest, days.latest))
    return earliest, latest, days.basis, _list(days.why)


def _place(place: Place | None) -> Cells:
    if place is None:
        return (None,) * 5
    geonames = None if place.geonames_id is None else str(place.geonames_id)
    return place.name, place.country, place.lat, place.lon, geonames


def _number(value: float | None) -> Cell:
    return int(value) if value is not None and value == int(value) else value


def _list(words: tuple[str, ...]) -> str | None:
    return "; ".join(words) or None

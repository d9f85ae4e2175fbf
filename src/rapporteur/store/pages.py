"""The page layer: what each page claims, written whole and read as a stream.

Every function works on a connection that is in a transaction; ``record.py`` opens and ends it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, and_, delete, func, insert, not_, or_, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import CoreExecuteOptionsParameter

from rapporteur.model import (
    ENTRY_MARK,
    Claim,
    Commitment,
    Document,
    Event,
    Reading,
    Refusal,
    Statement,
    Tenure,
)
from rapporteur.store import coding
from rapporteur.store.schema import document, meta, page_claim, refusal

MOST = "\U0010ffff"  # sorts behind whatever can follow a mark
BATCH = 200  # rows held in memory at a time
STREAMED: CoreExecuteOptionsParameter = {"yield_per": BATCH}


def has(connection: Connection, source: str, sha256: str, version: str) -> bool:
    """Whether a reading of these bytes from this source, or of entries of it, by this version is kept."""
    wanted = and_(_of_page(source), document.c.sha256 == sha256, document.c.version == version)
    return connection.execute(select(document.c.key).where(wanted)).first() is not None


def put(connection: Connection, readings: Sequence[Reading], version: str) -> tuple[int, Refusal | None]:
    """Keeps the readings of one page in place of all former ones of it, and forgets that it was refused.

    Gives how many were kept, and a refusal for those that were read from another source already; where all were,
    nothing is changed.
    """
    page = readings[0].article.entry_of or readings[0].article.source
    owners = {r.article.id: owner for r in readings if (owner := _owner(connection, r.article.id, page)) is not None}
    kept = [r for r in readings if r.article.id not in owners]
    if kept:
        _drop_former(connection, page, [r.article.id for r in kept])
        for reading in kept:
            _insert(connection, reading, version)
        connection.execute(delete(refusal).where(_of_page(page, refusal)))
        connection.execute(update(meta).values(pages=meta.c.pages + 1))
    if not owners:
        return len(kept), None
    what = "the same page is" if len(readings) == 1 else f"{len(owners)} of its {len(readings)} entries are"
    said = f"{page}: {what} in the record already, from {min(owners.values())}"
    return len(kept), Refusal("store", said, "", page)


def _owner(connection: Connection, document_id: str, page: str) -> str | None:
    """The source, other than this page and its entries, from which a document was read."""
    other = and_(document.c.id == document_id, not_(_of_page(page)))
    return connection.execute(select(document.c.source).where(other)).scalar()


def _insert(connection: Connection, reading: Reading, version: str) -> None:
    key = _insert_article(connection, reading, version)
    rows = [
        {
            "document": key,
            "seq": seq,
            "id": claim.id,
            "sort": coding.sort_of(claim),
            "claim": coding.claim_to_json(claim),
        }
        for seq, claim in enumerate(reading.claims)
    ]
    if rows:
        connection.execute(insert(page_claim), rows)


def put_refusal(connection: Connection, refused: Refusal) -> None:
    """Keeps the refusal; a former one of the same source for the same reason gives way to it."""
    source = refused.source or ""
    same = and_(refusal.c.source == source, refusal.c.reason == refused.reason)
    connection.execute(delete(refusal).where(same))
    row = {"source": source, "stage": refused.stage, "reason": refused.reason, "text": refused.text}
    connection.execute(insert(refusal).values(row))


def documents(connection: Connection) -> Iterator[Document]:
    """Every document, by id."""
    for row in _stream(connection):
        yield document_of(row)


def readings(connection: Connection) -> Iterator[Reading]:
    """Every reading as it was put, by the id of its document."""
    ordered = select(document.c.id.label("document_id"), page_claim).join_from(page_claim, document)
    ordered = ordered.order_by(document.c.id, page_claim.c.seq)
    claims = connection.execute(ordered, execution_options=STREAMED)
    grouped = groupby(claims, key=lambda row: row.document_id)
    waiting = next(grouped, None)
    for row in _stream(connection):
        if waiting is not None and waiting[0] == row.id:
            yield _reading(row, waiting[1])
            waiting = next(grouped, None)
        else:
            yield _reading(row, ())


def claims(connection: Connection, sort: coding.Sort) -> Iterator[Claim]:
    """The page claims of one sort, by id."""
    wanted = select(page_claim.c.claim).where(page_claim.c.sort == sort).order_by(page_claim.c.id, page_claim.c.key)
    for text in connection.execute(wanted, execution_options=STREAMED).scalars():
        yield coding.claim_from_json(sort, text)


def refusals(connection: Connection) -> Iterator[Refusal]:
    """Every refusal of a whole source, by source and reason."""
    wanted = select(refusal).order_by(refusal.c.source, refusal.c.reason)
    for row in connection.execute(wanted, execution_options=STREAMED):
        yield Refusal(row.stage, row.reason, row.text, row.source or None)


def document_of(row: Row[Any]) -> Document:
    """The document in a row of its table, with everything refused in it: in cleaning first, then in reading it."""
    article = coding.article_from_json(row.article, row.body)
    refused = dict.fromkeys((*article.refusals, *coding.refusals_from_json(row.refusals)))
    return Document(article, row.copy_of, tuple(refused))


def counts(connection: Connection) -> tuple[int, int, int]:
    """How many documents, copies, and refusals of a whole source."""
    every, copies = connection.execute(select(func.count(), func.count(document.c.copy_of)).select_from(document)).one()
    refused = connection.execute(select(func.count()).select_from(refusal)).scalar_one()
    return every, copies, refused


def _stream(connection: Connection) -> Iterable[Row[Any]]:
    return connection.execute(select(document).order_by(document.c.id), execution_options=STREAMED)


def _reading(row: Row[Any], claims: Iterable[Row[Any]]) -> Reading:
    held = [coding.claim_from_json(claim.sort, claim.claim) for claim in claims]
    return Reading(
        article=coding.article_from_json(row.article, row.body),
        events=tuple(claim for claim in held if isinstance(claim, Event)),
        statements=tuple(claim for claim in held if isinstance(claim, Statement)),
        commitments=tuple(claim for claim in held if isinstance(claim, Commitment)),
        tenures=tuple(claim for claim in held if isinstance(claim, Tenure)),
        refusals=coding.refusals_from_json(row.refusals),
    )


def _drop_former(connection: Connection, page: str, coming: Sequence[str]) -> None:
    for former in connection.execute(select(document.c.id).where(_of_page(page))).scalars().all():
        if former not in coming:  # what reprints a document that is gone is a reprint of nothing
            connection.execute(update(document).where(document.c.copy_of == former).values(copy_of=None))
        connection.execute(delete(document).where(document.c.id == former))


def _of_page(source: str, table: Table = document) -> ColumnElement[bool]:
    """The rows of a page and of its entries; a range, not a pattern, so that the index on the source serves."""
    entries = f"{source}{ENTRY_MARK}"
    return or_(table.c.source == source, and_(table.c.source > entries, table.c.source < entries + MOST))


def _insert_article(connection: Connection, reading: Reading, version: str) -> int:
    article = reading.article
    row = {
        "id": article.id,
        "source": article.source,
        "sha256": article.sha256,
        "version": version,
        "headline": article.headline,
        "body": article.body,
        "earliest": article.published.earliest,
        "latest": article.published.latest,
        "article": coding.article_to_json(article),
        "refusals": coding.refusals_to_json(reading.refusals),
    }
    (key,) = connection.execute(insert(document).values(row).returning(document.c.key)).one()
    return int(key)

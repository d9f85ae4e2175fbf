"""Finding: by id, by words, by party. Reads only."""

from __future__ import annotations

from itertools import chain, zip_longest
from typing import Any

from sqlalchemy import Row, Select, Table, and_, func, or_, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import ColumnElement

from rapporteur.errors import RecordError
from rapporteur.model import Document, Merged
from rapporteur.store import coding, words
from rapporteur.store.answers import Dossier, Hit, PartyEntry
from rapporteur.store.assembled import Filters, between, conditions, merged_of, merged_of_all
from rapporteur.store.columns import date_of
from rapporteur.store.pages import document_of
from rapporteur.store.schema import assembled, document, party

LAST = "\U0010ffff"  # sorts after every character of an id
SHOWN = 4  # ids named in the message for an ambiguous beginning


def find(connection: Connection, beginning: str) -> Merged | Document:
    """The one claim or document whose id is, or begins with, ``beginning``; else ``RecordError``."""
    if not beginning:
        raise RecordError("an empty id names nothing; give at least its first characters")
    claims = _by_id(connection, assembled, beginning)
    found = [*claims, *_by_id(connection, document, beginning)]
    exact = [row for row in found if row.id == beginning]
    if not found:
        raise RecordError(f"nothing in the record has an id that begins with {beginning!r}")
    if len(found) > 1 and len(exact) != 1:
        ids = ", ".join(row.id for row in found[:SHOWN])
        more = ", …" if len(found) > SHOWN else ""
        raise RecordError(f"{beginning!r} begins more than one id ({ids}{more}); give more of it")
    row = exact[0] if exact else found[0]
    return merged_of(connection, [row])[0] if row in claims else document_of(row)


def search(connection: Connection, asked: Filters, limit: int) -> list[Hit]:
    """The best finds, claims and documents in turn, each sort best first; nothing where no word is asked for."""
    query = words.query_of(asked.words or "")
    if query is None or limit <= 0:
        return []
    claims = _claim_hits(connection, query, asked, limit)
    documents = [] if asked.names_claims else _document_hits(connection, query, asked, limit)
    in_turn = chain.from_iterable(zip_longest(claims, documents))
    return [hit for hit in in_turn if hit is not None][:limit]


def parties(connection: Connection, prefix: str, limit: int) -> list[PartyEntry]:
    """The parties whose id, name, or a word of whose name begins with ``prefix``; those with most claims first."""
    folded = prefix.casefold()
    begins = or_(
        party.c.folded.startswith(folded, autoescape=True),
        party.c.folded.contains(" " + folded, autoescape=True),
        party.c.party.startswith(prefix, autoescape=True),
    )
    wanted = _entries().where(begins, _not_only_a_name()).limit(limit)
    return [_entry(row) for row in connection.execute(wanted)]


def dossier(connection: Connection, party_id: str, limit: int | None, offset: int) -> Dossier:
    """What the record holds on one party. Raises ``RecordError`` where it takes part in nothing.

    A tenure names its holder as the pages do: it belongs to every party of that name.
    """
    entry = connection.execute(_entries().where(party.c.party == party_id)).first()
    if entry is None:
        raise RecordError(f"no party {party_id!r} in the record; look for its id by the beginning of its name")
    names = select(party.c.folded).where(party.c.party == party_id)
    holds = select(party.c.claim).where(
        party.c.role == "holder", or_(party.c.party == party_id, party.c.folded.in_(names))
    )
    takes_part = select(party.c.claim).where(party.c.party == party_id, party.c.role != "holder")
    day = func.coalesce(assembled.c.earliest, assembled.c.latest)
    newest = select(assembled).order_by(day.is_(None), day.desc(), assembled.c.id)
    claims = newest.where(assembled.c.key.in_(takes_part)).limit(limit).offset(offset or None)
    tenures = newest.where(assembled.c.key.in_(holds))
    return Dossier(
        party=_entry(entry),
        offices=_offices(connection, party_id),
        claims=tuple(merged_of_all(connection, claims)),
        tenures=tuple(merged_of_all(connection, tenures)),
    )


def _by_id(connection: Connection, table: Table, beginning: str) -> list[Row[Any]]:
    within = and_(table.c.id >= beginning, table.c.id < beginning + LAST)
    return list(connection.execute(select(table).where(within).order_by(table.c.id).limit(SHOWN + 1)))


def _claim_hits(connection: Connection, query: str, asked: Filters, limit: int) -> list[Hit]:
    match, rank, snippet = words.ranked(words.claim_words, query)
    plain = Filters(asked.sort, asked.type, asked.actor, asked.country, asked.after, asked.before)
    wanted = (
        select(assembled.c.id, assembled.c.sort, assembled.c.title, assembled.c.claim, snippet.label("snippet"))
        .join_from(assembled, words.claim_words, words.claim_words.c.rowid == assembled.c.key)
        .where(match, *conditions(plain))
        .order_by(rank, assembled.c.id)
        .limit(limit)
    )
    return [_claim_hit(row) for row in connection.execute(wanted)]


def _claim_hit(row: Row[Any]) -> Hit:
    claim = coding.claim_from_json(row.sort, row.claim)
    snippet, matches = words.unmark(row.snippet)
    first = claim.evidence[0].document if claim.evidence else None
    return Hit(row.id, row.sort, row.title, date_of(claim), snippet, matches, first)


def _document_hits(connection: Connection, query: str, asked: Filters, limit: int) -> list[Hit]:
    match, rank, snippet = words.ranked(words.document_words, query)
    wanted = (
        select(document.c.id, document.c.headline, document.c.article, snippet.label("snippet"))
        .join_from(document, words.document_words, words.document_words.c.rowid == document.c.key)
        .where(match, *between(document, asked.after, asked.before))
        .order_by(rank, document.c.id)
        .limit(limit)
    )
    return [_document_hit(row) for row in connection.execute(wanted)]


def _document_hit(row: Row[Any]) -> Hit:
    article = coding.article_from_json(row.article, "")
    snippet, matches = words.unmark(row.snippet)
    title = row.headline or article.url or article.source
    return Hit(row.id, "document", title, article.published, snippet, matches, row.id)


def _entries() -> Select[Any]:
    claims = func.count(party.c.claim.distinct())
    name = func.min(party.c.name)
    columns = (name.label("name"), func.min(party.c.kind).label("kind"), func.min(party.c.country).label("country"))
    wanted = select(party.c.party.label("id"), *columns, claims.label("claims"))
    return wanted.group_by(party.c.party).order_by(claims.desc(), name, party.c.party)


def _entry(row: Row[Any]) -> PartyEntry:
    return PartyEntry(row.id, row.name, row.kind, row.country, row.claims)


def _not_only_a_name() -> ColumnElement[bool]:
    """Leaves out the holder of a tenure where the same name is a party of its own."""
    other = party.alias()
    same = select(other.c.claim).where(other.c.folded == party.c.folded, other.c.role != "holder").exists()
    return or_(party.c.role != "holder", ~same)


def _offices(connection: Connection, party_id: str) -> tuple[str, ...]:
    times = func.count()
    wanted = select(party.c.office).where(party.c.party == party_id, party.c.office.is_not(None))
    wanted = wanted.group_by(party.c.office).order_by(times.desc(), party.c.office)
    return tuple(connection.execute(wanted).scalars())

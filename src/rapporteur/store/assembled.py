"""The assembled layer: what the pages claim together. Replaced as a whole, read as a stream, searched by its columns.

Every function works on a connection that is in a transaction; ``record.py`` opens and ends it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Literal, TypeAlias

from sqlalchemy import Row, Table, and_, bindparam, delete, exists, func, insert, or_, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql import ColumnElement, Select

from rapporteur.errors import RecordError
from rapporteur.model import Merged, Party
from rapporteur.store import coding, words
from rapporteur.store.columns import Columns, columns_of
from rapporteur.store.pages import BATCH, STREAMED
from rapporteur.store.schema import assembled, country, document, member, meta, page_claim, party

_Cells: TypeAlias = dict[str, object]  # a row for the database, by column
Order: TypeAlias = Literal["id", "oldest", "newest"]


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked of assembled claims; every part that is not None must hold.

    ``sort`` and ``type`` as in ``columns.py`` (case of the type does not matter); ``actor`` is the id or the name of
    a party in any role, or a country's code for the state; ``country`` that of a party or of the place. ``after`` and
    ``before`` are inclusive days: claims stay that can lie between them, those of unknown date go. ``words`` as in
    ``words.query_of``.
    """

    sort: coding.Sort | None = None
    type: str | None = None
    actor: str | None = None
    country: str | None = None
    after: date | None = None
    before: date | None = None
    words: str | None = None

    @property
    def names_claims(self) -> bool:
        """Whether only claims, not documents, can answer."""
        return any(part is not None for part in (self.sort, self.type, self.actor, self.country))


def replace(connection: Connection, copies: Mapping[str, str], merged: Iterable[Merged], pages: int | None) -> None:
    """Puts these claims and copies in place of all former ones; ``pages`` is the state that they were made from.

    Raises ``RecordError`` where two claims have the same id.
    """
    now = connection.execute(select(meta.c.pages)).scalar_one()
    for table in (member, party, country, assembled):
        connection.execute(delete(table))
    _replace_copies(connection, copies)
    stream, key = iter(merged), 1
    while batch := list(islice(stream, BATCH)):
        _insert(connection, batch, key)
        key += len(batch)
    connection.execute(update(meta).values(assembled=now if pages is None else pages))


def stream(connection: Connection, filters: Filters, order: Order, limit: int | None, offset: int) -> Iterator[Merged]:
    """The claims that the filters let through; by id, or by date with the unknown ones last."""
    wanted = select(assembled).where(*conditions(filters)).order_by(*_order(order)).limit(limit).offset(offset or None)
    yield from merged_of_all(connection, wanted)


def count(connection: Connection, filters: Filters) -> int:
    """How many claims the filters let through."""
    return connection.execute(select(func.count()).select_from(assembled).where(*conditions(filters))).scalar_one()


def of_document(connection: Connection, document_id: str) -> Iterator[Merged]:
    """The claims that a document takes part in evidencing, by id."""
    page = select(page_claim.c.id).join(document).where(document.c.id == document_id)
    keys = select(member.c.claim).where(member.c.member.in_(page))
    yield from merged_of_all(connection, select(assembled).where(assembled.c.key.in_(keys)).order_by(assembled.c.id))


def merged_of(connection: Connection, rows: Sequence[Row[Any]]) -> list[Merged]:
    """The claims in these rows of the table (a few hundred at most), with their members."""
    keys = [row.key for row in rows]
    wanted = select(member.c.claim, member.c.member).where(member.c.claim.in_(keys))
    wanted = wanted.order_by(member.c.claim, member.c.seq)
    members: dict[int, list[str]] = {key: [] for key in keys}
    for key, name in connection.execute(wanted):
        members[key].append(name)
    return [
        Merged(
            coding.claim_from_json(row.sort, row.claim), tuple(members[row.key]), coding.words_from_json(row.reasons)
        )
        for row in rows
    ]


def merged_of_all(connection: Connection, wanted: Select[Any]) -> Iterator[Merged]:
    """The claims of a select on the table, read as a stream."""
    for rows in connection.execute(wanted, execution_options=STREAMED).partitions():
        yield from merged_of(connection, rows)


def is_stale(connection: Connection) -> bool:
    """Whether pages have changed since the assembled layer was made."""
    pages, made_from = connection.execute(select(meta.c.pages, meta.c.assembled)).one()
    return bool(pages != made_from)


def event_types(connection: Connection) -> tuple[str, ...]:
    """The types of the events, by name."""
    asked = select(assembled.c.type).where(assembled.c.sort == "event").distinct().order_by(assembled.c.type)
    return tuple(connection.execute(asked).scalars())


def counts(connection: Connection) -> dict[str, int]:
    """How many assembled claims there are, by sort."""
    grouped = connection.execute(select(assembled.c.sort, func.count().label("number")).group_by(assembled.c.sort))
    return {row.sort: row.number for row in grouped}


def conditions(filters: Filters) -> list[ColumnElement[bool]]:
    """The filters as conditions on the table of assembled claims."""
    found: list[ColumnElement[bool]] = []
    if filters.sort is not None:
        found.append(assembled.c.sort == filters.sort)
    if filters.type is not None:
        found.append(func.lower(assembled.c.type) == func.lower(filters.type))
    if filters.actor is not None:
        found.append(assembled.c.key.in_(select(party.c.claim).where(_is_actor(filters.actor))))
    if filters.country is not None:
        found.append(assembled.c.key.in_(select(country.c.claim).where(country.c.country == filters.country.upper())))
    found.extend(between(assembled, filters.after, filters.before))
    if filters.words is not None and filters.words.strip():
        query = words.query_of(filters.words)
        keys = words.matching(words.claim_words, query) if query else None
        found.append(assembled.c.key.in_(keys) if keys is not None else assembled.c.key.is_(None))
    return found


def between(table: Table, after: date | None, before: date | None) -> list[ColumnElement[bool]]:
    """The condition that a row's range of days can lie between these, both included; an unknown one cannot."""
    found: list[ColumnElement[bool]] = []
    if after is not None or before is not None:
        found.append(or_(table.c.earliest.is_not(None), table.c.latest.is_not(None)))
    if after is not None:
        found.append(or_(table.c.latest.is_(None), table.c.latest >= after))
    if before is not None:
        found.append(or_(table.c.earliest.is_(None), table.c.earliest <= before))
    return found


def _is_actor(actor: str) -> ColumnElement[bool]:
    state = and_(party.c.kind == "state", party.c.country == actor.upper())
    return or_(party.c.party == actor, party.c.folded == actor.casefold(), state)


def _order(order: Order) -> tuple[ColumnElement[Any], ...]:
    if order == "id":
        return (assembled.c.id.asc(),)
    day = func.coalesce(assembled.c.earliest, assembled.c.latest)
    return day.is_(None), day.asc() if order == "oldest" else day.desc(), assembled.c.id.asc()


def _replace_copies(connection: Connection, copies: Mapping[str, str]) -> None:
    connection.execute(update(document).where(document.c.copy_of.is_not(None)).values(copy_of=None))
    original = document.alias()
    known = exists().where(original.c.id == bindparam("original"))
    change = update(document).where(document.c.id == bindparam("copy"), known).values(copy_of=bindparam("original"))
    rows = [{"copy": copy, "original": of} for copy, of in copies.items()]
    if rows:
        connection.execute(change, rows)


def _insert(connection: Connection, batch: list[Merged], first_key: int) -> None:
    claims: list[_Cells] = []
    sides: dict[Table, list[_Cells]] = {member: [], party: [], country: []}
    for key, merged in enumerate(batch, start=first_key):
        columns = columns_of(merged.claim)
        claims.append(_claim_row(key, merged, columns))
        sides[member] += [{"claim": key, "seq": seq, "member": name} for seq, name in enumerate(merged.members)]
        sides[country] += [{"claim": key, "country": code} for code in columns.countries]
        sides[party] += [_party_row(key, seq, role, who) for seq, (role, who) in enumerate(columns.parties)]
    try:
        connection.execute(insert(assembled), claims)
    except IntegrityError as error:
        raise RecordError("two assembled claims have the same id; the former assembly was kept") from error
    for table, rows in sides.items():
        if rows:
            connection.execute(insert(table), rows)


def _claim_row(key: int, merged: Merged, columns: Columns) -> _Cells:
    return {
        "key": key,
        "id": merged.claim.id,
        "sort": coding.sort_of(merged.claim),
        "type": columns.type,
        "status": columns.status,
        "earliest": columns.date.earliest,
        "latest": columns.date.latest,
        "title": columns.title,
        "text": columns.text,
        "keywords": columns.keywords,
        "claim": coding.claim_to_json(merged.claim),
        "reasons": coding.words_to_json(merged.reasons),
    }


def _party_row(key: int, seq: int, role: str, who: Party) -> _Cells:
    return {
        "claim": key,
        "seq": seq,
        "role": role,
        "party": who.id,
        "name": who.name,
        "folded": who.name.casefold(),
        "kind": who.kind,
        "country": who.country,
        "office": who.office,
    }

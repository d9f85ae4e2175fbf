"""What the page of one thing asks of the record: a claim, a document or a party, with all that stands around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import islice
from typing import TypeVar

from rapporteur.errors import RecordError
from rapporteur.model import Claim, Commitment, Document, Event, Evidence, Merged, Party, Tenure
from rapporteur.store import Record
from rapporteur.store.columns import parties_of
from rapporteur.web.asking import follows
from rapporteur.web.marks import Mark, excerpts, paragraphs
from rapporteur.web.views import (
    ActorView,
    ClaimView,
    Difference,
    DocumentView,
    Entry,
    Item,
    Piece,
    Post,
    Witness,
    item_of,
)
from rapporteur.web.words import LETTERS, asserters, standing

T = TypeVar("T")

WITNESSES = 40  # documents shown for one claim
DOSSIER = 100  # claims of a party on one page
COMPANY = 24  # parties named as those with whom it acts


class Missing(Exception):
    """Nothing in the record has this id."""


def found(record: Record, id: str) -> Merged | Document:
    """What has this id or the only id that begins so. Raises ``Missing``; ``RecordError`` where the record fails."""
    return _or_missing(lambda: record.find(id))


def _or_missing(ask: Callable[[], T]) -> T:
    try:
        return ask()
    except RecordError as error:
        if error.__cause__ is not None:  # the database failed, or an item cannot be read: more than not found
            raise
        raise Missing(str(error)) from error


# A claim ------------------------------------------------------------------------------------------------------------


def claim_view(record: Record, merged: Merged) -> ClaimView:
    """A claim with each document that carries it and the words that say so in their place there."""
    claim = merged.claim
    of_status = claim.status_evidence if isinstance(claim, Commitment) else ()
    by_document: dict[str, list[tuple[Evidence, bool]]] = {}
    for piece, about_status in [*((e, False) for e in claim.evidence), *((e, True) for e in of_status)]:
        by_document.setdefault(piece.document, []).append((piece, about_status))
    witnesses = []
    number = 1
    for id, pieces in islice(by_document.items(), WITNESSES):
        witnesses.append(_witness(id, _document(record, id), pieces, number, merged))
        number += len(pieces)
    titles = {witness.id: witness.title for witness in witnesses}
    return ClaimView(
        merged, standing(claim), tuple(witnesses), max(0, len(by_document) - WITNESSES), _differences(claim, titles)
    )


def _document(record: Record, id: str) -> Document | None:
    """The document; None where it went away since the record was last assembled."""
    try:
        noun = found(record, id)
    except Missing:
        return None
    return noun if isinstance(noun, Document) and noun.article.id == id else None


def _witness(
    id: str, document: Document | None, pieces: list[tuple[Evidence, bool]], first: int, merged: Merged
) -> Witness:
    body = document.article.body if document else ""
    numbered = tuple(
        Piece(number, piece, _stands(piece, body), of_status)
        for number, (piece, of_status) in enumerate(pieces, start=first)
    )
    sort = item_of(merged.claim).sort
    marks = [Mark(str(p.number), sort, p.evidence.start, p.evidence.end) for p in numbered if p.placed]
    return Witness(id, document, tuple(excerpts(body, marks)), numbered)


def _stands(piece: Evidence, body: str) -> bool:
    return bool(piece.text) and piece.start >= 0 and body[piece.start : piece.end] == piece.text


def _differences(claim: Claim, titles: dict[str, str]) -> tuple[Difference, ...]:
    if not isinstance(claim, Event):
        return ()
    return tuple(
        Difference(
            conflict.field,
            tuple(
                (value, tuple((piece, titles.get(piece.document, piece.document)) for piece in evidence))
                for value, evidence in conflict.values
            ),
        )
        for conflict in claim.conflicts
    )


# A document ---------------------------------------------------------------------------------------------------------


def document_view(record: Record, document: Document) -> DocumentView:
    """A document with every claim that it carries marked in its text and listed in the order of the text."""
    id, body = document.article.id, document.article.body
    claims = [merged.claim for merged in record.of_document(id)]
    claims.sort(key=lambda claim: (_first(claim, id), claim.id))
    counted: Counter[str] = Counter()
    entries, marks = [], []
    for claim in claims:
        item = item_of(claim)
        counted[item.sort] += 1
        key = f"{LETTERS[item.sort]}{counted[item.sort]}"
        here = [piece for piece in _all_evidence(claim) if piece.document == id]
        placed = [Mark(key, item.sort, piece.start, piece.end) for piece in here if _stands(piece, body)]
        elsewhere = len({piece.document for piece in claim.evidence} - {id})
        entries.append(Entry(key, item, asserters(tuple(here)), elsewhere, bool(placed)))
        marks += placed
    original = _document(record, document.copy_of) if document.copy_of else None
    return DocumentView(document, tuple(paragraphs(body, marks)), tuple(entries), original)


def _all_evidence(claim: Claim) -> tuple[Evidence, ...]:
    return (*claim.evidence, *claim.status_evidence) if isinstance(claim, Commitment) else claim.evidence


def _first(claim: Claim, document_id: str) -> tuple[int, int]:
    spans = [(piece.start, -piece.end) for piece in _all_evidence(claim) if piece.document == document_id]
    return min(spans, default=(0, 0))


# Parties ------------------------------------------------------------------------------------------------------------

PARTS = {
    "actor": "Did",
    "recipient": "Was dealt with",
    "speaker": "Said",
    "addressee": "Was told",
    "about": "Was spoken of",
    "by": "Committed to",
    "to": "Was promised",
}


def actor_view(record: Record, party_id: str, page: int) -> ActorView:
    """One page of what the record holds on a party. Raises ``Missing`` where it takes part in nothing."""
    skipped = (page - 1) * DOSSIER
    dossier = _or_missing(lambda: record.actor(party_id, limit=DOSSIER + 1, offset=skipped))
    claims = [merged.claim for merged in dossier.claims[:DOSSIER]]
    parts: dict[str, list[Item]] = {heading: [] for heading in PARTS.values()}
    company: dict[str, list[Party]] = {}
    for claim in claims:
        roles = parties_of(claim)
        mine = next((role for role, party in roles if party.id == party_id), None)
        if mine in PARTS:
            parts[PARTS[mine]].append(item_of(claim))
        for party in {party.id: party for _, party in roles if party.id != party_id}.values():
            company.setdefault(party.id, []).append(party)
    ranked = sorted(company.values(), key=lambda met: (-len(met), met[0].name, met[0].id))
    tenures = [merged.claim for merged in dossier.tenures if isinstance(merged.claim, Tenure)]
    tenures.sort(key=_by_time)
    return ActorView(
        dossier=dossier,
        posts=tuple(_post(tenure) for tenure in tenures),
        parts=tuple((heading, tuple(items)) for heading, items in parts.items() if items),
        company=tuple((met[0], len(met)) for met in ranked[:COMPANY]),
        page=page,
        more=follows(page, len(dossier.claims) > DOSSIER),
    )


def _by_time(tenure: Tenure) -> tuple[bool, str, str]:
    day = tenure.seen.earliest or tenure.seen.latest
    return day is None, str(day), tenure.id


def _post(tenure: Tenure) -> Post:
    first = tenure.evidence[0] if tenure.evidence else None
    held = ", ".join(filter(None, (tenure.organization, tenure.country)))
    return Post(item_of(tenure), tenure.office, held, first.text if first else "", first.document if first else None)

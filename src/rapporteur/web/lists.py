"""What the pages with lists ask of the record: the first page, the search, what needs a look, parties, refusals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from rapporteur.model import Claim, Document, Event
from rapporteur.plain import marked
from rapporteur.store import Hit, Record
from rapporteur.store.columns import date_of
from rapporteur.web.asking import Asked, follows
from rapporteur.web.single import Missing, found
from rapporteur.web.views import Actors, Concern, Found, Item, Refused, Review, Start, has_come_about, is_open, item_of

PAGE = 25  # entries of a list on one page
SHORT = 8  # entries of a list on the first page
SCANNED = 2000  # documents, and events, that are looked through for what needs a look
NARROW = 31  # days within which the day of an event counts as known on the first page
LEAFED = 1000  # claims that are leafed through for the lists on the first page

# The first page, and what needs a look ------------------------------------------------------------------------------


def start(record: Record) -> Start:
    """What the record holds at a glance."""
    events = (m.claim for m in record.assembled("event", order="newest", limit=LEAFED))
    dated = (claim for claim in events if has_come_about(claim) and (date_of(claim).days or LEAFED) <= NARROW)
    promised = (m.claim for m in record.assembled("commitment", order="oldest", limit=LEAFED))
    due = sorted((claim for claim in promised if is_open(claim)), key=_term)
    return Start(
        counts=record.counts(),
        events=tuple(item_of(claim) for claim in islice(dated, SHORT)),
        commitments=tuple(item_of(claim) for claim in due[:SHORT]),
        review=review(record, most=SHORT),
    )


def _term(claim: Claim) -> tuple[date, date, str]:
    """The last day on which it is due, then the first; an open end is late."""
    due = date_of(claim)
    return due.latest or date.max, due.earliest or date.max, claim.id


def review(record: Record, *, most: int = 200) -> Review:
    """Events on which sources differ, and documents whose date or content is in doubt, the gravest first."""
    conflicts = [
        merged.claim
        for merged in record.assembled("event", limit=SCANNED)
        if isinstance(merged.claim, Event) and merged.claim.conflicts
    ]
    differ: dict[str, list[str]] = {}
    for event in conflicts:
        for piece in event.evidence:
            differ.setdefault(piece.document, []).extend(conflict.field for conflict in event.conflicts)
    graded, scanned = [], 0
    for document in islice(record.documents(), SCANNED):
        scanned += 1
        grade, reasons = _doubts(document, differ.get(document.article.id, ()))
        if reasons:
            graded.append((-grade, document.article.id, Concern(document, reasons)))
            if len(graded) > 4 * most:
                graded = sorted(graded, key=lambda x: x[:2])[:most]
    graded.sort(key=lambda x: x[:2])
    concerns = tuple(concern for _, _, concern in graded[:most])
    return Review(tuple(conflicts[:most]), concerns, scanned, record.counts().documents)


def _doubts(document: Document, differ: Iterable[str]) -> tuple[int, tuple[str, ...]]:
    """Why a document needs a look, and how much: sources differ, the day is unknown or inferred, refusals."""
    reasons: list[str] = []
    grade = len(document.refusals)
    fields = tuple(dict.fromkeys(differ))
    if fields:
        reasons.append(f"other pages differ on {', '.join(fields)}")
        grade += 1000
    basis = document.article.published.basis
    if basis == "unknown":
        reasons.append("day of publication unknown")
        grade += 300
    elif basis == "inferred":
        reasons.append("day of publication inferred")
        grade += 100
    if document.refusals:
        number = len(document.refusals)
        reasons.append(f"{number} {'passage' if number == 1 else 'passages'} not believed")
    return grade, tuple(reasons)


# Search -------------------------------------------------------------------------------------------------------------


def search(record: Record, asked: Asked) -> Found:
    """One page of claims and documents: the best first for words, else the newest first."""
    skipped = (asked.page - 1) * PAGE
    if asked.q:
        return _by_words(record, asked, skipped)
    if asked.sort == "document":
        documents = [] if asked.type or asked.actor or asked.country else _dated(record, asked)
        items = [item_of(document) for document in islice(documents, skipped, skipped + PAGE + 1)]
        return Found(asked, tuple(items[:PAGE]), follows(asked.page, len(items) > PAGE), None)
    claims = record.assembled(asked.sort, **asked.filters, order="newest", limit=PAGE + 1, offset=skipped)
    items = [item_of(merged.claim) for merged in claims]
    total = record.count(asked.sort, **asked.filters)
    return Found(asked, tuple(items[:PAGE]), follows(asked.page, len(items) > PAGE), total)


def _by_words(record: Record, asked: Asked, skipped: int) -> Found:
    """A record searches all sorts at once; where one is asked for, more is fetched and the others left out."""
    wanted = skipped + PAGE + 1
    hits = record.search(asked.q, **asked.filters, limit=wanted if asked.sort is None else max(LEAFED, 4 * wanted))
    if asked.sort is not None:
        hits = [hit for hit in hits if hit.sort == asked.sort]
    shown = hits[skipped : skipped + PAGE]
    items = [item for hit in shown if (item := _item_of_hit(record, hit)) is not None]
    return Found(asked, tuple(items), follows(asked.page, len(hits) > skipped + PAGE), None)


def _item_of_hit(record: Record, hit: Hit) -> Item | None:
    try:
        noun = found(record, hit.id)
    except Missing:  # the record was assembled anew between the two questions
        return None
    item = item_of(noun if isinstance(noun, Document) else noun.claim)
    return Item(
        item.noun, item.id, item.sort, item.path, item.text, item.date, item.standing,
        tuple(marked(hit.snippet, hit.matches)), hit.snippet, hit.matches,
    )  # fmt: skip


def _dated(record: Record, asked: Asked) -> Iterator[Document]:
    for document in record.documents():
        published = document.article.published
        known = published.earliest is not None or published.latest is not None
        late = asked.after is None or (known and (published.latest is None or published.latest >= asked.after))
        early = asked.before is None or (known and (published.earliest is None or published.earliest <= asked.before))
        if late and early:
            yield document


# Parties and refusals -------------------------------------------------------------------------------------------------


def actors(record: Record, q: str) -> Actors:
    """The parties whose name or id begins so, those with most claims first."""
    most = 4 * PAGE
    entries = record.parties(q, limit=most + 1)
    return Actors(q, tuple(entries[:most]), len(entries) > most)


def refusals(record: Record, page: int) -> Refused:
    """One page of the sources that gave no article, and why."""
    skipped = (page - 1) * PAGE
    here = list(islice(record.refusals(), skipped, skipped + PAGE + 1))
    return Refused(tuple(here[:PAGE]), page, follows(page, len(here) > PAGE), record.counts().refusals)

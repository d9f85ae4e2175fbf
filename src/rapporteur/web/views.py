"""What the pages show, each ready to be set: frozen, and free of questions to the record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from rapporteur.model import Article, Claim, Commitment, DateRange, Document, Event, Evidence, Merged, Party, Refusal
from rapporteur.plain import one_line, sentence
from rapporteur.store import Counts, Dossier, PartyEntry
from rapporteur.store.coding import Sort, sort_of
from rapporteur.store.columns import date_of, parties_of
from rapporteur.web.asking import Asked
from rapporteur.web.marks import Paragraph
from rapporteur.web.words import ROLES, Standing, document_path, path_of, standing

Noun: TypeAlias = Claim | Document
LONGEST = 300  # characters of a claim in a list


@dataclass(frozen=True, slots=True)
class Item:
    """A claim or a document in a list. ``pieces`` are those of a snippet, each with whether it was searched for."""

    noun: Noun
    id: str
    sort: str
    path: str
    text: str
    date: DateRange
    standing: Standing | None = None
    pieces: tuple[tuple[str, bool], ...] = ()
    snippet: str | None = None
    matches: tuple[tuple[int, int], ...] = ()


def item_of(noun: Noun) -> Item:
    """A claim or document as an entry of a list."""
    if isinstance(noun, Document):
        return Item(
            noun, noun.article.id, "document", document_path(noun.article.id), title_of(noun), noun.article.published
        )
    text = sentence(noun)
    shown = text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
    return Item(noun, noun.id, sort_of(noun), path_of(noun), shown, date_of(noun), standing(noun))


def title_of(document: Document) -> str:
    """The headline, or else what the document is known by."""
    article = document.article
    return one_line(article.headline or article.url or article.source)


@dataclass(frozen=True, slots=True)
class Concern:
    """A document that needs a look, and why."""

    document: Document
    reasons: tuple[str, ...]

    @property
    def title(self) -> str:
        """Its headline."""
        return title_of(self.document)


@dataclass(frozen=True, slots=True)
class Review:
    """What needs a look: events on which sources differ, and documents. ``scanned`` of ``total`` were looked at."""

    conflicts: tuple[Event, ...]
    concerns: tuple[Concern, ...]
    scanned: int
    total: int


@dataclass(frozen=True, slots=True)
class Start:
    """The first page."""

    counts: Counts
    events: tuple[Item, ...]
    commitments: tuple[Item, ...]
    review: Review


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a search. ``total`` is None where it is not counted."""

    asked: Asked
    items: tuple[Item, ...]
    more: bool
    total: int | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence with its number on the page; ``placed`` where its words stand in the document's text."""

    number: int
    evidence: Evidence
    placed: bool
    of_status: bool = False


@dataclass(frozen=True, slots=True)
class Witness:
    """A document that carries a claim. ``document`` is None where it is no longer in the record."""

    id: str
    document: Document | None
    paragraphs: tuple[Paragraph, ...]
    pieces: tuple[Piece, ...]

    @property
    def title(self) -> str:
        """Its headline."""
        return title_of(self.document) if self.document else "A document that is no longer in the record"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field on which sources differ; each value with its evidence and the documents' titles."""

    field: str
    values: tuple[tuple[str, tuple[tuple[Evidence, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with its evidence in place. ``unshown`` counts documents beyond those shown."""

    merged: Merged
    standing: Standing
    witnesses: tuple[Witness, ...]
    unshown: int
    differences: tuple[Difference, ...]

    @property
    def claim(self) -> Claim:
        """The claim itself."""
        return self.merged.claim

    @property
    def sort(self) -> Sort:
        """Its sort."""
        return sort_of(self.claim)

    @property
    def date(self) -> DateRange:
        """Its date; of a commitment, when it is due."""
        return date_of(self.claim)

    @property
    def parties(self) -> list[tuple[str, list[Party]]]:
        """Who takes part, by role in words."""
        grouped: dict[str, list[Party]] = {}
        for role, party in parties_of(self.claim):
            grouped.setdefault(ROLES[role], []).append(party)
        return list(grouped.items())

    @property
    def copies(self) -> int:
        """How many of the documents shown are copies of another."""
        return sum(1 for w in self.witnesses if w.document and w.document.copy_of)


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim beside the text of a document, under the key of its marks; ``elsewhere`` counts other documents."""

    key: str
    item: Item
    asserted_by: tuple[str, ...]
    elsewhere: int
    placed: bool


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document with every claim marked in its text."""

    document: Document
    paragraphs: tuple[Paragraph, ...]
    entries: tuple[Entry, ...]
    original: Document | None

    @property
    def article(self) -> Article:
        """What the page says."""
        return self.document.article

    @property
    def title(self) -> str:
        """Its headline."""
        return title_of(self.document)


@dataclass(frozen=True, slots=True)
class Post:
    """An office in which a party was seen, with the first words that say so."""

    item: Item
    office: str
    body: str
    words: str
    document: str | None


@dataclass(frozen=True, slots=True)
class ActorView:
    """A party: its offices over time, its claims by what it does in them, and who stands beside it there."""

    dossier: Dossier
    posts: tuple[Post, ...]
    parts: tuple[tuple[str, tuple[Item, ...]], ...]
    company: tuple[tuple[Party, int], ...]
    page: int
    more: bool

    @property
    def party(self) -> PartyEntry:
        """Who it is."""
        return self.dossier.party


@dataclass(frozen=True, slots=True)
class Actors:
    """Parties whose name begins so."""

    q: str
    parties: tuple[PartyEntry, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """A page of what was not read at all."""

    refusals: tuple[Refusal, ...]
    page: int
    more: bool
    total: int


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is nothing to show, what to do, and which fields were wrong."""

    status: int
    title: str
    message: str
    advice: str = ""
    fields: tuple[tuple[str, str], ...] = field(default=())


def is_open(claim: Claim) -> bool:
    """Whether the claim is a commitment of which no page says what came of it."""
    return isinstance(claim, Commitment) and claim.status == "open"


def has_come_about(claim: Claim) -> bool:
    """Whether the claim is an event that is told as one that happened or goes on."""
    return isinstance(claim, Event) and claim.status in {"happened", "ongoing"}

"""What a record answers with, besides the nouns of ``model.py``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from rapporteur.model import DateRange, Merged, PartyKind
from rapporteur.store.coding import Sort

HitSort: TypeAlias = Literal["document"] | Sort


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the record holds: documents, those among them that are copies, assembled claims by sort, and refusals.

    ``refusals`` counts those of whole sources, not what was refused within a document.
    """

    documents: int
    copies: int
    events: int
    statements: int
    commitments: int
    tenures: int
    refusals: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One find. ``id`` is for ``Record.find``; ``date`` is that of the claim, or of the document's publication.

    ``snippet`` is a piece of the text, as it stands there; ``matches`` are the (start, end) of the words found in it.
    ``document`` is the document itself, or the first one that evidences the claim.
    """

    id: str
    sort: HitSort
    title: str
    date: DateRange
    snippet: str
    matches: tuple[tuple[int, int], ...]
    document: str | None


@dataclass(frozen=True, slots=True)
class PartyEntry:
    """One party of the record, and in how many assembled claims it takes part."""

    id: str
    name: str
    kind: PartyKind
    country: str | None
    claims: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """A party: in which offices it was seen, the claims in which it takes part, and its tenures.

    ``claims`` are those asked for (limit, offset), newest first; ``party.claims`` is the number of all of them.
    """

    party: PartyEntry
    offices: tuple[str, ...]
    claims: tuple[Merged, ...]
    tenures: tuple[Merged, ...]

"""The JSON twin of each page, made of the lines of the export (``export/paper.py``) and what stands around them.

Absent means unknown, as there.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, TypeAlias

from rapporteur.export.paper import Paper, on_paper
from rapporteur.model import Claim, Commitment, Document, Merged, Refusal, Tenure
from rapporteur.store import PartyEntry
from rapporteur.web.views import (
    Actors,
    ActorView,
    ClaimView,
    DocumentView,
    Failure,
    Found,
    Item,
    Refused,
    Review,
    Start,
)
from rapporteur.web.words import document_path

Json: TypeAlias = dict[str, Any]


def start(view: Start) -> Json:
    """The first page: counts, claims, and what needs a look."""
    return {
        "counts": asdict(view.counts),
        "latest_events": [on_paper(_claim(item)) for item in view.events],
        "open_commitments": [on_paper(_claim(item)) for item in view.commitments],
        "review": review(view.review),
    }


def review(view: Review) -> Json:
    """What needs a look."""
    return {
        "conflicts": [on_paper(event) for event in view.conflicts],
        "documents": [{**_head(concern.document), "reasons": list(concern.reasons)} for concern in view.concerns],
        "looked_through": view.scanned,
        "documents_in_record": view.total,
    }


def search(view: Found) -> Json:
    """One page of a search."""
    asked = {name: value for name, value in view.asked.model_dump(mode="json").items() if value not in (None, "")}
    total = {} if view.total is None else {"total": view.total}
    return {"asked": asked, **total, "more": view.more, "found": [_found(item) for item in view.items]}


def claim(view: ClaimView) -> Json:
    """A claim: its line in the export, the page claims it was merged from, the reasons, and its documents."""
    own = () if isinstance(view.claim, Tenure) else view.claim.why
    return {
        "claim": on_paper(view.claim),
        "members": list(view.merged.members),
        "merged_because": list(view.merged.reasons),
        "why": list(own),
        "documents": [_head(witness.document) for witness in view.witnesses if witness.document is not None],
    }


def document(view: DocumentView) -> Json:
    """A document: its line in the export, the lines left out of the body, and the claims that it carries."""
    return {
        "document": on_paper(view.document),
        "lines": [{"role": line.role, "text": line.text} for line in view.article.lines],
        "claims": [on_paper(_claim(entry.item)) for entry in view.entries],
    }


def actor(view: ActorView) -> Json:
    """A party: who it is, its offices, one page of its claims, and who takes part in them with it."""
    company = [{"party": party.id, "name": party.name, "claims": number} for party, number in view.company]
    return {
        "party": _party(view.party),
        "offices": list(view.dossier.offices),
        "tenures": [_merged(merged) for merged in view.dossier.tenures],
        "claims": [on_paper(_claim(item)) for _, items in view.parts for item in items],
        "with": company,
        "page": view.page,
        "more": view.more,
    }


def actors(view: Actors) -> Json:
    """Parties by the beginning of their name."""
    return {"parties": [_party(entry) for entry in view.parties], "more": view.more}


def refusals(view: Refused) -> Json:
    """What was not read."""
    return {
        "refusals": [_refusal(refusal) for refusal in view.refusals],
        "total": view.total,
        "page": view.page,
        "more": view.more,
    }


def failure(view: Failure) -> Json:
    """Why there is no answer."""
    told = " ".join(filter(None, (view.message, view.advice)))
    return {"detail": told, "fields": [{"field": name, "message": message} for name, message in view.fields]}


def _claim(item: Item) -> Claim:
    if isinstance(item.noun, Document):
        raise TypeError("a document stands where only claims do")
    return item.noun


def _merged(merged: Merged) -> Paper:
    return on_paper(merged.claim)


def _head(noun: Document) -> Json:
    """What is known of a document, without its text."""
    paper = on_paper(noun)
    kept = ("id", "headline", "publisher", "agency", "published", "url", "source_file", "copy_of")
    return {**{key: paper[key] for key in kept if key in paper}, "path": document_path(noun.article.id)}


def _found(item: Item) -> Json:
    paper = on_paper(item.noun)
    day = paper.get("published") or paper.get("due") or paper.get("seen") or paper.get("date")
    told: Json = {"record": item.sort, "id": item.id, "path": item.path, "text": item.text, "date": day}
    if isinstance(item.noun, Commitment) or item.sort == "event":
        told["status"] = paper["status"]
    if item.snippet is not None:
        told |= {"snippet": item.snippet, "matches": [list(match) for match in item.matches]}
    return told


def _party(entry: PartyEntry) -> Json:
    return {key: value for key, value in asdict(entry).items() if value is not None}


def _refusal(refusal: Refusal) -> Json:
    return {key: value for key, value in asdict(refusal).items() if value is not None}

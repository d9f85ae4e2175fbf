"""The words in which pages tell what a claim is: its status and who stands for it, its dates, its roles. Pure."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlsplit

from rapporteur.model import (
    Claim,
    Commitment,
    CommitmentStatus,
    DateRange,
    Event,
    Evidence,
    LineRole,
    Manner,
    Statement,
    Status,
)
from rapporteur.plain import listed, one_line
from rapporteur.store.coding import sort_of

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

LETTERS = {"event": "E", "statement": "S", "commitment": "C", "tenure": "T"}  # of a claim's key in a text

ROLES = {
    "actor": "Actor",
    "recipient": "Recipient",
    "speaker": "Speaker",
    "addressee": "Addressed to",
    "about": "About",
    "by": "By",
    "to": "To",
    "holder": "Holder",
}

LINE_ROLES: dict[LineRole, str] = {
    "headline": "headline",
    "alternative-headline": "second headline",
    "kicker": "line above the headline",
    "author": "author",
    "agency": "agency",
    "dateline": "dateline",
    "date": "date",
    "caption": "caption",
    "body": "body",
    "crosshead": "heading in the text",
    "list-item": "list item",
    "quote": "quotation set apart",
    "boilerplate": "belongs to the site",
    "other-story": "about another story",
    "comment": "comment",
}

_EVENT: dict[Status, tuple[str, str]] = {
    "happened": ("Happened", ""),
    "ongoing": ("Going on", ""),
    "planned": ("Planned", "Announced or expected; not known to have happened."),
    "hypothetical": ("Only supposed", "Spoken of as a possibility; not said to have happened."),
    "denied": ("Denied", "Told as something that did not happen."),
    "cancelled": ("Cancelled", "Called off; it did not happen as planned."),
}
_COMMITMENT: dict[CommitmentStatus, tuple[str, str]] = {
    "open": ("Open", "No page of this record says what came of it."),
    "kept": ("Kept", ""),
    "partly": ("Partly kept", ""),
    "postponed": ("Postponed", ""),
    "declined": ("Declined", ""),
    "missed": ("Missed", "The time for it passed, and it did not come about."),
    "unknown": ("Outcome unknown", ""),
}
_MANNER: dict[Manner, str] = {
    "direct": "Quoted word for word",
    "indirect": "Reported, not quoted",
    "mixed": "Reported, partly quoted",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a claim stands: a key for the style sheet, the words that say it, and a sentence that says more."""

    key: str
    label: str
    note: str = ""


def standing(claim: Claim) -> Standing:
    """Whether the claim happened, is planned, denied or supposed, or what became of it, and who says so."""
    if isinstance(claim, Event):
        label, note = _EVENT[claim.status]
        return _according(Standing(claim.status, label, note), claim)
    if isinstance(claim, Commitment):
        label, note = _COMMITMENT[claim.status]
        return _according(Standing(claim.status, label, note), claim)
    if isinstance(claim, Statement):
        return Standing(claim.manner, _MANNER[claim.manner])
    return Standing("seen", "Seen in office")


def asserters(evidence: tuple[Evidence, ...]) -> tuple[str, ...]:
    """The names of the parties that assert it, each once; empty where an outlet says so in its own name."""
    if not evidence or any(piece.asserted_by is None for piece in evidence):
        return ()
    return tuple(dict.fromkeys(piece.asserted_by.name for piece in evidence if piece.asserted_by is not None))


def _according(plain: Standing, claim: Event | Commitment) -> Standing:
    names = asserters(claim.evidence)
    if not names:
        return plain
    shown = listed([one_line(name) for name in names[:3]]) + (" and others" if len(names) > 3 else "")
    label = f"{plain.label} by {shown}" if plain.key == "denied" else f"{plain.label}, according to {shown}"
    own = "Asserted by those named only; no outlet says so in its own name."
    return Standing(plain.key if plain.key != "happened" else "asserted", label, f"{plain.note} {own}".strip())


def path_of(claim: Claim) -> str:
    """The address of the claim's page."""
    return own_path(f"{sort_of(claim)}s", claim.id)


def own_path(sort: str, id: str) -> str:
    """The address of the claim with this id; ``sort`` in the plural."""
    return f"/{sort}/{quote(id, safe='')}"


def actor_path(party_id: str) -> str:
    """The address of a party's page; its id may hold slashes."""
    return f"/actors/{quote(party_id, safe='/')}"


def document_path(document_id: str) -> str:
    """The address of a document's page."""
    return f"/documents/{quote(document_id, safe='')}"


def outward(url: str | None) -> str | None:
    """``url`` if it may be made a link: an http or https address with a host and without white space; else None."""
    if not url or any(c.isspace() or not c.isprintable() for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def days(range_: DateRange) -> str:
    """The days as one writes them: "4 March 2021", "4–6 March 2021", "March 2021", "2022", "by 4 March 2021"."""
    earliest, latest = range_.earliest, range_.latest
    if earliest is None and latest is None:
        return "date unknown"
    if earliest is None or latest is None:
        return f"by {_day(latest)}" if latest else f"from {_day(earliest or date.min)} on"
    if earliest == latest:
        return _day(earliest)
    whole = _whole(earliest, latest)
    return whole or _from_to(earliest, latest)


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _whole(earliest: date, latest: date) -> str | None:
    """The name of a year or a month that the interval fills."""
    if earliest.day != 1 or earliest.year != latest.year:
        return None
    if (earliest.month, latest.month, latest.day) == (1, 12, 31):
        return str(earliest.year)
    fills = earliest.month == latest.month and latest.day == monthrange(latest.year, latest.month)[1]
    return f"{MONTHS[earliest.month - 1]} {earliest.year}" if fills else None


def _from_to(earliest: date, latest: date) -> str:
    if earliest.year != latest.year:
        return f"{_day(earliest)} – {_day(latest)}"
    if earliest.month != latest.month:
        return f"{earliest.day} {MONTHS[earliest.month - 1]} – {_day(latest)}"
    return f"{earliest.day}–{_day(latest)}"

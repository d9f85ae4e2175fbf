"""What of a claim can be searched: the columns beside its JSON, worked out here and nowhere else. Pure.

| sort | type | status | date |
|---|---|---|---|
| event | its type, CONSULT | its status, happened | of the event |
| statement | manner, direct | stance, opposes | of the statement |
| commitment | action, exercise | its status, open | due |
| tenure | office, Minister of Defence | "" | seen |
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from rapporteur.model import Claim, Commitment, DateRange, Event, Party, Place, Statement, Tenure

TITLE_LENGTH = 160
Roles: TypeAlias = tuple[tuple[str, Party], ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """What is searched of one claim. ``parties`` are (role, party); ``text`` the words of the evidence."""

    type: str
    status: str
    date: DateRange
    title: str
    text: str
    keywords: str
    parties: Roles
    countries: tuple[str, ...]


def columns_of(claim: Claim) -> Columns:
    """The searched columns of ``claim``."""
    kind, status = _type_and_status(claim)
    parties = parties_of(claim)
    return Columns(
        type=kind,
        status=status,
        date=date_of(claim),
        title=title_of(claim),
        text="\n".join(_unique(e.text for e in claim.evidence)),
        keywords=" · ".join(_keywords(claim, parties)),
        parties=parties,
        countries=_countries(claim, parties),
    )


def date_of(claim: Claim) -> DateRange:
    """The date by which the claim is found and sorted; see the table above."""
    if isinstance(claim, Commitment):
        return claim.due
    if isinstance(claim, Tenure):
        return claim.seen
    return claim.date


def parties_of(claim: Claim) -> Roles:
    """Who takes part, with the role. Whoever merely asserts a claim takes no part in it."""
    if isinstance(claim, Event):
        return (*_as("actor", claim.actors), *_as("recipient", claim.recipients))
    if isinstance(claim, Statement):
        return (("speaker", claim.speaker), *_as("addressee", claim.addressees), *_as("about", claim.about))
    if isinstance(claim, Commitment):
        return (*_as("by", claim.by), *_as("to", claim.to))
    holder = Party(claim.person, claim.person, claim.person, "person", claim.country, claim.office)
    return (("holder", holder),)


def title_of(claim: Claim) -> str:
    """One line that tells the claim apart from others in a list, without judgement; not for quoting."""
    if isinstance(claim, Event):
        line = f"{claim.type}{f' {claim.mode}' if claim.mode else ''} ({claim.status}): {_names(claim.actors)}"
        line += f" → {_names(claim.recipients)}" if claim.recipients else ""
    elif isinstance(claim, Statement):
        line = f"{claim.speaker.name} · {claim.text}"
    elif isinstance(claim, Commitment):
        line = f"{_names(claim.by)} · {claim.strength} ({claim.status}): {claim.what}"
    else:
        line = ", ".join(part for part in (claim.person, claim.office, claim.country or claim.organization) if part)
    line = " ".join(line.split())
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1].rstrip() + "…"


def _type_and_status(claim: Claim) -> tuple[str, str]:
    if isinstance(claim, Event):
        return claim.type, claim.status
    if isinstance(claim, Statement):
        return claim.manner, claim.stance
    if isinstance(claim, Commitment):
        return claim.action, claim.status
    return claim.office, ""


def _as(role: str, parties: tuple[Party, ...]) -> Roles:
    return tuple((role, party) for party in parties)


def _names(parties: tuple[Party, ...]) -> str:
    return ", ".join(party.name for party in parties) or "unknown"


def _unique(texts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _place(claim: Claim) -> Place | None:
    return claim.place if isinstance(claim, Event | Commitment) else None


def _keywords(claim: Claim, parties: Roles) -> tuple[str, ...]:
    place = _place(claim)
    forum = claim.forum if isinstance(claim, Event) else None
    issues = claim.issues if isinstance(claim, Event | Statement) else ()
    words: list[str | None] = [text for _, party in parties for text in (party.name, party.as_written, party.office)]
    words += [place.name if place else None, forum.name if forum else None, *issues]
    if isinstance(claim, Tenure):
        words.append(claim.organization)
    return _unique(words)


def _countries(claim: Claim, parties: Roles) -> tuple[str, ...]:
    place = _place(claim)
    found = {party.country for _, party in parties} | {place.country if place else None}
    return tuple(sorted(country for country in found if country))

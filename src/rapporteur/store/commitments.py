"""Undertakings as a record is asked for them: by due day, status, party, issue, strength. Reads only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

from rapporteur.errors import RecordError
from rapporteur.model import Commitment, CommitmentStatus, Party, Strength
from rapporteur.store.issues import issue_of, signals
from rapporteur.world import Issue, load

if TYPE_CHECKING:
    from rapporteur.store.record import Record


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of undertakings; every part that is not None must hold.

    ``due_after`` and ``due_before`` are inclusive days between which the undertaking is due; one without a known due
    day is left out where either is given. ``by`` and ``to`` are a party's id, its name or a part of it made of whole
    words, or a country's code, which also stands for the persons and bodies of that country. ``issue`` must be named
    in the sentence.
    """

    due_after: date | None = None
    due_before: date | None = None
    status: CommitmentStatus | None = None
    by: str | None = None
    to: str | None = None
    issue: Issue | None = None
    strength: Strength | None = None


def wanted(
    due_after: date | None = None,
    due_before: date | None = None,
    *,
    status: str | None = None,
    by: str | None = None,
    to: str | None = None,
    issue: str | None = None,
    strength: str | None = None,
    world: Path | None = None,
) -> Wanted:
    """What is asked in words, checked; ``world`` is a folder of the user's own tables, for its issues.

    Raises ``RecordError`` with those that there are for a status, a strength or an issue that there is not.
    """
    return Wanted(
        due_after,
        due_before,
        cast(CommitmentStatus | None, _known("status", status, get_args(CommitmentStatus))),
        by,
        to,
        issue_of(issue, load(world)) if issue is not None else None,
        cast(Strength | None, _known("strength", strength, get_args(Strength))),
    )


def _known(sort: str, value: str | None, known: tuple[str, ...]) -> str | None:
    if value is not None and value not in known:
        raise RecordError(f"there is no {sort} {value!r}; it is one of {', '.join(known)}")
    return value


def undertakings(record: Record, asked: Wanted) -> list[Commitment]:
    """The undertakings that are wanted, those due first before the others, of unknown due day last."""
    found = [c for c in _claims(record) if _is_wanted(c, asked)]
    return sorted(found, key=lambda c: (_due(c) is None, _due(c) or date.max, c.id))


def is_party(party: Party, asked: str) -> bool:
    """Whether a party is the one asked for: by id, by name or whole words of it, or by its country's code."""
    if asked in (party.id, party.country) or asked.upper() == party.country:
        return True
    words = f" {' '.join(party.name.casefold().split())} "
    return f" {' '.join(asked.casefold().split())} " in words


def _claims(record: Record) -> Iterator[Commitment]:
    return (m.claim for m in record.assembled("commitment") if isinstance(m.claim, Commitment))


def _due(c: Commitment) -> date | None:
    return c.due.latest if c.due.basis != "unknown" else None


def _is_wanted(c: Commitment, asked: Wanted) -> bool:
    if asked.status not in (None, c.status) or asked.strength not in (None, c.strength):
        return False
    due = _due(c)
    if due is None and (asked.due_after or asked.due_before):
        return False
    if due is not None and not (asked.due_after or due) <= due <= (asked.due_before or due):
        return False
    for party, parties in ((asked.by, c.by), (asked.to, c.to)):
        if party is not None and not any(is_party(p, party) for p in parties):
            return False
    words = signals(asked.issue) if asked.issue else None
    return words is None or any(words.search(e.text) for e in c.evidence)

"""The page of positions: where states and organisations stand on an issue, and the sentences behind each cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Any, TypeAlias

from fastapi import Query
from pydantic import BaseModel, ConfigDict, model_validator

from rapporteur import settings
from rapporteur.errors import RecordError
from rapporteur.ledger import Sentences, Told
from rapporteur.model import Stance
from rapporteur.store import Record
from rapporteur.store.issues import issue_of
from rapporteur.store.positions import (
    STANCES,
    Alignment,
    Change,
    Holder,
    Position,
    Positions,
    alignments,
    changes,
    positions,
)
from rapporteur.web.asking import Day, Text
from rapporteur.web.single import Missing
from rapporteur.world import Issue, World, load

MOST = 20  # sentences behind one cell
LONGEST = 200  # lines of changes and of alignments


class AskedIssue(BaseModel):
    """An issue by its id or name, and days between which claims can lie; without an issue, the list of them."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    issue: Text = None
    since: Day = None
    until: Day = None

    @model_validator(mode="after")
    def _in_order(self) -> AskedIssue:
        if self.since and self.until and self.since > self.until:
            raise ValueError("the first day is later than the last; exchange them")
        return self


@dataclass(frozen=True, slots=True)
class Said:
    """A position with the sentence that shows it."""

    position: Position
    told: Told


@dataclass(frozen=True, slots=True)
class Cell:
    """What one holder said with one stance; ``key`` leads to it, ``count`` tells of more than are shown."""

    key: str
    stance: Stance
    count: int
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A holder, and its cell for each stance, None where it was silent."""

    holder: Holder
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class PositionsView:
    """The matrix of an issue; ``issue`` is None, and all else empty, where none was asked for."""

    issues: tuple[Issue, ...]
    issue: Issue | None = None
    since: date | None = None
    until: date | None = None
    rows: tuple[Row, ...] = ()
    unplaced: int = 0
    changes: tuple[Change, ...] = ()
    alignments: tuple[Alignment, ...] = ()

    @property
    def stances(self) -> tuple[Stance, ...]:
        """The columns."""
        return STANCES


def view(record: Record, asked: AskedIssue) -> PositionsView:
    """Where everybody stands on the issue asked for. Raises ``Missing`` where there is no such issue."""
    world = load(settings.load().world)
    issues = tuple(sorted(world.issues, key=lambda issue: issue.name))
    if asked.issue is None:
        return PositionsView(issues)
    issue = _issue(asked.issue, world)
    found = positions(record, issue, world, asked.since, asked.until)
    return PositionsView(
        issues,
        issue,
        asked.since,
        asked.until,
        rows=_rows(found, Sentences(record)),
        unplaced=found.unplaced,
        changes=changes(found.positions)[:LONGEST],
        alignments=alignments(found.positions)[:LONGEST],
    )


def _issue(name: str, world: World) -> Issue:
    try:
        return issue_of(name, world)
    except RecordError as error:
        raise Missing(str(error)) from error


def _rows(found: Positions, sentences: Sentences) -> tuple[Row, ...]:
    return tuple(
        Row(holder, tuple(_cell(f"{n}-{stance}", stance, row, sentences) for stance in STANCES))
        for n, (holder, row) in enumerate(found.cells.items(), 1)
    )


def _cell(key: str, stance: Stance, row: Mapping[Stance, tuple[Position, ...]], sentences: Sentences) -> Cell | None:
    held = row.get(stance)
    if not held:
        return None
    newest = sorted(held, key=lambda p: (p.date.latest or date.min, p.claim), reverse=True)[:MOST]
    return Cell(key, stance, len(held), tuple(Said(p, sentences.told(p.evidence)) for p in newest))


# As data ------------------------------------------------------------------------------------------------------------


def twin(shown: PositionsView) -> dict[str, Any]:
    """The page as data: rows of the matrix with the positions behind each cell; alignments with their intervals."""
    if shown.issue is None:
        return {"issues": [_head(issue) for issue in shown.issues]}
    days = {"since": shown.since, "until": shown.until}
    return {
        "issue": _head(shown.issue),
        **{name: day.isoformat() for name, day in days.items() if day},
        "rows": [_row(row) for row in shown.rows],
        "unplaced": shown.unplaced,
        "changes": [
            {"earlier": _position(c.earlier), "later": _position(c.later)} for c in shown.changes
        ],
        "alignments": [
            {
                "one": asdict(a.one), "other": asdict(a.other), "same": a.same, "shared": a.shared,
                "low": round(a.low, 4), "high": round(a.high, 4),
            }
            for a in shown.alignments
        ],
    }  # fmt: skip


def _head(issue: Issue) -> dict[str, str]:
    return {"id": issue.id, "name": issue.name}


def _row(row: Row) -> dict[str, Any]:
    cells = [
        {
            "stance": cell.stance,
            "count": cell.count,
            "said": [{**_position(s.position), "sentence": s.told.sentence, "page": s.told.page} for s in cell.said],
        }
        for cell in row.cells
        if cell is not None
    ]
    return {"holder": asdict(row.holder), "cells": cells}


def _position(p: Position) -> dict[str, Any]:
    days = {"earliest": p.date.earliest, "latest": p.date.latest}
    known = {name: day.isoformat() for name, day in days.items() if day}
    return {
        "claim": p.claim,
        "toward": p.toward,
        "stance": p.stance,
        **({"words": p.words} if p.words else {}),
        "date": {**known, "basis": p.date.basis, "why": list(p.date.why)},
        "speaker": p.speaker.name,
    }


Issued: TypeAlias = Annotated[AskedIssue, Query()]

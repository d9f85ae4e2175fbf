"""A row of a table becomes a page: its text, and what its other cells say of it."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from rapporteur.model import Page, Refusal, Witness, WitnessRole
from rapporteur.read.address import is_web_address
from rapporteur.read.columns import Chosen
from rapporteur.read.content import page_of
from rapporteur.read.place import Job, refused_at

ORIGIN = "table"
_LONGEST_CELL = 1_000  # characters of a title, a name, a date or an address
_MOST_AUTHORS = 20
_EPOCH = range(315_532_800, 4_102_444_800)  # seconds since 1970 that are read as a time: 1980 to 2100
_ROLES: tuple[tuple[str, WitnessRole], ...] = (
    ("title", "title"), ("author", "author"), ("publisher", "publisher"), ("published", "published"),
    ("updated", "updated"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row by column, and the row's own address."""

    cells: Mapping[str, object]
    address: str


def page_in(row: Row, chosen: Chosen, job: Job) -> Page | Refusal:
    """The page that a row holds."""
    text = row.cells.get(chosen.text)
    if not isinstance(text, str | bytes) or not text.strip():
        return refused_at(row.address, f"the column {chosen.text!r} is empty or no text in this row; check the table")
    data = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
    limit = job.limits.page_limit
    if len(data) > limit:
        return refused_at(row.address, f"over the limit of {limit:,} bytes for one page; raise RAPPORTEUR_PAGE_LIMIT")
    charset = "utf-8" if isinstance(text, str) else None
    crawled = _moment(_cell(row, chosen.crawled))
    page = page_of(
        data, row.address, limits=job.limits, url=_address(_cell(row, chosen.url)), charset=charset, fetched=crawled,
        witnesses=_witnesses(row, chosen),
    )  # fmt: skip
    return page if isinstance(page, Refusal) else replace(page, sha256=_digest(row, chosen))


def _cell(row: Row, column: str | None) -> object:
    return row.cells.get(column) if column is not None else None


def _witnesses(row: Row, chosen: Chosen) -> tuple[Witness, ...]:
    found: list[Witness] = []
    for column, role in _ROLES:
        cell = _cell(row, getattr(chosen, column))
        several = cell[:_MOST_AUTHORS] if isinstance(cell, list) and role == "author" else [cell]
        texts = [_day(c) if role in {"published", "updated"} else _text(c) for c in several]
        found.extend(Witness(role, text, ORIGIN) for text in texts if text)
    return tuple(found)


def _text(cell: object) -> str:
    """A cell as a short text of one line; nothing where it is empty, too long, or no text."""
    folded = " ".join(cell.split()) if isinstance(cell, str) else ""
    return folded.encode("utf-8", "replace").decode() if len(folded) <= _LONGEST_CELL else ""


def _day(cell: object) -> str:
    """A date as the cell says it; seconds since 1970, and what a Parquet file knows as a time, in ISO 8601."""
    moment = _moment(cell) if not isinstance(cell, str) else None
    if moment is not None:
        return moment.isoformat()
    return cell.isoformat() if isinstance(cell, date) else _text(cell)


def _moment(cell: object) -> datetime | None:
    """A cell as a moment; None where it does not say one in ISO 8601 or in seconds since 1970."""
    if isinstance(cell, str):
        try:
            cell = datetime.fromisoformat(cell.strip())
        except ValueError:
            return None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        seconds = cell / 1000 if abs(cell) > _EPOCH.stop else cell
        inside = not math.isnan(seconds) and _EPOCH.start <= seconds < _EPOCH.stop
        return datetime.fromtimestamp(seconds, UTC) if inside else None
    if isinstance(cell, datetime):
        return cell if cell.tzinfo is not None else cell.replace(tzinfo=UTC)
    return None


def _address(cell: object) -> str | None:
    """The web address that a cell holds; None where it is none."""
    text = _text(cell)
    return text if is_web_address(text) else None


def _digest(row: Row, chosen: Chosen) -> str:
    """The digest of the cells that were used: a corrected date makes a row a new one."""
    told = "\x1f".join(f"{name}\x1e{row.cells.get(name)!r}" for name in chosen.names)
    return hashlib.sha256(told.encode("utf-8", "backslashreplace")).hexdigest()

"""CSV: a folder of tables for spreadsheets and statistics, joined by ids.

UTF-8 without a mark at the start, commas, line ends as RFC 4180 has them. An empty cell means unknown; countries, types
and offices stand as codes and words, never as numbers. Lists of words in one cell are parted by "; ". A text that a
spreadsheet would run as a formula gets an apostrophe before it; the JSON Lines export has it as it was.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO, TypeAlias

from rapporteur.errors import RapporteurError
from rapporteur.export.files import whole_file
from rapporteur.export.paper import CLAIM_NAMES, Source
from rapporteur.export.tables import TABLES, Cell, Row, rows_of_claim, rows_of_document, rows_of_refused
from rapporteur.model import Refusal

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # the wide ones count in some locales
_Writer: TypeAlias = Any  # csv.writer has no public type


def write(record: Source, output: Path | TextIO) -> int:
    """Writes the tables into the folder ``output``, made if need be; gives the number of rows.

    Raises ``RapporteurError`` where ``output`` is a stream or a file, or cannot be written. Other files in the folder
    are left alone; tables of a former export are replaced.
    """
    if not isinstance(output, Path):
        raise RapporteurError("csv writes a folder of tables, not a stream; name a folder")
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RapporteurError(f"{output} cannot be a folder of tables: {error.strerror}") from error
    with ExitStack() as stack:
        files = {name: stack.enter_context(whole_file(output / f"{name}.csv")) for name in TABLES}
        return _write(_rows(record), {name: _start(file, name) for name, file in files.items()})


def defuse(cell: Cell) -> Cell:
    """The cell, with an apostrophe before a text that a spreadsheet would take for a formula. Numbers stay numbers."""
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return "'" + cell
    return cell


def _start(file: TextIO, table: str) -> _Writer:
    writer = csv.writer(file)
    writer.writerow(TABLES[table])
    return writer


def _write(rows: Iterable[Row], writers: dict[str, _Writer]) -> int:
    number = 0
    for row in rows:
        writers[row.table].writerow([defuse(cell) for cell in row.cells])
        number += 1
    return number


def _rows(record: Source) -> Iterator[Row]:
    refused: dict[str | None, list[Refusal]] = {}  # those of whole sources: few, and small
    for refusal in record.refusals():
        refused.setdefault(refusal.source, []).append(refusal)
    for document in record.documents():
        yield from rows_of_document(document, refused.pop(document.article.source, []))
    for source, refusals in refused.items():
        yield from rows_of_refused(source, refusals)
    for sort in CLAIM_NAMES:
        for merged in record.assembled(sort):
            yield from rows_of_claim(merged.claim)

"""Tables of pages as text: one JSON object a line, or columns parted by commas, semicolons or tabs.

A row is held in memory at a time. A row that cannot be read is refused and the next one read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from rapporteur.errors import SourceError
from rapporteur.model import Page, Refusal
from rapporteur.read.charset import charset_of
from rapporteur.read.columns import choose, delimiter_of, json_row
from rapporteur.read.place import Item, Job, Place, refused_at
from rapporteur.read.rows import Row, page_in
from rapporteur.read.streams import HEAD

_ROOM = 1_000_000  # characters of a row beside its text
_LOOKED = 100  # rows that may lack the column with text before the whole is refused


def read_jsonl(stream: io.BufferedReader, place: Place, job: Job) -> Iterator[Item]:
    """The pages of a file with a JSON object a line; a row's address is the number of its line.

    Each row has its own columns: what a row does not say is often left out. If the first rows have no text at all, the
    whole is refused.
    """
    waiting: list[Item] = []  # what is refused before the first row with a text
    found = False
    for number, line in enumerate(_lines(_text(stream), job), 1):
        if line is not None and not line.strip():
            continue
        item = _json_item(line, place.at(str(number)), job)
        found = found or isinstance(item, Page)
        waiting.append(item)
        if not found and len(waiting) > _LOOKED:
            break
        if found:
            yield from waiting
            waiting.clear()
    if waiting and not found:
        yield waiting[0] if len(waiting) == 1 else place.refusal(_no_rows(waiting))


def _no_rows(waiting: list[Item]) -> str:
    first = next((item.reason for item in waiting if isinstance(item, Refusal)), "")
    return f"none of its rows is a page; the first: {first}"


def _json_item(line: str | None, address: str, job: Job) -> Item:
    row = json_row(line) if line is not None else None
    if row is None:
        told = "the line is no JSON object" if line is not None else "the line is too long"
        return refused_at(address, f"{told}; check how the file was written")
    try:
        chosen = choose(list(row), job.limits.columns, sparse=True)
    except SourceError as error:
        return refused_at(address, str(error))
    return page_in(Row(row, address), chosen, job)


def read_csv(stream: io.BufferedReader, place: Place, job: Job) -> Iterator[Item]:
    """The pages of a table whose first row names the columns; a row's address is its number, that row not counted."""
    csv.field_size_limit(job.limits.page_limit + _ROOM)
    lines = (line if line is not None else "" for line in _lines(_text(stream), job))
    head = next((line for line in lines if line.strip()), "")
    delimiter = delimiter_of(head) or ","
    names = [name.strip() for name in next(csv.reader([head], delimiter=delimiter), [])]
    chosen = choose(names, job.limits.columns)
    reader = csv.reader(lines, delimiter=delimiter)
    number = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            number += 1
            yield refused_at(place.at(str(number)), f"the row cannot be read ({error}); check its quotation marks")
            continue
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            continue
        number += 1
        if len(cells) != len(names):
            told = f"the row has {len(cells)} cells and the head {len(names)}; check its quotation marks"
            yield refused_at(place.at(str(number)), told)
            continue
        yield page_in(Row(dict(zip(names, cells, strict=True)), place.at(str(number))), chosen, job)


def _text(stream: io.BufferedReader) -> io.TextIOWrapper:
    charset = charset_of(stream.peek(HEAD)[:HEAD], "text")
    return io.TextIOWrapper(stream, encoding=charset, errors="replace", newline="")


def _lines(text: io.TextIOWrapper, job: Job) -> Iterator[str | None]:
    """The lines with their ends; None in the place of one that is longer than a page may be."""
    most = job.limits.page_limit + _ROOM
    while line := text.readline(most):
        if len(line) < most or line.endswith("\n"):
            yield line
            continue
        while (rest := text.readline(most)) and not rest.endswith("\n"):
            pass
        yield None

"""Parquet tables of pages; needs pyarrow (``pip install 'rapporteur[tables]'``)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from rapporteur.errors import SourceError
from rapporteur.read.columns import choose
from rapporteur.read.place import Item, Job, Place
from rapporteur.read.rows import Row, page_in

_BATCH = 32  # rows held in memory at a time, beside the stretch of the file that they are packed in
_MOST_UNPACKED = 2_000_000_000  # bytes of one row group's columns, as the file itself says


def read(stream: io.BufferedReader, place: Place, job: Job) -> Iterator[Item]:
    """The pages of a Parquet table; a row's address is its number, from 1. Only the columns that are used are read."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise SourceError(
            "a Parquet table; install pyarrow (pip install 'rapporteur[tables]'), or save it as CSV or JSON lines"
        ) from error
    if not stream.seekable():
        raise SourceError("a Parquet table in an archive; unpack it first")
    try:
        with parquet.ParquetFile(stream, pre_buffer=False) as file:
            yield from _rows(file, place, job)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        told = " ".join(str(error).split())[:200]
        raise SourceError(f"the Parquet table is damaged ({told}); write it again") from error


def _rows(file: Any, place: Place, job: Job) -> Iterator[Item]:
    chosen = choose(list(file.schema_arrow.names), job.limits.columns)
    number = 0
    for group in range(file.num_row_groups):
        _check_size(file, group, chosen.names)
        for batch in file.iter_batches(_BATCH, row_groups=[group], columns=list(chosen.names)):
            for cells in batch.to_pylist():
                number += 1
                yield page_in(Row(cells, place.at(str(number))), chosen, job)


def _check_size(file: Any, group: int, names: tuple[str, ...]) -> None:
    about = file.metadata.row_group(group)
    columns = [about.column(i) for i in range(about.num_columns)]
    size = sum(c.total_uncompressed_size for c in columns if c.path_in_schema.split(".")[0] in names)
    if size > _MOST_UNPACKED:
        raise SourceError(f"a row group unpacks to {size:,} bytes; write the table with smaller row groups")

"""JSON Lines: one object a line, as DESIGN and ``schema/record.schema.json`` have it.

Documents first, then events, statements, commitments and tenures, each by id. The same record gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TextIO

from rapporteur.export.files import whole_file
from rapporteur.export.paper import CLAIM_NAMES, Source, on_paper
from rapporteur.model import Claim, Document


def write(record: Source, output: Path | TextIO) -> int:
    """Writes the record to a file or an open text stream; gives the number of lines.

    Raises ``RapporteurError`` where the file cannot be written.
    """
    if isinstance(output, Path):
        with whole_file(output) as file:
            return _write(record, file)
    return _write(record, output)


def lines(record: Source) -> Iterator[str]:
    """The lines of the export, without line ends."""
    claims = (merged.claim for sort in CLAIM_NAMES for merged in record.assembled(sort))
    for noun in chain[Document | Claim](record.documents(), claims):
        yield json.dumps(on_paper(noun), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _write(record: Source, file: TextIO) -> int:
    number = 0
    for line in lines(record):
        file.write(line + "\n")
        number += 1
    return number

"""The only reader of environment and configuration.

Each setting has one name, one default and one line that says what it is for. Environment variables are
``RAPPORTEUR_`` followed by the field's name in capitals.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set from outside; sizes in bytes, times in seconds."""

    record: Path = Path("rapporteur.db")  # the record that commands read and write
    world: Path | None = None  # a folder of the user's own tables, added to the shipped ones
    codebook: Path | None = None  # a folder of the user's own event types, added to the shipped ones
    page_limit: int = 20_000_000  # a page larger than this is refused
    fetch_timeout: float = 20.0  # for one address, from the first byte asked to the last received
    fetch_pause: float = 1.0  # between two pages of one site that a feed or a sitemap names
    linked_pages: int = 200  # pages fetched from the addresses in one feed or sitemap
    archive_entries: int = 5_000_000  # entries of one archive, feed or table
    text_column: str | None = None  # of tables: the column with text or HTML; the others with address and day
    url_column: str | None = None
    date_column: str | None = None
    threads: int = 2  # threads of the language model
    conllu: bool = False  # read another parser's CoNLL-U where it lies beside a page
    model: str | None = None  # a spaCy pipeline with UD labels that stands in for the shipped model
    host: str = "127.0.0.1"  # where `rapporteur serve` listens
    port: int = 8765


def load(environment: dict[str, str] | None = None) -> Settings:
    """The settings of this process.

    Raises ``ValueError`` naming the variable whose value does not fit.
    """
    env = dict(os.environ) if environment is None else environment
    given: dict[str, object] = {}
    for f in fields(Settings):
        raw = env.get(f"RAPPORTEUR_{f.name.upper()}")
        if raw is not None:
            given[f.name] = _convert(f.name, str(f.type), raw)
    return Settings(**given)  # type: ignore[arg-type]


def _convert(name: str, kind: str, raw: str) -> object:
    convert = next(c for key, c in (("Path", Path), ("int", int), ("float", float), ("str", str)) if key in kind)
    try:
        return convert(raw)
    except ValueError as error:
        raise ValueError(f"RAPPORTEUR_{name.upper()}={raw!r} is not a {kind}") from error

"""Which columns of a table hold a page's text, address and dates: as the user says, or by the usual names."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapporteur.errors import SourceError
from rapporteur.read.limits import Columns

_NAMES = Path(__file__).with_name("columns.toml")
_DELIMITERS = "\t,;|"
_MOST_COLUMNS, _LONGEST_NAME = 500, 40
_SHOWN = 12  # column names in a message


@dataclass(frozen=True, slots=True)
class Chosen:
    """The columns of one table, by name; None where there is none."""

    text: str
    url: str | None = None
    published: str | None = None
    updated: str | None = None
    crawled: str | None = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every column that is used, in a fixed order."""
        every = (
            self.text, self.url, self.published, self.updated, self.crawled, self.title, self.author, self.publisher,
        )  # fmt: skip
        return tuple(dict.fromkeys(name for name in every if name is not None))


@cache
def usual_names() -> dict[str, tuple[str, ...]]:
    """The usual names of each sort of column (``columns.toml``)."""
    return {sort: tuple(names) for sort, names in tomllib.loads(_NAMES.read_text(encoding="utf-8")).items()}


def text_column(names: list[str], columns: Columns) -> str | None:
    """The column with text or HTML; None where neither the user nor the usual names tell."""
    return _named(names, columns.text) if columns.text is not None else _usual(names, "text")


def choose(names: list[str], columns: Columns, *, sparse: bool = False) -> Chosen:
    """The columns of a table whose columns are ``names``; in a ``sparse`` one a row may lack all but the text.

    Raises ``SourceError`` where the column that the user names is missing, or none has text by its name.
    """
    text = text_column(names, columns)
    if text is None:
        raise SourceError(_no_text(names, columns))
    given = {"url": columns.url, "published": columns.date}
    chosen: dict[str, str | None] = {}
    for sort in ("url", "published", "updated", "crawled", "title", "author", "publisher"):
        wanted = given.get(sort)
        chosen[sort] = _usual(names, sort) if wanted is None else _named(names, wanted)
        if wanted is not None and chosen[sort] is None and not sparse:
            option = "url" if sort == "url" else "date"
            raise SourceError(f"it has no column {wanted!r}; it has {_list(names)}: name one with --{option}-column")
    return Chosen(text, **chosen)


def delimiter_of(line: str) -> str | None:
    """What parts the columns of a table whose first line this is; None where nothing does."""
    counts = {delimiter: line.count(delimiter) for delimiter in _DELIMITERS}
    best = max(counts, key=lambda delimiter: counts[delimiter])
    return best if counts[best] else None


def is_header(line: str) -> bool:
    """Whether a line is the header of a table of pages: nothing but names, one of a text and one of something else.

    A menu ("Home | Article | Contact") must not pass for one.
    """
    delimiter = delimiter_of(line)
    names = [name.strip(' "\r') for name in line.split(delimiter)] if delimiter not in {None, "|"} else []
    if len(names) > _MOST_COLUMNS or not all(0 < len(name) <= _LONGEST_NAME and " " not in name for name in names):
        return False
    return len(names) > 1 and sum(_usual(names, sort) is not None for sort in ("text", "url", "published", "title")) > 1


def json_row(line: str) -> dict[str, object] | None:
    """The JSON object that a line is; None where it is none."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None


def _usual(names: list[str], sort: str) -> str | None:
    folded = {name.strip().casefold().replace(" ", "_").replace("-", "_"): name for name in reversed(names)}
    return next((folded[usual] for usual in usual_names()[sort] if usual in folded), None)


def _named(names: list[str], wanted: str) -> str | None:
    if wanted in names:
        return wanted
    return next((name for name in names if name.strip().casefold() == wanted.strip().casefold()), None)


def _no_text(names: list[str], columns: Columns) -> str:
    if columns.text is not None:
        return f"it has no column {columns.text!r}; it has {_list(names)}: name one with --text-column"
    return f"none of its columns is known to hold text; it has {_list(names)}: name one with --text-column"


def _list(names: list[str]) -> str:
    shown = ", ".join(repr(name[:40]) for name in names[:_SHOWN]) or "no columns"
    return shown + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")

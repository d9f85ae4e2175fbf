"""Full-text search: the one part of a record that SQLite and PostgreSQL do differently. Here, SQLite's FTS5.

The indexes ``document_words`` and ``assembled_claim_words`` are kept in step by triggers (see the first migration).
"""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy import Float, Integer, Text, column, func, literal_column, select, table
from sqlalchemy.sql import ColumnElement, Select, TableClause

SNIPPET_TOKENS = 28
_OPEN, _CLOSE = "\x02", "\x03"  # stand around a match in what FTS5 hands over; never shown

# matches: "joint exercise"* ; must not match across: "joint" exercise
QUOTED_OR_PLAIN = re.compile(r'"([^"]*)"(\*?)|([^\s"]+)')

document_words = table("document_words", column("rowid", Integer))
claim_words = table("assembled_claim_words", column("rowid", Integer))


def query_of(words: str) -> str | None:
    """What FTS5 is asked for the user's words; None where they hold neither letter nor digit.

    All words must be there, in any order and without regard to case, accents or English endings. Words "in quotation
    marks" must follow one another; an asterisk after a word stands for any ending. Nothing else has a meaning: every
    word goes in as a quoted text, so that operators and punctuation can do no harm.
    """
    parts = []
    for phrase, star, plain in QUOTED_OR_PLAIN.findall(words):
        term = _clean(phrase or plain)
        prefix = star == "*" or plain.endswith("*")
        if any(c.isalnum() for c in term):
            parts.append(f'"{term}"' + ("*" if prefix else ""))
    return " AND ".join(parts) or None


def matching(index: TableClause, query: str) -> Select[tuple[int]]:
    """The keys of the rows in which the query's words stand."""
    return select(index.c.rowid).where(_match(index, query))


def ranked(index: TableClause, query: str) -> tuple[ColumnElement[bool], ColumnElement[float], ColumnElement[str]]:
    """For a select that joins ``index``: its condition, its order (best first), and the snippet with marks in it."""
    name: ColumnElement[str] = literal_column(index.name, Text)
    rank: ColumnElement[float] = func.bm25(name, type_=Float)
    shown = -1 if index is document_words else 1  # of a claim, always the words of the evidence
    snippet: ColumnElement[str] = func.snippet(name, shown, _OPEN, _CLOSE, " … ", SNIPPET_TOKENS, type_=Text)
    return _match(index, query), rank, snippet


def unmark(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The snippet without marks, in one line, and where in it the marks stood."""
    plain: list[str] = []
    matches: list[tuple[int, int]] = []
    start = length = 0
    for piece in re.split(f"([{_OPEN}{_CLOSE}])", re.sub(r"\s", " ", marked)):
        if piece == _OPEN:
            start = length
        elif piece == _CLOSE:
            matches.append((start, length))
        else:
            plain.append(piece)
            length += len(piece)
    return "".join(plain), tuple(matches)


def _match(index: TableClause, query: str) -> ColumnElement[bool]:
    whole: ColumnElement[str] = literal_column(index.name, Text)  # the table's own name stands for all its columns
    return whole.op("MATCH", is_comparison=True)(query)


def _clean(term: str) -> str:
    whole = term.encode("utf-8", "ignore").decode()  # half a character matches nothing
    return unicodedata.normalize("NFC", whole.replace("\0", " "))

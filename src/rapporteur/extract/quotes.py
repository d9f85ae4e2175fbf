"""Quotation marks: which stretches of a body are quoted, and which quotations are speech of their own.

A quotation left open at a paragraph's end runs on when the next paragraph opens with a mark (the printers' rule), and
ends with its paragraph otherwise. Double marks count in every shape, two single ones (``'like this'``, doubled) too;
single marks only where no double ones are open, since an apostrophe looks the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rapporteur.drafts import Span

LONG = 5  # words: shorter quotations are terms or fragments unless they are sentences
SINGLE_WORDS = 60  # a pair of single marks further apart is no pair
Side: TypeAlias = Literal["open", "close", "either"]

# A mark and what it can be. DOUBLE matches “ and '' and ’’ ; it must not match the apostrophe of "didn't".
DOUBLE = re.compile(r"[“«„”»\"]|''|``|[‘’]{2}")
# SINGLE_OPEN matches the first mark of (said 'no'); it must not match the one of "ministers' talks" nor of "'90s".
SINGLE_OPEN = re.compile(r"(?:(?<=[\s(\[:—–-])|^)['‘](?=[^\W\d_]|\$)", re.MULTILINE)
# SINGLE_CLOSE matches the second mark of (said 'no'); it must not match the one of "don't".
SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…%)])['’](?![\w'’])")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: ``start``/``end`` inside the marks. ``whole`` says that it is a sentence or more, not a fragment.

    ``outer`` is the stretch with its marks, as far as they are there.
    """

    start: int
    end: int
    whole: bool
    outer: Span = (0, 0)

    @property
    def span(self) -> Span:
        """Where the quoted words stand."""
        return self.start, self.end


def quotes(body: str) -> tuple[Quote, ...]:
    """Every quotation of ``body`` in order. Marks of either shape; nested single marks are left in their quotation."""
    found: list[Quote] = []
    at = 0
    for line in body.split("\n"):
        double = list(_double(body, at, at + len(line)))
        found += sorted([*double, *_single(body, at, at + len(line), double)], key=lambda q: q.start)
        at += len(line) + 1
    return tuple(found)


def _double(body: str, start: int, end: int) -> Iterator[Quote]:
    opened: tuple[int, int] | None = None  # where the mark stands, and where the words begin
    for mark in DOUBLE.finditer(body, start, end):
        side = _side(mark.group())
        if side == "either":
            side = "open" if opened is None else "close"
        if opened is not None and opened[1] < mark.start():
            outer_end = mark.end() if side == "close" else mark.start()
            yield _quote(body, opened[1], mark.start(), (opened[0], outer_end))
        opened = mark.span() if side == "open" else None
    if opened is not None and opened[1] < end:
        yield _quote(body, opened[1], end, (opened[0], end))


def _side(mark: str) -> Side:
    if mark in ("“", "«", "„", "``", "‘‘"):
        return "open"
    return "close" if mark in ("”", "»") else "either"


def _single(body: str, start: int, end: int, double: list[Quote]) -> Iterator[Quote]:
    """Quotations in single marks outside those in double ones, each closed before the next opens."""
    opens = [
        m for m in SINGLE_OPEN.finditer(body, start, end) if not any(a <= m.start() < b for a, b in _outers(double))
    ]
    for number, mark in enumerate(opens):
        limit = min([opens[number + 1].start() if number + 1 < len(opens) else end, *_next(double, mark.end())])
        closes = [m for m in SINGLE_CLOSE.finditer(body, mark.end(), limit) if m.start() > mark.end()]
        best = next((m for m in closes if not _possessive(body, m)), closes[0] if closes else None)
        if best is not None and len(body[mark.end() : best.start()].split()) <= SINGLE_WORDS:
            yield _quote(body, mark.end(), best.start(), (mark.start(), best.end()))


def _possessive(body: str, mark: re.Match[str]) -> bool:
    """Whether the mark may be the apostrophe of a plural ("the ministers' talks")."""
    return body[mark.start() - 1] in "sS" and body[mark.end() : mark.end() + 1] in (" ", "\u00a0")


def _outers(found: list[Quote]) -> list[Span]:
    return [q.outer for q in found]


def _next(found: list[Quote], position: int) -> list[int]:
    return [q.outer[0] for q in found if q.outer[0] >= position][:1]


def _quote(body: str, start: int, end: int, outer: Span) -> Quote:
    text = body[start:end].strip()
    first = next((c for c in text if c.isalnum()), "")
    words = len(text.split())
    outer = (outer[0], start + len(body[start : outer[1]].rstrip()))  # one that is never closed may end in a space
    stops = text.rstrip("'’ ")[-1:] in ".,!?…-—" or body[end + 1 : end + 2] in ",.;"
    whole = words >= LONG and (first.isupper() or first.isdigit()) and (stops or words >= 2 * LONG)
    return Quote(start, end, whole, outer)


def inside(span: Span, marked: tuple[Quote, ...]) -> bool:
    """Whether ``span`` lies within one quotation."""
    return any(q.start <= span[0] and span[1] <= q.end for q in marked)


def share(spans: tuple[Span, ...], marked: tuple[Quote, ...]) -> float:
    """The share of the spans' characters that is quoted, 0 to 1."""
    total = sum(b - a for a, b in spans)
    hit = sum(max(0, min(b, q.end) - max(a, q.start)) for a, b in spans for q in marked)
    return hit / total if total else 0.0

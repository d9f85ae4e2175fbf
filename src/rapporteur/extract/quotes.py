"""Quotation marks: which stretches of a body are quoted, and which quotations are speech of their own.

A quotation left open at a paragraph's end runs on when the next paragraph opens with a mark (the printers' rule), and
ends with its paragraph otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapporteur.drafts import Span

OPENING, CLOSING = "“«„", "”»"
LONG = 5  # words: shorter quotations are terms or fragments unless they are sentences


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: ``start``/``end`` inside the marks. ``whole`` says that it is a sentence or more, not a fragment."""

    start: int
    end: int
    whole: bool

    @property
    def span(self) -> Span:
        """Where the quoted words stand."""
        return self.start, self.end


def quotes(body: str) -> tuple[Quote, ...]:
    """Every quotation of ``body`` in order. Marks of either shape; nested single marks are left in their quotation."""
    found: list[Quote] = []
    at = 0
    for line in body.split("\n"):
        found += _of_line(body, at, at + len(line))
        at += len(line) + 1
    return tuple(found)


def _of_line(body: str, start: int, end: int) -> list[Quote]:
    found: list[Quote] = []
    opened: int | None = None
    for i in range(start, end):
        c = body[i]
        opens = c in OPENING or (c == '"' and opened is None)
        closes = c in CLOSING or (c == '"' and opened is not None)
        if opens:
            if opened is not None and i > opened:
                found.append(_quote(body, opened, i))
            opened = i + 1
        elif closes and opened is not None:
            found.append(_quote(body, opened, i))
            opened = None
    if opened is not None and opened < end:
        found.append(_quote(body, opened, end))
    return [q for q in found if q.end > q.start]


def _quote(body: str, start: int, end: int) -> Quote:
    text = body[start:end].strip()
    first = next((c for c in text if c.isalnum()), "")
    words = len(text.split())
    stops = text.rstrip("'’ ")[-1:] in ".,!?…-—" or body[end + 1 : end + 2] in ",.;"
    return Quote(start, end, words >= LONG and (first.isupper() or first.isdigit()) and (stops or words >= 2 * LONG))


def inside(span: Span, marked: tuple[Quote, ...]) -> bool:
    """Whether ``span`` lies within one quotation."""
    return any(q.start <= span[0] and span[1] <= q.end for q in marked)


def share(spans: tuple[Span, ...], marked: tuple[Quote, ...]) -> float:
    """The share of the spans' characters that is quoted, 0 to 1."""
    total = sum(b - a for a, b in spans)
    hit = sum(max(0, min(b, q.end) - max(a, q.start)) for a, b in spans for q in marked)
    return hit / total if total else 0.0

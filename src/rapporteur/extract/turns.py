"""Interviews: answers whose speaker only the layout tells.

Labelled ("Q: ... A: ...") or bare (paragraphs that end in a question mark, each with its answer below). The one who
answers is the first person named before the first question. Names before a colon are read in ``signed.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapporteur.drafts import Span
from rapporteur.extract.cues import TurnLabels

if TYPE_CHECKING:
    from rapporteur.extract.index import Doc, Token

QUESTIONS = 3  # so many paragraphs must ask before bare ones are taken for an interview
SHARE = 0.25  # and so many of the paragraphs from the first of them on
QUESTION_WORDS = 60
# LABEL matches the start of "Q: How many?" and "A. Nine."; it must not match that of "A new ship came".
LABEL = re.compile(r"(\w+)\s*[:.]\s+")


@dataclass(frozen=True, slots=True)
class Turn:
    """An answer and the name of the one who gives it."""

    content: Span
    name: Token


def turns(doc: Doc, body: str, labels: TurnLabels) -> tuple[Turn, ...]:
    """The answers of an interview, a paragraph of ``body`` each; none where the text is no interview."""
    lines = list(_lines(body))
    labelled = [_labelled(body, line, labels) for line in lines]
    asked = [i for i, kind in enumerate(labelled) if kind == "question"]
    answers = [lines[i] for i, kind in enumerate(labelled) if kind == "answer"]
    if not asked or not answers:
        asked = [i for i, (a, b) in enumerate(lines) if _asks(body[a:b])]
        if len(asked) < QUESTIONS or len(asked) < SHARE * (len(lines) - asked[0]):
            return ()
        last = asked[-1] + 1  # what stands below the last answer may be the page's own again
        answers = [lines[i] for i in range(asked[0], min(last + 1, len(lines))) if i not in asked]
    name = _named(doc, lines[asked[0]][0])
    return tuple(Turn(_bare(body, a, labels), name) for a in answers) if name is not None else ()


def _lines(body: str) -> Iterator[Span]:
    at = 0
    for line in body.split("\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1


def _labelled(body: str, line: Span, labels: TurnLabels) -> str:
    label = LABEL.match(body, line[0], line[1])
    word = label.group(1).lower() if label else ""
    return "question" if word in labels.questions else "answer" if word in labels.answers else ""


def _bare(body: str, line: Span, labels: TurnLabels) -> Span:
    label = LABEL.match(body, line[0], line[1])
    return (label.end(), line[1]) if label and label.group(1).lower() in labels.answers else line


def _asks(line: str) -> bool:
    return line.rstrip().endswith("?") and len(line.split()) <= QUESTION_WORDS


def _named(doc: Doc, before: int) -> Token | None:
    return next((e.root for e in doc.ents if e.label_ == "PER" and e.end_char <= before), None)

"""The lines of a page with what the markup says about them; plain text has lines without such hints."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

MOST_LINES = 20_000


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line as found.

    ``indent`` counts leading blanks, ``gap`` whether an empty line stands before it. The rest comes from markup:
    ``tag`` is the nearest block's name, ``links`` the share of its letters inside links, ``aside`` whether it stands
    in a menu, footer, form or side box, ``main`` whether the extractor of main text took it (None: not asked).
    """

    text: str
    indent: int = 0
    gap: bool = False
    tag: str = ""
    links: float = 0.0
    aside: bool = False
    main: bool | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What markup states about the page; empty for plain text.

    ``authors`` are persons, ``bodies`` organisations named as authors, ``bylines`` texts of elements marked as byline.
    """

    title: str | None = None
    site: str | None = None
    authors: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    published: str | None = None
    published_from: str = ""
    updated: str | None = None
    description: str | None = None
    section: str | None = None
    url: str | None = None
    kind: str | None = None
    language: str | None = None
    page_title: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Lines and metadata of one page; ``cut`` says what was left out for its size."""

    lines: tuple[SourceLine, ...]
    metadata: Metadata = field(default_factory=Metadata)
    markup: bool = False
    cut: str | None = None


def fold_spaces(text: str) -> str:
    """Runs of white space as one blank, none at the ends."""
    return " ".join(text.split())


def from_text(text: str) -> Source:
    """Lines of a text without markup; hard-wrapped paragraphs are joined again."""
    raw = text.split("\n")
    cut = f"only the first {MOST_LINES:,} of {len(raw):,} lines were read" if len(raw) > MOST_LINES else None
    raw = raw[:MOST_LINES]
    if _is_wrapped([line.strip() for line in raw]):
        raw = _unwrap(raw)
    lines: list[SourceLine] = []
    gap = True
    for line in raw:
        folded = fold_spaces(line)
        if folded:
            indent = len(line) - len(line.lstrip()) if line[0].isspace() else 0
            lines.append(SourceLine(folded, indent, gap))
        gap = not folded
    return Source(tuple(lines), cut=cut)


def _is_wrapped(stripped: list[str]) -> bool:
    """Whether paragraphs are broken at a column: many lines of nearly one width that go on in the next line."""
    full = sum(map(bool, stripped))
    if full < 8:
        return False
    broken = [
        len(a)
        for a, b in pairwise(stripped)
        if 45 <= len(a) <= 100 and b[:1].islower() and (a[-1].isalnum() or a[-1] == ",")
    ]
    return len(broken) >= 4 and len(broken) >= 0.25 * full and median(broken) >= 0.75 * max(broken)


def _unwrap(raw: list[str]) -> list[str]:
    width = max(len(line.strip()) for line in raw if len(line.strip()) <= 100)
    out: list[str] = []
    joining = False
    for line in raw:
        stripped = line.strip()
        if joining and stripped and not re.match(r"[•●*–—-]\s|\d{1,3}[.)]\s", stripped):
            out[-1] = f"{out[-1]} {stripped}"
        else:
            out.append(line)
        joining = bool(stripped) and len(stripped) >= 0.6 * width
    return out

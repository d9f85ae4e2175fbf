"""Lines as a page broke them become paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_FULL = 0.7  # a line this full of the usual width was broken by the margin, not by its author
_NARROWEST = 30  # columns narrower than this tell nothing about where paragraphs end

# sentence-end: matches 'He agreed."', not "the Gen".
_SENTENCE_END = re.compile(r"""[.!?:][)\]"'”’»]*$""")
# item-start: matches "• aid", "3. Aid", "(a) aid" and "– aid", not "2023 was".
_ITEM_START = re.compile(r"(?:[•●▪‣◦*–—-]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]\s)")
# broken-word: matches "co-opera-", not "1990-" or "Moscow -".
_BROKEN_WORD = re.compile(r"[^\W\d_][-\u00ad\u2010]$")
# page-number: matches "- 12 -" and "Page 3 of 9", not "12 soldiers".
_PAGE_NUMBER = re.compile(r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*$", re.I)


def reflow(pages: Iterable[str]) -> str:
    """The paragraphs of ``pages``, one a line; page numbers and running heads are left out."""
    lines = [line for page in _without_running_lines([_lines(page) for page in pages]) for line in page]
    width = _usual_width([line for line in lines if line])
    paragraphs: list[str] = []
    last = ""  # the last printed line of the paragraph
    for line in lines:
        if line and last and _goes_on(last, line, width):
            paragraphs[-1] = _joined(paragraphs[-1], line)
        elif line:
            paragraphs.append(line)
        last = line
    return "\n".join(paragraphs)


def _lines(page: str) -> list[str]:
    lines = [" ".join(line.split()) for line in page.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    return lines[next((i for i, line in enumerate(lines) if line), 0) :]


def _usual_width(lines: list[str]) -> int:
    return sorted(map(len, lines))[int(0.9 * (len(lines) - 1))] if lines else 0


def _without_running_lines(pages: list[list[str]]) -> list[list[str]]:
    """Pages without the first and last lines that are page numbers or stand on most pages."""
    edges = Counter(_shape(line) for page in pages for line in {*page[:1], *page[-1:]})
    running = {shape for shape, n in edges.items() if n >= max(3, len(pages) / 2)}
    return [_trimmed(page, running) for page in pages]


def _trimmed(page: list[str], running: set[str]) -> list[str]:
    start, end = 0, len(page)
    while start < end and _is_running(page[start], running):
        start += 1
    while end > start and _is_running(page[end - 1], running):
        end -= 1
    return page[start:end]


def _is_running(line: str, running: set[str]) -> bool:
    return not line or _shape(line) in running or _PAGE_NUMBER.match(line) is not None


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _goes_on(last: str, line: str, width: int) -> bool:
    """Whether ``line`` belongs to the paragraph whose last printed line is ``last``."""
    if width < _NARROWEST or _ITEM_START.match(line):
        return False
    if _BROKEN_WORD.search(last) and line[0].islower():
        return True
    full = len(last) / width
    ends = _SENTENCE_END.search(last) is not None and not line[0].islower()
    return full >= (0.9 if ends else _FULL)


def _joined(paragraph: str, line: str) -> str:
    if _BROKEN_WORD.search(paragraph) and line[0].islower():
        return paragraph[:-1] + line
    return f"{paragraph} {line}"

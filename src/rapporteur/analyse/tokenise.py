"""Words of a text with their offsets, by the conventions of Universal Dependencies' English treebanks.

Clitics part from their word (*do|n't*, *Pakistan|'s*), hyphens part compounds (*Russian|-|led*) except after a prefix,
initials, ranks and common abbreviations keep their full stop. Nothing is altered: ``text[start:end]`` is the word.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from itertools import pairwise

URL = re.compile(
    r"(?:https?://|www\.)\S+?(?=[\"'”’)\],;!?]*(?:[.…]?\s|[.…]?$))|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{0,190}\w"
)
NUMBER = re.compile(
    r"\d{3}-\d{3}-\d{4}\b|\d+(?:[.,:/]\d+)+|\d+(?:st|nd|rd|th|s|bn|mn|km|m|k|pm|am)\b|\d+", re.IGNORECASE
)
INITIALS = re.compile(r"(?:[A-Za-z]\.){2,}(?![A-Za-z])|[A-Z]\.(?=[A-Z\s]*[A-Z])")  # "U.S.", "a.m."; not "end. The"
RUN = re.compile(r"\.{2,}|…|-{2,}|''|``|[!?.]{2,}|([*=_~<>#+])\1+")  # "...", "?!", "***"; not "),"
CLITIC = re.compile(r"(?i)(?<=\w)(n['’]t|['’](?:s|ll|re|ve|m|d))$")  # "don't"; not "o'clock"
LATE_CLITIC = re.compile(r"(?i)(?<=[\w.)])['’](?:s|ll|re|ve|m|d)\b")  # "U.S.'s"; not "'s" after a space
WORD = re.compile(r"[^\W\d_](?:[\w]|['’](?=\w))*(?:&[A-Z]+)?|_+")
CODE = re.compile(r"[A-Za-z]{1,4}-?\d+[A-Za-z]*\b")  # "S-400", "F-16", "T90"; not "mid-2004"


@cache
def _data() -> tuple[frozenset[str], frozenset[str], frozenset[str], dict[str, list[int]]]:
    raw = resources.files("rapporteur.lang").joinpath("en/tokens.toml").read_text(encoding="utf-8")
    data = tomllib.loads(raw)
    dotted = frozenset(data["titles"]) | frozenset(data["abbreviations"])
    return dotted, frozenset(data["titles"]), frozenset(data["prefixes"]), data["together"]


def spans(text: str) -> list[tuple[int, int]]:
    """Start and end of every word of ``text``, in order; white space is in none."""
    found: list[tuple[int, int]] = []
    for chunk in re.finditer(r"\S+", text):
        start, end = chunk.span()
        while start < end:
            start = _one(text, start, end, found)
    return found


def _one(text: str, start: int, end: int, found: list[tuple[int, int]]) -> int:
    """Append the word or words that begin at ``start``; give where the next begins."""
    dotted, _, prefixes, together = _data()
    stop = text.find(".", start, end)
    if stop > start and text[start : stop + 1] in dotted:
        found.append((start, stop + 1))
        return stop + 1
    for pattern in (URL, INITIALS, RUN, LATE_CLITIC, NUMBER, CODE):
        m = pattern.match(text, start)  # may look past the chunk, for the initial in "George W. Bush"
        if m and start < m.end() <= end:
            found.append(m.span())
            return m.end()
    m = WORD.match(text, start, end)
    if not m:
        found.append((start, start + 1))
        return start + 1
    stop = m.end()
    while stop + 1 < end and text[stop] == "-" and text[start:stop].rsplit("-")[-1].lower() in prefixes:
        more = WORD.match(text, stop + 1, end) or NUMBER.match(text, stop + 1, end)
        if not more:
            break
        stop = more.end()
    _with_clitic(text, start, stop, found, together)
    return stop


def _with_clitic(
    text: str, start: int, stop: int, found: list[tuple[int, int]], together: dict[str, list[int]]
) -> None:
    word = text[start:stop]
    clitic = CLITIC.search(word)
    if clitic and clitic.start() > 0:
        found += [(start, start + clitic.start()), (start + clitic.start(), stop)]
        return
    if word.endswith(("'", "’")) and len(word) > 1:
        found += [(start, stop - 1), (stop - 1, stop)]
        return
    cuts = [0, *together.get(word.lower(), ()), len(word)]
    found += [(start + a, start + b) for a, b in pairwise(cuts)]


def ends_sentence(word: str, following: str) -> bool:
    """Whether a sentence may end after ``word`` when ``following`` comes next: a safe place to cut a long paragraph."""
    return word in (".", "?", "!", "…", "”", '"') and following[:1].isupper()


def is_title(word: str) -> bool:
    """Whether ``word`` is a rank or form of address, after which no sentence ends ("Gen.")."""
    return word in _data()[1]

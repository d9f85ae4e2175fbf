"""Days that belong to a thing named and not to what is told of it: "condemned the attack of 7 May"."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapporteur.drafts import Span
from rapporteur.errors import DataError
from rapporteur.resolve.dates import Phrase

VERBAL = frozenset({"STATEMENT", "ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "CONSULT", "AGREE"})
MEETING = frozenset({"CONSULT", "AGREE"})
SMALL = r"(?!(?:the|an?|of|in|on|at|to|for|from|with|by|and|but|was|were|is|are|had|has|have|will|would)\b)"
ADJECTIVES = rf"(?:{SMALL}[\w’'-]+\s){{0,2}}"
DETERMINED = re.compile(  # "the 1950 treaty"; not "in 1950 treaties"
    r"(?i)(?:\b(?:the|an?|its|their|his|her|our|this|that)|['’]s?)\s(?:early\s|late\s)?$"
)
GENITIVE = re.compile(r"['’]s?\s")  # "Monday's attack"; not "Monday attacks"


@dataclass(frozen=True, slots=True)
class _Cues:
    behind_of: re.Pattern[str]  # the text before "the treaty of | 1950"
    made: re.Pattern[str]  # the text before "the accord, signed in Doha in | 2020"
    before: re.Pattern[str]  # the text behind "the 1950 | treaty", "Monday|'s attack"
    after: re.Pattern[str]  # the text before the noun phrase: "arrests after the | attack of 7 May"
    meeting: re.Pattern[str]
    making: re.Pattern[str]
    documents: frozenset[str]
    gatherings: frozenset[str]


@cache
def _cues(language: str = "en") -> _Cues:
    source = files("rapporteur") / "lang" / language / "dates.toml"
    try:
        table = tomllib.loads(source.read_text(encoding="utf-8"))["owned"]
        documents, gatherings = table["documents"], table["gatherings"]
        noun = rf"\b(?P<noun>{'|'.join([*documents, *gatherings, *table['events']])})(?:e?s)?"
        paper = rf"\b(?P<noun>{'|'.join(documents)})s?"
        after = "|".join(table["after"])
        return _Cues(
            re.compile(rf"(?i){noun}\s(?:of|dated)\s(?:the\s|early\s|mid-|late\s)?$"),
            re.compile(
                rf"(?i){paper},?\s(?:(?:that|which)\s(?:was|were)\s)?(?:first\s)?(?:{'|'.join(table['made'])})\b"
                r"(?:\s[\w’'-]+){0,4}?\s(?:(?:in|on|of|from|since)\s)?$"
            ),
            re.compile(rf"(?i)(?:['’]s?)?\s{ADJECTIVES}{noun}\b"),
            re.compile(rf"(?i)\b(?:{after})\s(?:the\s|an?\s|its\s|their\s)?{ADJECTIVES}$"),
            re.compile(rf"(?i)\b(?:at|in|during|after)\s(?:the\s|an?\s|its\s|their\s)?{ADJECTIVES}$"),
            re.compile(rf"(?i)(?:{'|'.join(table['making'])})"),
            frozenset(documents),
            frozenset(gatherings),
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise DataError(f"lang/{language}/dates.toml: [owned]: {error}") from error


def owned(phrase: Phrase, sentence: str, offset: int, predicate: Span, kind: str) -> bool:
    """Whether a day is that of a document, event or meeting that the sentence names beside the deed.

    ``sentence`` begins at ``offset`` of the body; ``predicate`` and ``kind`` are those of the deed. Kept for the deed
    is the day of its own noun ("the attack of 7 May" told as an attack), that of the violence which a noun names as
    doer ("the attack of 7 May killed six"), and that of a document which is being made.
    """
    start, end = phrase.start - offset, phrase.end - offset
    before, behind = sentence[:start], sentence[end:]
    made = _cues().made.search(before)
    if made:
        return not _within(predicate, made.start() + offset, phrase.start)
    noun, at, prefix = _noun(before, behind, end)
    if noun is None or _within(predicate, at + offset, at + offset + len(noun)):
        return False
    name = noun.lower()
    if name in _cues().documents:
        verb = sentence[predicate[0] - offset : predicate[1] - offset]
        return not _cues().making.match(verb)
    if name in _cues().gatherings:
        return kind in VERBAL - MEETING and predicate[0] < at + offset and not _cues().meeting.search(prefix)
    return kind in VERBAL or bool(_cues().after.search(prefix))


def _noun(before: str, behind: str, end: int) -> tuple[str | None, int, str]:
    """The noun to which a day may belong, where it begins in the sentence, and what stands before its phrase."""
    m = _cues().behind_of.search(before)
    if m:
        return m["noun"], m.start("noun"), before[: m.start("noun")]
    m = _cues().before.match(behind)
    if m and (DETERMINED.search(before) or GENITIVE.match(behind)):
        return m["noun"], end + m.start("noun"), before
    return None, 0, ""


def _within(predicate: Span, start: int, end: int) -> bool:
    """Whether the predicate stands in a stretch of the body."""
    return start <= predicate[0] < end

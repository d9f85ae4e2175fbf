"""Counted things in a sentence: killed, wounded, troops, participants, sums of money, with bounds."""

from __future__ import annotations

import calendar
import re
from typing import Literal

from rapporteur.model import Quantity

What = Literal["troops", "killed", "wounded", "participants", "money", "other"]
NUMBER = (
    r"(?P<n>\d[\d,]*(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|scores)"
)
SCALE = r"(?:\s?(?P<scale>thousand|million|billion|bn|mn|m|k)\b)?"
BOUND = (
    r"(?:(?P<bound>more than|over|at least|some|about|around|nearly|almost|up to|as many as|less than|fewer than|"
    r"under)\s)?"
)
PEOPLE = r"(?:\s(?:[\w-]+\s){0,2}?)"
TROOPS = r"(?:troops|soldiers|servicemen|service personnel|military personnel|marines|servicemembers)"
SPAN = r"(?:(?P<low>\d[\d,]*)\s?(?:to|and|or|-|–)\s?)?"
MONTHS = tuple(m.lower() for m in (*calendar.month_name, *calendar.month_abbr) if m)
KILLED = re.compile(
    rf"(?i)\b{BOUND}{SPAN}{NUMBER}{SCALE}(?:{PEOPLE}\w+)?\s(?:were |was |had been )?(?:killed|dead|died)\b(?!\s\d)"
    rf"|\b(?:killed|killing|kills)\s{BOUND.replace('bound', 'bound2')}{NUMBER.replace('<n>', '<n2>')}\b"
)
WOUNDED = re.compile(
    rf"(?i)\b{BOUND}{SPAN}{NUMBER}{SCALE}(?:{PEOPLE}\w+)?\s(?:were |was )?(?:wounded|injured|hurt)\b"
    rf"|\b(?:wounded|wounding|injured|injuring)\s{BOUND.replace('bound', 'bound2')}{NUMBER.replace('<n>', '<n2>')}\b"
)
FORCE = re.compile(rf"(?i)\b{BOUND}{SPAN}{NUMBER}{SCALE}(?:{PEOPLE})?\s?{TROOPS}\b")  # "5,500 troops"; not "troops"
TAKERS = re.compile(
    rf"(?i)\b{BOUND}{SPAN}{NUMBER}{SCALE}\s(?:[\w-]+\s)?(?:participants|delegates|delegations|countries|ministers)\b"
)
MONEY = re.compile(rf"(?i){BOUND}(?P<unit>[$€£]|US\$|Rs\.?\s?)\s?{NUMBER}{SCALE}")
WORDS = {
    w: float(i)
    for i, w in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
}
VAGUE = {"dozens": (24.0, None), "scores": (40.0, None), "hundreds": (200.0, None)}
SCALES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9}
PATTERNS: tuple[tuple[What, re.Pattern[str]], ...] = (
    ("killed", KILLED),
    ("wounded", WOUNDED),
    ("troops", FORCE),
    ("participants", TAKERS),
    ("money", MONEY),
)


def quantities(sentence: str) -> tuple[Quantity, ...]:
    """The quantities of a sentence, each with its bounds and the words as written."""
    found = []
    for what, pattern in PATTERNS:
        for m in pattern.finditer(sentence):
            if _no_count(m, sentence):
                continue
            low, high = _bounds(m)
            if low is not None or high is not None:
                unit = m.groupdict().get("unit")
                found.append(Quantity(what, low, high, unit.strip() if unit else None, m.group(0).strip()))
    return tuple(found)


def _no_count(m: re.Match[str], sentence: str) -> bool:
    """ "No one was killed" counts nobody; "in 2022 soldiers" is a year, "January 30 killed" a day; and what lies beyond
    another verb is that verb's."""
    raw = m.groupdict().get("n") or m.groupdict().get("n2") or ""
    before = re.findall(r"([a-z]+)\.?\s*$", sentence[: m.start()].lower())
    if before == ["no"] and raw.lower() == "one":
        return True
    if before and before[0] in MONTHS and len(raw) <= 2:
        return True
    if re.fullmatch(r"(?:19|20)\d\d", raw) and before in (["in"], ["since"], ["by"], ["of"]):
        return True
    behind = m.group(0)[m.group(0).lower().find(raw.lower()) + len(raw) :].lower()
    return bool(re.search(r"\b(?:and|but|while|when)\b", behind))


def _bounds(m: re.Match[str]) -> tuple[float | None, float | None]:
    groups = m.groupdict()
    raw = (groups.get("n") or groups.get("n2") or "").lower()
    if raw in VAGUE:
        return VAGUE[raw]
    try:
        value = WORDS.get(raw) or float(raw.replace(",", ""))
    except ValueError:
        return None, None
    value *= 12 if " dozen" in m.group(0).lower() else 1
    value *= SCALES.get((groups.get("scale") or "").lower(), 1)
    if groups.get("low"):
        return float(groups["low"].replace(",", "")), value
    bound = (groups.get("bound") or groups.get("bound2") or "").lower()
    if bound in ("more than", "over", "at least"):
        return value, None
    if bound in ("up to", "as many as", "less than", "fewer than", "under", "nearly", "almost"):
        return None, value
    return value, value


SENTENCE = re.compile(
    r"[^\n]+?(?:[.!?][”\"’')\]]*(?=\s+[“\"A-ZÀ-Þ])|(?=\n|$))"
)  # ends at ". The", not in "3.5 million"
BELONG: dict[What, frozenset[str]] = {
    "troops": frozenset({"COOPERATE", "MOBILIZE"}),
    "killed": frozenset({"ASSAULT"}),
    "wounded": frozenset({"ASSAULT"}),
}


def elsewhere(body: str) -> list[tuple[Quantity, int, int]]:
    """Counts of troops and victims anywhere in a body, each with the sentence in which it stands."""
    found = []
    for m in SENTENCE.finditer(body):
        text = m.group(0)
        start = m.start() + len(text) - len(text.lstrip())
        found += [(q, start, m.end()) for q in quantities(text) if q.what in BELONG]
    return found

"""Counted things in a sentence: killed, wounded, troops, participants, sums of money, with bounds."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from typing import Literal

from rapporteur.model import Quantity

What = Literal["troops", "killed", "wounded", "participants", "money", "other"]
MONTHS = tuple(m.lower() for m in (*calendar.month_name, *calendar.month_abbr) if m)
NO_THINGS = (  # "27 June", "two months ago", "20-year-old", "20 per cent"; but "20 may have died"
    rf"(?![,.]?\d|\s(?:of\s)?(?-i:{'|'.join(m.title() for m in MONTHS)})\b|\sper\s?cent|"
    r"[\s-](?:minute|hour|day|night|week|month|year|decade|time|mile|kilomet(?:re|er)|km|met(?:re|er))s?\b)"
)
NUMBER = (
    r"(?P<n>\d(?:[\d,]*\d)?(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|scores)"
    rf"{NO_THINGS}"
)
SCALE = r"(?:\s?(?P<scale>thousand|million|billion|bn|mn|m|k)\b)?"
BOUND = (
    r"(?:(?P<bound>more than|over|at least|some|about|around|nearly|almost|up to|as many as|less than|fewer than|"
    r"under)\s)?"
)
PEOPLE = r"(?:\s(?:[\w-]+\s){0,2}?)"
TROOPS = r"(?:troops|soldiers|servicemen|service personnel|military personnel|marines|servicemembers)"
SPAN = r"(?:(?P<low>\d[\d,]*)\s?(?:to|and|or|-|–)\s?)?"
BEEN = "(?:were |was |had been |have been )"
HURT = "(?:wounded|injured|hurt)"
NO_OBJECT = (
    rf"(?!\s(?:{BOUND.replace('?P<bound>', '?:')}{NUMBER.replace('?P<n>', '?:')}|the\s|an?\s|his\s|their\s|its\s))"
)
KILLED = re.compile(
    rf"(?i)\b{BOUND}{SPAN}{NUMBER}{SCALE}(?:{PEOPLE}\w+)?\s(?:{BEEN}killed|(?:{BEEN})?(?:dead|died)|killed{NO_OBJECT})\b"
    rf"|\b(?:killed|killing|kills)\s{BOUND.replace('bound', 'bound2')}{NUMBER.replace('<n>', '<n2>')}\b"
)
WOUNDED = re.compile(
    rf"(?i)\b{BOUND}{SPAN}{NUMBER}{SCALE}(?:{PEOPLE}\w+)?\s(?:{BEEN}{HURT}|{HURT}{NO_OBJECT})\b"
    rf"|\b(?:wounded|wounding|injured|injuring)\s{BOUND.replace('bound', 'bound2')}{NUMBER.replace('<n>', '<n2>')}\b"
)
FORCE = re.compile(rf"(?i)\b{BOUND}{SPAN}{NUMBER}{SCALE}(?:{PEOPLE})?\s?{TROOPS}\b")  # "5,500 troops"; not "troops"
TAKERS = re.compile(
    rf"(?i)\b{BOUND}{SPAN}{NUMBER}{SCALE}\s(?:[\w-]+\s)?(?:participants|delegates|delegations|countries|ministers)\b"
)
PART = re.compile(  # "20 countries took part"; not "the two countries signed"
    r"(?i)\b(?:attend\w*|participa\w+|t(?:ak(?:es?|ing|en)|ook) part|gather(?:ed|s|ing)?|"
    r"br(?:ing|ings|inging|ought) together|"
    r"represent(?:ed|ing|s|atives)|contribut\w+|join(?:ed|s|ing))\b"
)
FROM = re.compile(r"(?i)\b(?:participants|delegat\w+|officials|leaders|ministers|envoys|officers|teams) (?:of|from)\s$")
OF_YEAR = re.compile(  # before a year: "in October", "since", "May 4,"; not "some"
    rf"\b(?:in|since|by|of|during|from|until|till|to|before|after|late|early|mid|(?:{'|'.join(MONTHS)})\.?(?:\s\d{{1,2}})?,?)"
    r"[\s-]$"
)
UNBOUND = BOUND.replace("?P<bound>", "?:")
AND = rf"(?i)(?:,|\sand|,\sand)\s{UNBOUND}$"
SOME_OF = rf"{UNBOUND}{NUMBER.replace('?P<n>', '?:')}(?:\s[\w-]+){{1,3}}(?:,|\sand|,\sand)\s"  # "five civilians and"
HARMED = re.compile(  # before "three soldiers": "killed five civilians and", "captured"; not "killed five and sent"
    r"(?i)\b(?:(?:kill|wound|injur|captur|abduct|kidnap|detain|arrest|fre|releas)(?:ed|ing|es|s)\s"
    rf"(?:{SOME_OF}){{0,4}}|took\s){UNBOUND}$"
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
    """The quantities of a sentence, each with its bounds and the words as written; victims are not also troops."""
    found: list[Quantity] = []
    victims: set[int] = set()
    for what, pattern in PATTERNS:
        for m in _counts(pattern, sentence):
            low, high = _bounds(m)
            if (low is None and high is None) or (what == "troops" and _are_victims(m, sentence, victims)):
                continue
            if what in ("killed", "wounded"):
                victims.add(_number(m)[0])
            unit = m.groupdict().get("unit")
            found.append(Quantity(what, low, high, unit.strip() if unit else None, m.group(0).strip()))
    return tuple(found)


def _counts(pattern: re.Pattern[str], sentence: str) -> Iterator[re.Match[str]]:
    """The matches that count something; behind a number that counts nothing the search goes on."""
    m = pattern.search(sentence)
    while m:
        no_count = _no_count(m, sentence) or (pattern is TAKERS and not _take_part(m, sentence))
        if not no_count:
            yield m
        m = pattern.search(sentence, _number(m)[1] if no_count else m.end())


def _number(m: re.Match[str]) -> tuple[int, int]:
    """Where the number of a match begins and ends."""
    return m.span("n2" if m.groupdict().get("n2") else "n")


def _no_count(m: re.Match[str], sentence: str) -> bool:
    """ "No one was killed" counts nobody; "in 2022 soldiers" is a year, "January 30 killed" a day; and what lies beyond
    another verb is that verb's."""
    start, end = _number(m)
    raw, before = sentence[start:end].lower(), sentence[: m.start()].lower()
    if raw == "one" and re.search(r"\bno\s$", before):
        return True
    if len(raw) <= 2 and raw.isdigit() and re.search(rf"\b(?:{'|'.join(MONTHS)})\.?\s$", before):
        return True
    if re.fullmatch(r"(?:19|20)\d\d", raw) and OF_YEAR.search(before):
        return not (raw.endswith("00") and re.search(r"\b(?:of|by|to)\s$", before))  # "a force of 2000 soldiers"
    return bool(re.search(r"\b(?:and|but|while|when|after|before|as|because)\b", sentence[end : m.end()].lower()))


def _take_part(m: re.Match[str], sentence: str) -> bool:
    """Whether those counted are said to take part: one or two, and countries, are most often the parties themselves."""
    few = sentence[slice(*_number(m))].lower() in ("one", "two", "1", "2")
    if not few and not m.group(0).lower().endswith("countries"):
        return True
    if few and re.search(r"(?i)\b(?:the|these|those|both|our|their|its|his|her)\s$", sentence[: m.start()]):
        return False
    return bool(PART.search(sentence) or FROM.search(sentence[: m.start()]))


def _are_victims(m: re.Match[str], sentence: str, victims: set[int]) -> bool:
    """Whether soldiers counted were killed, wounded or taken: they are no force that somebody sent."""
    start = _number(m)[0]
    return (
        start in victims
        or bool(HARMED.search(sentence[: m.start()]))
        or any(re.match(AND, sentence[m.end() : v]) for v in victims if v > start)
    )


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
    "troops": frozenset({"COOPERATE", "MOBILIZE", "RETREAT", "AID"}),
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

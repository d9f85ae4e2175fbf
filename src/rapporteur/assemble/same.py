"""Whether two claims tell of the same thing. Every answer comes with its score and its reasons.

The scores' docstrings are the explanation that users read in ``rapporteur show``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapporteur.model import Commitment, Event, Party, Statement

WORD = re.compile(r"\w+")
VERBAL = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "CONCEDE"})  # a party does these often
JOINT = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE"})  # done together: seldom twice on one day
HAPPENED = frozenset({"happened", "ongoing"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """How sure it is that two claims are one, 0 to 1, and why."""

    score: float
    reasons: tuple[str, ...]


NO = Verdict(0.0, ())
SAME = 0.6  # from here on two claims are one


def same_event(a: Event, b: Event) -> Verdict:
    """Two events are one when type and status agree, days and places can be the same, and either the same edition of a
    forum is named or most of the parties are the same; of an attack, when it is of the same mode in the same town on
    the same single day. Acts that a party does often (accusing, asking, agreeing) must
    be told in like words as well, unless a document is a copy of the other."""
    if a.type != b.type or (a.status in HAPPENED) != (b.status in HAPPENED):
        return NO
    if not a.date.overlaps(b.date):
        return NO
    if a.place and b.place and a.place.country and b.place.country and a.place.country != b.place.country:
        return NO
    reasons = [f"both {a.type}, {a.status}", "their days can be the same"]
    likeness = alike(_words(a), _words(b))
    if a.forum and b.forum and a.forum.name == b.forum.name:
        if a.forum.edition and b.forum.edition and a.forum.edition != b.forum.edition:
            return NO
        if _narrow(a) and _narrow(b):
            return Verdict(0.9, (*reasons, f"both name {a.forum.name}"))
    shared, total = _shared(a, b)
    day = a.date.days == 1 and b.date.days == 1
    town = a.place is not None and b.place is not None and a.place.geonames_id is not None and a.place == b.place
    if day and town and a.mode == b.mode and a.type == "ASSAULT":
        return Verdict(0.8, (*reasons, f"the same day in {a.place.name if a.place else ''}, in the same way"))
    if day and a.type in JOINT and shared == total and shared > 1:
        return Verdict(0.8, (*reasons, f"{shared} of {total} parties are the same, on the same day"))
    if total == 0 or not (_narrow(a) and _narrow(b)):
        return Verdict(0.9, (*reasons, "the same words")) if likeness > 0.8 else NO
    ratio = shared / total
    reasons.append(f"{shared} of {total} parties are the same")
    if a.place and b.place and a.place.country == b.place.country:
        reasons.append(f"both in {a.place.name}")
        ratio += 0.1
    if a.type in VERBAL:
        reasons.append(f"words alike by {likeness:.2f}")
        return Verdict(min(1.0, ratio), tuple(reasons)) if likeness > 0.35 and ratio > 0.6 else NO
    return Verdict(min(1.0, ratio), tuple(reasons)) if ratio > 0.6 else NO


def _narrow(e: Event) -> bool:
    """Days that are bounded on both sides, within a month: else "can be the same" says nothing."""
    return e.date.days is not None and e.date.days <= 31


def _shared(a: Event, b: Event) -> tuple[int, int]:
    """Parties in common and in all, a person standing for a country where the other claim names the country alone."""
    x, y = _keys((*a.actors, *a.recipients)), _keys((*b.actors, *b.recipients))
    if _other_offices(a, b):
        return 0, len(x | y)
    if len(x & y) >= 2 and (x <= y or y <= x) and abs(len(x) - len(y)) <= 1:
        return len(x & y), len(x & y)  # one page leaves a party out; but two of ten met apart from the ten
    return len(x & y), len(x | y)


def _other_offices(a: Event, b: Event) -> bool:
    """Whether some state sends one officer in the one claim and, by all that is said, only others in the second: the
    defence minister's visit is not the army commanders' meeting."""
    first, second = _officers(a), _officers(b)
    return any(second.get(country) and not offices & second[country] for country, offices in first.items())


def _officers(e: Event) -> dict[str, set[str]]:
    """The offices of each country's persons; nothing of a country that takes part as such, or without an office."""
    found: dict[str, set[str]] = {}
    bare = {p.country for p in (*e.actors, *e.recipients) if p.country and (p.kind != "person" or not p.office)}
    for p in (*e.actors, *e.recipients):
        if p.kind == "person" and p.country and p.office and p.country not in bare:
            found.setdefault(p.country, set()).add(p.office)
    return found


def _keys(parties: tuple[Party, ...]) -> set[str]:
    return {p.country or p.id for p in parties}


def same_statement(a: Statement, b: Statement) -> Verdict:
    """Two statements are one when the same speaker says nearly the same words (four fifths of them)."""
    if a.speaker.id != b.speaker.id:
        return NO
    likeness = alike(_bag(a.text), _bag(b.text))
    return Verdict(likeness, ("the same speaker", f"words alike by {likeness:.2f}")) if likeness > 0.8 else NO


def same_commitment(a: Commitment, b: Commitment) -> Verdict:
    """Two undertakings are one when the same parties undertake the same kind of thing in like words, due at times
    that can be the same."""
    if a.action != b.action or not a.due.overlaps(b.due):
        return NO
    if not ({p.country or p.id for p in a.by} & {p.country or p.id for p in b.by}):
        return NO
    likeness = alike(_bag(a.what), _bag(b.what))
    return (
        Verdict(likeness, (f"both undertake a {a.action}", f"words alike by {likeness:.2f}")) if likeness > 0.6 else NO
    )


def alike(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of words in common (Jaccard), 0 to 1."""
    return len(a & b) / len(a | b) if a and b else 0.0


def _words(e: Event) -> frozenset[str]:
    return _bag(e.evidence[0].text)


def _bag(text: str) -> frozenset[str]:
    return frozenset(w.casefold() for w in WORD.findall(text) if len(w) > 2)

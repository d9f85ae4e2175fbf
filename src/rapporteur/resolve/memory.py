"""Who was spoken of on a page, in the order of the text: what pronouns and "the two sides" look back to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from rapporteur.model import Party
from rapporteur.resolve.cast import Member
from rapporteur.resolve.phrases import Found

JOINED = re.compile(r"(?:['’]s)? and (?:the )?")
OFTEN = 3  # times that two states must be named to be the sides of a page that pairs two others once
BESIDE = 30  # characters between the head of a name's phrase and another word of the name
LISTED = re.compile(r", (?:and )?(?:the )?| and (?:the )?")


@dataclass(slots=True)
class Memory:
    """Who was spoken of, in the order of the text."""

    persons: list[tuple[int, Member, bool]] = field(default_factory=list)  # (offset, who, as subject)
    states: list[tuple[int, str]] = field(default_factory=list)
    pairs: list[tuple[int, tuple[str, str]]] = field(default_factory=list)  # "X and Y", as party ids
    several: list[tuple[int, tuple[Party, ...]]] = field(default_factory=list)  # subjects in the plural
    bodies: list[tuple[int, Party]] = field(default_factory=list)  # states, organisations and groups as subjects
    named: list[tuple[int, Party]] = field(default_factory=list)  # the same in any place
    offices: list[tuple[int, str]] = field(default_factory=list)  # offices as subjects, with or without a name

    def body_before(self, at: int) -> Party | None:
        """The last state or organisation that was a subject within some two sentences before ``at``."""
        near = [p for o, p in self.bodies if o < at and at - o < 400]
        return near[-1] if near else None

    def several_before(self, at: int) -> tuple[Party, ...]:
        """Those who were together the subject of a clause last, within some two sentences before ``at``."""
        near = [p for o, p in self.several if o < at and at - o < 300]
        return near[-1] if near else ()

    def two_before(self, at: int) -> tuple[Party, ...]:
        """Two bodies or groups that were together the subject of a clause shortly before, later than any pair of names:
        "Mali's government and the rebels"."""
        last = max((o for o, _ in self.pairs if o < at), default=-1)
        near = [p for o, p in self.several if o < at and at - o < 600 and o > last and len(p) == 2]
        bodies = [p for p in near if all(x.kind in ("organization", "group", "state") for x in p)]
        return bodies[-1] if bodies else ()

    def person_before(self, at: int, office: str | None = None, country: str | None = None) -> Member | None:
        """The last person before ``at``, subjects first, in the office and country asked for."""
        fits = [
            (o, m, s)
            for o, m, s in self.persons
            if o < at and (office is None or m.office == office) and (country is None or m.country == country)
        ]
        near = [x for x in fits if at - x[0] < 1500]
        subjects = [x for x in near if x[2]]
        chosen = subjects or near
        return chosen[-1][1] if chosen else None

    def person_at(self, at: int) -> Member | None:
        """The person whose phrase has its head beside ``at``."""
        near = [(abs(o - at), m) for o, m, _ in self.persons if abs(o - at) <= BESIDE]
        return min(near, key=lambda x: x[0])[1] if near else None

    def body_within(self, start: int, end: int) -> Party | None:
        """The last subject that is a body in a stretch, else the last body or group that is named there at all."""
        subjects = [p for o, p in self.bodies if start <= o < end]
        named = [p for o, p in self.named if start <= o < end]
        return subjects[-1] if subjects else named[-1] if named else None

    def body_at(self, at: int) -> Party | None:
        """The state, organisation or group whose phrase has its head beside ``at``."""
        near = [(abs(o - at), p) for o, p in self.named if abs(o - at) <= BESIDE]
        return min(near, key=lambda x: x[0])[1] if near else None

    def office_before(self, at: int) -> str | None:
        """The office that was the subject of this clause or of the one before."""
        near = [office for o, office in self.offices if o < at and at - o < 250]
        return near[-1] if near else None

    def pair_before(self, at: int, only_states: bool = False) -> tuple[str, str] | None:
        """Who "the two sides" are: the two that were most often named together up to ``at``; two named together only
        once, and that some way off, yield to two states named far more often apart."""
        pairs = [(o, p) for o, p in self.pairs if o < at and not (only_states and any("country/" not in k for k in p))]
        count: dict[frozenset[str], int] = {}
        for _, pair in pairs:
            count[frozenset(pair)] = count.get(frozenset(pair), 0) + 1
        best = max(count, key=lambda p: count[p], default=None)
        if best is None:
            return None
        first = next((o, pair) for o, pair in pairs if frozenset(pair) == best)
        often = [s for o, s in self.states if o < at]
        top = self.states_before(at, 2)
        apart = len(top) == 2 and min(map(often.count, top)) >= OFTEN and not {f"country/{s}" for s in top} & best
        if count[best] == 1 and apart and at - first[0] > 250:
            return f"country/{top[0]}", f"country/{top[1]}"
        return first[1]

    def pair_near(self, at: int) -> bool:
        """Whether two were named together within some two sentences before ``at``."""
        return any(o < at and at - o < 250 for o, _ in self.pairs if o >= 0)

    def states_before(self, at: int, count: int) -> list[str]:
        """The ``count`` states most often named up to ``at``: between equals the last named."""
        weight: dict[str, float] = {}
        for offset, state in self.states:
            if offset < at:
                weight[state] = weight.get(state, 0) + 1 + offset / (at + 1) / 100
        return sorted(weight, key=lambda s: -weight[s])[:count]

    def main_state(self, at: int) -> str | None:
        """The state named at least ``OFTEN`` times as often as any other up to ``at``."""
        count = Counter(s for o, s in self.states if o < at)
        (most, times), (_, others) = (*count.most_common(2), ("", 0), ("", 0))[:2]
        return most if most and times >= OFTEN * others else None

    def persons_before(self, at: int, count: int, office: str | None = None) -> list[Member]:
        """The last ``count`` different persons before ``at``, of ``office`` where that is said."""
        found: list[Member] = []
        for _, member, _ in reversed([p for p in self.persons if p[0] < at and at - p[0] < 2500]):
            fits = (
                office is None
                or member.office == office
                or (office == "Minister" and "Minister" in (member.office or ""))
            )
            if fits and all(member.name != f.name for f in found):
                found.append(member)
            if len(found) == count:
                break
        return found[::-1]


def pairs(scan: Callable[[str], tuple[Found, ...]], text: str, offset: int) -> list[tuple[int, tuple[str, str]]]:
    """Two states or groups joined by "and", and no third before or behind them."""
    found = [f for f in scan(text) if f.sort in ("country", "group")]
    joined = []
    for i, (a, b) in enumerate(pairwise(found)):
        before = text[found[i - 1].end : a.start] if i else ""
        behind = text[b.end : found[i + 2].start] if i + 2 < len(found) else ""
        if (
            JOINED.fullmatch(text[a.end : b.start])
            and not (LISTED.fullmatch(before) or LISTED.fullmatch(behind))
            and a.id != b.id
        ):
            joined.append((offset if offset < 0 else offset + a.start, (f"{a.sort}/{a.id}", f"{b.sort}/{b.id}")))
    return joined

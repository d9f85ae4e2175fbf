"""Where states and organisations stand on an issue, by what they said and did in words. Reads only.

A position comes from a statement, or from an event that is itself speech (condemning, rejecting, backing), and is read
by the words of ``lang/*/stance.toml`` in the sentence. A person in office and a ministry speak for their state. Silence
is no position.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Literal

from rapporteur import lang
from rapporteur.lang.stance import Span, StanceReader
from rapporteur.model import Claim, DateRange, Event, Evidence, Party, Stance, Statement
from rapporteur.store.issues import signals
from rapporteur.world import Issue, World

if TYPE_CHECKING:
    from rapporteur.store.record import Record

STANCES: tuple[Stance, ...] = ("supports", "opposes", "concerned", "neutral")
SPEECH = frozenset({"ACCUSE", "REJECT", "SUPPORT", "REQUEST"})  # events that are speech, and need no reported words
Z95 = 1.959963984540054  # the normal quantile of a 95 % interval


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a position: a state (its ISO alpha-3 code as ``key``) or an organisation (its id)."""

    key: str
    name: str
    kind: Literal["state", "organization"]


@dataclass(frozen=True, slots=True)
class Position:
    """Where a holder stands toward the issue, or toward a party spoken of with it, in one claim.

    ``toward`` is the issue's id or the party's; ``words`` those from the stance to what it is about, "" where neutral.
    ``direct`` is false where the stance falls on harm done in connection with the issue: who condemns a raid and who
    opposes sanctions on the same state do not stand on the same side for that.
    """

    holder: Holder
    toward: str
    toward_name: str
    stance: Stance
    words: str
    date: DateRange
    claim: str
    speaker: Party
    evidence: Evidence
    direct: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """Two positions of one holder toward the same, the later another than the earlier."""

    earlier: Position
    later: Position


@dataclass(frozen=True, slots=True)
class Alignment:
    """How often two holders took the same stance where both took one.

    ``shared`` counts matters: something spoken of (the issue or a party) in a quarter of a year in which each of the
    two took exactly one stance other than neutral; ``same`` those in which it was the same. ``low`` and ``high`` bound
    the share by the 95 % Wilson score interval.
    """

    one: Holder
    other: Holder
    same: int
    shared: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Positions:
    """All that the record tells of an issue; ``unplaced`` counts claims of nobody who stands for a state or body."""

    issue: Issue
    positions: tuple[Position, ...]
    unplaced: int

    @property
    def on_issue(self) -> tuple[Position, ...]:
        """The positions toward the issue itself: one a holder and claim."""
        return tuple(p for p in self.positions if p.toward == self.issue.id)

    @property
    def cells(self) -> Mapping[Holder, Mapping[Stance, tuple[Position, ...]]]:
        """The matrix: by holder, then by stance, the positions behind each cell; no key where nothing was said."""
        found: dict[Holder, dict[Stance, list[Position]]] = defaultdict(lambda: defaultdict(list))
        for p in self.on_issue:
            found[p.holder][p.stance].append(p)
        ordered = sorted(found, key=lambda h: (h.kind != "state", h.name))
        return {h: {s: tuple(found[h][s]) for s in STANCES if s in found[h]} for h in ordered}


def positions(
    record: Record, issue: Issue, world: World, since: date | None = None, until: date | None = None
) -> Positions:
    """Every position on an issue, by holder, day and claim; with bounds, claims that can lie between these days."""
    found: list[Position] = []
    unplaced = 0
    spoken: set[tuple[Holder, str, int]] = set()
    for claim in _claims(record, issue, since, until):
        holders = _holders(claim, world)
        unplaced += not holders
        for holder, speaker in holders:
            places = [(holder, e.document, e.start) for e in claim.evidence]
            if isinstance(claim, Event) and any(_is_told(spoken, holder, e) for e in claim.evidence):
                continue  # the same words were kept as a statement
            spoken.update(places)
            found += _read(claim, holder, speaker, issue)
    return Positions(issue, tuple(sorted(found, key=_order)), unplaced)


def changes(found: Iterable[Position]) -> tuple[Change, ...]:
    """Where a holder's stance differs from the one before, toward the same; both days known and apart."""
    by_matter: dict[tuple[Holder, str], list[Position]] = defaultdict(list)
    for p in found:
        if p.direct and p.stance != "neutral" and p.date.earliest and p.date.latest:
            by_matter[p.holder, p.toward].append(p)
    told = []
    for group in by_matter.values():
        ordered = sorted(group, key=lambda p: (p.date.latest or date.max, p.claim))
        told += [Change(a, b) for a, b in pairwise(ordered) if a.stance != b.stance and _apart(a.date, b.date)]
    return tuple(told)


def alignments(found: Iterable[Position]) -> tuple[Alignment, ...]:
    """Every two holders who took stances on the same matters, those with most matters first."""
    stances: dict[Holder, dict[tuple[str, str], set[Stance]]] = defaultdict(lambda: defaultdict(set))
    for p in found:
        if p.direct and p.stance != "neutral" and (quarter := _quarter(p.date)):
            stances[p.holder][p.toward, quarter].add(p.stance)
    told = []
    for one, other in combinations(sorted(stances, key=lambda h: (h.name, h.key)), 2):
        matters = stances[one].keys() & stances[other].keys()
        both = [(stances[one][m], stances[other][m]) for m in matters]
        clear = [(a, b) for a, b in both if len(a) == len(b) == 1]
        if clear:
            same = sum(a == b for a, b in clear)
            told.append(Alignment(one, other, same, len(clear), *wilson(same, len(clear))))
    return tuple(sorted(told, key=lambda a: (-a.shared, a.one.name, a.other.name)))


def wilson(same: int, total: int) -> tuple[float, float]:
    """The 95 % score interval of a share, ``same`` of ``total`` (Wilson 1927); 0 to 1 where nothing was counted."""
    if total == 0:
        return 0.0, 1.0
    share, square = same / total, Z95 * Z95
    middle = (share + square / (2 * total)) / (1 + square / total)
    half = Z95 / (1 + square / total) * math.sqrt(share * (1 - share) / total + square / (4 * total * total))
    return max(0.0, middle - half), min(1.0, middle + half)


def _claims(record: Record, issue: Issue, since: date | None, until: date | None) -> Iterator[Statement | Event]:
    """Statements first, so that an event told in the same words can be passed over."""
    name = f'"{issue.id}"'  # stands among the keywords of every claim on the issue
    for merged in record.assembled("statement", words=name, after=since, before=until):
        if isinstance(merged.claim, Statement) and issue.id in merged.claim.issues:
            yield merged.claim
    for kind in sorted(SPEECH):
        for merged in record.assembled("event", type=kind, words=name, after=since, before=until):
            e = merged.claim
            if isinstance(e, Event) and issue.id in e.issues and e.status in ("happened", "ongoing", "denied"):
                yield e


def _holders(claim: Claim, world: World) -> list[tuple[Holder, Party]]:
    speakers = (claim.speaker,) if isinstance(claim, Statement) else claim.actors if isinstance(claim, Event) else ()
    found: dict[str, tuple[Holder, Party]] = {}
    for p in speakers:
        holder = _holder(p, world)
        if holder is not None and not _only_alleged(claim, p):
            found.setdefault(holder.key, (holder, p))
    return list(found.values())


def _holder(p: Party, world: World) -> Holder | None:
    """A state, for whom its ministries and those in its offices speak; an organisation that is no state's."""
    if p.kind == "state" or (p.country and (p.kind == "organization" or (p.kind == "person" and p.office))):
        state = world.country(p.country) if p.country else None
        return Holder(p.country or p.id, state.name if state else p.name, "state")
    return Holder(p.id, p.name, "organization") if p.kind == "organization" else None


def _only_alleged(claim: Claim, p: Party) -> bool:
    """An event that only somebody else asserts: "Borland claims that Ruritania backs the rebels"."""
    by = [e.asserted_by for e in claim.evidence]
    return isinstance(claim, Event) and not any(b is None or (b.country or b.id) == (p.country or p.id) for b in by)


def _is_told(spoken: set[tuple[Holder, str, int]], holder: Holder, e: Evidence) -> bool:
    return any(h == holder and d == e.document and e.start <= at < e.end for h, d, at in spoken)


def _read(claim: Statement | Event, holder: Holder, speaker: Party, issue: Issue) -> Iterator[Position]:
    """One position toward the issue, neutral where no words show another; one toward each party where words do."""
    evidence = claim.evidence[0]
    if isinstance(claim, Statement):
        text, parties = f"{claim.cue} {claim.text}", claim.about
    else:
        text, parties = evidence.text, (*claim.recipients, *claim.actors)
    named = {p: _where(text, p) for p in parties if _key(p) != holder.key}
    for toward, name, (stance, words), direct in _stances(text, named, issue):
        yield Position(holder, toward, name, stance, words, claim.date, claim.id, speaker, evidence, direct)


def _stances(
    text: str, named: Mapping[Party, list[Span]], issue: Issue
) -> Iterator[tuple[str, str, tuple[Stance, str], bool]]:
    """Toward whom or what, with its name; the stance and its words; and whether it falls on it directly."""
    reader, own = _reader(), signals(issue)
    others = [span for spans in named.values() for span in spans]
    spans = _spans(own, text)
    told = reader.toward(text, spans, others, party=False)
    yield issue.id, issue.name, told or ("neutral", ""), told is None or reader.toward(text, spans, others) == told
    for p, where in named.items():
        reading = reader.toward(text, where, others)
        if reading is not None and not own.search(p.name):  # Afghanistan is what the issue is about
            yield _key(p), p.name, reading, True


def _key(p: Party) -> str:
    return p.country or p.id


def _where(text: str, p: Party) -> list[Span]:
    names = dict.fromkeys(n for n in (p.as_written, p.name) if n)
    return [span for name in names for span in _spans(re.compile(rf"\b{re.escape(name)}"), text)]


def _spans(pattern: re.Pattern[str], text: str) -> list[Span]:
    return [m.span() for m in pattern.finditer(text)]


@cache
def _reader() -> StanceReader:
    """One reader of the words of all languages: claims do not tell theirs."""
    first, *more = (lang.load(code).stance for code in lang.languages())
    return StanceReader(first.model_copy(update={"word": tuple(g for one in (first, *more) for g in one.word)}))


def _order(p: Position) -> tuple[str, str, date, str, str]:
    return p.holder.kind, p.holder.name, p.date.latest or date.max, p.claim, p.toward


def _apart(earlier: DateRange, later: DateRange) -> bool:
    return bool(earlier.latest and later.earliest and earlier.latest < later.earliest)


def _quarter(days: DateRange) -> str | None:
    """The quarter of a year in which a range lies as a whole."""
    if days.earliest is None or days.latest is None:
        return None
    told = {f"{d.year}-{(d.month - 1) // 3 + 1}" for d in (days.earliest, days.latest)}
    return told.pop() if len(told) == 1 else None

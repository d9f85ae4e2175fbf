"""Claims of the same thing put into one: evidence of all, the narrower day, the nearer place, conflicts kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from rapporteur.assemble.same import SAME, Verdict, same_commitment, same_event, same_statement
from rapporteur.model import (
    Commitment,
    Conflict,
    DateRange,
    Event,
    Evidence,
    Merged,
    Party,
    Place,
    Statement,
    Tenure,
)

C = TypeVar("C", Event, Statement, Commitment, Tenure)
RELIABILITY = 0.65  # prior that one independent source tells an event rightly; replaced where users set their own


def events(claims: Iterable[Event], copy_of: Mapping[str, str]) -> Iterator[Merged]:
    """Events merged over documents."""
    for group, reasons in clusters(list(claims), same_event, _event_keys):
        yield Merged(_event(group, copy_of), tuple(c.id for c in group), reasons)


def statements(claims: Iterable[Statement]) -> Iterator[Merged]:
    """Statements merged over documents."""
    for group, reasons in clusters(list(claims), same_statement, lambda s: [s.speaker.id]):
        first = group[0]
        yield Merged(replace(first, evidence=_evidence(group)), tuple(c.id for c in group), reasons)


def commitments(claims: Iterable[Commitment]) -> Iterator[Merged]:
    """Undertakings merged over documents."""
    for group, reasons in clusters(list(claims), same_commitment, lambda c: [c.action]):
        first = group[0]
        due = _narrowest([c.due for c in group])
        yield Merged(replace(first, evidence=_evidence(group), due=due), tuple(c.id for c in group), reasons)


def tenures(claims: Iterable[Tenure]) -> Iterator[Merged]:
    """Sightings of a person in an office: one line a person, office and country, seen from the first to the last."""
    groups: dict[tuple[str, str, str | None], list[Tenure]] = defaultdict(list)
    for t in sorted(claims, key=lambda t: t.id):
        groups[t.person, t.office, t.country].append(t)
    for group in groups.values():
        firsts = [t.seen.earliest for t in group if t.seen.earliest]
        lasts = [t.seen.latest for t in group if t.seen.latest]
        basis = "stated" if any(t.seen.basis == "stated" for t in group) else group[0].seen.basis
        seen = DateRange(min(firsts, default=None), max(lasts, default=None), basis, group[0].seen.why)
        reasons = ("the same person, office and country",) if len(group) > 1 else ()
        yield Merged(replace(group[0], seen=seen, evidence=_evidence(group)), tuple(t.id for t in group), reasons)


def clusters(
    claims: list[C], same: Callable[[C, C], Verdict], keys: Callable[[C], Iterable[Hashable]]
) -> Iterator[tuple[list[C], tuple[str, ...]]]:
    """Groups of claims that are one, by single links between members of different documents, in the order of ids."""
    claims.sort(key=lambda c: c.id)
    parent = list(range(len(claims)))
    reasons: dict[int, list[str]] = defaultdict(list)

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for i, c in enumerate(claims):
        for key in keys(c):
            blocks[key].append(i)
    for members in blocks.values():
        for at, i in enumerate(members):
            for j in members[:at]:
                if root(i) == root(j) or claims[i].evidence[0].document == claims[j].evidence[0].document:
                    continue
                verdict = same(claims[i], claims[j])
                if verdict.score >= SAME:
                    low: int = min(root(i), root(j))
                    high: int = max(root(i), root(j))
                    parent[high] = low
                    reasons[low] += [
                        *reasons.pop(high, []),
                        f"score {verdict.score:.2f}: " + "; ".join(verdict.reasons),
                    ]
    groups: dict[int, list[C]] = defaultdict(list)
    for i, c in enumerate(claims):
        groups[root(i)].append(c)
    for i, group in sorted(groups.items()):
        yield group, tuple(dict.fromkeys(reasons.get(i, ())))


def _event_keys(e: Event) -> list[Hashable]:
    """Blocks: the forum, and each party with the type."""
    keys: list[Hashable] = [(e.type, p.country or p.id) for p in (*e.actors, *e.recipients)]
    return sorted({*keys, *([(e.type, e.forum.name)] if e.forum else [])}, key=str)


def _event(group: list[Event], copy_of: Mapping[str, str]) -> Event:
    first = max(group, key=lambda e: (len(e.actors) + len(e.recipients), e.place is not None, e.id))
    documents = {copy_of.get(v.document, v.document) for e in group for v in e.evidence}
    sources = len(documents)
    return replace(
        first,
        id=min(e.id for e in group),
        actors=_parties([first, *group], "actors"),
        recipients=_parties([first, *group], "recipients"),
        date=_narrowest([e.date for e in group]),
        place=_nearest([e.place for e in group]),
        forum=next((e.forum for e in group if e.forum and e.forum.edition), first.forum),
        issues=tuple(dict.fromkeys(i for e in group for i in e.issues)),
        contexts=tuple(dict.fromkeys(c for e in group for c in e.contexts)),
        quantities=tuple(dict.fromkeys(q for e in group for q in e.quantities)),
        evidence=_evidence(group),
        independent_sources=sources,
        belief=round(1 - (1 - RELIABILITY) ** sources, 4),
        conflicts=_conflicts(group),
    )


def _parties(group: list[Event], side: str) -> tuple[Party, ...]:
    """Every party of a side; one that another document names with its office stands for the one without."""
    found: dict[str, Party] = {}
    for e in group:
        for p in getattr(e, side):
            known = found.get(p.id)
            if known is None or (known.office is None and p.office):
                found[p.id] = p
    return tuple(found.values())


def _evidence(group: Iterable[Event | Statement | Commitment | Tenure]) -> tuple[Evidence, ...]:
    seen = {(e.document, e.start, e.end): e for c in group for e in c.evidence}
    return tuple(e for _, e in sorted(seen.items()))


def _narrowest(ranges: list[DateRange]) -> DateRange:
    """The narrowest of the intervals; a stated one before an inferred one of the same width."""
    return min(ranges, key=lambda r: (r.days or 10**7, r.basis != "stated", str(r.earliest)))


def _nearest(places: list[Place | None]) -> Place | None:
    """The place that is known best: with a gazetteer id, else with degrees, else any."""
    known = [p for p in places if p is not None]
    return min(known, key=lambda p: (p.geonames_id is None, p.lat is None, p.name), default=None)


def _conflicts(group: list[Event]) -> tuple[Conflict, ...]:
    """Counts on which documents differ so that not both can be right; both stand."""
    values: dict[str, dict[str, list[Event]]] = defaultdict(lambda: defaultdict(list))
    for e in group:
        for q in e.quantities:
            if q.what != "other":
                values[q.what][q.as_written].append(e)
    found = []
    for what, by_value in sorted(values.items()):
        bounds = [
            (q.low if q.low is not None else 0.0, q.high if q.high is not None else float("inf"))
            for e in group
            for q in e.quantities
            if q.what == what
        ]
        if max(low for low, _ in bounds) > min(high for _, high in bounds):
            found.append(Conflict(what, tuple((v, _evidence(es)) for v, es in sorted(by_value.items()))))
    return tuple(found)

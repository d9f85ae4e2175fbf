"""Follow-through: a later event proposed as the answer to an open commitment, with both sentences side by side.

Precision before volume: an answer must be of the right kind, lie in the time due, have the parties in common and, for
a standing meeting or exercise, bear its name and year. Past its time without news a commitment is ``unknown``, never
``missed``; nothing is said about time that no page of the record reaches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from rapporteur.model import Action, Commitment, CommitmentStatus, DateRange, Event, Merged, Party

ANSWERS: dict[Action, frozenset[str]] = {
    "meeting": frozenset({"CONSULT"}),
    "visit": frozenset({"CONSULT"}),
    "exercise": frozenset({"COOPERATE", "MOBILIZE"}),
    "document": frozenset({"SUPPORT"}),
    "aid": frozenset({"AID"}),
}
FIRM = frozenset({"decided", "agreed", "pledged", "intended", "confirmed"})
HORIZON = timedelta(days=400)  # how long after it was made a commitment without a term is still answered


def follow(
    commitments: Iterable[Merged], events: Iterable[Merged], published: Mapping[str, DateRange]
) -> Iterable[Merged]:
    """The commitments, those that an event answers with their new status and its evidence."""
    told = [m.claim for m in events if isinstance(m.claim, Event) and _dated(m.claim)]
    for merged in commitments:
        c = merged.claim
        if not isinstance(c, Commitment) or c.strength not in FIRM or c.action not in ANSWERS:
            yield merged
            continue
        answers = [(e, why) for e in told if (why := _answers(e, c, _made(c, published)))]
        if not answers:
            yield merged
            continue
        event, why = min(answers, key=lambda a: (a[0].date.earliest or date.max, a[0].id))
        answered = replace(c, status=_status(event), status_evidence=event.evidence)
        yield replace(merged, claim=answered, reasons=(*merged.reasons, f"answered by event {event.id}: {why}"))


def _dated(e: Event) -> bool:
    return e.status in ("happened", "ongoing", "cancelled") and e.date.days is not None and e.date.days <= 31


def _made(c: Commitment, published: Mapping[str, DateRange]) -> date | None:
    days = [published[e.document].earliest for e in c.evidence if e.document in published]
    return min((d for d in days if d), default=None)


def _status(event: Event) -> CommitmentStatus:
    return "declined" if event.status == "cancelled" else "kept"


def _answers(e: Event, c: Commitment, made: date | None) -> str:
    """Why an event answers a commitment, or ""."""
    first = e.date.earliest
    if made is None or first is None or e.type not in ANSWERS[c.action]:
        return ""
    if first <= made or not _in_time(e, c, made):
        return ""
    if c.place and e.place and c.place.country and e.place.country and c.place.country != e.place.country:
        return ""
    series = {p.name for p in c.by if p.id.startswith("series/")}
    if series or c.action == "exercise":
        names = series | ({e.forum.name} if e.forum and e.forum.name.lower() in c.what.lower() else set())
        return f"{e.forum.name}, in the time due" if e.forum and e.forum.name in names else ""
    sides = _keys((*c.by, *c.to))
    shared = sides & _keys((*e.actors, *e.recipients))
    return f"the same parties ({len(shared)}), in the time due" if len(shared) >= 2 else ""


def _in_time(e: Event, c: Commitment, made: date) -> bool:
    last = c.due.latest or made + HORIZON
    return e.date.overlaps(DateRange(c.due.earliest, last, "inferred"))


def _keys(parties: tuple[Party, ...]) -> set[str]:
    return {p.country or p.id for p in parties}

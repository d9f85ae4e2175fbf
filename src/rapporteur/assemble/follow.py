"""Follow-through: what is told later, proposed as the answer to an open undertaking, with both sentences side by side.

Precision before volume: ``fits.py`` says what an answer must have in common with the undertaking. An answer is an event
(held, opened, signed, delivered; or cancelled), or a page that says that the thing was put off, refused or not done.
Past its time without news an undertaking is ``unknown``, never ``missed``; and only where a page of the record is
younger than its time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from rapporteur import lang
from rapporteur.assemble.fits import HORIZON, Answer, fits, keys
from rapporteur.model import Action, Commitment, CommitmentStatus, DateRange, Event, Evidence, Merged

ANSWERS: dict[str, frozenset[Action]] = {
    "CONSULT": frozenset({"meeting", "visit"}),
    "COOPERATE": frozenset({"exercise", "body"}),
    "MOBILIZE": frozenset({"exercise"}),
    "SUPPORT": frozenset({"document", "body"}),
    "AID": frozenset({"aid"}),
}
FOLLOWED = frozenset({"decided", "agreed", "pledged", "intended", "confirmed", "invited", "proposed"})
LONGEST = 31  # days: an event that is placed no better answers nothing
ENOUGH = 0.9  # of the amount promised
AMOUNT = re.compile(r"\b(\d[\d,.]*\d|\d)( (?:thousand|million|billion))? ([a-z]+)")  # "500 tonnes"; not "2023."
SCALE = {"thousand": 1e3, "million": 1e6, "billion": 1e9}


def follow(
    commitments: Iterable[Merged], events: Iterable[Merged], published: Mapping[str, DateRange]
) -> Iterator[Merged]:
    """The undertakings; those that something later answers with their new status and its evidence.

    ``published`` gives each document's date. Undertakings that their own page tells as put off or given up stay so,
    and may answer others.
    """
    every = list(commitments)
    answers = _index([*_of_events(events, published), *_of_undertakings(every, published)])
    reach = max((d.earliest for d in published.values() if d.earliest), default=None)
    for merged in every:
        c = merged.claim
        if isinstance(c, Commitment) and c.status == "open":
            yield _answered(merged, c, _candidates(answers, c), _made(c.evidence, published), reach)
        else:
            yield merged


def _answered(
    merged: Merged, c: Commitment, candidates: Iterable[Answer], made: date | None, reach: date | None
) -> Merged:
    if made is None:
        return merged
    found: list[tuple[Answer, str]] = []
    if c.strength in FOLLOWED:
        later = sorted((a for a in candidates if a.id != c.id), key=lambda a: (a.told, a.id))
        found = [(a, why) for a in later if (why := fits(a, c, made, None))]
        if found and found[-1][0].status == "postponed":  # what was put off may still be done
            put_off = found[-1][0].told
            found += [
                (a, why)
                for a in later
                if a.status == "kept" and a.told >= put_off and (why := fits(a, c, put_off, put_off + HORIZON))
            ]
    if not found:
        return _run_out(merged, c, reach)
    best = next((x for x in found if x[0].status == "kept"), found[-1])
    answer, why = best
    status = _measured(c, answer) if answer.status == "kept" else answer.status
    answered = replace(c, status=status, status_evidence=answer.evidence)
    return replace(merged, claim=answered, reasons=(*merged.reasons, f"answered by {answer.id}: {why}"))


def _run_out(merged: Merged, c: Commitment, reach: date | None) -> Merged:
    """Unknown, where the time has passed and a page is younger than it."""
    last = c.due.latest
    if last is None or c.due.basis == "unknown" or reach is None or reach <= last:
        return merged
    why = f"due by {last}; the record reaches to {reach} and tells nothing of it"
    return replace(merged, claim=replace(c, status="unknown"), reasons=(*merged.reasons, why))


def _of_events(events: Iterable[Merged], published: Mapping[str, DateRange]) -> Iterator[Answer]:
    for e in (m.claim for m in events if isinstance(m.claim, Event)):
        actions, told = ANSWERS.get(e.type), _made(e.evidence, published)
        if not actions or told is None or e.status not in ("happened", "ongoing", "cancelled"):
            continue
        if e.date.days is None or e.date.days > LONGEST:
            continue
        words = " ".join(v.text for v in e.evidence)
        status: CommitmentStatus = "kept"
        day = e.date
        if e.status == "cancelled":
            status, day = ("postponed" if _put_off().search(words) else "declined"), DateRange(None, None, "unknown")
        forum = e.forum.name if e.forum else None
        yield Answer(
            f"event {e.id}", status, actions, e.actors, e.recipients, e.place, forum, day, told, words, e.evidence
        )


def _of_undertakings(commitments: Iterable[Merged], published: Mapping[str, DateRange]) -> Iterator[Answer]:
    for c in (m.claim for m in commitments if isinstance(m.claim, Commitment) and m.claim.status != "open"):
        told = _made(c.evidence, published)
        if told is not None:
            words = " ".join(v.text for v in c.evidence)
            yield Answer(
                f"commitment {c.id}", c.status, frozenset({c.action}), c.by, c.to, c.place, None, c.due, told, words,
                c.evidence,
            )  # fmt: skip


def _made(evidence: Iterable[Evidence], published: Mapping[str, DateRange]) -> date | None:
    days = [published[e.document].earliest for e in evidence if e.document in published]
    return min((d for d in days if d), default=None)


def _index(answers: Iterable[Answer]) -> Mapping[tuple[Action, str], list[Answer]]:
    """Answers by kind and party, so that each undertaking is held against few."""
    found: dict[tuple[Action, str], list[Answer]] = defaultdict(list)
    for a in answers:
        names = {*keys(a.parties), *(p.name for p in a.parties if p.id.startswith("series/"))}
        for action in a.actions:
            for key in names | ({a.forum} if a.forum else set()):
                found[action, key].append(a)
    return found


def _candidates(answers: Mapping[tuple[Action, str], list[Answer]], c: Commitment) -> list[Answer]:
    parties = (*c.by, *c.to)
    names = {*keys(parties), *(p.name for p in parties if p.id.startswith("series/"))}
    found = {a.id: a for key in sorted(names) for a in answers.get((c.action, key), ())}
    return list(found.values())


def _measured(c: Commitment, a: Answer) -> CommitmentStatus:
    """Kept, or partly where both tell an amount of the same thing and the later one is the smaller."""
    promised, told = _amounts(c.what), _amounts(a.words)
    return "partly" if any(told[u] < ENOUGH * promised[u] for u in promised.keys() & told.keys()) else "kept"


def _amounts(text: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for number, scale, unit in AMOUNT.findall(text):
        digits = number.replace(",", "")
        if digits.count(".") < 2:
            found.setdefault(unit, float(digits) * SCALE.get(scale.strip(), 1))
    return found


@cache
def _put_off() -> re.Pattern[str]:
    """The verbs of all languages that say that a thing was put off."""
    setbacks = [s for code in lang.languages() for s in lang.load(code).commitments.setback]
    stems = [lemma.removesuffix("e") for s in setbacks if s.status == "postponed" for lemma in s.lemmas]
    return re.compile(rf"(?i)\b(?:{'|'.join(map(re.escape, stems))})")

"""Sets of days as unions of intervals, and bounds with their reasons. Pure arithmetic, no language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

Interval: TypeAlias = tuple[date | None, date | None]
EVER: tuple[Interval, ...] = ((None, None),)


@dataclass(frozen=True, slots=True)
class Bound:
    """The days on which the page can have been written, by one reason. Lower ``rank`` is trusted more."""

    days: tuple[Interval, ...]
    why: str
    rank: int


def meet(one: Sequence[Interval], other: Sequence[Interval]) -> tuple[Interval, ...]:
    """The days in both sets, in order; ``None`` is an open end."""
    out: list[Interval] = []
    for a, b in one:
        for c, d in other:
            low = max((x for x in (a, c) if x), default=None)
            high = min((x for x in (b, d) if x), default=None)
            if low is None or high is None or low <= high:
                out.append((low, high))
    return tuple(sorted(set(out), key=lambda i: (i[0] or date.min, i[1] or date.max)))


def hull(days: Sequence[Interval]) -> Interval:
    """The first and last day of a set that is not empty."""
    low = None if any(a is None for a, _ in days) else min(a for a, _ in days if a)
    high = None if any(b is None for _, b in days) else max(b for _, b in days if b)
    return low, high


def combine(bounds: Iterable[Bound]) -> tuple[tuple[Interval, ...], tuple[str, ...]]:
    """What all bounds leave, most trusted first; one that contradicts those before it is set aside, and said so.

    The reasons are those of bounds that narrowed the first or last day.
    """
    days = EVER
    kept: list[Bound] = []
    aside: list[str] = []
    for bound in sorted(bounds, key=lambda b: b.rank):
        left = meet(days, bound.days)
        if not left:
            aside.append(f"set aside, as it contradicts the rest: {bound.why}")
            continue
        if left != days:
            kept.append(bound)
        days = left
    needed = [b for b in kept if hull(_all_but(kept, b)) != hull(days)] or kept
    return days, tuple(dict.fromkeys([b.why for b in needed] + aside))


def _all_but(bounds: Sequence[Bound], without: Bound) -> tuple[Interval, ...]:
    days = EVER
    for bound in bounds:
        if bound is not without:
            days = meet(days, bound.days)
    return days


def year_end(year: int) -> date:
    """31 December."""
    return date(year, 12, 31)


def later(day: date, days: int) -> date:
    """The day so many days later; the calendar's last day where there is none."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max


def earlier(day: date, days: int) -> date:
    """The day so many days earlier; the calendar's first day where there is none."""
    try:
        return day - timedelta(days=days)
    except OverflowError:
        return date.min

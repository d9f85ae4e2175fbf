"""The times of a live blog's entries: "14:32", "2.05pm GMT", "3h ago", "Updated at 10:15", before a text or alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from rapporteur.clean import datefind
from rapporteur.clean.live_words import live_words
from rapporteur.clean.patterns import Pattern
from rapporteur.clean.words import words

MOST = 90  # code points of a line that can be nothing but a time
MOST_LEAD = 60  # code points before a text that can be its time
_APART = re.compile(r"[\s,;|·•:/()\[\]–—-]+")
_OFFSET = re.compile(r"[+-]\d{1,2}(?::?\d\d)?(?!\d)")
_TAIL = re.compile(r"(?:\s[|·•–—-]\s|,\s)(?=[^|·•–—]*$)")
CLOCK_TIME = Pattern(
    "clock-time",
    re.compile(
        r"(?<![\d.:,/$€£])(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d)(?::[0-5]\d)?)?"
        r"(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?(?![\d/%]|[:.]\d)",
        re.IGNORECASE,
    ),
    "2.05pm GMT",
    "$14.32",
)
FULL_CLOCK = Pattern(
    "full-clock", re.compile(r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?=\s?(?:hrs|GMT|UTC)\b)"), "1432 GMT", "1432"
)
ALL = (CLOCK_TIME, FULL_CLOCK)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time as written: ``minutes`` of the day, ``ago`` and the ``slack`` within which it was rounded, a ``day``.

    ``updated`` marks the time of a change, ``pinned`` an entry that stands first whatever its time is.
    """

    text: str
    minutes: int | None = None
    ago: timedelta | None = None
    slack: timedelta = timedelta()
    day: datefind.Found | None = None
    updated: bool = False
    pinned: bool = False

    @property
    def timed(self) -> bool:
        """Whether it tells a time, not only a day."""
        return self.minutes is not None or self.ago is not None

    def joined(self, other: Stamp) -> Stamp:
        """Two times of one entry as one: what the first leaves open the second says."""
        return Stamp(
            f"{self.text} {other.text}",
            self.minutes if self.minutes is not None else other.minutes,
            self.ago if self.ago is not None else other.ago,
            self.slack or other.slack,
            self.day or other.day,
            self.updated and other.updated,
            self.pinned or other.pinned,
        )


def whole(text: str) -> Stamp | None:
    """The time that a line is; None where it holds more than a time, its day and their labels, or no time."""
    if len(text) > MOST:
        return None
    stamp, end = _read(text, labels_behind=True)
    return stamp if stamp.timed and not text[end:].strip() else None


def leading(text: str) -> tuple[Stamp, str] | None:
    """The time before a text, and the text ("14:32 GMT - The envoy arrives")."""
    if not any(c.isdigit() for c in text[:MOST_LEAD]):
        return None
    stamp, end = _read(text[:MOST_LEAD], labels_behind=False)
    rest = text[end:]
    if not stamp.timed or not rest or not (rest[0].isupper() or rest[0] in "\"“‘'" or rest[0].isdigit()):
        return None
    return replace(stamp, text=text[:end].strip(" -–—|:·•")), rest


def trailing(text: str) -> tuple[str, Stamp] | None:
    """A few words and the time behind them ("Ada Example in Quill · 3h ago")."""
    cut = _TAIL.search(text) if len(text) <= MOST else None
    stamp = whole(text[cut.end() :]) if cut else None
    if cut is None or stamp is None or len(text[: cut.start()].split()) > 8:
        return None
    return text[: cut.start()], stamp


def _read(text: str, *, labels_behind: bool) -> tuple[Stamp, int]:
    """What a line's beginning says of a time, and where that ends."""
    said = live_words()
    days = {d.start: d for d in datefind.find(text)}
    stamp, at = Stamp(text), 0
    while at < len(text):
        open_to_labels = labels_behind or not stamp.timed
        if m := _APART.match(text, at):
            pass
        elif stamp.day is None and at in days:
            stamp, at = replace(stamp, day=days[at]), days[at].end
            continue
        elif (m := said.updated.match(text, at)) and open_to_labels:
            stamp = replace(stamp, updated=True)
        elif stamp.ago is None and (m := said.ago.match(text, at)):
            stamp = replace(stamp, ago=_ago(m)[0], slack=_ago(m)[1])
        elif stamp.ago is None and labels_behind and (m := said.now.match(text, at)):
            stamp = replace(stamp, ago=timedelta(), slack=timedelta(minutes=5))
        elif m := _clock(text, at):
            # A second clock is that of a change ("14:32 Updated 14:40").
            stamp = replace(stamp, minutes=_minutes(m)) if stamp.minutes is None else stamp
        elif stamp.timed and (m := said.zones.match(text, at) or _OFFSET.match(text, at)):
            pass
        elif open_to_labels and (m := said.labels.match(text, at) or _weekday(text, at)):
            stamp = replace(stamp, pinned=stamp.pinned or bool(said.pinned.match(m.group())))
        else:
            break
        at = m.end()
    return _settled(stamp), at


def _settled(stamp: Stamp) -> Stamp:
    """A clock before the word for a change is the entry's own."""
    opening = live_words().updated.search(stamp.text)
    clock = _first_clock(stamp.text)
    own = opening is not None and clock is not None and clock < opening.start()
    return replace(stamp, updated=False) if own else stamp


def _first_clock(text: str) -> int | None:
    return next((i for i in range(len(text)) if text[i].isdigit() and _clock(text, i)), None)


def _clock(text: str, at: int) -> re.Match[str] | None:
    m = FULL_CLOCK.regex.match(text, at) or CLOCK_TIME.regex.match(text, at)
    if m is None or not (m.group("minute") or m.groupdict().get("half")):
        return None
    return m


def _minutes(m: re.Match[str]) -> int:
    hour, half = int(m.group("hour")), (m.groupdict().get("half") or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return 60 * hour + int(m.group("minute") or 0)


def _ago(m: re.Match[str]) -> tuple[timedelta, timedelta]:
    """How long ago, and the unit to which that was rounded."""
    said = live_words()
    count = 1 if m.group("count").lower() in said.one else int(m.group("count"))
    unit = said.units[m.group("unit").lower()]
    part = said.units[m.group("part").lower()] if m.group("part") else 0
    back = count * unit + int(m.group("more") or 0) * part
    return timedelta(seconds=back), timedelta(seconds=part or unit)


def _weekday(text: str, at: int) -> re.Match[str] | None:
    m = re.compile(r"[A-Za-z]{3,9}\b").match(text, at)
    return m if m and m.group().lower() in words().dates.weekdays else None

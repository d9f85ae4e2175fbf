"""iCalendar (RFC 5545): the due days of undertakings, for a calendar program.

Days only, no hours and no time zones: an undertaking due in May fills May. The same undertakings give the same bytes:
UID is the claim's id, DTSTAMP the day of the page that tells of it. What has no due day has no place in a calendar.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rapporteur.model import Commitment, CommitmentStatus

FOLD = 75  # octets of a line without its end (RFC 5545, 3.1)
STATUS: dict[CommitmentStatus, str] = {"kept": "CONFIRMED", "partly": "CONFIRMED", "declined": "CANCELLED"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: an undertaking with a due day, the day of its page, one line on it, and what is told at length."""

    claim: Commitment
    stamp: date | None
    summary: str
    description: str
    url: str | None = None


def calendar(entries: Iterable[Entry]) -> Iterator[str]:
    """The lines of a calendar, folded, each with its CRLF; entries without a due day are left out."""
    yield from map(
        folded, ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Rapporteur//Commitments//EN", "CALSCALE:GREGORIAN")
    )
    for entry in entries:
        if span := due_days(entry.claim):
            yield from map(folded, _event(entry, *span))
    yield folded("END:VCALENDAR")


def due_days(claim: Commitment) -> tuple[date, date] | None:
    """First and last day on which an undertaking is due; None where the last is not known."""
    last = claim.due.latest
    if last is None or claim.due.basis == "unknown":
        return None
    return claim.due.earliest or last, last


def escaped(text: str) -> str:
    """A value of type TEXT: backslash, semicolon, comma and line end escaped, control characters left out (3.3.11)."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(c for c in plain if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"})
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, "\\" + sign)
    return plain.replace("\n", "\\n")


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets, none of which parts a character, with CRLF behind each (3.1)."""
    pieces: list[bytes] = []
    piece = b""
    for sign in line:
        octets = sign.encode()
        if len(piece) + len(octets) > FOLD:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]).decode() + "\r\n"


def _event(entry: Entry, first: date, last: date) -> Iterator[str]:
    claim = entry.claim
    yield "BEGIN:VEVENT"
    yield f"UID:{claim.id}@rapporteur"
    yield f"DTSTAMP:{entry.stamp or first:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"  # the first day that is no longer in it
    yield f"SUMMARY:{escaped(entry.summary)}"
    yield f"DESCRIPTION:{escaped(entry.description)}"
    yield f"STATUS:{STATUS.get(claim.status, 'TENTATIVE')}"
    yield f"CATEGORIES:{escaped(claim.action)},{escaped(claim.status)}"
    if claim.place:
        yield f"LOCATION:{escaped(claim.place.name)}"
    if entry.url and entry.url.isascii() and entry.url.isprintable() and " " not in entry.url:
        yield f"URL:{entry.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"

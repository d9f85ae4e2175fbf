"""Claims and documents in plain words, for people who read them in a terminal.

Every string that comes out is fit to be printed: what pages wrote is freed of control characters, which a terminal
would obey.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from rapporteur.model import (
    Article,
    Claim,
    Commitment,
    DateRange,
    Event,
    Evidence,
    Party,
    Place,
    Quantity,
    Statement,
    Status,
    Tenure,
)

Row: TypeAlias = tuple[str, str]  # a label and what stands after it

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_REACH = 400  # the most of a sentence, in characters, that is shown on either side of the evidence
_STATUS: dict[Status, str] = {
    "happened": "It happened",
    "ongoing": "It is going on",
    "planned": "It is planned",
    "hypothetical": "It is only supposed",
    "denied": "It is denied",
    "cancelled": "It was cancelled",
}
# sentence-break: matches the gap in 'agreed." They', not that in "3.5 million".
_SENTENCE_BREAK = re.compile(r"""[.!?…]["'”’»)\]]*\s+|\n""")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of evidence within its sentence: what stands before, the words themselves, and what stands after."""

    before: str
    words: str
    after: str


def printable(text: str) -> str:
    """``text`` without the characters that command a terminal or turn the direction of what follows."""
    folded = text.replace("\r\n", "\n").replace("\t", " ")
    return "".join(c for c in folded if c == "\n" or (unicodedata.category(c) not in {"Cc", "Cs"} and c not in _BIDI))


def one_line(text: str) -> str:
    """``printable``, with all white space folded into single spaces."""
    return " ".join(printable(" ".join(text.split())).split())


def when(range_: DateRange) -> str:
    """An interval of days: "on 2024-04-30", "between ... and ...", "by ...", "from ... on", "on an unknown day"."""
    earliest, latest = range_.earliest, range_.latest
    if earliest is None and latest is None:
        return "on an unknown day"
    if earliest is None:
        told = f"by {latest}"
    elif latest is None:
        told = f"from {earliest} on"
    else:
        told = f"on {earliest}" if earliest == latest else f"between {earliest} and {latest}"
    return f"{told} (inferred)" if range_.basis == "inferred" else told


def who(party: Party) -> str:
    """A party with its office and country: "A. Person (Minister of Defence, KAZ)"."""
    told = ", ".join(filter(None, (party.office, party.country if party.kind != "state" else None)))
    return one_line(f"{party.name} ({told})" if told else party.name)


def where(place: Place | None) -> str:
    """A place with its country, or nothing."""
    if place is None:
        return ""
    return one_line(f"{place.name} ({place.country})" if place.country else place.name)


def listed(names: Iterable[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    every = list(names)
    return f"{', '.join(every[:-1])} and {every[-1]}" if len(every) > 1 else "".join(every)


def sentence(claim: Claim) -> str:
    """The claim in a sentence or two."""
    if isinstance(claim, Event):
        return _event(claim)
    if isinstance(claim, Statement):
        return _statement(claim)
    if isinstance(claim, Commitment):
        return _commitment(claim)
    office = ", ".join(filter(None, (claim.office, claim.organization, claim.country)))
    return one_line(f"{claim.person} was {office} {when(claim.seen)}.")


def rows(claim: Claim) -> list[Row]:
    """The claim's particulars, label by label; what is unknown is left out."""
    if isinstance(claim, Event):
        told = _event_rows(claim)
    elif isinstance(claim, Statement):
        told = _statement_rows(claim)
    elif isinstance(claim, Commitment):
        told = _commitment_rows(claim)
    else:
        told = _tenure_rows(claim)
    return [(label, one_line(text)) for label, text in told if text]


def reasons(claim: Claim) -> list[str]:
    """Why the claim says what it says: its cues and rules, and what bounds its date."""
    why = () if isinstance(claim, Tenure) else claim.why
    return [one_line(reason) for reason in (*why, *_range(claim).why)]


def article_rows(article: Article) -> list[Row]:
    """What is known of a document, label by label."""
    told = [
        ("headline", article.headline or ""),
        ("", article.alternative_headline or ""),
        ("author", listed(article.author)),
        ("agency", article.agency or ""),
        ("publisher", article.publisher or ""),
        ("dateline", article.dateline or ""),
        ("published", when(article.published)),
        ("genre", article.genre),
        ("language", article.language),
        ("source", article.source),
        ("address", article.url or ""),
    ]
    return [(label, one_line(text)) for label, text in told if text]


def passage(evidence: Evidence, body: str) -> Passage:
    """The evidence within its sentence, or by itself where ``body`` does not hold it there."""
    if body[evidence.start : evidence.end] != evidence.text:
        return Passage("", one_line(evidence.text), "")
    furthest = max(0, evidence.start - _REACH)
    breaks = _SENTENCE_BREAK.finditer(body, furthest, evidence.start)
    start = max((found.end() for found in breaks), default=furthest)
    ending = _SENTENCE_BREAK.search(body, max(evidence.start, evidence.end - 2), evidence.end + _REACH)
    end = max(evidence.end, ending.end() if ending else min(len(body), evidence.end + _REACH))
    before, after = body[start : evidence.start], body[evidence.end : end]
    return Passage(_edge(before, left=True), one_line(evidence.text), _edge(after, left=False))


def marked(text: str, matches: Iterable[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """``text`` in pieces, each with whether it is one of ``matches`` (start, end)."""
    at = 0
    for start, end in matches:
        yield printable(text[at:start]), False
        yield printable(text[start:end]), True
        at = end
    yield printable(text[at:]), False


def _edge(text: str, *, left: bool) -> str:
    told = one_line(text)
    if left:
        return f"{told} " if told and text[-1:].isspace() else told
    return f" {told}" if told and text[:1].isspace() else told


def _event(event: Event) -> str:
    kind = event.type + (f" ({event.mode})" if event.mode else "")
    towards = f", towards {listed(map(who, event.recipients))}" if event.recipients else ""
    forum = f", at {event.forum.name}" if event.forum else ""
    place = f", in {where(event.place)}" if event.place else ""
    actors = listed(map(who, event.actors)) or "Somebody unnamed"
    return one_line(f"{actors}: {kind}{towards}{forum}{place}. {_status(event)} {when(event.date)}.")


def _status(event: Event) -> str:
    """Whether it happened, and by whose word where no outlet itself reports it."""
    told = _STATUS[event.status]
    by = [e.asserted_by for e in event.evidence]
    if not by or None in by:
        return told
    names = dict.fromkeys(p.name for p in by if p)
    return f"According to {listed(names)}, {told[0].lower()}{told[1:]}"


def _statement(statement: Statement) -> str:
    to = f" to {listed(map(who, statement.addressees))}" if statement.addressees else ""
    about = f" about {listed(map(who, statement.about))}" if statement.about else ""
    venue = f" in {statement.venue}" if statement.venue else ""
    said = f"“{statement.text}”" if statement.manner == "direct" else statement.text
    return one_line(f"{who(statement.speaker)} spoke{to}{about}{venue} {when(statement.date)}: {said}")


def _commitment(commitment: Commitment) -> str:
    to = f" to {listed(map(who, commitment.to))}" if commitment.to else ""
    by = listed(map(who, commitment.by)) or "Somebody unnamed"
    due = f" Due {when(commitment.due)}." if commitment.due.basis != "unknown" else ""
    return one_line(f"{by}, {commitment.strength}{to}: {commitment.what}.{due} Status: {commitment.status}.")


def _event_rows(event: Event) -> list[Row]:
    forum = event.forum
    return [
        *(("actor", _as_written(party)) for party in event.actors),
        *(("recipient", _as_written(party)) for party in event.recipients),
        ("date", when(event.date)),
        ("place", where(event.place)),
        ("forum", " ".join(filter(None, (forum.edition, forum.name))) if forum else ""),
        ("contexts", ", ".join(event.contexts)),
        ("issues", ", ".join(event.issues)),
        *(("quantity", _quantity(quantity)) for quantity in event.quantities),
        ("sources", str(event.independent_sources)),
        ("belief", f"{event.belief:.2f}" if event.belief is not None else ""),
        *(
            ("sources differ", f"{conflict.field}: {' / '.join(value for value, _ in conflict.values)}")
            for conflict in event.conflicts
        ),
    ]


def _statement_rows(statement: Statement) -> list[Row]:
    return [
        ("speaker", _as_written(statement.speaker)),
        ("manner", f"{statement.manner}, “{statement.cue}”"),
        *(("to", _as_written(party)) for party in statement.addressees),
        *(("about", _as_written(party)) for party in statement.about),
        ("stance", statement.stance),
        ("issues", ", ".join(statement.issues)),
        ("venue", statement.venue or ""),
        ("date", when(statement.date)),
    ]


def _commitment_rows(commitment: Commitment) -> list[Row]:
    return [
        *(("by", _as_written(party)) for party in commitment.by),
        *(("to", _as_written(party)) for party in commitment.to),
        ("what", f"{commitment.action}: {commitment.what}"),
        ("strength", commitment.strength),
        ("wording", commitment.firmness),
        ("condition", commitment.condition or ""),
        ("due", when(commitment.due)),
        ("place", where(commitment.place)),
        ("status", commitment.status),
    ]


def _tenure_rows(tenure: Tenure) -> list[Row]:
    return [
        ("person", tenure.person),
        ("office", tenure.office),
        ("organization", tenure.organization or ""),
        ("country", tenure.country or ""),
        ("seen", when(tenure.seen)),
    ]


def _as_written(party: Party) -> str:
    told = who(party)
    return told if party.as_written in {"", party.name} else f"{told}, written “{party.as_written}”"


def _quantity(quantity: Quantity) -> str:
    unit = f" {quantity.unit}" if quantity.unit else ""
    bounds = [f"{bound:,g}" for bound in (quantity.low, quantity.high) if bound is not None]
    told = "–".join(dict.fromkeys(bounds))
    return f"{quantity.what}: {told}{unit}, written “{quantity.as_written}”"


def _range(claim: Claim) -> DateRange:
    if isinstance(claim, Commitment):
        return claim.due
    return claim.seen if isinstance(claim, Tenure) else claim.date

"""Whether something told later is about what was undertaken. Pure; every yes comes with its reasons, every doubt is no.

``Answer`` is what is told later, of an event or of a page that says that a thing was put off; ``fits`` holds it against
an undertaking part by part: kind, time, place, parties, offices, name and year, subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from rapporteur import lang
from rapporteur.lang import Follow
from rapporteur.model import Action, Commitment, CommitmentStatus, DateRange, Evidence, Party, Place

HORIZON = timedelta(days=400)  # how long after it was made an undertaking without a term is still answered
LATE = timedelta(days=90)  # how long after its term somebody may tell that it was put off or never done
SOON = timedelta(days=60)  # within which officials who will meet, without a term, are taken to have done so
WORD = re.compile(r"[\w][\w’'-]*")
EDITION = re.compile(r"[A-Z][\w’'-]*[ -]((?:19|20)\d\d)\b")  # "Blue Heron 2023", "Vostok-2022"; not "in 2023"
NAMED: frozenset[Action] = frozenset({"exercise", "document", "body"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What is told later: ``day`` when it was done, ``told`` when a page said so, ``words`` the sentence."""

    id: str
    status: CommitmentStatus
    actions: frozenset[Action]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: Place | None
    forum: str | None
    day: DateRange
    told: date
    words: str
    evidence: tuple[Evidence, ...]

    @property
    def parties(self) -> tuple[Party, ...]:
        """Everybody in it."""
        return (*self.actors, *self.recipients)


def fits(a: Answer, c: Commitment, made: date, until: date | None) -> str:
    """Why the answer is about the undertaking, or "" where it is not or may not be.

    ``made`` is the day of the undertaking, ``until`` the last day on which it can be answered where that is not its
    own term. An answer must be of the same kind, in time, in no other place, by the same parties in no other offices,
    under the same name and edition, and on the same subject where both tell of one.
    """
    if c.action not in a.actions or not _in_time(a, c, made, until):
        return ""
    if _elsewhere(a.place, c.place) or _other_offices(a, c) or _other_edition(a, c) or _other_sort(a, c):
        return ""
    together = _series(a, c) or (_visit(a, c) if c.action == "visit" else _parties(a, c))
    about = _subject(a, c, made)
    return f"{together}, {about}, in the time due" if together and about else ""


def keys(parties: Iterable[Party]) -> frozenset[str]:
    """Parties as they are compared: by country, else by id; a standing meeting is none."""
    return frozenset(p.country or p.id for p in parties if not p.id.startswith("series/"))


def _in_time(a: Answer, c: Commitment, made: date, until: date | None) -> bool:
    last = until or c.due.latest or made + HORIZON
    if a.status not in ("kept", "partly"):
        return made <= a.told <= last + LATE and (a.day.basis == "unknown" or a.day.overlaps(_term(c, last)))
    first, term = a.day.earliest, c.due.earliest
    if c.due.latest is not None and c.due.basis != "unknown" and term is not None and term < made:
        made = term - timedelta(days=1)  # a page that looks back: the promise is older than its term
    return first is not None and first > made and a.day.overlaps(_term(c, last))


def _term(c: Commitment, last: date) -> DateRange:
    return DateRange(c.due.earliest, last, "inferred")


def _elsewhere(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None:
        return False
    if one.country and other.country and one.country != other.country:
        return True
    return bool(one.geonames_id and other.geonames_id and one.geonames_id != other.geonames_id)


def _other_offices(a: Answer, c: Commitment) -> bool:
    """Foreign ministers promised, defence ministers met: another meeting."""
    promised, told = _offices((*c.by, *c.to)), _offices(a.parties)
    return any(told.get(k) and promised[k].isdisjoint(told[k]) for k in promised)


def _offices(parties: Iterable[Party]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for p in parties:
        if p.office:
            found.setdefault(p.country or p.id, set()).add(p.office)
    return found


def _same_officials(a: Answer, c: Commitment) -> bool:
    """Foreign ministers promised, and foreign ministers met: an office of every party is told and is the same."""
    promised, told = _offices((*c.by, *c.to)), _offices(a.parties)
    return len(promised) > 1 and all(told.get(k, set()) & offices for k, offices in promised.items())


def _other_edition(a: Answer, c: Commitment) -> bool:
    """The year behind a name tells which of several it is."""
    promised = set(EDITION.findall(c.what))
    if not promised:
        return False
    told = set(EDITION.findall(a.words)) or {str(d.year) for d in (a.day.earliest, a.day.latest) if d}
    return promised.isdisjoint(told)


def _other_sort(a: Answer, c: Commitment) -> bool:
    """Naval was promised, air was held."""
    promised, told = _plain(c.what), _plain(a.words)
    sorts = [set(one) for one in _follow().contrasts]
    of_promise = [i for i, one in enumerate(sorts) if one & promised]
    of_answer = [i for i, one in enumerate(sorts) if one & told]
    return bool(of_promise and of_answer and not set(of_promise) & set(of_answer))


def _series(a: Answer, c: Commitment) -> str:
    names = {p.name for p in (*c.by, *c.to) if p.id.startswith("series/")}
    if a.forum and (a.forum in names or a.forum.casefold() in c.what.casefold()):
        return a.forum
    told = {p.name for p in a.parties if p.id.startswith("series/")}
    return next(iter(sorted(names & told)), "")


def _visit(a: Answer, c: Commitment) -> str:
    """The same visitor at the same host."""
    guests, hosts = (c.to, c.by) if c.strength == "invited" else (c.by, c.to)
    host = {c.place.country} - {None} if c.place else keys(hosts)
    there = keys(a.recipients) | ({a.place.country} - {None} if a.place else set())
    if a.status not in ("kept", "partly"):
        there |= keys(a.actors)
    return "the same visitor and host" if keys(guests) & keys(a.actors) and host & there else ""


def _parties(a: Answer, c: Commitment) -> str:
    promised, told = keys((*c.by, *c.to)), keys(a.parties)
    shared = promised & told
    if a.status not in ("kept", "partly") and shared and told <= promised:
        return f"the same parties ({len(shared)})" if len(shared) > 1 or _marks(a, c) else ""
    if c.action == "document" and keys(c.by) <= told and _named(c.to) <= _plain(a.words) and _marks(a, c):
        return "the same party, and the other is named"  # "ratified the treaty with ..." is the deed of one
    if c.action == "aid":
        aided = keys(c.to) or {c.place.country if c.place else ""}
        reached = keys(a.recipients) | {a.place.country if a.place else ""}
        return "the same giver and receiver" if keys(c.by) & keys(a.actors) and aided & reached else ""
    if len(keys(c.to) - keys(c.by)) > 1 and a.place and c.place:
        promised = keys(c.to)  # a host of others' talks need not be told as taking part
    whole = promised <= told if len(promised) <= 3 else len(shared) >= 0.6 * len(promised)
    return f"the same parties ({len(shared)})" if whole and len(shared) > 1 else ""


def _marks(a: Answer, c: Commitment) -> bool:
    """A place, a name or a subject in common, where the parties alone are too few."""
    town = bool(a.place and c.place and a.place.name == c.place.name)
    return town or bool((_names(c) | _specific(c.what, c)) & _plain(a.words))


def _subject(a: Answer, c: Commitment, made: date) -> str:
    """What shows that both are about the same matter, or ""."""
    names, words = _names(c), _plain(a.words) | (_plain(a.forum) if a.forum else frozenset())
    if c.action in NAMED and names:
        return f"the name “{' '.join(sorted(names))}”" if names <= words else ""
    wanted = _specific(c.what, c)
    common = wanted & words
    if common and len(common) >= len(wanted) / 2:
        return f"the same matter ({', '.join(sorted(common))})"
    if c.action == "body":
        same = {_fold(b) for b in _follow().bodies} & _plain(c.what) & words
        return f"the same sort of body ({', '.join(sorted(same))})" if same and not wanted else ""
    if a.status not in ("kept", "partly"):
        return "told of the same undertaking"
    if c.action == "meeting" and _same_officials(a, c) and a.day.earliest and a.day.earliest - made <= SOON:
        return "the same officials, soon after"
    dated = c.due.latest is not None and c.due.basis != "unknown"
    town = bool(a.place and c.place and a.place.name == c.place.name)
    if c.action == "visit" or (c.action in ("meeting", "exercise") and (dated or town or _series(a, c))):
        return "" if wanted and not town else "no other matter named"
    return "no other matter named" if dated and not wanted else ""


def _names(c: Commitment) -> frozenset[str]:
    """Words of proper names in what was undertaken, less places, parties, months and titles."""
    tokens = [w for w in WORD.findall(c.what) if w[:1].isupper()]
    return frozenset(_fold(w) for w in tokens) - _known(c) - frozenset(_prefixed(tokens, c))


def _specific(text: str, c: Commitment) -> frozenset[str]:
    """Words that tell the subject: none that are generic, and no place or party."""
    tokens = WORD.findall(text)
    long = {_fold(w) for w in tokens if len(w) > 2 and not w[0].isdigit()}
    return frozenset(long) - _known(c) - frozenset(_prefixed(tokens, c))


def _known(c: Commitment) -> frozenset[str]:
    place = _plain(c.place.name) if c.place else frozenset()
    return place | _generic()


def _prefixed(tokens: Iterable[str], c: Commitment) -> Iterator[str]:
    """Words that name a party or its people: "Egypt", "Egyptian"."""
    stems = {_fold(w)[:4] for p in (*c.by, *c.to) for w in WORD.findall(f"{p.name} {p.as_written}") if len(w) > 3}
    return (_fold(w) for w in tokens if _fold(w)[:4] in stems)


def _named(parties: Iterable[Party]) -> frozenset[str]:
    """The words of the parties' names as a page wrote them."""
    return frozenset(w for p in parties for w in _plain(p.as_written))


def _plain(text: str) -> frozenset[str]:
    return frozenset(_fold(w) for w in WORD.findall(text))


def _fold(word: str) -> str:
    low = word.casefold().replace("’", "'").removesuffix("'s")
    return low[:-1] if low.endswith("s") and not low.endswith("ss") and len(low) > 3 else low


@cache
def _follow() -> Follow:
    """The words of all languages together: claims do not tell theirs."""
    every = [lang.load(code).commitments.follow for code in lang.languages()]
    return Follow(
        generic=tuple(w for one in every for w in one.generic),
        contrasts=tuple(x for one in every for x in one.contrasts),
        bodies=tuple(w for one in every for w in one.bodies),
    )


@cache
def _generic() -> frozenset[str]:
    return frozenset(_fold(w) for w in _follow().generic)

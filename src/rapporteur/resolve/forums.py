"""Standing forums and exercises named in a text, with edition and, where the register knows it, date and place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from rapporteur.model import DateRange, Forum, Party, Place
from rapporteur.resolve.phrases import Found, Reader
from rapporteur.world import World

GATHERING = re.compile(
    r"(?i)\b(meetings?|met|gather(?:ed|s)?|convened?|council|summit|conference|moot|session|talks)\b"
)  # "the annual meeting"; not "metal"
ORDINAL = re.compile(r"\b(\d{1,3}(?:st|nd|rd|th))\b")
YEAR_BEHIND = re.compile(r"^[\s-]*((?:19|20)\d\d)\b")  # "Vostok 2022", "Caucasus-2020"
MEETING_KINDS = frozenset({"meeting", "summit", "forum", "other"})


@dataclass(frozen=True, slots=True)
class Occasion:
    """A forum found in a stretch of text; ``start``/``end`` are offsets in the body."""

    series: str
    forum: Forum
    kind: str
    start: int
    end: int

    def party(self, as_written: str) -> Party:
        """The forum as a collective party."""
        return Party(f"series/{self.series}", self.forum.name, as_written, "organization")


class Forums:
    """Finds occasions in text by the names of the register, or by offices, a gathering and an organisation together."""

    def __init__(self, reader: Reader, world: World) -> None:
        self._reader, self._world = reader, world
        self._series = {s.id: s for s in world.series}

    def kind_of(self, series: str) -> str | None:
        """The kind of a series (meeting, exercise, ...), None where there is none of this id."""
        known = self._series.get(series)
        return known.kind if known else None

    def find(self, text: str, offset: int) -> tuple[Occasion, ...]:
        """Occasions in ``text``, which begins at ``offset`` of the body, in order."""
        found = self._reader.scan(text)
        named = [self._named(text, offset, f) for f in found if f.sort == "series"]
        composed = self._composed(text, offset, found)
        series = {o.series for o in named}
        return (*named, *(o for o in composed if o.series not in series))

    def _named(self, text: str, offset: int, f: Found) -> Occasion:
        series = self._series[f.id]
        behind = YEAR_BEHIND.match(text[f.end :])
        inside = re.search(r"\b((?:19|20)\d\d)\b", text[f.start : f.end])
        before = ORDINAL.search(text[max(0, f.start - 30) : f.end])
        edition = behind[1] if behind else inside[1] if inside else before[1] if before else None
        end = f.end + (behind.end() if behind else 0)
        return Occasion(f.id, Forum(series.name, edition), series.kind, offset + f.start, offset + end)

    def _composed(self, text: str, offset: int, found: tuple[Found, ...]) -> list[Occasion]:
        """ "the annual meeting of the Defence Ministers of member states of the SCO"."""
        gathering = GATHERING.search(text)
        offices = {f.id for f in found if f.sort == "office" and f.plural}
        organizations = [f for f in found if f.sort == "organization"]
        if not (gathering and offices and organizations):
            return []
        made = []
        for series in self._series.values():
            if series.kind not in MEETING_KINDS or not set(series.offices) & offices or len(series.offices) > 1:
                continue
            hit = next((f for f in organizations if f.id == series.organization), None)
            if hit:
                ordinal = ORDINAL.search(text)
                made.append(
                    Occasion(
                        series.id,
                        Forum(series.name, ordinal[1] if ordinal else None),
                        series.kind,
                        offset + min(gathering.start(), hit.start),
                        offset + hit.end,
                    )
                )
        return made

    def edition(
        self, occasion: Occasion, near: DateRange, country: str | None
    ) -> tuple[DateRange, Place | None, str] | None:
        """Date, place and row of the edition that lies nearest before the page, at most 45 days, or bears its year."""
        fits = []
        for e in self._world.editions:
            if e.series != occasion.series or e.start is None or e.end is None or not e.precise:
                continue
            if country and e.country and e.country != country:
                continue
            edition = occasion.forum.edition
            if edition and edition.isdigit() and str(e.start.year) != edition:
                continue
            if near.latest and near.earliest and e.start <= near.latest and e.end >= near.earliest - timedelta(days=45):
                fits.append(e)
        if not fits:
            return None
        best = max(fits, key=lambda e: e.start or date.min)
        place = self._world.city(best.place, best.country) if best.place else None
        if place is None and best.country:
            state = self._world.country(best.country)
            place = Place(best.place or (state.name if state else best.country), best.country)
        return (
            DateRange(best.start, best.end, "inferred", (f"the register has this edition ({best.where})",)),
            place,
            best.where,
        )

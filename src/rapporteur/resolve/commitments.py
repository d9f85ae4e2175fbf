"""Undertaking drafts to commitments: by whom, to whom, due when and where."""

from __future__ import annotations

from dataclasses import replace

from rapporteur.drafts import Span, UndertakingDraft
from rapporteur.model import Commitment, DateRange, Party, Statement
from rapporteur.resolve import dates
from rapporteur.resolve.ids import digest
from rapporteur.resolve.page import PageContext, unique


class CommitmentResolver:
    """Resolves the undertakings of one page."""

    def __init__(self, page: PageContext) -> None:
        self._page = page

    def commitments(
        self, drafts: tuple[UndertakingDraft, ...], statements: list[Statement | None]
    ) -> tuple[Commitment, ...]:
        """The undertakings whose maker is known, or which a meeting's own document makes."""
        found: dict[str, Commitment] = {}
        for d in drafts:
            statement = statements[d.statement] if d.statement is not None else None
            speaker = statement.speaker if statement else None
            by = unique(p for m in d.by for p in self._page.parties.of(m, speaker))
            if not any(map(self._page.acts, by)) and d.by:
                self._page.refuse(
                    f"“{d.cue}” not recorded as a commitment: nobody who can commit a state makes it", d.clause
                )
                continue
            field = self._page.topics.off_topic(self._page.words(d.clause.sentence))
            if field:
                self._page.refuse(f"“{d.cue}” not recorded as a commitment: the sentence is about {field}", d.clause)
                continue
            c = self._commitment(d, by, speaker, tuple(o.what for o in drafts if o is not d))
            found.setdefault(c.id, c)
        return tuple(found.values())

    def _commitment(
        self, d: UndertakingDraft, by: tuple[Party, ...], speaker: Party | None, others: tuple[Span, ...]
    ) -> Commitment:
        what = self._page.body[d.what[0] : d.what[1]]
        to = unique(p for m in d.to for p in self._page.parties.of(m, speaker) if p.id not in {b.id for b in by})
        place, why = self._page.places.of(d.places)
        return Commitment(
            id=digest("commitment", self._page.article.id, d.what, d.strength, *(p.id for p in by)),
            by=by,
            to=to,
            what=what,
            action=d.action,
            strength=d.strength,
            condition=d.condition,
            due=self._due(d, others),
            place=place,
            status=d.status,
            evidence=(self._page.evidence(d.clause.sentence, speaker),),
            why=tuple(
                w
                for w in (
                    f"cue “{d.cue}”: {d.strength}",
                    "ritual wording: nothing to check" if d.ritual else "",
                    f"place: {why}" if why else "",
                )
                if w
            ),
        )

    def _due(self, d: UndertakingDraft, others: tuple[Span, ...]) -> DateRange:
        """When it is due by the words of its sentence, less those that belong to what is undertaken beside it."""
        page = self._page.article.published
        start, end = d.clause.sentence
        made = self._made(d)
        direction: dates.Direction = "past" if d.status == "missed" else "future"
        found = dates.phrases(self._page.body[start:end], start, page, direction, origin=made)
        own = [p for p in found if d.what[0] <= p.start < d.what[1]]
        free = [p for p in found if not any(a <= p.start < b for a, b in (d.what, *others))]
        found = (*own, *(p for p in free if not _same_days(p.range, made)))
        later = [p for p in found if p.range.latest and (d.status != "open" or _can_be_due(p, page, made))]
        inside = [p for p in later if d.what[0] <= p.start < d.what[1]] or [
            p for p in later if (p.range.days or 0) > 6
        ]  # a weekday outside is that of the decision
        if inside:
            best = min(inside, key=lambda p: p.range.days or 10**6)
            nearer = [
                p for p in later if p.range.overlaps(best.range) and (p.range.days or 10**6) < (best.range.days or 0)
            ]
            best = min(nearer, key=lambda p: p.range.days or 10**6, default=best)
            return replace(best.range, why=(f"“{best.text}”",))
        return (
            DateRange(page.earliest, None, "unknown", ("no time is given",))
            if page.earliest
            else DateRange(None, None, "unknown", ("no time is given",))
        )

    def _made(self, d: UndertakingDraft) -> DateRange | None:
        """The day of the promise, where its sentence states one outside of what is promised."""
        start, end = d.clause.sentence
        told = dates.phrases(self._page.body[start:end], start, self._page.article.published, "past")
        days = [p for p in told if not d.what[0] <= p.start < d.what[1] and p.range.days == 1]
        return days[0].range if len(days) == 1 else None


def _same_days(one: DateRange, other: DateRange | None) -> bool:
    """Whether both are the same days, as the day of the promise told once more."""
    return other is not None and (one.earliest, one.latest) == (other.earliest, other.latest)


def _can_be_due(p: dates.Phrase, page: DateRange, made: DateRange | None) -> bool:
    """A day to come by the page's; a term that runs from a stated promise may have ended since."""
    if made is not None and dates.is_term(p.text):
        return True
    return page.earliest is None or (p.range.latest is not None and p.range.latest >= page.earliest)

"""One page while it is resolved: its readers, and when and where a clause of it takes place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

from rapporteur.drafts import Clause, EventDraft, Mention, Span
from rapporteur.kinds import Codebook
from rapporteur.lang import Language
from rapporteur.model import Article, DateRange, Evidence, Party, Place, Refusal
from rapporteur.resolve import dates
from rapporteur.resolve.forums import Forums, Occasion
from rapporteur.resolve.owned import VERBAL, owned
from rapporteur.resolve.parties import Parties
from rapporteur.resolve.places import Places
from rapporteur.resolve.topics import Topics

SINCE = re.compile(r"(?i)\bsince (?:the |about )?\w*$")  # "since 2016"; not "in 2016"
TOLD = 500  # characters back to which "the next day" looks
LEAD = 3  # paragraphs in which a page tells its news
RANKED = re.compile(r"(?i)\b(?:first|second|third|last|only|most|worst|best|\w+est)\b[^,;.]*$")  # "the first since"
RECENT = timedelta(days=31)  # what was told as older is history, and so is what followed on it
ABLE = frozenset({"state", "organization"})


class PageContext:
    """What the resolvers of statements, events and commitments share for one article."""

    def __init__(
        self,
        article: Article,
        parties: Parties,
        places: Places,
        forums: Forums,
        topics: Topics,
        language: Language,
        codebook: Codebook,
    ) -> None:
        self._codebook = codebook
        self.article, self.body = article, article.body
        self.parties, self.places, self.forums, self.topics = parties, places, forums, topics
        self.language, self._agents = language, language.actors.acting
        self.scene: tuple[Place, DateRange] | None = None
        self.refusals: list[Refusal] = []
        self._told: dict[int, DateRange | None] = {}  # by where the sentence begins

    def acts(self, p: Party) -> bool:
        """A state, a known body or organisation, an armed or political group, or a person in office or of a country."""
        if p.kind in ABLE or p.country:
            return True
        if p.kind == "person":
            return bool(p.office)
        if self.parties.naming.knows_group(p):
            return True
        return not self._agents.isdisjoint(p.as_written.lower().replace("’", "'").split())

    def local(self, p: Party) -> bool:
        """A group without a country that lives where it acts: police, a court, students."""
        if p.kind != "group" or p.country is not None:
            return False
        actors, written = self.language.actors, p.as_written.lower()
        return written.removeprefix("the ") in actors.organs.words or not actors.local.isdisjoint(written.split())

    def occasion(self, d: EventDraft) -> Occasion | None:
        """The forum of an event: named in its own clause, or for a meeting in its sentence."""
        start, end = d.clause.sentence
        found = self.forums.find(self.body[start:end], start)
        near = [o for o in found if any(a < o.end and o.start < b for a, b in d.clause.own)]
        fitting = [
            o
            for o in near
            if (o.kind == "exercise") == (d.type in ("COOPERATE", "MOBILIZE", "AGREE")) or d.type == "AGREE"
        ]
        return fitting[0] if fitting else None

    def is_exercise(self, p: Party) -> bool:
        """Whether a party is the name of an exercise."""
        return p.id.startswith("series/") and self.forums.kind_of(p.id.removeprefix("series/")) == "exercise"

    def mode_of(self, kind: str, sentence: str) -> str | None:
        """The mode that the words of a sentence tell, where the cue does not."""
        known = self._codebook.kinds.get(kind)
        return known.mode_of(sentence) if known else None

    def when(
        self, clause: Clause, status: str, occasion: Occasion | None, kind: str = "STATEMENT"
    ) -> tuple[DateRange, str]:
        """The days of a clause and how they were found: its own words, the edition of its forum, the page's date."""
        page = self.article.published
        direction: dates.Direction = "future" if status == "planned" or clause.tense == "future" else "past"
        start, end = clause.sentence
        found = dates.phrases(self.body[start:end], start, page, direction, told=self._told_before(start))
        found = tuple(p for p in found if not self._of_another(p, clause, status, kind))
        own = [p for p in found if any(a <= p.start < b for a, b in clause.own)]
        if not own and status in ("happened", "ongoing"):
            own = [p for p in found if any(a <= p.start < b for a, b in clause.outer)]
        if status in ("happened", "ongoing") and page.latest:
            own = [p for p in own if p.range.earliest is None or p.range.earliest <= page.latest]
        if own:
            best = min(own, key=lambda p: (p.range.days or 10**6, abs(p.start - clause.predicate[0])))
            return best.range, f"date: {best.range.why[0] if best.range.why else best.text}"
        if occasion:
            edition = self.forums.edition(occasion, page, None)
            if edition and status in ("happened", "ongoing"):
                return edition[0], f"date: {edition[0].why[0]}"
        if status in ("planned", "hypothetical"):
            return DateRange(
                page.earliest,
                None,
                "inferred" if page.earliest else "unknown",
                ("not yet done on the page's date",) if page.earliest else (),
            ), ""
        news = self.article.genre in ("news", "release", "communique")
        fresh = kind in VERBAL and clause.tense in ("past", "present")
        if fresh and clause.tense == "past" and kind != "STATEMENT":
            fresh = not self._history(clause)
        lead = news and (clause.paragraph < LEAD or fresh) and clause.tense != "perfect" and not found
        return dates.default(page, lead, f"“{self.words(clause.predicate)}”"), ""

    def _of_another(self, p: dates.Phrase, clause: Clause, status: str, kind: str) -> bool:
        """Whether a day is not the deed's: "the first since 2016", "the treaty of 1950"."""
        start, end = clause.sentence
        since = SINCE.search(self.body[start : p.start] + p.text[:6])
        if since and (status != "ongoing" or RANKED.search(self.body[start : start + since.start()])):
            return True
        return owned(p, self.body[start:end], start, clause.predicate, kind)

    def _history(self, clause: Clause) -> bool:
        """Whether the last day told before in the same paragraph lies more than a month before the page."""
        first, start = self.article.published.earliest, clause.sentence[0]
        low = self.body.rfind("\n", 0, start) + 1
        before = self.body[low:start]
        told = [
            p.range.latest
            for p in dates.phrases(before, low, self.article.published, "past")
            if p.range.latest and not owned(p, before, low, clause.predicate, "STATEMENT")
        ]
        return bool(told and first and first - told[-1] > RECENT)

    def _told_before(self, start: int) -> DateRange | None:
        """The last day of which the sentences just before have told."""
        if start not in self._told:
            low = max(0, start - TOLD)
            found = [
                p
                for p in dates.phrases(self.body[low:start], low, self.article.published, "past")
                if not SINCE.search(self.body[low : p.start] + p.text[:6])
            ]
            self._told[start] = found[-1].range if found else None
        return self._told[start]

    def place(
        self, clause: Clause, mentions: tuple[Mention, ...], occasion: Occasion | None, kind: str, status: str
    ) -> tuple[Place | None, str]:
        """The place of a clause and why: its own words, the edition, the page's scene, the dateline."""
        place, why = self.places.of(mentions)
        if place:
            return place, f"place: {why}"
        if occasion and status in ("happened", "ongoing"):
            edition = self.forums.edition(occasion, self.article.published, None)
            if edition and edition[1]:
                return edition[1], f"place: of the edition in the register ({edition[2]})"
        if status not in ("happened", "ongoing") or mentions:  # a place is named that the gazetteer lacks
            return None, ""
        if kind == "CONSULT" and self.scene:
            return self.scene[0], "place: of the meeting that the page tells of"
        if kind == "CONSULT" and self.places.dateline and clause.paragraph < LEAD:
            return self.places.dateline, "place: the dateline"
        return None, ""

    def evidence(self, span: Span, by: Party | None) -> Evidence:
        """The words of a stretch of the body as evidence; ``by`` is who asserts them, None the outlet."""
        start, end = span
        while end > start and self.body[end - 1].isspace():
            end -= 1
        return Evidence(self.article.id, start, end, self.body[start:end], by)

    def words(self, span: Span) -> str:
        """The words of a stretch of the body."""
        return self.body[span[0] : span[1]]

    def refuse(self, reason: str, clause: Clause) -> None:
        """Keep why a clause gave no claim."""
        self.refusals.append(Refusal("resolve", reason, self.words(clause.sentence).strip(), self.article.source))


def unique(parties: Iterable[Party]) -> tuple[Party, ...]:
    """The parties without repeats, in order."""
    seen: dict[str, Party] = {}
    for p in parties:
        seen.setdefault(p.id, p)
    return tuple(seen.values())

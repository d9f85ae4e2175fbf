"""Undertaking drafts to commitments: by whom, to whom, due when and where."""

from __future__ import annotations

from rapporteur.drafts import Span, UndertakingDraft
from rapporteur.model import Commitment, Firmness, Party, Statement
from rapporteur.resolve import due
from rapporteur.resolve.ids import digest
from rapporteur.resolve.page import PageContext, unique

WORDING: dict[Firmness, str] = {
    "ritual": "ritual wording: nothing to check",
    "aspirational": "aspirational wording: effort is promised, no result",
}


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
            why_not = self._why_not(d, by, speaker)
            if why_not:
                self._page.refuse(f"“{d.cue}” not recorded as a commitment: {why_not}", d.clause)
                continue
            c = self._commitment(d, by, speaker, tuple(o.what for o in drafts if o is not d))
            found.setdefault(c.id, c)
        return tuple(found.values())

    def _why_not(self, d: UndertakingDraft, by: tuple[Party, ...], speaker: Party | None) -> str:
        """Why a draft is no commitment of this page; "" where it is one."""
        if d.by and not any(map(self._page.acts, by)) and not self._in_own_voice(d, by):
            return "nobody who can commit a state makes it"
        field = self._page.topics.off_topic(self._page.words(d.clause.sentence))
        if field:
            return f"the sentence is about {field}"
        if d.cue == "will" and d.action in ("other", "policy") and _of_others(by, speaker):
            return "the speaker foretells what others will do"
        if due.promise(d, self._page.body, self._page.article.published).history and d.status == "open":
            return "told as history"
        return ""

    def _in_own_voice(self, d: UndertakingDraft, by: tuple[Party, ...]) -> bool:
        """The sides of an agreement, or "We agreed to ..." in a document that its makers issue, though the page does
        not tell who they are."""
        if by or not d.by:
            return False
        sides = self._page.language.modality.sides.words
        if all(m.lemma in sides or f"{m.lemma}s" in sides for m in d.by):  # "each side will withdraw its guns"
            return True
        own = self._page.article.genre in ("communique", "release") and d.statement is None
        return own and all(m.pronoun and m.plural for m in d.by)

    def _commitment(
        self, d: UndertakingDraft, by: tuple[Party, ...], speaker: Party | None, others: tuple[Span, ...]
    ) -> Commitment:
        what = self._page.body[d.what[0] : d.what[1]]
        to = unique(p for m in d.to for p in self._page.parties.of(m, speaker) if p.id not in {b.id for b in by})
        place, why = self._page.places.of(d.places)
        day = due.due(d, others, self._page.body, self._page.article.published)
        firmness: Firmness = "firm" if day.latest is not None and day.basis != "unknown" else d.firmness
        return Commitment(
            id=digest("commitment", self._page.article.id, d.what, d.strength, *(p.id for p in by)),
            by=by,
            to=to,
            what=what,
            action=d.action,
            strength=d.strength,
            condition=d.condition,
            due=day,
            place=place,
            status=d.status,
            evidence=(self._page.evidence(d.clause.sentence, speaker),),
            firmness=firmness,
            why=tuple(
                w
                for w in (
                    f"cue “{d.cue}”: {d.strength}",
                    WORDING.get(firmness, ""),
                    f"place: {why}" if why else "",
                )
                if w
            ),
        )


def _of_others(by: tuple[Party, ...], speaker: Party | None) -> bool:
    """Whether somebody of one country speaks of what only others will do."""
    own = {p.country for p in by if p.country}
    return speaker is not None and speaker.country is not None and bool(own) and speaker.country not in own

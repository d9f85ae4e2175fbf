"""Statement drafts to statements: who speaks, about what, and with what stance."""

from __future__ import annotations

from rapporteur.drafts import Mention, Span, StatementDraft
from rapporteur.model import Party, Statement
from rapporteur.resolve.ids import digest, slug
from rapporteur.resolve.page import PageContext, unique


class StatementResolver:
    """Resolves the statements of one page."""

    def __init__(self, page: PageContext) -> None:
        self._page = page

    def statements(self, drafts: tuple[StatementDraft, ...]) -> list[Statement | None]:
        """A statement for each draft, None where the page does not tell who speaks."""
        found: list[Statement | None] = []
        last: Party | None = None
        for d in drafts:
            speaker = self._speaker(d) or (last if d.carried else None)
            if speaker is None:
                self._page.refuse("no speaker could be told", d.clause)
                found.append(None)
                continue
            last = speaker
            found.append(self._statement(d, speaker))
        return found

    def _speaker(self, d: StatementDraft) -> Party | None:
        if d.speaker is None:
            return None
        parties = self._page.parties.of(d.speaker) or self._unnamed(d.speaker)
        if d.cue == ":" and d.speaker.text.isupper() and any(p.kind == "state" for p in parties):
            return None  # "DAKAR: Thousands marched": a dateline, nobody who speaks
        if not parties:
            return None
        if len(parties) == 1:
            return parties[0]
        first = parties[0]
        name = " and ".join(p.name for p in parties)
        return Party(
            f"group/{digest(*(p.id for p in parties))}",
            name,
            d.speaker.text,
            "group",
            first.country if len({p.country for p in parties}) == 1 else None,
        )

    def _unnamed(self, m: Mention) -> tuple[Party, ...]:
        """Somebody who speaks without a name stays unnamed: "a rescue worker", "the health department"."""
        if m.pronoun or not any(c.isalpha() for c in m.text):
            return ()
        return (Party(f"group/{slug(m.text)}", m.text, m.text, "group"),)

    def _statement(self, d: StatementDraft, speaker: Party) -> Statement:
        text = " … ".join(self._page.body[a:b] for a, b in d.content)
        addressees = tuple(p for m in d.addressees for p in self._page.parties.of(m, speaker) if p.id != speaker.id)
        about = self._page.topics.about(text, self._page.parties, speaker)
        own = speaker.country or speaker.id
        others = tuple(p for p in about if (p.country or p.id) != own)
        stance, shown = self._page.topics.stance(f"{d.cue} {text}", others)
        day = self._page.when(d.clause, "happened", None)[0]
        span = _cover([*d.content, d.clause.sentence] if not d.carried else list(d.content))
        sid = digest("statement", self._page.article.id, *d.content, speaker.id)
        return Statement(
            id=sid,
            speaker=speaker,
            manner=d.manner,
            text=text.strip(),
            cue=d.cue,
            addressees=unique(addressees),
            about=about,
            issues=self._page.topics.issues(text),
            stance=stance,
            venue=d.venue,
            date=day,
            evidence=(self._page.evidence(span, None),),
            why=(
                f"{d.manner} speech by cue “{d.cue}”",
                *(("the speaker of the words before carries on",) if d.carried else ()),
                f"stance {stance}: {shown}",
            ),
        )


def _cover(spans: list[Span]) -> Span:
    return min(a for a, _ in spans), max(b for _, b in spans)

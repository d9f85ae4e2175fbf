"""Drafts to claims: one page's events, statements and undertakings with parties, days and places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rapporteur.drafts import Clause, EventDraft, Mention, Span, StatementDraft, UndertakingDraft
from rapporteur.lang import Language
from rapporteur.model import (
    Article,
    Commitment,
    DateRange,
    Event,
    Evidence,
    Forum,
    Party,
    Place,
    Refusal,
    Stance,
    Statement,
)
from rapporteur.resolve import dates
from rapporteur.resolve.forums import Forums, Occasion
from rapporteur.resolve.ids import digest
from rapporteur.resolve.parties import Parties
from rapporteur.resolve.places import Places
from rapporteur.resolve.quantities import quantities
from rapporteur.resolve.topics import Topics

LEAD = 3  # paragraphs in which a page tells its news
ACTS = frozenset({"CONSULT", "COOPERATE", "AID", "SUPPORT"})  # planned ones are AGREE (PLOVER, as used here)
SPOKEN = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN"})  # acts of speech: done by whoever says the words
POSSIBLE = frozenset({"may", "might", "could"})
FLOOR = 0.45  # a cue weaker than this never stands by itself
SURE = 0.6  # from this weight on a cue stands with one named party
ABLE = frozenset({"state", "organization"})


class Resolver:
    """Resolves the drafts of one article. Every claim says in ``why`` how its parts came about."""

    def __init__(self, article: Article, parties: Parties, places: Places, forums: Forums, topics: Topics,
                 language: Language) -> None:
        self._article, self._body = article, article.body
        self._parties, self._places, self._forums, self._topics = parties, places, forums, topics
        self._language, self._agents = language, frozenset(language.offices.agents.words)
        self.scene: tuple[Place, DateRange] | None = None
        self.refusals: list[Refusal] = []

    # statements

    def statements(self, drafts: tuple[StatementDraft, ...]) -> list[Statement | None]:
        """A statement for each draft, None where the page does not tell who speaks."""
        found: list[Statement | None] = []
        last: Party | None = None
        for d in drafts:
            speaker = last if d.carried and last else self._speaker(d)
            if speaker is None:
                self._refuse("no speaker could be told", d.clause)
                found.append(None)
                continue
            last = speaker
            found.append(self._statement(d, speaker))
        return found

    def _speaker(self, d: StatementDraft) -> Party | None:
        if d.speaker is None:
            return None
        parties = self._parties.of(d.speaker)
        if not parties:
            return None
        if len(parties) == 1:
            return parties[0]
        first = parties[0]
        name = " and ".join(p.name for p in parties)
        return Party(f"group/{digest(*(p.id for p in parties))}", name, d.speaker.text, "group", first.country if len(
            {p.country for p in parties}) == 1 else None)

    def _statement(self, d: StatementDraft, speaker: Party) -> Statement:
        text = " … ".join(self._body[a:b] for a, b in d.content)
        addressees = tuple(p for m in d.addressees for p in self._parties.of(m, speaker) if p.id != speaker.id)
        about = self._topics.about(text, self._parties, speaker)
        stance, shown = self._stance(d, text)
        day = self._when(d.clause, "happened", None)[0]
        span = _cover([*d.content, d.clause.sentence] if not d.carried else list(d.content))
        sid = digest("statement", self._article.id, *d.content, speaker.id)
        return Statement(
            id=sid, speaker=speaker, manner=d.manner, text=text.strip(), cue=d.cue, addressees=_unique(addressees),
            about=about, issues=self._topics.issues(text), stance=stance, venue=d.venue, date=day,
            evidence=(self._evidence(span, None),),
            why=(f"{d.manner} speech by cue “{d.cue}”", *(("the speaker of the words before carries on",) if d.carried else ()),
                 f"stance {stance}: {shown}"))

    def _stance(self, d: StatementDraft, text: str) -> tuple[Stance, str]:
        low = f" {text.lower()} "
        words = self._language.reporting.stance
        hits: dict[Stance, list[str]] = {s: [w for w in words.get(s, ()) if w in low] for s in ("opposes", "concerned", "supports")}
        by_verb = self._language.reporting.stance_of.get(d.cue_lemma, "neutral")
        if by_verb != "neutral" and d.cue_lemma not in ("say",):
            return by_verb, f"verb “{d.cue}”"
        best = max(hits, key=lambda s: len(hits[s]))
        if hits[best] and len(hits[best]) > sum(len(v) for s, v in hits.items() if s != best):
            return best, f"words “{'”, “'.join(hits[best][:3])}”"
        return "neutral", "no words that show one" if not any(hits.values()) else "words for more than one"

    # events

    def events(self, drafts: tuple[EventDraft, ...], statements: list[Statement | None]) -> tuple[Event, ...]:
        """The events whose parties fulfil the conditions of their cue; the others are refused with the reason."""
        found: dict[Span, Event] = {}
        for d in drafts:
            if d.clause.predicate not in found:  # a runner-up cue counts only where the better ones failed
                event = self._event(d, statements)
                if event is not None:
                    found[d.clause.predicate] = event
        return tuple(_without_echoes(found.values()))

    def _event(self, d: EventDraft, statements: list[Statement | None]) -> Event | None:
        statement = statements[d.statement] if d.statement is not None else None
        speaker = statement.speaker if statement else None
        if d.statement is not None and statement is None and d.clause.quoted:
            return None
        actors = _unique(p for m in d.actors for p in self._parties.of(m, speaker))
        recipients = _unique(p for m in d.recipients for p in self._parties.of(m, speaker)
                             if p.id not in {a.id for a in actors})
        spoken = speaker is not None and not actors and d.type in SPOKEN
        if spoken and speaker is not None:
            actors = (speaker,)
        occasion = self._occasion(d)
        if occasion and d.type == "CONSULT" and not actors:
            actors = (occasion.party(self._body[occasion.start : occasion.end]),)
        if d.symmetric and d.mode not in ("visit", "third-party") and not (len(actors) and d.type == "AID"):
            actors, recipients = _unique((*actors, *recipients)), ()
        problem = self._unfit(d, actors, recipients, occasion)
        if problem:
            if d.weight >= 0.75 and (actors or recipients):
                self._refuse(f"{d.type} on “{self._words(d.clause.predicate)}” not recorded: {problem}", d.clause)
            return None
        kind = "AGREE" if d.status == "planned" and d.type in ACTS else d.type
        return self._assemble(d, kind, actors, recipients, occasion, None if spoken else speaker)

    def _acts(self, p: Party) -> bool:
        """A state, a known body or organisation, an armed or political group, or a person in office or of a country."""
        if p.kind in ABLE or p.country:
            return True
        if p.kind == "person":
            return bool(p.office)
        named = p.as_written != p.name
        return named or bool(self._agents & set(p.as_written.lower().replace("’", "'").split()))

    def _unfit(self, d: EventDraft, actors: tuple[Party, ...], recipients: tuple[Party, ...],
               occasion: Occasion | None) -> str:
        """Why the parties do not fulfil the cue's conditions; "" where they do."""
        both = (*actors, *recipients)
        field = self._topics.off_topic(self._words(d.clause.sentence))
        if field:
            return f"the sentence is about {field}"
        if d.weight < FLOOR:
            return f"the cue is too weak ({d.weight:g})"
        if d.symmetric and not actors:
            return "nobody is named who takes part"
        if "two-parties" in d.needs and not occasion and len({p.id for p in both}) < 2 and not any(
                _several(p) for p in both):
            return "two parties are needed"
        if "party-actor" in d.needs and not any(map(self._acts, actors)):
            return "no state, official, organisation or armed group acts"
        if "party-recipient" in d.needs and not any(map(self._acts, recipients if not d.symmetric else both)):
            return "no state, official, organisation or armed group is acted on"
        if not any(map(self._acts, both)):
            return "no state, official, organisation or armed group takes part"
        if d.clause.quoted and not all(map(self._acts, actors)):
            return "the words of a speaker name no actor"
        if not actors and d.type in SPOKEN:
            return "nobody is named who says it"
        if d.weight < SURE and not (any(map(self._acts, actors)) and len(list(filter(self._acts, both))) > 1):
            return f"the cue alone is too weak ({d.weight:g}) without two named parties"
        return self._unreal(d, both)

    def _unreal(self, d: EventDraft, both: tuple[Party, ...]) -> str:
        """Why something not done is not worth a line; "" where it is, or where it was done."""
        if d.status == "hypothetical" and (d.status_word not in POSSIBLE or len(list(filter(self._acts, both))) < 2):
            return f"only supposed (“{d.status_word}”)"
        if d.status == "planned" and d.type in ACTS and not self._concrete(d):
            return "a general intention, kept as a commitment where somebody undertakes it"
        return ""

    def _concrete(self, d: EventDraft) -> bool:
        """A planned act that can be seen to come about: a meeting, visit, exercise, document or delivery of aid."""
        text = " " + " ".join(self._words(s) for s in d.clause.own).lower()
        actions = self._language.commitments.actions
        return any(f" {w}" in text for a in ("meeting", "visit", "exercise", "document", "aid") for w in actions.get(a, ()))

    def _assemble(self, d: EventDraft, kind: str, actors: tuple[Party, ...], recipients: tuple[Party, ...],
                  occasion: Occasion | None, speaker: Party | None) -> Event:
        place, place_why = self._place(d.clause, d.places, occasion, kind, d.status)
        day, day_why = self._when(d.clause, d.status, occasion)
        if d.status == "happened" and kind == "CONSULT" and place and self.scene is None and d.clause.paragraph < LEAD:
            self.scene = (place, day)
        sentence = self._words(d.clause.sentence)
        span = (d.clause.predicate[0], d.clause.predicate[1])
        eid = digest("event", self._article.id, kind, d.mode, span, *(p.id for p in actors), "→",
                     *(p.id for p in recipients))
        planned = (f"a planned {d.type} is an AGREE",) if kind != d.type else ()
        return Event(
            id=eid, type=kind, mode=d.mode if kind == d.type else None, status=d.status,
            contexts=self._topics.contexts(sentence, d.contexts), actors=actors, recipients=recipients, date=day,
            place=place, forum=occasion.forum if occasion else None, issues=self._topics.issues(sentence),
            quantities=quantities(sentence), evidence=(self._evidence(d.clause.sentence, speaker),),
            why=tuple(w for w in (*d.why, *planned, day_why, place_why) if w))

    def _occasion(self, d: EventDraft) -> Occasion | None:
        """The forum of an event: named in its own clause, or for a meeting in its sentence."""
        start, end = d.clause.sentence
        found = self._forums.find(self._body[start:end], start)
        near = [o for o in found if any(a < o.end and o.start < b for a, b in d.clause.own)]
        fitting = [o for o in near if (o.kind == "exercise") == (d.type in ("COOPERATE", "MOBILIZE", "AGREE"))
                   or d.type == "AGREE"]
        return fitting[0] if fitting else None

    # when and where

    def _when(self, clause: Clause, status: str, occasion: Occasion | None) -> tuple[DateRange, str]:
        page = self._article.published
        direction: dates.Direction = "future" if status == "planned" or clause.tense == "future" else "past"
        start, end = clause.sentence
        found = dates.phrases(self._body[start:end], start, page, direction)
        own = [p for p in found if any(a <= p.start < b for a, b in clause.own)]
        if status in ("happened", "ongoing") and page.latest:
            own = [p for p in own if p.range.earliest is None or p.range.earliest <= page.latest]
        alone = own or ([] if len(found) != 1 or status == "planned" else [])
        if alone:
            best = min(alone, key=lambda p: (p.range.days or 10**6, abs(p.start - clause.predicate[0])))
            return best.range, f"date: {best.range.why[0] if best.range.why else best.text}"
        if occasion:
            edition = self._forums.edition(occasion, page, None)
            if edition and status in ("happened", "ongoing"):
                return edition[0], f"date: {edition[0].why[0]}"
        if status in ("planned", "hypothetical"):
            return DateRange(page.earliest, None, "inferred" if page.earliest else "unknown",
                             ("not yet done on the page's date",) if page.earliest else ()), ""
        lead = clause.paragraph < LEAD and clause.tense != "perfect"
        return dates.default(page, lead, f"“{self._words(clause.predicate)}”"), ""

    def _place(self, clause: Clause, mentions: tuple[Mention, ...], occasion: Occasion | None,
               kind: str, status: str) -> tuple[Place | None, str]:
        place, why = self._places.of(mentions)
        if place:
            return place, f"place: {why}"
        if occasion and status in ("happened", "ongoing"):
            edition = self._forums.edition(occasion, self._article.published, None)
            if edition and edition[1]:
                return edition[1], f"place: of the edition in the register ({edition[2]})"
        if status not in ("happened", "ongoing"):
            return None, ""
        if kind == "CONSULT" and self.scene:
            return self.scene[0], "place: of the meeting that the page tells of"
        if kind == "CONSULT" and self._places.dateline and clause.paragraph < LEAD:
            return self._places.dateline, "place: the dateline"
        return None, ""

    # undertakings

    def commitments(self, drafts: tuple[UndertakingDraft, ...],
                    statements: list[Statement | None]) -> tuple[Commitment, ...]:
        """The undertakings whose maker is known, or which a meeting's own document makes."""
        found: dict[str, Commitment] = {}
        for d in drafts:
            statement = statements[d.statement] if d.statement is not None else None
            speaker = statement.speaker if statement else None
            by = _unique(p for m in d.by for p in self._parties.of(m, speaker))
            if not any(map(self._acts, by)) and d.by:
                self._refuse(f"“{d.cue}” not recorded as a commitment: nobody who can commit a state makes it", d.clause)
                continue
            c = self._commitment(d, by, speaker)
            found.setdefault(c.id, c)
        return tuple(found.values())

    def _commitment(self, d: UndertakingDraft, by: tuple[Party, ...], speaker: Party | None) -> Commitment:
        what = self._body[d.what[0] : d.what[1]]
        to = _unique(p for m in d.to for p in self._parties.of(m, speaker) if p.id not in {b.id for b in by})
        place, why = self._places.of(d.places)
        return Commitment(
            id=digest("commitment", self._article.id, d.what, d.strength, *(p.id for p in by)), by=by, to=to, what=what,
            action=d.action, strength=d.strength, condition=d.condition, due=self._due(d), place=place, status="open",
            evidence=(self._evidence(d.clause.sentence, speaker),),
            why=tuple(w for w in (f"cue “{d.cue}”: {d.strength}", "ritual wording: nothing to check" if d.ritual else "",
                                  f"place: {why}" if why else "") if w))

    def _due(self, d: UndertakingDraft) -> DateRange:
        page = self._article.published
        start, end = d.clause.sentence
        found = dates.phrases(self._body[start:end], start, page, "future")
        later = [p for p in found if p.range.latest and (page.earliest is None or p.range.latest >= page.earliest)]
        inside = [p for p in later if d.what[0] <= p.start < d.what[1]] or later
        if inside:
            best = min(inside, key=lambda p: p.range.days or 10**6)
            nearer = [p for p in later if p.range.overlaps(best.range) and (p.range.days or 10**6) < (best.range.days or 0)]
            best = min(nearer, key=lambda p: p.range.days or 10**6, default=best)
            return replace(best.range, why=(f"“{best.text}”",))
        return DateRange(page.earliest, None, "unknown", ("no time is given",)) if page.earliest else DateRange(
            None, None, "unknown", ("no time is given",))

    # evidence

    def _evidence(self, span: Span, by: Party | None) -> Evidence:
        start, end = span
        while end > start and self._body[end - 1].isspace():
            end -= 1
        return Evidence(self._article.id, start, end, self._body[start:end], by)

    def _words(self, span: Span) -> str:
        return self._body[span[0] : span[1]]

    def _refuse(self, reason: str, clause: Clause) -> None:
        self.refusals.append(Refusal("resolve", reason, self._words(clause.sentence).strip(), self._article.source))


def _cover(spans: list[Span]) -> Span:
    return min(a for a, _ in spans), max(b for _, b in spans)


def _unique(parties: Iterable[Party]) -> tuple[Party, ...]:
    seen: dict[str, Party] = {}
    for p in parties:
        seen.setdefault(p.id, p)
    return tuple(seen.values())


def _several(p: Party) -> bool:
    """A party that is more than one: a forum, or a group written in the plural."""
    return p.id.startswith("series/") or (p.kind == "group" and p.as_written.rstrip("’'").endswith("s"))


def _without_echoes(events: Iterable[Event]) -> list[Event]:
    """One event a sentence, type and set of parties: a noun beside its verb tells the same thing again."""
    kept: list[Event] = []
    for e in sorted(events, key=lambda e: (-len(e.actors) - len(e.recipients), e.status != "planned", e.evidence[0].start)):
        parties = {p.id for p in (*e.actors, *e.recipients)}
        echo = next((k for k in kept if k.evidence[0].start == e.evidence[0].start and k.type == e.type
                     and (k.status == e.status or (k.type == "AGREE" and k.status == "planned"))
                     and parties <= {p.id for p in (*k.actors, *k.recipients)}), None)
        if echo is None:
            kept.append(e)
    return sorted(kept, key=lambda e: (e.evidence[0].start, e.id))


def forum_of(events: Iterable[Event]) -> Forum | None:
    """The first forum of a page's events."""
    return next((e.forum for e in events if e.forum), None)

"""Event drafts to events: parties that fulfil the cue's conditions, day, place, forum; the others are refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rapporteur.drafts import EventDraft, Span
from rapporteur.model import Event, Party, Place, Statement
from rapporteur.resolve import dates
from rapporteur.resolve.forums import Occasion
from rapporteur.resolve.ids import digest
from rapporteur.resolve.page import LEAD, PageContext, unique
from rapporteur.resolve.quantities import BELONG, elsewhere, quantities

ACTS = frozenset({"CONSULT", "COOPERATE", "AID"})  # planned ones are AGREE (PLOVER, as used here)
SPOKEN = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN"})  # acts of speech: done by whoever says the words
SIGNED = frozenset({"sign-agreement", "sign-with", "signing-noun", "ratify"})  # cues of SUPPORT that one can see done
CONDITIONAL = ("… if", "… unless")  # how a status word ends where the deed hangs on what another does
MENACE = {  # the mode of a THREATEN by the deed that is threatened
    "ASSAULT": "violence",
    "SANCTION": "restrict",
    "SANCTION/expel": "expel",
    "SANCTION/discontinue": "relations",
    "SANCTION/withdraw": "relations",
    "SANCTION/convict": "arrest",
    "COERCE/restrict": "restrict",
    "COERCE/arrest": "arrest",
    "COERCE/ban": "ban",
    "COERCE/deport": "expel",
    "COERCE/withhold": "relations",
}
POSSIBLE = frozenset({"may", "might", "could"})
DEEDS = frozenset({"ASSAULT", "COERCE"})  # alleged of another, they are accusations
UNNAMED = frozenset({"PROTEST", "ASSAULT", "COERCE"})  # told of a place even where nobody is named who did it
NO_EVENT = 0.9  # the probability of "no event" from which the second witness overrules any cue
LONE_NO_EVENT = 0.4  # the same of what is done where fewer than two take part who can act
NO_DOUBT = 0.9  # the probability from which the second witness makes up for parties that are only described
FLOOR = 0.45  # a cue weaker than this never stands by itself
SURE = 0.6  # from this weight on a cue stands with one named party


class EventResolver:
    """Resolves the events of one page. Every event says in ``why`` how its parts came about."""

    def __init__(self, page: PageContext) -> None:
        self._page = page

    def events(self, drafts: tuple[EventDraft, ...], statements: list[Statement | None]) -> tuple[Event, ...]:
        """The events whose parties fulfil the conditions of their cue; the others are refused with the reason."""
        found: dict[Span, Event] = {}
        for d in sorted(drafts, key=lambda d: d.echo_of is not None):
            if (
                d.clause.predicate not in found and d.echo_of not in found
            ):  # a runner-up cue counts only where the better ones failed
                event = self._event(d, statements)
                if event is not None:
                    found[d.clause.predicate] = event
        return tuple(self._counted(_without_echoes(found.values()), statements))

    def _counted(self, events: list[Event], statements: list[Statement | None]) -> list[Event]:
        """Counts told in other sentences belong to the page's one exercise or its one attack, where it has only one."""
        for quantity, start, end in elsewhere(self._page.body):
            owners = [e for e in events if e.type in BELONG[quantity.what] and e.status in ("happened", "ongoing")]
            if len(owners) != 1 or quantity in owners[0].quantities:
                continue
            one = owners[0]
            said = [s.speaker for s in statements if s and s.evidence[0].start <= start < s.evidence[0].end]
            told = dates.phrases(self._page.words((start, end)), start, self._page.article.published, "past")
            if told and not any(p.range.overlaps(one.date) for p in told):
                continue  # the sentence tells of another day
            more = replace(
                one,
                quantities=(*one.quantities, quantity),
                evidence=(*one.evidence, self._page.evidence((start, end), said[0] if said else None)),
            )
            events[events.index(one)] = more
        return events

    def _event(self, d: EventDraft, statements: list[Statement | None]) -> Event | None:
        statement = statements[d.statement] if d.statement is not None else None
        speaker = statement.speaker if statement else None
        if (d.statement is not None and statement is None and d.clause.quoted) or self._turned_round(d, speaker):
            return None
        actors, recipients = self._sides(d, speaker, statement is not None and statement.manner == "indirect")
        spoken = speaker is not None and not actors and d.type in SPOKEN
        if spoken and speaker is not None:
            actors, named = (speaker,), recipients
            recipients = tuple(p for p in recipients if p.id != speaker.id)
            if named and not recipients:
                return None  # "said that it was blamed": nobody accuses himself
        occasion = self._page.occasion(d)
        if occasion and d.type == "CONSULT" and not actors:
            actors = (occasion.party(self._page.body[occasion.start : occasion.end]),)
        if statement and speaker and self._alleged(d, actors, speaker):
            return self._allegation(d, actors, speaker, statement)
        problem = self._unfit(d, actors, recipients, occasion)
        if problem:
            if d.weight - d.heard >= 0.75 and (actors or recipients):
                predicate = self._page.words(d.clause.predicate)
                self._page.refuse(f"{d.type} on “{predicate}” not recorded: {problem}", d.clause)
            return None
        if self._menaces(d, actors, speaker):
            return self._menace(d, actors, recipients, speaker)
        kind = "AGREE" if d.status == "planned" and (d.type in ACTS or d.cue in SIGNED) else d.type
        return self._assemble(d, kind, actors, recipients, occasion, None if spoken else speaker)

    def _sides(
        self, d: EventDraft, speaker: Party | None, indirect: bool
    ) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """Actors and recipients; of a symmetric type all stand together, but a guest with its host."""
        sure = self._sure(d)
        actors = unique(p for m in d.actors for p in self._page.parties.of(m, speaker, unnamed=sure, indirect=indirect))
        taken = {a.id for a in actors}
        recipients = unique(
            p for m in d.recipients for p in self._page.parties.of(m, speaker, unnamed=sure) if p.id not in taken
        )
        if not recipients and not d.symmetric:  # "bombed Ukraine's grid", "the Russian offer"
            recipients = unique(p for m in d.owners for p in self._page.parties.of(m, speaker) if p.id not in taken)
        if d.cue == "in-speech":  # "the nations" of which a speech tells are not blamed by it
            recipients = tuple(filter(self._page.acts, recipients))
        if not recipients and d.cue == "in-speech" and d.type == "ACCUSE" and speaker:
            sentence = self._page.words(d.clause.sentence)
            recipients = self._page.topics.only_other(sentence, self._page.parties, speaker)
        if d.symmetric and d.mode not in ("visit", "third-party") and not (actors and d.type == "AID"):
            actors, recipients = unique((*actors, *recipients)), ()
        doers = tuple(p for p in actors if not self._page.is_exercise(p))
        return doers, recipients  # an exercise is what is done, nobody who does it

    def _sure(self, d: EventDraft) -> bool:
        """The second witness has no doubt, so that people whom only a common noun names may take part."""
        return d.opinion is not None and d.opinion.types.get(d.type, 0.0) >= NO_DOUBT

    def _turned_round(self, d: EventDraft, speaker: Party | None) -> bool:
        """In "It accused Mali", whoever "it" is, it is not Mali."""
        if d.symmetric or len(d.actors) != 1 or d.actors[0].head.lower() not in ("it", "they"):
            return False
        named = {p.id for m in d.recipients if not m.pronoun for p in self._page.parties.of(m, speaker)}
        return any(p.id in named for p in self._page.parties.of(d.actors[0], speaker))

    def _alleged(self, d: EventDraft, actors: tuple[Party, ...], speaker: Party) -> bool:
        """A deed that a party lays at another's door: violence, coercion by a state or a named group not its own."""
        blamed = [p for p in actors if (self._page.acts(p) and p.as_written != p.name) or p.kind == "state"]
        own = {speaker.id, speaker.country}
        partial = speaker.kind != "group" or speaker.country is not None
        foreign = not any(p.id in own or p.country in own for p in blamed)
        return d.type in DEEDS and bool(blamed) and partial and foreign and self._charged(d, speaker)

    def _charged(self, d: EventDraft, speaker: Party) -> bool:
        """Told as done, alleged, or foretold by another state's man; not where it is denied, wished or supposed."""
        if d.status == "planned":
            return speaker.country is not None and not d.status_word.endswith(CONDITIONAL)
        alleged = self._page.language.modality.alleged_by
        stems = tuple(w.removesuffix("e") for w in (*alleged.lemmas, *alleged.words))
        return d.status in ("happened", "ongoing") or (d.status == "hypothetical" and d.status_word.startswith(stems))

    def _menaces(self, d: EventDraft, actors: tuple[Party, ...], speaker: Party | None) -> bool:
        """ "It would close the border if ...", said by those who would do it; by a page itself only with "will"."""
        if d.status != "planned" or d.type not in (*DEEDS, "SANCTION") or not d.status_word.endswith(CONDITIONAL):
            return False
        if speaker is None:
            return not d.status_word.startswith("would")
        own = {speaker.id, speaker.country}
        return speaker.country is None or any(p.id in own or p.country in own for p in actors)

    def _menace(
        self, d: EventDraft, actors: tuple[Party, ...], recipients: tuple[Party, ...], speaker: Party | None
    ) -> Event:
        """What somebody will do unless another yields is a THREATEN."""
        mode = MENACE.get(f"{d.type}/{d.mode}", MENACE.get(d.type))
        why = (*d.why, f"a {d.type} under a condition (“{d.status_word}”) is a THREATEN")
        threat = replace(d, type="THREATEN", mode=mode, status="happened", places=(), symmetric=False, why=why)
        return self._assemble(threat, "THREATEN", actors, recipients, None, speaker)

    def _allegation(self, d: EventDraft, accused: tuple[Party, ...], speaker: Party, said: Statement) -> Event:
        """What a speaker alleges is an ACCUSE by the speaker, on the day when it is said."""
        blame = replace(d, type="ACCUSE", mode="allege", status="happened", places=(), symmetric=False)
        told = self._assemble(blame, "ACCUSE", (speaker,), accused, None, None)
        why = tuple(w for w in told.why if not w.startswith("date: "))
        return replace(told, date=said.date, why=(*why, "date: as said"))

    def _unfit(
        self, d: EventDraft, actors: tuple[Party, ...], recipients: tuple[Party, ...], occasion: Occasion | None
    ) -> str:
        """Why the parties do not fulfil the cue's conditions; "" where they do."""
        both = (*actors, *recipients)
        if d.status == "denied" and d.status_word.startswith(("no", "neither")) and d.status_word not in ("not", "nor"):
            return f"it is said of nobody (“{d.status_word}”)"
        field = self._page.topics.off_topic(self._page.words(d.clause.sentence))
        if field:
            return f"the sentence is about {field}"
        several = sum(map(self._page.acts, both)) > 1
        limit = NO_EVENT if several or d.status == "planned" else LONE_NO_EVENT
        if d.opinion is not None and d.opinion.types.get("", 0.0) >= limit:
            return "the second witness takes it for no political event"
        if d.weight < FLOOR:
            return f"the cue is too weak ({d.weight:g})"
        if d.type == "PROTEST" and actors and all(p.kind == "state" or p.office for p in actors):
            return "states and officials do not take to the street"
        if d.type == "AID" and not recipients and self._own_soil(d, actors):
            return "at home, and to nobody else, it is no aid"
        if d.symmetric and not actors:
            return "nobody is named who takes part"
        if (
            "two-parties" in d.needs
            and not occasion
            and len({p.id for p in both}) < 2
            and not any(_several(p) for p in both)
        ):
            return "two parties are needed"
        if self._sure(d) and not d.clause.quoted and actors and any(map(self._page.acts, both)):
            return self._unreal(d, both)
        if "party-actor" in d.needs and not any(map(self._page.acts, actors)) and d.type not in UNNAMED:
            return "no state, official, organisation or armed group acts"
        if "party-recipient" in d.needs and not any(map(self._page.acts, recipients if not d.symmetric else both)):
            return "no state, official, organisation or armed group is acted on"
        if not any(map(self._page.acts, both)) and not (d.type in UNNAMED and self._page.places.of(d.places)[0]):
            return "no state, official, organisation or armed group takes part"
        if d.clause.quoted and not all(map(self._page.acts, actors)):
            return "the words of a speaker name no actor"
        charged = "legal" in d.contexts and any(map(self._page.acts, recipients))  # "was charged with treason"
        charged = charged and (d.opinion is None or d.opinion.type == d.type)  # not "with preparing the summit"
        if not actors and d.type in SPOKEN and not charged:
            return "nobody is named who says it"
        if d.weight < SURE and not (any(map(self._page.acts, actors)) and len(list(filter(self._page.acts, both))) > 1):
            return f"the cue alone is too weak ({d.weight:g}) without two named parties"
        return self._unreal(d, both)

    def _unreal(self, d: EventDraft, both: tuple[Party, ...]) -> str:
        """Why something not done is not worth a line; "" where it is, or where it was done."""
        if d.status == "hypothetical" and (
            d.status_word not in POSSIBLE or len(list(filter(self._page.acts, both))) < 2
        ):
            return f"only supposed (“{d.status_word}”)"
        if d.status == "planned" and (
            (d.type == "SUPPORT" and d.cue not in SIGNED) or (d.type in ACTS and not self._concrete(d))
        ):
            return "a general intention, kept as a commitment where somebody undertakes it"
        return ""

    def _own_soil(self, d: EventDraft, actors: tuple[Party, ...]) -> bool:
        """Whether it is told of a place in the actors' own country."""
        place = self._page.places.of(d.places)[0]
        return place is not None and any(p.country == place.country for p in actors)

    def _at_home(self, parties: tuple[Party, ...], place: Place | None) -> tuple[Party, ...]:
        """Police, courts, students and their like are of the country where it happens, unless the page says other."""
        home = place.country if place else None
        if home is None:
            return parties
        return tuple(
            replace(p, id=f"{p.id}-of-{home.lower()}", country=home) if self._page.local(p) else p for p in parties
        )

    def _concrete(self, d: EventDraft) -> bool:
        """A planned act that can be seen to come about: a meeting, visit, exercise, document or delivery of aid, and
        whatever two parties do together on a stated day or at a stated place ("is to receive him in Doha")."""
        own = " ".join(self._page.words(s) for s in d.clause.own)
        if d.type == "CONSULT" and (d.places or dates.phrases(own, 0, self._page.article.published, "future")):
            return True
        text = f" {own.lower()}"
        actions = self._page.language.commitments.actions
        return any(
            f" {w}" in text for a in ("meeting", "visit", "exercise", "document", "aid") for w in actions.get(a, ())
        )

    def _assemble(
        self,
        d: EventDraft,
        kind: str,
        actors: tuple[Party, ...],
        recipients: tuple[Party, ...],
        occasion: Occasion | None,
        speaker: Party | None,
    ) -> Event:
        place, place_why = self._page.place(d.clause, d.places, occasion, kind, d.status)
        if d.mode == "phone" or (
            kind == d.type and self._page.mode_of(d.type, self._page.words(d.clause.sentence)) == "phone"
        ):
            place, place_why = None, ""
        day, day_why = self._page.when(d.clause, d.status, occasion, d.type)
        if place and d.status == "happened" and kind == "CONSULT" and d.clause.paragraph < LEAD:
            self._page.scene = self._page.scene or (place, day)
        sentence = self._page.words(d.clause.sentence)
        sides = (*(p.id for p in actors), "→", *(p.id for p in recipients))
        persons = self._page.parties.why((*actors, *recipients))
        planned = (f"a planned {d.type} is an AGREE",) if kind != d.type else ()
        return Event(
            id=digest("event", self._page.article.id, kind, d.mode, d.clause.predicate, *sides),
            type=kind,
            mode=(d.mode or self._page.mode_of(d.type, sentence) or _mode_by(d)) if kind == d.type else None,
            status=d.status,
            contexts=self._page.topics.contexts(sentence, d.contexts),
            actors=self._at_home(actors, place),
            recipients=self._at_home(recipients, place),
            date=day,
            place=place,
            forum=occasion.forum if occasion else None,
            issues=self._page.topics.issues(sentence),
            quantities=tuple(q for q in quantities(sentence) if q.what not in BELONG or kind in BELONG[q.what]),
            evidence=(self._page.evidence(d.clause.sentence, speaker),),
            why=tuple(w for w in (*d.why, *planned, day_why, place_why, *persons) if w),
        )


def _mode_by(d: EventDraft) -> str | None:
    """The mode that the second witness sees, where it is sure of it and of the type."""
    modes = d.opinion.modes if d.opinion else {}
    kind, _, mode = max(modes, key=lambda m: modes[m], default="").partition("/")
    return mode if kind == d.type and modes[f"{kind}/{mode}"] >= SURE else None


def _several(p: Party) -> bool:
    """A party that is more than one: a forum, or a group written in the plural."""
    return p.id.startswith("series/") or (p.kind == "group" and p.as_written.rstrip("’'").endswith("s"))


def _without_echoes(events: Iterable[Event]) -> list[Event]:
    """One event a sentence, type and set of parties: a noun beside its verb tells the same thing again."""
    kept: list[Event] = []
    for e in sorted(
        events, key=lambda e: (-len(e.actors) - len(e.recipients), e.status != "planned", e.evidence[0].start)
    ):
        parties = {p.id for p in (*e.actors, *e.recipients)}
        echo = next(
            (
                k
                for k in kept
                if k.evidence[0].start == e.evidence[0].start
                and k.type == e.type
                and (k.status == e.status or (k.type == "AGREE" and k.status == "planned"))
                and parties <= {p.id for p in (*k.actors, *k.recipients)}
                and (not e.recipients or {p.id for p in e.actors} <= {p.id for p in k.actors})
            ),
            None,
        )
        if echo is None:
            kept.append(e)
    return sorted(kept, key=lambda e: (e.evidence[0].start, e.id))

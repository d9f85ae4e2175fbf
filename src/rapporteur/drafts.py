"""What ``extract`` hands to ``resolve``: claims as written, in the words of one page.

A draft names no person, state, day or place yet; it points at the phrases that do. Offsets count code points of
``Article.body``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from rapporteur.model import Action, CommitmentStatus, EventType, Firmness, Manner, Status, Strength

Span: TypeAlias = tuple[int, int]
NameKind: TypeAlias = Literal["PER", "LOC", "ORG", "OFFICE", "EVENT", "DOC"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name inside a phrase, with the kind that the analyser gave it."""

    start: int
    end: int
    text: str
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase or pronoun that may stand for a party or a place.

    ``text`` is the phrase without relative clauses, ``apposition`` the phrase set beside it ("the defence minister"),
    ``head`` its head word. ``subject`` says whether it is the subject of its clause.
    """

    start: int
    end: int
    text: str
    head: str
    lemma: str
    head_start: int
    head_end: int
    plural: bool
    pronoun: bool
    possessive: bool
    subject: bool
    names: tuple[Name, ...] = ()
    apposition: str = ""
    preposition: str = ""
    antecedent: int | None = None  # of a pronoun: where the noun begins that the analyser takes it to mean


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a predicate stands: sentence, the stretches of its own clause and of the one it shares a day with,
    paragraph number, tense, and quotation."""

    sentence: Span
    own: tuple[Span, ...]
    outer: tuple[Span, ...]
    paragraph: int
    predicate: Span
    tense: Literal["past", "perfect", "present", "future", "none"]
    quoted: bool


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the classifier makes of one event: a probability a type ("" is no event), a mode ("TYPE/mode") and a
    status."""

    types: dict[str, float]
    modes: dict[str, float]
    statuses: dict[str, float]

    @property
    def type(self) -> str:
        """The likeliest type."""
        return max(self.types, key=lambda t: self.types[t])


@dataclass(frozen=True, slots=True)
class Asked:
    """An event that the classifier is asked of: the words of its sentence, and which of them name actor and recipient
    (None: nobody in this sentence) and which is the predicate (None: not known)."""

    words: tuple[str, ...]
    actor: Span | None
    recipient: Span | None
    cue: int | None = None


class SecondWitness(Protocol):
    """What codes events from their sentences (``Doc._.coder``)."""

    def opinions(self, asked: Sequence[Asked]) -> list[Opinion]:
        """One of each event, in order."""
        ...


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event as written. ``needs`` are the cue's conditions on the parties, which only ``resolve`` can check."""

    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    status: Status
    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]
    places: tuple[Mention, ...]
    clause: Clause
    symmetric: bool
    needs: tuple[str, ...]
    weight: float
    cue: str
    why: tuple[str, ...] = ()
    statement: int | None = None  # the number of the statement in whose words it stands
    noun: bool = False
    owners: tuple[Mention, ...] = ()  # whose thing the object is: "criticised Washington's strategy"
    echo_of: Span | None = None  # the light verb that tells the same thing: counts only where that one fails
    opinion: Opinion | None = None  # of the second witness
    rank: float = 0.0  # among the cues of one predicate: the cue's own weight and how much it asks for
    heard: float = 0.0  # what the second witness adds to the weight or takes from it
    status_word: str = ""  # the word that decides the status, where one speaks against "happened"


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """Reported speech as written. ``content`` are the stretches of the body that were said."""

    speaker: Mention | None
    manner: Manner
    content: tuple[Span, ...]
    cue: str
    cue_lemma: str
    addressees: tuple[Mention, ...]
    about: tuple[Mention, ...]
    venue: str | None
    clause: Clause
    carried: bool = False  # the speaker is the one of the statement before


@dataclass(frozen=True, slots=True)
class UndertakingDraft:
    """What somebody undertook, as written."""

    by: tuple[Mention, ...]
    to: tuple[Mention, ...]
    what: Span
    action: Action
    strength: Strength
    condition: str | None
    places: tuple[Mention, ...]
    clause: Clause
    cue: str
    firmness: Firmness
    statement: int | None = None
    status: CommitmentStatus = "open"  # another where the page tells that it was put off, given up or not done


@dataclass(frozen=True, slots=True)
class Drafts:
    """Everything one page asserts, as written, and every phrase on it that may name a party, in order."""

    events: tuple[EventDraft, ...]
    statements: tuple[StatementDraft, ...]
    undertakings: tuple[UndertakingDraft, ...]
    mentions: tuple[Mention, ...]

"""The nouns that travel between the rooms.

Every room takes one of these and hands on a richer one: ``Page`` (bytes as found), ``Article`` (what the page says),
``Reading`` (what one article claims), ``Merged`` (one thing that several articles claim). They are frozen: nothing
changes under another room's hands. A value as found stays beside the value as resolved, and what is not known is
``None``, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, TypeAlias

Basis: TypeAlias = Literal["stated", "inferred", "unknown"]
PartyKind: TypeAlias = Literal["person", "state", "organization", "group"]
Status: TypeAlias = Literal["happened", "ongoing", "planned", "hypothetical", "denied", "cancelled"]
Manner: TypeAlias = Literal["direct", "indirect", "mixed"]
Stance: TypeAlias = Literal["supports", "opposes", "concerned", "neutral"]
Genre: TypeAlias = Literal["news", "analysis", "communique", "release", "interview", "editorial", "other"]
Action: TypeAlias = Literal["meeting", "exercise", "document", "body", "aid", "visit", "policy", "other"]
Strength: TypeAlias = Literal[
    "decided",
    "agreed",
    "pledged",
    "intended",
    "confirmed",
    "supported",
    "proposed",
    "suggested",
    "invited",
    "welcomed",
    "called-for",
]
Firmness: TypeAlias = Literal["firm", "aspirational", "ritual"]  # can be checked; promises effort; cannot be checked
CommitmentStatus: TypeAlias = Literal["open", "kept", "partly", "postponed", "declined", "missed", "unknown"]
EventType: TypeAlias = str  # one of the names in kinds/: 16 PLOVER types, and those a user adds
Media: TypeAlias = Literal["html", "text", "pdf"]
WitnessRole: TypeAlias = Literal["title", "author", "publisher", "published", "updated"]
LineRole: TypeAlias = Literal[
    "headline",
    "alternative-headline",
    "kicker",
    "author",
    "agency",
    "dateline",
    "date",
    "caption",
    "body",
    "crosshead",
    "list-item",
    "quote",
    "boilerplate",
    "other-story",
    "comment",
]
ENTRY_MARK = "#entry-"  # in an Article's source: behind it, which entry of the page


@dataclass(frozen=True, slots=True)
class Witness:
    """What is said of a page outside it, word for word, by the ``origin`` (feed, table, sitemap) that holds it."""

    role: WitnessRole
    text: str
    origin: str


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes as they were found.

    ``source`` is the path or URL as the user gave it, with the place inside an archive after ``!`` or ``#``; ``url`` is
    the page's own address where one is known; ``data`` is the bytes found, for a PDF its text layer in UTF-8, for a
    feed's entry or a table's row the content it holds. ``sha256`` is the hex digest of the bytes found: of the file, of
    the whole entry, of the row's cells that were used. ``fetched`` is when a crawler or this program got it.
    """

    data: bytes
    source: str
    media: Media
    sha256: str
    url: str | None = None
    charset: str | None = None
    fetched: datetime | None = None
    witnesses: tuple[Witness, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was not read or not believed: by which stage, why, and the words it is about."""

    stage: str
    reason: str
    text: str = ""
    source: str | None = None


@dataclass(frozen=True, slots=True)
class DateRange:
    """An interval of days, both ends included; ``None`` is an open end. ``why`` holds one reason a bound."""

    earliest: date | None
    latest: date | None
    basis: Basis
    why: tuple[str, ...] = ()

    @property
    def days(self) -> int | None:
        """The width in days, at least 1; None where an end is open."""
        if self.earliest is None or self.latest is None:
            return None
        return (self.latest - self.earliest).days + 1

    def overlaps(self, other: DateRange) -> bool:
        """Whether one day can lie in both; an open end reaches for ever."""
        below = self.earliest is None or other.latest is None or self.earliest <= other.latest
        above = self.latest is None or other.earliest is None or other.earliest <= self.latest
        return below and above


UNKNOWN_DATE = DateRange(None, None, "unknown")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page that did not go into the body, with its role there."""

    role: LineRole
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """What the page says. ``body`` is immutable: every offset counts its Unicode code points.

    Paragraphs of ``body`` are parted by one newline. ``id`` is a hash of source and content. ``lines`` holds every
    line that was left out of the body, with its role. ``entry_of`` is the source of the page of which this is one entry
    (a live blog's), None where the article is the whole page: entries of one page are one source.
    """

    id: str
    source: str
    url: str | None
    sha256: str
    headline: str | None
    alternative_headline: str | None
    author: tuple[str, ...]
    agency: str | None
    publisher: str | None
    dateline: str | None
    published: DateRange
    language: str
    genre: Genre
    body: str
    lines: tuple[Line, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    entry_of: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A person, state, organisation or group, as written and as resolved.

    ``country`` is ISO 3166-1 alpha-3; ``office`` is English ("Minister of Defence") and held on the claim's day.
    """

    id: str
    name: str
    as_written: str
    kind: PartyKind
    country: str | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that say so: ``body[start:end] == text`` of the document; ``asserted_by`` None is the outlet."""

    document: str
    start: int
    end: int
    text: str
    asserted_by: Party | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where, with ISO alpha-3 country, degrees north and east, and the GeoNames id where the gazetteer has one."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None


@dataclass(frozen=True, slots=True)
class Forum:
    """A standing meeting, exercise or body, and which edition ("19th", "2023") where that is said."""

    name: str
    edition: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A counted thing that belongs to an event; ``low``/``high`` bound it, ``as_written`` is the page's."""

    what: Literal["troops", "killed", "wounded", "participants", "money", "other"]
    low: float | None
    high: float | None
    unit: str | None
    as_written: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field on which sources differ: every value with its evidence; both stand."""

    field: str
    values: tuple[tuple[str, tuple[Evidence, ...]], ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, when and where; ``why`` names cue, rule and each resolution's reason."""

    id: str
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    status: Status
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    date: DateRange
    place: Place | None
    forum: Forum | None
    issues: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    evidence: tuple[Evidence, ...]
    independent_sources: int = 1
    belief: float | None = None
    conflicts: tuple[Conflict, ...] = ()
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what about whom. ``text`` is the content; ``cue`` the reporting words ("said", "according to")."""

    id: str
    speaker: Party
    manner: Manner
    text: str
    cue: str
    addressees: tuple[Party, ...]
    about: tuple[Party, ...]
    issues: tuple[str, ...]
    stance: Stance
    venue: str | None
    date: DateRange
    evidence: tuple[Evidence, ...]
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Commitment:
    """What was decided, promised or proposed, by whom, due when and where, and whether it came about.

    ``firmness`` is that of the wording: whether it says something that can be checked.
    """

    id: str
    by: tuple[Party, ...]
    to: tuple[Party, ...]
    what: str
    action: Action
    strength: Strength
    condition: str | None
    due: DateRange
    place: Place | None
    status: CommitmentStatus
    evidence: tuple[Evidence, ...]
    status_evidence: tuple[Evidence, ...] = ()
    firmness: Firmness = "firm"
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person seen in an office, by the pages' own words."""

    id: str
    person: str
    office: str
    country: str | None
    organization: str | None
    seen: DateRange
    evidence: tuple[Evidence, ...]


Claim: TypeAlias = Event | Statement | Commitment | Tenure


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one article claims. A page that could not be read has no Reading but a Refusal."""

    article: Article
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim, in the order events, statements, commitments, tenures."""
        return (*self.events, *self.statements, *self.commitments, *self.tenures)


@dataclass(frozen=True, slots=True)
class Document:
    """An article in a record, and the document of which it is a copy, if it is one."""

    article: Article
    copy_of: str | None = None
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """One claim of a record: the claim as assembled, the ids of the page claims in it, and why they are one."""

    claim: Claim
    members: tuple[str, ...]
    reasons: tuple[str, ...] = field(default=())

"""A record made by hand, of invented states and persons, for the tests of the web pages. Holds no test itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from rapporteur.model import (
    UNKNOWN_DATE,
    Article,
    Commitment,
    Conflict,
    DateRange,
    Event,
    Evidence,
    Forum,
    Line,
    Merged,
    Party,
    Place,
    Quantity,
    Reading,
    Refusal,
    Statement,
    Tenure,
)
from rapporteur.store import open_record

HOSTILE = "<script>alert(1)</script> & \"quoted\" 'so' <b onmouseover=x>"
ALDA = Party("state/XAA", "Alda", "Alda", "state", "XAA")
BORA = Party("state/XBB", "Bora", "the Borans", "state", "XBB")
TAMM = Party("person/oscar-tamm", "Óscar Tamm", "Tamm", "person", "XAA", "Minister of Defence")
VESK = Party("person/ilin-vesk", "Ilin Vesk", "his Boran colleague", "person", "XBB", "Minister of Defence")
PACT = Party("org/lun-pact", "Lun Pact", "the Pact", "organization")
DAY = DateRange(date(2021, 3, 4), date(2021, 3, 4), "stated", ("the page says Thursday", "the dateline says 4 March"))
YEAR = DateRange(date(2022, 1, 1), date(2022, 12, 31), "inferred", ("“next year”, from the day of publication",))

LONG = (
    "PORT LUN — The defence minister of Alda, Óscar Tamm, met his Boran colleague, Ilin Vesk, in Port Lun on Thursday, "
    "and agreed that Alda will send 300 troops to a joint exercise next year.\n"
    "He is concerned about the exercises that Bora holds near the strait, Tamm told the 3rd Lun Dialogue.\n"
    "Vesk denied that Boran ships had entered the waters of Alda. According to Tamm, Boran ships stopped two boats "
    "on Monday.\n"
    "Both armies have trained together since the spring. The weather in the strait was calm.\n"
    "The ministers are to meet again in the capital of Bora in May, a spokesman for the ministry said."
)
OTHER = (
    "Alda and Bora will hold an exercise next year, to which Alda sends 450 troops, the ministry of Bora announced "
    "after the talks of the two ministers in Port Lun.\nThe talks lasted two hours."
)


def article(id: str, headline: str | None, body: str, **changed: object) -> Article:
    whole = Article(
        id=id,
        source=f"pages/{id}.html",
        url=f"https://news.example/{id}",
        sha256="0f" * 32,
        headline=headline,
        alternative_headline=None,
        author=("A. Reporter",),
        agency="Strait Wire",
        publisher="The Lun Courier",
        dateline="PORT LUN",
        published=DAY,
        language="en",
        genre="news",
        body=body,
        lines=(Line("kicker", "World"), Line("boilerplate", "Subscribe now")),
        refusals=(),
    )
    return replace(whole, **changed)  # type: ignore[arg-type]


def said(body: str, words: str, id: str, by: Party | None = None) -> Evidence:
    start = body.index(words)
    return Evidence(id, start, start + len(words), words, by)


def meeting() -> Event:
    words = said(LONG, "Óscar Tamm, met his Boran colleague, Ilin Vesk, in Port Lun on Thursday", "d1")
    whole = "The defence minister of Alda, Óscar Tamm, met his Boran colleague, Ilin Vesk, in Port Lun on Thursday"
    return Event(
        id="e1meeting",
        type="CONSULT",
        mode="visit",
        contexts=("military", "diplomatic"),
        status="happened",
        actors=(TAMM, VESK),
        recipients=(),
        date=DAY,
        place=Place("Port Lun", "XBB", 12.5, -70.25, 2038349),
        forum=Forum("Lun Dialogue", "3rd"),
        issues=("exercises",),
        quantities=(),
        evidence=(words, said(LONG, whole, "d1copy"), said(OTHER, "the talks of the two ministers in Port Lun", "d2")),
        independent_sources=2,
        belief=0.8775,
        why=("cue meet-object: “met”", "rule: two parties, one of them an office-holder"),
    )


def exercise() -> Event:
    first = said(LONG, "Alda will send 300 troops to a joint exercise next year", "d1")
    second = said(OTHER, "to which Alda sends 450 troops", "d2", BORA)
    return Event(
        id="e2exercise",
        type="AGREE",
        mode=None,
        contexts=("military",),
        status="planned",
        actors=(ALDA, BORA),
        recipients=(),
        date=YEAR,
        place=None,
        forum=None,
        issues=(),
        quantities=(
            Quantity("troops", 300.0, 300.0, None, "300 troops"),
            Quantity("troops", 450.0, 450.0, None, "450 troops"),
        ),
        evidence=(first, second),
        independent_sources=2,
        belief=0.8775,
        conflicts=(Conflict("troops", (("300 troops", (first,)), ("450 troops", (second,)))),),
    )


def alleged() -> Event:
    return Event(
        id="e3boats",
        type="COERCE",
        mode=None,
        contexts=(),
        status="happened",
        actors=(BORA,),
        recipients=(Party("group/boats", "Boat crews", "two boats", "group"),),
        date=UNKNOWN_DATE,
        place=None,
        forum=None,
        issues=(),
        quantities=(),
        evidence=(said(LONG, "Boran ships stopped two boats on Monday", "d1", TAMM),),
        why=("cue stop: “stopped”",),
    )


def denied() -> Event:
    return Event(
        id="e4waters",
        type="MOBILIZE",
        mode=None,
        contexts=(),
        status="denied",
        actors=(BORA,),
        recipients=(ALDA,),
        date=UNKNOWN_DATE,
        place=None,
        forum=None,
        issues=(),
        quantities=(),
        evidence=(said(LONG, "Boran ships had entered the waters of Alda", "d1", VESK),),
    )


def concern() -> Statement:
    text = "He is concerned about the exercises that Bora holds near the strait"
    return Statement(
        id="s1concern",
        speaker=TAMM,
        manner="indirect",
        text=text,
        cue="told",
        addressees=(PACT,),
        about=(BORA,),
        issues=("exercises",),
        stance="concerned",
        venue="Lun Dialogue",
        date=DAY,
        evidence=(said(LONG, f"{text}, Tamm told the 3rd Lun Dialogue", "d1", TAMM),),
        why=("cue: told",),
    )


def promise() -> Commitment:
    return Commitment(
        id="c1troops",
        by=(ALDA,),
        to=(BORA,),
        what="300 troops for a joint exercise",
        action="exercise",
        strength="agreed",
        condition=None,
        due=YEAR,
        place=None,
        status="open",
        evidence=(said(LONG, "agreed that Alda will send 300 troops to a joint exercise next year", "d1"),),
        status_evidence=(said(LONG, "Both armies have trained together since the spring", "d1"),),
    )


def tenure() -> Tenure:
    words = said(LONG, "The defence minister of Alda, Óscar Tamm", "d1")
    return Tenure("t1tamm", "Óscar Tamm", "Minister of Defence", "XAA", None, DAY, (words,))


def hostile() -> Statement:
    party = Party("person/hostile", HOSTILE, HOSTILE, "person", None, HOSTILE)
    body = f"{HOSTILE}\nthe end"
    return Statement(
        "s2hostile", party, "direct", HOSTILE, HOSTILE, (), (), (HOSTILE,), "neutral", HOSTILE, UNKNOWN_DATE,
        (Evidence("d3", 0, len(HOSTILE), body[: len(HOSTILE)], party),), (HOSTILE,),
    )  # fmt: skip


def readings() -> list[Reading]:
    refused = (Refusal("extract", "no actor is named", "The weather in the strait was calm.", "pages/d1.html"),)
    hurt = article(
        "d3", HOSTILE, f"{HOSTILE}\nthe end", url="javascript:alert(1)", author=(HOSTILE,), publisher=HOSTILE,
        published=UNKNOWN_DATE, lines=(Line("comment", HOSTILE),), refusals=(Refusal("clean", HOSTILE, HOSTILE),),
    )  # fmt: skip
    return [
        Reading(
            article("d1", "Ministers meet in Port Lun", LONG), (meeting(), exercise(), alleged(), denied()),
            (concern(),), (promise(),), (tenure(),), refused,
        ),
        Reading(article("d1copy", "Defence ministers met in Port Lun", LONG, publisher="The Strait Times of Bora")),
        Reading(
            article("d2", "Exercise announced", OTHER, published=replace(DAY, basis="inferred", why=("file name",)),
                    genre="release", author=(), agency=None, publisher="Ministry of Defence of Bora"),
            (replace(exercise(), id="e2other"),),
        ),
        Reading(hurt, statements=(hostile(),)),
    ]  # fmt: skip


def assembled() -> list[Merged]:
    claims = [meeting(), alleged(), denied(), concern(), promise(), tenure(), hostile()]
    reasons = ("score 0.90: both AGREE, planned; 2 of 2 parties are the same",)
    two = Merged(exercise(), ("e2exercise", "e2other"), reasons)
    return [two, *(Merged(claim, (claim.id,)) for claim in claims)]


def make(path: Path) -> Path:
    """A record at ``path`` that holds all of the above, and one source that was not read."""
    with open_record(path) as record:
        for reading in readings():
            record.put(reading, "1")
        record.put_refusal(Refusal("read", "the page is empty", "", "https://news.example/empty"))
        record.put_refusal(Refusal("read", HOSTILE, HOSTILE, "javascript:alert(2)"))
        record.put_assembled({"d1copy": "d1"}, assembled())
    return path

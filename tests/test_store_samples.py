"""Readings made by hand, of invented states and persons, for the tests of store and export. Holds no test itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rapporteur.model import (
    UNKNOWN_DATE,
    Article,
    Claim,
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

ALDA = Party("XAA", "Alda", "Alda", "state", "XAA")
BORA = Party("XBB", "Bora", "the Borans", "state", "XBB")
MINISTER = Party("p-tamm", "Óscar Tamm", "Tamm", "person", "XAA", "Minister of Defence")
DAY = DateRange(date(2021, 3, 4), date(2021, 3, 4), "stated", ("the page says Thursday", "4 March 2021"))
BODY = (
    "The defence minister of Alda, Óscar Tamm, met his Boran colleague in Port Lun on Thursday.\n"
    "He is concerned about the exercises of Bora, he said.\n"
    "Alda will send 300 troops to a joint exercise next year."
)


def article(name: str = "a", **changed: object) -> Article:
    whole = Article(
        id=f"d-{name}",
        source=f"pages/{name}.html",
        url=f"https://news.example/{name}",
        sha256=name * 4,
        headline=f"Ministers meet in Port Lun ({name})",
        alternative_headline=None,
        author=("A. Reporter",),
        agency=None,
        publisher="The Example",
        dateline="PORT LUN",
        published=DAY,
        language="en",
        genre="news",
        body=BODY,
        lines=(Line("kicker", "World"), Line("boilerplate", "Subscribe")),
        refusals=(Refusal("clean", "an advertisement", "Subscribe", f"pages/{name}.html"),),
    )
    return replace(whole, **changed)  # type: ignore[arg-type]


def evidence(words: str, name: str = "a", by: Party | None = None) -> Evidence:
    start = BODY.index(words)
    return Evidence(f"d-{name}", start, start + len(words), words, by)


def event(name: str = "a", **changed: object) -> Event:
    met = evidence("Tamm, met his Boran colleague in Port Lun", name)
    whole = Event(
        id=f"e-{name}",
        type="CONSULT",
        mode="visit",
        contexts=("military",),
        status="happened",
        actors=(MINISTER,),
        recipients=(BORA,),
        date=DAY,
        place=Place("Port Lun", "XBB", 12.5, -70.25, 2038349),
        forum=Forum("Lun Dialogue", "3rd"),
        issues=("exercises",),
        quantities=(Quantity("troops", 300.0, None, None, "300 troops"),),
        evidence=(met,),
        belief=0.65,
        conflicts=(Conflict("place", (("Port Lun", (met,)), ("Old Lun", ()))),),
        why=("cue: met", "rule: consult-meet"),
    )
    return replace(whole, **changed)  # type: ignore[arg-type]


def statement(name: str = "a", **changed: object) -> Statement:
    whole = Statement(
        id=f"s-{name}",
        speaker=MINISTER,
        manner="indirect",
        text="He is concerned about the exercises of Bora",
        cue="said",
        addressees=(),
        about=(BORA,),
        issues=("exercises",),
        stance="concerned",
        venue=None,
        date=UNKNOWN_DATE,
        evidence=(evidence("He is concerned about the exercises of Bora", name, MINISTER),),
        why=("cue: said",),
    )
    return replace(whole, **changed)  # type: ignore[arg-type]


def commitment(name: str = "a", **changed: object) -> Commitment:
    whole = Commitment(
        id=f"c-{name}",
        by=(ALDA,),
        to=(BORA,),
        what="a joint exercise",
        action="exercise",
        strength="intended",
        condition=None,
        due=DateRange(date(2022, 1, 1), date(2022, 12, 31), "inferred", ("next year", "next year")),
        place=None,
        status="open",
        evidence=(evidence("Alda will send 300 troops to a joint exercise next year", name),),
    )
    return replace(whole, **changed)  # type: ignore[arg-type]


def tenure(name: str = "a", **changed: object) -> Tenure:
    seen = evidence("The defence minister of Alda, Óscar Tamm", name)
    whole = Tenure(f"t-{name}", "Óscar Tamm", "Minister of Defence", "XAA", None, DAY, (seen,))
    return replace(whole, **changed)  # type: ignore[arg-type]


def reading(name: str = "a", **changed: object) -> Reading:
    return Reading(
        article=article(name, **changed),
        events=(event(name),),
        statements=(statement(name),),
        commitments=(commitment(name),),
        tenures=(tenure(name),),
        refusals=(Refusal("extract", "no actor", "It rained.", f"pages/{name}.html"),),
    )


def merged(claim: Claim, *members: str) -> Merged:
    return Merged(replace(claim, id="m" + claim.id), members or (claim.id,), ("same day", "same parties"))


def merged_all(name: str = "a") -> list[Merged]:
    return [merged(claim) for claim in reading(name).claims]

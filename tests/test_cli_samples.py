"""A record, and ways of running the command line, for its tests."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from typer.testing import CliRunner

import rapporteur.model
from rapporteur import cli
from rapporteur.model import (
    UNKNOWN_DATE,
    Article,
    Commitment,
    DateRange,
    Event,
    Evidence,
    Merged,
    Party,
    Place,
    Reading,
    Refusal,
    Statement,
    Tenure,
)
from rapporteur.store import open_record

SOURCE_FOLDER = str(Path(rapporteur.model.__file__).parents[1])
DAY = DateRange(date(2024, 4, 30), date(2024, 4, 30), "stated", ("the byline says so",))
ALDA = Party("p:alda", "Alda Venn", "Minister Venn", "person", "KAZ", "Minister of Defence")
BORA = Party("Q2", "Borland", "Borland", "state", "BOR")
BODY = (
    "The talks opened. Minister Venn met envoys of Borland in Astana on Tuesday [bold]\x1b[31mred\x07. She left. More."
)
WORDS = "Minister Venn met envoys of Borland"
EVIL = "A headline [red]with\x1b]0;title\x07 tricks\u202e\nand a break"


def evidence(document: str, asserted_by: Party | None = None) -> Evidence:
    start = BODY.index(WORDS)
    return Evidence(document, start, start + len(WORDS), WORDS, asserted_by)


def article(id: str, headline: str = EVIL) -> Article:
    return Article(
        id=id,
        source=f"{id}.html",
        url=None,
        sha256="0" * 64,
        headline=headline,
        alternative_headline=None,
        author=("A. Writer",),
        agency=None,
        publisher="The Daily",
        dateline=None,
        published=DAY,
        language="en",
        genre="news",
        body=BODY,
        refusals=(Refusal("extract", "no party in it", "More."),),
    )


def event(id: str, *documents: str) -> Event:
    return Event(
        id=id,
        type="CONSULT",
        mode="visit",
        contexts=("military",),
        status="planned",
        actors=(ALDA,),
        recipients=(BORA,),
        date=DAY,
        place=Place("Astana", "KAZ"),
        forum=None,
        issues=(),
        quantities=(),
        evidence=tuple(evidence(d, BORA) for d in documents),
        belief=0.65,
        why=("cue meet-with",),
    )


def statement(id: str) -> Statement:
    return Statement(
        id, ALDA, "indirect", "the talks opened", "said", (), (BORA,), (), "neutral", None, DAY, (evidence("d1"),)
    )


def commitment(id: str) -> Commitment:
    return Commitment(
        id, (BORA,), (ALDA,), "to send envoys", "visit", "pledged", None, UNKNOWN_DATE, None, "open", (evidence("d1"),)
    )


def tenure(id: str) -> Tenure:
    return Tenure(id, "Alda Venn", "Minister of Defence", "KAZ", None, DAY, (evidence("d1"),))


def make_record(path: Path) -> Path:
    """A record with one claim of each sort, two documents of which one is a copy, and a refusal; some of it evil."""
    with open_record(path) as kept:
        kept.put(Reading(article("d1"), (event("e1", "d1"),), (statement("s1"),), (commitment("c1"),)), "1")
        kept.put(Reading(article("d2", "The same again"), (event("e2", "d2"),)), "1")
        evil = "x\x1b[2J.zip"
        kept.put_refusal(Refusal("read", f"{evil}: not a page but a zip archive; unpack it", source=evil))
        merged = [
            Merged(event("ev1", "d1", "d2"), ("e1", "e2"), ("same day, actors and type",)),
            *(Merged(claim, (claim.id,)) for claim in (statement("st1"), commitment("co1"), tenure("te1"))),
        ]
        kept.put_assembled({"d2": "d1"}, merged)
    return path


def run(*arguments: str | Path, input: str | None = None):
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments], input=input)


def environment() -> dict[str, str]:
    """This process's environment, from which the package can be imported."""
    return {**os.environ, "PYTHONPATH": SOURCE_FOLDER}


def run_process(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The command line as a process, in a locale that knows only ASCII."""
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "rapporteur", *map(str, arguments)]
    return subprocess.run(
        command, env={**environment(), **ascii_only}, encoding="latin-1", capture_output=True, check=False
    )

"""Undertakings in texts of many regions, labelled before they were read: recall, precision, hard negatives."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from test_extract_samples import article

from rapporteur import extract, resolve
from rapporteur import world as tables
from rapporteur.analyse import analyse_text
from rapporteur.model import Commitment, DateRange, Party

DATA = Path(__file__).parent / "data" / "commitments"
NEAR = 0.4  # of a label's length: the least that a shorter deed must have to be the same


@dataclass(frozen=True, slots=True)
class Figures:
    """Labels asked for and found right, commitments told and right; of those found, deadlines asked for and right."""

    asked: int
    found: int
    told: int
    right: int
    deadlines: int
    kept: int


def commitments(body: str, day: date, genre: str = "news") -> tuple[Commitment, ...]:
    page = replace(article(body, DateRange(day, day, "stated")), genre=genre)  # type: ignore[arg-type]
    return resolve.resolve(page, extract.extract(analyse_text(body), body), tables.load()).commitments


def _has(wanted: str, parties: Iterable[Party]) -> bool:
    held = list(parties)
    return all(any(w == p.country or w.lower() in p.name.lower() for p in held) for w in wanted.split())


def _fits(label: Mapping[str, Any], c: Commitment) -> bool:
    same = label["what"] in c.what or (c.what in label["what"] and len(c.what) > NEAR * len(label["what"]))
    by = label.get("byoptional") or _has(label.get("by", ""), c.by)
    return bool(same and by and c.strength in label["strength"].split())


def _is_due(label: Mapping[str, Any], found: Iterable[Commitment]) -> bool:
    return any(c.due.latest is not None and abs((c.due.latest - label["due"]).days) <= 1 for c in found)


def measure(name: str) -> Figures:
    """The figures of one file of texts; optional labels count only for precision."""
    asked = found = told = right = deadlines = kept = 0
    for text in tomllib.loads((DATA / name).read_text(encoding="utf-8"))["text"]:
        made = commitments(text["body"], text["published"], text.get("genre", "news"))
        told += len(made)
        right += sum(any(_fits(label, c) for label in text["commitments"]) for c in made)
        for label in (x for x in text["commitments"] if not x.get("optional")):
            hits = [c for c in made if _fits(label, c)]
            asked, found = asked + 1, found + bool(hits)
            if hits and "due" in label:
                deadlines, kept = deadlines + 1, kept + _is_due(label, hits)
    return Figures(asked, found, told, right, deadlines, kept)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["texts", "kept"])
def test_undertakings_are_found_and_not_made_up(name: str, floors: dict[str, dict[str, float]]) -> None:
    least, figures = floors[f"commitments_{name}"], measure(f"{name}.toml")
    assert figures.found / figures.asked >= least["found"], figures
    assert figures.right / figures.told >= least["right"], figures
    assert figures.kept / figures.deadlines >= least["due"], figures


def test_labels_stand_in_their_texts() -> None:
    for name in ("texts.toml", "kept.toml"):
        for text in tomllib.loads((DATA / name).read_text(encoding="utf-8"))["text"]:
            for label in text["commitments"]:
                assert label["what"] in text["body"], (text["id"], label["what"])
                assert label.get("condition", "") in text["body"], text["id"]


NONE = [s for s in (DATA / "none.txt").read_text(encoding="utf-8").splitlines() if s and not s.startswith("#")]
PRIVATE = "The minister promised his daughter a bicycle."


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param(s, marks=pytest.mark.xfail(strict=True, reason="what is promised at home looks like aid"))
        if s == PRIVATE
        else s
        for s in NONE
    ],
)
def test_what_only_sounds_like_an_undertaking_is_none(sentence: str) -> None:
    assert commitments(sentence, date(2024, 6, 14)) == ()


@pytest.mark.parametrize(
    ("body", "condition"),
    [
        ("Estonia would pay half, its minister said, provided that the Union approves the grant.", "Union approves"),
        ("Iran promised to free the sailors as soon as the fine had been paid.", "the fine had been paid"),
        ("Chile agreed to open the tunnel unless it snows.", "it snows"),
    ],
)
def test_the_condition_is_kept_apart_from_the_deed(body: str, condition: str) -> None:
    (found,) = commitments(body, date(2025, 1, 20))
    assert condition in (found.condition or "")
    assert condition not in found.what


@pytest.mark.parametrize(
    ("phrase", "last"),
    [
        ("by March", "2025-03-31"),
        ("before July", "2025-06-30"),
        ("by the end of the month", "2025-01-31"),
        ("by the end of next month", "2025-02-28"),
        ("within 90 days", "2025-04-20"),
        ("in two weeks", "2025-02-03"),
        ("before Christmas", "2025-12-25"),
    ],
)
def test_deadlines(phrase: str, last: str) -> None:
    (found,) = commitments(f"Kenya promised to rebuild the bridge {phrase}.", date(2025, 1, 20))
    assert str(found.due.latest) == last


def test_wording_is_told_apart() -> None:
    body = (
        "Kenya agreed to deepen ties with Chad. Mali promised to look into the matter. Niger pledged two ships to Togo."
    )
    assert [c.firmness for c in commitments(body, date(2025, 1, 20))] == ["ritual", "aspirational", "firm"]

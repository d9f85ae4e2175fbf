"""Promises and what is told later, as two pages each: what answers a promise, and what must not be taken for it."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from test_assemble_samples import commitment, on
from test_extract_samples import read

from rapporteur.assemble import assembled
from rapporteur.model import Commitment, DateRange, Merged

PAIRS = json.loads((Path(__file__).parent / "data" / "follow.json").read_text(encoding="utf-8"))
PRECISION, RECALL = 0.95, 0.85  # floors: they only rise


def day(text: str) -> DateRange:
    return DateRange(date.fromisoformat(text), date.fromisoformat(text), "stated")


def promises(*pages: tuple[str, str]) -> list[Merged]:
    """The promises of the first of several pages, each (day, text), as a record of all of them has them."""
    readings = [read(text, day(told), None, None, f"page{n}") for n, (told, text) in enumerate(pages)]
    published = {f"page{n}": day(told) for n, (told, _) in enumerate(pages)}

    def claims(sort: str):
        return [claim for reading in readings for claim in getattr(reading, f"{sort}s")]

    found = assembled(claims, published, {})
    return [m for m in found if isinstance(m.claim, Commitment) and m.claim.evidence[0].document == "page0"]


@cache
def statuses(number: int) -> frozenset[str]:
    """What the later page makes of the promises of the first; nothing where they stay open or run out."""
    pair = PAIRS[number]
    found = promises(*((pair[side]["day"], pair[side]["text"]) for side in ("promise", "later")))
    return frozenset(m.claim.status for m in found) - {"open", "unknown"}


def test_there_are_enough_pairs_of_every_sort():
    assert len(PAIRS) >= 60
    counts = Counter(pair["status"] for pair in PAIRS)
    assert counts[None] >= 30
    assert {"kept", "partly", "postponed", "declined", "missed"} <= set(counts)
    assert len({pair["name"] for pair in PAIRS}) == len(PAIRS)


def test_precision_before_recall():
    right = wrong = missed = 0
    for number, pair in enumerate(PAIRS):
        wanted = {pair["status"]} - {None}
        right += bool(wanted) and statuses(number) == wanted
        wrong += bool(statuses(number) - wanted)
        missed += bool(wanted - statuses(number))
    assert right / (right + wrong) >= PRECISION
    assert right / (right + missed) >= RECALL


@pytest.mark.parametrize(
    "number", [n for n, p in enumerate(PAIRS) if p["status"] is None], ids=lambda n: PAIRS[n]["name"]
)
def test_what_is_something_else_answers_nothing(number):
    assert statuses(number) == frozenset()


def test_both_sentences_stand_side_by_side_with_the_reason():
    first = "The foreign ministers of Turkey and Armenia agreed to hold talks in Antalya on 12 March."
    later = "The foreign ministers of Turkey and Armenia held talks in Antalya on Saturday."
    (found,) = promises(("2022-03-04", first), ("2022-03-13", later))
    assert isinstance(found.claim, Commitment)
    assert [e.text for e in found.claim.evidence] == [first]
    assert [e.text for e in found.claim.status_evidence] == [later]
    assert "the same parties (2)" in found.reasons[-1]


PROMISE = ("2020-02-18", "Nepal and Bhutan will hold a meeting on hydropower in Thimphu in April.")
PUT_OFF = ("2020-03-12", "Nepal and Bhutan postponed the meeting on hydropower in Thimphu.")
HELD = ("2020-09-16", "Nepal and Bhutan held a meeting on hydropower in Thimphu on Monday.")


def test_what_was_put_off_can_still_be_kept():
    assert [m.claim.status for m in promises(PROMISE, PUT_OFF)] == ["postponed"]
    assert [m.claim.status for m in promises(PROMISE, PUT_OFF, HELD)] == ["kept"]


def test_past_its_time_without_news_it_is_unknown_and_never_missed():
    elsewhere = ("2020-09-16", "India and Japan held talks in Tokyo on Monday.")
    (found,) = promises(PROMISE, elsewhere)
    assert found.claim.status == "unknown"
    assert "2020-04-30" in found.reasons[-1]
    (found,) = promises(PROMISE, ("2020-04-20", elsewhere[1]))
    assert found.claim.status == "open"


def test_without_days_nothing_is_answered():
    assert commitment("a", "hold talks", due=on("2020-01-01")).status == "open"
    found = list(assembled(lambda s: [commitment("a", "hold talks")] if s == "commitment" else [], {}, {}))
    assert [m.claim.status for m in found] == ["open"]

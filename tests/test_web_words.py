from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import test_web_samples as sample

from rapporteur.model import UNKNOWN_DATE, DateRange
from rapporteur.web.words import actor_path, days, outward, standing


@pytest.mark.parametrize(
    ("earliest", "latest", "told"),
    [
        ("2021-03-04", "2021-03-04", "4 March 2021"),
        ("2021-03-04", "2021-03-06", "4–6 March 2021"),
        ("2021-03-04", "2021-04-06", "4 March – 6 April 2021"),
        ("2021-12-30", "2022-01-02", "30 December 2021 – 2 January 2022"),
        ("2022-01-01", "2022-12-31", "2022"),
        ("2024-02-01", "2024-02-29", "February 2024"),
        ("9999-12-01", "9999-12-31", "December 9999"),
        (None, "2021-03-04", "by 4 March 2021"),
        ("2021-03-04", None, "from 4 March 2021 on"),
        (None, None, "date unknown"),
    ],
)
def test_days_are_told_as_one_writes_them(earliest: str | None, latest: str | None, told: str) -> None:
    bounds = (date.fromisoformat(day) if day else None for day in (earliest, latest))
    assert days(DateRange(*bounds, "stated")) == told


@pytest.mark.parametrize(
    ("claim", "label"),
    [
        (sample.meeting(), "Happened"),
        (sample.exercise(), "Planned"),
        (sample.alleged(), "Happened, according to Óscar Tamm"),
        (sample.denied(), "Denied by Ilin Vesk"),
        (replace(sample.meeting(), status="hypothetical"), "Only supposed"),
        (replace(sample.meeting(), status="cancelled"), "Cancelled"),
        (replace(sample.meeting(), status="ongoing"), "Going on"),
        (sample.promise(), "Open"),
        (sample.concern(), "Reported, not quoted"),
        (sample.tenure(), "Seen in office"),
    ],
)
def test_how_a_claim_stands_is_said_in_words(claim: object, label: str) -> None:
    assert standing(claim).label == label  # type: ignore[arg-type]


def test_what_a_party_alone_asserts_does_not_look_like_what_happened() -> None:
    assert standing(sample.alleged()).key != standing(sample.meeting()).key
    assert "no outlet" in standing(sample.alleged()).note


def test_only_web_addresses_become_links() -> None:
    assert outward("https://news.example/a?b=1#c") == "https://news.example/a?b=1#c"
    hostile = ("javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "//news.example", "http:", "http://[",
               "https://a b", "java\nscript:x", "https://x\u202e.example", "ftp://x.example", "", None)  # fmt: skip
    assert [outward(url) for url in hostile] == [None] * len(hostile)


def test_the_address_of_a_party_keeps_its_slashes_and_nothing_else() -> None:
    assert actor_path("state/PAK") == "/actors/state/PAK"
    assert actor_path("a?b#c d") == "/actors/a%3Fb%23c%20d"


def test_an_unknown_date_is_said_to_be_unknown() -> None:
    assert days(UNKNOWN_DATE) == "date unknown"

"""Counts with their bounds, as written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_extract_samples import event

from rapporteur.resolve.quantities import quantities

COUNTS = [
    ("At least 12 people were killed.", [("killed", 12, None)]),
    ("killing 12 people", [("killed", 12, 12)]),
    ("The attack killed more than 1,200 people.", [("killed", 1200, None)]),
    ("fewer than 10 dead", [("killed", None, 10)]),
    ("five people died", [("killed", 5, 5)]),
    ("Dozens were wounded.", [("wounded", 24, None)]),
    ("12 people were killed and 30 wounded.", [("killed", 12, 12), ("wounded", 30, 30)]),
    ("More than 5,000 troops were deployed.", [("troops", 5000, None)]),
    ("up to 300 soldiers", [("troops", None, 300)]),
    ("$500 million in aid", [("money", 5e8, 5e8)]),
    ("a €1.5bn loan", [("money", 1.5e9, 1.5e9)]),
    ("20 countries took part", [("participants", 20, 20)]),
]


def found(text: str) -> list[tuple[str, float | None, float | None]]:
    return [(q.what, q.low, q.high) for q in quantities(text)]


@pytest.mark.parametrize(("text", "expected"), COUNTS)
def test_counts_and_bounds(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize("text", ["Soldiers were killed.", "resolution 2231", "the S-400 system", "Talks on 12 May."])
def test_no_count_is_made_up(text):
    assert found(text) == []


def test_nobody_killed_is_not_one_killed():
    assert ("killed", 1, 1) not in found("No one was killed.")
    assert ("killed", 1, 1) not in found("No one died in the attack.")


def test_a_day_is_no_number_of_dead():
    assert found("The attack on January 30 killed 84 people.") == [("killed", 84, 84)]


def test_a_year_is_no_number_of_soldiers():
    assert found("In 2022 soldiers left the base.") == []


def test_a_span_is_a_span():
    assert found("Between 20 and 30 people were killed.") == [("killed", 20, 30)]
    assert found("20 to 30 people were killed.") == [("killed", 20, 30)]


def test_each_verb_has_its_own_number():
    assert ("wounded", 3, 3) not in found("The blast killed three policemen and injured five others.")


def test_two_dozen_are_not_two():
    assert ("troops", 2, 2) not in found("two dozen troops")


def test_the_words_and_the_unit_are_kept():
    (money,) = quantities("It gave $500 million.")
    assert (money.as_written, money.unit) == ("$500 million", "$")


def test_an_event_carries_its_counts():
    body = "Russia deployed more than 5,000 troops to Belarus on Monday."
    assert [(q.what, q.low, q.high) for q in event(body, "MOBILIZE").quantities] == [("troops", 5000, None)]


@given(st.text(alphabet="0123456789,. $killed people wods", max_size=60))
def test_no_text_breaks_the_reader(text):
    for q in quantities(text):
        assert q.as_written in text

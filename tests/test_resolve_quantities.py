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
    # a year or a day is no count, and the count behind it is not lost
    ("In October 2010 Ruritanian soldiers entered the valley.", []),
    ("On 4 May 2010 soldiers killed five people.", [("killed", 5, 5)]),
    ("On May 4, 2010 soldiers killed five people.", [("killed", 5, 5)]),
    ("By 2010 soldiers had left.", []),
    ("In late 2019 troops seized a bridge.", []),
    ("Attacks on 27 June killed ten people.", [("killed", 10, 10)]),
    ("The 7 October attacks killed 1,200 people.", [("killed", 1200, 1200)]),
    ("In March 300 soldiers died.", [("killed", 300, 300)]),
    ("At least 20 may have died.", [("killed", 20, None)]),
    ("A force of 2000 soldiers crossed.", [("troops", 2000, 2000)]),
    ("The mission was reduced to 2000 troops by 2010.", [("troops", 2000, 2000)]),
    # a length of time or way counts nobody
    ("He was killed two months ago.", []),
    ("The shell killed a 20-year-old.", []),
    ("They were killed 1,200 km away.", []),
    # those who sign or speak do not take part
    ("The two countries signed a pact.", []),
    ("15 countries imposed sanctions.", []),
    ("Two ministers met.", []),
    ("The talks were attended by 15 ministers.", [("participants", 15, 15)]),
    ("Two delegations attended the talks.", [("participants", 2, 2)]),
    ("Delegates from 12 countries met.", [("participants", 12, 12)]),
    ("The drill brought together 3,000 troops from 12 countries.", [("troops", 3000, 3000), ("participants", 12, 12)]),
    # victims and captives are no force
    ("Six soldiers were killed.", [("killed", 6, 6)]),
    ("Rebels killed five civilians and three soldiers.", [("killed", 5, 5)]),
    ("Three soldiers and five civilians were killed.", [("killed", 5, 5)]),
    ("Rebels wounded six soldiers, four policemen and two marines.", [("wounded", 6, 6)]),
    ("Rebels captured 12 soldiers.", []),
    ("Rebels killed five civilians and the army sent 300 troops.", [("killed", 5, 5), ("troops", 300, 300)]),
    ("Kenya sent 300 soldiers after rebels killed five people.", [("killed", 5, 5), ("troops", 300, 300)]),
    ("300 soldiers killed five people in the town.", [("killed", 5, 5), ("troops", 300, 300)]),
    ("The army freed the town with 300 soldiers.", [("troops", 300, 300)]),
    ("12 people were killed the same day.", [("killed", 12, 12)]),
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

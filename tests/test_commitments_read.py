"""What a page tells of promises beyond the promise itself: put off, given up, without a maker, several at once."""

from __future__ import annotations

import pytest
from test_extract_samples import read, who


@pytest.mark.parametrize(
    ("body", "status", "action", "by"),
    [
        ("The Pakistani prime minister postponed his visit to Kuala Lumpur.", "postponed", "visit", "PAK"),
        ("The visit of the Pakistani prime minister to Riyadh was put off.", "postponed", "visit", "PAK"),
        ("Malaysia pulled out of the exercise with Thailand.", "declined", "exercise", "MYS"),
        ("Nicaragua refused to hold talks with Mexico.", "declined", "meeting", "NIC"),
        ("Egypt said it would not attend the summit in Amman in July.", "declined", "meeting", "EGY"),
        ("The meeting of Rwanda and Burundi on 3 June did not take place.", "missed", "meeting", "RWA BDI"),
        ("Spain failed to deliver the promised trucks to Mali.", "missed", "aid", "ESP"),
    ],
)
def test_a_page_that_tells_of_the_end_of_a_promise(body, status, action, by):
    assert [(c.status, c.action, who(c.by)) for c in read(body).commitments] == [(status, action, set(by.split()))]


@pytest.mark.parametrize(
    "body",
    [
        "Egypt rejected the claims in a joint statement of the ministers.",
        "Norway cancelled a contract with Iran.",
        "India denied that it would not attend the summit.",
    ],
)
def test_what_is_no_promise_is_not_given_up(body):
    assert [c.status for c in read(body).commitments] == []


@pytest.mark.parametrize(
    ("body", "by", "due"),
    [
        ("Talks between Ethiopia and Sudan are to be held in Nairobi in July.", "ETH SDN", "2024-07-31"),
        ("A joint exercise of Brazil and Argentina is expected to be held in August.", "BRA ARG", "2024-08-31"),
        ("The third round is scheduled for 4 August in Amman.", "", "2024-08-04"),
    ],
)
def test_a_plan_told_without_its_maker_has_its_day_and_its_parties(body, by, due):
    (found,) = read(body).commitments
    assert (who(found.by), str(found.due.latest)) == (set(by.split()), due)


def test_each_of_several_things_has_its_own_day():
    body = "Egypt decided to withdraw troops from Sinai and to hold talks with Jordan in August."
    first, second = read(body).commitments
    assert (first.what, first.due.latest) == ("withdraw troops from Sinai", None)
    assert (second.what, str(second.due.latest), who(second.to)) == (
        "hold talks with Jordan in August",
        "2024-08-31",
        {"JOR"},
    )


def test_the_kind_is_that_of_the_head_and_not_of_a_word_beside_it():
    (found,) = read(
        "Egypt and Iran agreed that their foreign ministers would meet to carry out the treaty."
    ).commitments
    assert found.action == "meeting"

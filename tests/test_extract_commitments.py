"""What was promised, by whom, how firmly, and for when."""

from __future__ import annotations

from datetime import date

import pytest
from test_extract_samples import read, who

MADE = [
    (
        "India and China agreed to hold talks in Geneva in July 2024.",
        "agreed",
        "meeting",
        "IND CHN",
        "2024-07-01/2024-07-31",
    ),
    ("India agreed to send a delegation to Kabul in July 2024.", "agreed", "visit", "IND", "2024-07-01/2024-07-31"),
    (
        "The United States and South Korea will hold joint military exercises in August.",
        "intended",
        "exercise",
        "USA KOR",
        "2024-08-01/2024-08-31",
    ),
    (
        "Iran plans to hold a naval exercise with Russia in September.",
        "intended",
        "exercise",
        "IRN",
        "2024-09-01/2024-09-30",
    ),
    ("India promised to supply wheat to Afghanistan.", "pledged", "aid", "IND", ""),
    ("India pledged to sign the agreement on 20 June.", "pledged", "document", "IND", "2024-06-20/2024-06-20"),
    ("Russia and China decided to establish a joint commission.", "decided", "body", "RUS CHN", ""),
    ("Pakistan proposed a joint exercise with Turkey in 2025.", "proposed", "exercise", "PAK", "2025-01-01/2025-12-31"),
    ("Pakistan called on India to hold talks on the border.", "called-for", "meeting", "PAK", ""),
    (
        "Japan invited the Indian defence minister to visit Tokyo in July.",
        "invited",
        "visit",
        "JPN",
        "2024-07-01/2024-07-31",
    ),
    ("Egypt confirmed its readiness to hold a meeting with Sudan.", "confirmed", "meeting", "EGY", ""),
]


@pytest.mark.parametrize(("body", "strength", "action", "by", "due"), MADE)
def test_strength_action_maker_and_due(body, strength, action, by, due):
    found = read(body).commitments
    assert [(c.strength, c.action, who(c.by)) for c in found] == [(strength, action, set(by.split()))]
    (commitment,) = found
    if due:
        first, last = map(date.fromisoformat, due.split("/"))
        assert (commitment.due.earliest, commitment.due.latest) == (first, last)
    else:
        assert commitment.due.basis == "unknown"
    assert commitment.status == "open"
    assert commitment.what in body


def test_due_by_the_end_of_the_year():
    (found,) = read("India promised to supply wheat to Afghanistan by the end of the year.").commitments
    assert found.due.latest == date(2024, 12, 31)


@pytest.mark.parametrize(
    "body",
    [
        "India and China held talks in Geneva.",
        "India did not agree to hold talks with China.",
        "India denied that it would hold talks with China.",
        "Iran attacked Israel on Monday.",
        "The weather will be good for talks in the garden.",
    ],
)
def test_no_promise_is_made_up(body):
    assert [(c.strength, c.what) for c in read(body).commitments] == []


def test_a_term_runs_from_the_promise_and_not_from_the_page():
    body = "Saudi Arabia and Iran agreed on 10 March 2023 to sign an agreement within two months."
    (found,) = read(body).commitments
    assert found.due.latest is None or found.due.latest <= date(2023, 5, 12)


def test_a_condition_is_kept():
    (found,) = read("Iran agreed to hold talks with Iraq in July if the border is reopened.").commitments
    assert found.condition is not None
    assert "border is reopened" in found.condition


def test_somebody_unknown_commits_nobody():
    found = read("The team will hold a meeting next week.")
    assert found.commitments == ()

"""Planned, happened, denied, only supposed, cancelled: none is taken for another."""

from __future__ import annotations

import pytest
from test_extract_samples import event, events, read, told, who

STATUS = [
    ("India and China held talks in Geneva on Tuesday.", "CONSULT", "happened"),
    ("India and China have held talks in Geneva.", "CONSULT", "happened"),
    ("India and China will hold talks in Geneva next week.", "AGREE", "planned"),
    ("India and China are to hold talks in Geneva next week.", "AGREE", "planned"),
    ("India and China plan to hold talks in Geneva next week.", "AGREE", "planned"),
    ("India and China agreed to hold talks in Geneva next week.", "AGREE", "planned"),
    ("Iran plans to hold a naval exercise with Russia next month.", "AGREE", "planned"),
    ("India and China are holding talks in Geneva.", "CONSULT", "ongoing"),
    ("India did not attack Pakistan.", "ASSAULT", "denied"),
    ("India has not attacked Pakistan.", "ASSAULT", "denied"),
    ("India denied that it had attacked Pakistan.", "ASSAULT", "denied"),
    ("India may attack Pakistan in the spring.", "ASSAULT", "hypothetical"),
    ("India could attack Pakistan in the spring.", "ASSAULT", "hypothetical"),
    ("The summit between Japan and China was cancelled.", "CONSULT", "cancelled"),
    ("Japan and China cancelled the talks.", "CONSULT", "cancelled"),
]


@pytest.mark.parametrize(("body", "type", "status"), STATUS)
def test_status(body, type, status):
    assert event(body, type, status)


@pytest.mark.parametrize(
    ("body", "type"),
    [
        ("India will attack Pakistan.", "ASSAULT"),
        ("India did not attack Pakistan.", "ASSAULT"),
        ("India denied that it had attacked Pakistan.", "ASSAULT"),
        ("India denied attacking Pakistan.", "ASSAULT"),
        ("India denied an attack on Pakistan.", "ASSAULT"),
        ("If India attacks Pakistan, China will respond.", "ASSAULT"),
        ("India threatened to attack Pakistan.", "ASSAULT"),
        ("India was accused of attacking Pakistan.", "ASSAULT"),
        ("India is ready to hold talks with Pakistan.", "CONSULT"),
        ("India denied any attack on Pakistan.", "ASSAULT"),
        ("India refused to hold talks with Pakistan.", "CONSULT"),
        ("India and Pakistan failed to hold talks.", "CONSULT"),
        ("India proposed talks with Pakistan.", "CONSULT"),
        ("India cancelled a planned visit to Pakistan.", "CONSULT"),
        ("India postponed the exercise with Pakistan.", "COOPERATE"),
        ("India called for a ceasefire between Russia and Ukraine.", "AGREE"),
        ("India never imposed sanctions on Russia.", "SANCTION"),
    ],
)
def test_what_is_not_said_to_have_happened_has_not(body, type):
    assert [(told(e), who(e.actors)) for e in events(body, type, "happened")] == []


@pytest.mark.parametrize("body", ["Nobody attacked Israel.", "No Iranian soldier attacked Israel."])
def test_what_nobody_did_has_not_happened(body):
    assert events(body, "ASSAULT", "happened") == []


def test_what_was_not_said_is_no_statement():
    assert read("Russia did not say whether it had attacked Ukraine.").statements == ()


@pytest.mark.parametrize(
    "body",
    [
        "Japan cancelled a planned visit to China.",
        "Japan cancelled its visit to China.",
    ],
)
def test_what_was_planned_and_cancelled_is_cancelled(body):
    assert "planned" not in {e.status for e in read(body).events}
    assert "cancelled" in {e.status for e in read(body).events}


def test_both_halves_of_a_sentence_keep_their_own_status():
    body = "Iran attacked Israel on Monday and will hold talks with Iraq next week."
    assert event(body, "ASSAULT", "happened")
    assert event(body, "AGREE", "planned")


def test_a_planned_act_is_an_agreement_and_a_commitment():
    found = read("India and China will hold talks in Geneva next week.")
    assert [told(e) for e in found.events] == [("AGREE", "planned")]
    assert "planned" in " ".join(found.events[0].why)
    (commitment,) = found.commitments
    assert (who(commitment.by), commitment.action) == ({"IND", "CHN"}, "meeting")

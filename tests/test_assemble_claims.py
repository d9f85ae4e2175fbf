"""Statements, commitments and tenures put together over documents."""

from __future__ import annotations

from datetime import date

from test_assemble_samples import INDIA, RUSSIA, commitment, on, statement, tenure

from rapporteur.assemble import commitments, statements, tenures

SAID = "the exercise would begin in September and end in October near the border"
PROMISED = "hold a meeting of the joint commission on the border in Delhi"


def test_the_same_words_of_the_same_speaker_are_one_statement():
    (found,) = statements([statement("a", SAID), statement("b", SAID + " .")])
    assert found.members == ("s-a", "s-b")
    assert "the same speaker" in " ".join(found.reasons)
    assert [v.document for v in found.claim.evidence] == ["a", "b"]


def test_other_words_or_another_speaker_are_another_statement():
    assert len(list(statements([statement("a", SAID), statement("b", "the talks had failed for want of time")]))) == 2
    assert len(list(statements([statement("a", SAID), statement("b", SAID, RUSSIA)]))) == 2


def test_the_same_promise_on_two_pages_is_one_with_the_nearer_due_day():
    claims = [commitment("a", PROMISED), commitment("b", PROMISED, due=on("2024-09-01", "2024-09-30"))]
    (found,) = commitments(claims)
    assert found.claim.due == on("2024-09-01", "2024-09-30")
    assert len(found.claim.evidence) == 2
    assert found.reasons


def test_promises_for_different_years_or_by_different_states_stay_apart():
    first = commitment("a", PROMISED, due=on("2024-01-01", "2024-12-31"))
    assert len(list(commitments([first, commitment("b", PROMISED, due=on("2025-01-01", "2025-12-31"))]))) == 2
    assert len(list(commitments([first, commitment("b", PROMISED, RUSSIA, on("2024-01-01", "2024-12-31"))]))) == 2
    assert INDIA in first.by


def test_a_tenure_is_seen_from_the_first_to_the_last():
    (found,) = tenures([tenure("b", on("2024-06-12")), tenure("a", on("2023-04-28"))])
    assert (found.claim.seen.earliest, found.claim.seen.latest) == (date(2023, 4, 28), date(2024, 6, 12))
    assert found.members == ("t-a", "t-b")
    assert found.reasons


def test_another_office_is_another_tenure():
    claims = [tenure("a", on("2024-06-12")), tenure("b", on("2024-06-12"), "Prime Minister")]
    assert len(list(tenures(claims))) == 2


def test_nothing_gives_nothing():
    assert [*statements([]), *commitments([]), *tenures([])] == []

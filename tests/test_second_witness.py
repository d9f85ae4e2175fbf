"""The second witness reads a sentence once more with the parties and the predicate of an event marked."""

from __future__ import annotations

import pytest

from rapporteur.analyse import analyse_text
from rapporteur.analyse.deeds import LONGEST
from rapporteur.drafts import Asked

SENTENCE = ("Kenya", "condemned", "Uganda", "for", "shelling", "a", "village", "in", "Chad", ".")


@pytest.fixture(scope="module")
def coder():
    return analyse_text("Talks began.")._.coder


def types(coder, asked):
    return coder.opinions([asked])[0]


def test_the_same_sentence_tells_different_events_of_different_parties(coder):
    blamed = types(coder, Asked(SENTENCE, (0, 1), (2, 3), 1))
    shelled = types(coder, Asked(SENTENCE, (2, 3), (5, 7), 4))
    assert (blamed.type, shelled.type) == ("ACCUSE", "ASSAULT")


def test_one_answer_a_question_in_order_whatever_is_asked_beside(coder):
    long = Asked(("Talks", "were", "held") * 20, (0, 1), None, 2)
    asked = [long, Asked(SENTENCE, (0, 1), (2, 3), 1), Asked(SENTENCE, (2, 3), (5, 7), 4), long]
    together = coder.opinions(asked)
    assert len(together) == len(asked)
    assert [o.type for o in together] == [types(coder, a).type for a in asked]
    assert together[0] == together[3]


def test_nothing_is_said_where_nothing_is_asked(coder):
    assert coder.opinions([]) == []


@pytest.mark.parametrize("before", [0, LONGEST, 3 * LONGEST])
def test_of_a_long_sentence_what_stands_around_the_event_is_read(coder, before):
    words = ("and",) * before + SENTENCE + ("and",) * 200
    event = Asked(words, (before, before + 1), (before + 2, before + 3), before + 1)
    opinion = types(coder, event)
    assert sum(opinion.types.values()) == pytest.approx(1, abs=1e-3)
    assert opinion.types["ACCUSE"] > 0.5


def test_parties_may_be_unknown(coder):
    assert types(coder, Asked(SENTENCE, None, None, None)).types

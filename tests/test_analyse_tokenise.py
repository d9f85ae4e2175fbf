"""Words as the treebanks have them, and offsets that never lie."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.analyse.tokenise import ends_sentence, is_title, spans


def words(text: str) -> str:
    """The words of a text with bars between."""
    return "|".join(text[a:b] for a, b in spans(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ASTANA (AP) -- The", "ASTANA|(|AP|)|--|The"),
        ("NEW DELHI: Talks", "NEW|DELHI|:|Talks"),
        ("KABUL, May 3 – Talks", "KABUL|,|May|3|–|Talks"),
        ("George W. Bush met him.", "George|W.|Bush|met|him|."),
        ("Gen. V.K. Singh", "Gen.|V.K.|Singh"),
        ("Lt. Gen. Smith", "Lt.|Gen.|Smith"),
        ("It came to an end. The U.S. said", "It|came|to|an|end|.|The|U.S.|said"),
        ("U.N. talks at 5 a.m.", "U.N.|talks|at|5|a.m."),
        ("don't can't cannot", "do|n't|ca|n't|can|not"),
        ("don’t Pakistan’s we’ll they’ve", "do|n’t|Pakistan|’s|we|’ll|they|’ve"),
        ("the U.S.'s and the SCO’s", "the|U.S.|'s|and|the|SCO|’s"),
        ("the ministers’ talks", "the|ministers|’|talks"),
        ("five o'clock", "five|o'clock"),
        ("the Russian-led group", "the|Russian|-|led|group"),
        ("non-aligned anti-ship mid-2004", "non-aligned|anti-ship|mid-2004"),
        ("India–Pakistan 10–12", "India|–|Pakistan|10|–|12"),
        ("S-400, F-16 and T90", "S-400|,|F-16|and|T90"),
        ("1,000 3.5 10:30 5.5% 50km 19th 1990s", "1,000|3.5|10:30|5.5|%|50km|19th|1990s"),
        ("$500 million, €3bn", "$|500|million|,|€|3bn"),
        ("See https://example.org/a?b=1, or www.un.org.", "See|https://example.org/a?b=1|,|or|www.un.org|."),
        ("Write to press@example.org.", "Write|to|press@example.org|."),
        ("“Yes,” he said.", "“|Yes|,|”|he|said|."),
        ("(SCO) and/or AT&T", "(|SCO|)|and|/|or|AT&T"),
        ("Well... no?!", "Well|...|no|?!"),
        ("", ""),
        (" \n\t", ""),
    ],
)
def test_conventions(text, expected):
    assert words(text) == expected


@given(st.text())
def test_words_hold_all_but_the_white_space(text):
    found = spans(text)
    assert all(a < b for a, b in found)
    assert all(first[1] <= second[0] for first, second in pairwise(found))
    assert "".join(text[a:b] for a, b in found) == "".join(text.split())


@given(st.lists(st.sampled_from(["U.S.", "'s", "“", "S-400", "3.5", "…", "n't", ".", "Gen.", "https://a.b", "-", " "])))
def test_no_mixture_of_the_hard_cases_loses_a_sign(parts):
    text = "".join(parts)
    assert "".join(text[a:b] for a, b in spans(text)) == text.replace(" ", "")


def test_a_sentence_may_end_at_a_full_stop_and_not_at_a_rank():
    assert ends_sentence(".", "The")
    assert not ends_sentence(".", "the")
    assert not ends_sentence(",", "The")
    assert is_title("Gen.")
    assert not is_title("U.S.")


@pytest.mark.parametrize("part", ["-", "a", "a-", "'s", "1,", "U.", "http://", "“"])
def test_an_endless_word_is_parted_like_any_other(part):
    text = part * 2000
    assert "".join(text[a:b] for a, b in spans(text)) == text

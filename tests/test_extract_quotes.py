"""Which stretches of a text are quoted."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.extract.quotes import inside, quotes, share


def quoted(body: str) -> list[str]:
    return [body[q.start : q.end] for q in quotes(body)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("“The talks go on,” he said.", ["The talks go on,"]),
        ('"The talks go on," he said.', ["The talks go on,"]),
        ("«The talks go on», he said.", ["The talks go on"]),
        ("“One,” he said, “and two.”", ["One,", "and two."]),
        ("“He told us ‘no’ and left.”", ["He told us ‘no’ and left."]),
        ("He didn’t say so: the ministers’ talks.", []),
        ("“An open quotation\nends with its paragraph.", ["An open quotation"]),
        ("“First paragraph.\n“Second paragraph.”", ["First paragraph.", "Second paragraph."]),
        ("“”", []),
        ("", []),
    ],
)
def test_quotations(body, expected):
    assert quoted(body) == expected


@pytest.mark.parametrize(
    ("body", "whole"),
    [
        ("“We will go on with the talks.”", True),
        ("a “long and useful” meeting", False),
        ("the so-called “special military measures of the day” ended", False),
    ],
)
def test_a_sentence_is_whole_and_a_term_is_not(body, whole):
    assert [q.whole for q in quotes(body)] == [whole]


@given(st.text(alphabet='ab \n“”"«»„’.'))
def test_quotations_lie_in_the_body_in_order_and_apart(body):
    found = quotes(body)
    assert all(0 <= q.start < q.end <= len(body) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all("\n" not in body[q.start : q.end] for q in found)


def test_how_much_is_quoted():
    body = "ab “cd” ef"
    found = quotes(body)
    assert inside((4, 6), found)
    assert not inside((3, 6), found)
    assert share(((4, 6),), found) == 1.0
    assert share(((0, 2), (4, 6)), found) == 0.5
    assert share((), found) == 0.0

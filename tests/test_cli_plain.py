from __future__ import annotations

from datetime import date

import pytest

from rapporteur.model import DateRange, Evidence
from rapporteur.plain import Passage, listed, marked, one_line, passage, printable, when

FIRST, LAST = date(2024, 1, 2), date(2024, 3, 4)


@pytest.mark.parametrize(
    ("range_", "words"),
    [
        (DateRange(FIRST, FIRST, "stated"), "on 2024-01-02"),
        (DateRange(FIRST, LAST, "inferred"), "between 2024-01-02 and 2024-03-04 (inferred)"),
        (DateRange(None, LAST, "inferred"), "by 2024-03-04 (inferred)"),
        (DateRange(FIRST, None, "stated"), "from 2024-01-02 on"),
        (DateRange(None, None, "unknown"), "on an unknown day"),
    ],
)
def test_days_in_words(range_: DateRange, words: str) -> None:
    assert when(range_) == words


@pytest.mark.parametrize(("names", "words"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), ("ABC", "A, B and C")])
def test_lists_in_words(names: list[str], words: str) -> None:
    assert listed(names) == words


def test_nothing_that_commands_a_terminal_is_printed() -> None:
    assert printable("a\x1b[31mb\x9b2Jc\x07\u202ed\u2066e\r\nf\tg\udc80") == "a[31mb2Jcde\nf g"
    assert one_line(" a\n\n b\r\x0bc ") == "a b c"
    assert printable("Ғылым – «мир» 平和 👩‍🚀") == "Ғылым – «мир» 平和 👩‍🚀"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("B met C", Passage("", "B met C", " in D.")),
        ("met", Passage("B ", "met", " C in D.")),
        ("B met C in D.", Passage("", "B met C in D.", "")),
        ("C in D. “E", Passage("B met ", "C in D. “E", " left.”")),
        ("F", Passage("", "F", "")),
    ],
)
def test_the_evidence_stands_in_its_sentence(words: str, expected: Passage) -> None:
    body = "A went. B met C in D. “E left.”\nF"
    start = body.index(words)
    assert passage(Evidence("d", start, start + len(words), words), body) == expected


def test_evidence_that_does_not_stand_in_the_body_is_shown_by_itself() -> None:
    assert passage(Evidence("d", 3, 9, "x\x1by"), "another text") == Passage("", "xy", "")


def test_a_sentence_without_end_is_cut() -> None:
    body = "x" * 5000 + " met " + "y" * 5000
    told = passage(Evidence("d", 5001, 5004, "met"), body)
    assert len(told.before) <= 401
    assert len(told.after) <= 401


def test_matches_are_marked() -> None:
    assert list(marked("a bb\x1b c", [(2, 4)])) == [("a ", False), ("bb", True), (" c", False)]

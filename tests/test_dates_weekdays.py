"""Weekday names in sentences of news, read on Friday, 14 June 2024: the words of the clause tell which way they lie."""

from __future__ import annotations

from datetime import date

import pytest

from rapporteur.model import DateRange
from rapporteur.resolve.dates import phrases

PAGE = DateRange(date(2024, 6, 14), date(2024, 6, 14), "stated")
PAST = [  # sentence, day of June 2024
    ("The ministers met on Monday in Geneva.", 10),
    ("The ministry said on Tuesday that talks would go on.", 11),
    ("On Wednesday, the two sides signed the protocol.", 12),
    ("The convoy reached the valley on Thursday morning.", 13),
    ("Officials said late Thursday the road was open.", 13),
    ("The army said Friday its troops had left the town.", 14),
    ("The talks opened on Friday.", 14),
    ("A patrol boat sank on Saturday off the northern coast.", 8),
    ("On Sunday evening, shots were fired at the checkpoint.", 9),
    ("The spokesman told reporters on Friday that the ministers will meet again.", 14),
    ("Since Tuesday the crossing has been closed.", 11),
    ("The envoy, who arrived on Wednesday, met the president.", 12),
    ("The ministers met last Monday.", 10),
    ("The fleet sailed last Friday.", 7),
    ("Parliament approved the budget this past Tuesday.", 11),
    ("The talks ended on Wednesday without a statement.", 12),
    ("The president flew home Thursday after the summit.", 13),
    ("A court on Wednesday ordered his release.", 12),
    ("Two soldiers were killed on Sunday, the army said.", 9),
    ("He took office on Monday and will visit the border soon.", 10),
    ("The two leaders spoke by phone on Saturday, and they will speak again.", 8),
    ("Monday’s meeting was the third so far.", 10),
    ("The strike, which began on Tuesday, has hit the ports.", 11),
    ("Thursday's vote was delayed twice.", 13),
    ("Troops left the town on Wednesday, hours before the truce.", 12),
    ("On Monday the navy put three boats into service.", 10),
    ("The statement came after the council met on Tuesday.", 11),
    ("The ministry announced on Thursday that the two sides agreed to hold talks.", 13),
    ("The delegation visited the yard on Wednesday.", 12),
    ("Earlier on Friday, the premier spoke to lawmakers.", 14),
    ("The ministers met on Tuesday of this week.", 11),
    ("The accord was signed on Thursday last week.", 6),
]
AHEAD = [
    ("The ministers will meet on Monday.", 17),
    ("The two sides are to sign the protocol on Tuesday.", 18),
    ("The summit is scheduled to open on Wednesday.", 19),
    ("The ministry said the envoy would leave on Sunday.", 16),
    ("Talks are due to resume on Thursday.", 20),
    ("The president is expected to arrive on Saturday.", 15),
    ("On Monday, the two leaders will visit the base.", 17),
    ("He said that the talks will be held on Tuesday.", 18),
    ("The truce holds until Sunday.", 16),
    ("The minister plans to visit the border on Wednesday.", 19),
    ("They agreed to hold talks on Monday.", 17),
    ("The envoy is going to meet the premier on Thursday.", 20),
    ("The exercise starts on Monday.", 17),
    ("Next Tuesday the council takes up the report.", 18),
    ("The ships sail next Friday.", 21),
    ("The council decided to meet again on Wednesday.", 19),
    ("The vote could come on Tuesday.", 18),
    ("Parliament is set to vote on Thursday.", 20),
    ("The two ministers vowed to talk on Saturday.", 15),
    ("Police closed the road ahead of Sunday's march.", 16),
    ("The leaders, who will meet on Monday, have not spoken for a year.", 17),
    ("The minister told parliament that he would resign on Tuesday.", 18),
    ("The coming Wednesday is a holiday in the capital.", 19),
    ("The ministry shall publish the list on Monday.", 17),
    ("The ministers will meet later on Friday.", 14),
    ("Sunday's election will be watched by observers.", 16),
    ("The sides meet again on Monday next week.", 17),
    ("The court may rule on Thursday.", 20),
]
RANGES = [
    ("The exercise ran from Monday to Wednesday.", 10, 12),
    ("The ministers met on Tuesday and Wednesday.", 11, 12),
    ("The fair will be open from Monday to Thursday.", 17, 20),
    ("The exercise ran from Saturday to Tuesday.", 8, 11),
]
NONE = [
    "They met on Good Friday years ago.",
    "The shops open early on Black Friday.",
    "The Sunday Times reported it.",
    "The council meets every Monday.",
    "The ministers left on the following Monday.",
    "The talks failed on the previous Tuesday.",
]


def given(text: str) -> list[tuple[int | None, int | None]]:
    found = [p.range for p in phrases(text, 0, PAGE, "past")]
    return [(r.earliest and r.earliest.day, r.latest and r.latest.day) for r in found]


@pytest.mark.parametrize(("text", "day"), PAST)
def test_what_has_been(text, day):
    assert given(text) == [(day, day)]


@pytest.mark.parametrize(("text", "day"), AHEAD)
def test_what_is_to_come(text, day):
    assert given(text) == [(day, day)]


@pytest.mark.parametrize(("text", "first", "last"), RANGES)
def test_days_from_one_to_another(text, first, last):
    assert given(text) == [(first, last)]


@pytest.mark.parametrize("text", NONE)
def test_what_tells_no_day_by_the_page(text):
    assert given(text) == []


@pytest.mark.parametrize("text", ["on Friday, June 7", "on Friday, 7 June 2024", "on 7 June (Friday)"])
def test_a_weekday_beside_a_day_is_that_day(text):
    assert given(f"The ministers met {text}.") == [(7, 7)]


def test_what_is_called_for_a_day_is_ahead():
    page = DateRange(date(2024, 6, 14), date(2024, 6, 14), "stated")
    (found,) = phrases("The union called a general strike for Sunday.", 0, page, "future")
    assert found.range.earliest == date(2024, 6, 16)

"""Pages that state no date: what their words bound, with reasons, and nothing invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from rapporteur.clean.datefind import find
from rapporteur.clean.inference import Evidence, future_years, infer, past_years, split_sentences
from rapporteur.clean.intervals import Bound, combine, hull, meet
from rapporteur.clean.landmarks import landmarks, parse
from rapporteur.errors import DataError


def page(body, headline="", day=None, **more):
    return Evidence(headline, body, find(day)[0] if day else None, **more)


def test_nothing_known_is_unknown():
    seen = infer(page("The two ministers met and agreed to go on talking."))
    assert (seen.earliest, seen.latest, seen.basis) == (None, None, "unknown")
    assert seen.why


def test_dateline_with_weekday_between_bounds_gives_the_day():
    body = (
        "The ministers met in Tashkent, the secretariat said here on Friday. They spoke of the Covid-19 pandemic. "
        "They decided to hold the next meeting in 2023 in Goa."
    )
    seen = infer(page(body, day="Aug 26"))
    assert seen.earliest == seen.latest == date(2022, 8, 26)
    assert seen.basis == "inferred"
    assert any("Covid-19" in why for why in seen.why)
    assert any("2023" in why for why in seen.why)
    assert any("Friday" in why for why in seen.why)


def test_dateline_alone_gives_no_year():
    assert infer(page("The ministers met here on Friday.", day="Aug 26")).basis == "unknown"


def test_fetched_bounds_from_above():
    seen = infer(page("The ministers met.", fetched=date(2024, 5, 1)))
    assert (seen.earliest, seen.latest) == (None, date(2024, 5, 1))


@pytest.mark.parametrize(
    "text",
    [
        "The next round will take place in 2023.",
        "The exercise is to be held in 2023.",
        "They agreed to hold the summit in Bishkek in 2023.",
        "Member states were invited to take part in the Vostok 2023 drill.",
    ],
)
def test_future_years(text):
    (bound,) = future_years([text])
    assert bound.days == ((None, date(2023, 12, 31)),)
    assert not past_years([text])


@pytest.mark.parametrize(
    "text",
    [
        "The coalition was formed in 2015.",
        "They will review the deal signed in 2015.",
        "Since 2015 the talks have stalled.",
        "A coalition (2015) stands ready.",
    ],
)
def test_past_years(text):
    (bound,) = past_years([text])
    assert bound.days == ((date(2015, 1, 1), None),)
    assert not future_years([text])


@pytest.mark.parametrize(
    "text",
    [
        "It cost 2015 dollars.",
        "The year-2030 plan",
        "UN Resolution 2015/3",
        "The 2015 deal will lapse.",
        "The goals of 2030",
        "It vowed to peak emissions in 2030.",
        "From 2027 the base is open.",
    ],
)
def test_years_that_bound_nothing(text):
    assert not past_years([text])
    assert not future_years([text])


def test_contradicting_bound_is_set_aside_and_said():
    low = Bound(((date(2022, 1, 1), None),), "low", 1)
    high = Bound(((None, date(2020, 1, 1)),), "high", 2)
    days, why = combine([high, low])
    assert hull(days) == (date(2022, 1, 1), None)
    assert why == ("low", "set aside, as it contradicts the rest: high")


def test_intervals_meet():
    one = ((date(2013, 1, 1), date(2017, 1, 1)), (date(2022, 1, 1), None))
    other = ((date(2016, 1, 1), date(2023, 1, 1)),)
    assert meet(one, other) == ((date(2016, 1, 1), date(2017, 1, 1)), (date(2022, 1, 1), date(2023, 1, 1)))


def test_broken_landmark_names_file_and_line():
    with pytest.raises(DataError, match=r"mine\.csv:2"):
        parse("term,aliases,from,source,certain\nX,,2019,me,yes\n", "mine.csv")


def test_shipped_landmarks_have_sources():
    assert len(landmarks()) > 40
    assert all(mark.source for mark in landmarks())


@dataclass
class Row:
    """A row of the tables with only what a test needs."""

    id: str = ""
    name: str = ""
    office: str = ""
    start: date | None = None
    end: date | None = None
    certain: bool = True
    sort: str = ""
    how: str = "name"
    aliases: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    signed: date | None = None
    kind: str = ""
    place: str = ""
    status: str = "held"


class Tables:
    """A small world of invented people and places."""

    agreements = (Row(name="Defence Pact", parties=("AAA", "BBB"), signed=date(2025, 9, 17), kind="mutual-defence"),)
    series = (Row(id="plains", name="Plains Summit of Leaders"),)

    def person(self, text):
        return ((Row(id="ada", name="Ada Example"), "full"),) if text == "Ada Example" else ()

    def tenures_of(self, key):
        return (Row(office="Minister of Foreign Affairs", start=date(2017, 8, 4), end=date(2018, 4, 26)),)

    def lookup(self, text):
        codes = {"Arcadia": "AAA", "Borduria": "BBB"}
        return (Row(id=codes[text], sort="country"),) if text in codes else ()

    def editions_of(self, key):
        return (
            Row(name="Plains 2023", start=date(2023, 3, 3), place="Quill"),
            Row(name="Plains 2025", start=date(2025, 9, 15), place="Dorne"),
        )


def test_office_bounds_both_sides():
    seen = infer(page("Foreign Minister Ada Example on Tuesday met her counterpart."), Tables())
    assert (seen.earliest, seen.latest) == (date(2017, 8, 4), date(2018, 4, 26))
    assert "Ada Example was Minister of Foreign Affairs" in seen.why[0]


@pytest.mark.parametrize("before", ["Former ", "Then-", "The ex-", "Incoming "])
def test_past_and_coming_holders_bound_nothing(before):
    assert infer(page(f"{before}Foreign Minister Ada Example met her counterpart."), Tables()).basis == "unknown"


def test_day_without_year_in_recent_weeks():
    body = (
        "Foreign Minister Ada Example met her counterpart.\nAttacks were staged in recent weeks, one on a hotel on "
        "January 20."
    )
    seen = infer(page(body), Tables())
    assert seen.earliest == date(2018, 1, 20)
    assert seen.latest <= date(2018, 4, 26)


def test_recent_agreement_and_meeting():
    body = (
        "The minister of Arcadia said our recent defense agreement with Borduria is no threat.\n"
        "He spoke at the recent Plains Summit of Leaders in Dorne."
    )
    seen = infer(page(body), Tables())
    assert seen.earliest == date(2025, 9, 17)
    assert seen.latest == date(2026, 9, 16)


def test_sentences():
    assert split_sentences("One said so. “Two” did!\nThree.") == ("One said so.", "“Two” did!", "Three.")

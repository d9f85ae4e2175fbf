"""Days in words against the page's day; a page interval gives an interval; nothing is invented."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_extract_samples import DAY, NO_DAY, WEEK, event, read

from rapporteur.model import DateRange
from rapporteur.resolve.dates import default, phrases

PAST = [  # read on Friday, 14 June 2024
    ("on Tuesday", "2024-06-11", "2024-06-11"),
    ("on Friday", "2024-06-14", "2024-06-14"),
    ("last Tuesday", "2024-06-11", "2024-06-11"),
    ("next Tuesday", "2024-06-18", "2024-06-18"),
    ("on 24 August 2022", "2022-08-24", "2022-08-24"),
    ("on the 3rd of March 2023", "2023-03-03", "2023-03-03"),
    ("August 24, 2022", "2022-08-24", "2022-08-24"),
    ("2022-08-24", "2022-08-24", "2022-08-24"),
    ("from 24 to 25 June 2023", "2023-06-24", "2023-06-25"),
    ("on May 5", "2024-05-05", "2024-05-05"),
    ("on 20 December", "2023-12-20", "2023-12-20"),
    ("on 30 and 31 May", "2024-05-30", "2024-05-31"),
    ("in March", "2024-03-01", "2024-03-31"),
    ("in September", "2023-09-01", "2023-09-30"),
    ("in late September", "2023-09-20", "2023-09-30"),
    ("in May 2023", "2023-05-01", "2023-05-31"),
    ("in 2019", "2019-01-01", "2019-12-31"),
    ("yesterday", "2024-06-13", "2024-06-13"),
    ("today", "2024-06-14", "2024-06-14"),
    ("two days ago", "2024-06-12", "2024-06-12"),
    ("In December Kenya left.", "2023-12-01", "2023-12-31"),
    ("Since March prices rose.", "2024-03-01", "2024-03-31"),
    ("By March they had left.", "None", "2024-03-31"),
    ("It is planned for October.", "2024-10-01", "2024-10-31"),
    ("It will open by May.", "2024-06-14", "2025-05-31"),
    ("planned for 3 October", "2023-10-03", "2023-10-03"),
    ("from May to June 2023", "2023-06-01", "2023-06-30"),
    ("last autumn", "2023-09-01", "2024-05-31"),  # in the north or in the south
    ("last winter", "2023-06-01", "2024-02-29"),
    ("this summer", "2024-06-01", "2024-08-31"),
]
FUTURE = [
    ("on Tuesday", "2024-06-18", "2024-06-18"),
    ("tomorrow", "2024-06-15", "2024-06-15"),
    ("in September", "2024-09-01", "2024-09-30"),
    ("in March", "2025-03-01", "2025-03-31"),
    ("on 20 December", "2024-12-20", "2024-12-20"),
    ("on May 5", "2025-05-05", "2025-05-05"),
    ("within two weeks", "2024-06-14", "2024-06-28"),
    ("June 28-30", "2024-06-28", "2024-06-30"),
    ("for October", "2024-10-01", "2024-10-31"),
    ("by October", "2024-06-14", "2024-10-31"),
    ("next autumn", "2024-09-01", "2025-05-31"),
]
WITHIN = [  # words that bound no day exactly: the answer holds the days meant
    ("next week", "future", "2024-06-17", "2024-06-23", 14),
    ("next month", "future", "2024-07-01", "2024-07-31", 62),
    ("last week", "past", "2024-06-03", "2024-06-09", 14),
    ("last month", "past", "2024-05-01", "2024-05-31", 62),
    ("three weeks ago", "past", "2024-05-23", "2024-05-25", 14),
    ("in recent weeks", "past", "2024-06-01", "2024-06-14", 62),
]


def days(text: str, direction: str = "past", page: DateRange = DAY) -> list[tuple[str, str]]:
    return [(str(p.range.earliest), str(p.range.latest)) for p in phrases(text, 0, page, direction)]


@pytest.mark.parametrize(("text", "first", "last"), PAST)
def test_what_has_happened(text, first, last):
    assert days(text) == [(first, last)]


@pytest.mark.parametrize(("text", "first", "last"), FUTURE)
def test_what_is_to_come(text, first, last):
    assert days(text, "future") == [(first, last)]


@pytest.mark.parametrize(("text", "direction", "first", "last", "width"), WITHIN)
def test_loose_words_hold_the_days_meant(text, direction, first, last, width):
    (found,) = phrases(text, 0, DAY, direction)
    assert str(found.range.earliest) <= first
    assert last <= str(found.range.latest)
    assert found.range.days <= width
    assert found.range.basis == "inferred"


@pytest.mark.parametrize("text", ["last week", "next week", "last month", "next month"])
def test_a_week_is_a_week_and_a_month_a_month(text):
    direction = "past" if "last" in text else "future"
    (found,) = phrases(text, 0, DAY, direction)
    assert found.range.days <= (7 if "week" in text else 31)


def test_last_year_is_a_year():
    assert days("last year") == [("2023-01-01", "2023-12-31")]


def test_a_range_over_two_months_is_never_put_into_another_year():
    found = days("from 28 June to 2 July 2022")
    assert all(first.startswith("2022") for first, _ in found)


@pytest.mark.parametrize(
    "text",
    [
        "He may go.",
        "They march on the city.",
        "In may",
        "proposed by May",
        "support for May",
        "seen by April Moss",
        "in Jan Moss's view",
        "this fall in prices",
        "2024 troops",
        "1,900 people",
        "at Article 5",
        "resolution 2231",
        "in the summer",
        "24/7",
        "the 2,000 km border",
    ],
)
def test_what_is_no_date_gives_none(text):
    assert days(text) == []


def test_a_day_that_does_not_exist_is_not_bent_into_one_that_does():
    assert all(first != last for first, last in days("on 31 February 2024"))


@pytest.mark.parametrize("text", ["on Tuesday", "in March", "on May 5", "yesterday", "two weeks ago", "next month"])
def test_without_the_pages_day_relative_words_say_nothing(text):
    assert days(text, page=NO_DAY) == []


@pytest.mark.parametrize("text", ["on 24 August 2022", "in May 2023"])
def test_a_full_date_needs_no_page(text):
    assert days(text, page=NO_DAY) == days(text)


@pytest.mark.parametrize("text", ["on Tuesday", "yesterday", "two days ago", "last week"])
def test_a_page_interval_gives_an_interval(text):
    (found,) = phrases(text, 0, WEEK, "past")
    assert found.range.days > 1
    assert found.range.basis == "inferred"
    for day in range((WEEK.latest - WEEK.earliest).days + 1):  # whichever day the page appeared on
        page = WEEK.earliest + timedelta(days=day)
        (exact,) = phrases(text, 0, DateRange(page, page, "stated"), "past")
        assert found.range.earliest <= exact.range.earliest
        assert exact.range.latest <= found.range.latest


@given(st.dates(date(1990, 1, 10), date(2090, 1, 1)), st.sampled_from([t for t, *_ in PAST + FUTURE]))
def test_what_has_happened_is_not_after_the_page(day, text):
    for p in phrases(text, 0, DateRange(day, day, "stated"), "past"):
        first = p.range.earliest or date.min
        assert first <= p.range.latest
        if not any(c.isdigit() for c in text) and not text.startswith(
            ("next", "tomorrow", "within", "It is", "It will")
        ):
            assert first <= day


@given(st.text(max_size=60), st.sampled_from(["past", "future"]), st.sampled_from([DAY, WEEK, NO_DAY]))
def test_no_text_breaks_the_reader(text, direction, page):
    for p in phrases(text, 5, page, direction):
        assert text[p.start - 5 : p.end - 5] == p.text


def test_phrases_say_why():
    (found,) = phrases("on Tuesday", 0, DAY, "past")
    assert "Tuesday" in found.range.why[0]


def test_no_day_at_all_is_unknown_with_the_reason():
    found = default(NO_DAY, True, "“met”")
    assert (found.earliest, found.latest, found.basis) == (None, None, "unknown")
    assert found.why


def test_no_day_in_the_sentence_is_not_the_pages_day():
    found = event("Germany and Poland held talks.", "CONSULT").date
    assert found.basis == "inferred"
    assert found.days is None or found.days > 1
    assert found.why


def test_a_page_without_a_date_dates_no_event():
    found = read("Germany and Poland held talks on Tuesday.", NO_DAY).events[0].date
    assert (found.earliest, found.latest, found.basis) == (None, None, "unknown")


def test_the_events_own_words_win():
    body = "Germany and Poland held talks from 10 to 12 May 2024 in Warsaw."
    assert event(body, "CONSULT").date == DateRange(
        date(2024, 5, 10), date(2024, 5, 12), "stated", ("“10 to 12 May 2024”",)
    )


OWN_DAY = [  # a day beside the deed, and whether it is the deed's
    ("India and Nepal discussed the treaty of 1950.", "CONSULT", False),
    ("India and Nepal discussed the May 2021 agreement in Delhi.", "CONSULT", False),
    ("India and Nepal discussed the treaty in 1950.", "CONSULT", True),
    ("France condemned the attack of 7 May in Mali.", "ACCUSE", False),
    ("France condemned the attack in Mali on 7 May.", "ACCUSE", True),
    ("France condemned the 7 May attack in Mali.", "ACCUSE", False),
    ("The attack of 7 May killed six soldiers in Mali.", "ASSAULT", True),
    ("Kenya and Uganda held the first talks since 2018.", "CONSULT", False),
    ("Kenya accused Uganda of spying in December.", "ACCUSE", True),
    ("In December Kenya accused Uganda of spying.", "ACCUSE", True),
]


@pytest.mark.parametrize(("body", "kind", "own"), OWN_DAY)
def test_the_day_of_a_thing_is_not_that_of_the_deed(body, kind, own):
    found = event(body, kind).date
    week = (date(2024, 6, 7), date(2024, 6, 14))
    assert ((found.earliest, found.latest) != week) == own


def test_what_followed_on_history_is_history():
    news = "Kenya met Uganda on Monday.\n\nThey met.\n\nAll is well.\n\n"
    old = read(news + "In 2015 Nepal accused India of a blockade. India denied the accusation.").events[-1]
    new = read(news + "On Monday Nepal accused India of a blockade. India denied the accusation.").events[-1]
    assert old.type == new.type == "REJECT"
    assert (old.date.earliest, old.date.latest) == (None, date(2024, 6, 14))
    assert new.date.earliest == date(2024, 6, 7)


def test_the_day_of_a_deed_that_began():
    found = event("Turkey began withdrawing its troops from Syria in May.", "RETREAT").date
    assert (found.earliest, found.latest) == (date(2024, 5, 1), date(2024, 5, 31))


def test_two_clauses_have_two_days():
    body = "Iran attacked Israel on 3 May, and Israel attacked Iran on 6 May."
    assert {str(e.date.earliest) for e in read(body).events if e.type == "ASSAULT"} == {"2024-05-03", "2024-05-06"}


POINTING = [  # read on Friday, 14 June 2024
    ("On 3 March Kenya left. The next day Sudan left.", "2024-03-04", "2024-03-04"),
    ("On 3 March Kenya left. A day earlier Sudan left.", "2024-03-02", "2024-03-02"),
    ("On 3 March Kenya left. Two days later Sudan left.", "2024-03-05", "2024-03-05"),
    ("On 3 March 2021 Kenya left. Sudan left later that month.", "2021-03-01", "2021-03-31"),
    ("Kenya left in 2019, after Sudan had left in May of that year.", "2019-05-01", "2019-05-31"),
    ("Kenya left in 2019. Sudan left on 5 May of the same year.", "2019-05-05", "2019-05-05"),
]


@pytest.mark.parametrize(("text", "earliest", "latest"), POINTING)
def test_a_day_told_from_a_day_before(text, earliest, latest):
    assert days(text)[-1] == (earliest, latest)


def test_a_day_told_from_no_day_is_unknown():
    assert days("The next day Sudan left.") == []


def test_an_accusation_is_of_the_day_when_it_is_made():
    found = event("Ukraine said on Monday that Russian troops had killed more than 400 civilians last year.", "ACCUSE")
    assert str(found.date.earliest) == "2024-06-10"

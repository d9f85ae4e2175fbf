"""Ages of a page, days without a year, the month of an address: bounds where no day is stated."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime

import pytest

from rapporteur.clean import clean
from rapporteur.model import Article, Page

TITLE = "Arcadia and Borduria agree to reopen border crossing"
BODY = (
    "The foreign ministers of Arcadia and Borduria met for two days and agreed to reopen the crossing that was closed.",
    "The two sides will set up a commission on border security, according to a statement that the ministry issued.",
    "Trade between the neighbours fell by a third after the closure, and hauliers had asked for months for a way out.",
)
FETCHED = datetime(2024, 7, 9, 12, 0, tzinfo=UTC)


def published(*head, foot=(), url=None, fetched=None):
    data = "\n".join([TITLE, *head, *BODY, *foot]).encode()
    seen = clean(Page(data, "page", "text", hashlib.sha256(data).hexdigest(), url=url, fetched=fetched))
    assert isinstance(seen, Article), seen
    return seen.published


@pytest.mark.parametrize(
    ("line", "low", "high"),
    [
        ("2 hours ago", date(2024, 7, 9), date(2024, 7, 9)),
        ("2 days ago", date(2024, 7, 6), date(2024, 7, 7)),
        ("Published 3 weeks ago", date(2024, 6, 11), date(2024, 6, 18)),
        ("an hour ago", date(2024, 7, 9), date(2024, 7, 9)),
        ("Updated 2 hours ago", None, date(2024, 7, 9)),
    ],
)
def test_age_of_a_page_whose_fetching_is_known(line, low, high):
    seen = published(line, fetched=FETCHED)
    assert (seen.basis, seen.earliest, seen.latest) == ("inferred", low, high)


def test_age_alone_says_nothing():
    assert published("2 hours ago").basis == "unknown"


@pytest.mark.parametrize(
    ("line", "more", "day"),
    [
        ("9 July, 18:22", {"url": "https://q.example/2024/07/crossing-reopens"}, date(2024, 7, 9)),
        ("Tue, Jul 9", {"foot": ("Related", "© 2019-2024 Quill Post")}, date(2024, 7, 9)),
        ("Jul 9", {"foot": ("Related", "© 2024 Quill Post. All rights reserved.")}, date(2024, 7, 9)),
        ("Jul 4", {"fetched": FETCHED}, date(2024, 7, 4)),
        ("Dec 4", {"fetched": FETCHED}, date(2023, 12, 4)),
    ],
)
def test_day_without_a_year(line, more, day):
    seen = published(line, **more)
    assert (seen.basis, seen.earliest, seen.latest) == ("inferred", day, day)
    assert any("beside the headline" in why for why in seen.why)


def test_month_of_the_address_bounds():
    seen = published(url="https://q.example/2024/07/crossing-reopens")
    assert (seen.basis, seen.earliest, seen.latest) == ("inferred", date(2024, 7, 1), date(2024, 7, 31))


def test_full_points_stand_day_first_and_clocks_of_24_hours_as_well():
    assert published("09.07.2024").earliest == date(2024, 7, 9)
    assert published("Issued on: 09/07/2024 - 18:22").earliest == date(2024, 7, 9)
    assert published("Issued on: 09/07/2024 - 6:22").basis == "unknown"

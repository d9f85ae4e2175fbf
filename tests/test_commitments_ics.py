"""The calendar of due days, as RFC 5545 has it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_assemble_samples import TASHKENT, commitment, on

from rapporteur.export.ics import Entry, calendar, escaped, folded
from rapporteur.model import UNKNOWN_DATE, DateRange

MAY = on("2023-05-01", "2023-05-31")


def entry(due: DateRange = MAY, **changed) -> Entry:
    claim = replace(commitment("a", "hold talks", due=due), place=TASHKENT, **changed)
    return Entry(claim, date(2023, 2, 1), "India: hold talks", "“They agreed; twice, \\ once.”\npage.html", None)


def lines(*entries: Entry) -> list[str]:
    """The logical lines, unfolded."""
    return "".join(calendar(entries)).replace("\r\n ", "").split("\r\n")


def test_an_interval_fills_whole_days_and_ends_before_the_next():
    told = lines(entry())
    assert told[0] == "BEGIN:VCALENDAR"
    assert "VERSION:2.0" in told
    assert "DTSTART;VALUE=DATE:20230501" in told
    assert "DTEND;VALUE=DATE:20230601" in told
    assert "LOCATION:Tashkent" in told
    assert told[-2:] == ["END:VCALENDAR", ""]


def test_uid_and_stamp_are_the_same_every_time():
    assert lines(entry()) == lines(entry())
    assert "UID:c-a@rapporteur" in lines(entry())
    assert "DTSTAMP:20230201T000000Z" in lines(entry())


def test_text_is_escaped():
    assert escaped("a; b, c \\ d\r\ne\x07") == "a\\; b\\, c \\\\ d\\ne"
    assert "DESCRIPTION:“They agreed\\; twice\\, \\\\ once.”\\npage.html" in lines(entry())


@pytest.mark.parametrize("due", [UNKNOWN_DATE, DateRange(date(2023, 1, 1), None, "unknown")])
def test_what_has_no_due_day_is_left_out(due):
    assert not any(line.startswith("BEGIN:VEVENT") for line in lines(entry(due)))


def test_one_day_and_an_open_beginning():
    assert "DTSTART;VALUE=DATE:20231231" in lines(entry(DateRange(None, date(2023, 12, 31), "stated")))


@pytest.mark.parametrize(
    ("status", "told"),
    [("open", "TENTATIVE"), ("kept", "CONFIRMED"), ("declined", "CANCELLED"), ("unknown", "TENTATIVE")],
)
def test_the_status(status, told):
    assert f"STATUS:{told}" in lines(entry(status=status))


def test_an_address_that_is_none_is_left_out():
    good, bad = replace(entry(), url="https://example.org/a"), replace(entry(), url="https://example.org/a\nX:1")
    assert "URL:https://example.org/a" in lines(good)
    assert not any(line.startswith(("URL", "X:")) for line in lines(bad))


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), max_size=300))
def test_no_line_is_too_long_and_nothing_is_lost(text):
    raw = folded(f"SUMMARY:{text}")
    assert raw.endswith("\r\n")
    assert all(len(line) <= 75 for line in raw.encode().split(b"\r\n"))
    assert raw.removesuffix("\r\n").replace("\r\n ", "") == f"SUMMARY:{text}"


@given(st.text(max_size=200))
def test_no_text_opens_a_line_of_its_own(text):
    assert re.search(r"[\r\n]", escaped(text)) is None

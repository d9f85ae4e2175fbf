"""Days as pages write them, and which of them is the day of publication."""

from __future__ import annotations

from datetime import date

import pytest

from rapporteur.clean import datefind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Monday May 20, 2024", [(date(2024, 5, 20), 0)]),
        ("Sunday 6 September 2020", [(date(2020, 9, 6), 6)]),
        ("By Jane DoeDec 20, 2023", [(date(2023, 12, 20), None)]),
        ("Published Fri, Dec 22 20234:46 AM", [(date(2023, 12, 22), 4)]),
        ("2020-09-06T10:00:00Z", [(date(2020, 9, 6), None)]),
        ("30/04/2024", [(date(2024, 4, 30), None)]),
        ("04/30/2024", [(date(2024, 4, 30), None)]),
        ("04/05/2024", []),
        ("31 February 2020", []),
        ("in May 2020", []),
        ("the 1998 tests", []),
        ("6th of September, 2020", [(date(2020, 9, 6), None)]),
    ],
)
def test_full_dates(text, expected):
    assert [(f.date, f.weekday) for f in datefind.find(text) if f.date] == expected


def test_day_without_a_year_has_no_date():
    (found,) = datefind.find("BEIJING, Aug 26 (ABC):")
    assert found.date is None
    assert (found.month, found.day) == (8, 26)
    assert found.in_year(2022) == date(2022, 8, 26)

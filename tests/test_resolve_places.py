"""Where: namesakes, countries that are also states of a union, the dateline, and words that only look like places."""

from __future__ import annotations

import pytest
from test_extract_samples import event, read, who

PLACES = [
    ("Russia and China held talks in Samarkand on Monday.", "Samarkand", "UZB"),
    ("Russia and Georgia held talks in Moscow on Monday.", "Moscow", "RUS"),
    ("India and China held talks in New Delhi on Monday.", "New Delhi", "IND"),
    ("Russia and China held talks in London, England, on Monday.", "London", "GBR"),
    ("Russia and Georgia held talks in Georgia on Monday.", "Georgia", "GEO"),
    ("Georgia and Armenia signed an agreement in Tbilisi on Monday.", "Tbilisi", "GEO"),
    ("Russia and China held talks at the United Nations in New York on Monday.", "New York City", "USA"),
    ("Russia and China held talks in The Hague on Monday.", "The Hague", "NLD"),
    ("Russia and China held talks in Rio de Janeiro on Monday.", "Rio de Janeiro", "BRA"),
    ("Israel and Egypt held talks in Sharm el-Sheikh on Monday.", "Sharm el-Sheikh", "EGY"),
    ("Kenya and Chad held talks at the International Court of Justice in The Hague on Monday.", "The Hague", "NLD"),
    ("Protesters gathered outside the French military base in Niamey.", "Niamey", "NER"),
    ("Protesters demonstrated outside the French embassy in Niamey on Monday.", "Niamey", "NER"),
    ("Ethiopian troops killed six fighters in Bula Hawo, Somalia, on Monday.", "Somalia", "SOM"),
    ("Ethiopian troops killed six fighters in Bula Hawo, southern Somalia, on Monday.", "Somalia", "SOM"),
    ("Ethiopian troops killed six fighters at Bula Hawo in Somalia.", "Somalia", "SOM"),
    ("The navy of Kenya seized a boat off the Kenyan coast.", "Kenya", "KEN"),
]

NOWHERE = [  # text and dateline: a place that nobody can name is better left open
    ("Kenya and Chad held talks at the International Court of Justice on Monday.", None),
    ("Protesters gathered outside the French military base on Monday.", None),
    ("Protesters demonstrated outside the embassy of France on Monday.", None),
    ("Ethiopian troops killed six fighters at Bula Hawo, close to the Kenyan border.", "NAIROBI"),
    ("Sudanese forces killed six rebels in Blue Nile state.", None),
    ("Nigerian forces killed six rebels in Niger state.", None),
    ("Iranian forces seized a tanker off Ras al-Zour on Monday.", None),
]


@pytest.mark.parametrize(("body", "name", "country"), PLACES)
def test_named_places(body, name, country):
    place = read(body).events[0].place
    assert place is not None
    assert (place.name, place.country) == (name, country)


@pytest.mark.parametrize(("body", "dateline"), NOWHERE)
def test_no_place_is_made_of_part_of_a_name_or_of_another_country(body, dateline):
    found = read(body, dateline=dateline).events
    assert found
    assert all(e.place is None for e in found)


def test_a_coast_is_not_the_capital_of_the_dateline():
    found = read("The navy of Kenya seized a boat off the Kenyan coast.", dateline="NAIROBI").events[0]
    assert found.place is not None
    assert found.place.name == "Kenya"


def test_a_city_has_coordinates_and_an_id():
    place = event("Russia and China held talks in Samarkand on Monday.", "CONSULT").place
    assert place is not None
    assert (round(place.lat), round(place.lon)) == (40, 67)
    assert place.geonames_id


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("Russia and the United States held talks in Moscow, Idaho, on Monday.", "RUS"),
        ("Russia and the United States held talks in Paris, Texas, on Monday.", "FRA"),
        ("Russia and the United States held talks in Birmingham, Alabama, on Monday.", "GBR"),
    ],
)
def test_a_namesake_in_the_united_states_is_there(body, wrong):
    place = event(body, "CONSULT").place
    assert place is None or place.country == "USA"


def test_the_state_of_georgia_is_not_the_country():
    body = "U.S. Secretary of State Mark Denning met the governor of Georgia in Atlanta, Georgia, on Monday."
    found = event(body, "CONSULT")
    assert "GEO" not in who(found.actors)
    assert found.place is None or found.place.country == "USA"


@pytest.mark.parametrize(
    "body",
    [
        "Japan provided food aid to Afghanistan in March.",
        "The United States and South Korea will hold joint military exercises in August.",
        "Russia and China held talks in Monday's session.",
        "Russia and China held talks in private.",
        "Russia and China held talks in April 2024.",
    ],
)
def test_months_and_days_are_no_places(body):
    found = read(body)
    assert all(e.place is None or e.place.name == "Afghanistan" for e in found.events)
    assert all(c.place is None for c in found.commitments)


def test_the_target_of_sanctions_is_not_their_place():
    assert event("The United States imposed sanctions on Iran on Monday.", "SANCTION").place is None


def test_the_dateline_is_where_a_meeting_without_a_place_took_place():
    body = "The Indian and Chinese foreign ministers met on Monday."
    found = read(body, dateline="BEIJING").events[0]
    assert found.place is not None
    assert (found.place.name, found.place.country) == ("Beijing", "CHN")
    assert any("dateline" in why for why in found.why)
    assert read(body).events[0].place is None


def test_the_sentence_wins_over_the_dateline():
    body = "The Indian and Chinese foreign ministers met in Tashkent on Monday."
    assert read(body, dateline="BEIJING").events[0].place.name == "Tashkent"


def test_a_country_and_a_city_in_it_become_the_city():
    place = event("Russia and China held talks in Samarkand in Uzbekistan on Monday.", "CONSULT").place
    assert place is not None
    assert (place.name, place.country) == ("Samarkand", "UZB")

"""Who is meant: offices, counterparts, ministers of several states, metonyms, demonyms, sides, pronouns, epithets."""

from __future__ import annotations

from datetime import date

import pytest
from test_extract_samples import event, read, who

from rapporteur.model import DateRange

MEETINGS = [  # body, country and office of all who meet
    (
        "Indian Defence Minister Arun Velar met his Chinese counterpart in Beijing on Tuesday.",
        {("IND", "Minister of Defence"), ("CHN", "Minister of Defence")},
    ),
    (
        "Indian Defence Minister Arun Velar met his counterparts from Russia, Iran and Belarus.",
        {(c, "Minister of Defence") for c in ("IND", "RUS", "IRN", "BLR")},
    ),
    (
        "The defence ministers of Russia, China and India met in Tashkent on Wednesday.",
        {(c, "Minister of Defence") for c in ("RUS", "CHN", "IND")},
    ),
    (
        "The Chinese and Indian foreign ministers met in Beijing on Monday.",
        {(c, "Minister of Foreign Affairs") for c in ("CHN", "IND")},
    ),
    (
        "French President Ada Venn met German Chancellor Bruno Lind in Paris on Monday.",
        {("FRA", "President"), ("DEU", "Chancellor")},
    ),
    (
        "U.S. Secretary of State Mark Denning met Turkish Foreign Minister Emre Aksoy in Ankara on Monday.",
        {("USA", "Minister of Foreign Affairs"), ("TUR", "Minister of Foreign Affairs")},
    ),
    (
        "Arun Velar, the Indian defence minister, met Emre Aksoy, Turkey's foreign minister, on Monday.",
        {("IND", "Minister of Defence"), ("TUR", "Minister of Foreign Affairs")},
    ),
]
STATES = [
    ("Moscow and Kyiv exchanged prisoners on Friday.", "RETREAT|COOPERATE|CONCEDE", {"RUS", "UKR"}),
    ("Tehran and Riyadh signed an agreement in Beijing on Monday.", "SUPPORT", {"IRN", "SAU"}),
    ("The Kremlin rejected the proposal.", "REJECT", {"RUS"}),
    ("The White House condemned the sanctions.", "ACCUSE", {"USA"}),
    ("Islamabad rejected the proposal.", "REJECT", {"PAK"}),
    ("The Indians and the Pakistanis held talks in Doha.", "CONSULT", {"IND", "PAK"}),
    ("South Africa and North Korea held talks in Pretoria.", "CONSULT", {"ZAF", "PRK"}),
    ("Niger and Nigeria held talks in Abuja on Monday.", "CONSULT", {"NER", "NGA"}),
    ("Turkey and the UK held talks in Ankara on Monday.", "CONSULT", {"TUR", "GBR"}),
    ("Israeli forces attacked Lebanon on Monday.", "ASSAULT", {"ISR"}),
    ("Hamas attacked Israel on Monday.", "ASSAULT", {"Hamas"}),
]


@pytest.mark.parametrize(("body", "expected"), MEETINGS)
def test_offices_and_countries_of_those_who_meet(body, expected):
    assert {(p.country, p.office) for p in event(body, "CONSULT").actors} == expected


@pytest.mark.parametrize(("body", "types", "expected"), STATES)
def test_states_and_groups_by_any_of_their_names(body, types, expected):
    found = [e for e in read(body).events if e.type in types.split("|")]
    assert any(who(e.actors) == expected for e in found), [(e.type, who(e.actors)) for e in read(body).events]


def test_guinea_and_guinea():
    body = "Guinea-Bissau and Equatorial Guinea held talks in Malabo on Monday."
    assert who(event(body, "CONSULT").actors) == {"GNB", "GNQ"}


def test_the_name_and_the_words_as_written_stand_side_by_side():
    (moscow, _) = event("Moscow and Kyiv held talks in Minsk on Friday.", "CONSULT").actors
    assert (moscow.name, moscow.as_written, moscow.kind) == ("Russia", "Moscow", "state")


@pytest.mark.parametrize("sides", ["The two sides", "Both sides", "The two countries", "They"])
def test_the_two_sides_are_those_of_the_sentence_before(sides):
    body = f"India and Pakistan held talks in Doha on Monday. {sides} signed an agreement on trade."
    assert who(event(body, "SUPPORT").actors) == {"IND", "PAK"}


def test_the_sides_of_nobody_are_nobody():
    assert read("The two sides signed an agreement on Monday.").events == ()


@pytest.mark.parametrize("again", ["He", "Orlov", "The Russian foreign minister", "Pavel Orlov"])
def test_a_person_is_known_again(again):
    body = f"Russian Foreign Minister Pavel Orlov visited Tehran on Monday. {again} met Iranian President Reza Kamali."
    meeting = next(e for e in read(body).events if e.mode != "visit")
    assert {(p.name, p.country, p.office) for p in meeting.actors} == {
        ("Pavel Orlov", "RUS", "Minister of Foreign Affairs"),
        ("Reza Kamali", "IRN", "President"),
    }


def test_it_is_the_state_before():
    body = "Iran attacked Israel on Monday. It also threatened Jordan."
    assert who(event(body, "THREATEN").actors) == {"IRN"}


@pytest.mark.parametrize(
    "body", ["The Zionist regime attacked Lebanon on Monday.", "The Zionist entity attacked Lebanon."]
)
def test_loaded_names_are_kept_as_written_and_labelled_neutrally(body):
    (actor,) = event(body, "ASSAULT").actors
    assert (actor.name, actor.country) == ("Israel", "ISR")
    assert "Zionist" in actor.as_written


def test_a_loaded_word_for_people_names_no_party():
    (actor,) = event("Terrorists attacked a police post in Pakistan on Monday.", "ASSAULT").actors
    assert actor.kind == "group"
    assert actor.country is None


def test_the_pages_office_wins_over_the_register():
    body = "Security Council Secretary Sergei Shoigu visited China on Monday. Shoigu met the foreign minister."
    on = DateRange(date(2021, 6, 14), date(2021, 6, 14), "stated")  # the register has another office for that day
    found = [p for e in read(body, on).events for p in e.actors if "Shoigu" in p.name]
    assert {p.office for p in found} == {"Secretary of the Security Council"}


def test_the_register_gives_the_office_of_the_day():
    body = "Sergei Shoigu visited Tehran on Monday."
    for day, office in (
        (date(2021, 6, 14), "Minister of Defence"),
        (date(2024, 6, 14), "Secretary of the Security Council"),
    ):
        found = read(body, DateRange(day, day, "stated")).events[0].actors[0]
        assert (found.country, found.office) == ("RUS", office)


def test_a_former_office_is_not_held():
    body = "Former Indian Defence Minister Arun Velar visited Beijing on Monday."
    found = read(body)
    assert "Minister of Defence" not in {p.office for e in found.events for p in e.actors}
    assert found.tenures == ()


def test_the_pages_offices_are_tenures_with_evidence():
    body = "Indian Defence Minister Arun Velar met his Chinese counterpart in Beijing on Tuesday."
    (tenure,) = read(body).tenures  # the counterpart is not named
    assert (tenure.person, tenure.office, tenure.country) == ("Arun Velar", "Minister of Defence", "IND")
    (evidence,) = tenure.evidence
    assert evidence.text == body[evidence.start : evidence.end]
    assert "Arun Velar" in evidence.text


def test_two_persons_of_one_surname_are_not_mixed():
    body = (
        "Indian Defence Minister Arun Velar met Indian Foreign Minister Dev Velar in Delhi on Monday.\n"
        "Velar then visited Beijing on Tuesday."
    )
    assert [p.name for e in read(body).events if e.mode == "visit" for p in e.actors if p.office] == []


def test_an_unknown_person_without_office_moves_no_state():
    assert read("Tom Baker met Ann Carpenter in Paris on Monday.").events == ()

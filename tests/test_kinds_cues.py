"""Cues with their idioms: what they must find, and what only sounds like it."""

from __future__ import annotations

import pytest
from test_extract_samples import event, events, gap, read

FOUND = [
    ("Inmates in Ecuador took 178 guards hostage in seven jails.", "ASSAULT", "abduct"),
    ("Kenyan rebels took the hostages into custody.", "COERCE", "arrest"),
    ("Gunmen opened up on a crowd in Nairobi on Monday.", "ASSAULT", "firearms"),
    ("Gunmen stormed a television studio in Guayaquil on Monday.", "ASSAULT", "firearms"),
    ("A man rammed his car into a bus stop in Tel Aviv on Tuesday.", "ASSAULT", None),
    ("A gun battle between Kenyan police and smugglers closed the port of Mombasa on Monday.", "ASSAULT", "firearms"),
    ("Railway workers in Kenya walked out on Friday in a dispute over pay.", "PROTEST", "strike"),
    ("Nurses in Kenya downed tools on Monday.", "PROTEST", "strike"),
    ("Uganda let two journalists out of prison on Monday.", "RETREAT", "release"),
    ("The rebels of Mali handed over twelve schoolgirls to the Red Cross on Monday.", "RETREAT", "release"),
    ("Kenyan troops withdrew from the valley during a ceasefire.", "RETREAT", "withdraw"),
    ("Serbia withdrew from a ceasefire with Kosovo on Monday.", "SANCTION", "withdraw"),
    ("Serbia put the agreement with Kosovo on hold on Monday.", "SANCTION", "discontinue"),
    ("The United States cut off $700 million in aid to Sudan on Monday.", "SANCTION", "discontinue"),
    ("Washington has pledged $300 million for Kenya.", "AGREE", None),
    ("The Kenyan president called the decision of Uganda unacceptable on Monday.", "REJECT", None),
    ("A Kenyan court issued an arrest warrant for the Ugandan general on Monday.", "ACCUSE", "allege"),
    ("Kenyan police turned back a convoy of trucks from Uganda on Monday.", "COERCE", "restrict"),
    ("Kenya pleaded with Uganda to free the teachers.", "REQUEST", "yield"),
    ("India evacuated its nationals from Sudan.", "AID", None),
]


@pytest.mark.parametrize(("body", "type", "mode"), FOUND)
def test_an_idiom_is_found(body, type, mode):
    found = event(body, type, "happened")
    assert mode is None or found.mode == mode


@pytest.mark.parametrize(
    ("body", "type"),
    [
        ("Inmates in Ecuador took 178 guards hostage in seven jails.", "COERCE"),
        ("Gunmen in Ecuador, armed with rifles, killed a mayor.", "AID"),
        ("The Kenyan minister pleaded not guilty.", "REQUEST"),
        ("The Ugandan minister pleaded guilty in Nairobi.", "REQUEST"),
        ("Kenya pleaded with Uganda to free the teachers.", "RETREAT"),
        ("Serbia withdrew from a ceasefire with Kosovo on Monday.", "RETREAT"),
        ("The Kenyan minister opened up on his childhood.", "ASSAULT"),
        ("Kenyan ministers walked out into the garden.", "PROTEST"),
        ("The Kenyan president called the film long.", "REJECT"),
    ],
)
def test_what_only_sounds_like_it_is_not(body, type):
    assert events(body, type) == []


@gap(reason="a cue cannot ask who its subject is: captives whom the police free were not theirs")
def test_police_rescue_hostages():
    assert [e.type for e in read("Police in Ecuador freed the hostages.").events] == ["AID"]


def test_those_who_hold_people_free_them():
    assert event("The gunmen freed two hostages in Mali.", "RETREAT").mode == "release"
    assert event("The Malian army freed 20 detainees.", "RETREAT").mode == "release"

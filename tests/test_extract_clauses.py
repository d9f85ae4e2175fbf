"""Who does what, where a clause leaves its doer to another clause: charges, asides, fellows, displaced subjects."""

from __future__ import annotations

import pytest
from test_extract_samples import DAY, event, events, read, told, who

CHARGES = [  # the reason of an arrest is no deed of the police, and only a charge
    "Police in Kenya arrested two men for bombing a bus.",
    "The Kenyan court jailed two men for bombing a train in 2016.",
    "Some 400 marchers had been arrested in Kenya for throwing petrol bombs.",
    "Uganda expelled two Kenyan diplomats for bombing a village.",
    "Two Kenyans were convicted in Uganda for attacking a barracks.",
    "Three Kenyans were held for attacking a bus in Uganda.",
    "India criticised China for attacking a boat.",
]


@pytest.mark.parametrize("body", CHARGES)
def test_what_people_are_punished_for_is_only_a_charge(body):
    assert [(told(e), who(e.actors)) for e in events(body, "ASSAULT")] == []


@pytest.mark.parametrize(
    ("body", "type", "actor"),
    [
        ("The Kenyan army apologised for shelling the camp.", "ASSAULT", "KEN"),
        ("Uganda thanked Kenya for attacking the rebels.", "ASSAULT", "KEN"),
        ("Kenya was praised by Uganda for attacking the rebels.", "ASSAULT", "KEN"),
    ],
)
def test_what_people_apologise_or_are_thanked_for_has_happened(body, type, actor):
    assert who(event(body, type, "happened").actors) == {actor}


def test_a_deed_that_somebody_is_tried_for_has_a_day_of_its_own():
    found = event("A Kenyan man was sentenced on Tuesday in Nairobi for the bombing of a train in 2016.", "ASSAULT")
    assert found.date.earliest is not None
    assert found.date.earliest.year == 2016
    assert event("The bombing of a train in Nairobi on Tuesday killed two.", "ASSAULT").date.earliest != DAY.earliest


@pytest.mark.parametrize(
    ("body", "type", "actor"),
    [
        ("Kenya ordered the expulsion of two diplomats of Uganda, accusing them of spying.", "ACCUSE", "KEN"),
        ("Kenya froze the assets of two Ugandan firms, accusing Kampala of theft.", "ACCUSE", "KEN"),
        ("Kenya signed a deal with Ugandan rebels, ending the war.", "RETREAT", "KEN"),
        ("Ugandan rebels, firing at random, attacked a village.", "ASSAULT", "UGA"),
    ],
)
def test_an_aside_is_of_whoever_acts(body, type, actor):
    assert {x for e in events(body, type, "happened") for x in who(e.actors)} == {actor}


@pytest.mark.parametrize(
    ("body", "actors", "recipients"),
    [
        ("Two Kenyan soldiers were detained by Uganda, together with two other soldiers from Chad.", "UGA", "KEN TCD"),
        ("The deputy was arrested by Kenyan police together with two other deputies.", "KEN", "two other deputies"),
        ("Two Kenyan soldiers were detained along with two soldiers from Chad in Goma.", "", "KEN TCD"),
    ],
)
def test_who_is_arrested_together_with_others_is_not_arrested_by_them(body, actors, recipients):
    found = event(body, "COERCE")
    assert who(found.actors) == set(actors.split())
    assert set(recipients.split() if recipients.isupper() else [recipients]) <= who(found.recipients)


def test_whoever_attacks_together_with_others_suffers_nothing():
    found = event("Rebels were attacked by Kenya together with Uganda.", "ASSAULT")
    assert "KEN" in who(found.actors)
    assert "UGA" not in who(found.recipients)


@pytest.mark.parametrize(
    ("body", "actor"),
    [
        ("Turkey offered to host talks, and Hungary, which trains the army, urged Sweden to reconsider.", "HUN"),
        ("Kenya offered to mediate, but Chad, which borders Sudan, urged Egypt to withdraw its troops.", "TCD"),
        ("Kenya offered aid to Chad, and Sudan, and urged Egypt to withdraw its troops.", "KEN"),
        ("Kenya offered aid to Chad and Sudan, which borders Egypt, and urged Egypt to withdraw its troops.", "KEN"),
    ],
)
def test_a_name_with_a_relative_clause_before_the_verb_is_its_subject(body, actor):
    assert who(event(body, "REQUEST").actors) == {actor}


@pytest.mark.parametrize(
    ("body", "type", "actor"),
    [
        ("Tens of thousands of Kenyans rallied in Nairobi on Monday.", "PROTEST", "KEN"),
        ("Hundreds of thousands of Kenyans rallied in Nairobi on Monday.", "PROTEST", "KEN"),
        ("A number of Kenyan soldiers attacked a village in Uganda.", "ASSAULT", "KEN"),
    ],
)
def test_behind_words_of_quantity_stand_those_who_act(body, type, actor):
    assert who(event(body, type).actors) == {actor}


def test_a_body_named_a_group_is_not_counted():
    assert "Group of Seven" in {p.name for e in read("The Group of Seven condemned Iran.").events for p in e.actors}

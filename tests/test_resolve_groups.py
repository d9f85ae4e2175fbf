"""Who is meant by common nouns: organs of a state, people of a country, those who act together, counterparts."""

from __future__ import annotations

import pytest
from test_extract_samples import event, read, who

HOME = [  # body, type, name and country of the actor
    ("Police in Minsk detained forty marchers on Sunday.", "COERCE", {("Police", "BLR")}),
    ("The army seized power in Gabon on Wednesday.", "COERCE", {("The army", "GAB")}),
    ("Prosecutors in Bogotá charged the minister Juan Ruiz with bribery.", "ACCUSE", {("Prosecutors", "COL")}),
    ("The electoral commission of Myanmar has rejected the allegation.", "REJECT", {("MMR", "MMR")}),
    ("The court in Tunis sentenced Ahmed Selmi to twelve years in prison.", "SANCTION", {("The court", "TUN")}),
]


@pytest.mark.parametrize(("body", "type", "expected"), HOME)
def test_courts_police_and_people_are_of_the_country_where_they_act(body, type, expected):
    found = {(p.country if p.kind == "state" else p.name, p.country) for p in event(body, type).actors}
    assert {country for _, country in found} == {country for _, country in expected}


def test_soldiers_are_not_of_the_country_where_they_act():
    (actor,) = event("Soldiers killed six villagers near Gao in Mali on Monday.", "ASSAULT").actors
    assert actor.country is None


def test_several_of_several_countries_are_told_apart():
    invited = event("Moldova has invited observers from Romania and Poland to the drill.", "AGREE")
    assert {(p.name, p.country) for p in invited.recipients} == {
        ("observers of Romania", "ROU"),
        ("observers of Poland", "POL"),
    }


@pytest.mark.parametrize(
    "who_met", ["his Tanzanian counterpart Asha Juma", "her counterpart from Tanzania, Asha Juma,"]
)
def test_a_counterpart_by_name_holds_the_same_office(who_met):
    body = f"Kenyan Foreign Minister Peter Okello met {who_met} in Oslo on Monday."
    assert ("Asha Juma", "TZA", "Minister of Foreign Affairs") in {
        (p.name, p.country, p.office) for p in event(body, "CONSULT").actors
    }


def test_they_are_those_who_were_the_subject_before():
    body = "Kenya and Uganda closed the crossing on Monday. They thanked Norway for its help."
    assert who(event(body, "SUPPORT").actors) == {"KEN", "UGA"}


def test_the_ministry_is_that_of_the_only_state_of_the_page():
    body = "Chad will hold talks with the rebels. The defence ministry rejected the report on Sunday."
    (actor,) = event(body, "REJECT").actors
    assert (actor.name, actor.country) == ("Ministry of Defence of Chad", "TCD")


def test_the_ministry_of_one_of_two_states_is_neither():
    body = "Russia shelled a town in Ukraine on Friday. The defence ministry rejected the report."
    assert all(p.country is None for e in read(body).events if e.type == "REJECT" for p in e.actors)


def test_who_made_the_offer_is_the_one_refused():
    body = "The union of teachers rejected the offer of the government of Peru on Monday."
    assert who(event(body, "REJECT").recipients) == {"PER"}


def test_the_dead_of_an_attack_are_not_blamed_for_it():
    body = "Kenya condemned the killing of Somali soldiers on Monday."
    assert "SOM" not in who(event(body, "ACCUSE").recipients)


def test_in_a_place_named_by_a_people():
    body = "Protests against the new law were held in a dozen Georgian towns on Sunday evening."
    assert event(body, "PROTEST").place.country == "GEO"


def test_he_who_tells_another_means_himself():
    body = (
        "Kenyan Defence Minister Peter Okello spoke by telephone with Ugandan Defence Minister John Mugisha. "
        "Okello told Mugisha that he rejected any delay."
    )
    assert [p.name for p in event(body, "REJECT").actors] == ["Peter Okello"]


def test_an_article_before_a_code_is_no_part_of_it():
    body = "Australia was worried. A US delegation is to visit Honiara on Monday."
    assert who(event(body, "AGREE").actors) == {"USA"}


def test_who_is_charged_stands_where_nobody_is_named_who_charges():
    found = event("Opposition leader Amos Kito was charged with treason on Thursday.", "ACCUSE")
    assert (found.actors, [p.name for p in found.recipients]) == ((), ["Amos Kito"])


BACK = [  # body, type, countries or names of the actors
    ("Nepal criticised India on Monday. Opposition parties demanded new elections.", "REQUEST", {"Opposition parties"}),
    ("Negotiator Marta Ruiz met Commander Rigo. Three ministers resigned.", "RETREAT", {"Three ministers"}),
    ("China announced that its president will visit Kathmandu next week. Nepal was glad.", "AGREE", {"CHN"}),
    ("Malta's president telephoned his Syrian counterpart on Sunday.", "CONSULT", {"MLT", "SYR"}),
    ("The authorities in Chad arrested 20 people on Monday.", "COERCE", {"TCD"}),
    ("Hamas executed a tailor on Monday.", "ASSAULT", {"Hamas"}),
]


@pytest.mark.parametrize(("body", "type", "expected"), BACK)
def test_who_is_meant_by_what_points_back(body, type, expected):
    found = [e for e in read(body).events if e.type == type]
    assert [who(e.actors) for e in found] in ([expected], []), found
    assert found or type == "RETREAT"


def test_nobody_decides_in_it_was_decided():
    body = "Kyrgyzstan and Tajikistan clashed on Monday. It was decided to withdraw forces from the border."
    assert all(not c.by for c in read(body).commitments)


def test_a_rank_beside_an_office_is_not_the_office():
    found = read("Ugandan Defence Minister General Paul Okot visited Nairobi on Friday.").tenures
    assert [(t.person, t.office) for t in found] == [("Paul Okot", "Minister of Defence")]


def test_both_sides_are_those_who_talked():
    body = "The army and the rebels held talks in Algiers. Mali was glad. Both sides released prisoners on Monday."
    assert {p.as_written for p in event(body, "RETREAT").actors} == {"Both sides"}


OFFICES = [  # body; person, office and country
    (
        "Asha Juma, who is Tanzania's foreign minister, met the envoys.",
        "Asha Juma",
        "Minister of Foreign Affairs",
        "TZA",
    ),
    (
        "Paraguay was represented by Foreign Minister Rosa Benitez. Brazil was absent.",
        "Rosa Benitez",
        "Minister of Foreign Affairs",
        "PRY",
    ),
    ("Paraguay stayed away. Brazil sent its defence minister, Joao Prado.", "Joao Prado", "Minister of Defence", "BRA"),
    (
        "The talks were led by Foreign Ministers Asha Juma (Tanzania) and Peter Okello (Kenya).",
        "Peter Okello",
        "Minister of Foreign Affairs",
        "KEN",
    ),
    (
        "The Togolese side was led by Defence Minister Koffi Adjo, the Ghanaian side by an envoy.",
        "Koffi Adjo",
        "Minister of Defence",
        "TGO",
    ),
    (
        "Togo rejected the claim. Its foreign minister, Koffi Adjo, said the line was fair. Ghana did not answer.",
        "Koffi Adjo",
        "Minister of Foreign Affairs",
        "TGO",
    ),
    (
        "Interior Minister Luis Mora of Ecuador and his Peruvian colleague Ana Rios signed the pact.",
        "Ana Rios",
        "Minister of the Interior",
        "PER",
    ),
]


@pytest.mark.parametrize(("body", "person", "office", "country"), OFFICES)
def test_an_office_takes_its_country_from_what_stands_around(body, person, office, country):
    assert (person, office, country) in {(t.person, t.office, t.country) for t in read(body).tenures}


def test_who_arrives_somewhere_is_not_of_that_country():
    body = "Kenya and Chad disagree. Foreign Minister Asha Juma arrived in Chad on Monday. Kenya hopes for a deal."
    assert {t.country for t in read(body).tenures} == {None}


def test_a_guest_is_not_of_the_country_that_he_visits():
    body = (
        "Foreign Minister Asha Juma said on Monday that Kenya and Russia shared concerns. Juma was visiting Russia. "
        "Russia will train officers, Juma said in Moscow. Kenya was glad."
    )
    assert {t.country for t in read(body).tenures} <= {None, "KEN"}


def test_what_is_opened_takes_no_part():
    body = "Uzbekistan and Tajikistan agreed on Monday to open a consulate in Khujand."
    assert who(event(body, "AGREE").actors) == {"UZB", "TJK"}


def test_it_is_what_was_just_set_up():
    body = "Malawi's army was on alert. The two countries had set up a joint commission, but it met only once in June."
    assert all("Armed" not in p.name for e in read(body).events for p in e.actors if e.type == "CONSULT")


def test_nobody_accuses_himself():
    body = "Pakistani Foreign Minister Arif Salim said in Lahore on Monday that Pakistan was blamed for the failure."
    for e in read(body).events:
        assert not {p.id for p in e.actors} & {p.id for p in e.recipients}
    body = "Pakistan repeated on Monday that it was blamed for the failure of others."
    assert [e for e in read(body).events if e.type == "ACCUSE" and who(e.actors) == {"PAK"}] == []


def test_a_cue_that_fits_is_not_talked_over():
    body = "Russia criticised Japan on Monday, calling on the Taliban to join the talks."
    assert [who(e.recipients) for e in read(body).events if e.type == "ACCUSE"] == [{"JPN"}]


def test_the_words_of_a_tenure_give_its_country():
    body = "Togo rejected the claim. Its foreign minister, Koffi Adjo, said the line was fair."
    (tenure,) = read(body).tenures
    assert tenure.country == "TGO"
    assert "Togo" in tenure.evidence[0].text


def test_a_country_that_no_words_give_is_told_in_why_and_in_no_tenure():
    body = "Ghana is worried. Foreign Minister Ama Owusu condemned the rebels on Monday. Ghana will not yield."
    assert [t.country for t in read(body).tenures] == [None]
    found = event(body, "ACCUSE")
    assert {p.country for p in found.actors} == {"GHA"}
    assert "Ama Owusu: of the only state that the page speaks of" in found.why

"""Who did what to whom, over the grammar in which pages tell it."""

from __future__ import annotations

import pytest
from test_extract_samples import event, events, read, told, who

TOLD = [
    # plain
    ("India and China held talks in Geneva on Tuesday.", "CONSULT", "IND CHN", ""),
    ("Iran attacked Israel on Monday.", "ASSAULT", "IRN", "ISR"),
    ("Israeli aircraft bombed targets in Syria on Monday.", "ASSAULT", "ISR", ""),
    ("Israeli warplanes bombed Damascus on Monday.", "ASSAULT", "ISR", "SYR"),
    ("North Korea fired two missiles into the sea on Thursday.", "MOBILIZE", "PRK", ""),
    ("Japan provided food aid to Afghanistan on Monday.", "AID", "JPN", "AFG"),
    ("Russia deployed troops to Belarus on Monday.", "MOBILIZE", "RUS", ""),
    ("The United States imposed sanctions on Iran on Monday.", "SANCTION", "USA", "IRN"),
    ("Canada expelled three Indian diplomats on Monday.", "SANCTION", "CAN", "IND"),
    ("Japan lifted sanctions on Russia on Monday.", "RETREAT", "JPN", "RUS"),
    ("Egypt called on Israel to halt the operation.", "REQUEST", "EGY", "ISR"),
    ("Pakistan urged India to hold talks on the border.", "REQUEST", "PAK", "IND"),
    ("Iran threatened to close the Strait of Hormuz.", "THREATEN", "IRN", ""),
    ("Russia and China signed an agreement on Monday.", "SUPPORT", "RUS CHN", ""),
    ("The United States and South Korea began a joint military exercise on Monday.", "COOPERATE", "USA KOR", ""),
    ("India rejected the proposal on Monday.", "REJECT", "IND", ""),
    ("India and Pakistan agreed to reopen the border crossing.", "AGREE|CONCEDE|RETREAT", "IND PAK", ""),
    ("Thousands of people protested outside the Russian embassy in Prague on Saturday.", "PROTEST", "", ""),
    # passive
    ("Israel was attacked by Iran on Monday.", "ASSAULT", "IRN", "ISR"),
    ("Sanctions were imposed on Iran by the United States on Monday.", "SANCTION", "USA", "IRN"),
    ("Talks were held between India and China in Geneva on Tuesday.", "CONSULT", "IND CHN", ""),
    # relative clauses
    ("Russia, which attacked Ukraine in 2022, rejected the proposal.", "ASSAULT", "RUS", "UKR"),
    ("Russia, which attacked Ukraine in 2022, rejected the proposal.", "REJECT", "RUS", ""),
    # coordination
    ("Iran attacked Israel and threatened Jordan on Monday.", "ASSAULT", "IRN", "ISR"),
    ("Iran attacked Israel and threatened Jordan on Monday.", "THREATEN", "IRN", "JOR"),
    ("Russia and China signed an agreement and India rejected it.", "REJECT", "IND", ""),
    ("Russia and China signed an agreement and India rejected it.", "SUPPORT", "RUS CHN", ""),
    # nouns and light verbs
    ("The Russian attack on Ukraine continued on Monday.", "ASSAULT", "RUS", "UKR"),
    ("Iran carried out an attack on Israel on Monday.", "ASSAULT", "IRN", "ISR"),
    ("Pakistan launched air strikes against Afghanistan on Monday.", "ASSAULT", "PAK", "AFG"),
    ("Turkey and Greece held consultations in Ankara on Monday.", "CONSULT", "TUR GRC", ""),
    # how many of them there were
    ("Thousands of Georgians rallied in Tbilisi on Monday.", "PROTEST", "GEO", ""),
    ("Dozens of Kenyan farmers marched through Nairobi on Monday.", "PROTEST", "KEN", ""),
    ("Hundreds of Peruvian teachers gathered in Lima to protest against the law.", "PROTEST", "PER", ""),
    ("Residents of Yerevan formed a human chain in Yerevan on Monday.", "PROTEST", "", ""),
    ("Dozens of Palestinian activists were detained by Israel on Monday.", "COERCE", "ISR", "PSE"),
    ("The journalist was detained by a special unit of the Kenyan police on Monday.", "COERCE", "KEN", ""),
    # at a table that another laid
    ("Qatar hosted talks in Doha, attended by envoys from Chad and Sudan.", "CONSULT", "TCD SDN", "QAT"),
    ("Norway hosted talks in Oslo that brought together Colombia and Venezuela.", "CONSULT", "COL VEN", "NOR"),
    ("Oman hosted a meeting which Iran and Iraq attended.", "CONSULT", "IRN IRQ", "OMN"),
    ("The Serbian president, who was on a visit to Kenya, praised the police.", "CONSULT", "SRB", "KEN"),
    # relations
    ("Niger recalled its ambassador from Paris, and Mali recalled its own in December.", "SANCTION", "MLI", ""),
    ("Kenya has stayed away since Malawi severed relations with Zambia in May.", "SANCTION", "MWI", "ZMB"),
    ("Ecuador gave the Cuban ambassador 48 hours to leave the country.", "SANCTION", "ECU", "CUB"),
    ("Belgium ordered two Russian diplomats to leave the country.", "SANCTION", "BEL", "RUS"),
    ("Malawi suspended an agreement with Zambia on Monday.", "SANCTION", "MWI", "ZMB"),
    ("Bahrain and Egypt boycotted Qatar.", "SANCTION", "BHR EGY", "QAT"),
    ("Soldiers from Mali overthrew the elected president of Niger in July.", "COERCE", "", "NER"),
    # refusing
    ("Bolivia refused the offer on Monday.", "REJECT", "BOL", ""),
    ("Pakistan declined to attend the meeting with India.", "REJECT", "PAK", ""),
    ("Ghana refused to recognise the government of Togo.", "REJECT", "GHA", "TGO"),
    ("Russia boycotted hearings at the court in The Hague.", "REJECT", "RUS", ""),
    ("Seoul ruled out talks with Pyongyang.", "REJECT", "KOR", ""),
    # accusing
    ("Kyrgyzstan protested against the violation of its airspace.", "ACCUSE", "KGZ", ""),
    ("Iran said Pakistani troops had fired first.", "ACCUSE", "IRN", "PAK"),
    ("Armenia accused Azerbaijan of attacking its villages.", "ACCUSE", "ARM", "AZE"),
    ("NATO condemned Russia's attack on Ukraine.", "ACCUSE", "North Atlantic Treaty Organization", ""),
]


@pytest.mark.parametrize(("body", "type", "actors", "recipients"), TOLD)
def test_who_did_what_to_whom(body, type, actors, recipients):
    wanted = {actors} if " Treaty " in actors else set(actors.split())
    found = [e for t in type.split("|") for e in events(body, t, "happened")]
    seen = [(*told(e), who(e.actors), who(e.recipients)) for e in read(body).events]
    assert found, f"{seen}: {body}"
    assert any(
        wanted == (who(e.actors) if wanted else set()) and set(recipients.split()) <= who(e.recipients) for e in found
    ), f"{seen}: {body}"


def test_a_visitor_acts_and_the_host_receives():
    found = event("Pakistani Prime Minister Ada Venn paid a visit to China on Monday.", "CONSULT")
    assert (found.mode, who(found.actors), who(found.recipients)) == ("visit", {"PAK"}, {"CHN"})


def test_a_meeting_of_many_is_one_event():
    found = events("The defence ministers of Russia, China and India met in Tashkent on Wednesday.", "CONSULT")
    assert [who(e.actors) for e in found] == [{"RUS", "CHN", "IND"}]
    assert found[0].recipients == ()


def test_blow_and_counterblow_are_two_events():
    found = events("Iran attacked Israel on 3 May, and Israel attacked Iran on 6 May.", "ASSAULT")
    assert {(*who(e.actors), *who(e.recipients)) for e in found} == {("IRN", "ISR"), ("ISR", "IRN")}


def test_sanctions_that_are_imposed_are_not_discontinued():
    found = event("The United States imposed sanctions on Iran on Monday.", "SANCTION")
    assert found.mode != "discontinue"


@pytest.mark.parametrize(
    ("body", "never"),
    [
        ("Armenia accused Azerbaijan of attacking its villages.", "ASSAULT"),
        ("Armenian officials said Azerbaijan had attacked villages in the south.", "ASSAULT"),
        ("Armenia alleged that Azerbaijan had shelled its villages.", "ASSAULT"),
        ("Russia and Ukraine accused each other of breaking the ceasefire.", "ASSAULT"),
        ("Iran called on Israel to halt its attacks.", "RETREAT"),
    ],
)
def test_an_allegation_is_not_the_deed(body, never):
    assert [(told(e), who(e.actors)) for e in events(body, never, "happened")] == []


@pytest.mark.parametrize(
    ("body", "never"),
    [
        ("A Pakistani official, who declined to be named, spoke with reporters.", "REJECT"),
        ("A spokesman for India declined to comment on the report.", "REJECT"),
        ("Brazil's president called it a victory for diplomacy.", "REQUEST"),
        ("Washington has not ruled out sanctions on Iran.", "REJECT"),
        ("Doctors in Kenya ruled out poisoning.", "REJECT"),
        ("Congo attacked rebels hosted by Rwanda.", "CONSULT"),
        ("Turkey was ready to start drilling off Cyprus.", "AGREE"),
        ("Thousands of pilgrims visited Saudi Arabia in June.", "CONSULT"),
        ("The Serbian president was on a diet in May.", "CONSULT"),
        ("Units of the Mongolian and Indian armies trained together at Umroi.", "AID"),
        ("Malawi suspended a planned visit to Zambia on Monday.", "SANCTION"),
        ("Bahrain and Egypt boycotted Qatar.", "PROTEST"),
        ("Kyrgyzstan protested against the violation of its airspace.", "PROTEST"),
        ("Opposition parties boycotted the vote in Bangladesh.", "SANCTION"),
        ("Belgium ordered two Russian diplomats to leave the country.", "REQUEST"),
    ],
)
def test_an_idiom_is_not_what_its_words_say(body, never):
    assert [(told(e), e.why[0]) for e in events(body, never)] == []


def test_a_group_with_a_number_in_its_name_is_no_count():
    assert who(event("The Group of Seven condemned Iran on Monday.", "ACCUSE").actors) == {"Group of Seven"}


@pytest.mark.parametrize(
    ("body", "type"),
    [
        ("Iran seized 40 trucks from Iraqi traders on Monday.", "COERCE"),
        ("Kenya shares intelligence with Uganda.", "COOPERATE"),
        ("The United States imposed penalties on Iran on Monday.", "SANCTION"),
        ("Germany awarded a medal to the Ukrainian president on Monday.", "SUPPORT"),
        ("Russia attacked stocks of weapons in Ukraine on Monday.", "ASSAULT"),
        ("Mali expelled a French general who runs the mission.", "SANCTION"),
    ],
)
def test_a_word_that_other_fields_share_keeps_an_event(body, type):
    assert event(body, type)


@pytest.mark.parametrize(
    ("body", "actor"),
    [
        ("Armenian officials said Azerbaijan had attacked villages in the south.", "ARM"),
        ("Armenia alleged that Azerbaijan had shelled its villages.", "ARM"),
    ],
)
def test_an_allegation_is_an_accusation_by_the_speaker(body, actor):
    found = event(body, "ACCUSE")
    assert who(found.actors) == {actor}
    assert who(found.recipients) == {"AZE"}


def test_condemning_an_attack_is_an_accusation():
    assert who(event("China condemned the attack on the embassy in Kabul.", "ACCUSE").actors) == {"CHN"}


@pytest.mark.parametrize("verb", ["condemned", "investigated", "discussed", "welcomed", "supported", "criticised"])
def test_who_speaks_of_an_attack_has_not_made_it(verb):
    found = events(f"Iraq {verb} the attack on the embassy in Kabul.", "ASSAULT")
    assert [who(e.actors) for e in found if "IRQ" in who(e.actors)] == []


@pytest.mark.parametrize(
    "body",
    [
        "India attacked the Pakistan bowling and scored 300 runs at Lahore.",
        "Russia beat Spain on penalties in the World Cup quarter-final in Moscow on Sunday.",
        "Brazil met Germany in the semi-final, and the striker attacked from the left.",
        "Japan and South Korea will meet in the group stage of the World Cup.",
        "Shares in Israel fell on Monday as traders fled from banks.",
        "The Iranian film won a prize at the film festival in Berlin, where critics had attacked it.",
        "A storm hit Japan on Monday, with 200 millimetres of rain.",
    ],
)
def test_other_fields_give_nothing(body):
    found = read(body)
    assert [told(e) for e in found.events] == []
    assert found.commitments == ()


def test_plain_description_gives_nothing():
    body = "The river is long and the water is cold.\nMany people live in the valley, and some keep sheep."
    assert read(body).claims == ()


def test_evidence_is_the_sentence_and_stands_in_the_body():
    body = "The ministers are in Doha. Iran attacked Israel on Monday. Nobody was hurt."
    (evidence,) = event(body, "ASSAULT").evidence
    assert evidence.text == "Iran attacked Israel on Monday." == body[evidence.start : evidence.end]
    assert evidence.document == "page"


def test_two_bare_states_in_strange_company():
    assert event("The river is long. Iran attacked Israel on Monday. It was cold.", "ASSAULT")


def test_what_was_not_recorded_is_refused_with_a_reason():
    found = read("India attacked the Pakistan bowling and scored 300 runs at Lahore.")
    assert [r.stage for r in found.refusals] == ["resolve"]
    assert "sport" in found.refusals[0].reason

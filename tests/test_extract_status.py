"""Planned, happened, denied, only supposed, cancelled: none is taken for another."""

from __future__ import annotations

import pytest
from test_extract_samples import event, events, read, told, who

STATUS = [
    ("India and China held talks in Geneva on Tuesday.", "CONSULT", "happened"),
    ("India and China have held talks in Geneva.", "CONSULT", "happened"),
    ("India and China will hold talks in Geneva next week.", "AGREE", "planned"),
    ("India and China are to hold talks in Geneva next week.", "AGREE", "planned"),
    ("India and China plan to hold talks in Geneva next week.", "AGREE", "planned"),
    ("India and China agreed to hold talks in Geneva next week.", "AGREE", "planned"),
    ("Iran plans to hold a naval exercise with Russia next month.", "AGREE", "planned"),
    ("India and China are holding talks in Geneva.", "CONSULT", "ongoing"),
    ("India did not attack Pakistan.", "ASSAULT", "denied"),
    ("India has not attacked Pakistan.", "ASSAULT", "denied"),
    ("India denied that it had attacked Pakistan.", "ASSAULT", "denied"),
    ("India may attack Pakistan in the spring.", "ASSAULT", "hypothetical"),
    ("India could attack Pakistan in the spring.", "ASSAULT", "hypothetical"),
    ("The summit between Japan and China was cancelled.", "CONSULT", "cancelled"),
    ("Japan and China cancelled the talks.", "CONSULT", "cancelled"),
    # what is to be done, in the passive and behind "due" and "set", against what has been or is being done
    ("Talks between India and China are to be held in Geneva.", "AGREE", "planned"),
    ("A joint exercise of India and China is to be staged in August.", "AGREE", "planned"),
    ("The Indian prime minister is due to meet the Chinese president on Sunday.", "AGREE", "planned"),
    ("The Indian president, due to visit China on Sunday, met the premier of Nepal.", "AGREE", "planned"),
    ("Talks between India and China are set to begin in Geneva on Sunday.", "AGREE", "planned"),
    ("Talks between India and China are due in Geneva on Friday.", "AGREE", "planned"),
    ("The visit of the Indian president to China is due on Friday.", "AGREE", "planned"),
    ("Talks between India and China are said to have been held in Geneva.", "CONSULT", "happened"),
    ("The talks between India and China are due to conclude on Sunday.", "CONSULT", "happened"),
    ("The exercise of India and China is set to end on Sunday.", "COOPERATE", "happened"),
    ("The delay was due to talks between India and China in Geneva.", "CONSULT", "happened"),
    ("The flight was late due to an attack by India on China.", "ASSAULT", "happened"),
    # what a noun alleges, denied and borne out
    ("India rejected claims that it had shelled a village in Pakistan.", "ASSAULT", "denied"),
    ("India disputed the allegation that its troops had attacked Pakistan.", "ASSAULT", "denied"),
    ("India rejected accusations by Pakistan that it had attacked a village.", "ASSAULT", "denied"),
    ("Claims that India had attacked Pakistan were denied by the government in Delhi.", "ASSAULT", "denied"),
    ("India rejected reports that it would hold talks with Pakistan.", "CONSULT", "denied"),
    ("India confirmed reports that its navy had seized a boat from Pakistan.", "COERCE", "happened"),
    ("India published evidence that Pakistan had attacked Nepal.", "ASSAULT", "happened"),
    ("There is no doubt that India attacked Pakistan.", "ASSAULT", "happened"),
    ("Iran confirmed its readiness to trade while addressing a meeting with Iraq in Doha.", "CONSULT", "happened"),
    ("The Indian army announced in a report that it had attacked Pakistan.", "ASSAULT", "happened"),
    # a finite clause is no infinitive
    ("India confirmed that it had attacked Pakistan.", "ASSAULT", "happened"),
    ("India demanded an apology because Pakistan had attacked Nepal.", "ASSAULT", "happened"),
    # beside what is ordered, planned or refused
    ("India ordered the Pakistani ambassador to leave, accusing Pakistan of spying.", "ACCUSE", "happened"),
    ("India plans to leave the bloc, accusing Pakistan of spying.", "ACCUSE", "happened"),
    ("India ordered its ambassador home, closing the border with Pakistan.", "COERCE", "happened"),
    # a subjunctive and a wish against what is told as done
    ("The Kenyan lawyer insisted that he was beaten by Ugandan police.", "ACCUSE", "happened"),
    ("Kenya left before Uganda attacked Sudan.", "ASSAULT", "happened"),
    ("Kenya held talks with Chad after Uganda attacked Sudan.", "ASSAULT", "happened"),
    ("The Ugandan soldiers who attacked Kenya were jailed.", "ASSAULT", "happened"),
    ("Pakistan accused India of harbouring militants, a charge that India rejects.", "REJECT", "happened"),
    ("Chad accuses Sudan of sending soldiers across the border, which Sudan denies.", "REJECT", "happened"),
    ("Kenya wants to attack Sudan.", "ASSAULT", "planned"),
    ("The Ugandan army set out to take the town of Goma.", "COERCE", "planned"),
    ("Kenyan rebels set fire to a village in Uganda.", "ASSAULT", "happened"),
    ("Kenyan troops hit a post, setting vehicles on fire and wounding two soldiers.", "ASSAULT", "happened"),
    ("Kenya called an emergency meeting with Uganda for Monday.", "AGREE", "planned"),
    ("Kenyan teachers called a strike for Monday.", "PROTEST", "planned"),
    ("Kenyan workers called a strike and stayed home on Monday.", "PROTEST", "happened"),
    ("Kenya and Uganda reached a consensus on a visit by the envoy to Chad.", "AGREE", "planned"),
    ("Not a single civilian was killed by the Kenyan army.", "ASSAULT", "denied"),
    ("Kenya killed no fewer than ten Ugandan soldiers.", "ASSAULT", "happened"),
    # planned acts that can be seen done
    ("India and China are to sign a protocol on fishing in Geneva.", "AGREE", "planned"),
    ("The Indian president is expected to receive the Chinese minister in Delhi on 27 June.", "AGREE", "planned"),
]


@pytest.mark.parametrize(("body", "type", "status"), STATUS)
def test_status(body, type, status):
    assert event(body, type, status)


@pytest.mark.parametrize(
    ("body", "type"),
    [
        ("India will attack Pakistan.", "ASSAULT"),
        ("India did not attack Pakistan.", "ASSAULT"),
        ("India denied that it had attacked Pakistan.", "ASSAULT"),
        ("India denied attacking Pakistan.", "ASSAULT"),
        ("India denied an attack on Pakistan.", "ASSAULT"),
        ("If India attacks Pakistan, China will respond.", "ASSAULT"),
        ("India threatened to attack Pakistan.", "ASSAULT"),
        ("India was accused of attacking Pakistan.", "ASSAULT"),
        ("India is ready to hold talks with Pakistan.", "CONSULT"),
        ("India denied any attack on Pakistan.", "ASSAULT"),
        ("India refused to hold talks with Pakistan.", "CONSULT"),
        ("India and Pakistan failed to hold talks.", "CONSULT"),
        ("India proposed talks with Pakistan.", "CONSULT"),
        ("India cancelled a planned visit to Pakistan.", "CONSULT"),
        ("India postponed the exercise with Pakistan.", "COOPERATE"),
        ("India called for a ceasefire between Russia and Ukraine.", "AGREE"),
        ("India never imposed sanctions on Russia.", "SANCTION"),
        ("India rejected accusations of attacking Pakistan.", "ASSAULT"),
        ("India dismissed reports of an attack on Pakistan.", "ASSAULT"),
        ("There were reports that India had attacked Pakistan.", "ASSAULT"),
        ("India did not deny reports that its army had attacked Pakistan.", "ASSAULT"),
        ("India declined to confirm reports that its army had attacked Pakistan.", "ASSAULT"),
        ("India rejected accusations that it had not consulted Pakistan.", "CONSULT"),
        ("There is no evidence that India attacked Pakistan.", "ASSAULT"),
        ("The rumour that India had attacked Pakistan spread in the capital.", "ASSAULT"),
        ("Four Indians were jailed on charges of attacking Pakistan.", "ASSAULT"),
        ("India accused Pakistani border guards of opening fire on a village.", "ASSAULT"),
        ("India is to blame for attacking Pakistan.", "ASSAULT"),
        ("“We will punish those who attack India,” the Indian president said.", "ASSAULT"),
        ("“Those who kill our soldiers will pay,” the Indian president said.", "ASSAULT"),
        ("India ordered its troops to attack Pakistan, killing ten.", "ASSAULT"),
        ("If India leaves the bloc, accusing Pakistan of theft, the bloc will fail.", "ACCUSE"),
        ("Germany demanded that the protesters be freed by Belarus.", "RETREAT"),
        ("The lawyer insisted that the prisoner be freed by Belarus.", "RETREAT"),
        ("Kenya insisted that the Ugandan army leave Goma.", "RETREAT"),
        ("Belarus ordered that rebels who surrender be given amnesty.", "RETREAT"),
        ("Kenya warned that it would jail soldiers who attack civilians in Uganda.", "ASSAULT"),
        ("The Taliban refused to negotiate before all detainees are freed by Kabul.", "RETREAT"),
        ("Kenya will hold talks with Chad once Uganda has attacked Sudan.", "ASSAULT"),
        ("Poland wants the EU to impose sanctions on Belarus.", "SANCTION"),
        ("India expects Pakistan to attack China.", "ASSAULT"),
        ("Kenya killed no Ugandan soldiers.", "ASSAULT"),
        ("Kenya held no talks with Uganda.", "CONSULT"),
        ("Kenya begged Uganda to release the teachers.", "RETREAT"),
    ],
)
def test_what_is_not_said_to_have_happened_has_not(body, type):
    assert [(told(e), who(e.actors)) for e in events(body, type, "happened")] == []


@pytest.mark.parametrize("body", ["Nobody attacked Israel.", "No Iranian soldier attacked Israel."])
def test_what_nobody_did_has_not_happened(body):
    assert events(body, "ASSAULT", "happened") == []


def test_what_was_not_said_is_no_statement():
    assert read("Russia did not say whether it had attacked Ukraine.").statements == ()


@pytest.mark.parametrize(
    "body",
    [
        "Japan cancelled a planned visit to China.",
        "Japan cancelled its visit to China.",
    ],
)
def test_what_was_planned_and_cancelled_is_cancelled(body):
    assert "planned" not in {e.status for e in read(body).events}
    assert "cancelled" in {e.status for e in read(body).events}


def test_both_halves_of_a_sentence_keep_their_own_status():
    body = "Iran attacked Israel on Monday and will hold talks with Iraq next week."
    assert event(body, "ASSAULT", "happened")
    assert event(body, "AGREE", "planned")


def test_a_planned_act_is_an_agreement_and_a_commitment():
    found = read("India and China will hold talks in Geneva next week.")
    assert [told(e) for e in found.events] == [("AGREE", "planned")]
    assert "planned" in " ".join(found.events[0].why)
    (commitment,) = found.commitments
    assert (who(commitment.by), commitment.action) == ({"IND", "CHN"}, "meeting")


@pytest.mark.parametrize(
    "body",
    [
        "“Those who attacked Turkey on Monday came from Syria,” the president of Turkey said.",
        "The president said those who had attacked Turkey on Monday came from Syria.",
    ],
)
def test_those_who_have_done_it_did_it(body):
    assert event(body, "ASSAULT", "happened")


@pytest.mark.parametrize(
    ("body", "type"),
    [
        ("India rejected suggestions that it should hold talks with Pakistan.", "CONSULT"),
        ("India urged Pakistan not to attack China.", "ASSAULT"),
        ("India agreed not to attack Pakistan.", "ASSAULT"),
        ("The Indian president said he would stay if Pakistan did not attack China.", "ASSAULT"),
    ],
)
def test_what_is_only_wished_or_supposed_is_not_denied(body, type):
    assert events(body, type) == []


THREATS = [
    ("Chisanga said that if no answer came by Friday, Zambia would close the crossing with Malawi.", "restrict"),
    ("The Zambian president said Zambia would expel Malawi’s ambassador unless Malawi apologised.", "expel"),
    ("If Malawi does not answer, Zambia will impose sanctions on Malawi, the Zambian minister said.", "restrict"),
    ("Zambia would attack Malawi if Malawi closed the border, the Zambian president said.", "violence"),
]


@pytest.mark.parametrize(("body", "mode"), THREATS)
def test_a_deed_under_a_condition_is_a_threat_by_whoever_would_do_it(body, mode):
    threat = event(body, "THREATEN", "happened")
    assert (who(threat.actors), who(threat.recipients), threat.mode) == ({"ZMB"}, {"MWI"}, mode)
    assert {e.type for e in read(body).events} == {"THREATEN"}


@pytest.mark.parametrize(
    "body",
    [
        "Zambia would hold talks with Malawi if the drivers were released, the Zambian president said.",
        "Zambia will not attack Malawi even if the drivers are held, the Zambian president said.",
        "The foreign minister of Malawi said that Zambia would close the border if Malawi did not pay.",
    ],
)
def test_not_every_condition_is_a_threat(body):
    assert events(body, "THREATEN") == []


@pytest.mark.parametrize(
    ("body", "accusation"),
    [
        ("The Zambian president said Malawi had attacked Zambian troops.", True),
        ("The Zambian president said Malawi would attack Zambia.", True),
        ("The Zambian president said Malawi may have attacked Zambian troops.", False),
        ("The Zambian president said that Malawi had not attacked Zambian troops.", False),
        ("The Zambian president urged Malawi not to attack Zambian troops.", False),
        ("The Zambian president said Zambia would leave if Malawi attacked Zambian troops.", False),
    ],
)
def test_what_is_denied_or_supposed_is_no_accusation(body, accusation):
    assert bool(events(body, "ACCUSE")) is accusation


def test_a_planned_act_that_nobody_can_check_is_no_event():
    assert events("India will consult Pakistan.", "AGREE") == []

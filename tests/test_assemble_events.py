"""The same event on several pages is one; what differs stays apart, and conflicts stand side by side."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from test_assemble_samples import CHINA, INDIA, MINISTER, RUSSIA, TASHKENT, event, killed, on

from rapporteur.assemble import events
from rapporteur.model import UNKNOWN_DATE, DateRange, Forum, Place


def merged(*claims, copy_of=None):
    return list(events(claims, copy_of or {}))


def groups(*claims):
    return sorted(len(m.members) for m in merged(*claims))


def test_the_same_meeting_on_two_pages_is_one():
    (found,) = merged(event("a"), event("b"))
    assert found.members == ("e-a-0", "e-b-0")
    assert [v.document for v in found.claim.evidence] == ["a", "b"]
    assert found.claim.independent_sources == 2
    text = " ".join(found.reasons)
    assert "CONSULT" in text
    assert "parties are the same" in text


def test_an_event_alone_has_no_reasons():
    (found,) = merged(event("a"))
    assert (found.members, found.reasons, found.claim.independent_sources) == (("e-a-0",), (), 1)


@pytest.mark.parametrize(
    "changed",
    [
        {"date": on("2022-06-12")},
        {"date": on("2024-07-30")},
        {"actors": (INDIA, RUSSIA)},
        {"actors": (INDIA, MINISTER)},
        {"type": "ASSAULT"},
        {"status": "planned"},
        {"status": "denied"},
        {"place": Place("Geneva", "CHE")},
    ],
    ids=["year", "month", "one party", "both parties", "type", "planned", "denied", "place"],
)
def test_what_differs_stays_apart(changed):
    assert groups(event("a", place=TASHKENT), event("b", **{"place": TASHKENT, **changed})) == [1, 1]


def test_editions_of_a_forum_are_different_meetings():
    first, second = Forum("SCO Defence Ministers' Meeting", "18th"), Forum("SCO Defence Ministers' Meeting", "19th")
    assert groups(event("a", forum=first), event("b", forum=second)) == [1, 1]
    assert groups(event("a", forum=first), event("b", forum=first)) == [2]


def test_a_forum_without_an_edition_joins_by_its_days():
    forum = Forum("SCO Defence Ministers' Meeting")
    assert groups(event("a", forum=forum, actors=(RUSSIA,)), event("b", forum=forum, actors=(CHINA,))) == [2]
    assert groups(event("a", forum=forum), event("b", forum=forum, date=on("2023-04-28"))) == [1, 1]


def test_unknown_days_do_not_join_what_only_the_parties_share():
    assert groups(event("a", date=UNKNOWN_DATE), event("b", date=UNKNOWN_DATE, words="Beijing and Moscow spoke.")) == [
        1,
        1,
    ]


def test_two_claims_of_one_page_are_not_merged():
    assert groups(event("a", 0), event("a", 50)) == [1, 1]


def test_a_minister_stands_for_his_country_where_the_other_page_names_the_country():
    assert groups(event("a", actors=(MINISTER, CHINA)), event("b", actors=(INDIA, CHINA))) == [2]


def test_the_narrower_day_and_the_better_place_are_taken():
    week = DateRange(on("2024-06-10").earliest, on("2024-06-16").latest, "inferred")
    (found,) = merged(event("a", date=week, place=Place("Uzbekistan", "UZB")), event("b", place=TASHKENT))
    assert found.claim.date == on("2024-06-12")
    assert found.claim.place == TASHKENT


def test_counts_that_cannot_both_be_right_are_a_conflict_with_evidence():
    (found,) = merged(
        event("a", quantities=(killed(84, 84, "84 people were killed"),)),
        event("b", quantities=(killed(101, 101, "101 people were killed"),)),
    )
    (conflict,) = found.claim.conflicts
    assert conflict.field == "killed"
    assert {(words, evidence[0].document) for words, evidence in conflict.values} == {
        ("84 people were killed", "a"),
        ("101 people were killed", "b"),
    }
    assert {q.low for q in found.claim.quantities} == {84, 101}


def test_counts_that_can_both_be_right_are_none():
    (found,) = merged(
        event("a", quantities=(killed(80, None, "at least 80 people were killed"),)),
        event("b", quantities=(killed(84, 84, "84 people were killed"),)),
    )
    assert found.claim.conflicts == ()


def test_a_reprint_is_no_second_source():
    (once,) = merged(event("a"))
    (copied,) = merged(event("a"), event("b"), copy_of={"b": "a"})
    (twice,) = merged(event("a"), event("b"))
    assert (copied.claim.independent_sources, twice.claim.independent_sources) == (1, 2)
    assert once.claim.belief == copied.claim.belief < twice.claim.belief < 1
    assert len(copied.claim.evidence) == 2


def test_often_repeated_acts_need_like_words():
    told = {"type": "ACCUSE", "actors": (RUSSIA,), "recipients": (CHINA,)}
    first = event("a", words="Russia accused China of closing the border.", **told)
    assert groups(first, event("b", words="Russia accused China of closing the border again.", **told)) == [2]
    assert groups(first, event("b", words="Moscow said spies from Beijing had stolen plans.", **told)) == [1, 1]


def test_the_order_of_the_pages_does_not_matter():
    claims = [
        event("a"),
        event("b", place=TASHKENT),
        event("c", date=on("2022-06-12")),
        event("d", actors=(RUSSIA, INDIA)),
    ]
    results = {repr(merged(*order)) for order in permutations(claims)}
    assert len(results) == 1


def test_every_claim_comes_out_once():
    claims = [event(x, n) for x in "abc" for n in (0, 40)]
    members = [m for found in merged(*claims) for m in found.members]
    assert sorted(members) == sorted(c.id for c in claims)


def test_ids_do_not_clash():
    found = merged(event("a"), event("b"), event("c", date=on("2022-01-01")))
    assert len({m.claim.id for m in found}) == len(found)


def test_the_claims_are_not_altered():
    first = event("a")
    before = replace(first)
    merged(first, event("b"))
    assert first == before


def test_another_officer_of_the_same_state_met_at_another_meeting():
    general = replace(MINISTER, id="person/general", name="General", office="Chief of the General Staff")
    assert groups(event("a", actors=(MINISTER, CHINA)), event("b", actors=(general, CHINA))) == [1, 1]


def test_a_state_by_itself_may_be_its_officer():
    assert groups(event("a", actors=(MINISTER, CHINA)), event("b", actors=(INDIA, CHINA))) == [2]

"""Standing meetings and exercises, with the edition that the page gives."""

from __future__ import annotations

import pytest
from test_extract_samples import event, events, read, who

MINISTERS = "SCO Defence Ministers' Meeting"
FORUMS = [
    ("The SCO Defence Ministers' Meeting was held in Tashkent on 24 August 2022.", "CONSULT", MINISTERS, None),
    ("The SCO Defence Ministers’ Meeting was held in Tashkent on 24 August 2022.", "CONSULT", MINISTERS, None),
    (
        "The annual meeting of the Defence Ministers of the SCO member states was held in Tashkent on 24 August 2022.",
        "CONSULT",
        MINISTERS,
        None,
    ),
    ("The 19th SCO Defence Ministers' Meeting was held in Astana.", "CONSULT", MINISTERS, "19th"),
    ("The 25th SCO summit was held in Tianjin.", "CONSULT", "SCO Summit", "25th"),
    ("The CSTO summit was held in Yerevan in November 2022.", "CONSULT", "CSTO Summit", None),
    ("Russia and Belarus held the Zapad 2021 exercise in September 2021.", "COOPERATE", "Zapad", "2021"),
    ("Russia and Belarus held the Zapad-2021 exercise in September 2021.", "COOPERATE", "Zapad", "2021"),
    (
        "Russia and China took part in the Peace Mission 2021 exercise in September 2021.",
        "COOPERATE",
        "Peace Mission",
        "2021",
    ),
]


@pytest.mark.parametrize(("body", "type", "name", "edition"), FORUMS)
def test_forum_and_edition(body, type, name, edition):
    found = event(body, type).forum
    assert found is not None
    assert (found.name, found.edition) == (name, edition)


def test_a_meeting_of_a_forum_is_a_party_itself():
    (party,) = event("The 19th SCO Defence Ministers' Meeting was held in Astana.", "CONSULT").actors
    assert (party.name, party.kind) == ("SCO Defence Ministers' Meeting", "organization")


def test_an_exercise_with_its_states_is_one_event():
    found = events("Russia and China took part in the Peace Mission 2021 exercise in September 2021.", "COOPERATE")
    assert [who(e.actors) for e in found] == [{"RUS", "CHN"}]


def test_another_meeting_is_no_forum():
    assert event("The defence ministers of Russia and China met in Tashkent on Monday.", "CONSULT").forum is None
    assert read("The annual meeting of the club was held in Astana.").events == ()

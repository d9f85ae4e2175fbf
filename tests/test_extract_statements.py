"""Who said what: direct, indirect, mixed, parted, carried on, and "according to"."""

from __future__ import annotations

import pytest
from test_extract_samples import event, read, statement, who

KELLER = "Maria Keller, a spokesperson for the Russian Foreign Ministry"
OPENING = f"“The talks were long and useful,” said {KELLER}."


@pytest.mark.parametrize(
    ("body", "manner", "cue", "words"),
    [
        (OPENING, "direct", "said", "The talks were long and useful"),
        (
            "Russian Foreign Ministry spokesperson Maria Keller said the talks would continue in Geneva.",
            "indirect",
            "said",
            "the talks would continue in Geneva",
        ),
        (
            "Russian Foreign Ministry spokesperson Maria Keller said that the talks had been “long and useful”.",
            "mixed",
            "said",
            "long and useful",
        ),
        (
            "Russian Foreign Ministry spokesperson Maria Keller told reporters: “The talks will go on in Geneva.”",
            "direct",
            "told",
            "The talks will go on in Geneva",
        ),
        (
            "According to Russian Foreign Ministry spokesperson Maria Keller, the talks were useful to both countries.",
            "indirect",
            "according to",
            "the talks were useful",
        ),
        (
            "The talks were useful to both countries, Russian Foreign Ministry spokesperson Maria Keller said.",
            "indirect",
            "said",
            "The talks were useful",
        ),
    ],
)
def test_manner_cue_and_words(body, manner, cue, words):
    found = statement(body)
    assert (found.manner, found.cue.lower()) == (manner, cue)
    assert words in found.text
    assert "Keller" not in found.text
    assert found.speaker.name == "Maria Keller"
    assert (found.speaker.country, found.speaker.office) == ("RUS", "Spokesperson")


@pytest.mark.parametrize(
    "body",
    [
        f"{OPENING} “They will go on in Geneva.”",
        f"{OPENING} “They will go on in Geneva,” she added.",
        f"{OPENING}\n“They will go on in Geneva,” she added.",
        f"{OPENING}\n“They will go on in Geneva.”",
    ],
    ids=["at once", "she added", "new paragraph", "carried on"],
)
def test_a_second_quotation_has_the_same_speaker(body):
    second = statement(body, 1)
    assert "They will go on in Geneva" in second.text
    assert (second.manner, second.speaker.name, second.speaker.country) == ("direct", "Maria Keller", "RUS")


def test_the_words_end_where_the_speaker_begins():
    found = statement("Russian soldiers killed 12 civilians in the town, Ukraine said on Monday.")
    assert found.text == "Russian soldiers killed 12 civilians in the town"


def test_a_quotation_parted_by_its_speaker_is_told_whole():
    body = "“The talks were useful,” Russian Foreign Ministry spokesperson Maria Keller said, “and they will go on.”"
    text = " ".join(s.text for s in read(body).statements)
    assert "The talks were useful" in text
    assert "they will go on" in text


def test_another_speaker_does_not_inherit_the_words():
    other = "“We disagree with every word of it,” said Bruno Costa, a spokesperson for the Italian Foreign Ministry."
    body = f"{OPENING}\n{other}"
    assert [s.speaker.name for s in read(body).statements] == ["Maria Keller", "Bruno Costa"]


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ("The Russian Defence Ministry said the exercise would begin in September.", "Ministry of Defence of Russia"),
        (
            "China's Foreign Ministry said the talks had ended without an agreement.",
            "Ministry of Foreign Affairs of China",
        ),
        ("According to the United Nations, the talks had ended without an agreement.", "United Nations"),
        ("Iran said the talks had ended without an agreement.", "Iran"),
        ("NATO said the exercise had ended without an agreement.", "North Atlantic Treaty Organization"),
    ],
)
def test_bodies_and_states_speak(body, speaker):
    assert statement(body).speaker.name == speaker


def test_a_speaker_is_written_as_on_the_page():
    body = "According to the Russian Defence Ministry, the exercise will begin in September."
    assert statement(body).speaker.as_written == "the Russian Defence Ministry"


def test_a_mere_term_in_marks_is_no_statement():
    assert read("Russia and Belarus held the “Union Shield” exercise on Monday.").statements == ()


def test_the_evidence_is_the_sentence():
    body = f"Nothing else happened. {OPENING}"
    (evidence,) = statement(body).evidence
    assert evidence.text == OPENING == body[evidence.start : evidence.end]


def test_what_a_statement_is_about_and_to_whom():
    found = statement("Iran told the United Nations that Israel had broken the ceasefire.")
    assert who(found.about) == {"ISR"}
    assert [p.name for p in found.addressees] == ["United Nations"]


@pytest.mark.parametrize(
    ("body", "stance"),
    [
        ("India denied that it had attacked Pakistan.", "opposes"),
        ("China said it supported the talks.", "supports"),
        ("China warned that the fighting could spread.", "concerned"),
        ("China said that the talks had ended without an agreement.", "neutral"),
    ],
)
def test_stance(body, stance):
    assert stance in {s.stance for s in read(body).statements}


def test_what_a_speaker_tells_of_is_asserted_by_the_speaker():
    found = event("The Russian Defence Ministry said that Russia and Belarus had held an exercise.", "COOPERATE")
    assert found.evidence[0].asserted_by is not None
    assert found.evidence[0].asserted_by.name == "Ministry of Defence of Russia"
    assert event("Russia and Belarus held an exercise on Monday.", "COOPERATE").evidence[0].asserted_by is None

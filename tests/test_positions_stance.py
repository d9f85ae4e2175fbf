"""Where the words of a text show that its speaker stands."""

from __future__ import annotations

import re

import pytest

from rapporteur import lang
from rapporteur.lang.stance import StanceReader

READER = StanceReader(lang.load("en").stance)
BOTH = ("Ruritania", "Borland")
TOWARD = [  # text, target, other parties, stance on it as a subject of talk, stance toward it as a party
    ("condemned the attack on the embassy in Kabul", "Kabul", (), "opposes", None),
    ("welcomes the talks between Ruritania and Borland", "Borland", BOTH, "supports", "supports"),
    ("We do not support the resolution on Borland", "Borland", ("Borland",), "opposes", "opposes"),
    ("We do not condemn Borland", "Borland", ("Borland",), None, None),
    ("expressed concern about the situation in Borland", "Borland", ("Borland",), "concerned", "concerned"),
    ("Ruritania supports the rebels in Borland", "Borland", BOTH, None, None),
    ("Ruritania must support the peace process in Borland", "Borland", BOTH, "supports", "supports"),
    ("sanctions on Borland are unacceptable", "Borland", ("Borland",), "opposes", "opposes"),
    ("supports sanctions against Borland", "Borland", ("Borland",), "supports", "opposes"),
    ("Borland's claims are baseless", "Borland", ("Borland",), "opposes", "opposes"),
    ("The step was welcomed by Ruritania, which borders Borland", "Borland", BOTH, None, None),
    ("our country rejects Borland's invasion", "Borland", ("Borland",), "opposes", "opposes"),
    ("the minister met officials in Borland", "Borland", ("Borland",), None, None),
    ("not only supports Borland, it pays for it", "Borland", ("Borland",), "supports", "supports"),
    ("warned that fighting in Borland could spread", "Borland", ("Borland",), "concerned", "concerned"),
    ("It stands with Borland but regrets the delay", "Borland", ("Borland",), "supports", "supports"),
    ("It regrets the delay but met envoys of Borland", "Borland", ("Borland",), None, None),
    ("called for a ceasefire in Borland", "Borland", ("Borland",), "supports", "supports"),
    ("refused to endorse the election in Borland", "Borland", ("Borland",), "opposes", "opposes"),
    ("denied that it had troops in Borland", "Borland", ("Borland",), "opposes", "opposes"),
    ("The envoys came back from Borland", "Borland", ("Borland",), None, None),
    ("Ruritania’s aggression against Borland is unlawful", "Borland", BOTH, "opposes", "opposes"),
]


def spans(names, text):
    return [m.span() for name in names for m in re.finditer(re.escape(name), text)]


@pytest.mark.parametrize(("text", "target", "others", "subject", "party"), TOWARD, ids=[t[0] for t in TOWARD])
def test_toward(text, target, others, subject, party):
    where, named = spans([target], text), spans(others, text)
    told = READER.toward(text, where, named, party=False), READER.toward(text, where, named)
    assert tuple(t and t[0] for t in told) == (subject, party)


def test_the_words_that_show_it_are_told_with_the_negation():
    text = "Our country did not support sanctions against Borland."
    told = READER.toward(text, spans(["Borland"], text), party=False)
    assert told == ("opposes", "not support sanctions against Borland")


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("said that it supported the talks", "supports"),
        ("said that the talks had ended", "neutral"),
        ("said that it condemned the raid and rejected the demand", "opposes"),
        ("said that it welcomed the truce and condemned the raid", "neutral"),
        ("voiced concern over the delay", "concerned"),
        ("", "neutral"),
    ],
)
def test_overall(text, stance):
    assert READER.overall(text)[0] == stance


def test_every_word_is_of_one_stance():
    groups = lang.load("en").stance.word
    for part in ("verbs", "nouns", "adjectives"):
        words = [word for group in groups for word in getattr(group, part)]
        assert len(words) == len(set(words))
        assert all(word == word.lower() for word in words)


@pytest.mark.parametrize("text", ["\n" * 50, "by " * 5000, "not " * 5000, "condemned " * 2000, "é’s — “”" * 100])
def test_odd_texts_do_no_harm(text):
    assert READER.shown(text) is not None

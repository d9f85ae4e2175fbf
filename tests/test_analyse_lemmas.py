"""Lemma rules make of a form the lemma they were drawn from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.analyse import lemmas

WORD = st.text(min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("word", "lemma", "rule"),
    [
        ("armies", "army", "3+y"),
        ("attacked", "attack", "2+"),
        ("Talks", "talk", "1+"),
        ("met", "meet", "1+et"),
        ("was", "be", "=be"),
        ("India", "India", "^0+"),
        ("talk", "talk", "0+"),
    ],
)
def test_rules_are_short_and_readable(word, lemma, rule):
    assert lemmas.rule(word, lemma) == rule
    assert lemmas.apply(rule, word) == lemma


def test_one_rule_serves_many_words():
    assert lemmas.apply("3+y", "Treaties") == "treaty"
    assert lemmas.apply("2+", "ATTACKED") == "attack"
    assert lemmas.apply("^0+", "Astana") == "Astana"


@given(WORD, WORD)
def test_round_trip(word, lemma):
    assert lemmas.apply(lemmas.rule(word, lemma), word) == lemma


@given(WORD, WORD, WORD)
def test_a_rule_of_another_word_still_gives_a_lemma(word, lemma, other):
    assert isinstance(lemmas.apply(lemmas.rule(word, lemma), other), str)


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("armies", "army"),
        ("allied", "ally"),
        ("stopping", "stop"),
        ("pledged", "pledge"),
        ("attacks", "attack"),
        ("talking", "talk"),
    ],
)
def test_regular_endings(word, lemma):
    assert lemma in lemmas.by_ending(word)


def test_a_word_without_an_ending_has_no_other_lemma():
    assert lemmas.by_ending("in") == []
    assert lemmas.by_ending("red") == []

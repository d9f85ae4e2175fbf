"""Lemma rules make of a form the lemma they were drawn from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur import lang
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


@pytest.mark.parametrize(
    ("word", "lemmas_allowed"),
    [
        ("sites", ["site"]),  # not "sit"
        ("trenches", ["trench", "trenche"]),
        ("ties", ["tie"]),
        ("sorties", ["sortie"]),
        ("staring", ["stare"]),  # of "star" it were "starring"
        ("planned", ["plan"]),
        ("killed", ["kill", "kil"]),
        ("adding", ["add"]),
        ("bring", []),
        ("shed", []),
    ],
)
def test_spelling_narrows_what_an_ending_was_put_to(word, lemmas_allowed):
    assert lemmas.by_ending(word) == lemmas_allowed


@pytest.mark.parametrize(
    ("word", "tag", "lemma"),
    [
        ("overthrew", "VERB", "overthrow"),
        ("forbade", "VERB", "forbid"),
        ("forswore", "VERB", "forswear"),
        ("forwent", "VERB", "forgo"),
        ("forsook", "VERB", "forsake"),
        ("Withstood", "VERB", "withstand"),
        ("undertook", "VERB", "undertake"),
        ("unfroze", "VERB", "unfreeze"),
        ("misled", "VERB", "mislead"),
        ("foresaw", "VERB", "foresee"),
        ("rebuilt", "VERB", "rebuild"),
        ("outfought", "VERB", "outfight"),
        ("re-took", "VERB", "re-take"),
        ("tore", "VERB", "tear"),
        ("lent", "VERB", "lend"),
        ("trafficked", "VERB", "traffic"),
        ("hypotheses", "NOUN", "hypothesis"),
        ("gunmen", "NOUN", "gunman"),
        ("grandchildren", "NOUN", "grandchild"),
        ("passers-by", "NOUN", "passer-by"),
        ("specimen", "NOUN", "specimen"),
        ("bigger", "ADJ", "big"),
        ("deadliest", "ADJ", "deadly"),
        ("broader", "ADJ", "broad"),
        ("worst", "ADJ", "bad"),
        ("worst", "ADV", "badly"),
        ("bases", "NOUN", "base"),  # the treebanks' are of "basis"
        ("fled", "VERB", "flee"),
    ],
)
def test_irregular_forms(word, tag, lemma):
    assert lemmas.irregular(word, tag) == lemma


@pytest.mark.parametrize(
    ("word", "tag"),
    [
        ("relent", "VERB"),
        ("resent", "VERB"),
        ("wound", "VERB"),
        ("broken", "ADJ"),
        ("police", "NOUN"),
        ("froze", "NOUN"),
        ("other", "ADJ"),
        ("olives", "NOUN"),
        ("shore", "PROPN"),
    ],
)
def test_what_only_looks_like_an_irregular_form_is_left_alone(word, tag):
    assert lemmas.irregular(word, tag) is None


RULES = {"0+": 0.0, "^0+": -1.0, "1+": -2.0, "2+": -2.0, "3+": 5.0, "4+": 5.0, "4+y": 5.0, "3+y": -3.0, "=be": 9.0}


@pytest.mark.parametrize(
    ("word", "tag", "lemma"),
    [
        ("rumour", "NOUN", "rumour"),
        ("hearsay", "NOUN", "hearsay"),
        ("spectre", "NOUN", "spectre"),
        ("barbs", "NOUN", "barb"),
        ("trenches", "NOUN", "trench"),
        ("burp", "VERB", "burp"),
        ("placate", "VERB", "placate"),
        ("exceed", "VERB", "exceed"),
        ("enriching", "VERB", "enrich"),
        ("summons", "NOUN", "summons"),
        ("sanctioned", "VERB", "sanction"),
        ("Eritrean", "ADJ", "eritrean"),
    ],
)
def test_a_rule_makes_no_lemma_that_the_form_does_not_allow(word, tag, lemma):
    known = frozenset({"rum", "hears", "spec", "bay", "trench", "barb", "be", "exce", "summon"})
    assert lemmas.best(word, tag, RULES, known, frozenset()) == lemma


def test_a_word_keeps_its_case_where_the_rules_say_so():
    kept = RULES | {"^0+": 1.0, "^1+": 0.0}
    assert lemmas.best("Ugandan", "ADJ", kept, frozenset(), frozenset()) == "Ugandan"
    assert lemmas.best("NGOs", "NOUN", kept, frozenset(), frozenset()) == "NGO"


def test_of_two_lemmas_the_preferred_one_is_taken():
    assert lemmas.best("detached", "VERB", RULES, frozenset({"detach"}), frozenset({"detache"})) == "detache"


def test_a_name_is_itself_its_singular_or_what_it_shortens():
    assert lemmas.name("Eritrea", RULES) == "Eritrea"
    assert lemmas.name("Nations", RULES) == "Nations"
    assert lemmas.name("Nations", RULES | {"^1+": 3.0}) == "Nation"
    assert lemmas.name("Feb.", RULES | {"^1+ruary": 10.0}) == "February"


def test_be_is_only_of_its_own_forms():
    assert lemmas.fits("'s", "be")
    assert not lemmas.fits("might", "be")


def test_every_prefixed_verb_is_one_of_the_table():
    raw = lang.toml("en", "forms.toml")
    bases = {entry.split()[0] for entry in raw["verbs"]}
    assert {b for verbs in raw["prefixed"].values() for b in verbs} <= bases


def test_no_form_has_two_lemmas_and_none_is_told_twice():
    raw = lang.toml("en", "forms.toml")
    for entries in (raw["verbs"], raw["plurals"]["nouns"], raw["graded"]["irregular"]):
        told = [form for entry in entries for form in entry.split()[1:]]
        assert sorted(set(told)) == sorted(told)
    for words in (*raw["plurals"].values(), raw["bases"]["verbs"], raw["graded"]["regular"]):
        assert sorted(set(words)) == sorted(words)

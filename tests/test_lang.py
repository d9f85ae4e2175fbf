"""Language data: every folder loads, a missing or broken one is named, and the lists hold together."""

from __future__ import annotations

from collections import Counter

import pytest

from rapporteur import lang
from rapporteur.errors import DataError


@pytest.fixture
def english():
    return lang.load("en")


def test_english_is_there(english):
    assert "en" in lang.languages()
    assert english.code == "en"


def test_a_language_that_is_not_there_is_named():
    with pytest.raises(DataError, match="xx"):
        lang.load("xx")


@pytest.mark.parametrize("code", ["../en", "", "en/.."])
def test_a_code_is_no_path(code):
    with pytest.raises(DataError):
        lang.load(code)


def test_reporting_verbs_have_one_stance(english):
    lemmas = Counter(lemma for group in english.reporting.verb for lemma in group.lemmas)
    assert [lemma for lemma, count in lemmas.items() if count > 1] == []
    stance = english.reporting.stance_of
    assert stance["say"] == "neutral"
    assert stance["condemn"] == "opposes"
    assert stance["warn"] == "concerned"


def test_modality_tells_the_kinds_apart(english):
    words = english.modality
    assert {"plan", "intend"} <= set(words.planned_by.lemmas)
    assert "deny" in words.denied_by.lemmas
    assert "cancel" in words.cancelled_by.lemmas
    assert not set(words.denied_by.lemmas) & set(words.planned_by.lemmas)
    assert "not" in words.negation.lemmas
    assert "if" in words.conditions.marks


def test_offices_are_told_apart_by_their_words(english):
    words = Counter(w.lower() for office in english.offices.office for w in office.words)
    assert [w for w, count in words.items() if count > 1] == []
    names = {office.name for office in english.offices.office}
    assert {
        "Minister of Defence",
        "Minister of Foreign Affairs",
        "President",
        "Prime Minister",
        "Spokesperson",
    } <= names


def test_epithets_are_only_for_recognition(english):
    """What is shown comes from the world's tables; the loaded words lead to a state and no further."""
    words = [w for e in english.epithets.epithet for w in e.words]
    assert all(w == w.lower() for w in words)
    assert len(words) == len(set(words))


def test_other_fields_have_words_each(english):
    fields = english.off_topic.fields
    assert {"sport", "markets"} <= set(fields)
    assert all(fields.values())
    assert not any(w in {"attack", "strike", "talks", "defence", "meet"} for words in fields.values() for w in words)


def test_a_broken_table_is_named_with_the_place(monkeypatch):
    real = lang.toml

    def damaged(code, name):
        data = real(code, name)
        return data | {"ritual": {"words": "friendship"}} if name == "commitments.toml" else data

    monkeypatch.setattr(lang, "toml", damaged)
    with pytest.raises(DataError, match=r"lang/en/commitments\.toml: commitments\.ritual\.words"):
        lang.load.__wrapped__("en")

"""The codebook: every file loads, a broken one is named with the place, and its examples hold together."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path

import pytest

from rapporteur import kinds
from rapporteur.errors import DataError

PLOVER = [
    *("ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE"),
    *("MOBILIZE", "PROTEST", "REJECT", "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN"),
]
NEEDS = {"any-party", "two-parties", "party-actor", "party-recipient"}
BENCHMARK = Path(__file__).parent.parent / "benchmarks" / "codebook.py"
TYPE = """
type = "PARLEY"
title = "Parley"
quad = "verbal cooperation"
symmetric = true
definition = "Talks under a white flag."
[[mode]]
name = "field"
definition = "In the field."
[[cue]]
name = "parley"
pos = "VERB"
lemmas = ["parley", "white flag talk"]
actor = ["subject"]
recipient = ["with"]
[[example]]
text = "Russia parleyed with India on Monday."
actors = ["Russia"]
"""


def broken(tmp_path: Path, text: str) -> str:
    """The message for a type file of this text."""
    folder = tmp_path / "types"
    folder.mkdir()
    (folder / "parley.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        kinds.load(folder)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_sixteen_types_and_their_contexts(codebook):
    assert sorted(codebook.kinds) == PLOVER
    assert len(codebook.contexts) == 37
    assert all(c.words and c.definition for c in codebook.contexts)


@pytest.mark.parametrize("type", PLOVER)
class TestType:
    def test_enough_of_everything(self, codebook, type):
        kind = codebook.kinds[type]
        assert len(kind.definition) > 60
        assert len(kind.cue) >= 10
        assert len(kind.example) >= 12
        assert len(kind.counter_example) >= 4

    def test_names_of_cues_are_unique(self, codebook, type):
        names = Counter(c.name for c in codebook.kinds[type].cue)
        assert [n for n, count in names.items() if count > 1] == []

    def test_cues_stand_with_a_sentence_to_match_and_one_to_pass_over(self, codebook, type):
        kind = codebook.kinds[type]
        assert [c.name for c in kind.cue if not c.example or not c.counter] == []
        assert [c.name for c in kind.cue if c.example == c.counter] == []

    def test_parties_of_examples_stand_in_the_text(self, codebook, type):
        kind = codebook.kinds[type]
        assert [(e.text, a) for e in kind.example for a in (*e.actors, *e.recipients) if a not in e.text] == []

    def test_what_is_referred_to_exists(self, codebook, type):
        kind = codebook.kinds[type]
        contexts, cues = {c.name for c in codebook.contexts}, {c.name for c in kind.cue}
        assert {c for example in kind.example for c in example.contexts} <= contexts
        assert {c for cue in kind.cue for c in cue.context} <= contexts
        assert {e.cue for e in kind.example if e.cue} <= cues
        assert {c.type for c in kind.counter_example if c.type} <= set(codebook.kinds)
        assert {n for c in kind.cue for n in c.needs} <= NEEDS

    def test_no_sentence_is_both_example_and_counter_example(self, codebook, type):
        kind = codebook.kinds[type]
        assert not {e.text for e in kind.example} & {c.text for c in kind.counter_example}


def test_an_entry_of_several_words_is_found_by_its_last(codebook):
    assert any(cue.name for _, cue in codebook.cues("VERB", "attack"))
    assert codebook.cues("VERB", "no-such-verb") == ()
    assert all(kind.type == "PROTEST" for kind, cue in codebook.cues("NOUN", "strike") if "hunger strike" in cue.lemmas)


def test_a_users_type_is_added_and_a_users_file_replaces_a_shipped_one(tmp_path):
    folder = tmp_path / "types"
    folder.mkdir()
    (folder / "parley.toml").write_text(TYPE, encoding="utf-8")
    (folder / "zz-consult.toml").write_text(TYPE.replace("PARLEY", "CONSULT"), encoding="utf-8")
    found = kinds.load(folder)
    assert {"PARLEY", "CONSULT"} < set(found.kinds)
    assert found.kinds["CONSULT"].definition == "Talks under a white flag."
    assert found.cues("VERB", "parley")
    assert "PARLEY" not in kinds.load().kinds


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('quad = "verbal cooperation"\n', "", "quad"),
        ("symmetric = true", 'symmetric = "perhaps"', "symmetric"),
        ('pos = "VERB"', 'pos = "ADVERB"', "cue.0.pos"),
        ('actor = ["subject"]', 'actor = ["topic"]', "topic"),
        ('recipient = ["with"]', 'recipients = ["with"]', "cue.0.recipients"),
        ('text = "Russia', 'text = 5\nwords = "Russia', "example.0"),
        ('lemmas = ["parley", "white flag talk"]', 'lemmas = ["parley"]\nmode = "sea"', "sea"),
        ('lemmas = ["parley", "white flag talk"]', 'lemmas = ["parley"]\nweight = 3', "cue.0.weight"),
        ("[[example]]", '[[example]]\nstatus = "maybe"', "example.0.status"),
        ("[[cue]]", "[[cue", "line"),
    ],
)
def test_a_broken_file_is_named_with_the_place(tmp_path, old, new, place):
    assert old in TYPE
    message = broken(tmp_path, TYPE.replace(old, new, 1))
    assert "parley.toml" in message
    assert place in message


def test_a_file_in_another_encoding_is_named(tmp_path):
    folder = tmp_path / "types"
    folder.mkdir()
    (folder / "parley.toml").write_bytes(TYPE.replace("Talks", "Gespräche").encode("latin-1"))
    with pytest.raises(DataError, match=r"parley\.toml"):
        kinds.load(folder)


@pytest.mark.slow
def test_the_coder_finds_its_own_examples(floors):
    spec = importlib.util.spec_from_file_location("codebook_benchmark", BENCHMARK)
    benchmark = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = benchmark  # dataclasses look their module up
    spec.loader.exec_module(benchmark)
    result, floor = benchmark.measure(), floors["codebook"]
    assert result.found / result.examples >= floor["found"]
    assert result.status / result.examples >= floor["status"]
    assert result.fired / result.counters <= floor["fired"]

"""Sentences of sport, weather, markets and daily life in the words of the field: none of them holds an event."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


@pytest.fixture
def benchmark(monkeypatch):
    """The benchmark's module, which imports the codebook's beside it."""
    monkeypatch.syspath_prepend(BENCHMARKS)
    return importlib.import_module("false_alarms")


def test_the_set_is_whole(benchmark):
    texts = benchmark.sentences()
    assert len(texts) == len(set(texts)) == 200
    assert [t for t in texts if not 8 <= len(t.split()) <= 35] == []


def test_blank_lines_and_headings_are_passed_over(benchmark, tmp_path):
    path = tmp_path / "some.txt"
    path.write_text("# Tea\n\nA storm in a teacup.\n  \n# Ends\nIt passed. \n", encoding="utf-8")
    assert benchmark.sentences(path) == ("A storm in a teacup.", "It passed.")


def test_an_alarm_is_counted_and_shown_with_its_event(benchmark, tmp_path):
    path = tmp_path / "some.txt"
    path.write_text("The tea was cold.\nRussia's foreign minister met his Indian counterpart in Moscow.\n", "utf-8")
    result = benchmark.measure(path)
    assert (result.sentences, len(result.alarms), result.share) == (2, 1, 0.5)
    text, found = result.alarms[0]
    assert text.startswith("Russia's foreign minister")
    assert benchmark.line(found[0]).startswith("CONSULT")


@pytest.mark.slow
def test_false_alarms_stay_under_the_ceiling(benchmark, floors):
    result = benchmark.measure()
    assert result.share <= floors["false_alarms"]["fired"], f"{len(result.alarms)} of {result.sentences}"

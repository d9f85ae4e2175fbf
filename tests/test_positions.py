"""Positions: the matrix of states by stance, changes, alignments; and the command that prints them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from test_cli_samples import run
from test_extract_samples import read
from test_follow_pairs import day

from rapporteur import world
from rapporteur.errors import RecordError
from rapporteur.pipeline import assemble_record
from rapporteur.store import open_record
from rapporteur.store.issues import issue_of
from rapporteur.store.positions import alignments, changes, positions, wilson

PAGES = [
    (
        "2023-05-03",
        "Uzbekistan's foreign ministry said that it welcomed the reopening of trade with Afghanistan. "
        "Pakistan condemned the attack on the embassy in Kabul. "
        "China said that it did not support sanctions against Afghanistan. "
        "Kazakhstan's foreign ministry said that it supports the railway through Afghanistan. "
        "A trader said that he welcomed the reopening of the border with Afghanistan.",
    ),
    (
        "2023-09-20",
        "Uzbekistan's foreign ministry said that it was concerned about the closing of trade with Afghanistan. "
        "Tajikistan's foreign ministry said that it was concerned about militants in Afghanistan. "
        "Iran's foreign ministry said that the border with Afghanistan is 900 kilometres long.",
    ),
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("positions") / "r.db"
    with open_record(path) as kept:
        for n, (told, text) in enumerate(PAGES):
            kept.put(read(text, day(told), None, None, f"page{n}"), "1")
        assemble_record(kept)
    return path


@pytest.fixture(scope="module")
def found(path: Path):
    with open_record(path, create=False) as kept:
        return positions(kept, issue_of("afghanistan", world.load()), world.load())


def test_the_matrix_has_a_cell_only_where_something_was_said(found):
    told = {holder.key: {s: len(cell) for s, cell in row.items()} for holder, row in found.cells.items()}
    assert told == {
        "CHN": {"opposes": 1},
        "IRN": {"neutral": 1},
        "KAZ": {"supports": 1},
        "PAK": {"opposes": 1},
        "TJK": {"concerned": 1},
        "UZB": {"supports": 1, "concerned": 1},
    }
    assert found.unplaced == 1


def test_behind_each_cell_stand_words_and_sentence(found):
    (cell,) = [row["opposes"] for holder, row in found.cells.items() if holder.key == "CHN"]
    assert cell[0].words == "not support sanctions against Afghanistan"
    assert cell[0].evidence.text.startswith("China said")


def test_a_change_of_stance_is_told_with_both_days(found):
    (change,) = changes(found.positions)
    assert (change.earlier.stance, change.later.stance) == ("supports", "concerned")
    assert change.earlier.holder.key == "UZB"
    assert change.earlier.date.latest < change.later.date.earliest


def test_alignment_counts_only_what_both_took_a_stance_on(found):
    told = {(a.one.key, a.other.key): (a.same, a.shared) for a in alignments(found.positions)}
    assert told == {("KAZ", "UZB"): (1, 1), ("TJK", "UZB"): (1, 1)}
    first = alignments(found.positions)[0]
    assert (round(first.low, 3), first.high) == (0.207, 1.0)


def test_who_opposes_harm_and_who_opposes_sanctions_are_not_aligned_for_that(found):
    assert not any({a.one.key, a.other.key} == {"CHN", "PAK"} for a in alignments(found.positions))


def test_days_narrow_what_is_told(path):
    with open_record(path, create=False) as kept:
        issue = issue_of("Afghanistan", world.load())
        later = positions(kept, issue, world.load(), since=day("2023-08-01").earliest)
    assert {h.key for h in later.cells} == {"IRN", "TJK", "UZB"}


@pytest.mark.parametrize(
    ("same", "total", "low", "high"),
    [(0, 0, 0.0, 1.0), (1, 1, 0.2065, 1.0), (0, 5, 0.0, 0.4345), (8, 10, 0.4902, 0.9433), (50, 100, 0.4038, 0.5962)],
)
def test_wilson(same, total, low, high):
    assert [round(x, 4) for x in wilson(same, total)] == [low, high]


def test_an_unknown_issue_is_answered_with_those_that_there_are():
    with pytest.raises(RecordError, match="it is one of afghanistan, "):
        issue_of("gardening", world.load())


def test_the_command_prints_matrix_sentences_changes_and_alignment(path):
    done = run("positions", "--issue", "afghanistan", "--record", path)
    assert done.exit_code == 0
    told = done.stdout
    assert "A blank says that nothing was found, not that somebody is against." in told
    assert "Pakistan                       1\n" in told
    assert "Changes of stance\n  Uzbekistan toward Afghanistan: supports " in told
    assert "Kazakhstan and Uzbekistan: same on 1 of 1, 1.00 (0.21 to 1.00)" in told
    assert "no state or organisation says it: 1." in told


def test_the_command_says_that_nothing_is_known(path):
    done = run("positions", "--issue", "space", "--record", path)
    assert done.stdout == "Nothing is known of what states or organisations said on Outer space (space).\n"


def test_the_command_names_the_issues(path):
    done = run("positions", "--issue", "gardening", "--record", path)
    assert done.exit_code == 1
    assert "afghanistan, arms-control" in done.stderr


def test_the_command_writes_rows_for_programs(path):
    rows = [
        json.loads(line)
        for line in run("positions", "--issue", "afghanistan", "-f", "jsonl", "-r", path).stdout.splitlines()
    ]
    assert {row["record"] for row in rows} == {"position", "change", "alignment"}
    assert all({"holder", "stance", "sentence", "page"} <= row.keys() for row in rows if row["record"] == "position")
    assert all(
        {"same", "shared", "low", "high", "interval"} <= row.keys() for row in rows if row["record"] == "alignment"
    )
    table = list(
        csv.DictReader(io.StringIO(run("positions", "--issue", "afghanistan", "-f", "csv", "-r", path).stdout))
    )
    assert len(table) == sum(row["record"] == "position" for row in rows)


def test_an_unknown_format_is_refused(path):
    assert run("positions", "--issue", "afghanistan", "-f", "xml", "-r", path).exit_code == 2

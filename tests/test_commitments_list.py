"""The command that lists promises, and what stands behind it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from test_cli_samples import make_record, run
from test_extract_samples import read
from test_follow_pairs import day

from rapporteur import lang
from rapporteur.pipeline import assemble_record
from rapporteur.store import open_record

PAGES = [
    (
        "2023-05-03",
        "The foreign ministers of Uzbekistan and Tajikistan agreed to hold talks on Afghanistan in Dushanbe in June. "
        "Kazakhstan pledged to send 500 tonnes of wheat to Afghanistan by the end of the year. "
        "Uzbekistan and Tajikistan agreed to further develop friendly relations. "
        "Russia proposed to hold a joint exercise with Laos in 2024.",
    ),
    ("2023-06-20", "The foreign ministers of Uzbekistan and Tajikistan held talks in Dushanbe on Monday."),
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("commitments") / "r.db"
    with open_record(path) as kept:
        for n, (told, text) in enumerate(PAGES):
            kept.put(read(text, day(told), None, None, f"page{n}"), "1")
        assemble_record(kept)
    return path


def whats(path: Path, *options: str) -> list[str]:
    lines = run("commitments", "-f", "jsonl", *options, "-r", path).stdout.splitlines()
    return [json.loads(line)["action"] for line in lines]


def test_those_due_first_come_first_and_those_without_a_day_last(path):
    assert whats(path) == ["meeting", "aid", "exercise", "policy"]


@pytest.mark.parametrize(
    ("options", "actions"),
    [
        (("--due-before", "2023-12-31"), ["meeting", "aid"]),
        (("--due-after", "2023-07-01"), ["aid", "exercise"]),
        (("--due-after", "2023-07-01", "--due-before", "2023-12-31"), ["aid"]),
        (("--status", "kept"), ["meeting"]),
        (("--status", "open"), ["aid", "exercise", "policy"]),
        (("--by", "KAZ"), ["aid"]),
        (("--by", "kaz"), ["aid"]),
        (("--by", "Uzbekistan"), ["policy"]),
        (("--by", "UZB"), ["meeting", "policy"]),
        (("--to", "Laos"), ["exercise"]),
        (("--issue", "afghanistan"), ["meeting", "aid"]),
        (("--strength", "proposed"), ["exercise"]),
        (("--strength", "proposed", "--status", "kept"), []),
    ],
)
def test_what_is_asked_for(path, options, actions):
    assert whats(path, *options) == actions


def test_the_table_has_both_sentences_below_the_promise(path):
    told = run("commitments", "--status", "kept", "--record", path).stdout.splitlines()
    assert "  kept  due between 2023-06-01 and 2023-06-30" in told[0]
    assert told[1].startswith("    promised 2023-05-03: “The foreign ministers of Uzbekistan and Tajikistan agreed ")
    assert told[2].startswith("    told later 2023-06-20: “The foreign ministers of Uzbekistan and Tajikistan held ")


def test_ritual_wording_is_marked_and_not_dropped(path):
    rows = [json.loads(line) for line in run("commitments", "-f", "jsonl", "-r", path).stdout.splitlines()]
    assert {row["what"]: row["firmness"] for row in rows}["further develop friendly relations"] == "ritual"
    assert [row["firmness"] for row in rows].count("ritual") == 1
    assert "agreed, ritual  policy" in run("commitments", "--record", path).stdout


@pytest.mark.parametrize(
    ("what", "firmness"),
    [
        ("further develop friendly relations", "ritual"),
        ("deepen ties with Vietnam", "ritual"),
        ("strengthening cooperation in all fields", "ritual"),
        ("raise relations to a new level", "ritual"),
        ("sign an agreement on deeper cooperation", "firm"),
        ("expand trade ties to 5 billion dollars", "firm"),
        ("hold the exercise Blue Heron", "firm"),
        ("withdraw troops from the border", "firm"),
    ],
)
def test_firmness_comes_from_the_words(what, firmness):
    assert lang.load("en").commitments.firmness(what) == firmness


def test_the_calendar_has_what_has_a_day_and_says_what_it_leaves_out(path):
    done = run("commitments", "-f", "ics", "-r", path)
    assert done.stdout.count("BEGIN:VEVENT") == 3
    assert done.stderr == "1 commitment left out: no due day is known\n"
    assert "SUMMARY:Kazakhstan: send 500 tonnes of wheat to Afghanistan" in done.stdout


def test_csv_has_a_row_a_promise(path):
    rows = list(csv.DictReader(io.StringIO(run("commitments", "-f", "csv", "-r", path).stdout)))
    assert [row["status"] for row in rows] == ["kept", "open", "open", "open"]
    assert rows[0]["told_later"].endswith("in Dushanbe on Monday.")


def test_pages_command_no_terminal(tmp_path):
    record = make_record(tmp_path / "r.db")
    told = run("commitments", "--record", record).stdout
    assert "co1  open  due no day  Borland → Alda Venn" in told
    assert "\x1b" not in told


@pytest.mark.parametrize("options", [("--status", "late"), ("--strength", "sworn"), ("--issue", "gardening")])
def test_what_there_is_not_is_answered_with_what_there_is(path, options):
    done = run("commitments", *options, "-r", path)
    assert done.exit_code == 1
    assert "it is one of" in done.stderr


def test_nothing_found_is_said(path):
    done = run("commitments", "--by", "Fiji", "-r", path)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "nothing found\n")

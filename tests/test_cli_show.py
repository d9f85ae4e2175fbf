from __future__ import annotations

from pathlib import Path

import pytest
from test_cli_samples import WORDS, make_record, run


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return make_record(tmp_path / "r.db")


def test_search_prints_a_line_and_the_words_for_each_find(record: Path) -> None:
    done = run("search", "envoys", "Borland", "--record", record)
    assert done.exit_code == 0
    assert "ev1  event  on 2024-04-30" in done.stdout
    assert "d1  document  on 2024-04-30" in done.stdout
    assert WORDS in done.stdout
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def test_search_narrows(record: Path) -> None:
    found = run(
        "search",
        "envoys",
        "--type",
        "consult",
        "--country",
        "bor",
        "--after",
        "2024-04-30",
        "--before",
        "2024-05-01",
        "--limit",
        "1",
        "-r",
        record,
    ).stdout
    assert found.startswith("ev1  event")
    assert len(found.splitlines()) == 2


@pytest.mark.parametrize("words", ["zebra", '"', "AND OR (", "-- *"])
def test_search_without_a_find_says_so(record: Path, words: str) -> None:
    done = run("search", "--record", record, "--", words)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "nothing found\n")


def test_show_tells_an_event_its_evidence_and_why_it_is_one(record: Path) -> None:
    done = run("show", "ev", "--record", record)
    assert done.exit_code == 0
    told = done.stdout
    assert (
        "Alda Venn (Minister of Defence, KAZ): CONSULT (visit), towards Borland, in Astana (KAZ). "
        "According to Borland, it is planned on 2024-04-30."
    ) in told
    assert "written “Minister Venn”" in told
    assert "d1  A headline [red]with]0;title tricks and a break, The Daily, on 2024-04-30" in told
    assert "d2  The same again, The Daily, on 2024-04-30  (a copy of d1)" in told
    assert "    Minister Venn met envoys of Borland in Astana on Tuesday [bold][31mred.\n" in told
    assert "as asserted by Borland" in told
    assert "merged from 2 claims of pages\n  same day, actors and type" in told
    assert "cue meet-with" not in told
    assert "\x1b" not in told


def test_show_why_adds_the_reasons(record: Path) -> None:
    told = run("show", "ev1", "--why", "--record", record).stdout
    assert "why\n  cue meet-with\n  the byline says so\n" in told


@pytest.mark.parametrize(
    ("id", "says"),
    [
        ("st1", "Alda Venn (Minister of Defence, KAZ) spoke about Borland on 2024-04-30: the talks opened"),
        ("co1", "Borland, pledged to Alda Venn (Minister of Defence, KAZ): to send envoys. Status: open."),
        ("te1", "Alda Venn was Minister of Defence, KAZ on 2024-04-30."),
    ],
)
def test_show_tells_every_sort_of_claim(record: Path, id: str, says: str) -> None:
    told = run("show", id, "--record", record).stdout
    assert says in told
    assert WORDS in told


def test_show_tells_a_document_with_its_claims_and_what_was_not_believed(record: Path) -> None:
    told = run("show", "d1", "--record", record).stdout
    assert "headline       A headline [red]with" in told
    assert "author         A. Writer" in told
    assert "  ev1  Alda Venn" in told
    assert "extract: no party in it “More.”" in told
    assert "The talks opened. Minister Venn" in told
    assert "\x1b" not in told


@pytest.mark.parametrize("id", ["zzz", "", "e\x1b"])
def test_show_of_nothing_is_one_line(record: Path, id: str) -> None:
    done = run("show", "--record", record, "--", id)
    assert done.exit_code == 1
    assert done.stderr.startswith("rapporteur: ")
    assert done.stderr.count("\n") == 1
    assert "\x1b" not in done.stderr


def test_refusals_are_listed(record: Path) -> None:
    done = run("refusals", "--record", record)
    assert done.stdout == "read: x[2J.zip: not a page but a zip archive; unpack it\n"
    assert done.stderr == "1 refusal\n"

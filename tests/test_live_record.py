"""Live blogs in a record: many documents of one page, one source, read again, grown, and turned into a plain page."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import rapporteur
from rapporteur.export import writer
from rapporteur.pipeline import build_record
from rapporteur.store import open_record

FOLDER = Path(__file__).parent / "data" / "live"
MEETING = "The foreign ministers of India and Pakistan met in Doha on 7 May 2024, officials of both countries said."
AGAIN = "India's and Pakistan's foreign ministers met in Doha on 7 May 2024, the Indian foreign ministry said."
OTHER = (
    "Turkey condemned the shelling of the port of Odesa by Russia, the Turkish foreign ministry said in a statement."
)
CALM = (
    "The streets of Doha were calm, and the journalists waited in front of the hotel for hours for a word from inside."
)
LIVE = f"Doha talks live: ministers meet\n7 May 2024\n16:40\n{MEETING}\n13:05\n{AGAIN}\n11:20\n{OTHER}\n08:12\n{CALM}\n"


def rows(record, path):
    writer("jsonl").write(record, path)
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def live(tmp_path):
    path = tmp_path / "talks.txt"
    path.write_text(LIVE, encoding="utf-8")
    return path


def sources(record):
    return sorted(d.article.source for d in record.documents())


def test_every_entry_is_a_document_and_one_page_one_source(live, tmp_path):
    with open_record(tmp_path / "r.db") as record:
        outcome = build_record([str(live)], record)
        assert (outcome.pages, outcome.refused, outcome.counts.documents) == (1, 0, 4)
        assert sources(record) == [f"{live}#entry-2024-05-07T{clock}" for clock in ("08:12", "11:20", "13:05", "16:40")]
        lines = rows(record, tmp_path / "out.jsonl")
    bodies = {d["id"]: d["body"] for d in lines if d["record"] == "document"}
    events = [r for r in lines if r["record"] == "event"]
    assert events
    for event in events:
        assert event["independent_sources"] == 1
        for e in event["evidence"]:
            assert bodies[e["document"]][e["start"] : e["end"]] == e["text"]
            assert e["text"] in LIVE
    met = [e for e in events if e["type"] == "CONSULT" and len({v["document"] for v in e["evidence"]}) == 2]
    assert met


def test_another_page_is_another_source(live, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(f"Ministers meet\n\nDoha, 7 May 2024 - {MEETING}\n\n{CALM.replace('hours', 'a day')}\n", "utf-8")
    with open_record(tmp_path / "r.db") as record:
        build_record([str(live), str(other)], record)
        found = [m.claim for m in record.assembled("event", type="CONSULT")]
    assert max(event.independent_sources for event in found) == 2


def test_read_again_nothing_changes(live, tmp_path):
    with open_record(tmp_path / "r.db") as record:
        build_record([str(live)], record)
        before = rows(record, tmp_path / "a.jsonl")
        again = build_record([str(live)], record)
        assert (again.pages, again.unchanged) == (0, 1)
        assert rows(record, tmp_path / "b.jsonl") == before


def test_a_page_that_grows_keeps_its_entries(live, tmp_path):
    with open_record(tmp_path / "r.db") as record:
        build_record([str(live)], record)
        before = {d.article.id for d in record.documents()}
        live.write_text(LIVE.replace("16:40", f"17:30\n{CALM.replace('calm', 'empty')}\n16:40"), encoding="utf-8")
        outcome = build_record([str(live)], record)
        assert (outcome.pages, outcome.counts.documents) == (1, 5)
        assert before < {d.article.id for d in record.documents()}


def test_a_page_that_is_live_no_longer_is_one_document_again(live, tmp_path):
    with open_record(tmp_path / "r.db") as record:
        build_record([str(live)], record)
        live.write_text(
            f"Ministers meet in Doha\n\nDoha, 7 May 2024 - {MEETING}\n\n{CALM}\n{OTHER}\n", encoding="utf-8"
        )
        assert build_record([str(live)], record).counts.documents == 1
        assert sources(record) == [str(live)]


def test_the_same_page_from_elsewhere_is_refused_in_one_line(live, tmp_path):
    (tmp_path / "more").mkdir()
    copy = Path(shutil.copy(live, tmp_path / "more" / live.name))
    with open_record(tmp_path / "r.db") as record:
        outcome = build_record([str(live), str(copy)], record)
        assert (outcome.pages, outcome.refused, outcome.counts.documents) == (1, 1, 4)
        assert "4 of its 4 entries are in the record already" in outcome.refusals[0].reason


def test_two_records_are_the_same_bytes(tmp_path):
    found = []
    for number in range(2):
        with open_record(tmp_path / f"{number}.db") as record:
            build_record([str(FOLDER)], record)
            writer("jsonl").write(record, tmp_path / f"{number}.jsonl")
            found.append((tmp_path / f"{number}.jsonl").read_bytes())
    assert found[0] == found[1]


def test_one_page_in_python_is_one_article(live):
    assert rapporteur.read_page(live).article.source == str(live)

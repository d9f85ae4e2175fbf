"""Pages in, record out: again, changed, refused, and twice the same."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import rapporteur
from rapporteur.errors import PageRefused
from rapporteur.export import writer
from rapporteur.pipeline import Progress, build_record, read_page
from rapporteur.store import open_record

PAGES = Path(__file__).parent.parent / "examples" / "pages"
CHOSEN = (
    "01-sco-defence-ministers-new-delhi.txt",
    "04-sco-defence-ministers-reprint.html",
    "26-world-cup-final.txt",
    "16-peshawar-mosque-101-dead.txt",
    "17-peshawar-mosque-84-dead.html",
)
TALKS = "Doha, 12 June 2024 - {body}\n\nThe room was warm, the tea was cold, and the journalists waited for hours.\n"
FIRST = "India and Pakistan held talks on the border in Doha on Monday, officials of both countries told reporters."
OTHER = "Turkey and Greece held consultations in Ankara on Tuesday, the Greek Foreign Ministry told reporters."
SECOND = "Iran attacked Israel on Monday, officials of both countries told reporters in Doha, where they were meeting."


@pytest.fixture
def folder(tmp_path):
    """Some of the sample pages."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for name in CHOSEN:
        shutil.copy(PAGES / name, pages / name)
    return pages


def exported(record, path: Path) -> bytes:
    writer("jsonl").write(record, path)
    return path.read_bytes()


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """The lines of a record of the chosen pages."""
    folder = tmp_path_factory.mktemp("read")
    with open_record(folder / "r.db") as record:
        outcome = build_record([str(PAGES / name) for name in CHOSEN], record)
        lines = exported(record, folder / "out.jsonl").decode().splitlines()
    return outcome, [json.loads(line) for line in lines]


def of(rows, sort):
    return [r for r in rows[1] if r["record"] == sort]


def test_what_came_of_it(rows):
    outcome = rows[0]
    assert (outcome.pages, outcome.unchanged, outcome.refused) == (5, 0, 0)
    assert outcome.counts.documents == len(of(rows, "document")) == 5
    assert outcome.counts.events == len(of(rows, "event")) > 5
    assert outcome.counts.statements == len(of(rows, "statement"))


def test_every_claim_stands_in_its_document(rows):
    bodies = {d["id"]: d["body"] for d in of(rows, "document")}
    claims = [r for r in rows[1] if r["record"] != "document"]
    assert claims
    for claim in claims:
        assert claim["evidence"]
        for e in claim["evidence"]:
            assert bodies[e["document"]][e["start"] : e["end"]] == e["text"]


def test_the_reprint_is_a_copy_and_no_second_source(rows):
    names = {Path(d["source_file"]).name: d for d in of(rows, "document")}
    copies = {name: d["copy_of"] for name, d in names.items() if d.get("copy_of")}
    assert copies in (
        {CHOSEN[1]: names[CHOSEN[0]]["id"]},
        {CHOSEN[0]: names[CHOSEN[1]]["id"]},
    )
    pair = {names[CHOSEN[0]]["id"], names[CHOSEN[1]]["id"]}
    shared = [e for e in of(rows, "event") if {v["document"] for v in e["evidence"]} == pair]
    assert shared
    assert {e["independent_sources"] for e in shared} == {1}


def test_a_match_is_no_event(rows):
    (sport,) = [d["id"] for d in of(rows, "document") if "world-cup" in d["source_file"]]
    assert [r for r in of(rows, "event") if any(v["document"] == sport for v in r["evidence"])] == []


def test_two_pages_that_differ_on_the_dead_keep_both_counts(rows):
    dead = {q["low"] for e in of(rows, "event") for q in e.get("quantities", ()) if q["what"] == "killed"}
    assert {101, 84} <= dead


def test_reading_again_changes_nothing(folder, tmp_path):
    sources = [str(folder / name) for name in CHOSEN[:3]]
    with open_record(tmp_path / "r.db") as record:
        build_record(sources, record)
        before = exported(record, tmp_path / "before.jsonl")
        again = build_record(sources, record)
        assert (again.pages, again.unchanged, again.refused) == (0, 3, 0)
        assert exported(record, tmp_path / "after.jsonl") == before


def test_a_changed_page_replaces_its_claims(tmp_path):
    page, other = tmp_path / "talks.txt", tmp_path / "other.txt"
    page.write_text("Talks on the border\n\n" + TALKS.format(body=FIRST), encoding="utf-8")
    other.write_text("Talks in Ankara\n\n" + TALKS.format(body=OTHER), encoding="utf-8")
    with open_record(tmp_path / "r.db") as record:
        build_record([str(page), str(other)], record)
        assert {m.claim.type for m in record.assembled("event")} == {"CONSULT"}
        kept = {m.claim.id for m in record.assembled("event") if "Turkey" in m.claim.evidence[0].text}
        page.write_text("An attack\n\n" + TALKS.format(body=SECOND), encoding="utf-8")
        outcome = build_record([str(page), str(other)], record)
        assert (outcome.pages, outcome.unchanged) == (1, 1)
        assert outcome.counts.documents == 2
        texts = [m.claim.evidence[0].text for m in record.assembled("event")]
        assert not any("India" in t for t in texts)
        assert any("Iran" in t for t in texts)
        assert kept <= {m.claim.id for m in record.assembled("event")}


def test_a_bad_page_does_not_stop_the_others(folder, tmp_path):
    (folder / "03-picture.html").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (folder / "00-empty.txt").write_bytes(b"")
    (folder / "99-index.html").write_text("<ul>" + "<li><a href='/x'>Home</a></li>" * 30 + "</ul>", encoding="utf-8")
    seen: list[Progress] = []
    sources = [
        str(folder / name) for name in ("00-empty.txt", "03-picture.html", CHOSEN[3], "99-index.html", "missing.txt")
    ]
    with open_record(tmp_path / "r.db") as record:
        outcome = build_record(sources, record, progress=seen.append)
        assert (outcome.pages, outcome.refused) == (1, 4)
        assert outcome.counts.documents == 1
        assert len(list(record.refusals())) == 4
    assert [p.pages for p in seen] == [1, 2, 3, 4, 5]
    for name in ("00-empty", "03-picture", "99-index", "missing"):
        (refusal,) = [r for r in outcome.refusals if name in (r.source or "")]
        assert refusal.reason
        assert "\n" not in refusal.reason


def test_two_records_of_the_same_pages_are_the_same_bytes(folder, tmp_path):
    sources = [str(folder / name) for name in CHOSEN[:4]]
    found = []
    for number, order in enumerate((sources, sources[::-1])):
        with open_record(tmp_path / f"{number}.db") as record:
            build_record(order, record)
            found.append(exported(record, tmp_path / f"{number}.jsonl"))
    assert found[0] == found[1]


def test_one_page_in_python(folder):
    found = rapporteur.read_page(folder / CHOSEN[0])
    assert found.article.headline
    assert found.events
    assert all(e.evidence[0].text in found.article.body for e in found.events)


def test_a_page_that_cannot_be_read_raises(tmp_path):
    with pytest.raises(PageRefused) as caught:
        read_page(tmp_path / "missing.html")
    assert "missing.html" in str(caught.value)
    assert caught.value.refusal.stage == "read"


def test_nothing_to_read_leaves_an_empty_record(tmp_path):
    with open_record(tmp_path / "r.db") as record:
        outcome = build_record([], record)
        assert (outcome.pages, outcome.refused, outcome.counts.events) == (0, 0, 0)
        assert exported(record, tmp_path / "out.jsonl") == b""

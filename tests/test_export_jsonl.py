from __future__ import annotations

import io
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from test_store_samples import BODY, article, event, merged, merged_all, reading

from rapporteur.errors import RapporteurError
from rapporteur.export import formats, jsonl, writer
from rapporteur.export.schema import record_schema, schema_text
from rapporteur.model import UNKNOWN_DATE, Reading
from rapporteur.store import Record, open_record

SCHEMA = Path(__file__).parent.parent / "schema" / "record.schema.json"


@pytest.fixture
def record(tmp_path: Path):
    with open_record(tmp_path / "rapporteur.db") as opened:
        opened.put(reading("b"), "1")
        opened.put(reading("a"), "1")
        bare = article("c", url=None, headline=None, author=(), publisher=None, dateline=None, published=UNKNOWN_DATE)
        opened.put(Reading(bare), "1")
        unknown = event("c", mode=None, place=None, forum=None, belief=None, quantities=(), conflicts=(), actors=())
        everything = [*merged_all("b"), *merged_all("a"), merged(unknown)]
        opened.put_assembled({"d-b": "d-a"}, everything)
        yield opened


def exported(record: Record) -> list[dict[str, object]]:
    stream = io.StringIO()
    assert jsonl.write(record, stream) == stream.getvalue().count("\n")
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_the_folder_is_the_list_of_formats():
    assert formats() == ("csv", "jsonl")
    assert writer("jsonl") is jsonl
    with pytest.raises(RapporteurError, match="no format 'pdf'; it is one of csv, jsonl"):
        writer("pdf")


def test_documents_first_then_claims_by_sort_and_id(record: Record):
    lines = exported(record)
    assert [(line["record"], line.get("id")) for line in lines] == [
        ("document", "d-a"), ("document", "d-b"), ("document", "d-c"),
        ("event", "me-a"), ("event", "me-b"), ("event", "me-c"),
        ("statement", "ms-a"), ("statement", "ms-b"),
        ("commitment", "mc-a"), ("commitment", "mc-b"),
        ("tenure", None), ("tenure", None),
    ]  # fmt: skip


def test_a_document_on_paper(record: Record):
    assert list(exported(record)[1].items()) == [
        ("record", "document"),
        ("id", "d-b"),
        ("source_file", "pages/b.html"),
        ("url", "https://news.example/b"),
        ("headline", "Ministers meet in Port Lun (b)"),
        ("author", ["A. Reporter"]),
        ("publisher", "The Example"),
        ("dateline", "PORT LUN"),
        (
            "published",
            {
                "earliest": "2021-03-04",
                "latest": "2021-03-04",
                "basis": "stated",
                "why": ["the page says Thursday", "4 March 2021"],
            },
        ),
        ("language", "en"),
        ("genre", "news"),
        ("body", BODY),
        ("copy_of", "d-a"),
        ("sha256", "bbbb"),
        (
            "refusals",
            [
                {"stage": "clean", "reason": "an advertisement", "text": "Subscribe"},
                {"stage": "extract", "reason": "no actor", "text": "It rained."},
            ],
        ),
    ]


def test_absent_means_unknown_but_null_and_empty_lists_stay(record: Record):
    lines = exported(record)
    bare, unknown = lines[2], lines[5]
    assert "headline" not in bare
    assert "url" not in bare
    assert bare["copy_of"] is None
    assert bare["author"] == []
    assert bare["published"] == {"basis": "unknown", "why": []}
    assert not {"mode", "place", "forum", "belief"} & set(unknown)
    assert unknown["actors"] == unknown["quantities"] == unknown["conflicts"] == []


KEYS = {
    "event": "record id type mode contexts status actors recipients date place forum issues quantities evidence"
    " independent_sources belief conflicts",
    "statement": "record id speaker manner text cue addressees about issues stance date evidence",
    "commitment": "record id by to what action strength firmness due status status_evidence evidence",
    "tenure": "record person office country seen evidence",
}


def test_keys_stand_in_their_order(record: Record):
    for sort, keys in KEYS.items():
        line = next(line for line in exported(record) if line["record"] == sort)
        assert " ".join(line) == keys


def test_an_event_on_paper(record: Record):
    line = exported(record)[3]
    assert line["actors"] == [
        {
            "id": "p-tamm",
            "name": "Óscar Tamm",
            "as_written": "Tamm",
            "kind": "person",
            "country": "XAA",
            "office": "Minister of Defence",
        }
    ]
    assert line["place"] == {"name": "Port Lun", "country": "XBB", "lat": 12.5, "lon": -70.25, "geonames_id": 2038349}
    assert line["forum"] == {"name": "Lun Dialogue", "edition": "3rd"}
    assert line["quantities"] == [{"what": "troops", "low": 300, "as_written": "300 troops"}]
    (evidence,) = line["evidence"]  # type: ignore[misc]
    assert evidence["asserted_by"] is None
    assert BODY[evidence["start"] : evidence["end"]] == evidence["text"]
    assert line["conflicts"] == [
        {
            "field": "place",
            "values": [{"value": "Port Lun", "evidence": [evidence]}, {"value": "Old Lun", "evidence": []}],
        }
    ]


def test_the_bytes_are_compact_utf8_and_the_same_each_time(record: Record, tmp_path: Path):
    outputs = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    for output in outputs:
        jsonl.write(record, output)
    first, second = (output.read_bytes() for output in outputs)
    assert first == second
    assert "Óscar Tamm" in first.decode("utf-8")
    assert b'{"record":"document","id":"d-a",' in first
    assert b"\r" not in first
    assert first.endswith(b"}\n")


def test_the_same_record_made_in_another_order_gives_the_same_bytes(tmp_path: Path):
    for name, order in (("one", "abc"), ("two", "cba")):
        with open_record(tmp_path / f"{name}.db") as record:
            for page in order:
                record.put(reading(page), "1")
            record.put_assembled({"d-b": "d-a"}, [m for page in order for m in merged_all(page)])
            jsonl.write(record, tmp_path / f"{name}.jsonl")
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_the_committed_schema_is_up_to_date():
    """Renew it with ``python -m rapporteur.export.schema > schema/record.schema.json``."""
    assert SCHEMA.read_text(encoding="utf-8") == schema_text()


def test_every_line_fits_the_schema(record: Record):
    Draft202012Validator.check_schema(record_schema())
    validator = Draft202012Validator(json.loads(SCHEMA.read_text()), format_checker=FormatChecker())
    for line in exported(record):
        validator.validate(line)


def test_the_schema_refuses_what_is_not_a_record(record: Record):
    validator = Draft202012Validator(record_schema(), format_checker=FormatChecker())
    event_line = exported(record)[3]
    for wrong in (
        {"status": "perhaps"},
        {"independent_sources": "1"},
        {"why": ["cue: met"]},
        {"date": {"earliest": "4 March", "basis": "stated", "why": []}},
        {"record": "rumour"},
        {"mode": None},
    ):
        assert not validator.is_valid({**event_line, **wrong})
    assert not validator.is_valid({key: value for key, value in event_line.items() if key != "evidence"})


def test_a_failing_export_leaves_the_former_file(record: Record, tmp_path: Path):
    output = tmp_path / "record.jsonl"
    output.write_text("former")
    record.put_assembled({}, [merged(event(contexts=("c",)))])

    class Failing:
        documents = record.documents
        refusals = record.refusals

        def assembled(self, sort: object = None):
            raise ValueError("a fault")

    with pytest.raises(ValueError, match="a fault"):
        jsonl.write(Failing(), output)
    assert output.read_text() == "former"
    assert sorted(p.suffix for p in tmp_path.iterdir() if "record" in p.name) == [".jsonl"]


def test_what_cannot_be_written_is_said_in_one_line(record: Record, tmp_path: Path):
    with pytest.raises(RapporteurError, match="is a folder"):
        jsonl.write(record, tmp_path)
    with pytest.raises(RapporteurError, match="cannot be written: No such file or directory"):
        jsonl.write(record, tmp_path / "none" / "record.jsonl")


@pytest.mark.skipif(not os.path.exists("/dev/null"), reason="no such device here")
def test_a_device_is_written_to_not_replaced(record: Record):
    assert jsonl.write(record, Path("/dev/null")) == 12
    assert not Path("/dev/null").is_file()


def test_reasons_of_ranges_are_there_those_of_claims_are_not(record: Record):
    changed = replace(event("a"), id="only")
    record.put_assembled({}, [merged(changed)])
    line = exported(record)[-1]
    assert "why" not in line
    assert line["date"]["why"] == ["the page says Thursday", "4 March 2021"]  # type: ignore[index]

from __future__ import annotations

import csv as standard
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_store_samples import article, event, merged, merged_all, reading, statement

from rapporteur.errors import RapporteurError
from rapporteur.export import csv
from rapporteur.export.csv import FORMULA_STARTS, defuse
from rapporteur.export.tables import TABLES
from rapporteur.model import Place, Reading, Refusal
from rapporteur.store import Record, open_record


@pytest.fixture
def record(tmp_path: Path):
    with open_record(tmp_path / "rapporteur.db") as opened:
        opened.put(reading("a"), "1")
        opened.put(Reading(article("b", headline='=HYPERLINK("https://bad.example")', author=("A", "B"))), "1")
        opened.put_refusal(Refusal("clean", "no text", "404", "pages/c.html"))
        opened.put_refusal(Refusal("read", "not a page", "", "pages/a.html"))
        opened.put_assembled({"d-b": "d-a"}, merged_all("a"))
        yield opened


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(standard.DictReader(file, strict=True))


@pytest.fixture
def folder(record: Record, tmp_path: Path) -> Path:
    output = tmp_path / "tables"
    rows = csv.write(record, output)
    assert rows == sum(len(table(output, name)) for name in TABLES)
    return output


def test_a_file_for_each_table_and_nothing_else(folder: Path):
    assert sorted(p.name for p in folder.iterdir()) == sorted(f"{name}.csv" for name in TABLES)
    for name, columns in TABLES.items():
        first = (folder / f"{name}.csv").read_bytes().splitlines()[0]
        assert first == ",".join(columns).encode()


def test_every_row_has_as_many_cells_as_its_table_has_columns(folder: Path):
    for name, columns in TABLES.items():
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert {len(row) for row in standard.reader(file)} == {len(columns)}


def test_an_event_and_what_belongs_to_it(folder: Path):
    (happened,) = table(folder, "events")
    assert happened["type"] == "CONSULT"
    assert (happened["earliest"], happened["latest"], happened["basis"]) == ("2021-03-04", "2021-03-04", "stated")
    assert (happened["lon"], happened["geonames_id"], happened["place_country"]) == ("-70.25", "2038349", "XBB")
    assert [
        (row["role"], row["party"], row["name"], row["as_written"], row["kind"], row["country"], row["office"])
        for row in table(folder, "parties")
        if row["claim"] == happened["id"]
    ] == [
        ("actor", "p-tamm", "Óscar Tamm", "Tamm", "person", "XAA", "Minister of Defence"),
        ("recipient", "XBB", "Bora", "the Borans", "state", "XBB", ""),
    ]
    assert table(folder, "quantities") == [
        {"event": "me-a", "what": "troops", "low": "300", "high": "", "unit": "", "as_written": "300 troops"}
    ]
    conflicts = [(row["field"], row["value"], row["documents"]) for row in table(folder, "conflicts")]
    assert conflicts == [("place", "Port Lun", "d-a"), ("place", "Old Lun", "")]


def test_every_claim_has_its_evidence(folder: Path):
    evidence = table(folder, "evidence")
    for name in ("events", "statements", "commitments", "tenures"):
        for claim in table(folder, name):
            (row,) = (row for row in evidence if row["claim"] == claim["id"])
            assert row["document"] == "d-a"
    assert [row["asserted_by"] for row in evidence if row["sort"] == "statement"] == ["p-tamm"]


def test_sources_say_what_was_read_and_what_was_refused(folder: Path):
    assert [(row["source_file"], row["document"], row["refused"]) for row in table(folder, "sources")] == [
        ("pages/a.html", "d-a", "not a page"),
        ("pages/b.html", "d-b", ""),
        ("pages/c.html", "", "no text"),
    ]
    assert ("pages/c.html", "", "clean", "no text", "404") in [tuple(r.values()) for r in table(folder, "refusals")]


def test_formulas_are_defused_in_the_file(folder: Path):
    documents = {row["id"]: row for row in table(folder, "documents")}
    assert documents["d-b"]["headline"] == '\'=HYPERLINK("https://bad.example")'
    assert documents["d-b"]["author"] == "A; B"
    assert documents["d-b"]["copy_of"] == "d-a"


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_no_text_cell_starts_as_a_formula(record: Record, tmp_path: Path, start: str):
    said = statement(text=start + "1+1", cue=start)
    placed = event(mode=start, place=Place(start + "x", None, -1.5, -2.0))
    record.put_assembled({}, [merged(said), merged(placed)])
    csv.write(record, tmp_path / "out")
    (row,) = table(tmp_path / "out", "statements")
    assert row["text"] == "'" + start + "1+1"
    (row,) = table(tmp_path / "out", "events")
    assert (row["mode"], row["place"], row["lat"], row["lon"]) == ("'" + start, "'" + start + "x", "-1.5", "-2.0")
    for name in TABLES:
        for row in table(tmp_path / "out", name):
            for column, cell in row.items():
                assert not cell.startswith(FORMULA_STARTS) or column in ("lat", "lon")


@given(st.text(max_size=20))
def test_defusing_adds_an_apostrophe_or_nothing(text: str):
    cell = defuse(text)
    assert cell in (text, "'" + text)
    assert not str(cell).startswith(FORMULA_STARTS)


@pytest.mark.parametrize("text", ["a\rb", "a\nb", 'a "b", c', "a\r\n=1", "é–日本", ""])
def test_awkward_texts_come_back(record: Record, tmp_path: Path, text: str):
    record.put_assembled({}, [merged(statement(text=text))])
    csv.write(record, tmp_path / "out")
    assert [row["text"] for row in table(tmp_path / "out", "statements")] == [text]


def test_the_same_record_gives_the_same_bytes_and_no_mark_at_the_start(record: Record, tmp_path: Path, folder: Path):
    csv.write(record, tmp_path / "again")
    for name in TABLES:
        first, again = ((where / f"{name}.csv").read_bytes() for where in (folder, tmp_path / "again"))
        assert first == again
        assert not first.startswith(b"\xef\xbb\xbf")


def test_other_files_in_the_folder_are_left_alone(record: Record, tmp_path: Path):
    (tmp_path / "notes.txt").write_text("mine")
    csv.write(record, tmp_path)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_where_no_folder_can_be(record: Record, tmp_path: Path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(RapporteurError, match="cannot be a folder of tables"):
        csv.write(record, tmp_path / "file")
    with pytest.raises(RapporteurError, match="a folder of tables, not a stream"):
        csv.write(record, io.StringIO())
    assert (tmp_path / "file").read_text() == "mine"


def test_an_unknown_date_is_an_empty_cell(record: Record, tmp_path: Path):
    record.put_assembled({}, [merged(replace(statement(), venue=None))])
    csv.write(record, tmp_path / "out")
    (row,) = table(tmp_path / "out", "statements")
    assert (row["earliest"], row["latest"], row["basis"]) == ("", "", "unknown")

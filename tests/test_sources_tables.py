"""Pages in tables: JSON lines, CSV and Parquet."""

from __future__ import annotations

import gzip
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sources_samples import DATA, items, told

from rapporteur.model import Page, Refusal, Witness
from rapporteur.read import Columns

LINE = {"url": "https://delta.example/1", "text": "The envoys met on Friday."}


def put(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_json_lines_become_pages_with_what_the_row_says() -> None:
    first, second, *others = items(DATA / "rows.jsonl")
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert first.source == f"{DATA}/rows.jsonl#1"
    assert (first.url, first.media, first.data) == (
        "https://delta.example/9",
        "text",
        b"Envoys of both sides met on Friday.",
    )
    assert first.fetched == datetime(2023, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert first.witnesses == (
        Witness("title", "Envoys meet", "table"),
        Witness("author", "Bo Lindqvist", "table"),
        Witness("author", "Imelda Quist", "table"),
        Witness("published", "2022-09-09", "table"),
    )
    assert second.media == "html"
    assert [w.text for w in second.witnesses] == ["2022-09-10T00:00:00+00:00"]
    assert [item.source.rpartition("#")[2] for item in others] == ["4", "5", "6", "7"]
    assert [isinstance(item, Page) for item in others] == [False, False, False, True]


def test_rows_of_a_csv_keep_their_line_breaks_and_are_numbered() -> None:
    first, empty, short, marked = items(DATA / "rows.csv")
    assert isinstance(first, Page)
    assert isinstance(marked, Page)
    assert first.data.decode().endswith('They agreed to meet again, "soon".')
    assert (marked.source, marked.url, marked.media) == (f"{DATA}/rows.csv#4", None, "html")
    assert "empty" in told([empty])[0]
    assert "2 cells and the head 6" in told([short])[0]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.csv.gz", gzip.compress(b"url,text\nhttps://delta.example/1,The envoys met on Friday.\n")),
        ("x.tsv", b"url\ttext\nhttps://delta.example/1\tThe envoys met on Friday.\n"),
        ("x.csv", "url;text\nhttps://delta.example/1;The envoys met on Friday.\n".encode("utf-16")),
        ("table", b"\xef\xbb\xbfurl,text\r\nhttps://delta.example/1,The envoys met on Friday.\r\n"),
        ("lines", json.dumps(LINE).encode()),
        ("x.jsonl.gz", gzip.compress(json.dumps(LINE).encode())),
        ("x.json", json.dumps(LINE).encode() + b"\n"),
    ],
)
def test_tables_are_known_by_content(tmp_path: Path, name: str, data: bytes) -> None:
    (found,) = items(put(tmp_path, name, data))
    assert isinstance(found, Page)
    assert found.data == b"The envoys met on Friday."
    assert (found.url, found.source) == ("https://delta.example/1", f"{tmp_path / name}#1")


@pytest.mark.parametrize(
    "text",
    [
        "Home | Article | Contact\nThe ministers met on Friday.",
        "Article\tVideo\tContact\nThe ministers met on Friday.",
        "Text, with a comma, url\nThe ministers met on Friday.",
        '{"answer": 42}\nThe ministers met on Friday.',
        "{curly\nThe ministers met on Friday.",
    ],
)
def test_a_text_with_a_menu_is_no_table(tmp_path: Path, text: str) -> None:
    for name in ("x.txt", "x"):
        (found,) = items(put(tmp_path, name, text))
        assert isinstance(found, Page)
        assert found.data == text.encode()


def test_the_user_names_the_columns(tmp_path: Path) -> None:
    columns = Columns("Meldung", "Ort", "Tag")
    for name, data in (
        ("x.csv", "Tag,Ort,Meldung,text\n3 May 2021,https://delta.example/1,The envoys met.,no\n"),
        (
            "x.jsonl",
            '{"Tag": "3 May 2021", "Ort": "https://delta.example/1", "Meldung": "The envoys met.", "text": "no"}',
        ),
    ):
        (found,) = items(put(tmp_path, name, data), columns=columns)
        assert isinstance(found, Page)
        assert (found.data, found.url) == (b"The envoys met.", "https://delta.example/1")
        assert found.witnesses == (Witness("published", "3 May 2021", "table"),)


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        (Columns(), "name one with --text-column"),
        (Columns(text="b"), "no column 'b'"),
        (Columns(text="c1", date="day"), "--date-column"),
        (Columns(text="c1", url="where"), "--url-column"),
    ],
)
def test_a_column_that_is_missing_is_told_with_those_there_are(tmp_path: Path, columns: Columns, says: str) -> None:
    (refusal,) = items(put(tmp_path, "x.csv", "c1,c2\na,b\nc,d\n"), columns=columns)
    assert isinstance(refusal, Refusal)
    assert says in refusal.reason
    assert "'c1', 'c2'" in refusal.reason


def test_json_lines_without_text_are_refused_once(tmp_path: Path) -> None:
    (refusal,) = items(put(tmp_path, "x.jsonl", '{"a": 1}\n' * 5000))
    assert "none of its rows is a page" in told([refusal])[0]
    assert "--text-column" in told([refusal])[0]


def test_a_corrected_date_makes_a_row_a_new_one(tmp_path: Path) -> None:
    digests = set()
    for day in ("2021-01-02", "2021-01-03", "2021-01-02"):
        (found,) = items(put(tmp_path, "x.jsonl", json.dumps(LINE | {"date": day, "unused": day})))
        assert isinstance(found, Page)
        digests.add(found.sha256)
    assert len(digests) == 2


@pytest.mark.parametrize(
    ("cell", "fetched"),
    [
        ("2021-01-02T03:04:05Z", datetime(2021, 1, 2, 3, 4, 5, tzinfo=UTC)),
        (1609556645, datetime(2021, 1, 2, 3, 4, 5, tzinfo=UTC)),
        (1609556645000.0, datetime(2021, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("yesterday", None),
        (True, None),
        (7, None),
        (1e300, None),
        (float("nan"), None),
        ([], None),
    ],
)
def test_when_a_row_was_crawled(tmp_path: Path, cell: object, fetched: datetime | None) -> None:
    (found,) = items(put(tmp_path, "x.jsonl", json.dumps(LINE | {"crawl_date": cell})))
    assert isinstance(found, Page)
    assert found.fetched == fetched


def test_a_row_over_the_limit_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    rows = [json.dumps({"text": "x" * 5_000_000}), json.dumps({"text": "x" * 3000}), json.dumps(LINE)]
    found = items(put(tmp_path, "x.jsonl", "\n".join(rows)), page_limit=1000)
    assert [isinstance(item, Page) for item in found] == [False, False, True]
    assert "too long" in told(found)[0]
    assert "over the limit" in told(found)[1]
    table = "n,text\n1," + "x" * 3000 + "\n2,They met.\n"
    assert [isinstance(item, Page) for item in items(put(tmp_path, "x.csv", table), page_limit=1000)] == [False, True]


def test_deep_and_broken_json_is_refused(tmp_path: Path) -> None:
    rows = ["[" * 100_000, '{"text": ' + "[" * 100_000, '{"text": "cut', "9" * 10_000, json.dumps(LINE)]
    found = items(put(tmp_path, "x.jsonl", "\n".join(rows)))
    assert [isinstance(item, Page) for item in found] == [False] * 4 + [True]


def test_parquet_tables_are_read_by_the_column(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    table = pyarrow.table(
        {
            "text": ["The envoys met.", None, b"<p>They agreed.</p>".decode()],
            "url": ["https://delta.example/1", "x", None],
            "date": [datetime(2021, 1, 2), None, None],
            "picture": [b"x", b"y", b"z"],
        }
    )
    path = tmp_path / "rows.parquet"
    parquet.write_table(table, path, row_group_size=2)
    first, second, third = items(path)
    assert isinstance(first, Page)
    assert isinstance(third, Page)
    assert (first.source, first.url) == (f"{path}#1", "https://delta.example/1")
    assert first.witnesses == (Witness("published", "2021-01-02T00:00:00+00:00", "table"),)
    assert isinstance(second, Refusal)
    assert third.media == "html"
    path.write_bytes(path.read_bytes()[:-30])
    assert "damaged" in told(items(path))[0]


def test_parquet_without_pyarrow_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (refusal,) = items(put(tmp_path, "x.parquet", b"PAR1xxxxPAR1"))
    assert "rapporteur[tables]" in told([refusal])[0]

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable
from test_store_samples import reading

from rapporteur.errors import RecordError
from rapporteur.store import open_record, opening, schema


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rapporteur.db"


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def test_a_new_record_is_one_file_in_wal(path: Path):
    open_record(path).close()
    assert [p.name for p in path.parent.iterdir()] == ["rapporteur.db"]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION_ID,)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_what_was_kept_is_there_when_opened_again(path: Path):
    with open_record(path) as record:
        record.put(reading(), "1")
    with open_record(str(path), create=False) as record:
        assert list(record.readings()) == [reading()]


def test_no_record_and_none_to_be_made(path: Path):
    with pytest.raises(RecordError, match="there is no record here"):
        open_record(path, create=False)
    assert not path.exists()


def test_no_folder(tmp_path: Path):
    with pytest.raises(RecordError, match="there is no folder"):
        open_record(tmp_path / "none" / "rapporteur.db")


def test_a_folder_is_no_record(tmp_path: Path):
    with pytest.raises(RecordError, match="is a folder"):
        open_record(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_no_record(path: Path):
    os.mkfifo(path)
    with pytest.raises(RecordError, match="is not a file"):
        open_record(path)


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_a_name_that_no_file_can_have(tmp_path: Path, name: str):
    with pytest.raises(RecordError, match="cannot be"):
        open_record(tmp_path / name)


@pytest.mark.parametrize("content", [b"", b"a letter to a friend", b"SQLite format 3\0 and nothing more", b"x" * 500])
def test_a_foreign_file_is_not_touched(path: Path, content: bytes):
    path.write_bytes(content)
    with pytest.raises(RecordError, match="not a record"):
        open_record(path)
    assert path.read_bytes() == content
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_foreign_database_is_not_touched(path: Path):
    change(path, "CREATE TABLE meta (kind TEXT)")
    before = path.read_bytes()
    with pytest.raises(RecordError, match="another program's database"):
        open_record(path)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_newer_record_is_not_touched(path: Path):
    open_record(path).close()
    change(path, "UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    with pytest.raises(RecordError, match=r"newer version of this program \(schema 9999"):
        open_record(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statement", ["DROP TABLE alembic_version", "DELETE FROM meta", "UPDATE meta SET kind = 'else'", "DROP TABLE meta"]
)
def test_a_record_that_has_lost_its_marks(path: Path, statement: str):
    open_record(path).close()
    change(path, statement)
    with pytest.raises(RecordError, match="is damaged"):
        open_record(path)


def test_a_damaged_record(path: Path):
    with open_record(path) as record:
        record.put(reading(), "1")
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 60_000)
    with pytest.raises(RecordError, match="is damaged"), open_record(path) as record:
        list(record.readings())


def test_a_claim_that_does_not_fit_this_version(path: Path):
    with open_record(path) as record:
        record.put(reading(), "1")
    change(path, "UPDATE page_claim SET claim = replace(claim, 'happened', 'rumoured')")
    with open_record(path) as record, pytest.raises(RecordError, match=r"an item \(Event\) .*\(status: ") as raised:
        list(record.readings())
    assert "\n" not in str(raised.value)


def test_a_locked_record_says_so(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)
    with open_record(path) as record, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert record.counts().documents == 0
        with pytest.raises(RecordError, match="is locked by another program") as raised:
            record.put(reading(), "1")
        assert "\n" not in str(raised.value)
        other.execute("ROLLBACK")
        record.put(reading(), "1")


def test_a_full_disk_says_so_and_keeps_whole_pages(path: Path):
    with open_record(path) as record:
        record.put(reading("a"), "1")
        with record._engine.connect() as connection:  # a limit on this connection stands in for the disk
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        grows = (record.put(reading(f"n{number}"), "1") for number in range(100))
        with pytest.raises(RecordError, match="disk is full"):
            list(grows)
        assert all(len(kept.claims) == 4 for kept in record.readings())


def test_a_record_may_be_made_by_two_at_once(path: Path):
    failures: list[Exception] = []

    def make(name: str) -> None:
        try:
            with open_record(path) as record:
                record.put(reading(name), "1")
        except RecordError as error:
            failures.append(error)

    threads = [threading.Thread(target=make, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with open_record(path) as record:
        assert record.counts().documents == 4
    assert [p.name for p in path.parent.iterdir()] == ["rapporteur.db"]


@pytest.mark.parametrize("name", ["100% sure?#.db", ":memory:", "file:x", "Протокол.db"])
def test_any_file_name_will_do(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    with open_record(name) as record:
        record.put(reading(), "1")
    assert [p.name for p in tmp_path.iterdir()] == [name]
    with open_record(tmp_path / name, create=False) as record:
        assert record.counts().documents == 1


def test_migrations_and_tables_agree(path: Path):
    open_record(path).close()
    engine = opening.sqlite_engine(path)
    with engine.connect() as connection:
        options = {"include_name": lambda name, kind, _: kind != "table" or "_words" not in (name or "")}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), schema.metadata) == []
    engine.dispose()


def test_the_newest_migration_is_the_one_named():
    assert ScriptDirectory(str(opening.MIGRATIONS)).get_heads() == [schema.REVISION]


def test_an_older_record_is_brought_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    with open_record(path) as record:
        record.put(reading(), "1")
    steps = tmp_path / "migrations"
    (steps / "versions").mkdir(parents=True)
    for name in ("env.py", "script.py.mako", "versions/r0001_first.py"):
        (steps / name).write_text((opening.MIGRATIONS / name).read_text())
    (steps / "versions" / "r0002_second.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        "revision, down_revision, branch_labels, depends_on = '0002', '0001', None, None\n"
        "def upgrade():\n"
        "    with op.batch_alter_table('refusal', recreate='always') as batch:\n"
        "        batch.add_column(sa.Column('seen', sa.Text))\n"
    )
    monkeypatch.setattr(opening, "MIGRATIONS", steps)
    monkeypatch.setattr(schema, "REVISION", "0002")
    with open_record(path) as record:
        assert list(record.readings()) == [reading()]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT seen FROM refusal").fetchall() == []
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0002",)


def test_every_table_can_be_made_on_postgresql():
    for table in schema.metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=postgresql.dialect()))

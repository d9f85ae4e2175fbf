from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from test_store_samples import reading

from rapporteur.store import open_record

WRITER = """
import sys
from itertools import count
from test_store_samples import event, merged, reading
from dataclasses import replace
from rapporteur.store import open_record

record = open_record(sys.argv[1])
if sys.argv[2] == "pages":
    for number in count():
        record.put(reading(f"n{number % 60}"), str(number))
        print(number, flush=True)
else:
    def endless():
        for number in count():
            if number % 500 == 499:
                print(number, flush=True)
            yield merged(replace(event(), id=f"x{number}"))
    record.put_assembled({}, endless())
"""


def kill_while_writing(path: Path, what: str, lines: int) -> None:
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", WRITER, str(path), what]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=env, text=True) as writer:
        assert writer.stdout is not None
        for _ in range(lines):
            assert writer.stdout.readline()
        writer.kill()


def assert_sound(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for index in ("document_words", "assembled_claim_words"):
            connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")


@pytest.mark.parametrize("lines", [1, 40, 90])
def test_a_kill_in_the_middle_leaves_whole_pages(tmp_path: Path, lines: int):
    path = tmp_path / "rapporteur.db"
    kill_while_writing(path, "pages", lines)
    with open_record(path) as record:
        kept = list(record.readings())
        assert len(kept) >= min(lines, 60)
        assert kept == [reading(one.article.id.removeprefix("d-")) for one in kept]
        record.put(reading("after"), "1")
    assert_sound(path)


def test_a_kill_while_assembling_leaves_the_former_assembly(tmp_path: Path):
    path = tmp_path / "rapporteur.db"
    with open_record(path) as record:
        record.put(reading(), "1")
        record.put_assembled({}, [])
    kill_while_writing(path, "assembly", 3)
    with open_record(path) as record:
        assert list(record.assembled()) == []
        assert list(record.readings()) == [reading()]
    assert_sound(path)

"""Opening a record's file: is it ours, can this version read it, and nothing altered unless both are so.

All that belongs to SQLite as a file stands here: the mark in the header, the pragmas, and what its errors mean.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine, create_engine, event, select
from sqlalchemy.engine import URL, Connection
from sqlalchemy.exc import DBAPIError, StatementError

from rapporteur.errors import RecordError
from rapporteur.store import schema

BUSY_SECONDS = 15.0  # how long a writer waits for another one before it gives up
HEADER_BYTES = 100
MAGIC = b"SQLite format 3\x00"
MIGRATIONS = Path(__file__).parent / "migrations"

_ONE_AT_A_TIME = threading.Lock()  # Alembic keeps the migration under way in a global

_ADVICE = {
    "SQLITE_BUSY": "is locked by another program; wait until it has finished, or close it",
    "SQLITE_LOCKED": "is locked by another program; wait until it has finished, or close it",
    "SQLITE_READONLY": "cannot be written; check the permissions of the file and of its folder",
    "SQLITE_PERM": "cannot be opened; check the permissions of the file and of its folder",
    "SQLITE_CANTOPEN": "cannot be opened; check the permissions of the file and of its folder",
    "SQLITE_FULL": "cannot grow: the disk is full; nothing of the last page was kept, free some space and go on",
    "SQLITE_IOERR": "cannot be read or written: the disk reports an error",
    "SQLITE_CORRUPT": "is damaged; restore it from a backup, or read the pages into a new record",
    "SQLITE_NOTADB": "is damaged; restore it from a backup, or read the pages into a new record",
}


def open_engine(path: Path, *, create: bool) -> Engine:
    """An engine on the record at ``path``, brought up to this version's schema; a new one where there is none.

    Raises ``RecordError`` in one line where the file is no record, is newer than this program, is locked, or cannot be
    read or made. A file that is not ours is only ever looked at.
    """
    if _exists(path):
        check_header(path)
    elif create:
        _create(path)
    else:
        raise RecordError(f"{path}: there is no record here; read some pages first, or name another file")
    with explained(path):
        _upgrade_if_older(path)
        return sqlite_engine(path)


def check_header(path: Path) -> None:
    """Raises ``RecordError`` unless ``path`` is a SQLite file that bears our mark. Opens no database."""
    if path.is_dir():
        raise RecordError(f"{path} is a folder, not a record; name a file")
    if not path.is_file():
        raise RecordError(f"{path} is not a file, so it cannot be a record")
    try:
        with path.open("rb") as file:
            header = file.read(HEADER_BYTES)
    except OSError as error:
        raise RecordError(f"{path} cannot be read: {error.strerror}") from error
    if not header:
        raise RecordError(f"{path} is empty, not a record; delete it, or name another file")
    if len(header) < HEADER_BYTES or not header.startswith(MAGIC):
        raise RecordError(f"{path} is not a record; nothing in it was changed; name another file")
    if int.from_bytes(header[68:72], "big") != schema.APPLICATION_ID:
        raise RecordError(f"{path} is another program's database; nothing in it was changed; name another file")


def sqlite_engine(path: Path, *, foreign_keys: bool = True) -> Engine:
    """An engine whose transactions are real ones: a reader sees one state, a writer holds the lock from its start.

    A transaction writes if its connection bears the execution option ``writes=True``.
    """
    url = URL.create("sqlite", database=str(path.absolute()))
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, pool_size=4, max_overflow=-1)

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # the driver shall not begin transactions of its own
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        connection.execute("PRAGMA synchronous = NORMAL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns the database's own errors into a ``RecordError`` that says what to do."""
    try:
        yield
    except DBAPIError as error:
        raise _explain(path, error.orig) from error
    except StatementError as error:
        raise RecordError(f"{path}: {error.orig or error}") from error
    except sqlite3.Error as error:
        raise _explain(path, error) from error
    except UnicodeEncodeError as error:
        raise RecordError(f"{path}: half a character (a lone surrogate) cannot be kept; mend the text first") from error


def _explain(path: Path, error: BaseException | None) -> RecordError:
    name = getattr(error, "sqlite_errorname", None) or ""
    for code, advice in _ADVICE.items():
        if name.startswith(code):
            return RecordError(f"{path} {advice}")
    return RecordError(f"{path}: {' '.join(str(error).split())}")


def _exists(path: Path) -> bool:
    try:
        path.stat()
    except FileNotFoundError:
        return False
    except (OSError, ValueError) as error:
        raise RecordError(f"{str(path)!r} cannot be opened: {getattr(error, 'strerror', None) or error}") from error
    return True


def _create(path: Path) -> None:
    """Makes the record under another name and gives it its own when it is whole: a crash leaves no half record."""
    if not path.parent.is_dir():
        raise RecordError(f"{path}: there is no folder {path.parent}; make it first")
    fresh = path.parent / f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.new"
    try:
        with explained(path):
            with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
                connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
                connection.execute("PRAGMA journal_mode = WAL")
            _upgrade(fresh)
        with suppress(FileExistsError):  # another process made one meanwhile: theirs stands
            _name(fresh, path)
    except OSError as error:
        raise RecordError(f"{path} cannot be made: {error.strerror}") from error
    finally:
        for leftover in (fresh, Path(f"{fresh}-wal"), Path(f"{fresh}-shm"), Path(f"{fresh}-journal")):
            leftover.unlink(missing_ok=True)
    check_header(path)


def _name(fresh: Path, path: Path) -> None:
    try:
        os.link(fresh, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if path.exists():
            raise FileExistsError(path) from None
        fresh.rename(path)


def _upgrade_if_older(path: Path) -> None:
    engine = sqlite_engine(path)
    try:
        with engine.connect() as connection:
            revision = _revision(path, connection)
    finally:
        engine.dispose()
    if revision != schema.REVISION:
        _check_known(path, revision)
        _upgrade(path)


def _revision(path: Path, connection: Connection) -> str:
    names = {"meta", "alembic_version"}
    found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
    if not names.issubset(found):
        raise RecordError(f"{path} is damaged: its table of versions is missing; restore it from a backup")
    kind = connection.execute(select(schema.meta.c.kind)).scalar()
    revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if kind != schema.KIND or revision is None:
        raise RecordError(f"{path} is damaged: it does not say what it is; restore it from a backup")
    return str(revision)


def _check_known(path: Path, revision: str) -> None:
    from alembic.script import ScriptDirectory

    known = {step.revision for step in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    if revision not in known:
        raise RecordError(
            f"{path} was written by a newer version of this program (schema {revision}, this one knows "
            f"{schema.REVISION}); update the program"
        )


def _upgrade(path: Path) -> None:
    """Runs the steps that are missing, all in one transaction.

    Foreign keys are off meanwhile: batch mode rebuilds tables, and dropping the old one would delete what hangs on it.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    engine = sqlite_engine(path, foreign_keys=False)
    try:
        with _ONE_AT_A_TIME, engine.execution_options(writes=True).begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise RecordError(f"{path} could not be brought up to date; nothing was changed")
    finally:
        engine.dispose()

"""The record: one object through which everything is kept and found. Each method is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from sqlalchemy import Engine, select
from sqlalchemy.engine import Connection

from rapporteur.model import Claim, Document, Merged, Reading, Refusal
from rapporteur.store import assembled, coding, pages, seek
from rapporteur.store.answers import Counts, Dossier, Hit, PartyEntry
from rapporteur.store.assembled import Filters, Order
from rapporteur.store.coding import Sort
from rapporteur.store.opening import explained, open_engine
from rapporteur.store.schema import meta

T = TypeVar("T")


def open_record(path: str | Path, *, create: bool = True) -> Record:
    """The record at ``path``, made if there is none and ``create`` is true.

    Raises ``RecordError``, in one line, where the file is no record of ours, is newer than this program, is locked,
    or cannot be read or made. A file that is not a record is never altered.
    """
    return Record(Path(path), open_engine(Path(path), create=create))


class Record:
    """A record that stands open; use it in a ``with`` statement, or close it.

    What one method writes is there whole or not at all, also for those who read at the same time and after a crash.
    An iterator shows the record as it was when its first item was asked for. A Record may be used by several threads,
    not across a fork. Every method raises ``RecordError`` where the database fails (locked, disk full, damaged).
    """

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine
        self._made_from: int | None = None  # the state of the pages that the coming assembly was made from

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        self._engine.dispose()

    # Pages ------------------------------------------------------------------------------------------------------

    def has(self, source: str, sha256: str, version: str) -> bool:
        """Whether these bytes of this source have been read already, whole or by entries, by this program's version."""
        with self._reading() as connection:
            return pages.has(connection, source, sha256, version)

    def put(self, reading: Reading, version: str) -> Refusal | None:
        """Keeps a reading in place of any former one of the same source; the source counts as refused no longer.

        ``version`` is that of the program. Gives a refusal, and keeps nothing, where the same page (the same document
        id) was read from another source already.
        """
        return self.put_entries((reading,), version)[1]

    def put_entries(self, readings: Sequence[Reading], version: str) -> tuple[int, Refusal | None]:
        """Keeps all readings of one page, those of its entries, in place of any former ones of it; at least one.

        Gives how many were kept, and one refusal for those that are documents of another source already.
        """
        with self._writing() as connection:
            kept, refused = pages.put(connection, readings, version)
        self._made_from = None
        return kept, refused

    def put_refusal(self, refusal: Refusal) -> None:
        """Keeps why a source gave no article, once for each reason. A former reading of the source stays."""
        with self._writing() as connection:
            pages.put_refusal(connection, refusal)

    def documents(self) -> Iterator[Document]:
        """Every document, by id, with all that was refused in it."""
        return self._stream(pages.documents, pages_only=True)

    def readings(self) -> Iterator[Reading]:
        """Every reading as it was put, by the id of its document."""
        return self._stream(pages.readings, pages_only=True)

    def claims(self, sort: Sort) -> Iterator[Claim]:
        """The claims of the pages, not assembled, of one sort, by id."""
        coding.check_sort(sort)
        return self._stream(lambda connection: pages.claims(connection, sort), pages_only=True)

    def refusals(self) -> Iterator[Refusal]:
        """Why sources gave no article, by source and reason. What was refused in a document stands in it."""
        return self._stream(pages.refusals)

    # The assembled layer ----------------------------------------------------------------------------------------

    def put_assembled(self, copies: Mapping[str, str], merged: Iterable[Merged]) -> None:
        """Replaces all assembled claims and all copies, in one transaction that holds a few hundred claims in memory.

        ``copies`` maps the id of a document to that of the one it reprints. The layer counts as made from the pages
        as they stood when ``documents``, ``readings`` or ``claims`` were first read since the last assembly.
        Raises ``RecordError`` where two claims have the same id.
        """
        with self._writing() as connection:
            assembled.replace(connection, copies, merged, self._made_from)
        self._made_from = None

    def assembled(
        self,
        sort: Sort | None = None,
        *,
        type: str | None = None,
        actor: str | None = None,
        country: str | None = None,
        after: date | None = None,
        before: date | None = None,
        words: str | None = None,
        limit: int | None = None,
        offset: int = 0,
        order: Order = "id",
    ) -> Iterator[Merged]:
        """The assembled claims that the filters let through (``assembled.Filters`` says what each means).

        In the order of ids, or by date, ``oldest`` or ``newest`` first and the unknown last.
        """
        coding.check_sort(sort)
        filters = Filters(sort, type, actor, country, after, before, words)
        return self._stream(lambda connection: assembled.stream(connection, filters, order, limit, offset))

    def count(
        self,
        sort: Sort | None = None,
        *,
        type: str | None = None,
        actor: str | None = None,
        country: str | None = None,
        after: date | None = None,
        before: date | None = None,
        words: str | None = None,
    ) -> int:
        """How many claims ``assembled`` would give for the same filters."""
        coding.check_sort(sort)
        with self._reading() as connection:
            return assembled.count(connection, Filters(sort, type, actor, country, after, before, words))

    def event_types(self) -> tuple[str, ...]:
        """The types of its events, by name: those of the shipped codebook, and a user's own."""
        with self._reading() as connection:
            return assembled.event_types(connection)

    def of_document(self, document_id: str) -> Iterator[Merged]:
        """The assembled claims that this document evidences, by id."""
        return self._stream(lambda connection: assembled.of_document(connection, document_id))

    @property
    def stale(self) -> bool:
        """Whether pages have changed since the last assembly; then it may cite documents that are no longer there."""
        with self._reading() as connection:
            return assembled.is_stale(connection)

    def counts(self) -> Counts:
        """How much the record holds; claims are counted as assembled."""
        with self._reading() as connection:
            documents, copies, refused = pages.counts(connection)
            by_sort = assembled.counts(connection)
        events, statements, commitments, tenures = (by_sort.get(sort, 0) for sort in coding.SORTS)
        return Counts(documents, copies, events, statements, commitments, tenures, refused)

    # Finding ----------------------------------------------------------------------------------------------------

    def find(self, id_or_prefix: str) -> Merged | Document:
        """The assembled claim or the document with this id, or with the only id that begins so.

        Raises ``RecordError`` where there is none, or more than one.
        """
        with self._reading() as connection:
            return seek.find(connection, id_or_prefix)

    def search(
        self,
        words: str,
        *,
        type: str | None = None,
        actor: str | None = None,
        country: str | None = None,
        after: date | None = None,
        before: date | None = None,
        limit: int = 20,
    ) -> list[Hit]:
        """Claims and documents in which all the words stand, in turn, the best first.

        Words "in quotation marks" must follow one another, an asterisk stands for any ending, and no other sign means
        anything. With type, actor or country only claims can answer. No text makes it fail; one without words finds
        nothing.
        """
        with self._reading() as connection:
            return seek.search(connection, Filters(None, type, actor, country, after, before, words), limit)

    def actor(self, party_id: str, *, limit: int | None = None, offset: int = 0) -> Dossier:
        """What the record holds on a party: offices, claims (newest first), tenures. ``RecordError`` if nothing."""
        with self._reading() as connection:
            return seek.dossier(connection, party_id, limit, offset)

    def parties(self, prefix: str = "", *, limit: int = 50) -> list[PartyEntry]:
        """The parties whose id, name, or a word of whose name begins so; those with most claims first."""
        with self._reading() as connection:
            return seek.parties(connection, prefix, limit)

    # Transactions -----------------------------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with explained(self.path), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with explained(self.path), self._engine.execution_options(writes=True).begin() as connection:
            yield connection

    def _stream(self, rows: Callable[[Connection], Iterator[T]], *, pages_only: bool = False) -> Iterator[T]:
        with self._reading() as connection:
            if pages_only and self._made_from is None:
                self._made_from = connection.execute(select(meta.c.pages)).scalar_one()
            yield from rows(connection)

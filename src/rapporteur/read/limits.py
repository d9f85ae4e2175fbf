"""How much of the machine one source may take, and what the user says of its tables."""

from __future__ import annotations

from dataclasses import dataclass

from rapporteur.settings import Settings


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of a table's columns as the user gives them; None: by the usual names (``columns.toml``)."""

    text: str | None = None
    url: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on a single source; sizes in bytes, times in seconds. What goes over one is refused, never cut."""

    page_limit: int = 20_000_000  # a file, a download, or the text of a PDF
    fetch_timeout: float = 20.0  # one address with all its redirects, from the first byte asked to the last received
    redirects: int = 5
    allow_private: bool = False  # may addresses of the own machine or network be fetched
    pdf_pages: int = 500
    pdf_seconds: float = 60.0
    pdf_memory: int = 2_000_000_000  # of the process that reads the PDF
    fetch_pause: float = 1.0  # between two pages of one site
    linked_pages: int = 200  # fetched from one feed or sitemap
    archive_entries: int = 5_000_000  # of one archive, feed or table
    nesting: int = 4  # archives and packings inside one another
    unpacked_least: int = 1_000_000_000  # any archive may unpack to this
    unpacked_ratio: int = 100  # and to so many times its own size
    refusals_told: int = 1000  # one by one, of one source; more are told as a number
    columns: Columns = Columns()

    @classmethod
    def of(cls, settings: Settings, *, allow_private: bool = False) -> Limits:
        """The limits that the settings ask for."""
        return cls(
            page_limit=settings.page_limit,
            fetch_timeout=settings.fetch_timeout,
            allow_private=allow_private,
            fetch_pause=settings.fetch_pause,
            linked_pages=settings.linked_pages,
            archive_entries=settings.archive_entries,
            columns=Columns(settings.text_column, settings.url_column, settings.date_column),
        )

"""How much of the machine one source may take."""

from __future__ import annotations

from dataclasses import dataclass

from rapporteur.settings import Settings


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

    @classmethod
    def of(cls, settings: Settings, *, allow_private: bool = False) -> Limits:
        """The limits that the settings ask for."""
        return cls(
            page_limit=settings.page_limit, fetch_timeout=settings.fetch_timeout, allow_private=allow_private
        )

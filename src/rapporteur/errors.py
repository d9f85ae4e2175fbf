"""The errors a user can meet. Each says what went wrong, where, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rapporteur.model import Refusal


class RapporteurError(Exception):
    """Anything this package raises on purpose; the command line prints it as one line and exits with 1."""


class DataError(RapporteurError):
    """A data file (codebook, language, world) that breaks its schema; names file and line."""


class RecordError(RapporteurError):
    """A record that is not ours, newer than ours, or locked."""


class ModelError(RapporteurError):
    """The language model is missing or does not fit this version."""


class SourceError(RapporteurError):
    """A source that cannot be read at all: no such file, no permission, not a page."""


class PageRefused(RapporteurError):
    """A page that gives no reading; ``refusal`` says by which stage and why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"{refusal.source or 'page'}: {refusal.reason}")
        self.refusal = refusal

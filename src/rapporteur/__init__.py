"""Rapporteur reads pages on international security and keeps the record: who did, said or promised what.

The main path is ``rapporteur.pipeline``. In Python::

    import rapporteur as rp

    reading = rp.read_page("page.html")
    record = rp.open_record("rapporteur.db")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rapporteur.pipeline import build_record, read_page
    from rapporteur.store import open_record

__all__ = ["build_record", "open_record", "read_page"]


def __getattr__(name: str) -> object:
    """Load a public function when it is first asked for, so that the command line answers at once."""
    if name in ("build_record", "read_page"):
        from rapporteur import pipeline

        return getattr(pipeline, name)
    if name == "open_record":
        from rapporteur.store import open_record

        return open_record
    raise AttributeError(f"module 'rapporteur' has no attribute {name!r}")

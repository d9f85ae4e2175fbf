"""The record kept: readings go in page by page, the assembled layer as a whole; both are searched and read back.

``open_record`` opens or makes one (SQLite, a single file); ``Record`` has every way of asking. ``schema.py`` shows the
tables, ``migrations/`` how they came about, ``docs/record.md`` what a user should know.
"""

from __future__ import annotations

from rapporteur.store.answers import Counts, Dossier, Hit, PartyEntry
from rapporteur.store.assembled import Order
from rapporteur.store.coding import SORTS, Sort
from rapporteur.store.record import Record, open_record

__all__ = ["SORTS", "Counts", "Dossier", "Hit", "Order", "PartyEntry", "Record", "Sort", "open_record"]

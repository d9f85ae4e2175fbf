"""Sources to pages: files, folders, web addresses, and what is in archives, tables, feeds and sitemaps.

``pages`` is the way in; it gives one page at a time, in the same order every time. Every source and every entry in one
ends as a ``Page`` or as a ``Refusal`` that says what is wrong, where, and what to do about it; nothing is skipped in
silence but files and entries of other kinds, and those are counted.
"""

from __future__ import annotations

from rapporteur.read.limits import Columns, Limits
from rapporteur.read.listing import addresses
from rapporteur.read.sources import Pages, count, page, pages

__all__ = ["Columns", "Limits", "Pages", "addresses", "count", "page", "pages"]

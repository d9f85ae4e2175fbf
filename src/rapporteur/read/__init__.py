"""Sources to pages: files, folders and web addresses, one at a time, in the same order every time.

``pages`` is the way in. Every source ends as a ``Page`` or as a ``Refusal`` that says what is wrong, where, and what
to do about it; nothing is skipped in silence but files of other kinds inside a folder, and those are counted.
"""

from __future__ import annotations

from rapporteur.read.limits import Limits
from rapporteur.read.sources import Pages, count, page, pages

__all__ = ["Limits", "Pages", "count", "page", "pages"]

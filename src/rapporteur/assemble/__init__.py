"""Claims of many articles → one record: reprints found, claims of the same thing merged, every merge with its reasons.

Pure functions over iterables; where the claims come from and go to is the pipeline's business.
"""

from __future__ import annotations

from rapporteur.assemble.copies import copies
from rapporteur.assemble.merge import commitments, events, statements, tenures

__all__ = ["commitments", "copies", "events", "statements", "tenures"]

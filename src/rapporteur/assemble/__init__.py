"""Claims of many articles → one record: reprints found, claims of the same thing merged, promises followed through.

Pure functions over iterables; where the claims come from and go to is the pipeline's business.
"""

from __future__ import annotations

from rapporteur.assemble.copies import copies, sources
from rapporteur.assemble.follow import follow
from rapporteur.assemble.merge import commitments, events, statements, tenures
from rapporteur.assemble.whole import assembled

__all__ = ["assembled", "commitments", "copies", "events", "follow", "sources", "statements", "tenures"]

"""What others say of a page - the feed, table or sitemap that it came from - fills in what the page does not state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapporteur.clean.source_lines import Metadata
from rapporteur.model import Witness, WitnessRole


def with_witnesses(metadata: Metadata, witnesses: Sequence[Witness]) -> Metadata:
    """The page's own statements, and where it makes none those of its witnesses; the page's word counts for more."""
    if not witnesses:
        return metadata
    published = _first(witnesses, "published")
    stated = metadata.published is not None or published is None
    return replace(
        metadata,
        title=metadata.title or _text(_first(witnesses, "title")),
        site=metadata.site or _text(_first(witnesses, "publisher")),
        authors=metadata.authors or tuple(w.text for w in witnesses if w.role == "author"),
        published=metadata.published if stated else _text(published),
        published_from=metadata.published_from if stated or published is None else f"the {published.origin}",
        updated=metadata.updated or _text(_first(witnesses, "updated")),
    )


def _first(witnesses: Sequence[Witness], role: WitnessRole) -> Witness | None:
    return next((w for w in witnesses if w.role == role), None)


def _text(witness: Witness | None) -> str | None:
    return witness.text if witness is not None else None

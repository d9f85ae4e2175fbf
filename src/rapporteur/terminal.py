"""What the commands print: claims and documents on standard output, as plain text with a little colour.

Whatever comes from a page goes through ``plain`` and into rich as text, not as markup: neither obeys it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn

from rich.console import Console
from rich.text import Text

from rapporteur import plain
from rapporteur.errors import RecordError
from rapporteur.model import Document, Evidence, Merged

if TYPE_CHECKING:
    from rapporteur.store import Hit, Record

ID, STRONG, FOUND, DIM = "bold cyan", "bold", "bold yellow", "dim"


class Output(Console):
    """Standard output; a reader that went away is an error like any other, for the caller to handle."""

    def on_broken_pipe(self) -> NoReturn:
        """Raises ``BrokenPipeError`` where rich would end the process."""
        raise BrokenPipeError


def put(*pieces: str | tuple[str, str]) -> None:
    """One line, of plain strings and of (string, style), freed of what a terminal would obey."""
    console = Output(highlight=False, markup=False, emoji=False)
    line = Text()
    for piece in pieces:
        text, style = (piece, "") if isinstance(piece, str) else piece
        line.append(plain.printable(text), style)
    console.print(line, soft_wrap=True)


def put_hit(hit: Hit) -> None:
    """One find: its id and title, and below them the words that were found."""
    put((hit.id, ID), f"  {hit.sort}  {plain.when(hit.date)}  ", (plain.one_line(hit.title), STRONG))
    snippet = plain.marked(hit.snippet, hit.matches)
    put("    ", *((piece, FOUND if found else "") for piece, found in snippet))


def show_claim(found: Merged, kept: Record, *, why: bool) -> None:
    """A claim in plain words, the sentences that say so, and why the pages' claims were taken for one."""
    claim = found.claim
    put((claim.id, ID))
    put((plain.sentence(claim), STRONG))
    _print_rows(plain.rows(claim))
    _print_evidence("evidence", claim.evidence, kept)
    _print_evidence("evidence of the status", getattr(claim, "status_evidence", ()), kept)
    if len(found.members) > 1:
        put(("\nmerged", STRONG), f" from {len(found.members)} claims of pages")
        for reason in found.reasons:
            put(f"  {plain.one_line(reason)}")
    if why:
        put(("\nwhy", STRONG))
        for reason in plain.reasons(claim) or ["no reasons were kept"]:
            put(f"  {reason}")


def show_document(document: Document, kept: Record) -> None:
    """A document: what is known of it, the claims it carries, what was not believed in it, and its words."""
    article = document.article
    put((article.id, ID), f"  a copy of {document.copy_of}" if document.copy_of else "")
    _print_rows(plain.article_rows(article))
    put(("\nclaims", STRONG))
    for merged in kept.of_document(article.id):
        put("  ", (merged.claim.id, ID), f"  {plain.sentence(merged.claim)}")
    if document.refusals:
        put(("\nnot believed", STRONG))
    for refusal in document.refusals:
        quoted = f" “{plain.one_line(refusal.text)}”" if refusal.text else ""
        put(f"  {refusal.stage}: {plain.one_line(refusal.reason)}{quoted}")
    put("\n", plain.printable(article.body))


def _print_evidence(title: str, evidence: Iterable[Evidence], kept: Record) -> None:
    documents: dict[str, Document | None] = {}
    for n, piece in enumerate(evidence):
        if n == 0:
            put((f"\n{title}", STRONG))
        if piece.document not in documents:
            documents[piece.document] = _document(piece.document, kept)
            put("  ", (piece.document, ID), f"  {_origin(documents[piece.document])}")
        document = documents[piece.document]
        told = plain.passage(piece, document.article.body if document else "")
        put("    ", (told.before, ""), (told.words, FOUND), (told.after, ""))
        if piece.asserted_by is not None:
            put(f"    as asserted by {plain.who(piece.asserted_by)}")


def _document(id: str, kept: Record) -> Document | None:
    """The document of this id; None where the record was not assembled again since it went away."""
    try:
        found = kept.find(id)
    except RecordError:
        return None
    return found if isinstance(found, Document) else None


def _origin(document: Document | None) -> str:
    if document is None:
        return "(no longer in the record; read its pages again)"
    article = document.article
    told = [article.headline or article.source, article.publisher or article.agency, plain.when(article.published)]
    copy = f"  (a copy of {document.copy_of})" if document.copy_of else ""
    return plain.one_line(", ".join(filter(None, told))) + copy


def _print_rows(rows: Iterable[tuple[str, str]]) -> None:
    for label, text in rows:
        put((f"  {label:<15}", DIM), text)

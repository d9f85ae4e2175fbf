"""The way through the house, on one screen.

    read → clean → analyse → extract → resolve → assemble → store

``read_page`` takes one source to its Reading, ``build_record`` takes many into a record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from rapporteur import analyse, assemble, clean, extract, kinds, read, resolve, world
from rapporteur import settings as configuration
from rapporteur.analyse import deeds
from rapporteur.errors import ModelError, PageRefused, RapporteurError
from rapporteur.model import Page, Reading, Refusal
from rapporteur.settings import Settings
from rapporteur.store import Record
from rapporteur.store.answers import Counts


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reading has come: sources handled so far, and the last of them."""

    pages: int
    source: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a reading: pages read, unchanged and refused, why, and what the record now holds."""

    pages: int
    unchanged: int
    refused: int
    counts: Counts
    refusals: tuple[Refusal, ...]


def read_page(source: str | Path, settings: Settings | None = None) -> Reading:
    """All that one page claims. Raises ``PageRefused`` where the page cannot be read."""
    chosen = settings or configuration.load()
    page = read.page(str(source), limits=read.Limits.of(chosen))
    result = page if isinstance(page, Refusal) else reading_of(page, chosen)
    if isinstance(result, Refusal):
        raise PageRefused(result)
    return result


def reading_of(page: Page, settings: Settings) -> Reading | Refusal:
    """One page through clean, analyse, extract and resolve."""
    known, book = world.load(settings.world), kinds.load(settings.codebook)
    article = clean.clean(page, world=known)
    if isinstance(article, Refusal):
        return article
    conllu = analyse.beside(article) if settings.conllu else None
    try:
        doc = analyse.analyse(article, threads=settings.threads, model=settings.model, conllu=conllu)
    except ModelError as error:
        if conllu is None:
            raise
        return Refusal("analyse", str(error), source=article.source)
    doc = deeds.taught(doc, settings.codebook)
    drafts = extract.extract(doc, article.body, article.language, book)
    return resolve.resolve(article, drafts, known, book)


def guarded(page: Page, settings: Settings) -> Reading | Refusal:
    """``reading_of``, where a defect of this program on one page costs that page and not the others."""
    try:
        return reading_of(page, settings)
    except RapporteurError:
        raise
    except Exception as error:  # noqa: BLE001 - kept as a Refusal, counted and shown
        reason = (
            f"this page met a defect in rapporteur ({type(error).__name__}: {error}); please report it with the page"
        )
        return Refusal("pipeline", reason, source=page.source)


def build_record(
    sources: Iterable[str],
    record: Record,
    *,
    settings: Settings | None = None,
    allow_private: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> Outcome:
    """Read sources into a record, one transaction a page, then assemble it anew if anything changed."""
    chosen = settings or configuration.load()
    edition = version() + kinds.mark(chosen.codebook)
    done = unchanged = 0
    refusals: list[Refusal] = []
    found = read.pages(sources, limits=read.Limits.of(chosen, allow_private=allow_private))
    for number, page in enumerate(found, 1):
        if isinstance(page, Page) and record.has(page.source, page.sha256, edition):
            unchanged += 1
        else:
            result = page if isinstance(page, Refusal) else guarded(page, chosen)
            refused = result if isinstance(result, Refusal) else record.put(result, edition)
            done += refused is None
            if refused is not None:
                refusals.append(refused)
                record.put_refusal(refused)
        if progress:
            progress(Progress(number, page.source or ""))
    if record.stale:
        assemble_record(record)
    return Outcome(done, unchanged, len(refusals), record.counts(), tuple(refusals))


def assemble_record(record: Record) -> None:
    """Find copies and merge claims over all documents of a record."""
    copy_of = assemble.copies(record.documents())
    published = {d.article.id: d.article.published for d in record.documents()}
    record.put_assembled(copy_of, assemble.assembled(record.claims, published, copy_of))


@cache
def version() -> str:
    """This program's version; pages read by another, or with another codebook, are read again."""
    return metadata.version("rapporteur")

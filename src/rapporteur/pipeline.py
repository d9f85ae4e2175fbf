"""The way through the house, on one screen.

    read → clean → analyse → extract → resolve → assemble → store

``read_page`` takes one source to its Reading, ``build_record`` takes many into a record.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from rapporteur import analyse, assemble, clean, extract, kinds, read, resolve, world
from rapporteur import settings as configuration
from rapporteur.analyse import deeds
from rapporteur.errors import ModelError, PageRefused, RapporteurError
from rapporteur.model import Article, Page, Reading, Refusal
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
    """All that one page claims, as one article. Raises ``PageRefused`` where the page cannot be read."""
    chosen = settings or configuration.load()
    page = read.page(str(source), limits=read.Limits.of(chosen))
    article = page if isinstance(page, Refusal) else clean.clean(page, world=world.load(chosen.world))
    result = article if isinstance(article, Refusal) else reading_of(article, chosen)
    if isinstance(result, Refusal):
        raise PageRefused(result)
    return result


def reading_of(article: Article, settings: Settings) -> Reading | Refusal:
    """One article through analyse, extract and resolve."""
    known, book = world.load(settings.world), kinds.load(settings.codebook)
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


def readings_of(page: Page, settings: Settings, sites: clean.Sites | None = None) -> tuple[Reading | Refusal, ...]:
    """One page through all rooms: a reading for each of a live blog's entries, one for any other page."""
    scorer = (sites or clean.Sites()).scorer(page)
    articles = clean.entries(page, world=world.load(settings.world), scorer=scorer)
    return (articles,) if isinstance(articles, Refusal) else tuple(reading_of(a, settings) for a in articles)


def guarded(page: Page, settings: Settings, sites: clean.Sites | None = None) -> tuple[Reading | Refusal, ...]:
    """``readings_of``, where a defect of this program on one page costs that page and not the others."""
    try:
        return readings_of(page, settings, sites)
    except RapporteurError:
        raise
    except Exception as error:  # noqa: BLE001 - kept as a Refusal, counted and shown
        reason = (
            f"this page met a defect in rapporteur ({type(error).__name__}: {error}); please report it with the page"
        )
        return (Refusal("pipeline", reason, source=page.source),)


def build_record(
    sources: Iterable[str],
    record: Record,
    *,
    settings: Settings | None = None,
    allow_private: bool = False,
    sites: bool = True,
    progress: Callable[[Progress], None] | None = None,
) -> Outcome:
    """Read sources into a record, one transaction a page, then assemble it anew if anything has changed.

    With ``sites``, and if any page is new, a first pass learns from ``sources`` which lines return on the pages of a
    site: from files and folders named in a list or tuple, since addresses, pipes and iterators can be read only once.
    """
    chosen = settings or configuration.load()
    edition = version() + kinds.mark(chosen.codebook)
    limits = read.Limits.of(chosen, allow_private=allow_private)
    done = unchanged = 0
    refusals: list[Refusal] = []
    known: clean.Sites | None = None
    for number, page in enumerate(read.pages(sources, limits=limits), 1):
        if isinstance(page, Page) and record.has(page.source, page.sha256, edition):
            unchanged += 1
        else:
            if known is None:
                known = survey(sources if sites else (), limits)
            results = (page,) if isinstance(page, Refusal) else guarded(page, chosen, known)
            kept, refused = keep(results, record, edition)
            done += kept
            refusals += refused
        if progress:
            progress(Progress(number, page.source or ""))
    if record.stale:
        assemble_record(record)
    return Outcome(done, unchanged, len(refusals), record.counts(), tuple(refusals))


def keep(results: Sequence[Reading | Refusal], record: Record, edition: str) -> tuple[bool, list[Refusal]]:
    """Put what came of one page into the record: whether any reading is new there, and what was refused."""
    readings = [r for r in results if isinstance(r, Reading)]
    kept, known = record.put_entries(readings, edition) if readings else (0, None)
    refused = [r for r in (*results, known) if isinstance(r, Refusal)]
    for refusal in refused:
        record.put_refusal(refusal)
    return kept > 0, refused


def survey(sources: Iterable[str], limits: read.Limits) -> clean.Sites:
    """What returns on the pages of each site, of those sources that can be read once more."""
    named = sources if isinstance(sources, Sequence) else ()
    again = [s for s in named if os.path.isfile(s) or os.path.isdir(s)]
    return clean.survey(read.pages(again, limits=limits))


def assemble_record(record: Record) -> None:
    """Find copies and merge claims over all documents of a record."""
    copy_of = assemble.copies(record.documents())
    published = {d.article.id: d.article.published for d in record.documents()}
    same_source = assemble.sources(record.documents(), copy_of)
    record.put_assembled(copy_of, assemble.assembled(record.claims, published, same_source))


@cache
def version() -> str:
    """This program's version; pages read by another, or with another codebook, are read again."""
    return metadata.version("rapporteur")

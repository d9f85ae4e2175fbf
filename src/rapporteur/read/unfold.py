"""A file, a download or an archive's entry becomes pages, whatever lies in whatever."""

from __future__ import annotations

import io
from collections.abc import Iterator

from rapporteur.errors import SourceError
from rapporteur.model import Refusal
from rapporteur.read.content import page_of
from rapporteur.read.place import Item, Job, Place, Reader
from rapporteur.read.recognise import Kind, kind_of
from rapporteur.read.refuse import os_refusal
from rapporteur.read.streams import HEAD, Bomb, Gunzip, buffered, read_up_to
from rapporteur.read.walk import Skipped


def unfold(stream: io.BufferedReader, place: Place, job: Job) -> Iterator[Item]:
    """The pages in ``stream``, of which nothing was read yet: many of an archive or a table, else the one it is.

    Whatever is wrong with the whole comes as a ``Refusal``; only ``Bomb`` goes on to the outermost archive.
    """
    try:
        kind = kind_of(stream.peek(HEAD)[:HEAD], place.name, job.limits.columns, place.mime)
        if kind is None:
            yield _page(stream, place, job)
        elif place.depth >= job.limits.nesting:
            yield place.refusal(f"archives within archives, more than {job.limits.nesting} deep; unpack the outer ones")
        elif kind == "gzip":
            yield from unfold(buffered(Gunzip(stream, job.budget)), place.unpacked(), job)
        else:
            yield from _counted(_reader(kind)(stream, place, job), place, job)
    except Bomb as error:
        if place.depth:
            raise
        yield place.refusal(str(error))
    except SourceError as error:
        yield place.refusal(str(error))
    except OSError as error:
        yield os_refusal(place.address, error)


def _page(stream: io.BufferedReader, place: Place, job: Job) -> Item:
    data = read_up_to(stream, job.limits.page_limit + 1)
    if len(data) > job.limits.page_limit:
        return place.refusal(
            f"over the limit of {job.limits.page_limit:,} bytes for one page; split it, or raise RAPPORTEUR_PAGE_LIMIT"
        )
    return page_of(
        data, place.address, limits=job.limits, url=place.url, mime=place.mime, charset=place.charset,
        fetched=place.fetched,
    )  # fmt: skip


def _counted(items: Iterator[Item], place: Place, job: Job) -> Iterator[Item]:
    """The items, refusals beyond a number told as a number; and a refusal where there is neither page nor refusal."""
    limits = job.limits
    entries = skipped = refused = 0
    for entries, item in enumerate(items, 1):
        if entries > limits.archive_entries:
            yield place.refusal(
                f"more than {limits.archive_entries:,} entries; split it, or raise RAPPORTEUR_ARCHIVE_ENTRIES"
            )
            return
        skipped += isinstance(item, Skipped)
        refused += isinstance(item, Refusal)
        if not isinstance(item, Refusal) or refused <= limits.refusals_told:
            yield item
    if refused > limits.refusals_told:
        yield place.refusal(f"{refused - limits.refusals_told:,} more of its entries were refused; see those before")
    if entries == skipped:
        other = f" ({skipped:,} entries of other kinds)" if skipped else ""
        yield place.refusal(f"it holds no pages{other}; check how it was made")


def _reader(kind: Kind) -> Reader:
    """The reader of a sort of container; loaded only when there is one."""
    match kind:
        case "zip":
            from rapporteur.read import zips

            return lambda stream, place, job: zips.read(stream, place, job, unfold)
        case "tar":
            from rapporteur.read import tars

            return lambda stream, place, job: tars.read(stream, place, job, unfold)
        case "warc" | "warc-gzip":
            from rapporteur.read import warc

            return warc.read if kind == "warc" else warc.read_gzip
        case "jsonl" | "csv":
            from rapporteur.read import tables

            return tables.read_jsonl if kind == "jsonl" else tables.read_csv
        case "parquet":
            from rapporteur.read import parquet

            return parquet.read
        case "feed" | "json-feed":
            from rapporteur.read import feeds

            return feeds.read if kind == "feed" else feeds.read_json
        case _:
            from rapporteur.read import sitemaps

            return sitemaps.read

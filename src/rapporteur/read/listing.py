"""The addresses that feeds and sitemaps name, for ``rapporteur read --list``: nothing is fetched but what was given."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import closing

from rapporteur.errors import SourceError
from rapporteur.model import Refusal
from rapporteur.read.address import is_address, without_credentials
from rapporteur.read.feed_entries import json_entries, xml_entries
from rapporteur.read.files import open_file
from rapporteur.read.limits import Limits
from rapporteur.read.place import Job, Place
from rapporteur.read.recognise import kind_of
from rapporteur.read.refuse import os_refusal, shown
from rapporteur.read.streams import HEAD, Budget, Gunzip, buffered, whole


def addresses(sources: Iterable[str], *, limits: Limits) -> Iterator[str | Refusal]:
    """The addresses in each feed or sitemap of ``sources``, in their order; of an index of sitemaps, the sitemaps'.

    What is neither a feed nor a sitemap comes as a ``Refusal``.
    """
    for source in sources:
        found = _opened(source, limits)
        if isinstance(found, Refusal):
            yield found
            continue
        stream, place = found
        with closing(stream):
            try:
                yield from _named(stream, place, Job(limits, Budget(limits.unpacked_least)))
            except SourceError as error:
                yield place.refusal(str(error))
            except OSError as error:
                yield os_refusal(place.address, error)


def _opened(source: str, limits: Limits) -> tuple[io.BufferedReader, Place] | Refusal:
    name = shown(without_credentials(source))
    if not is_address(source):
        file = open_file(source)
        return file if isinstance(file, Refusal) else (file, Place(name, name))
    from rapporteur.read.fetch import fetch

    answer = fetch(source, limits=limits)
    if isinstance(answer, Refusal):
        return answer
    return buffered(io.BytesIO(answer.data)), Place(name, name, url=answer.url)


def _named(stream: io.BufferedReader, place: Place, job: Job) -> Iterator[str]:
    kind = kind_of(stream.peek(HEAD)[:HEAD], place.name, job.limits.columns)
    if kind == "gzip":
        stream = buffered(Gunzip(stream, job.budget))
        kind = kind_of(stream.peek(HEAD)[:HEAD], place.name, job.limits.columns)
    if kind == "sitemap":
        from rapporteur.read.sitemaps import parse  # with it comes the HTTP library

        found = parse(whole(stream, job.limits.page_limit))
        yield from (*found.lists, *(link.url for link in found.pages))
    elif kind in {"feed", "json-feed"}:
        data = whole(stream, job.limits.page_limit)
        entries = xml_entries(data, place.url) if kind == "feed" else json_entries(data)
        yield from (entry.url for entry in entries if entry.url is not None)
    else:
        raise SourceError("neither a feed nor a sitemap, so it names no addresses; read it without --list")

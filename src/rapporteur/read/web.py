"""Addresses as sources; loads the HTTP library only when there is one."""

from __future__ import annotations

import io
from collections.abc import Iterator

from rapporteur.model import Refusal
from rapporteur.read.address import without_credentials
from rapporteur.read.limits import Limits
from rapporteur.read.place import Item, Job, Place
from rapporteur.read.refuse import shown
from rapporteur.read.streams import Budget, buffered
from rapporteur.read.unfold import unfold


def read_address(source: str, *, limits: Limits) -> Iterator[Item]:
    """What is found at an http or https address: a page, or those of an archive, a feed or a sitemap."""
    from rapporteur.read.fetch import fetch

    answer = fetch(source, limits=limits)
    if isinstance(answer, Refusal):
        yield answer
        return
    address = shown(without_credentials(source))
    name = answer.url.partition("?")[0].rpartition("/")[2]
    place = Place(
        address, name, url=answer.url, mime=answer.mime, charset=answer.charset, fetched=answer.fetched, followed=True
    )
    job = Job(limits, Budget(limits.unpacked_least))
    yield from unfold(buffered(io.BytesIO(answer.data)), place, job)

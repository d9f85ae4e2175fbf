"""The way in: a source becomes pages and refusals, one at a time."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import closing

from rapporteur.model import Page, Refusal
from rapporteur.read.address import is_address, without_credentials
from rapporteur.read.files import open_file, too_large
from rapporteur.read.limits import Limits
from rapporteur.read.names import PAGES, suffix_of
from rapporteur.read.place import Item, Job, Place
from rapporteur.read.recognise import kind_of
from rapporteur.read.refuse import os_refusal, refuse, shown
from rapporteur.read.streams import HEAD, Budget
from rapporteur.read.unfold import unfold
from rapporteur.read.walk import Found, Skipped, walk
from rapporteur.read.web import read_address


class Pages(Iterator[Page | Refusal]):
    """What ``pages`` gives: an iterator that also counts, in ``skipped``, what it passed over as of other kinds."""

    def __init__(self, sources: Iterable[str], limits: Limits) -> None:
        self.skipped = 0
        self._limits = limits
        self._steps = self._walk(sources)

    def __next__(self) -> Page | Refusal:
        return next(self._steps)

    def _walk(self, sources: Iterable[str]) -> Iterator[Page | Refusal]:
        for source in sources:
            for item in _items(source, self._limits):
                if isinstance(item, Skipped):
                    self.skipped += 1
                else:
                    yield item


def pages(sources: Iterable[str], *, limits: Limits) -> Pages:
    """Every page of ``sources`` - files, folders, http(s) addresses - in order, each read when it is asked for.

    What a source is, its content tells. Archives (zip, tar, WARC, WACZ, also packed with gzip), tables (JSON lines,
    CSV, Parquet) and feeds give each page that they hold; the pages that a feed or a sitemap only names are fetched if
    its address was given. Folders are read with all their folders, sorted by name; hidden files are left out, and so
    is what is neither page, archive nor table by its name (counted in ``skipped``). A file that is named itself is read
    whatever its suffix. At most one page is in memory, besides what an archive's list of entries or a feed takes; a
    folder's names are sorted in memory. What cannot be read comes as a ``Refusal`` in its place, and the next page is
    read. Raises nothing for a bad source.
    """
    return Pages(sources, limits)


def page(source: str, *, limits: Limits) -> Page | Refusal:
    """The one page at a file's path or an http(s) address; an archive, table or feed is refused."""
    items = read_address(source, limits=limits) if is_address(source) else _file(Found(source), limits)
    name = shown(without_credentials(source))
    single: Page | Refusal | None = None
    for item in items:
        if isinstance(item, Skipped):
            continue
        if single is not None or (isinstance(item, Page) and item.source != name):
            return refuse(name, f"{name}: it holds many pages; read it into a record (build_record, rapporteur read)")
        single = item
    return single or refuse(name, f"{name}: it holds no page; check what it is")


def count(sources: Iterable[str]) -> int | None:
    """How many pages and refusals ``pages`` will give; None where only reading tells, as of archives and tables.

    Looks at names and, where these do not tell, at the beginnings of files; fetches nothing: an address counts as one.
    """
    total = 0
    for source in sources:
        if is_address(source):
            total += 1
            continue
        for step in walk(source):
            if isinstance(step, Found) and suffix_of(step.path) not in PAGES and _holds_many(step.path):
                return None
            total += not isinstance(step, Skipped) and not (isinstance(step, Found) and step.doubtful)
    return total


def _items(source: str, limits: Limits) -> Iterator[Item]:
    if is_address(source):
        yield from read_address(source, limits=limits)
        return
    for step in walk(source):
        if isinstance(step, Found):
            yield from _file(step, limits)
        else:
            yield step


def _file(found: Found, limits: Limits) -> Iterator[Item]:
    path, name = found.path, shown(found.path)
    file = open_file(path)
    if isinstance(file, Refusal):
        yield file
        return
    with closing(file):
        try:
            kind = kind_of(file.peek(HEAD)[:HEAD], path, limits.columns)
            refusal = too_large(path, limits.page_limit) if kind is None else None
            size = os.stat(path).st_size
        except OSError as error:
            yield os_refusal(path, error)
            return
        if kind is None and found.doubtful:
            yield Skipped(path)
        elif refusal is not None:
            yield refusal
        else:
            job = Job(limits, Budget(limits.unpacked_least + limits.unpacked_ratio * size))
            yield from unfold(file, Place(name, os.path.basename(path)), job)


def _holds_many(path: str) -> bool:
    file = open_file(path)
    if isinstance(file, Refusal):
        return False
    with closing(file):
        try:
            return kind_of(file.peek(HEAD)[:HEAD], path, Limits().columns) is not None
        except OSError:
            return False

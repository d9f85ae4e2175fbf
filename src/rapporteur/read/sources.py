"""The way in: a source becomes pages and refusals, one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapporteur.model import Page, Refusal
from rapporteur.read.content import page_of
from rapporteur.read.files import read_file
from rapporteur.read.limits import Limits
from rapporteur.read.walk import Found, Skipped, walk
from rapporteur.read.web import is_address, read_address


class Pages(Iterator[Page | Refusal]):
    """What ``pages`` gives: an iterator that also counts, in ``skipped``, the files of other kinds it passed over."""

    def __init__(self, sources: Iterable[str], limits: Limits) -> None:
        self.skipped = 0
        self._limits = limits
        self._steps = self._walk(sources)

    def __next__(self) -> Page | Refusal:
        return next(self._steps)

    def _walk(self, sources: Iterable[str]) -> Iterator[Page | Refusal]:
        for source in sources:
            if is_address(source):
                yield read_address(source, limits=self._limits)
                continue
            for step in walk(source):
                if isinstance(step, Skipped):
                    self.skipped += 1
                elif isinstance(step, Found):
                    yield _page_at(step.path, self._limits)
                else:
                    yield step


def pages(sources: Iterable[str], *, limits: Limits) -> Pages:
    """Every page of ``sources`` - files, folders, http(s) addresses - in order, each read when it is asked for.

    Folders are read with all their folders, sorted by name; hidden files are left out, and so are files that are not
    ``.html .htm .txt .md .pdf`` (counted in ``skipped``). A file that is named itself is read whatever its suffix, if
    its content is that of a page. At most one page is in memory; a folder's names are sorted in memory.
    What cannot be read comes as a ``Refusal`` in its place. Raises nothing for a bad source.
    """
    return Pages(sources, limits)


def page(source: str, *, limits: Limits) -> Page | Refusal:
    """The one page at a file's path or an http(s) address."""
    if is_address(source):
        return read_address(source, limits=limits)
    return _page_at(source, limits)


def count(sources: Iterable[str]) -> int:
    """How many pages and refusals ``pages`` will give; looks at names only, opens and fetches nothing."""
    return sum(
        1 if is_address(source) else sum(not isinstance(step, Skipped) for step in walk(source)) for source in sources
    )


def _page_at(path: str, limits: Limits) -> Page | Refusal:
    data = read_file(path, limit=limits.page_limit)
    return data if isinstance(data, Refusal) else page_of(data, path, limits=limits)

"""What becomes of one entry of a zip or tar archive."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from rapporteur.errors import SourceError
from rapporteur.read.names import ARCHIVES, DOUBTFUL, PAGES, suffix_of
from rapporteur.read.place import Item, Job, Place
from rapporteur.read.recognise import kind_of
from rapporteur.read.streams import HEAD, Bomb
from rapporteur.read.walk import Skipped

Unfold: TypeAlias = Callable[[io.BufferedReader, Place, Job], Iterator[Item]]
# leads-out: matches "../a.html" and "a\\..\\b", not "a..b/c.html".
_LEADS_OUT = re.compile(r"(?:^|[\\/])\.\.(?:[\\/]|$)")


def is_wanted(name: str) -> bool:
    """Whether an entry may be a page or hold some, by its name; hidden ones may not."""
    parts = name.replace("\\", "/").split("/")
    if any(part.startswith((".", "__MACOSX")) for part in parts if part not in {".", ".."}):
        return False
    return suffix_of(name) in PAGES | ARCHIVES | DOUBTFUL


def problem_of(name: str) -> str | None:
    """What is wrong with an entry's name, if anything is."""
    return "its name leads out of the archive; pack it again" if _LEADS_OUT.search(name) else None


def entry(stream: io.BufferedReader, name: str, archive: Place, job: Job, unfold: Unfold) -> Iterator[Item]:
    """The pages in an entry whose name is wanted; what only might have been a feed or a table is passed over."""
    place = archive.inside(name.lstrip("/\\"))
    if suffix_of(name) in DOUBTFUL:
        try:
            kind = kind_of(stream.peek(HEAD)[:HEAD], name, job.limits.columns)
        except Bomb:
            raise
        except SourceError as error:
            yield place.refusal(str(error))
            return
        if kind is None or kind == "sitemap":
            yield Skipped(place.address)
            return
    yield from unfold(stream, place, job)

"""Where a stream of bytes stands, and what reading it may cost: what every reader of an archive is given."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from rapporteur.model import Page, Refusal
from rapporteur.read.limits import Limits
from rapporteur.read.refuse import printable, refuse
from rapporteur.read.streams import Budget
from rapporteur.read.walk import Skipped

Item: TypeAlias = Page | Refusal | Skipped


@dataclass(frozen=True, slots=True)
class Place:
    """The place of some bytes.

    ``address`` is what is told to the user ("a.zip!b/c.html"), ``name`` what the bytes are called there, ``depth`` how
    many archives and packings they lie in, ``url`` and ``fetched`` where and when they were downloaded. ``followed``
    says that the user gave the address, so that the addresses in a feed or a sitemap there may be fetched.
    """

    address: str
    name: str
    depth: int = 0
    url: str | None = None
    mime: str | None = None
    charset: str | None = None
    fetched: datetime | None = None
    followed: bool = False

    def inside(self, name: str) -> Place:
        """The place of the entry ``name`` of the archive here."""
        shown = printable(name)
        return Place(f"{self.address}!{shown}", shown, self.depth + 1, fetched=self.fetched)

    def unpacked(self) -> Place:
        """The same place without its packing."""
        name = self.name[:-3] if self.name.lower().endswith(".gz") else self.name
        return replace(self, name=name, depth=self.depth + 1, mime=None)

    def at(self, fragment: str) -> str:
        """The address of a record or row of what lies here."""
        return f"{self.address}#{printable(fragment)}"

    def refusal(self, problem: str) -> Refusal:
        """A refusal of what lies here."""
        return refuse(self.address, f"{self.address}: {problem}")


@dataclass(frozen=True, slots=True)
class Job:
    """The limits of a reading, and what is left of the bytes that its source may unpack to."""

    limits: Limits
    budget: Budget


Reader: TypeAlias = Callable[[io.BufferedReader, Place, Job], Iterator[Item]]


def refused_at(address: str, problem: str) -> Refusal:
    """A refusal of one record, row or entry."""
    return refuse(address, f"{address}: {problem}")

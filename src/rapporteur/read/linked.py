"""Addresses that a feed or a sitemap names: fetched politely, and only where the user gave the address of the list.

A site's robots.txt is asked first, pages of one site are fetched one after another with a pause between them, and their
number is bounded.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from rapporteur.model import Page, Refusal, Witness
from rapporteur.read.content import page_of
from rapporteur.read.fetch import Fetched, fetch, user_agent
from rapporteur.read.limits import Limits
from rapporteur.read.place import refused_at
from rapporteur.read.refuse import printable

_LONGEST_ROBOTS = 500_000  # bytes; as the standard for robots.txt (RFC 9309) has it
_LONGEST_PAUSE = 30.0  # seconds that a site may ask for between two pages


@dataclass(frozen=True, slots=True)
class Link:
    """An address, and what the list that names it says of its page."""

    url: str
    witnesses: tuple[Witness, ...] = ()


@dataclass(slots=True)
class Visitor:
    """Fetches addresses within limits; remembers, for each site, its rules and when it was last asked."""

    limits: Limits
    _rules: dict[str, RobotFileParser] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)

    def page(self, link: Link) -> Page | Refusal:
        """The page at an address."""
        address = printable(link.url)
        if not self._allowed(link.url):
            return refused_at(address, "the site's robots.txt asks programs not to fetch it; save it and give the file")
        answer = self.get(link.url)
        if isinstance(answer, Refusal):
            return answer
        return page_of(
            answer.data, address, limits=self.limits, url=answer.url, mime=answer.mime, charset=answer.charset,
            fetched=answer.fetched, witnesses=link.witnesses,
        )  # fmt: skip

    def get(self, url: str) -> Fetched | Refusal:
        """What the server gives, after the pause that its site is owed."""
        site = _site(url)
        pause = max(self.limits.fetch_pause, min(_LONGEST_PAUSE, self._asked_pause(site)))
        if site in self._asked:
            time.sleep(max(0.0, self._asked[site] + pause - time.monotonic()))
        answer = fetch(url, limits=self.limits)
        self._asked[site] = time.monotonic()
        return answer

    def _allowed(self, url: str) -> bool:
        site = _site(url)
        if site not in self._rules:
            rules = RobotFileParser()
            answer = fetch(f"{site}/robots.txt", limits=self.limits)
            found = answer.data[:_LONGEST_ROBOTS] if isinstance(answer, Fetched) else b""
            rules.parse(found.decode("utf-8", "replace").splitlines())
            self._rules[site] = rules
        return self._rules[site].can_fetch(user_agent(), url)

    def _asked_pause(self, site: str) -> float:
        rules = self._rules.get(site)
        return float(rules.crawl_delay(user_agent()) or 0) if rules is not None else 0.0


def _site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"

"""The entries of a feed, whatever its dialect."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from rapporteur.errors import SourceError
from rapporteur.model import Witness, WitnessRole
from rapporteur.read.address import is_web_address
from rapporteur.read.markup import local_name, outermost, parse_xml, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

ORIGIN = "feed"
_LONGEST = 1_000  # characters of a title, a name, a date or an address
_MOST_AUTHORS = 20
_FULL_CONTENT, _FULL_SUMMARY = 20, 150  # words; with fewer it is a teaser, whatever the feed calls it
_RSS = frozenset({"", "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/",
                  "http://backend.userland.com/rss2", "http://channel.netscape.com/rdf/simple/0.9/"})  # fmt: skip
_ATOM = frozenset({"http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"})
_DC = frozenset({"http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"})
_CONTENT = frozenset({"http://purl.org/rss/1.0/modules/content/"})
# cut-off: matches "and then..." and "<p>They agreed on […]</p><p>The post ...", not "the plan […] would".
_CUT_OFF = re.compile(r"(?:…|\.{3})[\s\])]*(?:</[^<>]{1,20}>\s*)*\Z|\[(?:…|\.{3})\]\s*(?:</?p\b|<br|\n)", re.I)
# mail-with-name: matches "desk@example.org (A. Writer)", not "A. Writer (Kabul)".
_MAIL_WITH_NAME = re.compile(r"\S+@\S+\s*\(([^()]{2,100})\)$")
_TAG = re.compile(r"<[^<>]{1,2000}>")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its own name in the feed, the page's address, its whole text if it is there, what it says of it.

    ``digest`` is that of the entry as found, so that a corrected title or date makes it a new one.
    """

    id: str
    url: str | None
    content: str | None
    is_html: bool
    witnesses: tuple[Witness, ...]
    digest: str


@dataclass(slots=True)
class _Draft:
    """What was found of an entry so far."""

    id: str = ""
    url: str = ""
    content: str = ""
    content_is_html: bool = True
    summary: str = ""
    said: list[tuple[WitnessRole, str]] = field(default_factory=list)

    def say(self, role: WitnessRole, text: str) -> None:
        """Keeps what the entry says: the first of each sort, of authors all."""
        text = " ".join(_TAG.sub(" ", unescape(text)).split())
        known = [other for r, other in self.said if r == role]
        if (
            text
            and len(text) <= _LONGEST
            and text not in known
            and len(known) < (_MOST_AUTHORS if role == "author" else 1)
        ):
            self.said.append((role, text))

    def entry(self, found: bytes) -> Entry:
        """The entry, which stands in the feed as the bytes ``found``."""
        digest = hashlib.sha256(found).hexdigest()
        url = self.url if is_web_address(self.url) else None
        content, is_html = None, self.content_is_html
        if _is_whole(self.content, _FULL_CONTENT):
            content = self.content
        elif _is_whole(self.summary, _FULL_SUMMARY):
            content, is_html = self.summary, True
        witnesses = tuple(Witness(role, _storable(text), ORIGIN) for role, text in self.said)
        return Entry(_storable(self.id or url or digest[:16]), url, content, is_html, witnesses, digest)


def xml_entries(data: bytes, base: str | None) -> Iterator[Entry]:
    """The entries of an RSS or Atom feed that was found at ``base``. Raises ``SourceError`` where it is broken."""
    from lxml import etree

    for element in outermost(parse_xml(data), "item", "entry"):
        namespace, _ = local_name(element)
        if namespace in _RSS | _ATOM:
            draft = _atom(element, base) if namespace in _ATOM else _rss(element, base)
            yield draft.entry(etree.tostring(element, with_tail=False))


def json_entries(data: bytes) -> Iterator[Entry]:
    """The entries of a JSON Feed. Raises ``SourceError`` where it is broken."""
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"the JSON is broken ({' '.join(str(error).split())[:200]}); get the file again") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict):
            yield _json(item).entry(json.dumps(item, sort_keys=True).encode("utf-8", "replace"))


def _rss(item: _Element, base: str | None) -> _Draft:
    draft = _Draft()
    for child in item:
        namespace, name = local_name(child)
        if namespace in _RSS and name == "guid":
            draft.id = text_of(child)
            if child.get("isPermaLink", "true").lower() == "true" and not draft.url:
                draft.url = draft.id
        elif namespace in _RSS and name == "link":
            draft.url = _joined(base, text_of(child)) or draft.url
        elif namespace in _RSS and name == "description":
            draft.summary = _whole_text(child)
        elif namespace in _CONTENT and name == "encoded":
            draft.content = _whole_text(child)
        else:
            _say_rss(draft, namespace, name, child)
    return draft


def _say_rss(draft: _Draft, namespace: str, name: str, child: _Element) -> None:
    if (namespace in _RSS and name == "author") or (namespace in _DC and name == "creator"):
        mail = _MAIL_WITH_NAME.fullmatch(text_of(child))
        text = mail[1] if mail else text_of(child)
        if "@" not in text:
            draft.say("author", text)
    elif namespace in _RSS and name == "title":
        draft.say("title", text_of(child))
    elif (namespace in _RSS and name == "pubDate") or (namespace in _DC and name in {"date", "issued"}):
        draft.say("published", text_of(child))
    elif (namespace in _ATOM and name == "updated") or (namespace in _DC and name == "modified"):
        draft.say("updated", text_of(child))


def _atom(entry: _Element, base: str | None) -> _Draft:
    draft = _Draft()
    for child in entry:
        namespace, name = local_name(child)
        if namespace not in _ATOM:
            continue
        if name == "id":
            draft.id = text_of(child)
        elif name == "link" and child.get("rel", "alternate") == "alternate" and not draft.url:
            draft.url = _joined(child.base or base, child.get("href", ""))
        elif name in {"content", "summary"}:
            _atom_text(draft, name, child)
        elif name == "author":
            draft.say("author", " ".join(text_of(part) for part in child if local_name(part)[1] == "name"))
        elif name == "title":
            draft.say("title", text_of(child))
        elif name in {"published", "issued", "created"}:
            draft.say("published", text_of(child))
        elif name in {"updated", "modified"}:
            draft.say("updated", text_of(child))
    return draft


def _atom_text(draft: _Draft, name: str, child: _Element) -> None:
    from lxml import etree

    sort = child.get("type", "text").lower()
    if child.get("src") or ("/" in sort and not sort.startswith("text/") and "xhtml" not in sort):
        return
    inner = [etree.tostring(part, encoding="unicode", method="html", with_tail=True) for part in child]
    text = (child.text or "") + "".join(inner) if inner else _whole_text(child)
    if name == "summary":
        draft.summary = text
    else:
        draft.content, draft.content_is_html = text, bool(inner) or "html" in sort


def _json(item: dict[str, Any]) -> _Draft:
    html, text = _string(item.get("content_html")), _string(item.get("content_text"))
    url = _string(item.get("url")) or _string(item.get("external_url"))
    draft = _Draft(_string(item.get("id")), url, html or text, bool(html), _string(item.get("summary")))
    draft.say("title", _string(item.get("title")))
    several = item.get("authors")
    for author in several if isinstance(several, list) else [item.get("author")]:
        draft.say("author", _string(author.get("name")) if isinstance(author, dict) else "")
    draft.say("published", _string(item.get("date_published")))
    draft.say("updated", _string(item.get("date_modified")))
    return draft


def _string(value: Any) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _whole_text(element: _Element) -> str:
    return "".join(element.itertext("*"))


def _joined(base: str | None, address: str) -> str:
    try:
        return urljoin(base or "", address.strip()) if len(address) <= _LONGEST else ""
    except ValueError:
        return ""


def _is_whole(text: str, least: int) -> bool:
    """Whether a text is the page's whole text: long enough, and not cut off."""
    return len(_TAG.sub(" ", text).split()) >= least and _CUT_OFF.search(unescape(text)) is None


def _storable(text: str) -> str:
    return "".join(c for c in text if c.isprintable()).encode("utf-8", "replace").decode()[:_LONGEST]

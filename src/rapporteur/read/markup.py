"""XML from strangers: no entities, no network, no tree beyond libxml2's own bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rapporteur.errors import SourceError

if TYPE_CHECKING:
    from lxml.etree import _Element

# root-that-counts: matches b"<rss ", b"<rdf:RDF>" and b"<urlset", not b"<rsync".
_LIKELY = re.compile(rb"<(?:[a-zA-Z]\w{0,20}:)?(?:rss|feed|RDF|urlset|sitemapindex)\b")
_MOST_TEXT = 4_000  # characters
_BLANK = b" \t\r\n\xef\xbb\xbf"


def root_of(head: bytes) -> str | None:
    """The local name of the root element, if it may be one of a feed or a sitemap; None for all else."""
    start = head.lstrip(_BLANK)
    plain = start.replace(b"\0", b"").lstrip(b"\xff\xfe")  # also in UTF-16
    if not plain.startswith(b"<") or _LIKELY.search(plain) is None:
        return None
    from lxml import etree

    parser = etree.XMLPullParser(
        events=("start",), recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        parser.feed(start)
    except etree.XMLSyntaxError:
        return None
    first = next(iter(parser.read_events()), None)
    # A prefix that is declared nowhere stands in the name as it is written.
    return local_name(first[1])[1].rpartition(":")[2] if first is not None else None


def parse_xml(data: bytes) -> _Element:
    """The root element of an XML document, what is broken in it left out.

    Entities are not resolved, nothing is loaded. Raises ``SourceError`` where there is no document.
    """
    from lxml import etree

    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data.lstrip(_BLANK), parser)
    except (etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise SourceError(f"the XML is broken ({' '.join(str(error).split())}); get the file again") from error
    if root is None:
        raise SourceError("the XML is broken; get the file again")
    return root


def local_name(element: _Element) -> tuple[str, str]:
    """Namespace and local name of an element; empty names for what is no element."""
    tag = element.tag
    if not isinstance(tag, str):
        return "", ""
    namespace, _, name = tag.rpartition("}")
    return namespace.removeprefix("{"), name


def text_of(element: _Element) -> str:
    """The text in an element, runs of white space as one blank; no more of it than a title or an address can need."""
    parts: list[str] = []
    room = _MOST_TEXT
    for part in element.itertext("*"):
        parts.append(part)
        room -= len(part) + 1
        if room <= 0:
            break
    return " ".join("".join(parts)[:_MOST_TEXT].split())


def outermost(root: _Element, *names: str) -> Iterator[_Element]:
    """The elements of these local names that lie in no other of them: broken markup may nest thousands."""
    tags = [f"{{*}}{name}" for name in names]
    return (element for element in root.iter(*tags) if next(element.iterancestors(*tags), None) is None)

"""Bytes become a page: what they are, in which character set, and the text of a PDF."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime

from rapporteur.model import Page, Refusal, Witness
from rapporteur.read.charset import charset_of
from rapporteur.read.limits import Limits
from rapporteur.read.pdf import pdf_text
from rapporteur.read.refuse import refuse, shown
from rapporteur.read.sniff import sniff


def page_of(
    data: bytes,
    source: str,
    *,
    limits: Limits,
    url: str | None = None,
    mime: str | None = None,
    charset: str | None = None,
    fetched: datetime | None = None,
    witnesses: tuple[Witness, ...] = (),
) -> Page | Refusal:
    """The page that ``data`` is; ``mime`` and ``charset`` are what a server said about it, ``witnesses`` what
    a feed or a table says.

    For HTML and text ``data`` stays as found. For a PDF ``data`` is its text in UTF-8 while ``sha256`` is that of the
    file: the digest tells whether the source has changed, and the text depends on the PDF library's version.
    """
    name = shown(source)
    digest = hashlib.sha256(data).hexdigest()
    suffix = os.path.splitext(source)[1].lower() if url is None else ""
    found = sniff(data, suffix=suffix, mime=mime)
    if found.media is None:
        return refuse(name, f"{name}: {found.problem}")
    if found.media == "pdf":
        text = pdf_text(data, limits=limits)
        if text.problem is not None:
            return refuse(name, f"{name}: {text.problem}")
        return Page(text.text.encode(), name, "pdf", digest, url, "utf-8", fetched, witnesses)
    return Page(data, name, found.media, digest, url, charset_of(data, found.media, charset), fetched, witnesses)

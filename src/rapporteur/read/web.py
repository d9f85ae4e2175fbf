"""Addresses as sources; loads the HTTP library only when there is one."""

from __future__ import annotations

import re

from rapporteur.model import Page, Refusal
from rapporteur.read.content import page_of
from rapporteur.read.limits import Limits

# scheme: matches "https://example.org" and "file:///etc", not "C:\\pages" or "a/b://c".
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)


def is_address(source: str) -> bool:
    """Whether a source is an address with a scheme rather than a path."""
    return _SCHEME.match(source) is not None


def read_address(source: str, *, limits: Limits) -> Page | Refusal:
    """The page at an http or https address."""
    from rapporteur.read.fetch import fetch, without_credentials

    answer = fetch(source, limits=limits)
    if isinstance(answer, Refusal):
        return answer
    return page_of(
        answer.data,
        without_credentials(source),
        limits=limits,
        url=answer.url,
        mime=answer.mime,
        charset=answer.charset,
        fetched=answer.fetched,
    )

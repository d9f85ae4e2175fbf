"""Web addresses as texts."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# scheme: matches "https://example.org" and "file:///etc", not "C:\\pages" or "a/b://c".
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)


def is_address(source: str) -> bool:
    """Whether a source is an address with a scheme rather than a path."""
    return _SCHEME.match(source) is not None


def is_web_address(text: str) -> bool:
    """Whether a text is an http or https address without a user name or password."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and "@" not in parts.netloc


def without_credentials(address: str) -> str:
    """``address`` without the user name and password that it may carry: they must not be stored."""
    scheme, _, rest = address.partition("://")
    authority = rest.split("/", 1)[0].split("?", 1)[0].split("#", 1)[0]
    if "@" not in authority:
        return address
    return f"{scheme}://{rest[authority.rindex('@') + 1 :]}"

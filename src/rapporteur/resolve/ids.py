"""Content hashes: the same claim on the same page has the same id in every run and on every machine."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache


def digest(*parts: object) -> str:
    """Sixteen hex digits of the SHA-256 of the parts, each set off by a unit separator."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8")).hexdigest()[:16]


@lru_cache(maxsize=20_000)
def slug(name: str) -> str:
    """A name for ids: lower case, accents off, words joined by hyphens ("Sergey Lavrov" to "sergey-lavrov")."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("ı", "i").replace("ł", "l")
    return "-".join(re.findall(r"[a-z0-9]+", plain.casefold())) or "unnamed"

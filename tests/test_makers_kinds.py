"""What sort of page it is, and which pages are refused with which reason: ``data/makers_kinds.toml``."""

from __future__ import annotations

import hashlib

import pytest
from test_makers_pages import filled, pages

from rapporteur.clean import clean
from rapporteur.model import Article, Page, Refusal


@pytest.mark.parametrize("case", pages("makers_kinds.toml"), ids=lambda c: c["name"])
def test_sort(case):
    media = case.get("media", "text")
    data = filled(case["text"], media).encode()
    seen = clean(Page(data, "page", media, hashlib.sha256(data).hexdigest(), url=case.get("url")))
    if "refused" in case:
        assert isinstance(seen, Refusal), seen
        assert case["refused"] in seen.reason
    else:
        assert isinstance(seen, Article), seen
        assert seen.genre == case["genre"]

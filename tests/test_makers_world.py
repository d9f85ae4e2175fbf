"""Headline, makers and day on pages in the manner of sites of all regions: ``data/makers_world_*.toml``."""

from __future__ import annotations

import pytest
from test_makers_pages import check, pages


def cases(name):
    return [
        pytest.param(c, id=c["name"], marks=[pytest.mark.xfail(strict=True, reason=c["fails"])] if "fails" in c else [])
        for c in pages(name)
    ]


@pytest.mark.parametrize("case", cases("makers_world_text.toml"))
def test_text(case):
    check(case, "text")


@pytest.mark.parametrize("case", cases("makers_world_html.toml"))
def test_html(case):
    check(case, "html")

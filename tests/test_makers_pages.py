"""Headline, makers and day of publication on invented pages of many habits: ``data/makers_*.toml``."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

from rapporteur.clean import clean
from rapporteur.model import Article, Page

DATA = Path(__file__).parent / "data"
BODIES: dict[str, str] = tomllib.loads((DATA / "makers_text.toml").read_text(encoding="utf-8"))["bodies"]


def pages(name: str) -> list[dict[str, Any]]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))["page"]


def filled(text: str, media: str) -> str:
    """A page with its paragraphs in their places; a page that gives its own dateline gets none with them."""
    for key, body in BODIES.items():
        before, mark, _ = text.partition("{" + key + "}")
        lines = body.strip().split("\n")
        if mark and before.rstrip(" ")[-1:] in {"—", "-", "–"}:
            lines[0] = lines[0].removeprefix("QUILL - ")
        text = (
            text.replace(mark, "\n".join(lines) if media == "text" else "".join(f"<p>{p}</p>" for p in lines))
            if mark
            else text
        )
    return text.strip()


def read(case: dict[str, Any], media: Any) -> Article:
    data = filled(case["text"], media).encode()
    seen = clean(Page(data, "page", media, hashlib.sha256(data).hexdigest(), url=case.get("url")))
    assert isinstance(seen, Article), seen
    return seen


def check(case: dict[str, Any], media: Any) -> None:
    seen = read(case, media)
    stated = seen.published.earliest if seen.published.basis == "stated" else None
    found = {
        "headline": seen.headline,
        "author": list(seen.author),
        "agency": seen.agency,
        "publisher": seen.publisher,
        "genre": seen.genre,
        "date": stated.isoformat() if stated else "",
    }
    assert {k: found[k] for k in case if k in found} == {k: v for k, v in case.items() if k in found}, seen.published


@pytest.mark.parametrize("case", pages("makers_text.toml"), ids=lambda c: c["name"])
def test_text(case):
    check(case, "text")


@pytest.mark.parametrize("case", pages("makers_html.toml"), ids=lambda c: c["name"])
def test_html(case):
    check(case, "html")

"""The colours of the pages: WCAG 2.2, success criterion 1.4.3 (contrast at least 4.5 to 1 for text)."""

from __future__ import annotations

import re

import pytest

from rapporteur.web.setting import STATIC

TEXTS = ("ink", "quiet", "link", "alarm", "event", "statement", "commitment", "tenure")


def palettes() -> list[dict[str, str]]:
    css = (STATIC / "style.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", css, re.S)[:2]
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in blocks]


def luminance(colour: str) -> float:
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", palettes(), ids=("light", "dark"))
@pytest.mark.parametrize("ground", ["paper", "leaf", "lit"])
@pytest.mark.parametrize("text", TEXTS)
def test_text_can_be_read(palette: dict[str, str], ground: str, text: str) -> None:
    assert contrast(palette[text], palette[ground]) >= 4.5


@pytest.mark.parametrize("palette", palettes(), ids=("light", "dark"))
@pytest.mark.parametrize("line", ["strong-rule", "focus"])
def test_borders_of_fields_and_the_focus_can_be_seen(palette: dict[str, str], line: str) -> None:
    assert contrast(palette[line], palette["paper"]) >= 3

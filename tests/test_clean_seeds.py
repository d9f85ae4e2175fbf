"""Five real pages, line by line; skipped where they are not at hand. Only what the page itself says is asserted."""

from __future__ import annotations

import hashlib
import os
from datetime import date
from pathlib import Path

import pytest

from rapporteur.clean import clean
from rapporteur.model import Page

DATA = Path(os.environ.get("RAPPORTEUR_DATA", Path(__file__).parents[2] / "shared" / "data"))
SEEDS = DATA.parent / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the five pages are kept elsewhere")


@pytest.fixture(scope="module")
def world():
    from rapporteur.world import load

    return load()


def read(number, world=None):
    (path,) = SEEDS.glob(f"{number}_*.txt")
    data = path.read_bytes()
    return clean(Page(data, str(path), "text", hashlib.sha256(data).hexdigest()), world=world)


def shown(article):
    return [(line.role, line.text[:40]) for line in article.lines]


def test_daily_with_the_sites_clock():
    seen = read("000")
    assert seen.headline == "Khawaja Asif discusses defence ties with counterparts at SCO moot"
    assert seen.alternative_headline == "The defence minister also expressed concerns over the Afghan situation"
    assert (seen.author, seen.agency, seen.dateline, seen.genre) == (("News Desk",), None, "ASTANA", "news")
    assert (seen.published.earliest, seen.published.latest, seen.published.basis) == (
        date(2024, 4, 30),
        date(2024, 4, 30),
        "stated",
    )
    assert seen.body.startswith("Defence Minister Khawaja Asif met his counterparts")
    assert seen.body.endswith("human values and international norms.”")
    assert len(seen.body.split("\n")) == 12
    caption = "Defence Minister Khawaja Asif leads Pakistan"[:40]
    assert shown(seen) == [
        ("boilerplate", "close"),
        ("date", "Monday May 20, 2024"),
        ("headline", seen.headline[:40]),
        ("alternative-headline", seen.alternative_headline[:40]),
        ("author", "By News Desk"),
        ("date", "April 30, 2024"),
        ("caption", caption),
        ("caption", caption),
        ("dateline", "ASTANA:"),
    ]


def test_wire_story_without_a_year():
    seen = read("001")
    assert seen.headline == "SCO outlines steps to enhance defence and security cooperation"
    assert (seen.dateline, seen.agency) == ("BEIJING", "ABC")
    assert (seen.published.earliest, seen.published.latest, seen.published.basis) == (
        date(2022, 8, 26),
        date(2022, 8, 26),
        "inferred",
    )
    assert seen.body.startswith("The Shanghai Cooperation Organisation Defence Ministers’ Meeting held in Tashkent")
    assert seen.body.endswith("in 2023 in India.")
    assert len(seen.body.split("\n")) == 6
    assert [role for role, _ in shown(seen)[:4]] == ["boilerplate", "headline", "boilerplate", "dateline"]
    assert all(role in {"boilerplate", "other-story", "comment"} for role, _ in shown(seen)[4:])


def test_statement_without_any_date(world):
    seen = read("002", world)
    assert seen.headline.startswith("Pakistan’s Defense Minister: Doors are open")
    assert seen.body.startswith("Khawaja Muhammad Asif, in a statement on a Pakistani news channel")
    assert seen.body.endswith("one of the pillars of its foreign policy.")
    assert seen.published.basis == "inferred"
    assert seen.published.earliest <= date(2025, 12, 31)
    assert seen.published.latest >= date(2025, 9, 17)
    assert seen.published.days > 1
    assert seen.published.why


def test_statement_without_any_date_and_without_tables():
    seen = read("002")
    assert seen.published.latest is None


def test_visit_dated_by_an_office(world):
    seen = read("003", world)
    assert seen.publisher == "Pakistan Today"
    assert seen.dateline == "MOSCOW"
    assert seen.alternative_headline.startswith("Pakistani FM praises")
    assert seen.body.startswith("Foreign Minister Khawaja Asif on Tuesday said")
    assert seen.body.endswith("told a news briefing.")
    assert ("crosshead", "RUSSIA TO HELP PAKISTAN FIGHT TERRORISM:") in shown(seen)
    assert ("boilerplate", "Exit mobile version") in shown(seen)
    assert date(2018, 1, 20) <= seen.published.earliest <= seen.published.latest <= date(2018, 4, 26)
    assert seen.published.days <= 100


def test_analysis_after_a_glossary():
    seen = read("004")
    assert seen.headline == "Asian Defense Ministers Meet in Moscow, Moving Towards Strengthening Collective Security"
    assert (seen.publisher, seen.dateline, seen.genre) == ("Alwaght", None, "analysis")
    assert (seen.published.earliest, seen.published.basis) == (date(2020, 9, 6), "stated")
    assert seen.body.startswith("Recently, Moscow, the Russian capital, witnessed")
    assert seen.body.endswith("to reduce tensions along the disputed borders.")
    assert len(seen.body.split("\n")) == 9
    for line in ("A Zaidi Shiite movement", "founded by Osama", "Farmers in Poland", "Iran, Russia Blame"):
        assert line not in seen.body
        assert any(line in kept.text for kept in seen.lines)

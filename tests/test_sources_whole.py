"""What is said of a page outside it reaches the article; the same page from two sources is kept once."""

from __future__ import annotations

from pathlib import Path

from sources_samples import DATA, packed, record

from rapporteur import read
from rapporteur.clean import clean
from rapporteur.model import Article, Page
from rapporteur.pipeline import build_record
from rapporteur.store import open_record

STORY = b"""<!doctype html><h1>Ministers hold talks on border trade</h1>
<p>India and Turkey held talks on border trade in Astana on Monday, officials of both countries told reporters,
and they will meet again in the week after next.</p><p>The
room was warm, the tea was cold, and the journalists waited for hours before anybody came out to speak to them.</p>"""


def test_a_feeds_word_fills_in_what_the_page_does_not_state() -> None:
    page = next(read.pages([str(DATA / "rss2.xml")], limits=read.Limits()))
    assert isinstance(page, Page)
    article = clean(page)
    assert isinstance(article, Article)
    assert article.headline == "Two ministries agree on a rescue line & a port call"
    assert article.author == ("Imelda Quist",)
    assert (str(article.published.earliest), article.published.basis) == ("2024-05-14", "stated")
    assert article.published.why[0].startswith("the feed")


def test_the_same_page_from_two_sources_is_kept_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "x.html").write_bytes(STORY)
    (tmp_path / "b" / "x.html").write_bytes(STORY)
    twice = record(1, STORY) + record(2, STORY).replace(b"example/2", b"example/1")
    (tmp_path / "crawl.warc.gz").write_bytes(packed(twice))
    with open_record(tmp_path / "r.db") as kept:
        outcome = build_record([str(tmp_path)], kept)
        assert (outcome.pages, outcome.refused) == (2, 2)
        assert all("the same page is in the record already" in refusal.reason for refusal in outcome.refusals)
        assert kept.counts().documents == 2

"""Pages with markup: hints, metadata, and markup made to break its reader."""

from __future__ import annotations

import json
from datetime import date

import pytest
from test_clean_text import LEAD, SECOND, THIRD, TITLE, page, roles

from rapporteur.clean import clean
from rapporteur.model import Article, Refusal

LINKED = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2024-03-03T10:00:00Z",
    "author": [{"@type": "Person", "name": "Ada Example"}],
    "publisher": {"@type": "Organization", "name": "The Herald"},
}


def html(body, head=""):
    title = f"<title>{TITLE} - The Herald</title>"
    return f"<!DOCTYPE html><html lang='en'><head>{title}{head}</head><body>{body}</body></html>"


STORY = f"<article><h1>{TITLE}</h1><p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p></article>"


def read(text, **more):
    seen = clean(page(text, media="html", **more))
    assert isinstance(seen, Article), seen
    return seen


def test_json_ld_states_makers_and_day():
    seen = read(html(STORY, f'<script type="application/ld+json">{json.dumps(LINKED)}</script>'))
    assert (seen.headline, seen.author, seen.publisher) == (TITLE, ("Ada Example",), "The Herald")
    assert (seen.published.earliest, seen.published.basis) == (date(2024, 3, 3), "stated")
    assert "JSON-LD" in seen.published.why[0]
    assert seen.dateline == "QUILL"


def test_open_graph_states_site_and_day():
    head = (
        '<meta property="og:site_name" content="The Herald">'
        '<meta property="article:published_time" content="2024-03-03T23:10:00+02:00">'
    )
    seen = read(html(STORY, head))
    assert (seen.publisher, seen.published.earliest) == ("The Herald", date(2024, 3, 3))


def test_captions_menus_and_related_links_stay_out():
    body = (
        f"<nav><a href='/'>Home</a><a href='/w'>World</a></nav><h1>{TITLE}</h1>"
        "<figure><img src='x'><figcaption>The ministers at the crossing shake hands.</figcaption></figure>"
        f"<p>{LEAD}</p><p>{SECOND}</p><p><a href='/x'>Read more: Harvest in Arcadia breaks record</a></p>"
        f"<p>{THIRD}</p><div class='related'><h3>Related</h3><a href='/y'>Grain prices rise again</a></div>"
        "<footer>© 2024 The Herald</footer>"
    )
    seen = read(html(body))
    assert seen.body == "\n".join((LEAD.removeprefix("QUILL: "), SECOND, THIRD))
    assert "The ministers at the crossing shake hands." in roles(seen, "caption")


def test_inline_markup_does_not_part_a_sentence():
    seen = read(html(STORY.replace("foreign ministers", "<b>foreign</b> <a href='/m'>ministers</a>")))
    assert seen.body.startswith("The foreign ministers of Arcadia")


def test_scripts_are_text_of_nobody():
    script = "<script>document.write('The ministers of the script met on Tuesday.')</script><style>p{}</style>"
    seen = read(html(STORY + script))
    assert "script" not in seen.body


@pytest.mark.parametrize("tag", ["div", "span", "table><tr><td", "b", "ul><li"])
def test_a_hundred_thousand_nested_tags(tag):
    seen = read(f"<html><body>{f'<{tag}>' * 100_000}{STORY}</body></html>")
    assert "The two sides will set up a commission" in seen.body
    assert any("nested too deep" in r.reason for r in seen.refusals)


def test_huge_line_is_cut_and_said_so():
    seen = read(f"<html><body><p>{SECOND * 20_000}</p></body></html>")
    assert len(seen.body) <= 1_000_000
    assert any("only the first" in r.reason for r in seen.refusals)


@pytest.mark.parametrize(
    "block",
    [
        "[" * 100_000,
        '{"@type":"NewsArticle","headline":',
        '{"@graph":[{"@graph":[{"@type":3}]}]}',
        '{"@type":"NewsArticle","headline":{"a":1},"author":7}',
    ],
)
def test_broken_json_ld_is_left_alone(block):
    assert read(html(STORY, f'<script type="application/ld+json">{block}</script>')).headline == TITLE


@pytest.mark.parametrize(
    ("declared", "real"),
    [
        ("windows-1252", "cp1252"),
        ("utf-8", "cp1252"),
        ("nonsense", "utf-8"),
        ("zip", "cp1252"),
        ("iso-8859-1", "latin-1"),
    ],
)
def test_wrong_and_odd_character_sets(declared, real):
    text = html(STORY.replace("“", "«").replace("”", "»"), f'<meta charset="{declared}">')
    seen = read(text.encode(real))
    assert "«We have confirmed that the talks will go on,»" in seen.body


def test_utf_16():
    assert read(html(STORY).encode("utf-16")).headline == TITLE


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\x00", "empty"),
        (b"PK\x03\x04rest", "zip archive"),
        (b"\x1f\x8brest", "gzip"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "PNG"),
        (bytes(range(256)) * 40, "binary"),
    ],
)
def test_what_is_no_page_is_refused(data, reason):
    seen = clean(page(data, media="html"))
    assert isinstance(seen, Refusal)
    assert reason in seen.reason

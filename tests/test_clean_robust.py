"""Whatever comes in, an Article or a Refusal comes out, and twice the same."""

from __future__ import annotations

import hashlib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapporteur.clean import clean
from rapporteur.clean.source_lines import Metadata
from rapporteur.model import Article, Page, Refusal

PIECES = st.sampled_from(
    [
        "By Ada Example",
        "March 3, 2024",
        "Updated 31/12/2023",
        "QUILL, Aug 26 (ABC): The ministers met on Friday and agreed.",
        "Home",
        "Comments",
        "The two sides will set up a commission on border security, according to a statement.",
        "<p>",
        "</div>",
        "<html><body>",
        "<script type='application/ld+json'>",
        '{"@type":"NewsArticle","datePublished":"2024-13-45"}',
        "</script>",
        "<meta charset=utf-16>",
        "&#x110000;",
        "—",
        "• ",
        "(",
        "©",
        "in 9999.",
        "on February 29.",
        "“",
        "\u202e",
        "\ud83d\ude00",
        "The exercise will be held in 1900.",
        "It was signed in 2099.",
        "Covid-19",
    ]
)
QUIET = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(data, media):
    page = Page(data, "x", media, hashlib.sha256(data).hexdigest())
    seen = clean(page)
    assert isinstance(seen, (Article, Refusal))
    assert seen == clean(page)
    if isinstance(seen, Article):
        assert seen.body == seen.body.strip()
        assert "\n\n" not in seen.body
    else:
        assert seen.reason
        assert seen.stage == "clean"


@QUIET
@given(st.binary(max_size=3000), st.sampled_from(["html", "text", "pdf"]))
def test_any_bytes(data, media):
    check(data, media)


@QUIET
@given(st.text(max_size=3000), st.sampled_from(["html", "text"]))
def test_any_text(text, media):
    check(text.encode("utf-8", "surrogatepass"), media)


@QUIET
@given(st.lists(PIECES, max_size=40), st.sampled_from(["\n", " ", ""]), st.sampled_from(["html", "text"]))
def test_any_mixture_of_what_pages_hold(pieces, glue, media):
    check(glue.join(pieces).encode("utf-8", "replace"), media)


def test_metadata_is_empty_without_markup():
    assert Metadata().published is None

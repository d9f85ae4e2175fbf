"""Whatever stands on a page: nothing breaks, and every claim has its words in the body."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_extract_samples import DAY, NO_DAY, WEEK, article

from rapporteur import analyse, extract, resolve
from rapporteur.model import Reading

PIECES = [
    "Russia and China held talks in Moscow on Tuesday.",
    "“We will meet again,” he said.",
    "“An open quotation",
    "said the minister, who",
    "The two sides",
    "They agreed.",
    "It was attacked by",
    "Iran, Israel, and",
    "on 31 February",
    "Gen.",
    "the SCO Defence Ministers’ Meeting",
    "at least 1,2,3 killed",
    "according to",
    "and and and",
    "will not",
    "\n",
    "…",
    "”",
    "  ",
    "US$",
    "Кремль",
    "🇷🇺",
]


def check(body: str, published=DAY, world=None) -> Reading:
    """Reads a page and holds every claim against its body."""
    page = article(body, published)
    found = resolve.resolve(page, extract.extract(analyse.analyse(page), body), world)
    for claim in found.claims:
        assert claim.evidence
        for e in claim.evidence:
            assert body[e.start : e.end] == e.text != ""
    for c in found.commitments:
        assert c.what in body
    for e in found.events:
        assert {p.id for p in e.actors}.isdisjoint(p.id for p in e.recipients)
        assert e.why
        assert e.date.days is None or e.date.days >= 1
        assert e.date.basis != "unknown" or (e.date.earliest, e.date.latest) == (None, None)
    assert len({c.id for c in found.claims}) == len(found.claims)
    return found


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from([DAY, WEEK, NO_DAY]))
def test_any_mixture_of_pieces_is_read(world, pieces, published):
    check(" ".join(pieces), published, world)


@settings(max_examples=40)
@given(st.text(max_size=80))
def test_any_text_is_read(world, body):
    check(body, DAY, world)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Talks",
        "RUSSIA AND CHINA HOLD TALKS IN MOSCOW ON TUESDAY.",
        "russia and china held talks in moscow on tuesday.",
        "Russia and China held talks in Moscow on Tuesday. " * 60,
        "Russia, " * 300 + "held talks.",
        "“" * 300,
        "he said " * 300,
        "Russia\u00a0and China held\ttalks.\r\nIran  attacked Israel.",
    ],
    ids=["nothing", "a word", "capitals", "small letters", "repeated", "a list", "marks", "speaking", "white space"],
)
def test_odd_pages_are_read(world, body):
    check(body, DAY, world)

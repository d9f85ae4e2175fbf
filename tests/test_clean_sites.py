"""Lines that return on the pages of a site are boilerplate; what returns by chance is not lost."""

from __future__ import annotations

import hashlib
from html import escape
from itertools import permutations

import pytest

from rapporteur.clean import Sites, clean, main_text, survey
from rapporteur.clean.line_model import learned_scores
from rapporteur.clean.sites import host_of
from rapporteur.model import Page, Refusal

TOWNS = ("Quill", "Sandport", "Tel Karsh", "Liske", "Mirene", "Brennan", "Skarra", "Norvo")
DEEDS = (
    "The governments of Arcadia and Borduria signed an agreement on the ferry at {}, the foreign ministry said.",
    "Police in {} arrested eleven people after a march against the price of bread, according to the governor.",
    "The defence ministers of three states met in {} and agreed to hold an exercise in the autumn, officials said.",
    "Two border guards were wounded when a patrol came under fire near {} on Monday, the army said in a statement.",
    "The Lakes Council opened an office in {} on Tuesday and named a former judge as its first head of mission.",
    "Lorries with medicines for the camp outside {} were held at the crossing for a second day, drivers said.",
    "Prosecutors in {} charged a former minister with taking money from a builder of bridges, the court said.",
    "The president of Borduria visited {} and promised that the road to the coast would be open before winter.",
)
MORE = (
    "A spokesperson in {} said that the decision had been expected for weeks and that nobody should be surprised.",
    "Traders in {} closed their shops for the day, and the harbour stood still until the evening, witnesses said.",
    "The opposition called the step a mistake and asked for a debate in parliament before anything was done in {}.",
)
STANDFIRST = "It was not known when the talks about {} would go on."
BIO = "Ada Example has covered the lakes and their people for the Herald since the flood. She was born in Quill."
APPEAL = "You can read this because people like you pay for our work. Please stand with us and keep the Herald free."
MENU = ("Example Herald", "Politics of the Lakes", "Provinces", "Our journalism and standards")
PHRASE = "The two sides exchanged views on matters of mutual interest."
BACKGROUND = (
    "Arcadia and Borduria have been at odds over the lower Oren since the flood year, when the river changed its bed "
    "and left four villages on the other bank."
)


def title(n):
    return f"News of the day from {TOWNS[n]} in brief"


def body(n):
    """Opening, two paragraphs, what returns by chance on most pages, and an end."""
    return [
        DEEDS[n].format(TOWNS[n]),
        MORE[0].format(TOWNS[n]),
        *([PHRASE] if n % 2 else []),
        "He said:",
        f"“We have heard what the people of {TOWNS[n]} want from us, and we will bring it before the council in May.”",
        *([BACKGROUND] if n % 4 else []),
        MORE[1].format(TOWNS[n]),
        MORE[2].format(TOWNS[n]),
    ]


def lines(n, count):
    """The page's lines: menu, head, body with a crosshead, a frame and an appeal, author box, teasers of the others."""
    own, others = body(n), [k for k in range(count) if k != n]
    frame = others[n % 2]
    teasers = [t for k in others[:4] for t in (title(k), DEEDS[k].format(TOWNS[k]))]
    inside = [*own[:2], "From our pages", title(frame), STANDFIRST.format(TOWNS[frame]), *own[2:-2], APPEAL, own[-2]]
    return [*MENU, title(n), "By Ada Example", "12 March 2024", *inside, "Background", own[-1], BIO, *teasers]


def page(n, count=8, html=False, url="https://www.herald.example/story/{}", texts=None):
    shown = texts or lines(n, count)
    marked = "".join(f"<p>{escape(t)}</p>" if len(t.split()) > 3 else f"<div>{escape(t)}</div>" for t in shown)
    data = (f"<!doctype html><html><body><div>{marked}</div></body></html>" if html else "\n".join(shown)).encode()
    address = url.format(n) if url else None
    return Page(data, f"page-{n}", "html" if html else "text", hashlib.sha256(data).hexdigest(), address, "utf-8")


def kept(pages, sites):
    return [main_text(p, scorer=sites.scorer(p)).split("\n") for p in pages]


def wrong(found, count=8):
    return sum(len(set(seen) - set(body(n))) for n, seen in enumerate(found[:count]))


@pytest.mark.parametrize("html", [False, True])
@pytest.mark.parametrize("count", [6, 8])
def test_what_returns_is_left_out_and_the_story_is_kept(html, count):
    pages = [page(n, count, html) for n in range(count)]
    alone, known = kept(pages, Sites()), kept(pages, survey(pages))
    assert wrong(known, count) <= 0.2 * wrong(alone, count)
    for n, (before, after) in enumerate(zip(alone, known, strict=True)):
        assert set(body(n)) & set(before) <= set(after)
        assert BIO not in after
        assert APPEAL not in after


def test_set_phrases_background_and_short_cues_stay():
    pages = [page(n) for n in range(8)]
    known = kept(pages, survey(pages))
    assert sum(PHRASE in seen for seen in known) == 4
    assert sum(BACKGROUND in seen for seen in known) == 6


def test_day_author_and_crosshead_are_read_as_ever():
    pages = [page(n) for n in range(8)]
    sites = survey(pages)
    for p in pages:
        alone, known = clean(p), clean(p, scorer=sites.scorer(p))
        assert (known.author, known.published, known.headline) == (alone.author, alone.published, alone.headline)
        assert known.author == ("Ada Example",)
        assert "Background" not in known.body


def test_the_order_of_the_pages_does_not_matter():
    pages = [page(n, 5) for n in range(5)]
    told = {tuple(sites.scorer(pages[0])(scored(pages[0]))) for sites in map(survey, permutations(pages))}
    assert len(told) == 1


def scored(p):
    from rapporteur.clean.article import source_of
    from rapporteur.clean.features import features

    return features(source_of(p, p.data.decode()))


def test_four_pages_are_too_few():
    pages = [page(n, 4) for n in range(4)]
    sites = survey(pages)
    assert sites.pages("herald.example") == 4
    assert sites.scorer(pages[0]) is learned_scores


def test_other_hosts_do_not_speak():
    pages = [page(n) for n in range(8)]
    other = page(0, url="https://other.example/a")
    assert survey(pages).scorer(other) is learned_scores


def test_copies_of_one_story_stay_whole():
    story = body(0) + [f"{t} " + MORE[0].format(TOWNS[3]) for t in body(2)]
    pages = [page(n, texts=[title(0), *story]) for n in range(6)]
    assert kept(pages, survey(pages)) == kept(pages, Sites())


def test_refusals_and_pages_without_a_host_are_passed_over():
    broken = Page(b"PK\x03\x04", "a.zip", "text", "0", "https://herald.example/z")
    sites = survey([Refusal("read", "gone"), broken, *(page(n, url=None) for n in range(8))])
    assert sites.pages("herald.example") == 0
    assert sites.scorer(page(0)) is learned_scores


@pytest.mark.parametrize(
    ("url", "data", "host"),
    [
        ("https://www.herald.example/a", b"", "herald.example"),
        ("https://m.herald.example:8080/a", b"", "herald.example"),
        ("https://news.herald.example/a", b"", "news.herald.example"),
        ("https://www.example/", b"", "www.example"),
        ("http://[broken", b"", None),
        (None, b'<link rel="canonical" href="https://www.herald.example/a">', "herald.example"),
        (None, b"<meta content=https://herald.example/a property=og:url>", "herald.example"),
        (None, b"no address", None),
    ],
)
def test_hosts(url, data, host):
    assert host_of(Page(data, "a", "text", "0", url)) == host


def test_room_for_a_site_does_not_grow():
    sites = Sites()
    for n in range(60):
        sites.add(page(n % 8, texts=[f"Line number {n} {k} of a page with many lines" for k in range(50)]))
    held = sites._hosts["herald.example"]
    assert held.pages == 60
    assert held.first == []
    assert held.counts is not None
    assert held.counts.nbytes < 200_000

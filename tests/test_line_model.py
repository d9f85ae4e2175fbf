"""The learned line model: composed pages that it never saw, and lines that mean to mislead it."""

from __future__ import annotations

import hashlib
import math
import sys
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.clean import clean, line_model, main_text
from rapporteur.clean.features import features
from rapporteur.clean.label import walk
from rapporteur.clean.line_model import learned_scores
from rapporteur.clean.roles import assign
from rapporteur.clean.source_lines import Source, SourceLine
from rapporteur.clean.vectors import WIDTH, vectors
from rapporteur.clean.words import words
from rapporteur.errors import ModelError
from rapporteur.model import Article, Page

ROOT = Path(__file__).parents[1]
FLOOR = 0.95  # share of the words of held-out pages that are placed right
BODY = {"body", "list-item"}
TITLE = "Arcadia and Borduria agree to reopen border crossing"
STORY = [
    "QUILL: The foreign ministers of Arcadia and Borduria met on Tuesday and agreed to reopen the crossing that was "
    "closed in the spring.",
    "The two sides will set up a commission on border security, according to a statement of the ministry in Arcadia, "
    "and its experts are to meet before the end of the month.",
    "Traders on both banks of the river had asked for the crossing to be opened before the harvest, when lorries wait "
    "for days at the bridge in the north.",
    "The commission is to report to both ministers in the autumn, the statement said.",
]
OTHER = [
    "Shares of the chipmaker rose by four percent in early trading after it announced a plant that will employ about "
    "two thousand people.",
    "Analysts said that margins on such chips were thin and that subsidies would cover most of the difference in cost.",
    "Construction of the plant is to begin in October, the company said on Thursday.",
]


def page(lines):
    data = "\n".join(lines).encode()
    return Page(data, "page.txt", "text", hashlib.sha256(data).hexdigest())


def body(*lines):
    return main_text(page(lines)).split("\n")


@pytest.fixture(scope="module")
def composed():
    if not (ROOT / "training" / "line_pages.py").is_file():
        pytest.skip("the composer of pages is not part of the package")
    sys.path.insert(0, str(ROOT / "training"))
    from line_pages import Composer
    from stock import load

    _, held = load(None)
    composer = Composer(held, Random(5))
    return [composer.page() for _ in range(60)]


def test_words_of_held_out_pages_are_placed_right(composed):
    right = total = 0
    for labelled in composed:
        lines = features(Source(tuple(x.line for x in labelled)))
        scores = learned_scores(lines)
        roles = assign(lines, scores, walk(lines, scores))
        for f, role, known in zip(lines, roles, labelled, strict=True):
            right += f.n * ((role in BODY) == (known.role in BODY))
            total += f.n
    assert right / total >= FLOOR


def test_composed_pages_are_the_same_for_a_seed(composed):
    from line_pages import Composer
    from stock import load

    composer = Composer(load(None)[1], Random(5))
    assert [composer.page() for _ in range(3)] == composed[:3]


def test_no_line_no_score():
    assert learned_scores(()) == []
    assert vectors((), []).shape == (0, WIDTH)


def test_teasers_inside_the_story_stay_out():
    seen = body("Home", TITLE, "By Ada Example", *STORY[:2], "Read also: Grain harvest breaks record", *STORY[2:])
    assert seen == STORY


def test_the_next_story_stays_out():
    head = ["Leave a comment", "Next article", "Chipmaker to build plant in valley", "By Ben Other", "March 3, 2024"]
    assert body(TITLE, "By Ada Example", "March 3, 2024", *STORY, *head, *OTHER) == STORY


@pytest.mark.xfail(strict=True, reason="a second story with nothing but a title above it is taken for a later part")
def test_the_next_story_without_a_byline_stays_out():
    assert body(TITLE, "By Ada Example", "March 3, 2024", *STORY, "Chipmaker to build plant", *OTHER) == STORY


def test_a_bio_that_is_a_sentence_stays_out():
    bio = "Ada Example is a reporter at the Quill Herald, where she covers politics. She lives in Quill."
    assert bio not in body(TITLE, "By Ada Example", *STORY, "Ada Example", bio, "Related Articles", "Grain harvest")


def test_an_appeal_in_the_middle_stays_out():
    appeal = "Sign up for our newsletter and get our best stories in your inbox every morning."
    assert body(TITLE, *STORY[:2], appeal, *STORY[2:]) == STORY


def test_comments_that_are_sentences_stay_out():
    said = ["I have lived there for thirty years and nobody ever asked us.", "They should have done it long ago!"]
    seen = body(TITLE, *STORY, "Leave a Reply", "oldtimer", said[0], "Reply", "deepfield", said[1], "Reply")
    assert seen == STORY


def test_a_story_without_anything_around_it_is_whole():
    assert body(*STORY) == STORY


def test_a_story_in_capitals_is_still_found():
    shouted = [line.upper() for line in STORY]
    assert set(body(TITLE, *shouted)) >= set(shouted[:3])


@pytest.mark.parametrize("line", ["", " ", "\u202e", "…", "\x00", "a" * 100_000, "¿" * 5000, "1 " * 9000])
def test_any_line_gets_a_number(line):
    lines = features(Source((SourceLine(line or "x"), SourceLine(STORY[0]))))
    assert all(math.isfinite(score) for score in learned_scores(lines))


@given(st.lists(st.text(min_size=1, max_size=80).filter(str.strip), max_size=30))
def test_scores_are_finite_and_the_same_twice(texts):
    lines = features(Source(tuple(SourceLine(" ".join(text.split())) for text in texts)))
    scores = learned_scores(lines)
    assert len(scores) == len(lines)
    assert all(math.isfinite(score) for score in scores)
    assert scores == learned_scores(lines)


def test_a_line_is_scored_with_those_around_it():
    alone = learned_scores(features(Source((SourceLine(OTHER[2]),))))[0]
    around = [SourceLine(line) for line in (TITLE, *STORY, "Related Articles", "Markets", OTHER[2], "Sport", "Jobs")]
    assert learned_scores(features(Source(tuple(around))))[-3] < alone


def test_pieces_do_not_change_the_product():
    rows = np.arange(200 * 3, dtype=np.float32).reshape(200, 3)
    weight = np.ones((3, 2), dtype=np.float32)
    assert np.array_equal(line_model._times(rows, weight), rows @ weight)


def test_missing_weights_are_named(monkeypatch, tmp_path):
    line_model.weights.cache_clear()
    monkeypatch.setattr(line_model, "files", lambda _: tmp_path)
    with pytest.raises(ModelError, match=r"lines\.npz"):
        line_model.weights()
    monkeypatch.undo()
    line_model.weights.cache_clear()


@given(st.sampled_from(["© 2024 Quill Herald", "related: more", "by reading", "home page of the ministry", "tags:x"]))
def test_phrases_are_whole_words(folded):
    naive = any(
        folded.startswith(p) and not (p[-1].isalnum() and folded[len(p) : len(p) + 1].isalnum())
        for phrases in words().menu.start.values()
        for p in phrases
    )
    assert words().menu.starts(folded) == naive


def test_markup_is_one_witness_among_several():
    rows = "".join(f"<p>{line}</p>" for line in STORY)
    data = f"<html><body><nav><a href=/>Home</a></nav><h1>{TITLE}</h1><article>{rows}</article></body></html>".encode()
    seen = clean(Page(data, "page.html", "html", hashlib.sha256(data).hexdigest()))
    assert isinstance(seen, Article)
    assert seen.body == "\n".join(STORY).removeprefix("QUILL: ")

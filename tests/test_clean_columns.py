"""What is reckoned a page at a time says the same as line by line; what is guarded for speed finds the same."""

from __future__ import annotations

from datetime import date

import pytest
from lxml import html as lxml_html

from rapporteur.clean import datefind, marked
from rapporteur.clean.columns import NAMES, columns
from rapporteur.clean.decode import _CONTROL, _has_controls
from rapporteur.clean.features import Features, features
from rapporteur.clean.label import line_scores
from rapporteur.clean.source_lines import Source, SourceLine
from rapporteur.clean.vectors import WIDTH, vectors
from rapporteur.clean.words import runs, words

TEXTS = (
    "Home",
    "Ferry talks resume in Port Arden",
    "By Ada Example",
    "March 3, 2024",
    "The two ministers met on Friday and said that the ferries would sail again by the end of the month.",
    "Photo: Example News",
    "Read more",
)


def page(*lines: SourceLine) -> tuple[Features, ...]:
    return features(Source(lines or tuple(SourceLine(text) for text in TEXTS)))


def test_a_column_holds_the_feature_of_every_line():
    lines = page()
    table = columns(lines)
    for name in NAMES:
        assert table.of(name).tolist() == [float(getattr(f, name)) for f in lines]
    assert table.some(("n", "caption")).shape == (len(lines), 2)


def test_scores_and_vectors_are_the_same_with_columns_and_without():
    lines = page()
    table = columns(lines)
    prior = line_scores(lines, table)
    assert prior == line_scores(lines)
    assert vectors(lines, prior, table).tolist() == vectors(lines, prior).tolist()
    assert vectors(lines, prior).shape == (len(lines), WIDTH)


def test_a_page_without_lines_has_no_scores():
    assert line_scores(()) == []
    assert vectors((), ()).shape == (0, WIDTH)


def test_the_extractors_word_and_tags_move_the_score():
    text = TEXTS[4]
    taken, left, heading = (
        line_scores(page(SourceLine(text, tag=tag, main=main)))[0]
        for tag, main in (("p", True), ("p", False), ("h2", None))
    )
    assert taken > line_scores(page(SourceLine(text)))[0] > max(left, heading)


@pytest.mark.parametrize(
    ("text", "day", "weekday"),
    [
        ("Sunday, 6 September 2020", date(2020, 9, 6), 6),
        ("SUNDAY 6 SEPTEMBER 2020", date(2020, 9, 6), 6),
        ("Mon. May 20, 2024", date(2024, 5, 20), 0),
        ("GuerreroDec 20, 2023", date(2023, 12, 20), None),
        ("İstanbul, 6th of September 2020", date(2020, 9, 6), None),
        ("6 September 2020, Sunday", date(2020, 9, 6), None),
        ("2020-09-06T10:00", date(2020, 9, 6), None),
        ("30/04/2024", date(2024, 4, 30), None),
    ],
)
def test_a_day_is_found_with_its_weekday_in_any_case(text, day, weekday):
    (found,) = datefind.find(text)
    assert (found.date, found.weekday) == (day, weekday)
    assert text[found.start : found.end].strip(" ,") == found.text


@pytest.mark.parametrize("text", ["May the talks go on", "in March", "²³", "room 12", "1.5 to 2"])
def test_no_day_is_found_without_a_number_and_a_month(text):
    assert datefind.find(text) == ()


@pytest.mark.parametrize(
    "text", ["plain", "a\tb\nc\x0c", "caf\u00e9", "a\x00b", "\ufeffa", "a\x7f", "\ud800", "\x0b", ""]
)
def test_control_characters_are_seen_as_the_pattern_sees_them(text):
    assert _has_controls(text) == bool(_CONTROL.search(text))


@pytest.mark.parametrize(
    "line", ["photo: example news", "sign up for our newsletter", "the ministers met", "", "— app/file"]
)
def test_lists_say_the_same_when_a_lines_words_are_given(line):
    w = words()
    for phrases in (w.menu, w.caption, w.comments, w.appeal):
        assert phrases.starts(line) == phrases.starts(line, runs(line))
        assert phrases.ends(line) == phrases.ends(line, runs(line))


def test_bylines_are_sought_from_the_heading_on_only():
    root = lxml_html.document_fromstring(
        "<body><a rel=author>Before Heading</a><div><h1>Ferry talks</h1><p>text</p></div>"
        "<div><span class=byline>Ada Example</span></div></body>"
    )
    assert marked.bylines(root) == ("Ada Example",)
    assert marked.bylines(lxml_html.document_fromstring("<body><a rel=author>Ada Example</a></body>")) == ()

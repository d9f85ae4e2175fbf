"""Every named pattern against its example and counter-example, and the word lists against their shape."""

from __future__ import annotations

import pytest

from rapporteur.clean import patterns
from rapporteur.clean.words import any_of, words


@pytest.mark.parametrize("pattern", patterns.ALL, ids=lambda p: p.name)
def test_pattern_matches_its_example_and_not_its_counter(pattern):
    assert pattern.search(pattern.example)
    assert not pattern.search(pattern.counter)


def test_pattern_names_are_unique():
    names = [p.name for p in patterns.ALL]
    assert len(names) == len(set(names))


def test_page_words_are_lower_case():
    w = words()
    for phrases in (w.menu, w.share, w.comments, w.other_stories, w.tags, w.author_box, w.caption, w.appeal):
        for phrase in (*phrases.whole, *phrases.start, *phrases.inside, *phrases.end):
            assert phrase == phrase.lower()


def test_phrases_stand_as_whole_words():
    w = words()
    assert w.menu.starts("subscribe to our pages")
    assert not w.share.starts("share topics")
    assert w.caption.ends("the minister — app/file")
    assert any_of(["app"]).search("the APP said")
    assert not any_of(["app"]).search("apparently")


@pytest.mark.parametrize(
    ("text", "place", "day", "agency"),
    [
        ("ASTANA: The ministers met.", "ASTANA", None, None),
        ("BEIJING, Aug 26 (ABC): The ministers met.", "BEIJING", "Aug 26", "ABC"),
        ("MOSCOW, August 24. /TASS/. The ministers met.", "MOSCOW", "August 24", "TASS"),
        ("London (AP) — The ministers met.", "London", None, "AP"),
        ("ANKARA, Türkiye (AP) — The ministers met.", "ANKARA, Türkiye", None, "AP"),
        ("UNITED NATIONS, Sept. 5 (Xinhua) -- The ministers met.", "UNITED NATIONS", "Sept. 5", "Xinhua"),
        ("Moscow, 24 August 2022 — The ministers met.", "Moscow", "24 August 2022", None),
        ("(Reuters) - The ministers met.", None, None, "Reuters"),
        ("NATO said the ministers met.", None, None, None),
        ("PHOTO: The ministers met.", None, None, None),
        ("Pakistan’s Defense Minister: The ministers met.", None, None, None),
    ],
)
def test_dateline_is_parted_from_the_sentence(text, place, day, agency):
    from rapporteur.clean.head import split_opening

    opening = split_opening(text)
    assert (opening.place, opening.day.text if opening.day else None, opening.agency) == (place, day, agency)
    if opening.cut:
        assert opening.rest == "The ministers met."
    else:
        assert opening.rest == text


def test_outlets_name_before_a_dash_is_no_place():
    from rapporteur.clean.head import split_opening

    opening = split_opening("Herald- Recently, the ministers met.", publisher="Herald")
    assert (opening.place, opening.source, opening.rest) == (None, "Herald", "Recently, the ministers met.")


def test_bare_mixed_case_place_needs_the_gazetteer():
    from rapporteur.clean.head import split_opening

    assert split_opening("Geneva – The envoy left.").place is None
    assert split_opening("Geneva – The envoy left.", known_place=True).place == "Geneva"

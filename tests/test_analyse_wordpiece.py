"""Pieces: longest first, accents and case folded away, the shape kept beside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.analyse.wordpiece import MAX_PIECES, SHAPES, UNKNOWN, WordPiece, shape

PIECES = ["[PAD]", "def", "##ence", "defence", "d", "##e", "min", "##ister", "-", ".", "e"]
IDS = {p: i for i, p in enumerate(PIECES)}


@pytest.fixture(scope="module")
def pieces():
    return WordPiece(PIECES).pieces


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("defence", ["defence"]),
        ("Defence", ["defence"]),
        ("DÉFENCE", ["defence"]),
        ("minister", ["min", "##ister"]),
        ("de-min", ["d", "##e", "-", "min"]),
        ("e.", ["e", "."]),
    ],
)
def test_longest_piece_first(pieces, word, expected):
    assert pieces(word) == tuple(IDS[p] for p in expected)


def test_what_no_piece_fits_is_unknown(pieces):
    assert pieces("xyz") == (UNKNOWN,)
    assert pieces("\u200b") == (UNKNOWN,)


@given(st.text(max_size=2000))
def test_a_word_has_some_pieces_and_not_too_many(text):
    assert 1 <= len(WordPiece(PIECES).pieces(text)) <= MAX_PIECES


@given(st.text(min_size=1))
def test_every_word_has_a_shape(text):
    assert 1 <= shape(text) < SHAPES


def test_shapes_tell_names_from_words():
    assert len({shape(w) for w in ("talks", "Astana", "NATO", "McGuire", "A", "2024", "S-400", "--", "Al-Tanf")}) == 9

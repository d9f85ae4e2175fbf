from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rapporteur.web.marks import Mark, Paragraph, excerpts, paragraphs

BODY = "one two three\nfour five\n\nsix"


def shown(found: list[Paragraph]) -> list[str]:
    return ["".join(segment.text for segment in paragraph.segments) for paragraph in found]


def test_text_without_marks_is_set_paragraph_by_paragraph() -> None:
    assert shown(paragraphs(BODY, [])) == ["one two three", "four five", "six"]


def test_overlapping_marks_become_segments_that_know_all_their_marks() -> None:
    (paragraph,) = paragraphs("abcdefgh", [Mark("S1", "statement", 3, 7), Mark("E1", "event", 1, 5)])
    assert [(s.text, s.keys) for s in paragraph.segments] == [
        ("a", ""), ("bc", "E1"), ("de", "E1 S1"), ("fg", "S1"), ("h", ""),
    ]  # fmt: skip
    assert [[mark.key for mark in s.opens] for s in paragraph.segments] == [[], ["E1"], ["S1"], [], []]


def test_the_enclosing_mark_comes_first() -> None:
    (paragraph,) = paragraphs("abcd", [Mark("T1", "tenure", 0, 2), Mark("E1", "event", 0, 4)])
    assert paragraph.segments[0].sorts == ("event", "tenure")


def test_a_mark_over_several_paragraphs_is_opened_once() -> None:
    found = paragraphs(BODY, [Mark("E1", "event", 8, 18)])
    opened = [mark.key for paragraph in found for segment in paragraph.segments for mark in segment.opens]
    marked = [segment.text for paragraph in found for segment in paragraph.segments if segment.marks]
    assert (opened, marked) == (["E1"], ["three", "four"])


def test_marks_that_do_not_fit_the_text_are_left_out() -> None:
    found = paragraphs("abc", [Mark("E1", "event", 2, 9), Mark("E2", "event", 2, 2), Mark("E3", "event", -1, 2)])
    assert all(not segment.marks for paragraph in found for segment in paragraph.segments)


def test_an_excerpt_shows_the_marked_paragraph_with_its_short_neighbours_and_says_where_text_is_left_out() -> None:
    body = "\n".join(["far away"] * 3 + ["near", "the words", "x" * 400, "near too"])
    start = body.index("the words")
    found = excerpts(body, [Mark("1", "event", start, start + 9)])
    assert shown(found) == ["near", "the words"]
    assert [paragraph.gap for paragraph in found] == [True, False]


def test_a_long_paragraph_is_cut_around_the_marks_and_between_words() -> None:
    body = "word " * 600 + "HERE " + "word " * 600
    start = body.index("HERE")
    (paragraph,) = excerpts(body, [Mark("1", "event", start, start + 4)])
    (text,) = shown([paragraph])
    assert paragraph.cut_before
    assert paragraph.cut_after
    assert len(text) < 1000
    assert set(text.split()) == {"word", "HERE"}


def test_no_mark_gives_no_excerpt() -> None:
    assert excerpts(BODY, []) == []


marks = st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40)), max_size=8)


@given(st.text("ab \n", max_size=40), marks)
def test_segments_put_together_are_the_text_whatever_is_marked(body: str, spans: list[tuple[int, int]]) -> None:
    placed = [Mark(f"E{n}", "event", start, end) for n, (start, end) in enumerate(spans)]
    assert shown(paragraphs(body, placed)) == [line for line in body.split("\n") if line.strip()]
    for paragraph in excerpts(body, placed):
        for segment in paragraph.segments:
            assert {mark.key for mark in segment.opens} <= {mark.key for mark in segment.marks}

"""Reprints are found, and the first to print stays the original."""

from __future__ import annotations

from test_assemble_samples import document, on

from rapporteur.assemble import copies

STORY = "\n".join(
    f"Paragraph {n} tells that the ministers of country {n} and country {n + 1} held long talks about border {n}, "
    f"which is {n * 17} kilometres long, and that officials from town {n * 3} took part in them."
    for n in range(1, 9)
)
OTHER = "\n".join(
    f"In village {n} the farmers keep {n * 7} sheep and sell wool worth {n * 11} coins." for n in range(30)
)


def test_the_same_text_is_a_copy_of_the_earlier():
    early, late = document("late-id", STORY, on("2024-06-10")), document("early-id", STORY, on("2024-06-12"))
    assert copies([early, late]) == {"early-id": "late-id"}
    assert copies([late, early]) == {"early-id": "late-id"}


def test_a_reprint_with_a_cut_tail_and_another_agency_line_is_a_copy():
    reprint = "News Desk reports.\n" + STORY.rsplit("\n", 1)[0]
    assert copies([document("a", STORY, on("2024-06-10")), document("b", reprint, on("2024-06-11"))]) == {"b": "a"}


def test_other_texts_are_no_copies():
    assert copies([document("a", STORY), document("b", OTHER)]) == {}


def test_a_shared_quotation_makes_no_copy():
    shared = STORY.split("\n")[0]
    assert copies([document("a", STORY), document("b", f"{OTHER}\n{shared}")]) == {}


def test_all_copies_point_to_the_one_original():
    pages = [document(x, STORY, on(f"2024-06-1{i}")) for i, x in enumerate("cab")]
    assert copies(pages) == {"a": "c", "b": "c"}


def test_without_dates_the_smallest_id_is_the_original():
    assert copies([document("b", STORY), document("a", STORY)]) == {"b": "a"}


def test_short_and_empty_pages_do_not_stumble():
    assert copies([]) == {}
    assert copies([document("a", "Talks."), document("b", OTHER)]) == {}

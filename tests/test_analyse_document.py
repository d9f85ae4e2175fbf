"""Text to Doc: offsets, sentences, trees, names, at any length."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from test_extract_samples import analysed, article, gap

from rapporteur.analyse import analyse, analyse_text

SENTENCE = "Russia and India held talks in Moscow on Tuesday."


def check_offsets(body: str) -> None:
    """Every word stands in the body where its token says."""
    doc = analysed(body)
    assert [body[t.idx : t.idx + len(t)] for t in doc] == [t.text for t in doc]
    assert "".join(t.text for t in doc) == "".join(body.split())


def check_trees(doc) -> None:
    """Every sentence has one root, and no arc leaves its sentence."""
    for sentence in doc.sents:
        assert sum(t.head == t for t in sentence) == 1
        assert all(t.head.sent == sentence for t in sentence)


def test_a_simple_sentence():
    doc = analysed(SENTENCE)
    (sentence,) = doc.sents
    assert sentence.root.text == "held"
    assert sentence.root.lemma_ == "hold"
    deps = {t.text: (t.dep_, t.head.text) for t in doc}
    assert deps["Russia"] == ("nsubj", "held")
    assert deps["India"] == ("conj", "Russia")
    assert deps["talks"] == ("obj", "held")
    assert deps["in"] == ("case", "Moscow")
    assert {t.text: t.pos_ for t in doc if t.pos_ in ("VERB", "PROPN", "NOUN")}.items() >= {
        "Russia": "PROPN",
        "held": "VERB",
        "talks": "NOUN",
        "Moscow": "PROPN",
    }.items()
    assert {"Russia", "India", "Moscow"} <= {e.text for e in doc.ents}
    assert {e.label_ for e in doc.ents if e.text in ("Russia", "Moscow")} == {"LOC"}


def test_a_person_and_an_organisation_are_named():
    doc = analysed("Maria Keller met officials of the United Nations in Geneva.")
    kinds = {e.text.removeprefix("the "): e.label_ for e in doc.ents}
    assert kinds["Maria Keller"] == "PER"
    assert kinds["United Nations"] == "ORG"
    assert kinds["Geneva"] == "LOC"


def test_sentences_end_where_they_should():
    doc = analysed("Gen. Smith met Dr. Jones in the U.S. on Monday. They talked about St. Lucia. It went well.")
    assert [s.text for s in doc.sents] == [
        "Gen. Smith met Dr. Jones in the U.S. on Monday.",
        "They talked about St. Lucia.",
        "It went well.",
    ]


def test_a_paragraph_begins_a_sentence_even_without_a_full_stop():
    doc = analysed("Talks in Doha\nIran and Iraq met on Monday.")
    assert [s.text.strip() for s in doc.sents] == ["Talks in Doha", "Iran and Iraq met on Monday."]
    assert [t.text for t in doc if t._.paragraph] == ["Talks", "Iran"]


def test_the_article_is_read_over_its_body():
    doc = analyse(article(SENTENCE))
    assert [t.text for t in doc] == [t.text for t in analysed(SENTENCE)]


@pytest.mark.parametrize("body", ["", " ", "\n\n", "\u200b", ".", "…", "\u0378", "\x00"])
def test_next_to_nothing_is_read_too(body):
    check_offsets(body)


@gap(reason="white space before the first word shifts every offset")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=120))
@example("Iran  attacked Israel.")
@example(" Iran attacked Israel.")
@example("Iran attacked.\n\nIsrael responded.\r\n\tSo it was.")
@example("Iran\u00a0attacked\u2003Israel \U0001f600 on e\u0301te\u0301.")
def test_offsets_are_those_of_the_body(body):
    check_offsets(body)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from([SENTENCE, "“Yes,” he said.", "No", "The U.S. said so…", "Gen.", "- 5%"])))
def test_every_sentence_is_a_tree(parts):
    check_trees(analyse_text("\n".join(parts)))


def test_a_paragraph_of_two_thousand_words():
    body = " ".join([SENTENCE] * 200)
    doc = analysed(body)
    assert len(list(doc.sents)) == 200
    assert {s.text for s in doc.sents} == {SENTENCE}
    check_trees(doc)
    check_offsets(body)


@pytest.mark.parametrize(
    "body",
    [
        "word " * 1000,
        "x" * 50_000,
        "Iran, " * 500,
        "“" * 500,
        "1 " * 1000,
        pytest.param("Iran" + "\n" * 500 + "a", marks=gap(reason="white space of several signs shifts offsets")),
        "ab-" * 500,
    ],
    ids=["words", "one word", "commas", "marks", "digits", "newlines", "hyphens"],
)
def test_one_endless_line(body):
    check_offsets(body)
    check_trees(analysed(body))


def test_two_runs_give_the_same():
    first, second = (analyse_text(f"{SENTENCE}\n{SENTENCE}") for _ in range(2))
    assert first.to_json() == second.to_json()
    assert [t._.roles for t in first] == [t._.roles for t in second]


def test_a_paragraph_is_read_the_same_beside_others():
    alone = analysed(SENTENCE)
    beside = analyse_text("\n".join(["Nothing else happened."] * 40 + [SENTENCE]))
    (sentence,) = [s for s in beside.sents if s.text == SENTENCE]
    core = ("ROOT", "nsubj", "obj")  # a window gives context: attachments may differ, the clause may not
    assert [(t.dep_, t.lemma_) for t in sentence if t.dep_ in core] == [
        (t.dep_, t.lemma_) for t in alone if t.dep_ in core
    ]

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_store_samples import MINISTER, article, event, merged_all, reading, statement

from rapporteur.errors import RecordError
from rapporteur.model import Article, Event, Reading, Refusal, Statement
from rapporteur.store import Counts, Record, open_record
from rapporteur.store.coding import article_from_json, article_to_json, claim_from_json, claim_to_json, sort_of


@pytest.fixture
def record(tmp_path: Path):
    with open_record(tmp_path / "rapporteur.db") as opened:
        yield opened


def test_a_reading_comes_back_as_it_was_put(record: Record):
    whole = reading("a")
    bare = Reading(article("b", headline=None, url=None, author=(), lines=(), refusals=(), body=""))
    record.put(bare, "1")
    record.put(whole, "1")
    record.put(reading("c"), "1")
    assert list(record.readings()) == [whole, bare, reading("c")]


def test_two_claims_of_one_page_may_share_an_id(record: Record):
    twice = Reading(article(), events=(event(), event()))
    record.put(twice, "1")
    assert list(record.readings()) == [twice]


def test_documents_carry_what_was_refused_in_them(record: Record):
    record.put(reading(), "1")
    (document,) = record.documents()
    assert document.article == article()
    assert [refusal.reason for refusal in document.refusals] == ["an advertisement", "no actor"]
    assert document.copy_of is None


def test_claims_come_by_id(record: Record):
    for name in ("c", "a", "b"):
        record.put(reading(name), "1")
    assert [claim.id for claim in record.claims("event")] == ["e-a", "e-b", "e-c"]
    assert list(record.claims("statement")) == [statement("a"), statement("b"), statement("c")]
    assert [claim.id for claim in record.claims("tenure")] == ["t-a", "t-b", "t-c"]


def test_an_unknown_sort_is_named(record: Record):
    with pytest.raises(RecordError, match="no sort of claim 'rumour'"):
        record.claims("rumour")  # type: ignore[arg-type]


def test_has_asks_for_source_bytes_and_version(record: Record):
    record.put(reading("a"), "1.0")
    assert record.has("pages/a.html", "aaaa", "1.0")
    assert not record.has("pages/a.html", "aaaa", "1.1")
    assert not record.has("pages/a.html", "bbbb", "1.0")
    assert not record.has("pages/b.html", "aaaa", "1.0")


def test_a_changed_page_replaces_its_claims_and_no_others(record: Record):
    record.put(reading("a"), "1")
    record.put(reading("b"), "1")
    changed = Reading(article("a", id="d-a2", sha256="new", body="Nothing."))
    record.put(changed, "1")
    assert [document.article.id for document in record.documents()] == ["d-a2", "d-b"]
    assert [claim.id for claim in record.claims("event")] == ["e-b"]


def test_putting_the_same_reading_again_changes_nothing(record: Record):
    record.put(reading("a"), "1")
    record.put(reading("a"), "2")
    assert list(record.readings()) == [reading("a")]
    assert record.has("pages/a.html", "aaaa", "2")


def test_a_document_id_has_one_source(record: Record):
    record.put(reading("a"), "1")
    refused = record.put(Reading(article("a", source="pages/other.html")), "1")
    assert refused is not None
    assert refused.reason == "pages/other.html: the same page is in the record already, from pages/a.html"
    assert list(record.readings()) == [reading("a")]


def test_a_refusal_is_kept_once_and_goes_when_the_source_is_read(record: Record):
    refusal = Refusal("clean", "no text", "", "pages/a.html")
    for again in (refusal, refusal, replace(refusal, reason="no date"), Refusal("read", "empty")):
        record.put_refusal(again)
    assert [(r.source, r.reason) for r in record.refusals()] == [
        (None, "empty"),
        ("pages/a.html", "no date"),
        ("pages/a.html", "no text"),
    ]
    assert record.counts().refusals == 3
    record.put(reading("a"), "1")
    assert list(record.refusals()) == [Refusal("read", "empty")]


def test_a_refused_source_keeps_its_former_reading(record: Record):
    record.put(reading("a"), "1")
    record.put_refusal(Refusal("clean", "no text", "", "pages/a.html"))
    assert list(record.readings()) == [reading("a")]
    assert len(list(record.refusals())) == 1


def test_counts_of_an_empty_record(record: Record):
    assert record.counts() == Counts(0, 0, 0, 0, 0, 0, 0)
    assert not record.stale


def test_half_a_character_is_refused_and_nothing_kept(record: Record):
    for broken in (
        Reading(article("a", body="half \ud800")),
        Reading(article("a", source="half \ud800")),
        Reading(article("a"), events=(event("a", why=("half \ud800",)),)),
    ):
        with pytest.raises(RecordError):
            record.put(broken, "1")
    assert list(record.documents()) == []


def test_reading_goes_on_undisturbed_while_pages_are_written(record: Record):
    for number in range(500):
        record.put(Reading(article(f"{number:03}"), events=(event(f"{number:03}"),)), "1")
    seen = 0
    for old in record.readings():
        assert len(old.events) == 1
        record.put(Reading(old.article), "2")
        seen += 1
    assert seen == 500
    assert list(record.claims("event")) == []


def test_an_iterator_left_early_blocks_nobody(record: Record, tmp_path: Path):
    for name in "abc":
        record.put(reading(name), "1")
    documents = record.documents()
    next(documents)
    with open_record(tmp_path / "rapporteur.db") as other:
        other.put(reading("d"), "1")
        other.put_assembled({}, merged_all())
    assert len(list(documents)) == 2


texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@settings(max_examples=40, deadline=None)
@given(words=texts, numbers=st.floats(allow_nan=False, allow_infinity=False))
def test_coding_loses_nothing(words: str, numbers: float):
    happened = event(why=(words,), belief=numbers, issues=(words, words))
    said = statement(text=words, speaker=replace(MINISTER, name=words))
    for claim, kind in ((happened, Event), (said, Statement)):
        back = claim_from_json(sort_of(claim), claim_to_json(claim))
        assert isinstance(back, kind)
        assert back == claim
    page: Article = article(headline=words, body=words)
    assert article_from_json(article_to_json(page), page.body) == page

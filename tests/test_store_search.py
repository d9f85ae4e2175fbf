from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_store_samples import article, merged_all, reading

from rapporteur.errors import RecordError
from rapporteur.model import UNKNOWN_DATE, Document, Merged, Reading
from rapporteur.store import Record, open_record
from rapporteur.store.words import query_of


@pytest.fixture
def record(tmp_path: Path):
    with open_record(tmp_path / "rapporteur.db") as opened:
        opened.put(reading("a"), "1")
        opened.put(Reading(article("b", headline="Un traité naval", body="Trawlers & ships\nU.S.-led patrols")), "1")
        opened.put_assembled({}, merged_all("a"))
        yield opened


def found(record: Record, words: str, **filters: object) -> list[str]:
    return [hit.id for hit in record.search(words, **filters)]  # type: ignore[arg-type]


def test_claims_and_documents_in_turn(record: Record):
    assert sorted(found(record, "exercise")) == ["d-a", "mc-a", "me-a", "ms-a"]
    assert found(record, "exercise")[1] == "d-a"
    assert found(record, "exercise", limit=2)[1] == "d-a"
    assert found(record, "exercise", limit=0) == []


def test_case_accents_and_endings_do_not_matter(record: Record):
    assert found(record, "TRAITE") == ["d-b"]
    assert found(record, "ship patrol") == ["d-b"]
    assert found(record, "oscar") != []


def test_phrases_and_beginnings(record: Record):
    assert found(record, '"joint exercise"') != []
    assert found(record, '"exercise joint"') == []
    assert found(record, "traw*") == ["d-b"]
    assert found(record, '"ships u.s"*') == ["d-b"]
    assert found(record, "traw") == []


def test_every_word_must_be_there(record: Record):
    assert found(record, "trawlers ships") == ["d-b"]
    assert found(record, "trawlers Tamm") == []


def test_a_hit_shows_the_words(record: Record):
    (hit,) = record.search("trawlers")
    assert (hit.sort, hit.title, hit.document, hit.date) == ("document", "Un traité naval", "d-b", article().published)
    assert [hit.snippet[start:end] for start, end in hit.matches] == ["Trawlers"]
    assert "\n" not in hit.snippet
    (claim,) = record.search("joint", type="exercise")
    assert (claim.sort, claim.document) == ("commitment", "d-a")
    assert claim.title == "Alda · intended (open): a joint exercise"
    assert [claim.snippet[start:end] for start, end in claim.matches] == ["joint"]


def test_filters_leave_only_claims(record: Record):
    assert found(record, "Tamm", type="CONSULT") == ["me-a"]
    assert found(record, "Tamm", actor="p-tamm", after=date(2021, 1, 1)) == ["me-a"]
    assert "d-a" not in found(record, "Tamm", country="XBB")
    assert found(record, "trawlers", after=date(2021, 3, 4), before=date(2021, 3, 4)) == ["d-b"]
    assert found(record, "trawlers", after=date(2021, 3, 5)) == []


def test_the_index_keeps_step(record: Record):
    record.put(Reading(article("b", body="Nothing of that.", published=UNKNOWN_DATE)), "2")
    assert found(record, "trawlers") == []
    record.put_assembled({}, [])
    assert found(record, "exercise") == ["d-a"]


NASTY = ['"', '""', "*", "a AND", "OR", "NOT x", "NEAR(a b)", "a:b", "headline:x", "(", "^x", "-x", "{a b}: c",
         "'; DROP", "\0", "a\0b", "\ud800", "+", "a + b", '"a', 'a"b"c', "%", "_", "", " ", "é", "日本",
         "\x02\x03"]  # fmt: skip


@pytest.mark.parametrize("words", NASTY)
def test_no_text_makes_a_search_fail(record: Record, words: str):
    record.search(words)
    list(record.assembled(words=words))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=30) | st.text('ab"*()^:-+{} \0', max_size=12))
def test_no_generated_text_makes_a_search_fail(record: Record, words: str):
    record.search(words)


def test_what_the_database_is_asked():
    assert query_of("defence minister") == '"defence" AND "minister"'
    assert query_of('"defence minister" OR x*') == '"defence minister" AND "OR" AND "x*"*'
    assert query_of(" - * ") is None


def test_find_by_the_beginning_of_an_id(record: Record):
    claim, document = record.find("mc"), record.find("d-b")
    assert isinstance(claim, Merged)
    assert claim.members == ("c-a",)
    assert isinstance(document, Document)
    assert document.article.headline == "Un traité naval"
    for wrong, why in (("m", "more than one id"), ("zz", "nothing in"), ("", "an empty id"), ("%", "nothing in")):
        with pytest.raises(RecordError, match=why):
            record.find(wrong)


def test_a_whole_id_is_enough_though_it_begins_another(record: Record):
    record.put(Reading(article("bb", id="d-bb")), "1")
    document = record.find("d-b")
    assert isinstance(document, Document)
    assert document.article.id == "d-b"

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from test_store_samples import ALDA, BORA, MINISTER, article, commitment, event, merged, merged_all, reading

from rapporteur.errors import RecordError
from rapporteur.model import UNKNOWN_DATE, DateRange, Merged, Reading
from rapporteur.store import Counts, PartyEntry, Record, open_record

YEARS = {"e1": (2019, 2019), "e2": (2020, None), "e3": (None, 2018), "e4": (2021, 2022)}


@pytest.fixture
def record(tmp_path: Path):
    with open_record(tmp_path / "rapporteur.db") as opened:
        for name in "abc":
            opened.put(reading(name), "1")
        yield opened


def ids(claims: Iterator[Merged]) -> list[str]:
    return [found.claim.id for found in claims]


def dated(name: str) -> Merged:
    first, last = YEARS[name]
    days = DateRange(date(first, 1, 1) if first else None, date(last, 12, 31) if last else None, "stated")
    return merged(replace(event(), id=name, date=days))


def test_what_is_assembled_comes_back_with_members_and_reasons(record: Record):
    joined = merged(event(), "e-a", "e-b")
    record.put_assembled({"d-b": "d-a"}, [joined, *merged_all("c")])
    assert next(record.assembled("event")) == joined
    assert list(record.assembled()) == sorted([joined, *merged_all("c")], key=lambda m: m.claim.id)
    assert record.counts() == Counts(3, 1, 2, 1, 1, 1, 0)
    assert {d.article.id: d.copy_of for d in record.documents()} == {"d-a": None, "d-b": "d-a", "d-c": None}


def test_a_new_assembly_replaces_the_former_one(record: Record):
    record.put_assembled({"d-b": "d-a"}, merged_all("a"))
    record.put_assembled({"d-c": "d-a", "d-gone": "d-a", "d-a": "d-gone"}, merged_all("b"))
    assert ids(record.assembled()) == ["mc-b", "me-b", "ms-b", "mt-b"]
    assert {d.article.id: d.copy_of for d in record.documents()} == {"d-a": None, "d-b": None, "d-c": "d-a"}
    assert [hit.id for hit in record.search("exercise", type="exercise")] == ["mc-b"]


def test_a_failing_assembly_leaves_the_former_one(record: Record):
    record.put_assembled({"d-b": "d-a"}, merged_all("a"))

    def failing() -> Iterator[Merged]:
        yield from (merged(replace(event(), id=f"x{n}")) for n in range(1000))
        raise ValueError("a fault in assembling")

    with pytest.raises(ValueError, match="a fault"):
        record.put_assembled({}, failing())
    with pytest.raises(RecordError, match="two assembled claims have the same id"):
        record.put_assembled({}, [merged(event()), merged(event())])
    assert ids(record.assembled()) == ["mc-a", "me-a", "ms-a", "mt-a"]
    assert record.counts().copies == 1


def test_assembling_may_read_the_pages_as_it_goes(record: Record):
    record.put_assembled({}, (merged(claim) for claim in record.claims("event")))
    assert ids(record.assembled()) == ["me-a", "me-b", "me-c"]
    assert not record.stale


def test_stale_when_pages_changed(record: Record):
    assert record.stale
    record.put_assembled({}, merged_all())
    assert not record.stale
    record.put(reading("a"), "2")
    assert record.stale


def test_stale_when_pages_changed_while_assembling(record: Record, tmp_path: Path):
    claims = list(record.claims("event"))
    with open_record(tmp_path / "rapporteur.db") as other:
        other.put(reading("d"), "1")
    record.put_assembled({}, map(merged, claims))
    assert record.stale
    record.put_assembled({}, map(merged, record.claims("event")))
    assert not record.stale


def test_a_copy_of_a_page_that_is_gone_is_no_copy(record: Record):
    record.put_assembled({"d-b": "d-a"}, [])
    record.put(Reading(article("a", id="d-a2")), "1")
    assert [d.copy_of for d in record.documents()] == [None, None, None]


def test_filters(record: Record):
    record.put_assembled({}, merged_all("a"))
    assert ids(record.assembled(type="consult")) == ["me-a"]
    assert ids(record.assembled("commitment", type="exercise")) == ["mc-a"]
    assert ids(record.assembled(actor="p-tamm")) == ["me-a", "ms-a"]
    assert ids(record.assembled(actor="óscar tamm")) == ["me-a", "ms-a", "mt-a"]
    assert ids(record.assembled(actor="xbb")) == ["mc-a", "me-a", "ms-a"]
    assert ids(record.assembled(country="XAA")) == ["mc-a", "me-a", "ms-a", "mt-a"]
    assert ids(record.assembled("event", country="XCC")) == []
    assert ids(record.assembled(words="joint exercises")) == ["mc-a"]
    assert ids(record.assembled(words="  ")) == ["mc-a", "me-a", "ms-a", "mt-a"]
    assert ids(record.assembled(words="?!")) == []
    assert record.count("event", type="consult") == 1
    assert record.count(words="tamm") == 3


def test_dates_overlap_and_the_unknown_stays_out(record: Record):
    unknown = merged(replace(event(), id="e5", date=UNKNOWN_DATE))
    record.put_assembled({}, [*map(dated, YEARS), unknown])
    assert ids(record.assembled(after=date(2021, 6, 1))) == ["me2", "me4"]
    assert ids(record.assembled(before=date(2019, 1, 1))) == ["me1", "me3"]
    assert ids(record.assembled(after=date(2018, 12, 31), before=date(2019, 6, 1))) == ["me1", "me3"]
    assert ids(record.assembled(order="oldest")) == ["me3", "me1", "me2", "me4", "me5"]
    assert ids(record.assembled(order="newest", limit=2, offset=1)) == ["me2", "me1"]
    assert ids(record.assembled(offset=4)) == ["me5"]


def test_a_commitment_is_found_by_the_day_it_is_due(record: Record):
    record.put_assembled({}, merged_all("a"))
    assert ids(record.assembled(after=date(2022, 2, 1), before=date(2022, 3, 1))) == ["mc-a"]


def test_more_claims_than_fit_in_one_batch(record: Record):
    record.put_assembled({}, (merged(replace(event(), id=f"{n:05}"), f"x{n}", f"y{n}") for n in range(1234)))
    found = list(record.assembled("event"))
    assert [m.members for m in found] == [(f"x{n}", f"y{n}") for n in range(1234)]
    assert len(record.actor("p-tamm").claims) == 1234


def test_claims_of_a_document(record: Record):
    record.put_assembled({}, [merged(event(), "e-a", "e-b"), merged(commitment("c"))])
    assert ids(record.of_document("d-b")) == ["me-a"]
    assert ids(record.of_document("d-c")) == ["mc-c"]


def test_an_actor_has_claims_offices_and_tenures(record: Record):
    record.put_assembled({}, merged_all("a"))
    found = record.actor("p-tamm")
    assert found.party == PartyEntry("p-tamm", "Óscar Tamm", "person", "XAA", 2)
    assert found.offices == ("Minister of Defence",)
    assert [m.claim.id for m in found.claims] == ["me-a", "ms-a"]
    assert [m.claim.id for m in found.tenures] == ["mt-a"]
    assert [m.claim.id for m in record.actor("p-tamm", limit=1, offset=1).claims] == ["ms-a"]
    with pytest.raises(RecordError, match="no party 'p-nobody'"):
        record.actor("p-nobody")


def test_parties_by_the_beginning_of_a_word(record: Record):
    record.put_assembled({}, merged_all("a"))
    assert [p.id for p in record.parties("ta")] == ["p-tamm"]
    assert [p.id for p in record.parties("ÓSC")] == ["p-tamm"]
    assert [p.id for p in record.parties()] == [BORA.id, MINISTER.id, ALDA.id]
    assert record.parties("%") == record.parties("_") == []


def test_a_holder_who_is_no_party_elsewhere_is_listed(record: Record):
    record.put_assembled({}, [m for m in merged_all("a") if m.claim.id == "mt-a"])
    assert [p.id for p in record.parties("tamm")] == ["Óscar Tamm"]
    assert [m.claim.id for m in record.actor("Óscar Tamm").tenures] == ["mt-a"]

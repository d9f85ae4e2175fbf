from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import test_web_samples as sample
from fastapi.testclient import TestClient

from rapporteur.model import Refusal
from rapporteur.store import open_record
from rapporteur.web.app import create_app
from rapporteur.web.openapi import description_text

LOCAL = "http://127.0.0.1:8765"
PAGES = {
    "/": "/index.json",
    "/search": "/search.json",
    "/search?q=exercise": "/search.json?q=exercise",
    "/search?sort=event&type=consult&actor=state/XBB&country=xbb&after=2021-01-01&before=2023-01-01": None,
    "/search?sort=document": None,
    "/search?q=exercise&sort=document": None,
    "/events/e1meeting": "/events/e1meeting.json",
    "/events/e2exercise": "/events/e2exercise.json",
    "/statements/s1concern": "/statements/s1concern.json",
    "/statements/s2hostile": "/statements/s2hostile.json",
    "/commitments/c1troops": "/commitments/c1troops.json",
    "/tenures/t1tamm": "/tenures/t1tamm.json",
    "/documents/d1": "/documents/d1.json",
    "/documents/d1copy": "/documents/d1copy.json",
    "/documents/d3": "/documents/d3.json",
    "/actors": "/actors.json",
    "/actors?q=Bora": "/actors.json?q=Bora",
    "/actors/state/XBB": "/actors/state/XBB.json",
    "/actors/person/oscar-tamm": "/actors/person/oscar-tamm.json",
    "/actors/person/hostile": "/actors/person/hostile.json",
    "/review": "/review.json",
    "/refusals": "/refusals.json",
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    path = sample.make(tmp_path_factory.mktemp("web") / "lun.db")
    return TestClient(create_app(path), base_url=LOCAL)


def words(page: str) -> str:
    """What a reader sees of a page, white space folded."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())


def text_of(client: TestClient, path: str) -> str:
    return words(client.get(path).text)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole_and_has_a_title_one_heading_and_landmarks(client: TestClient, path: str) -> None:
    answer = client.get(path, follow_redirects=False)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    page = answer.text
    assert page.rstrip().endswith("</html>")
    for once in ("<title>", "<h1", "<main ", '<nav aria-label="The record">', "<footer", 'class="skip"'):
        assert page.count(once) == 1, once
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_inline_scripts_styles_or_foreign_parts(client: TestClient, path: str) -> None:
    page = client.get(path).text
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=\"/static/)|\son\w+=\"|hx-on|javascript:", page.replace(
        html.escape(sample.HOSTILE), "").replace("javascript:alert", ""))  # fmt: skip
    for loaded in re.findall(r'<(?:script|link|img)\b[^>]*\s(?:src|href)="([^"]*)"', page):
        assert loaded.startswith("/")


@pytest.mark.parametrize("path", [twin for twin in PAGES.values() if twin])
def test_every_twin_is_json_and_fits_its_description(client: TestClient, path: str) -> None:
    answer = client.get(path, follow_redirects=False)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    described = client.get("/openapi.json").json()
    bare = path.partition("?")[0]
    route = next(p for p in described["paths"] if p.endswith(".json") and _fits(p, bare))
    schema = described["paths"][route]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.Draft202012Validator({**schema, "components": described["components"]}).validate(answer.json())


def _fits(route: str, path: str) -> bool:
    kind = ".+" if route.startswith("/actors/") else "[^/]+"
    return re.fullmatch(re.sub(r"\\\{\w+\\\}", kind, re.escape(route)), path) is not None


def test_the_committed_description_is_up_to_date() -> None:
    committed = Path(__file__).parent.parent / "schema" / "openapi.json"
    kept, now = json.loads(committed.read_text(encoding="utf-8")), json.loads(description_text())
    renew = "renew it: python -m rapporteur.web.openapi > schema/openapi.json"
    assert kept["components"] == now["components"], renew
    assert kept["paths"].keys() == now["paths"].keys(), renew


@pytest.mark.parametrize("path", [*PAGES, *filter(None, PAGES.values())])
def test_the_same_record_gives_the_same_bytes(client: TestClient, path: str) -> None:
    assert client.get(path).content == client.get(path).content


# What stands on the pages -------------------------------------------------------------------------------------------


def test_the_first_page_says_what_the_record_holds(client: TestClient) -> None:
    text = text_of(client, "/")
    assert "It holds 4 pages (1 of them a copy of another)" in text
    assert "4 events, 2 statements, 1 commitment" in text
    assert "Alda, agreed to Bora: 300 troops for a joint exercise." in text
    assert "other pages differ on troops" in text
    assert "day of publication unknown" in text
    assert text.index("CONSULT") < text.index("Open commitments")


def test_the_first_page_lists_no_planned_event_as_the_latest(client: TestClient) -> None:
    answer = client.get("/index.json").json()
    assert [event["id"] for event in answer["latest_events"]] == ["e1meeting"]
    assert [commitment["id"] for commitment in answer["open_commitments"]] == ["c1troops"]


def test_an_event_shows_status_sources_copies_and_evidence_in_its_place(client: TestClient) -> None:
    page = client.get("/events/e1meeting").text
    text = words(page)
    assert "2 independent sources, told on 3 pages, 1 of them a copy of another." in text
    assert "It happened on 2021-03-04." in text
    assert "the page says Thursday" in text
    assert "12.50° N, 70.25° W" in text
    assert "cue meet-object: “met”" in text
    assert page.count('<mark class="mk mk1-event"') == 3
    assert "Said by the outlet itself" in text
    assert 'href="/actors/person/oscar-tamm"' in page


def test_sources_that_differ_stand_side_by_side(client: TestClient) -> None:
    text = text_of(client, "/events/e2exercise")
    differ = text[text.index("Where sources differ") : text.index("The sentences that say so")]
    assert "300 troops" in differ
    assert "450 troops" in differ
    assert "Exercise announced, asserted by Bora" in differ
    assert "Put together from 2 claims of pages" in text
    assert "2 of 2 parties are the same" in text


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/events/e2exercise", "Planned"),
        ("/events/e3boats", "Happened, according to Óscar Tamm"),
        ("/events/e4waters", "Denied by Ilin Vesk"),
        ("/commitments/c1troops", "Open"),
    ],
)
def test_the_status_is_said_in_words(client: TestClient, path: str, label: str) -> None:
    (verdict,) = re.findall(r'<p class="verdict">(.*?)</p>', client.get(path).text, re.S)
    assert words(verdict) == label


def test_the_evidence_of_a_status_is_set_apart(client: TestClient) -> None:
    assert "On what became of it. Said by the outlet itself" in text_of(client, "/commitments/c1troops")


def test_a_document_marks_overlapping_claims_and_lists_them(client: TestClient) -> None:
    page = client.get("/documents/d1").text
    assert re.search(r'<mark class="mk mk1-tenure mk2-event" data-keys="T1 E1">', page)
    assert re.search(r'<mark class="mk mk1-commitment mk2-event" data-keys="C1 E2">', page)
    body = page[page.index('<section class="text"') : page.index('<aside class="claims"')]
    plain = words(re.sub(r'<a class="key.*?</a>', "", body)).removeprefix("The text, with its claims marked ")
    assert plain == " ".join(sample.LONG.split())
    assert re.findall(r'id="c-(\w+)"', page) == ["T1", "E1", "C1", "E2", "S1", "E3", "E4"]


def test_a_document_shows_what_was_left_out_and_what_was_not_believed(client: TestClient) -> None:
    text = text_of(client, "/documents/d1")
    assert "belongs to the site Subscribe now" in text
    assert "no actor is named The weather in the strait was calm." in text
    assert "the dateline says 4 March" in text


def test_a_copy_says_of_what(client: TestClient) -> None:
    page = client.get("/documents/d1copy").text
    assert "A copy of Ministers meet in Port Lun. It does not count as a source of its own." in words(page)
    assert client.get("/documents/d1copy.json").json()["document"]["copy_of"] == "d1"


def test_a_party_shows_offices_deeds_words_and_company(client: TestClient) -> None:
    text = text_of(client, "/actors/person/oscar-tamm")
    assert "4 March 2021 Minister of Defence, XAA The defence minister of Alda, Óscar Tamm" in text
    assert text.index("Offices over time") < text.index("Named together with") < text.index("Did") < text.index("Said")
    assert "Was spoken of" in text_of(client, "/actors/state/XBB")


def test_the_beginning_of_an_id_and_the_wrong_sort_lead_to_the_right_page(client: TestClient) -> None:
    for asked in ("/events/e1", "/documents/e1meeting", "/statements/e1meeting"):
        assert client.get(asked, follow_redirects=False).headers["location"] == "/events/e1meeting"
        answer = client.get(f"{asked}.json", follow_redirects=False)
        assert answer.headers["location"] == "/events/e1meeting.json"
    assert client.get("/events/d2", follow_redirects=False).headers["location"] == "/documents/d2"


def test_a_document_that_went_away_leaves_its_words(tmp_path: Path) -> None:
    path = sample.make(tmp_path / "stale.db")
    changed = sample.Reading(sample.article("d9", "Changed", "All is new.", source="pages/d1.html"))
    with open_record(path) as record:
        record.put(changed, "1")
    stale = TestClient(create_app(path), base_url=LOCAL)
    page = stale.get("/events/e1meeting").text
    assert "Pages have changed since this record was last put together." in words(page)
    assert "Its text is gone; these words were kept." in words(page)
    assert "Óscar Tamm, met his Boran colleague" in words(page)
    assert stale.get("/healthz").json()["stale"] is True


def test_words_that_do_not_stand_at_their_place_are_shown_by_themselves(tmp_path: Path) -> None:
    path = sample.make(tmp_path / "moved.db")
    with open_record(path) as record:
        record.put(sample.Reading(sample.article("d1", "Changed", "PORT LUN. " + sample.LONG)), "1")
    moved = TestClient(create_app(path), base_url=LOCAL)
    assert "These words do not stand at their place" in text_of(moved, "/events/e3boats")


# Empty, missing and wrong -------------------------------------------------------------------------------------------


def test_an_empty_record_says_what_to_do_on_every_list(tmp_path: Path) -> None:
    open_record(tmp_path / "empty.db").close()
    empty = TestClient(create_app(tmp_path / "empty.db"), base_url=LOCAL)
    assert "It holds nothing yet." in text_of(empty, "/")
    assert "rapporteur read FOLDER-OR-ADDRESS --record empty.db" in text_of(empty, "/")
    for path in ("/search", "/search?q=x", "/search?sort=document", "/actors", "/review", "/refusals"):
        assert empty.get(path).status_code == 200, path
        assert empty.get(path.replace("?", ".json?") if "?" in path else f"{path}.json").status_code == 200


def test_a_record_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    none = TestClient(create_app(tmp_path / "none.db"), base_url=LOCAL)
    answer = none.get("/")
    assert answer.status_code == 503
    assert "rapporteur read" in words(answer.text)
    assert none.get("/events/x.json").status_code == 503
    assert none.get("/healthz").status_code == 503
    assert not (tmp_path / "none.db").exists()


def test_a_record_made_later_is_shown(tmp_path: Path) -> None:
    later = TestClient(create_app(tmp_path / "later.db"), base_url=LOCAL)
    assert later.get("/").status_code == 503
    sample.make(tmp_path / "later.db")
    assert later.get("/").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/events/zzz", "/documents/zzz", "/actors/state/ZZZ", "/actors/", "/events/%00", "/events/%FF%FE",
     "/events/e", "/static/none.css", "/static/..%2fapp.py", "/events/'--", "/documents/%25"],
)  # fmt: skip
def test_what_is_not_there_is_told_with_advice(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Search the record" in words(answer.text)


@pytest.mark.parametrize("path", ["/nothing.json", "/events/zzz.json", "/actors/state/ZZZ.json"])
def test_what_is_not_there_is_told_in_json_too(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert set(answer.json()) == {"detail", "fields"}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("after=20210304", "after"),
        ("after=2021-02-30", "after"),
        ("before=yesterday", "before"),
        ("country=Kazakhstan", "country"),
        ("sort=person", "sort"),
        ("page=0", "page"),
        ("page=x", "page"),
        ("page=99999999999999999999", "page"),
        ("q=" + "x" * 401, "q"),
        ("after=2022-01-01&before=2021-01-01", ""),
    ],
)
def test_what_does_not_fit_is_told_beside_its_field(client: TestClient, query: str, field: str) -> None:
    answer = client.get(f"/search?{query}")
    assert answer.status_code == 422
    assert "Not searched" in words(answer.text)
    problem = client.get(f"/search.json?{query}").json()
    assert [one["field"] for one in problem["fields"]] == [field]
    assert "Value error" not in problem["fields"][0]["message"]


def test_only_reading_is_possible(client: TestClient) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert client.request(method, "/").status_code == 405
    answer = client.head("/events/e1meeting")
    assert (answer.status_code, answer.content) == (200, b"")


def test_healthz(client: TestClient) -> None:
    answer: dict[str, Any] = client.get("/healthz").json()
    assert (answer["status"], answer["stale"]) == ("ok", False)


def test_refusals_are_turned_page_by_page(tmp_path: Path) -> None:
    path = tmp_path / "many.db"
    with open_record(path) as record:
        for number in range(60):
            record.put_refusal(Refusal("read", "the page is empty", "", f"pages/{number:02}.html"))
    many = TestClient(create_app(path), base_url=LOCAL)
    seen = [r["source"] for page in (1, 2, 3) for r in many.get(f"/refusals.json?page={page}").json()["refusals"]]
    assert seen == [f"pages/{number:02}.html" for number in range(60)]
    assert 'rel="next" href="/refusals?page=3"' in many.get("/refusals?page=2").text
    assert "There is no such page of this list." in text_of(many, "/refusals?page=9")

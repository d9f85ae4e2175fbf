from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
import test_web_samples as sample
from fastapi.testclient import TestClient

from rapporteur.store import Record, open_record
from rapporteur.web import lists
from rapporteur.web.app import create_app

LOCAL = "http://127.0.0.1:8765"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample.make(tmp_path_factory.mktemp("web") / "lun.db")


@pytest.fixture(scope="module")
def client(path: Path) -> TestClient:
    return TestClient(create_app(path), base_url=LOCAL, raise_server_exceptions=False)


ADDRESSES = ["/", "/documents/d1", "/events/e1meeting.json", "/nothing", "/search?page=x", "/static/style.css",
             "/static/vendor/htmx.min.js", "/openapi.json", "/healthz"]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_has_the_headers(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_a_failure_of_ours_has_them_too_and_tells_nothing(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(record: Record) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(lists, "review", fail)
    answer = client.get("/review")
    assert answer.status_code == 500
    assert answer.headers["content-security-policy"] == POLICY
    assert "secret" not in answer.text
    assert "Something went wrong" in answer.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8765", "127.0.0.1", "127.0.0.1:1", "[::1]:8765", "10.0.0.7"])
def test_addresses_and_localhost_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "localhost.evil.example", "", "127.0.0.1.evil"])
def test_other_names_are_not(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 400
    assert "Lun" not in answer.text


def test_names_that_were_given_are_answered(path: Path) -> None:
    named = TestClient(create_app(path, hosts=("desk.example",)), base_url="http://desk.example")
    assert named.get("/healthz").status_code == 200


HOSTILE_PAGES = ["/", "/search", "/search?q=script", "/statements/s2hostile", "/documents/d3", "/actors",
                 "/actors/person/hostile", "/review", "/refusals"]  # fmt: skip


@pytest.mark.parametrize("address", HOSTILE_PAGES)
def test_what_pages_wrote_is_escaped_everywhere(client: TestClient, address: str) -> None:
    page = client.get(address).text
    assert "&lt;script&gt;" in page
    assert "<script>" not in page
    assert "<b onmouseover" not in page
    assert not re.search(r'href="\s*javascript', page)
    for tag in re.findall(r"<[a-z][^>]*>", page):
        assert "alert" not in tag or html.escape("<script>alert") in tag


@pytest.mark.parametrize(
    "words",
    [sample.HOSTILE, '"><img src=x onerror=alert(1)>', "' OR 1=1 --", '"', "*", "NEAR(", "AND OR NOT", "\x00", "\ud7ff",
     "\u202eevil", "{{ 7*7 }}", "%", "a" * 400],
)  # fmt: skip
@pytest.mark.parametrize("field", ["q", "actor", "type"])
def test_hostile_words_do_no_harm(client: TestClient, field: str, words: str) -> None:
    asked = {field: words}
    answer = client.get("/search", params=asked)
    assert answer.status_code == (422 if field != "q" and len(words) > 200 else 200)
    assert "<img src=x" not in answer.text
    assert "<script>alert" not in answer.text
    assert "\u202e" not in answer.text
    assert ">49<" not in answer.text
    assert client.get("/search.json", params=asked).status_code == answer.status_code


def test_addresses_in_pages_are_links_only_where_they_are_web_addresses(client: TestClient) -> None:
    good = client.get("/documents/d1").text
    assert '<a class="url" href="https://news.example/d1" rel="noopener noreferrer external">' in good
    bad = client.get("/documents/d3").text
    assert '<span class="url">javascript:alert(1)</span>' in bad


def test_a_reader_at_work_does_not_disturb_the_pages(path: Path, client: TestClient) -> None:
    with open_record(path) as writer, writer._writing():
        assert client.get("/").status_code == 200

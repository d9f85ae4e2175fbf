"""The page of positions: the matrix, the sentences behind each cell, alignment; and what it does not do."""

from __future__ import annotations

import html
import re
from pathlib import Path

import jsonschema
import pytest
from fastapi.testclient import TestClient
from test_extract_samples import read
from test_follow_pairs import day

from rapporteur.pipeline import assemble_record
from rapporteur.store import open_record
from rapporteur.web.app import create_app

LOCAL = "http://127.0.0.1:8765"
PAGES = [
    (
        "2023-05-03",
        "Uzbekistan's foreign ministry said that it welcomed the reopening of trade with Afghanistan. "
        "Kazakhstan's foreign ministry said that it supports the railway through Afghanistan. "
        "China said that it did not support sanctions against Afghanistan. "
        "A trader said that he welcomed the reopening of the border with Afghanistan.",
    ),
    (
        "2023-09-20",
        "Uzbekistan's foreign ministry said that it was concerned about the closing of trade with Afghanistan. "
        "Iran's foreign ministry said that the border with Afghanistan is 900 kilometres long.",
    ),
]
ADDRESSES = ("/positions", "/positions?issue=afghanistan", "/positions?issue=afghanistan&since=2023-09-01")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    path = tmp_path_factory.mktemp("positions") / "r.db"
    with open_record(path) as kept:
        for n, (told, text) in enumerate(PAGES):
            kept.put(read(text, day(told), None, None, f"page{n}"), "1")
        assemble_record(kept)
    return TestClient(create_app(path), base_url=LOCAL)


def matrix(page: str) -> dict[str, list[str]]:
    table = page[page.index('<table class="matrix">') : page.index("</table>")]
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", table, flags=re.S)
    cut = [[html.unescape(re.sub(r"<[^>]+>", "", c)).strip() for c in re.split(r"<td>", row)] for row in rows]
    return {name: cells for name, *cells in cut}


def test_the_matrix_is_blank_where_nothing_was_said(client: TestClient) -> None:
    assert matrix(client.get("/positions?issue=afghanistan").text) == {
        "China": ["", "1", "", ""],
        "Iran": ["", "", "", "1"],
        "Kazakhstan": ["1", "", "", ""],
        "Uzbekistan": ["1", "", "1", ""],
    }


def test_each_number_leads_to_its_sentences(client: TestClient) -> None:
    page = client.get("/positions?issue=afghanistan").text
    for target in re.findall(r'<td><a href="#([^"]+)"', page):
        assert page.count(f'id="{target}"') == 1
    behind = page[page.index('id="behind"') :]
    assert "China said that it did not support sanctions against Afghanistan" in behind
    assert 'href="/documents/page0"' in behind


def test_alignment_has_counts_and_an_interval(client: TestClient) -> None:
    page = client.get("/positions?issue=afghanistan").text
    assert "1 of 1" in page
    assert "1.00 (0.21 to 1.00)" in page


def test_days_narrow_it(client: TestClient) -> None:
    assert set(matrix(client.get("/positions?issue=afghanistan&since=2023-09-01").text)) == {"Iran", "Uzbekistan"}


def test_without_an_issue_it_offers_them(client: TestClient) -> None:
    page = client.get("/positions").text
    assert '<option value="afghanistan">' in page
    assert "<table" not in page


def test_an_issue_on_which_nobody_spoke_says_so(client: TestClient) -> None:
    others = [i["id"] for i in client.get("/positions.json").json()["issues"] if i["id"] != "afghanistan"]
    page = client.get(f"/positions?issue={others[0]}").text
    assert "Nothing in the record says" in page


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("?issue=nowhere", 404),
        ("?issue=afghanistan&since=03.05.2023", 422),
        ("?since=2024-01-01&until=2023-01-01", 422),
    ],
)
def test_what_cannot_be_asked_is_told(client: TestClient, address: str, status: int) -> None:
    assert client.get(f"/positions{address}").status_code == status
    assert client.get(f"/positions.json{address}").json()["detail"]


@pytest.mark.parametrize("path", ADDRESSES)
def test_the_page_is_whole_and_has_no_inline_parts(client: TestClient, path: str) -> None:
    page = client.get(path).text
    for once in ("<title>", "<h1", "<main ", "<footer", 'class="skip"'):
        assert page.count(once) == 1, once
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=\"/static/)|\son\w+=\"", page)
    assert client.get(path).content == client.get(path).content


@pytest.mark.parametrize("path", ADDRESSES)
def test_the_twin_fits_its_description(client: TestClient, path: str) -> None:
    described = client.get("/openapi.json").json()
    answer = client.get(path.replace("/positions", "/positions.json"))
    schema = described["paths"]["/positions.json"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.Draft202012Validator({**schema, "components": described["components"]}).validate(answer.json())
    assert answer.status_code == 200


def test_the_address_of_the_twin_stands_on_the_page(client: TestClient) -> None:
    page = html.unescape(client.get("/positions?issue=afghanistan&since=2023-09-01").text)
    assert '/positions.json?issue=afghanistan&since=2023-09-01"' in page


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    body = "Iran's foreign ministry said that it welcomed <b onmouseover=x> the trade with Afghanistan."
    with open_record(tmp_path / "r.db") as kept:
        kept.put(read(body, day("2023-05-03"), None, None, "hostile"), "1")
        assemble_record(kept)
    page = TestClient(create_app(tmp_path / "r.db"), base_url=LOCAL).get("/positions?issue=afghanistan").text
    assert "<b onmouseover" not in page

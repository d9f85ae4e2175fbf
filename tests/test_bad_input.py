"""Whatever is given, each source ends as a page or as a refusal that says what, where and what to do."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapporteur.model import Page, Refusal
from rapporteur.read import Limits, pages

GOOD = b"<!doctype html><title>Talks</title><p>The ministers met.</p>"
HALVES = st.characters() | st.characters(categories=["Cs"])  # also halves of characters, as a bad list may hold
BAD = {
    "archive.html": b"PK\x03\x04\x14\0\0\0\x08\0",
    "binary.txt": bytes(range(256)) * 8,
    "bomb.pdf": b"%PDF-1.4\n1 0 obj\n<< /Length 9 /Filter /FlateDecode >>\nstream\n" + zlib.compress(b" " * 10_000_000),
    "empty.html": b"",
    "feed.html": b"<?xml version='1.0'?><rss version='2.0'><channel></channel></rss>",
    "gzip.htm": b"\x1f\x8b\x08\0\0\0\0\0",
    "notapdf.pdf": b"%PDF-1.7",
    "picture.md": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "program.txt": b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0",
    "record.txt": b"SQLite format 3\0" + b"\0" * 84,
    "spaces.txt": b" \n\t\r\n ",
    "zeros.html": b"\0" * 5000,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in BAD.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "good.html").write_bytes(GOOD)
    with (tmp_path / "huge.html").open("wb") as file:
        file.truncate(200_000_000)
    os.mkfifo(tmp_path / "pipe.html")
    (tmp_path / "self.html").symlink_to("self.html")
    (tmp_path / "dangling.html").symlink_to("nowhere")
    return tmp_path


def test_one_good_page_among_the_bad_is_read_and_each_other_is_told(folder: Path) -> None:
    found = list(pages([str(folder), str(folder / "missing.html"), "http://127.0.0.1/", "gopher://x"], limits=Limits()))
    read = [item for item in found if isinstance(item, Page)]
    refused = [item for item in found if isinstance(item, Refusal)]
    assert [(page.source, page.data) for page in read] == [(str(folder / "good.html"), GOOD)]
    assert len(refused) == len(BAD) + 4 + 3
    for refusal in refused:
        assert refusal.stage == "read"
        assert refusal.source
        assert refusal.source in refusal.reason  # where
        assert ";" in refusal.reason  # what to do
        assert "\n" not in refusal.reason


def test_the_order_is_the_same_every_time(folder: Path) -> None:
    first, second = ([item.source for item in pages([str(folder)], limits=Limits())] for _ in range(2))
    assert first == second == sorted(first)


@given(st.binary(max_size=3000), st.sampled_from([".html", ".txt", ".md", ""]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_under_any_name(tmp_path: Path, data: bytes, suffix: str) -> None:
    if b"%PDF-" in data:
        return  # each would start a process; test_read_pdf.py has them
    path = tmp_path / f"x{suffix}"
    path.write_bytes(data)
    (found,) = pages([str(path)], limits=Limits())
    if isinstance(found, Page):
        assert found.data == data
        data.decode(found.charset or "", "replace")


@given(st.text(HALVES, max_size=60).filter(lambda text: "://" not in text))
@settings(deadline=None)
def test_any_text_as_a_path(text: str) -> None:
    for found in pages([f"/nowhere/{text}"], limits=Limits()):
        assert isinstance(found, Refusal)
        assert "\0" not in (found.source or "") + found.reason
        (found.reason + (found.source or "")).encode()


@given(st.text(HALVES, max_size=40), st.sampled_from(["gopher://", "http://127.0.0.1/", "http://[", "http://\udcff"]))
@settings(deadline=None)
def test_any_text_as_an_address(text: str, start: str) -> None:
    (found,) = pages([start + text], limits=Limits(fetch_timeout=0.5))
    assert isinstance(found, Refusal)
    (found.reason + (found.source or "")).encode()

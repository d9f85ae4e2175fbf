from __future__ import annotations

import gzip
import io
import sqlite3
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.read.sniff import sniff


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("page.html", "<html>")
    return file.getvalue()


def tarred() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("page.html"))
    return file.getvalue()


FOREIGN = [
    (zipped(), "zip archive"),
    (gzip.compress(b"<html>"), "gzip"),
    (tarred(), "tar archive"),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
    (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
    (b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0", "a program"),
    (b"\x7fELF\x02\x01\x01", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64, "Office"),
    (b"{\\rtf1\\ansi The ministers met.}", "rich text"),
    (b"WARC/1.0\r\nWARC-Type: response", "WARC"),
    (b"\0\x01\x02\x03" * 50, "binary file"),
    (bytes(range(1, 9)) * 20, "binary file"),
    (b'<?xml version="1.0"?>\n<!-- x -->\n<rss version="2.0"><channel>', "feed"),
    (b'<feed xmlns="http://www.w3.org/2005/Atom">', "feed"),
    (b"From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=x\r\n", "MHTML"),
    (b"", "empty"),
    (b" \r\n\t ", "empty"),
    (b"\xef\xbb\xbf\n", "empty"),
    (b"\0" * 500, "empty"),
]


@pytest.mark.parametrize(("data", "says"), FOREIGN, ids=[says for _, says in FOREIGN])
@pytest.mark.parametrize("suffix", [".html", ".txt", ""])
def test_what_is_no_page_is_named_whatever_its_suffix(data: bytes, says: str, suffix: str) -> None:
    found = sniff(data, suffix=suffix)
    assert found.media is None
    assert says in found.problem
    assert ";" in found.problem  # what to do stands after it


def test_a_database_is_named(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "x.db") as database:
        database.execute("create table t (a)")
    assert "SQLite" in sniff((tmp_path / "x.db").read_bytes()).problem


@pytest.mark.parametrize(
    ("data", "suffix", "mime", "media"),
    [
        (b"<!DOCTYPE html><p>x", "", None, "html"),
        (b"\xef\xbb\xbf<html>", ".txt", None, "html"),
        (b"<?xml version='1.0'?><!-- a --><html xmlns='x'>", ".md", None, "html"),
        (b"<p>The ministers met.</p>", ".html", None, "html"),
        (b"<p>The ministers met.</p>", "", "text/html", "html"),
        (b"<p>The ministers met.</p>", "", None, "html"),
        (b"The ministers met, a < b and c > d.", ".html", None, "text"),
        (b"Use the <b> tag in a page.", ".txt", None, "text"),
        (b"<b>Talks</b>, as written", "", "text/plain", "text"),
        (b"The ministers met.", "", None, "text"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\0\0\0", ".html", None, "pdf"),
        (b"<html><p>A PDF starts with %PDF-", "", None, "html"),
        ("The ministers met.".encode("utf-16"), ".txt", None, "text"),
        ("<html><p>The ministers met.".encode("utf-16-le"), ".html", None, "html"),
        ("The ministers met.".encode("utf-32"), ".txt", None, "text"),
        (b"The ministers met.\0 " + b"They spoke at length. " * 100, ".txt", None, "text"),
    ],
)
def test_pages_are_told_apart_by_content(data: bytes, suffix: str, mime: str | None, media: str) -> None:
    assert sniff(data, suffix=suffix, mime=mime).media == media


@given(st.binary(max_size=4000), st.sampled_from(["", ".html", ".txt"]))
def test_any_bytes_are_either_a_medium_or_a_problem(data: bytes, suffix: str) -> None:
    found = sniff(data, suffix=suffix)
    assert (found.media is None) == bool(found.problem)

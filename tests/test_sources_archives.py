"""Pages in archives: zip, tar, WARC, WACZ, packed or not, whole or damaged."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import tracemalloc
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sources_samples import DATA, HTML, items, packed, record, tarred, told, zipped

from rapporteur.model import Page, Refusal
from rapporteur.read import Limits, count, page, pages

TEXT = b"The ministers met on Friday."
ENTRIES = {
    "b/story.html": HTML,
    "a.txt": TEXT,
    "picture.png": b"\x89PNG",
    ".hidden.txt": b"no",
    "__MACOSX/b/._story.html": b"no",
    "empty.txt": b"",
    "style.xml": b"<style/>",
}


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("pages.zip", zipped(ENTRIES)),
        ("pages.tar", tarred(ENTRIES)),
        ("gnu.tar", tarred(ENTRIES, tarfile.GNU_FORMAT)),
        ("pages.tgz", gzip.compress(tarred(ENTRIES))),
        ("no-suffix", zipped(ENTRIES)),
        ("called.html", gzip.compress(tarred(ENTRIES))),
    ],
)
def test_each_page_of_an_archive_has_its_place_as_address(tmp_path: Path, name: str, data: bytes) -> None:
    path = put(tmp_path, name, data)
    found = pages([str(path)], limits=Limits())
    read = list(found)
    assert [item.source for item in read] == [f"{path}!{n}" for n in ("b/story.html", "a.txt", "empty.txt")]
    assert [item.data for item in read if isinstance(item, Page)] == [HTML, TEXT]
    assert "empty" in told(read)[2]
    assert found.skipped == 4


def test_archives_within_archives_are_read_and_a_nest_of_them_refused(tmp_path: Path) -> None:
    inner = zipped({"in.html": HTML, "crawl.warc.gz": packed(record(1))})
    path = put(tmp_path, "outer.tar.gz", gzip.compress(tarred({"d/inner.zip": inner})))
    assert [item.source for item in items(path)] == [
        f"{path}!d/inner.zip!in.html",
        f"{path}!d/inner.zip!crawl.warc.gz#urn:uuid:0000-1",
    ]
    nest = HTML
    for _ in range(9):
        nest = zipped({"x.zip": nest})
    (refusal,) = items(put(tmp_path, "nest.zip", nest))
    assert "more than 4 deep" in told([refusal])[0]
    packing = HTML
    for _ in range(9):
        packing = gzip.compress(packing)
    assert "more than 4 deep" in told(items(put(tmp_path, "nest.gz", packing)))[0]


def test_a_packed_page_is_a_page(tmp_path: Path) -> None:
    path = put(tmp_path, "story.html.gz", gzip.compress(HTML))
    (found,) = items(path)
    assert isinstance(found, Page)
    assert (found.data, found.media, found.source) == (HTML, "html", str(path))
    assert page(str(path), limits=Limits()) == found


def test_one_page_is_not_taken_from_an_archive_of_many(tmp_path: Path) -> None:
    found = page(str(put(tmp_path, "pages.zip", zipped(ENTRIES))), limits=Limits())
    assert isinstance(found, Refusal)
    assert "many pages" in found.reason


def test_a_folder_takes_archives_and_feeds_and_leaves_other_xml(tmp_path: Path) -> None:
    put(tmp_path, "a.zip", zipped({"in.html": HTML}))
    put(tmp_path, "b.json", b'{"answer": 42}')
    put(tmp_path, "c.xml", b"<settings/>")
    put(tmp_path, "d.xml", (DATA / "rss1.rdf").read_bytes())
    found = pages([str(tmp_path)], limits=Limits())
    assert [item.source.removeprefix(str(tmp_path)) for item in found] == [
        "/a.zip!in.html",
        "/d.xml#https://bulletin.example/7",
    ]
    assert found.skipped == 2
    assert count([str(tmp_path)]) is None


def test_names_that_lead_out_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    entries = {"../out.html": HTML, "/root.html": HTML, "a\\..\\..\\b.html": HTML, "line\nbreak\x1b.html": HTML}
    for name, data in (("x.tar", tarred(entries)), ("x.zip", zipped(entries))):
        path = put(tmp_path, name, data)
        found = items(path)
        assert [isinstance(item, Page) for item in found] == [False, True, False, True]
        assert "leads out" in told(found)[0]
        assert found[1].source == f"{path}!root.html"
        assert all((item.source or "").isprintable() for item in found)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["x.tar", "x.zip"]


def test_a_damaged_entry_of_a_zip_costs_that_entry(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.html": HTML * 50, "b.html": HTML, "c.html": HTML}))
    data[60:70] = b"\xff" * 10
    found = items(put(tmp_path, "x.zip", bytes(data)))
    assert [isinstance(item, Page) for item in found] == [False, True, True]
    assert "damaged" in told(found)[0]


def test_a_zip_that_is_cut_short_encrypted_or_a_document_is_refused_with_what_to_do(tmp_path: Path) -> None:
    whole = zipped({"a.html": HTML})
    locked = bytearray(whole)
    locked[6] |= 1
    locked[whole.rfind(b"PK\x01\x02") + 8] |= 1
    for data, says in (
        (whole[:-30], "cut short"),
        (bytes(locked), "encrypted"),
        (zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "Office document"),
        (zipped({"picture.png": b"x"}), "no pages (1 entries of other kinds)"),
        (b"PK\x05\x06" + b"\0" * 18, "no pages"),
    ):
        (refusal,) = items(put(tmp_path, "x.zip", data))
        assert isinstance(refusal, Refusal)
        assert says in refusal.reason
        assert ";" in refusal.reason


def test_a_damaged_head_in_a_tar_costs_that_entry(tmp_path: Path) -> None:
    data = bytearray(tarred({"a.html": HTML, "b.html": HTML, "c.html": HTML}, tarfile.USTAR_FORMAT))
    data[1024 + 3] ^= 0xFF
    found = items(put(tmp_path, "x.tar", bytes(data)))
    assert [item.source.partition("!")[2] for item in found if isinstance(item, Page)] == ["a.html", "c.html"]
    assert "damaged" in told(found)[1]
    cut = items(put(tmp_path, "y.tar", bytes(data[:700])))
    assert any("cut short" in text for text in told(cut))


def test_long_names_and_links_in_a_tar(tmp_path: Path) -> None:
    long = "d/" * 120 + "ü.html"
    for form in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
        path = put(tmp_path, "x.tar", tarred({long: HTML, "b.html": HTML}, form))
        assert [item.source for item in items(path)] == [f"{path}!{long}", f"{path}!b.html"]
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        link = tarfile.TarInfo("passwords.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert "no pages" in told(items(put(tmp_path, "y.tar", file.getvalue())))[0]


@pytest.mark.parametrize("claimed", [b"77777777777", b"\x80" + b"\xff" * 11])
def test_a_tar_head_that_claims_more_than_there_is(tmp_path: Path, claimed: bytes) -> None:
    for sort in (b"0", b"x", b"L"):
        head = bytearray(tarred({"a.html": HTML})[:512])
        head[124 : 124 + len(claimed)] = claimed
        head[156:157] = sort
        head[148:156] = b" " * 8
        head[148:156] = b"%06o\0 " % sum(head)
        found = told(items(put(tmp_path, "x.tar", bytes(head) + b"x" * 5000)))
        assert any("cut short" in text for text in found)


def test_bombs_are_refused_with_little_memory(tmp_path: Path) -> None:
    limits = {"page_limit": 1_000_000, "unpacked_least": 5_000_000, "unpacked_ratio": 1}
    zeros = b"<html>" + b"\0" * 30_000_000
    bombs = {
        "one.zip": zipped({"a.html": zeros}),
        "many.zip": zipped({f"{n}.html": zeros[:900_000] for n in range(30)}),
        "x.tar.gz": gzip.compress(tarred({"a.html": b"", "b.png": zeros})),
        "x.html.gz": gzip.compress(zeros),
        "x.jsonl.gz": gzip.compress(b'{"text": "' + zeros),
        "x.csv.gz": gzip.compress(b'url,text\n1,"' + zeros.replace(b"\0", b",")),
        "x.warc.gz": packed(record(1, zeros)),
        "y.warc.gz": packed(record(1, gzip.compress(zeros), head=b"Content-Encoding: gzip")),
        "z.warc.gz": packed(*(record(n, zeros[:900_000]) for n in range(9))),
    }
    for name, data in bombs.items():
        path = put(tmp_path, name, data)
        tracemalloc.start()
        found = items(path, **limits)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert isinstance(found[-1], Refusal), name
        assert most < 20_000_000, (name, most)
    assert "out of all proportion" in told(items(tmp_path / "many.zip", **limits))[-1]


def test_the_number_of_entries_and_of_refusals_told_is_bounded(tmp_path: Path) -> None:
    path = put(tmp_path, "x.zip", zipped({f"{n}.txt": b"" for n in range(50)}))
    assert len(items(path, refusals_told=10)) == 11
    assert "40 more" in told(items(path, refusals_told=10))[-1]
    assert "more than 20 entries" in told(items(path, archive_entries=20))[-1]


def test_a_list_of_entries_that_claims_to_be_endless(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.html": HTML}))
    at = data.rfind(b"PK\x05\x06")
    data[at + 12 : at + 16] = struct.pack("<I", 0x7FFFFFFF)
    assert "list of entries" in told(items(put(tmp_path, "x.zip", bytes(data))))[0]


# Web archives

CRAWL = (
    record(0, b"software: x", sort="warcinfo"),
    record(1),
    record(2, b"GET / HTTP/1.1\r\n\r\n", sort="request"),
    record(3, b"\x89PNG", head=b"Content-Type: image/png"),
    record(4, gzip.compress(HTML), head=b"Content-Encoding: gzip\r\nContent-Type: text/html; charset=windows-1252"),
    record(5, TEXT, sort="conversion", Content_Type="text/plain"),
    record(6, zlib.compress(HTML), head=b"Content-Encoding: deflate"),
    record(7, b"5\r\n<html\r\n3;x=y\r\n><p\r\n6\r\n>They.\r\n0\r\n\r\n", head=b"Transfer-Encoding: chunked"),
    record(8, HTML, head=b"Content-Encoding: br"),  # kept unpacked by the crawler, its head as it was
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("c.warc", b"".join(CRAWL)),
        ("c.warc.gz", packed(*CRAWL)),
        ("whole.warc.gz", gzip.compress(b"".join(CRAWL))),
        ("crawl", packed(*CRAWL)),
    ],
)
def test_a_web_archive_gives_its_pages_with_address_and_time(tmp_path: Path, name: str, data: bytes) -> None:
    path = put(tmp_path, name, data)
    found = pages([str(path)], limits=Limits())
    read = [item for item in found if isinstance(item, Page)]
    assert [item.source for item in read] == [f"{path}#urn:uuid:0000-{n}" for n in (1, 4, 5, 6, 7, 8)]
    assert [item.url for item in read] == [f"https://harbour.example/{n}" for n in (1, 4, 5, 6, 7, 8)]
    assert [item.data for item in read] == [HTML, HTML, TEXT, HTML, b"<html><p>They.", HTML]
    assert {item.fetched for item in read} == {datetime(2021, 3, 4, 5, 6, 7, tzinfo=UTC)}
    assert found.skipped == 3


def test_a_web_archive_of_another_program_is_read() -> None:
    found = items(DATA / "crawl.warc.gz")
    assert [item.url for item in found if isinstance(item, Page)] == [
        "http://harbour.example/plain",
        "http://harbour.example/packed",
        "http://harbour.example/chunked",
    ]
    assert len({item.data for item in found if isinstance(item, Page)}) == 1


def test_a_damaged_member_costs_its_record(tmp_path: Path) -> None:
    body = b" ".join(b"%d" % (n * n) for n in range(900))
    three = [gzip.compress(record(n, HTML + body), mtime=0) for n in range(3)]
    three[1] = three[1][:200] + b"\xff" * 40 + three[1][240:]
    found = items(put(tmp_path, "x.warc.gz", b"".join(three)))
    assert [item.url for item in found if isinstance(item, Page)] == [
        "https://harbour.example/0",
        "https://harbour.example/2",
    ]
    assert sum(isinstance(item, Refusal) for item in found) == 1
    cut = items(put(tmp_path, "y.warc.gz", b"".join(three)[:-50]))
    assert "cut short" in told(cut)[-1]


def test_a_record_cut_short_costs_itself_alone(tmp_path: Path) -> None:
    one, two, three = record(1, HTML * 90), record(2), record(3)
    for broken in (one[:3000] + two + three, one + b"\0junk\n" * 9 + two + three, one[:50] + two + three):
        found = items(put(tmp_path, "x.warc", broken))
        assert [item.url[-1] for item in found if isinstance(item, Page)][-2:] == ["2", "3"]
        assert broken.startswith(one[:51]) == any(isinstance(item, Refusal) for item in found)


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (record(1, Content_Length="no"), "head is damaged"),
        (record(1, Content_Length="99999999999"), "cut short or its length is false"),
        (record(1, WARC_Truncated="length"), "cut the page short"),
        (record(1, HTML * 100, head=b"Content-Type: text/html"), "over the limit"),
        (record(1, b"\x8b\x02\x80" + HTML, head=b"Content-Encoding: br"), "'br'"),
        (record(1, gzip.compress(HTML)[:30], head=b"Content-Encoding: gzip"), "cut short"),
        (record(1, b"5\r\n<html\r\nzz\r\n", head=b"Transfer-Encoding: chunked"), "chunks are damaged"),
        (record(1).replace(b"HTTP/1.1 200 OK", b"HTTQ/1.1 200 OK"), "no proper answer"),
    ],
)
def test_a_bad_record_is_refused_and_the_next_is_read(tmp_path: Path, bad: bytes, says: str) -> None:
    found = items(put(tmp_path, "x.warc.gz", packed(bad, record(2))), page_limit=2000)
    assert says in told(found)[0]
    assert [item.url for item in found if isinstance(item, Page)] == ["https://harbour.example/2"]


def test_other_answers_than_pages_are_passed_over(tmp_path: Path) -> None:
    other = (
        record(1).replace(b"200 OK", b"404 No"),
        record(2, WARC_Target_URI="https://harbour.example/robots.txt"),
        record(3, WARC_Target_URI="dns:harbour.example"),
        record(4, sort="revisit"),
    )
    (refusal,) = items(put(tmp_path, "x.warc", b"".join(other)))
    assert "no pages (4 entries of other kinds)" in told([refusal])[0]


def test_a_wacz_gives_the_pages_of_its_web_archives(tmp_path: Path) -> None:
    entries = {
        "datapackage.json": b"{}",
        "archive/data.warc.gz": packed(record(1)),
        "archive/more.warc": record(2),
        "pages/pages.jsonl": b'{"format": "json-pages-1.0"}\n{"url": "x", "text": "They met."}',
        "indexes/index.cdx.gz": gzip.compress(b"x"),
    }
    path = put(tmp_path, "x.wacz", zipped(entries, zipfile.ZIP_STORED))
    assert [item.source for item in items(path)] == [
        f"{path}!archive/data.warc.gz#urn:uuid:0000-1",
        f"{path}!archive/more.warc#urn:uuid:0000-2",
    ]


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    body = HTML + bytes(range(32, 127)) * 300
    path = put(tmp_path, "x.warc.gz", packed(*(record(n, body) for n in range(400))))
    tar = put(tmp_path, "x.tar", tarred({f"{n}.html": body for n in range(400)}))
    for source in (path, tar):
        found = pages([str(source)], limits=Limits())
        next(found)
        tracemalloc.start()
        assert sum(1 for _ in found) == 399
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 2_000_000

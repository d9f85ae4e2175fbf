"""Pages in feeds, and the addresses that feeds and sitemaps name."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from sources_samples import DATA, HTML, items, told
from test_cli_samples import run
from test_read_fetch import Site, say

from rapporteur.model import Page, Refusal, Witness
from rapporteur.read import Limits, addresses
from rapporteur.read.linked import Visitor


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()


def fetched(site: Site, path: str, **limits: object) -> list[Page | Refusal]:
    return items(site.at + path, **{"allow_private": True, "fetch_pause": 0.0, **limits})


@pytest.mark.parametrize(
    ("name", "id", "url", "says"),
    [
        (
            "rss2.xml",
            "hg-1001",
            "https://harbour.example/2024/05/rescue-line",
            [
                ("title", "Two ministries agree on a rescue line & a port call"),
                ("published", "Tue, 14 May 2024 09:30:00 +0000"),
                ("author", "Imelda Quist"),
            ],
        ),
        (
            "rss1.rdf",
            "https://bulletin.example/7",
            "https://bulletin.example/7",
            [("title", "Joint patrol begins"), ("published", "2023-11-02T08:00:00+01:00"), ("author", "Oren Vasik")],
        ),
        (
            "atom.xml",
            "tag:ministry.example,2024:55",
            "https://ministry.example/news/55.html",
            [
                ("title", "Envoy returns from talks"),
                ("published", "2024-02-01T12:00:00Z"),
                ("updated", "2024-02-03T12:00:00Z"),
                ("author", "Press Office"),
                ("author", "Tamsin Aldous"),
            ],
        ),
        (
            "feed.json",
            "9",
            "https://delta.example/9",
            [
                ("title", "Envoys meet on the river"),
                ("author", "Bo Lindqvist"),
                ("published", "2022-09-09T06:00:00Z"),
            ],
        ),
    ],
)
def test_an_entry_with_its_whole_text_is_a_page(name: str, id: str, url: str, says: list[tuple[str, str]]) -> None:
    first = items(DATA / name)[0]
    assert isinstance(first, Page)
    assert (first.source, first.url) == (f"{DATA / name}#{id}", url)
    assert [(w.role, w.text) for w in first.witnesses] == says
    assert {w.origin for w in first.witnesses} == {"feed"}
    assert len(first.data.split()) > 20


def test_an_entry_with_a_summary_alone_is_refused_with_its_address() -> None:
    found = items(DATA / "rss2.xml")
    assert [isinstance(item, Page) for item in found] == [True, False, False]
    assert "give its address, https://harbour.example/2024/05/fishing" in told(found)[1]
    assert "no address" in told(found)[2]


def test_a_corrected_title_makes_an_entry_a_new_one(tmp_path: Path) -> None:
    text = (DATA / "rss2.xml").read_text()
    (tmp_path / "feed.xml").write_text(text.replace("rescue line", "rescue telephone"))
    old, new = items(DATA / "rss2.xml")[0], items(tmp_path / "feed.xml")[0]
    assert isinstance(old, Page)
    assert isinstance(new, Page)
    assert old.data == new.data
    assert old.sha256 != new.sha256


@pytest.mark.parametrize(
    "data",
    [
        b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
        b"<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;'>]>"
        b"<rss version='2.0'><channel><item><title>&d;</title><description>&d;</description></item></channel></rss>",
        b"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><channel><item><title>&x;</title></item></channel></rss>",
        b"<rss version='2.0'>" + b"<a>" * 5000,
        b"<rss version='2.0'><channel><item><title>cut",
        b"<rss/>",
        b"<rdf:RDF><item><title>no namespace declared</title></item>",
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry/></feed>",
        b'{"version": "https://jsonfeed.org/version/1", "items": 7}',
        b'{"version": "https://jsonfeed.org/version/1", "items": [' + b"[" * 100_000,
        b"<urlset><url><loc>x</loc></url></urlset>",
    ],
)
def test_hostile_and_empty_feeds_are_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "feed"
    path.write_bytes(data)
    found = items(path)
    assert found
    assert all(isinstance(item, Refusal) for item in found)
    assert not any("root:" in text or "aaaaaaaaaaaaaaaaaaaaa" in text for text in told(found))


def test_a_feed_in_utf_16_and_in_a_packed_file(tmp_path: Path) -> None:
    text = (DATA / "rss1.rdf").read_text()
    (tmp_path / "a.xml").write_bytes(text.replace("1.0", '1.0" encoding="utf-16', 1).encode("utf-16"))
    (tmp_path / "b.xml.gz").write_bytes(gzip.compress(text.encode()))
    found = items(tmp_path / "a.xml", tmp_path / "b.xml.gz")
    assert [isinstance(item, Page) for item in found] == [True, True]


# From addresses

FEED = """<rss version="2.0"><channel>
<item><title>One</title><link>{at}/one.html</link><pubDate>Tue, 14 May 2024 09:30:00 GMT</pubDate></item>
<item><title>Two</title><link>/two.html</link></item>
<item><title>Private</title><link>{at}/private/three.html</link></item>
<item><title>Gone</title><link>{at}/gone.html</link></item>
</channel></rss>"""


def serve(site: Site, **pages: bytes) -> None:
    for name, body in pages.items():
        site.answers["/" + name.replace("__", "/").replace("_", ".")] = say(body=body)


def test_the_pages_that_a_feed_names_are_fetched_from_its_address(site: Site) -> None:
    serve(
        site, feed_xml=FEED.format(at=site.at).encode(), one_html=HTML, two_html=HTML + b"2", private__three_html=HTML
    )
    site.answers["/robots.txt"] = say(body=b"User-agent: *\nDisallow: /private/\n", Content_Type="text/plain")
    one, two, private, gone = fetched(site, "/feed.xml")
    assert isinstance(one, Page)
    assert isinstance(two, Page)
    assert (one.source, one.url, one.data) == (site.at + "/one.html", site.at + "/one.html", HTML)
    assert one.witnesses == (
        Witness("title", "One", "feed"),
        Witness("published", "Tue, 14 May 2024 09:30:00 GMT", "feed"),
    )
    assert one.fetched is not None
    assert "robots.txt" in told([private])[0]
    assert "404" in told([gone])[0]
    assert [path for path, _ in site.asked] == ["/feed.xml", "/robots.txt", "/one.html", "/two.html", "/gone.html"]


def test_pages_are_not_fetched_from_private_networks_on_a_feeds_word(site: Site) -> None:
    serve(site, feed_xml=FEED.format(at="http://169.254.0.1").encode())
    found = fetched(site, "/feed.xml", allow_private=False)
    assert all(isinstance(item, Refusal) for item in found)


def test_the_number_of_pages_fetched_is_bounded(site: Site) -> None:
    serve(site, feed_xml=FEED.format(at=site.at).encode(), one_html=HTML, two_html=HTML)
    found = fetched(site, "/feed.xml", linked_pages=1)
    assert [isinstance(item, Page) for item in found] == [True, False]
    assert "RAPPORTEUR_LINKED_PAGES" in told(found)[1]


def test_a_site_is_given_time_between_pages(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("rapporteur.read.linked.time.sleep", slept.append)
    serve(site, robots_txt=b"User-agent: *\nCrawl-delay: 7\n")
    visitor = Visitor(Limits(allow_private=True))
    visitor.get(site.at + "/a")
    visitor.get(site.at + "/b")
    assert [round(s) for s in slept] == [1]


def urls(*addresses: str, of: str = "url") -> bytes:
    inner = "".join(f"<{of}><loc>{address}</loc></{of}>" for address in addresses)
    root = "urlset" if of == "url" else "sitemapindex"
    return f"<{root} xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{inner}</{root}>".encode()


def test_a_sitemap_given_by_its_address_is_followed_within_its_site(site: Site) -> None:
    serve(
        site,
        index_xml=urls(f"{site.at}/1.xml", f"{site.at}/2.xml.gz", f"{site.at}/3.xml", of="sitemap"),
        **{
            "1_xml": urls(f"{site.at}/one.html", "http://elsewhere.example/x.html"),
            "2_xml_gz": gzip.compress(urls(f"{site.at}/two.html")),
            "3_xml": b"<urlset",
        },
        one_html=HTML,
        two_html=HTML,
    )
    found = fetched(site, "/index.xml")
    assert [item.source for item in found if isinstance(item, Page)] == [site.at + "/one.html", site.at + "/two.html"]
    assert "1 of its addresses" in told(found)[-1]


def test_a_sitemap_in_a_file_only_lists(tmp_path: Path) -> None:
    (refusal,) = items(DATA / "sitemap.xml")
    assert "names 2 pages" in told([refusal])[0]
    assert "--list" in told([refusal])[0]
    named = list(addresses([str(DATA / "sitemap.xml")], limits=Limits()))
    assert named == ["https://harbour.example/a", "https://harbour.example/b?x=1&y=2"]
    done = run("read", "--list", str(DATA / "sitemap-index.xml"), str(DATA / "rss2.xml"), str(DATA / "rows.csv"))
    assert done.stdout.splitlines() == [
        "https://harbour.example/one.xml.gz",
        "https://harbour.example/two.xml",
        "https://harbour.example/2024/05/rescue-line",
        "https://harbour.example/2024/05/fishing",
    ]
    assert "neither a feed nor a sitemap" in done.stderr


def test_what_a_sitemap_says_of_a_page_goes_with_it(site: Site) -> None:
    data = (DATA / "sitemap.xml").read_bytes().replace(b"https://harbour.example", site.at.encode())
    serve(site, s_xml=data)
    site.answers["/a"] = site.answers["/b?x=1&y=2"] = say(body=HTML)
    first, second = fetched(site, "/s.xml")
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert first.witnesses == (Witness("updated", "2024-05-14", "sitemap"),)
    assert {(w.role, w.text) for w in second.witnesses} == {
        ("publisher", "Harbour Gazette"),
        ("published", "2024-05-15"),
        ("title", "Talks on fishing go on"),
    }


def test_an_archive_is_read_from_its_address(site: Site) -> None:
    from sources_samples import packed, record, zipped

    serve(
        site, pages_zip=zipped({"in.html": HTML}), crawl_warc_gz=packed(record(1)), rows_csv=b"url,text\nx,They met.\n"
    )
    assert [item.source for item in (*fetched(site, "/pages.zip"), *fetched(site, "/crawl.warc.gz"))] == [
        f"{site.at}/pages.zip!in.html",
        f"{site.at}/crawl.warc.gz#urn:uuid:0000-1",
    ]
    assert [item.source for item in fetched(site, "/rows.csv")] == [f"{site.at}/rows.csv#1"]

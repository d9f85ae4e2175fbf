from __future__ import annotations

import gzip
import ipaddress
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpcore
import pytest

from rapporteur.errors import SourceError
from rapporteur.model import Page, Refusal
from rapporteur.read import Limits, network, page
from rapporteur.read.address import without_credentials
from rapporteur.read.fetch import user_agent

HTML = b"<!doctype html><title>Talks</title><p>The ministers met.</p>"
Answer = Callable[[BaseHTTPRequestHandler], None]


def say(status: int = 200, body: bytes = HTML, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def to(where: str, status: int = 302) -> Answer:
    return say(status, b"", Location=where)


def drip(first: bytes, drop: bytes) -> Answer:
    """An answer that never stops coming, a little at a time: no single wait is long."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        try:
            handler.wfile.write(first)
            for _ in range(200):
                handler.wfile.write(drop)
                handler.wfile.flush()
                time.sleep(0.05)
        except OSError:
            return

    return answer


def broken(data: bytes) -> Answer:
    return lambda handler: handler.wfile.write(data) and None


class Site:
    """A server on this machine; ``answers`` maps paths to what they say, ``asked`` keeps what was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                site.answers.get(self.path, say(404))(self)

            def log_message(self, *args: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.block_on_close = False
        self.at = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def get(self, path: str, **limits: int | float | bool) -> Page | Refusal:
        return page(self.at + path, limits=Limits(**{"allow_private": True, **limits}))

    def refused(self, path: str, **limits: int | float | bool) -> str:
        found = self.get(path, **limits)
        assert isinstance(found, Refusal), found
        assert found.stage == "read"
        assert found.source == self.at + path
        return found.reason


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()


def test_a_page_with_its_address_and_character_set(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    site.answers["/a?b=1"] = say(Content_Type="text/html; charset=windows-1252", body=HTML + "“x”".encode("cp1252"))
    found = site.get("/a?b=1#part")
    assert isinstance(found, Page)
    assert (found.source, found.url) == (site.at + "/a?b=1#part", site.at + "/a?b=1")
    assert (found.media, found.charset) == ("html", "cp1252")
    assert found.fetched is not None
    assert site.asked[0][1]["user-agent"] == user_agent()
    assert user_agent().startswith("rapporteur")


def test_a_packed_answer_is_unpacked(site: Site) -> None:
    site.answers["/"] = say(body=gzip.compress(HTML), Content_Encoding="gzip")
    found = site.get("/")
    assert isinstance(found, Page)
    assert found.data == HTML


def test_redirects_are_followed_and_cookies_not_kept(site: Site) -> None:
    site.answers["/old"] = say(301, b"", Location="/new", Set_Cookie="a=1")
    site.answers["/new"] = to("../page", 307)
    site.answers["/page"] = say(Content_Type="text/html")
    found = site.get("/old")
    assert isinstance(found, Page)
    assert found.url == site.at + "/page"
    assert all("cookie" not in headers for _, headers in site.asked)


@pytest.mark.parametrize(
    "where", ["file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:alert(1)", "http://", "http://[x"]
)
def test_a_redirect_elsewhere_than_the_web_is_refused(site: Site, where: str) -> None:
    site.answers["/"] = to(where)
    assert "address" in site.refused("/")


def test_a_redirect_that_names_a_password_is_refused(site: Site) -> None:
    site.answers["/"] = to("http://user:secret@127.0.0.1/")
    reason = site.refused("/")
    assert "password" in reason
    assert "secret" not in reason


def test_a_redirect_loop_is_refused(site: Site) -> None:
    site.answers["/a"] = to("/b")
    site.answers["/b"] = to("/a")
    assert "a loop" in site.refused("/a")


def test_a_chain_of_redirects_is_refused(site: Site) -> None:
    site.answers |= {f"/{n}": to(f"/{n + 1}") for n in range(9)}
    assert "more than 5 redirects" in site.refused("/0")
    assert [path for path, _ in site.asked] == ["/0", "/1", "/2", "/3", "/4", "/5"]


@pytest.mark.parametrize(
    "answer",
    [
        drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"<p>"),
        drip(b"HTTP/1.1 200 OK\r\nX-", b"x"),
        drip(b"", b""),
    ],
    ids=["body", "headers", "nothing"],
)
def test_an_answer_that_does_not_end_is_given_up(site: Site, answer: Answer) -> None:
    site.answers["/"] = answer
    assert "within 0.4 seconds" in site.refused("/", fetch_timeout=0.4)


def test_what_is_too_large_is_given_up(site: Site) -> None:
    site.answers["/said"] = say(body=b"", Content_Length="5000")
    site.answers["/sent"] = say(body=b"x" * 5000)
    site.answers["/packed"] = say(body=gzip.compress(b"x" * 5_000_000), Content_Encoding="gzip")
    for path in ("/said", "/sent", "/packed"):
        assert "over the limit of 4,000 bytes" in site.refused(path, page_limit=4000)


@pytest.mark.parametrize(
    ("status", "says"), [(404, "check the address"), (403, "save it"), (503, "later"), (204, "204")]
)
def test_other_answers_are_refused(site: Site, status: int, says: str) -> None:
    site.answers["/"] = say(status, b"")
    reason = site.refused("/")
    assert str(status) in reason
    assert says in reason


def test_damaged_answers_are_refused(site: Site) -> None:
    site.answers["/zlib"] = say(body=b"no gzip", Content_Encoding="gzip")
    site.answers["/cut"] = say(body=gzip.compress(HTML)[:-9], Content_Encoding="gzip")
    site.answers["/other"] = say(body=zlib.compress(HTML), Content_Encoding="br")
    site.answers["/short"] = say(body=HTML, Content_Length="5000")
    site.answers["/proto"] = broken(b"SSH-2.0-x\r\n")
    assert "damaged" in site.refused("/zlib")
    assert "cut short" in site.refused("/cut")
    assert "'br'" in site.refused("/other")
    assert "HTTP" in site.refused("/short")
    assert "HTTP" in site.refused("/proto")


def test_a_picture_is_refused(site: Site) -> None:
    site.answers["/x.html"] = say(body=b"\x89PNG\r\n\x1a\n")
    assert "PNG" in site.refused("/x.html")


def test_nobody_answers(site: Site) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        found = page(f"http://127.0.0.1:{taken.getsockname()[1]}/", limits=Limits(allow_private=True))
    assert isinstance(found, Refusal)
    assert "connection failed" in found.reason


def test_addresses_of_the_own_network_are_refused_unasked(site: Site) -> None:
    assert "--allow-private" in site.refused("/", allow_private=False)
    assert site.asked == []


def test_a_redirect_into_the_own_network_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    port = site.server.server_port
    inside = f"http://127.0.0.1:{port}/secret"
    site.answers["/"] = to(inside)
    # The first host is taken for a public one; what it redirects to is looked at afresh.
    resolve = network.resolve
    monkeypatch.setattr(
        network, "resolve", lambda host, *a, **k: ["127.0.0.1"] if host == "outside.test" else resolve(host, *a, **k)
    )
    found = page(f"http://outside.test:{port}/", limits=Limits())
    assert isinstance(found, Refusal)
    assert "private" in found.reason
    assert [path for path, _ in site.asked] == ["/"]


def test_the_checked_address_is_the_one_that_is_connected(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that answers differently when asked again (rebinding) is not asked again."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    asked: list[str] = []
    connected: list[str] = []

    def lookup(host: str, *args: object, **kwargs: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in next(answers)]

    def connect(self: object, host: str, *args: object) -> None:
        connected.append(host)
        raise httpcore.ConnectError("stop here")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    assert isinstance(page("http://rebind.test/", limits=Limits()), Refusal)
    assert (asked, connected) == (["rebind.test"], ["93.184.216.34"])


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(2, 1, 6, "", (address, 80)) for address in ("93.184.216.34", "10.0.0.7")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: rows)
    with pytest.raises(SourceError, match=r"leads to 10\.0\.0\.7"):
        network.resolve("mixed.test", 80, seconds=1, allow_private=False)
    assert len(network.resolve("mixed.test", 80, seconds=1, allow_private=True)) == 2


def test_the_next_address_is_tried(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answers["/"] = say()
    monkeypatch.setattr(network, "_lookup", lambda *a: ["127.0.0.255", "127.0.0.1"])
    found = page(f"http://two.test:{site.server.server_port}/", limits=Limits(allow_private=True))
    assert isinstance(found, Page)


def test_a_name_that_is_not_found_and_one_that_nobody_answers_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    found = page("https://nowhere.test/", limits=Limits())
    assert isinstance(found, Refusal)
    assert "not found" in found.reason
    waiting = threading.Event()

    def wait(*args: object, **kwargs: object) -> list[object]:
        waiting.wait(5)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", wait)
    found = page("https://silent.test/", limits=Limits(fetch_timeout=0.2))
    waiting.set()
    assert isinstance(found, Refusal)
    assert "within 0.2 seconds" in found.reason


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:7f00:1::", False),
        ("ff02::1", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert network.is_public(ipaddress.ip_address(address)) is public


@pytest.mark.parametrize(
    "address", ["http://user:secret@example.org/", "ftp://example.org/", "gopher://x", "http:///x"]
)
def test_addresses_that_are_not_fetched(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*args: object, **kwargs: object) -> None:
        raise AssertionError("asked")

    monkeypatch.setattr(socket, "getaddrinfo", never)
    found = page(address, limits=Limits())
    assert isinstance(found, Refusal)
    assert "secret" not in found.reason + (found.source or "")


def test_credentials_are_taken_out_of_an_address() -> None:
    assert without_credentials("http://a:b@c@d.org/x@y?z@") == "http://d.org/x@y?z@"
    assert without_credentials("http://d.org/x@y") == "http://d.org/x@y"

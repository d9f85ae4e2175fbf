from __future__ import annotations

import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from rapporteur.model import Page, Refusal
from rapporteur.read import Limits, fetch, network, page

HTML = b"<!doctype html><p>The ministers met.</p>"
pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="makes its certificate with openssl")


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(HTML)

    def log_message(self, *args: object) -> None:
        return


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=site.test"
    files = ["-addext", "subjectAltName=DNS:site.test", "-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run([*command.split(), *files], cwd=tmp_path, check=True, capture_output=True)
    return tmp_path / "cert.pem"


@pytest.fixture
def port(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    server = HTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    monkeypatch.setattr(network, "_lookup", lambda *given: ["127.0.0.1"])
    yield server.server_port
    server.shutdown()
    server.server_close()


def test_the_certificate_is_checked_against_the_name_not_the_address(
    port: int, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "_ssl_context", lambda: ssl.create_default_context(cafile=str(certificate)))
    found = page(f"https://site.test:{port}/", limits=Limits(allow_private=True))
    assert isinstance(found, Page), found
    assert found.data == HTML
    other = page(f"https://other.test:{port}/", limits=Limits(allow_private=True))
    assert isinstance(other, Refusal)
    assert "connection failed" in other.reason


def test_a_certificate_that_nobody_vouches_for_is_refused(port: int) -> None:
    found = page(f"https://site.test:{port}/", limits=Limits(allow_private=True))
    assert isinstance(found, Refusal)
    assert "certificate" in found.reason

"""One page over HTTP, within limits of size, time and place.

No proxies or cookies are used, no passwords are sent, redirects are followed by hand and each hop is checked like the
first.
"""

from __future__ import annotations

import functools
import ssl
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata

import httpcore
import httpx

from rapporteur.errors import SourceError
from rapporteur.model import Refusal
from rapporteur.read.address import without_credentials
from rapporteur.read.limits import Limits
from rapporteur.read.network import CheckedBackend, Deadline
from rapporteur.read.refuse import refuse, shown

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ADVICE = {
    401: "the page asks for a password; save it from a browser and give the file",
    403: "the server does not give it to programs; save it from a browser and give the file",
    404: "there is no such page; check the address",
    410: "the page is gone; look for it in a web archive",
    429: "the server asks to wait; try again later",
    451: "the server withholds it for legal reasons; look for it in a web archive",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: its bytes unpacked, the address they came from in the end, and what the server said they are."""

    data: bytes
    url: str
    mime: str | None
    charset: str | None
    fetched: datetime


class Transport(httpx.BaseTransport):
    """HTTP/1.1 over connections that are checked and timed; one for each page, so that nothing is kept."""

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=_ssl_context(),
            max_keepalive_connections=0,
            network_backend=CheckedBackend(deadline, allow_private=allow_private),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the body of the answer is not read yet."""
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


@functools.cache
def _ssl_context() -> ssl.SSLContext:
    return httpx.create_ssl_context()


def user_agent() -> str:
    """``rapporteur/VERSION``."""
    try:
        return f"rapporteur/{metadata.version('rapporteur')}"
    except metadata.PackageNotFoundError:
        return "rapporteur"


def fetch(address: str, *, limits: Limits) -> Fetched | Refusal:
    """What the server gives for ``address`` within ``limits``, or the reason why it is not taken."""
    source = shown(without_credentials(address))
    try:
        return _fetch(address, limits)
    except SourceError as error:
        reason = str(error)
    except (httpx.InvalidURL, UnicodeError) as error:
        reason = f"this is not a web address ({error}); check how it is written"
    except httpcore.TimeoutException:
        waited = f"{limits.fetch_timeout:g} seconds"
        reason = f"no whole answer within {waited}; try again, or raise RAPPORTEUR_FETCH_TIMEOUT"
    except httpcore.NetworkError as error:
        reason = f"the connection failed ({error or 'no reason given'}); check the address and the connection"
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, httpx.HTTPError) as error:
        reason = f"the server does not speak proper HTTP ({error}); save the page from a browser and give the file"
    return refuse(source, f"{source}: {reason}")


def _fetch(address: str, limits: Limits) -> Fetched:
    deadline = Deadline(limits.fetch_timeout)
    url = _checked(httpx.URL(address), "it is ")
    seen = {url}
    with Transport(deadline, allow_private=limits.allow_private) as transport:
        for _ in range(limits.redirects + 1):
            request = httpx.Request("GET", url, headers=_headers())
            with closing(transport.handle_request(request)) as response:
                if response.status_code not in _REDIRECTS or "location" not in response.headers:
                    return _taken(response, url, limits)
                url = _checked(url.join(response.headers["location"]), f"{url} redirects to ")
            if url in seen:
                raise SourceError(f"the redirects lead back to {url} (a loop); give the page's own address")
            seen.add(url)
    raise SourceError(f"more than {limits.redirects} redirects; give the page's own address")


def _headers() -> dict[str, str]:
    return {
        "User-Agent": user_agent(),
        "Accept": "text/html,text/plain,application/pdf,*/*;q=0.1",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


def _checked(url: httpx.URL, where: str) -> httpx.URL:
    if not url.host:
        raise SourceError(f"{where}an address without a host; check how it is written")
    if url.scheme not in {"http", "https"}:
        raise SourceError(f"{where}an address that is not http or https ({url.scheme}:); only these are fetched")
    if url.userinfo:
        raise SourceError(f"{where}an address with a user name or password; save the page and give the file")
    return url.copy_with(fragment=None)


def _taken(response: httpx.Response, url: httpx.URL, limits: Limits) -> Fetched:
    status = response.status_code
    if status != 200:
        advice = _ADVICE.get(status, "try again later" if status >= 500 else "check the address")
        raise SourceError(f"the server answers {status}; {advice}")
    declared = response.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > limits.page_limit:
        raise _too_large(limits)
    mime = response.headers.get("content-type", "").partition(";")[0].strip().lower() or None
    data = _unpacked(response, limits)
    return Fetched(data, str(url), mime, response.charset_encoding, datetime.now(UTC))


def _unpacked(response: httpx.Response, limits: Limits) -> bytes:
    """The body, never more of it in memory than the limit: a small packed answer may unpack to any size."""
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing not in {"identity", "", "gzip", "x-gzip"}:
        raise SourceError(f"the server packs the page as {packing!r}; save it from a browser and give the file")
    unpack = zlib.decompressobj(wbits=31) if "gzip" in packing else None
    data = bytearray()
    try:
        for chunk in response.iter_raw():
            room = limits.page_limit + 1 - len(data)
            data += chunk if unpack is None else unpack.decompress(chunk, room)
            if len(data) > limits.page_limit:
                raise _too_large(limits)
    except zlib.error as error:
        raise SourceError("the packed answer is damaged; try again") from error
    if unpack is not None and not unpack.eof:
        raise SourceError("the packed answer is cut short; try again")
    return bytes(data)


def _too_large(limits: Limits) -> SourceError:
    return SourceError(f"the page is over the limit of {limits.page_limit:,} bytes; raise RAPPORTEUR_PAGE_LIMIT")

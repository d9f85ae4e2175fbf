"""Connections that are made only to checked addresses, and that end at a set time."""

from __future__ import annotations

import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any, TypeAlias

import httpcore

from rapporteur.errors import SourceError

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class Deadline:
    """A moment after which no step of a download may go on."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """The seconds that are left; raises ``httpcore.ReadTimeout`` when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("out of time")
        return left


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet, looking into those that carry an IPv4 address."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is None and address.teredo is not None:
            inner = address.teredo[1]
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


def resolve(host: str, port: int, *, seconds: float, allow_private: bool) -> list[str]:
    """The addresses of ``host``, in the resolver's order.

    Raises ``SourceError`` when there are none, or when one of them is not public and that is not allowed: a name
    that also leads inside is not to be trusted with its outside.
    """
    found = list(dict.fromkeys(_lookup(host, port, seconds)))
    if not allow_private:
        for text in found:
            if not is_public(ipaddress.ip_address(text.partition("%")[0])):
                leads = "is" if host == text else f"leads to {text},"
                raise SourceError(
                    f"{host} {leads} an address of a private or reserved network; use --allow-private if that is meant"
                )
    return found


def _lookup(host: str, port: int, seconds: float) -> list[str]:
    # The system's resolver knows no time limit; a thread that is left behind ends by itself.
    answer: queue.SimpleQueue[list[str] | OSError | UnicodeError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answer.put([str(row[4][0]) for row in rows])
        except (OSError, UnicodeError) as error:
            answer.put(error)

    threading.Thread(target=ask, daemon=True, name="rapporteur-resolve").start()
    try:
        found = answer.get(timeout=seconds)
    except queue.Empty:
        raise httpcore.ConnectTimeout(f"no answer about {host}") from None
    if not isinstance(found, list) or not found:
        raise SourceError(f"the host {host} was not found; check the address and the connection")
    return found


class CheckedBackend(httpcore.NetworkBackend):
    """Resolves a name once, checks what it found, and connects to exactly that: a name cannot change in between."""

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of the host's checked addresses that answers."""
        addresses = resolve(host, port, seconds=self._deadline.left(), allow_private=self._allow_private)
        problem: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for n, address in enumerate(addresses):
            share = self._deadline.left() / (len(addresses) - n)  # a silent address leaves time for the next
            try:
                stream = self._plain.connect_tcp(address, port, share, local_address, socket_options)
                return TimedStream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem or httpcore.ConnectError(f"{host} has no address")


class TimedStream(httpcore.NetworkStream):
    """A connection each of whose steps has only the time that is left of the whole."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """At most ``max_bytes`` bytes."""
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send ``buffer``."""
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted; the certificate is checked against the name, not the address."""
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What the connection tells of itself."""
        return self._stream.get_extra_info(info)

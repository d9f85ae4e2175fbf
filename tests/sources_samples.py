"""Archives made for the tests: web archives, tar and zip archives, whole and damaged."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from rapporteur.model import Page, Refusal
from rapporteur.read import Limits, pages

DATA = Path(__file__).parent / "data" / "sources"
HTML = b"<!doctype html><title>Talks</title><p>The ministers met on Friday.</p>"


def items(*sources: str | Path, **limits: object) -> list[Page | Refusal]:
    """All that these sources give."""
    return list(pages([str(source) for source in sources], limits=Limits(**limits)))


def told(found: list[Page | Refusal]) -> list[str]:
    """Of pages the bytes, of refusals the reason without the place."""
    return [
        item.data.decode() if isinstance(item, Page) else item.reason.removeprefix(f"{item.source}: ") for item in found
    ]


def record(
    number: int, body: bytes = HTML, *, sort: str = "response", head: bytes = b"Content-Type: text/html", **fields: str
) -> bytes:
    """One record of a web archive, as a crawler writes it."""
    block = b"HTTP/1.1 200 OK\r\n" + head + b"\r\n\r\n" + body if sort == "response" else body
    about = {
        "WARC-Type": sort,
        "WARC-Record-ID": f"<urn:uuid:0000-{number}>",
        "WARC-Target-URI": f"https://harbour.example/{number}",
        "WARC-Date": "2021-03-04T05:06:07Z",
        "Content-Length": str(len(block)),
    } | {name.replace("_", "-"): value for name, value in fields.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in about.items())
    return b"WARC/1.0\r\n" + lines.encode() + b"\r\n" + block + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """Records as members of a gzip file."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def zipped(entries: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as archive:
        for name, data in entries.items():
            archive.writestr(zipfile.ZipInfo(name), data, packing)
    return file.getvalue()


def tarred(entries: Mapping[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar archive."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=form) as archive:
        for name, data in entries.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()

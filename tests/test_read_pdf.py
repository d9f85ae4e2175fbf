from __future__ import annotations

import hashlib
import io
import subprocess
import zlib
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from rapporteur.model import Page, Refusal
from rapporteur.read import Limits, page
from rapporteur.read.reflow import reflow


def pdf(*sheets: list[str], packed: bytes | None = None) -> bytes:
    """A PDF of one page a sheet, each a list of lines; ``packed`` stands in for the content of all."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(sheets)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for n, lines in enumerate(sheets):
        shown = "\n".join(f"({line}) Tj T*" for line in lines)
        content = packed if packed is not None else f"BT /F1 11 Tf 14 TL 60 760 Td\n{shown}\nET".encode()
        packing = b" /Filter /FlateDecode" if packed is not None else b""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {5 + 2 * n} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(content), packing, content))
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


LINES = [
    "The defence ministers of the two countries met in the capital on",
    "Monday and agreed on a joint exer-",
    "cise.",
]


def encrypted(password: str) -> bytes:
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(LINES)))), io.BytesIO()
    writer.encrypt(password, "owner", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def reading(folder: Path, data: bytes, limits: Limits | None = None) -> Page | Refusal:
    (folder / "a.pdf").write_bytes(data)
    return page(str(folder / "a.pdf"), limits=limits or Limits())


def refused(folder: Path, data: bytes, limits: Limits | None = None) -> str:
    found = reading(folder, data, limits)
    assert isinstance(found, Refusal)
    return found.reason


def test_the_text_is_the_data_and_the_digest_is_the_files(tmp_path: Path) -> None:
    data = pdf(LINES)
    found = reading(tmp_path, data)
    assert isinstance(found, Page)
    assert found.media == "pdf"
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert found.charset == "utf-8"
    assert found.data.decode() == (
        "The defence ministers of the two countries met in the capital on Monday and agreed on a joint exercise."
    )


def test_an_empty_password_opens(tmp_path: Path) -> None:
    assert isinstance(reading(tmp_path, encrypted("")), Page)


def test_a_password_is_refused(tmp_path: Path) -> None:
    assert "encrypted" in refused(tmp_path, encrypted("secret"))


def test_scanned_pages_are_refused(tmp_path: Path) -> None:
    assert "no text layer" in refused(tmp_path, pdf([]))


def test_damage_is_refused(tmp_path: Path) -> None:
    assert "damaged" in refused(tmp_path, b"%PDF-1.4\nnothing more")
    assert "damaged" in refused(tmp_path, pdf(LINES)[:200])


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    assert "more than 2 pages" in refused(tmp_path, pdf(LINES, LINES, LINES), Limits(pdf_pages=2))


def test_too_much_text_is_refused(tmp_path: Path) -> None:
    packed = zlib.compress(b"BT /F1 11 Tf 14 TL 60 760 Td\n" + b"(words and words) Tj T*\n" * 2000 + b"ET", 9)
    assert "text is over the limit" in refused(tmp_path, pdf([], packed=packed), Limits(page_limit=5000))


def test_a_pdf_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*args: object, timeout: float, **kwargs: object) -> None:
        raise subprocess.TimeoutExpired("worker", timeout)

    monkeypatch.setattr(subprocess, "run", late)
    assert "longer than 60 seconds" in refused(tmp_path, pdf(LINES))


def test_a_pdf_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    bomb = zlib.compress(b" " * 100_000_000, 6)
    assert "PDF" in refused(tmp_path, pdf(LINES, packed=bomb), Limits(pdf_seconds=20, pdf_memory=400_000_000))


def test_running_lines_and_page_numbers_are_left_out() -> None:
    sheets = [
        f"Weekly Review, 3 May\nThe text of sheet {word} is here and goes on.\n- {n} -"
        for n, word in enumerate(["one", "two", "three", "four"], 1)
    ]
    text = reflow(sheets)
    assert "Weekly" not in text
    assert "- 2 -" not in text
    assert text.count("The text of sheet") == 4


def test_paragraphs_headings_and_items_stay_apart() -> None:
    text = reflow(
        [
            "JOINT STATEMENT\n"
            "The two sides reviewed the state of their relations and agreed that they\n"
            "would hold regular consultations.\n"
            "They also decided on the following measures, which will be taken in the next\n"
            "(a) the opening of a joint centre in the border region, with an equal staff of\n"
            "both sides;\n"
            "(b) an annual exercise."
        ]
    )
    assert text.split("\n") == [
        "JOINT STATEMENT",
        "The two sides reviewed the state of their relations and agreed that they would hold regular consultations.",
        "They also decided on the following measures, which will be taken in the next",
        "(a) the opening of a joint centre in the border region, with an equal staff of both sides;",
        "(b) an annual exercise.",
    ]

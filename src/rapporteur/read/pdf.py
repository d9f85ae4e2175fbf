"""The text layer of a PDF, read in a process of its own.

A PDF can be made to cost any amount of time and memory. The reading process is therefore bounded from outside: it is
ended at the time limit, and the operating system holds its memory. Whatever becomes of it, this process goes on.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from rapporteur.read.limits import Limits
from rapporteur.read.pdf_worker import BROKEN, ENCRYPTED, TOO_LARGE, TOO_MANY
from rapporteur.read.reflow import reflow

_WORKER = Path(__file__).with_name("pdf_worker.py")
_FEW_LETTERS = 20  # fewer than this is a page number or a stamp on a scanned page


@dataclass(frozen=True, slots=True)
class PdfText:
    """The paragraphs, one a line; or the problem: what it is, and what to do."""

    text: str
    problem: str | None = None


def pdf_text(data: bytes, *, limits: Limits) -> PdfText:
    """The text of the PDF in ``data``, paragraphs parted by a newline, without the lines that recur on every page."""
    bounds = [str(n) for n in (limits.pdf_pages, limits.page_limit, limits.pdf_memory, limits.pdf_seconds)]
    try:
        # -P: the worker's own folder must not shadow modules of the standard library.
        done = subprocess.run(
            [sys.executable, "-P", str(_WORKER), *bounds],
            input=data,
            capture_output=True,
            timeout=limits.pdf_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        most = f"{limits.pdf_seconds:g} seconds"
        return PdfText("", f"the PDF takes longer than {most} to read; split it or give its text")
    if done.returncode != 0:
        return PdfText("", _problem(done.returncode, limits))
    text = reflow(done.stdout.decode("utf-8", "replace").split("\f"))
    if sum(character.isalpha() for character in text) < _FEW_LETTERS:
        return PdfText("", "the PDF has no text layer (scanned pages?); run character recognition on it first")
    return PdfText(text)


def _problem(code: int, limits: Limits) -> str:
    known = {
        ENCRYPTED: "the PDF is encrypted; save a copy without a password",
        TOO_MANY: f"the PDF has more than {limits.pdf_pages} pages; split it",
        TOO_LARGE: f"the PDF's text is over the limit of {limits.page_limit:,} bytes for one page; split it",
        BROKEN: "the PDF is damaged; open it in a viewer and save it again, or give its text",
    }
    return known.get(code, "the PDF could not be read within its share of time and memory; split it or give its text")

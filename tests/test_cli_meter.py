from __future__ import annotations

import io
import sys
import time

import pytest

from rapporteur import meter
from rapporteur.meter import Meter


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_without_a_terminal_there_is_a_line_every_fifty_pages(capsys: pytest.CaptureFixture[str]) -> None:
    with Meter("reading", 120) as told:
        for n in range(1, 121):
            told.at(n)
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(",")[0] for line in lines] == ["reading: 50 pages", "reading: 100 pages"]
    assert all(line.endswith(" a second") for line in lines)


def test_a_short_task_shows_nothing_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with Meter("reading", 120) as told:
        told.at(60)
    assert terminal.getvalue() == ""


@pytest.mark.parametrize("total", [120, None])
def test_a_long_task_shows_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch, total: int | None) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(meter, "PATIENCE", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    with Meter("reading", total) as told:
        end = time.monotonic() + 10
        while "reading" not in terminal.getvalue() and time.monotonic() < end:
            told.at(60)
            time.sleep(0.01)
        told.at(61)
    assert "reading" in terminal.getvalue()
    assert ("/120" in terminal.getvalue()) == (total is not None)

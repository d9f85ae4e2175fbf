"""How far a long task has come, on standard error."""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 2.0  # seconds before a bar appears
EVERY = 50  # pages between lines where there is no terminal


class Meter:
    """Use it in a ``with`` statement, and tell it ``at(n)`` after every page.

    On a terminal a bar with pages a second appears after two seconds and goes away at the end; elsewhere a plain line
    is written every 50 pages. ``total`` is None where it is not known.
    """

    def __init__(self, what: str, total: int | None) -> None:
        self._what = what
        self._total = total
        self._done = 0
        self._began = time.monotonic()
        self._lock = threading.Lock()
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._timer = threading.Timer(PATIENCE, self._show)
        self._timer.daemon = True

    def __enter__(self) -> Meter:
        if sys.stderr.isatty():
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            if self._bar is not None:
                self._bar.stop()
            self._began = float("inf")  # a timer that fires while it is cancelled shows nothing

    def at(self, done: int) -> None:
        """``done`` pages are done."""
        former, self._done = self._done, done
        with self._lock:
            if self._bar is not None and self._task is not None:
                self._bar.update(self._task, completed=done)
        if done // EVERY > former // EVERY and not sys.stderr.isatty():
            seconds = max(time.monotonic() - self._began, 0.001)
            print(f"{self._what}: {done:,} pages, {done / seconds:.1f} a second", file=sys.stderr, flush=True)

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            ProgressColumn,
            SpinnerColumn,
            Task,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )
        from rich.text import Text

        class Speed(ProgressColumn):
            def render(self, task: Task) -> Text:
                speed = task.finished_speed or task.speed
                return Text(f"{speed:.1f} pages/s" if speed else "")

        left: list[ProgressColumn] = [MofNCompleteColumn(), TimeRemainingColumn()] if self._total else []
        with self._lock:
            if self._began == float("inf"):
                return
            shown = (BarColumn(), *left, Speed(), TimeElapsedColumn())
            self._bar = Progress(SpinnerColumn(), self._what, *shown, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task(self._what, total=self._total, completed=self._done)
            self._bar.start()

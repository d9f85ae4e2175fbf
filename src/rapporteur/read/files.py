"""Files: which can be opened, and which are too large to be a page."""

from __future__ import annotations

import io
import os
import stat

from rapporteur.model import Refusal
from rapporteur.read.refuse import os_refusal, refuse, shown
from rapporteur.read.streams import buffered

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def open_file(path: str) -> io.BufferedReader | Refusal:
    """A regular file to be looked into and read, or why it was not opened: pipes and devices could hang."""
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            return _unfit(path, status)
        return buffered(open(path, "rb", buffering=0))
    except (OSError, ValueError) as error:
        return os_refusal(path, error)


def too_large(path: str, limit: int) -> Refusal | None:
    """The refusal of a file that is over the limit by what its folder says, so that it is not read in vain."""
    size = os.stat(path).st_size
    if size <= limit:
        return None
    name = shown(path)
    return refuse(
        name,
        f"{name}: the file is {size:,} bytes, over the limit of {limit:,} bytes for one page; "
        "split it, or raise RAPPORTEUR_PAGE_LIMIT",
    )


def _unfit(path: str, status: os.stat_result) -> Refusal:
    kind = next((kind for test, kind in _KINDS if test(status.st_mode)), "no regular file")
    return refuse(shown(path), f"{shown(path)}: it is {kind}, not a page; give the path of a file")

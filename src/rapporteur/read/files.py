"""A file's bytes, never more than the limit."""

from __future__ import annotations

import os
import stat

from rapporteur.model import Refusal
from rapporteur.read.refuse import os_refusal, refuse, shown

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read_file(path: str, *, limit: int) -> bytes | Refusal:
    """The bytes of a regular file of at most ``limit`` bytes, or why it was not read.

    The size is asked before anything is read, so that a file over the limit is never in memory; pipes and devices,
    which could hang, are not opened.
    """
    try:
        status = os.stat(path)
        refusal = _unfit(path, status, limit)
        if refusal is not None:
            return refusal
        with open(path, "rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        return os_refusal(path, error)
    # The file may have grown since, or (under /proc) hide its size.
    return data if len(data) <= limit else _too_large(path, limit, None)


def _unfit(path: str, status: os.stat_result, limit: int) -> Refusal | None:
    if not stat.S_ISREG(status.st_mode):
        kind = next((kind for test, kind in _KINDS if test(status.st_mode)), "no regular file")
        return refuse(shown(path), f"{shown(path)}: it is {kind}, not a page; give the path of a file")
    return _too_large(path, limit, status.st_size) if status.st_size > limit else None


def _too_large(path: str, limit: int, size: int | None) -> Refusal:
    found = f"{size:,} bytes" if size is not None else "larger than its folder says"
    return refuse(
        shown(path),
        f"{shown(path)}: the file is {found}, over the limit of {limit:,} bytes for one page; "
        "split it, or raise RAPPORTEUR_PAGE_LIMIT",
    )

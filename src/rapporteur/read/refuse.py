"""The words in which this room refuses."""

from __future__ import annotations

import errno
import os

from rapporteur.model import Refusal

STAGE = "read"
MOST_NAME = 2_000  # characters of a name within an archive


def shown(path: str) -> str:
    """A path as text that can be stored: zeros, and bytes of a name that are no UTF-8, become ``\\xNN``."""
    try:
        raw = os.fsencode(path)
    except UnicodeEncodeError:  # half a character, or one that this system's names cannot have
        raw = path.encode("utf-8", "backslashreplace")
    return raw.decode("utf-8", "backslashreplace").replace("\0", "\\x00")


def refuse(source: str, reason: str) -> Refusal:
    """A refusal of this room. ``reason`` says what, where and what to do."""
    return Refusal(stage=STAGE, reason=reason, source=source)


def os_refusal(path: str, error: OSError | ValueError) -> Refusal:
    """What the operating system had against ``path``, and what to do about it."""
    name = shown(path)
    if not path:
        reason = "the source is empty; give a file, a folder or a web address"
    elif isinstance(error, FileNotFoundError | NotADirectoryError):
        reason = f"{name}: there is no such file or folder; check the path"
    elif isinstance(error, PermissionError):
        reason = f"{name}: no permission to read it; change its permissions or run as a user who may read it"
    elif isinstance(error, OSError) and error.errno == errno.ELOOP:
        reason = f"{name}: a symbolic link that leads back to itself; remove it or give its target instead"
    elif isinstance(error, OSError):
        reason = f"{name}: cannot be read ({error.strerror or error}); check the disk and the path"
    else:
        reason = f"{name}: not a path ({error}); check how it is written"
    return refuse(name, reason)


def printable(name: str) -> str:
    """A name from within an archive as text of one line that can be stored: what controls a terminal is escaped."""
    kept = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in kept[:MOST_NAME])

"""Writing a file so that it is there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from rapporteur.errors import RapporteurError


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """A text file (UTF-8, line ends as given) that takes its name only when the block has ended well.

    Raises ``RapporteurError`` where it cannot be written; a former file of that name then still stands.
    """
    if path.is_dir():
        raise RapporteurError(f"{path} is a folder; name a file")
    try:
        if path.exists() and not path.is_file():  # a pipe or a device has no name to lose
            with path.open("w", encoding="utf-8", newline="") as file:
                yield file
            return
        target = path.resolve()  # what a link points to is replaced, not the link
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            with part.open("w", encoding="utf-8", newline="") as file:
                yield file
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise RapporteurError(f"{path} cannot be written: {error.strerror or error}") from error

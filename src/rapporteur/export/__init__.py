"""The record written out: one module a format, and the folder is the list.

A format is a module here that has ``write(record, output) -> int``: it takes anything with the reading methods of a
record (``paper.Source``), writes to a path or a text stream, and gives the number of lines. To add a format is to add
one such file.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TextIO, cast

from rapporteur.errors import RapporteurError

if TYPE_CHECKING:
    from rapporteur.export.paper import Source


class Writer(Protocol):
    """What a format's module has."""

    def write(self, record: Source, output: Path | TextIO) -> int:
        """Writes the record; gives the number of lines or rows."""
        ...


@cache
def formats() -> tuple[str, ...]:
    """The names of the formats, in alphabetical order."""
    modules = (import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    return tuple(sorted(module.__name__.rpartition(".")[2] for module in modules if hasattr(module, "write")))


def writer(name: str) -> Writer:
    """The module of the format called ``name``. Raises ``RapporteurError`` where there is none."""
    if name not in formats():
        raise RapporteurError(f"there is no format {name!r}; it is one of {', '.join(formats())}")
    return cast(Writer, import_module(f"{__name__}.{name}"))

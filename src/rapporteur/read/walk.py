"""Which files a path stands for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from rapporteur.model import Refusal
from rapporteur.read.names import ARCHIVES, DOUBTFUL, PAGES, suffix_of
from rapporteur.read.refuse import os_refusal, refuse, shown


@dataclass(frozen=True, slots=True)
class Found:
    """A file to be read; ``doubtful`` where only its content can tell whether it is a feed or a table."""

    path: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file inside a folder that is no page by its suffix, or a folder that was read already by another name."""

    path: str


Step: TypeAlias = Found | Skipped | Refusal
_Mark: TypeAlias = tuple[int, int]  # device and inode: the same folder under every name


def walk(path: str) -> Iterator[Step]:
    """The files at ``path``: itself, or those of the folder and its folders, sorted by name.

    Symbolic links are followed. A folder that was already read under another name is skipped; one that holds the
    link that leads to it is refused. A folder without any page is refused as well.
    """
    try:
        is_folder = os.path.isdir(path) if path else False
    except ValueError as error:
        yield os_refusal(path, error)
        return
    if not is_folder:
        yield Found(path)
        return
    empty, skipped = True, 0
    for step in _folder(path):
        empty = empty and isinstance(step, Skipped)
        skipped += isinstance(step, Skipped)
        yield step
    if empty:
        other = f" ({skipped} of other kinds)" if skipped else ""
        kinds = " ".join(sorted(PAGES))
        many = " ".join(sorted(ARCHIVES))
        told = f"the folder holds no pages{other}; pages end in {kinds}, archives and tables in {many}"
        yield refuse(shown(path), f"{shown(path)}: {told}")


def _folder(top: str) -> Iterator[Step]:
    # An explicit stack: a deep tree must not meet Python's recursion limit.
    open_marks: list[_Mark] = []
    seen: set[_Mark] = set()
    waiting: list[Iterator[str]] = [iter([top])]
    while waiting:
        path = next(waiting[-1], None)
        if path is None:
            waiting.pop()
            if open_marks:
                open_marks.pop()
            continue
        entered = _enter(path, open_marks, seen)
        if isinstance(entered, list):
            waiting.append(iter(entered))
        else:
            yield entered


def _enter(path: str, open_marks: list[_Mark], seen: set[_Mark]) -> list[str] | Step:
    """The sorted paths inside a folder, which is then marked as open; or the step that ``path`` is itself."""
    try:
        if not os.path.isdir(path):
            os.stat(path)  # a broken link is a refusal, whatever its suffix
            suffix = suffix_of(path)
            return Found(path, suffix in DOUBTFUL) if suffix in PAGES | ARCHIVES | DOUBTFUL else Skipped(path)
        status = os.stat(path)
        mark = (status.st_dev, status.st_ino)
        if mark in open_marks:
            name = shown(path)
            return refuse(name, f"{name}: a symbolic link to a folder that holds it (a loop); remove the link")
        if mark in seen:
            return Skipped(path)
        names = sorted(name for name in os.listdir(path) if not name.startswith("."))
    except OSError as error:
        return os_refusal(path, error)
    seen.add(mark)
    open_marks.append(mark)
    return [os.path.join(path, name) for name in names]

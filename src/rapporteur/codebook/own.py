"""A user's types held against what the schema cannot tell: parties stand in their sentences, names refer to something.

Every error names file and place, as ``explore.toml: example.3.actors: ...``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rapporteur import kinds
from rapporteur.errors import DataError
from rapporteur.kinds import Codebook, Cue, Example, Kind

QUADS = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")
NEEDS = frozenset({"any-party", "two-parties", "party-actor", "party-recipient"})


def own_types(folder: Path) -> dict[str, Kind]:
    """The types of a user's folder by file, each held against the whole codebook. Raises DataError."""
    found, book = kinds.own(folder), kinds.load(folder)
    for file, kind in found.items():
        for place, problem in _problems(kind, book):
            raise DataError(f"{file}: {place}: {problem}")
    return found


def _problems(kind: Kind, book: Codebook) -> Iterator[tuple[str, str]]:
    """What does not hold together in a type, each with its place."""
    if kind.quad not in QUADS:
        yield "quad", f"{kind.quad!r} is not one of {', '.join(QUADS)}"
    for name, count in Counter(cue.name for cue in kind.cue).items():
        if count > 1:
            yield "cue", f"the name {name!r} stands {count} times"
    contexts = {context.name for context in book.contexts}
    for number, cue in enumerate(kind.cue):
        yield from ((f"cue.{number}.{key}", problem) for key, problem in _of_cue(cue, contexts))
    for number, example in enumerate(kind.example):
        yield from ((f"example.{number}.{key}", problem) for key, problem in _of_example(example, kind, contexts))
    texts = {example.text for example in kind.example}
    for number, counter in enumerate(kind.counter_example):
        if counter.type and counter.type not in book.kinds:
            yield f"counter_example.{number}.type", f"there is no type {counter.type!r}"
        if counter.type == kind.type:
            yield f"counter_example.{number}.type", "a counter-example cannot be of the type itself"
        if counter.text in texts:
            yield f"counter_example.{number}.text", "the same sentence is an example"


def _of_cue(cue: Cue, contexts: set[str]) -> Iterator[tuple[str, str]]:
    yield from (("needs", f"there is no need {need!r}") for need in cue.needs if need not in NEEDS)
    yield from (("context", f"there is no context {name!r}") for name in cue.context if name not in contexts)


def _of_example(example: Example, kind: Kind, contexts: set[str]) -> Iterator[tuple[str, str]]:
    for key, parts in (("actors", example.actors), ("recipients", example.recipients)):
        yield from ((key, f"{part!r} does not stand in the text") for part in parts if part not in example.text)
    if example.predicate not in example.text:
        yield "predicate", f"{example.predicate!r} does not stand in the text"
    if example.cue and example.cue not in {cue.name for cue in kind.cue}:
        yield "cue", f"there is no cue {example.cue!r}"
    yield from (("contexts", f"there is no context {name!r}") for name in example.contexts if name not in contexts)

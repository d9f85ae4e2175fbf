"""CoNLL-U made by another parser in place of the model's own trees.

Words, sentences, tags, lemmas and trees are taken from the file; names, roles, antecedents and what the coder of events
reads come from the shipped model over the same words. Text that the file does not have is analysed by the model alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from rapporteur.analyse.document import WINDOW_PIECES, WINDOW_WORDS, Parsed, Word, decode_window, parse, words_of
from rapporteur.analyse.network import Network
from rapporteur.errors import ModelError

COLUMNS = 10


@dataclass(frozen=True, slots=True)
class Row:
    """One syntactic word; ``head`` counts from 1 within the sentence, 0 is the root."""

    form: str
    lemma: str
    upos: str
    feats: str
    head: int
    label: str


Given = list[Row]


def read(path: Path) -> list[Given]:
    """The sentences of a CoNLL-U file. Raises ModelError with file and line where it is none."""
    found: list[Given] = [[]]
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"{path} cannot be read as CoNLL-U: {error}") from error
    for number, line in enumerate([*lines, ""], 1):
        cells = line.split("\t")
        if not line.strip():
            found.append([])
        elif not line.startswith("#") and cells[0].isdigit():
            if len(cells) != COLUMNS or not cells[6].isdigit():
                raise ModelError(f"{path}, line {number}: ten columns with a head are needed for every word")
            found[-1].append(Row(cells[1], cells[2], cells[3], cells[5], int(cells[6]), cells[7]))
    for sentence in found:
        roots = [r for r in sentence if r.head == 0]
        if sentence and (len(roots) != 1 or any(r.head > len(sentence) for r in sentence)):
            raise ModelError(f"{path}: the sentence that begins “{sentence[0].form}” is no tree with one root")
    return [s for s in found if s]


def laid_over(body: str, sentences: Sequence[Given], network: Network) -> Iterator[tuple[list[Word], list[Parsed]]]:
    """Words and sentences of ``body`` in order, as far as possible as the file has them."""
    at = 0
    pending: list[tuple[Given, list[Word]]] = []
    for sentence in sentences:
        words = _found(body, sentence, at)
        if not words:
            continue
        if body[at : words[0].start].strip():
            yield from _decoded(pending, network)
            pending = []
            yield _own(body, at, words[0].start, network)
        pending.append((sentence, words))
        at = words[-1].end
    yield from _decoded(pending, network)
    if body[at:].strip():
        yield _own(body, at, len(body), network)


def _found(body: str, sentence: Given, at: int) -> list[Word]:
    """The words of a sentence at its next place in the body; none where it is not there."""
    pattern = r"\s*".join(f"({re.escape(r.form)})" for r in sentence)
    hit = re.compile(pattern).search(body, at)
    if hit is None:
        return []
    spans = [hit.span(i + 1) for i in range(len(sentence))]
    ends = [at, *(end for _, end in spans)]
    return [
        Word(body[a:b], a, b, a == 0 or "\n" in body[before:a] or before == 0)
        for (a, b), before in zip(spans, ends, strict=False)
    ]


def _own(body: str, start: int, end: int, network: Network) -> tuple[list[Word], list[Parsed]]:
    """A stretch that the file does not have, by the model alone."""
    words = [replace(w, start=w.start + start, end=w.end + start) for w in words_of(body[start:end])]
    return words, list(parse(words, network))


def _decoded(found: list[tuple[Given, list[Word]]], network: Network) -> Iterator[tuple[list[Word], list[Parsed]]]:
    """Given sentences in windows: the model's names, roles and states with the file's trees."""
    window: list[tuple[Given, list[Word]]] = []
    size = pieces = 0
    for sentence, words in found:
        length = sum(network.length(w.text) for w in words)
        if window and (size + len(words) > WINDOW_WORDS or pieces + length > WINDOW_PIECES):
            yield _window(window, network)
            window, size, pieces = [], 0, 0
        window.append((sentence, words))
        size, pieces = size + len(words), pieces + length
    if window:
        yield _window(window, network)


def _window(window: list[tuple[Given, list[Word]]], network: Network) -> tuple[list[Word], list[Parsed]]:
    words = [w for _, part in window for w in part]
    texts = [w.text for w in words]
    cuts = list(accumulate((len(part) for _, part in window), initial=0))
    scores = next(network.run([texts]))
    return words, [
        replace(
            p,
            upos=[r.upos for r in rows],
            feats=[r.feats for r in rows],
            lemmas=[r.lemma for r in rows],
            heads=[r.head for r in rows],
            labels=["root" if r.head == 0 else r.label for r in rows],
        )
        for (rows, _), p in zip(window, decode_window(texts, scores, cuts, network), strict=True)
    ]

"""The corpora as windows: consecutive sentences of one document, with every layer of annotation that they have.

A window is what the analyser sees at run time too: a stretch of running text whose sentence boundaries it must find
itself. Layers that a corpus lacks are ``None``, and the loss passes them over.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FEATURES = frozenset(
    [
        "Number",
        "Tense",
        "VerbForm",
        "Mood",
        "Voice",
        "Person",
        "Degree",
        "Poss",
        "PronType",
        "Polarity",
        "Gender",
        "Case",
        "NumType",
        "Definite",
        "Reflex",
    ]
)
CROSSNER = {
    "person": "PER",
    "politician": "PER",
    "organisation": "ORG",
    "politicalparty": "ORG",
    "location": "LOC",
    "country": "LOC",
    "event": "EVENT",
    "election": "EVENT",
}
GUM_NAMES = {"person": "PER", "place": "LOC", "organization": "ORG"}


@dataclass(slots=True)
class Sentence:
    """One sentence: words and, where the corpus has them, tags, heads (0 is the root), names and predicates."""

    id: str
    words: list[str]
    upos: list[str] | None = None
    feats: list[str] | None = None
    lemmas: list[str] | None = None
    heads: list[int] | None = None
    labels: list[str] | None = None
    names: list[str] | None = None
    names_open: bool = True  # whether "O" may hide a type that this corpus does not annotate
    predicates: list[tuple[int, list[tuple[str, int]]]] | None = None
    links: list[tuple[str, int]] | None = None  # (entity of the document, head word) of each mention
    deeds: list | None = None  # see deeds.py
    document: str = ""
    misc: list[str] = field(default_factory=list)


def read_conllu(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file; ranges (multiword tokens) and empty nodes are passed over."""
    document, rows, name = "", [], ""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id"):
                document = line.split("=", 1)[1].strip()
            elif line.startswith("# sent_id"):
                name = line.split("=", 1)[1].strip()
            elif line and line[0] != "#":
                cells = line.split("\t")
                if cells[0].isdigit():
                    rows.append(cells)
            elif not line and rows:
                yield _sentence(name, document, rows)
                rows = []
    if rows:
        yield _sentence(name, document, rows)


def _sentence(name: str, document: str, rows: list[list[str]]) -> Sentence:
    return Sentence(
        id=name,
        document=document,
        words=[r[1] for r in rows],
        lemmas=[r[2] for r in rows],
        upos=[r[3] for r in rows],
        feats=[keep_features(r[5]) for r in rows],
        heads=[int(r[6]) for r in rows],
        labels=[r[7] for r in rows],
        misc=[r[9] for r in rows],
    )


def keep_features(cell: str) -> str:
    """The features that something downstream needs, as a UD string."""
    kept = [f for f in cell.split("|") if f.split("=")[0] in FEATURES]
    return "|".join(kept) or "_"


def read_bio(path: Path, column: int, mapping: dict[str, str] | None = None) -> Iterator[Sentence]:
    """Sentences of a column file with names as BIO tags."""
    words: list[str] = []
    tags: list[str] = []
    name = ""
    with path.open(encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            if line.startswith("# sent_id"):
                name = line.split("=", 1)[1].strip()
            elif line.startswith("# "):
                continue
            elif line.strip():
                cells = line.rstrip("\n").split("\t")
                words.append(cells[column - 1])
                tags.append(_map(cells[column], mapping))
            elif words:
                yield Sentence(id=name, words=words, names=tags)
                words, tags = [], []


def _map(tag: str, mapping: dict[str, str] | None) -> str:
    if tag == "O" or "-" not in tag:
        return "O"
    head, kind = tag.split("-", 1)
    kind = mapping.get(kind, "") if mapping else ("" if kind == "OTH" else kind)
    return f"{head}-{kind}" if kind else "O"


def gum_names(sentence: Sentence) -> list[str]:
    """Names from GUM's entities: the run of proper nouns around the head of a mention of a person, place or body."""
    tags = ["O"] * len(sentence.words)
    if not (sentence.upos and sentence.heads and sentence.labels):
        return tags
    for _, kind, start, end in _gum_mentions(sentence.misc):
        span = range(start, end)
        heads = [i for i in span if sentence.heads[i] - 1 not in span]
        if len(heads) != 1 or sentence.upos[heads[0]] != "PROPN" or kind not in GUM_NAMES:
            continue
        first = last = heads[0]
        while first > start and sentence.upos[first - 1] == "PROPN":
            first -= 1
        while last + 1 < end and (sentence.upos[last + 1] == "PROPN"):
            last += 1
        if all(tags[i] == "O" for i in range(first, last + 1)):
            tags[first : last + 1] = [f"B-{GUM_NAMES[kind]}"] + [f"I-{GUM_NAMES[kind]}"] * (last - first)
    return tags


def gum_links(sentence: Sentence) -> list[tuple[str, int]]:
    """The entity and head word of each of GUM's mentions; of two with one head the longer."""
    found: dict[int, str] = {}
    for entity, _, start, end in _gum_mentions(sentence.misc):
        heads = [i for i in range(start, end) if not start <= (sentence.heads or [])[i] - 1 < end]
        if heads:
            found.setdefault(heads[0], entity)
    return [(entity, head) for head, entity in found.items()]


def _gum_mentions(misc: list[str]) -> list[tuple[str, str, int, int]]:
    """(entity, type, start, end) of every mention that opens and closes in the sentence, longest first."""
    opened: list[tuple[str, str, int]] = []
    found = []
    for i, cell in enumerate(misc):
        entity = next((p[7:] for p in cell.split("|") if p.startswith("Entity=")), "")
        at = 0
        while at < len(entity):
            if entity[at] == "(":
                stop = min(
                    (p for p in (entity.find("(", at + 1), entity.find(")", at + 1)) if p >= 0), default=len(entity)
                )
                parts = entity[at + 1 : stop].split("-")
                opened.append((parts[0], parts[1] if len(parts) > 1 else "", i))
                at = stop
                if at < len(entity) and entity[at] == ")":
                    name, kind, start = opened.pop()
                    found.append((name, kind, start, i + 1))
                    at += 1
            else:
                stop = entity.find(")", at)
                name = entity[at:stop]
                match = next((j for j in range(len(opened) - 1, -1, -1) if opened[j][0] == name), None)
                if match is not None:
                    _, kind, start = opened.pop(match)
                    found.append((name, kind, start, i + 1))
                at = stop + 1
    return sorted(found, key=lambda m: m[2] - m[3])


def argument_heads(sentence: Sentence, row: dict) -> list[tuple[int, list[tuple[str, int]]]]:
    """PropBank arguments as (label, word): the word of the span whose head lies outside of it."""
    found = []
    for predicate in row["predicates"]:
        arguments = []
        for label, start, end in predicate["args"]:
            outside = [i for i in range(start, end) if not start <= (sentence.heads or [])[i] - 1 < end]
            if outside:
                arguments.append((label, outside[0]))
        found.append((predicate["index"], arguments))
    return found


def load(folder: Path, part: str, own: Path | None = None) -> dict[str, list[Sentence]]:
    """Every corpus of ``part`` ("train" or "dev"), by name."""
    ewt = list(read_conllu(folder / f"ewt-{part}.conllu"))
    names = {s.id: s.names for s in read_bio(folder / f"uner-ewt-{part}.iob2", 2)}
    with (folder / f"propbank-ewt-{part}.jsonl").open(encoding="utf-8") as lines:
        roles = {row["sent_id"]: row for row in map(json.loads, lines)}
    for s in ewt:
        tags = names.get(s.id)
        s.names = tags if tags and len(tags) == len(s.words) else None
        row = roles.get(s.id)
        if row and len(row["words"]) == len(s.words):
            s.predicates = argument_heads(s, row)
    gum = list(read_conllu(folder / f"gum-open-{part}.conllu"))
    for s in gum:
        s.names = gum_names(s)
        s.links = gum_links(s)
    politics = list(read_bio(folder / f"crossner-politics-{part}.txt", 1, CROSSNER))
    found = {"ewt": ewt, "gum": gum, "politics": politics}
    if own and own.exists():
        found["own"] = list(read_bio(own, 1, None))
        for s in found["own"]:
            s.names_open = False
    return found


def windows(sentences: list[Sentence], limit: int, rng: random.Random) -> list[list[Sentence]]:
    """Consecutive sentences of one document, up to ``limit`` words; each cut at a random length so that single
    sentences, pairs and whole paragraphs are all seen."""
    found: list[list[Sentence]] = []
    at = 0
    while at < len(sentences):
        wanted = rng.choice((1, limit // 4, limit // 2, limit))
        window, size = [sentences[at]], len(sentences[at].words)
        at += 1
        while (
            at < len(sentences)
            and sentences[at].document == window[0].document != ""
            and size + len(sentences[at].words) <= wanted
        ):
            window.append(sentences[at])
            size += len(sentences[at].words)
            at += 1
        found.append(window)
    return found

"""More sentences with names: the same sentences with other names of the same type in them.

Only names are taught from such a copy; a tree or a role would no longer fit its words.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator

from corpora import Sentence

from rapporteur.analyse.tokenise import spans

OF_LIST = {"person": "PER", "country": "LOC", "city": "LOC", "body": "ORG", "event": "EVENT", "document": "DOC"}
CHANGE = 0.6  # of the names of a sentence
FROM_LISTS = 0.4  # the others come from other sentences


def mentions(tags: list[str]) -> Iterator[tuple[int, int, str]]:
    """(first word, end, type) of each name."""
    start = None
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and not tag.startswith("I-"):
            yield start, i, tags[start][2:]
            start = None
        if tag.startswith("B-"):
            start = i


class Stock:
    """Names by type: those of the sentences themselves, and those of ``world``'s lists."""

    def __init__(self, sentences: Iterable[Sentence], lists: dict[str, set[str]]) -> None:
        self.seen: dict[str, list[list[str]]] = defaultdict(list)
        for s in sentences:
            for a, b, kind in mentions(s.names or []):
                self.seen[kind].append(s.words[a:b])
        self.listed: dict[str, list[str]] = defaultdict(list)
        for name, names in lists.items():
            if name in OF_LIST:
                kept = sorted(n for n in names if name != "person" or " " in n)
                self.listed[OF_LIST[name]] += kept * (40 if name == "country" else 1)  # as there are many more cities

    def pick(self, kind: str, rng: random.Random) -> list[str]:
        """Words of another name of the type."""
        if self.listed[kind] and rng.random() < FROM_LISTS:
            name = rng.choice(self.listed[kind])
            return [name[a:b] for a, b in spans(name)]
        return rng.choice(self.seen[kind])

    def changed(self, s: Sentence, rng: random.Random) -> Sentence:
        """A copy of a sentence with some of its names changed; capitals stay capitals."""
        words: list[str] = []
        tags: list[str] = []
        at = 0
        for a, b, kind in mentions(s.names or []):
            words += s.words[at:a]
            tags += (s.names or [])[at:a]
            chosen = s.words[a:b]
            if rng.random() < CHANGE and self.seen[kind]:
                chosen = self.pick(kind, rng)
                if len(s.words[a]) > 3 and all(w.isupper() for w in s.words[a:b]):
                    chosen = [w.upper() for w in chosen]
                elif all(w.islower() for w in s.words[a:b]):
                    chosen = [w.lower() for w in chosen]
            words += chosen
            tags += [f"B-{kind}", *[f"I-{kind}"] * (len(chosen) - 1)]
            at = b
        return Sentence(id=s.id, words=words + s.words[at:], names=tags + (s.names or [])[at:], names_open=s.names_open)

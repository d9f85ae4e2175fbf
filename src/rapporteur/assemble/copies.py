"""Reprints: documents whose text is nearly that of another.

Four-word shingles, MinHash signatures (Broder 1997), bands to find candidates. The earliest document, by its
publication date and then by id, is the original; a reprint is not a second source.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from rensa import RMinHash

from rapporteur.model import Document

PERMUTATIONS, BANDS, SEED = 128, 32, 7  # 4 rows a band: two texts alike by 0.7 meet with probability 0.9998
ALIKE = 0.7  # of the shingles of both: reprints with another headline, a cut tail or other names for the same office
WORD = re.compile(r"\w+")


def copies(documents: Iterable[Document]) -> dict[str, str]:
    """For each document that is a copy, the id of the document it is a copy of."""
    seen: list[tuple[date, str, RMinHash]] = []
    for d in documents:
        a = d.article
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        sketch.update(_shingles(a.body))
        seen.append((a.published.latest or date.max, a.id, sketch))
    seen.sort(key=lambda x: x[:2])
    buckets: dict[tuple[int, tuple[int, ...]], list[int]] = defaultdict(list)
    found: dict[str, str] = {}
    rows = PERMUTATIONS // BANDS
    for i, (_, name, sketch) in enumerate(seen):
        digest = sketch.digest()
        keys = [(b, tuple(digest[b * rows : (b + 1) * rows])) for b in range(BANDS)]
        candidates = sorted({j for k in keys for j in buckets[k]})
        scored = [(sketch.jaccard(seen[j][2]), j) for j in candidates]
        best = max(((s, -j) for s, j in scored if s >= ALIKE), default=None)
        if best is not None:
            original = seen[-best[1]][1]
            found[name] = found.get(original, original)
        for k in keys:
            buckets[k].append(i)
    return found


def sources(documents: Iterable[Document], copy_of: Mapping[str, str]) -> dict[str, str]:
    """For each document that is no source of its own, what it counts as: its original, or the page it is an entry of.

    Entries of one page are one source, also if the page was found twice, at one address.
    """
    pages = {d.article.id: d.article.url or d.article.entry_of for d in documents if d.article.entry_of}
    found = {name: pages.get(original) or original for name, original in copy_of.items()}
    return found | {name: page for name, page in pages.items() if page and name not in copy_of}


def _shingles(body: str) -> list[str]:
    words = [w.casefold() for w in WORD.findall(body)]
    size = min(4, len(words))
    return [" ".join(words[i : i + size]) for i in range(len(words) - size + 1)] if words else ["∅"]

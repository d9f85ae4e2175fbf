"""How well both witnesses tell what a given source did to a given target.

    python benchmarks/events.py [--data FILE] [--predictions OUT]

FILE (jsonl, gz or not; default ``events/plv-train.jsonl.gz`` in $RAPPORTEUR_DATA, or in ../shared/data) has a
sentence a row with ``source``, ``target`` and, in ``labels``, the PLOVER root; YIELD stands for CONCEDE and RETREAT. It
is for measuring alone: nothing here is trained or written from it. OUT takes rows of id and root. Macro-F1 over the
roots that the file has, over the four quadrants, and over cooperation and conflict.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import time
from collections import Counter
from pathlib import Path
from typing import Any

from rapporteur import extract, kinds
from rapporteur.analyse import analyse_text
from rapporteur.drafts import Asked, EventDraft, Mention

DEFAULT = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data")) / "events" / "plv-train.jsonl.gz"
YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
CUE = 0.5  # a cue of full weight counts as much as so much of the classifier's probability


def quadrants() -> dict[str, str]:
    """The quadrant of each root."""
    return {YIELD.get(k.type, k.type): k.quad for k in kinds.load().kinds.values()} | {"YIELD": "material-cooperation"}


def root_of(row: dict[str, Any]) -> str:
    """The likeliest root of one row by both witnesses."""
    text = row["text"]
    doc = analyse_text(text)
    source, target = (_where(text, row[side]) for side in ("source", "target"))
    sentence = next((s for s in doc.sents if s.start_char <= source[0] < s.end_char), next(doc.sents))
    spans = []
    for a, b in (source, target):
        inside = [t.i - sentence.start for t in sentence if t.idx < b and t.idx + len(t) > a]
        spans.append((inside[0], inside[-1] + 1) if inside else None)
    opinion = doc._.coder.opinions([Asked(tuple(t.text for t in sentence), *spans)])[0]
    score = Counter({t: p for t, p in opinion.types.items() if t})
    for d in extract.extract(doc, text).events:
        if any(_meet(m, source) for m in d.actors) and _about(d, target):
            score[d.type] = max(score[d.type], opinion.types[d.type] + CUE * d.weight)
    roots: Counter[str] = Counter()
    for kind, p in score.items():
        roots[YIELD.get(kind, kind)] += p
    return roots.most_common(1)[0][0]


def _where(text: str, part: str) -> tuple[int, int]:
    """Where a party stands; from the first of its words that the text has, where it is not there as a whole."""
    whole = text.find(part)
    if whole >= 0:
        return whole, whole + len(part)
    found = [(text.find(w), w) for w in part.split() if w in text]
    return (found[0][0], found[0][0] + len(found[0][1])) if found else (0, 0)


def _meet(m: Mention, span: tuple[int, int]) -> bool:
    return m.start < span[1] and m.end > span[0]


def _about(d: EventDraft, target: tuple[int, int]) -> bool:
    return any(_meet(m, target) for m in (*d.recipients, *d.actors, *d.owners))


def macro_f1(gold: list[str], found: list[str]) -> float:
    """The mean of the F1 of each class that the gold has."""
    right = Counter(g for g, f in zip(gold, found, strict=True) if g == f)
    have, said = Counter(gold), Counter(found)
    return sum(2 * right[c] / (have[c] + said[c]) for c in have) / len(have)


def main() -> None:
    """Print the measures; write the predictions where asked."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", type=Path, default=DEFAULT)
    ask.add_argument("--predictions", type=Path)
    given = ask.parse_args()
    if not given.data.is_file():
        ask.error(f"{given.data} is not there; name a file, or set RAPPORTEUR_DATA to the folder that has events/")
    unpack = gzip.open if given.data.suffix == ".gz" else open
    with unpack(given.data, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    began = time.perf_counter()
    found = [root_of(row) for row in rows]
    seconds = time.perf_counter() - began
    if given.predictions:
        out = [json.dumps({"id": row["id"], "root": root}) for row, root in zip(rows, found, strict=True)]
        given.predictions.write_text("\n".join(out) + "\n", encoding="utf-8")
    if all("labels" in row for row in rows):
        report([row["labels"]["root"] for row in rows], found)
    print(f"{'sentences a second':<28} {len(rows) / seconds:>8.0f}")


def report(gold: list[str], found: list[str]) -> None:
    """One measure a line, then the F1 of each root."""
    quad = quadrants()
    sides = {root: q.split("-")[1] for root, q in quad.items()}
    for name, kept in (("root", None), ("quad", quad), ("binary", sides)):
        a, b = (([kept[x] for x in side] if kept else side) for side in (gold, found))
        print(f"{name + ' macro-F1':<28} {macro_f1(a, b):>8.3f}")
    for root in sorted(set(gold)):
        pairs = [(g == root, f == root) for g, f in zip(gold, found, strict=True)]
        f1 = 2 * sum(g and f for g, f in pairs) / max(1, sum(g + f for g, f in pairs))
        print(f"{'  ' + root:<28} {f1:>8.3f}")


if __name__ == "__main__":
    main()

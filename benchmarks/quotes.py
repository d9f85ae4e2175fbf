"""Measure reported speech and attribution: who said, thought or wanted what.

    python benchmarks/quotes.py [--data FILE.jsonl.gz] [--predictions OUT.jsonl] [--limit N]
    python benchmarks/quotes.py --propbank FILE.jsonl --treebank FILE.conllu [--sections weblog,email]

FILE holds texts with attributions (default: ``quotes/polnear-dev.jsonl.gz`` in $RAPPORTEUR_DATA, or in ../shared/data).
A quote of ours stands for one of theirs as the Gender Gap Tracker counts it (Asr et al. 2021, and the evaluation
published with its code): going through theirs in order, the free one of ours that shares most characters, if the share
of *their* characters that it covers is above the threshold (0.3, 0.8). Exact is the same characters. Overlap is
symmetric, shared characters over all characters of either, as a mean over the pairs at 0.3. The speaker of a pair is
right when the two source phrases share a character, or when neither side names one. OUT takes one row a text.

With ``--propbank`` the gold are those predicates of PropBank that the cue lexicon has too and whose second argument is
a clause; their first argument is the source. Ours is the attribution with the same cue word, nested or not; white space
and punctuation do not count. One measure and figure a line; percentages.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from conll import Text, lay, read

from rapporteur.analyse import analyse_text
from rapporteur.extract import cues
from rapporteur.extract.attributions import Attribution, attributions
from rapporteur.extract.mentions import mention

DATA = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data"))
DEFAULT = DATA / "quotes" / "polnear-dev.jsonl.gz"
THRESHOLDS = (0.3, 0.8)
MANNERS = ("direct", "mixed", "indirect")
RELATIVE = ("who", "which", "that")
PIECE = re.compile(r"\s+|\S+")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quote:
    """One attribution, of theirs or of ours: characters of content, of the source phrase and of the cue, and manner."""

    content: frozenset[int]
    source: frozenset[int]
    cue: frozenset[int]
    manner: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One of theirs, with the one of ours that stands for it, if any does."""

    gold: Quote
    ours: Quote | None


@dataclass(slots=True)
class Result:
    """The pairs of all texts at a threshold, and how many of ours there are."""

    ours: int = 0
    pairs: list[Pair] = field(default_factory=list)

    def add(self, gold: list[Quote], ours: list[Quote], threshold: float) -> None:
        """Count another text in."""
        self.ours += len(ours)
        self.pairs += match(gold, ours, threshold)

    @property
    def matched(self) -> list[Pair]:
        """The pairs in which ours is not missing."""
        return [p for p in self.pairs if p.ours is not None]


def match(gold: list[Quote], ours: list[Quote], threshold: float) -> list[Pair]:
    """Each of theirs in order with the free one of ours that covers most of it, above the threshold."""
    free, found = list(ours), []
    for g in gold:
        best = max(free, key=lambda o: len(g.content & o.content), default=None)
        if best is not None and len(g.content & best.content) <= threshold * len(g.content):
            best = None
        if best is not None:
            free.remove(best)
        found.append(Pair(g, best))
    return found


def characters(spans: Iterable[Span]) -> frozenset[int]:
    """The places of the characters of stretches."""
    return frozenset(i for a, b in spans for i in range(a, b))


def gold_of(row: dict[str, Any]) -> list[Quote]:
    """The attributions of a row of the corpus that have content."""
    found = []
    for q in row["quotes"]:
        places = {k: characters((s["start"], s["end"]) for s in q[k]) for k in ("content", "source", "cue")}
        found.append(Quote(places["content"], places["source"], places["cue"], q["type"]))
    return [q for q in found if q.content]


def ours_of(prediction: dict[str, Any]) -> list[Quote]:
    """The attributions of a row of predictions."""
    return [
        Quote(characters(q["content"]), characters(q["source"]), characters(q["cue"]), q["manner"])
        for q in prediction["quotes"]
    ]


def evened(text: str) -> tuple[str, list[int]]:
    """The text with single spaces, and paragraphs parted by one newline, as articles have them; and for each of its
    characters, and its end, the place in ``text``."""
    body: list[str] = []
    places: list[int] = []
    for piece in PIECE.finditer(text.strip()):
        white = piece.group().isspace()
        body.append(("\n" if "\n" in piece.group() else " ") if white else piece.group())
        places += range(piece.start(), piece.start() + 1 if white else piece.end())
    shift = len(text) - len(text.lstrip())
    return "".join(body), [p + shift for p in [*places, len(text.strip())]]


def predicted(identity: str, text: str) -> dict[str, Any]:
    """What the program finds in a text, outermost attributions only: the corpus gives each word to one at most."""
    body, places = evened(text)
    found = [a for a in attributions(analyse_text(body), body) if not a.nested]
    return {"id": identity, "quotes": [_row(a, places) for a in found]}


def _row(a: Attribution, places: list[int]) -> dict[str, Any]:
    def placed(spans: Iterable[Span]) -> list[Span]:
        return [(places[s], places[e - 1] + 1) for s, e in spans]

    return {
        "content": placed(a.content),
        "cue": placed([a.cue_span]),
        "source": placed([*((m.start, m.end) for m in map(mention, a.sources)), *_relative(a)]),
        "manner": a.manner,
        "speaker": " and ".join(mention(t).text for t in a.sources) or None,
    }


def _relative(a: Attribution) -> list[Span]:
    """The "who" of "the minister, who said": the corpus takes it for the source, where ours is the minister."""
    children = a.cue.children if a.cue is not None else ()
    return [(c.idx, c.idx + len(c)) for c in children if c.dep_ == "nsubj" and c.lower_ in RELATIVE]


def figures(at: dict[float, Result]) -> Iterator[tuple[str, float]]:
    """Every measure with its figure."""
    for threshold, result in at.items():
        yield from scores(f"at {threshold}", len(result.matched), result.ours, len(result.pairs))
    loose = at[THRESHOLDS[0]]
    exact = [p for p in loose.matched if p.ours and p.ours.content == p.gold.content]
    yield from scores("exact", len(exact), loose.ours, len(loose.pairs))
    overlaps = [
        len(p.gold.content & p.ours.content) / len(p.gold.content | p.ours.content) for p in loose.matched if p.ours
    ]
    yield "overlap of pairs", percent(sum(overlaps), len(overlaps))
    for manner in MANNERS:
        of = [p for p in loose.pairs if p.gold.manner == manner]
        yield f"recall {manner}", percent(sum(p.ours is not None for p in of), len(of))
    yield "speaker of pairs", percent(sum(map(same_speaker, loose.matched)), len(loose.matched))


def same_speaker(pair: Pair) -> bool:
    """Whether both name the same phrase, or neither names one."""
    assert pair.ours is not None
    if not pair.gold.source:
        return not pair.ours.source
    return bool(pair.gold.source & pair.ours.source)


def scores(name: str, right: int, ours: int, gold: int) -> Iterator[tuple[str, float]]:
    """Precision, recall and F1."""
    yield f"precision {name}", percent(right, ours)
    yield f"recall {name}", percent(right, gold)
    yield f"F1 {name}", percent(2 * right, ours + gold)


def percent(part: float, whole: float) -> float:
    """Per cent; 0 of nothing."""
    return 100 * part / whole if whole else 0.0


def polnear(path: Path, limit: int | None, out: Path | None) -> dict[float, Result]:
    """The results at each threshold over a corpus of texts."""
    at = {t: Result() for t in THRESHOLDS}
    predictions = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in islice(map(json.loads, lines), limit):
            prediction = predicted(row["id"], row["text"])
            predictions.append(prediction)
            for threshold, result in at.items():
                result.add(gold_of(row), ours_of(prediction), threshold)
    if out:
        out.write_text("".join(json.dumps(p) + "\n" for p in predictions), encoding="utf-8")
    return at


def clauses(text: Text, predicates: dict[str, list[dict[str, Any]]]) -> Iterator[Quote]:
    """The gold of a document: predicates of the lexicon with a clause, over its characters without white space."""
    laid, at = lay(text), 0
    known = cues.words("en")
    lemmas = {w for group in (*known.verb, *known.noun, *known.adjective) for w in group.lemmas}
    for sentence in text.sentences:
        words = laid.words[at : at + len(sentence.rows)]
        at += len(sentence.rows)
        for p in predicates.get(sentence.id, []):
            spans: dict[str, set[int]] = {}
            for label, a, b in p["args"]:
                spans.setdefault(label.removeprefix("C-").removeprefix("R-"), set()).update(range(a, b))
            told = spans.get("ARG1", set())
            clausal = any(
                r.label in ("ccomp", "xcomp") and i in told and r.head - 1 not in told
                for i, r in enumerate(sentence.rows)
            )
            if clausal and sentence.rows[p["index"]].lemma in lemmas:
                yield Quote(
                    characters(words[i].span for i in told),
                    characters(words[i].span for i in spans.get("ARG0", ())),
                    characters([words[p["index"]].span]),
                    "indirect",
                )


def bared(quote: Quote, place: dict[int, int]) -> Quote:
    """Ours over the characters without white space."""
    content, source, cue = (
        frozenset(place[i] for i in part if i in place) for part in (quote.content, quote.source, quote.cue)
    )
    return Quote(content, source, cue, quote.manner)


def propbank(path: Path, treebank: Path, sections: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    """Recall, exactness, overlap and sources over the predicates of the sections named."""
    with path.open(encoding="utf-8") as lines:
        predicates = {row["sent_id"]: row["predicates"] for row in map(json.loads, lines)}
    pairs: list[Pair] = []
    for text in read(treebank):
        if not text.id.startswith(sections):
            continue
        body = text.raw
        place = {i: n for n, i in enumerate(i for i, c in enumerate(body) if not c.isspace())}
        letters = frozenset(place[i] for i, c in enumerate(body) if c.isalnum())
        rows = [_row(a, list(range(len(body) + 1))) for a in attributions(analyse_text(body), body)]
        ours = [bared(q, place) for q in ours_of({"quotes": rows})]
        for gold in clauses(text, predicates):
            same = next((o for o in ours if o.cue & gold.cue and o.content & gold.content), None)
            pairs.append(Pair(_letters(gold, letters), same and _letters(same, letters)))
    found = [p for p in pairs if p.ours is not None]
    yield "clauses", len(pairs)
    yield "recall", percent(len(found), len(pairs))
    yield "exact of pairs", percent(sum(p.ours.content == p.gold.content for p in found if p.ours), len(found))
    overlaps = [len(p.gold.content & p.ours.content) / len(p.gold.content | p.ours.content) for p in found if p.ours]
    yield "overlap of pairs", percent(sum(overlaps), len(overlaps))
    named = [p for p in found if p.gold.source]
    yield "speaker of pairs", percent(sum(map(same_speaker, named)), len(named))


def _letters(quote: Quote, letters: frozenset[int]) -> Quote:
    return Quote(quote.content & letters, quote.source, quote.cue, quote.manner)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DEFAULT)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--propbank", type=Path)
    parser.add_argument("--treebank", type=Path, default=DATA / "language" / "ewt-dev.conllu")
    parser.add_argument("--sections", default="weblog,newsgroup,email")
    asked = parser.parse_args()
    found = (
        propbank(asked.propbank, asked.treebank, tuple(asked.sections.split(",")))
        if asked.propbank
        else figures(polnear(asked.data, asked.limit, asked.predictions))
    )
    for name, figure in found:
        print(f"{name:24} {figure:6.1f}")


if __name__ == "__main__":
    main()

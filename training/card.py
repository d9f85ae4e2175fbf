"""Measure the exported model and write what it is beside it: `python training/card.py --data DATA --weights WEIGHTS`.

Writes ``figures.json`` (every measure of benchmarks/analyse.py on the development parts, how often the second witness
is right on held-out sentences, the seed, SHA-256 of the weights and of all training data) and ``MODEL_CARD.md``, which
says the same in words.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import subprocess
import sys
from pathlib import Path

import deeds

from rapporteur import kinds
from rapporteur.analyse import analyse_text
from rapporteur.drafts import Asked

SEED = 20240426  # as in train.py
HERE = Path(__file__).parent
BENCHMARK = HERE.parent / "benchmarks" / "analyse.py"
CARD = """# Rapporteur's analyser

A compact model of English for news on international security: sentences, tags, lemmas, Universal Dependencies trees,
names (PER, LOC, ORG, OFFICE, EVENT, DOC), PropBank roles, antecedents of pronouns, and the second witness that codes
events. all-MiniLM-L6-v2 with heads of its own, 8-bit integers in ONNX; see docs/model.md for how it is made.

- **Meant for** Rapporteur's own pipeline. Not for decisions about persons, and not for other kinds of text: it was
  taught on web text of the 2000s, Wikipedia-like genres and sentences written for it.
- **Known limits**: names of groups and companies in informal text, events and documents without capitals, ironical or
  reported attributions, pronouns whose antecedent stands more than 128 words back, any language but English.
- **Licence**: CC BY-SA 4.0, for what it was trained on (LICENSE.txt).
- **Seed** {seed}; SHA-256 of `analyser.onnx` `{weights}`, of `deeds.onnx` `{deeds}`.

## Figures, on development parts

| measure | value |
|---|---|
{figures}

The development parts were looked at while the model was made; test parts were not.

## Training data

| file | SHA-256 |
|---|---|
{data}
"""


def measured(data: Path) -> dict[str, str]:
    """Every line that the benchmark prints, by its name: from raw text, then on given words."""
    files = ["--roles", data / "propbank-ewt-dev.jsonl", "--links", data / "gum-open-dev.conllu"]
    for name in ("uner-ewt-dev.iob2", "crossner-politics-dev.txt"):
        files += ["--names", data / name]
    files += ["--names", HERE / "data" / "names-dev.iob2"]
    found: dict[str, str] = {}
    for options in ([], ["--gold-tokens", *files]):
        command = [sys.executable, BENCHMARK, "--data", data / "ewt-dev.conllu", *options]
        said = subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True).stdout
        for line in said.splitlines():
            name, _, value = line.rpartition(" ")
            found[name.strip()] = value
            print(line, flush=True)
    return found


def witness() -> dict[str, str]:
    """How often the second witness is right on the held-out sentences, with the predicate marked and without."""
    coder = analyse_text("Talks began.")._.coder
    held = deeds.load((), "dev", random.Random(SEED), deeds.of_codebook(kinds.load().kinds.values()))
    told = [(s, d) for s in held for d in s.deeds or []]
    found: dict[str, str] = {}
    for name, given in (("given", True), ("found", False)):
        asked = [Asked(tuple(s.words), d.actor, d.recipient, d.cue if given and d.cue >= 0 else None) for s, d in told]
        right = [o.type == d.type for o, (_, d) in zip(coder.opinions(asked), told, strict=True)]
        for kind, keep in (("type of events", True), ("no event", False)):
            hits = [r for r, (_, d) in zip(right, told, strict=True) if bool(d.type) == keep]
            found[f"second witness, predicate {name}: {kind}"] = f"{sum(hits) / len(hits):.3f} of {len(hits)}"
    return found


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    """Write figures.json and MODEL_CARD.md."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--data", type=Path, required=True, help="the folder of the corpora")
    ask.add_argument("--weights", type=Path, required=True)
    given = ask.parse_args()
    corpora = sorted(p for p in given.data.iterdir() if "train" in p.name)
    own = sorted([HERE / "data" / "names-train.iob2", *(HERE / "data" / "events").glob("*.jsonl")])
    data = {p.name: digest(p) for p in (*corpora, *own)}
    weights, second = digest(given.weights / "analyser.onnx"), digest(given.weights / "deeds.onnx")
    figures = measured(given.data) | witness()
    kept = {"seed": SEED, "weights": weights, "deeds": second, "figures": figures, "data": data}
    (given.weights / "figures.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    card = CARD.format(
        seed=SEED,
        weights=weights,
        deeds=second,
        figures="\n".join(f"| {name} | {value} |" for name, value in figures.items()),
        data="\n".join(f"| {name} | `{value}` |" for name, value in data.items()),
    )
    (given.weights / "MODEL_CARD.md").write_text(card, encoding="utf-8")


if __name__ == "__main__":
    main()

"""Measure the room ``analyse``: from raw text, on gold tokens, names, roles, and cost.

    python benchmarks/analyse.py [--data FILE.conllu] [--predictions OUT.conllu] [--gold-tokens]
                                 [--names FILE]... [--roles FILE.jsonl] [--links FILE.conllu]
                                 [--threads N] [--limit N]

FILE.conllu is a treebank with ``# text`` lines (default: ``language/ewt-dev.conllu`` in $RAPPORTEUR_DATA, or in
../shared/data). Its raw text is built again, paragraphs parted by newlines, and given to the analyser document by
document; the measures are those of the CoNLL 2018 shared task (``conll.py``). OUT.conllu takes what was found.
``--gold-tokens`` gives the words and sentences of the treebank instead, and measures heads, labels and tags alone.
``--names`` takes columns of words and BIO tags; types that the file does not have are not counted. ``--roles`` takes
PropBank predicates joined to the sentences of FILE.conllu: an argument is right when predicate, label and head word
are. ``--links`` takes a treebank with GUM's entities: of the pronouns "he" and "she" in news, interviews and speeches
the share that is given an antecedent, and the share of these links that hold. ``--limit`` takes the first N documents
(or documents of names). One measure a line.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import onnxruntime
from conll import Row, Sentence, Tally, Text, evaluate, read, write
from spacy.tokens import Span as Stretch

import rapporteur
from rapporteur.analyse import analyse_text, document, network
from rapporteur.analyse.coreference import PERSONAL
from rapporteur.analyse.document import Parsed

DEFAULT = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data")) / "language" / "ewt-dev.conllu"
CLITIC = re.compile(r"(?i)n['’]t|['’](?:s|ll|re|ve|m|d)|['’]")  # "n't"; not "tonight"
RESIDENT = """
import json, re, sys
from rapporteur.analyse import analyse_text
for body in json.load(sys.stdin):
    analyse_text(body)
print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read()).group(1))
"""
INNER = 1536  # width of the encoder's inner layer; no head has it
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


def predicted(text: Text, threads: int) -> Text:
    """The document as the analyser finds it in the raw text."""
    doc = analyse_text(text.raw, threads=threads)
    sentences = [_sentence(s) for s in doc.sents]
    for number, s in enumerate(sentences, 1):
        s.id = f"{text.id}-{number:04}"
    return Text(text.id, sentences)


def _sentence(span: Stretch) -> Sentence:
    rows = [
        Row(
            form=t.text,
            upos=t.pos_,
            head=0 if t.head == t else t.head.i - span.start + 1,
            label="root" if t.head == t else t.dep_,
            lemma=t.lemma_,
            feats=str(t.morph) or "_",
            space=bool(t.whitespace_),
        )
        for t in span
    ]
    return Sentence(rows, list(_fused(rows)), text=span.text, paragraph=span[0]._.paragraph)


def _fused(rows: Sequence[Row]) -> Iterator[tuple[int, int, str, bool]]:
    """The multiword tokens: a word with its clitics ("don|'t"), and words written together ("can|not")."""
    start = 0
    for i in range(1, len(rows) + 1):
        if i < len(rows) and not rows[i - 1].space and _clings(rows[i - 1], rows[i]):
            continue
        if i - start > 1:
            yield start, i - 1, "".join(r.form for r in rows[start:i]), rows[i - 1].space
        start = i


def _clings(before: Row, row: Row) -> bool:
    if CLITIC.fullmatch(row.form) and row.upos in ("AUX", "PART", "VERB", "PRON"):
        return before.form[-1:].isalnum() or before.form.endswith(".")
    return before.form[-1:].isalpha() and row.form[:1].isalpha()


def windows(sentences: Iterable[Sequence[str]], limit: int, pieces: int, net: network.Network) -> Iterator[list[int]]:
    """Numbers of consecutive sentences that fit into one window of the analyser."""
    window: list[int] = []
    words = size = 0
    for i, s in enumerate(sentences):
        length = sum(map(net.length, s))
        if window and (words + len(s) > limit or size + length > pieces):
            yield window
            window, words, size = [], 0, 0
        window.append(i)
        words, size = words + len(s), size + length
    if window:
        yield window


def parse_given(sentences: Sequence[Sequence[str]], net: network.Network) -> list[Parsed]:
    """The annotation of sentences whose words are given, read in windows as running text is."""
    chosen = list(windows(sentences, document.WINDOW_WORDS, document.WINDOW_PIECES, net))
    found: list[Parsed] = []
    for at in range(0, len(chosen), document.CHUNK_WINDOWS):
        part = chosen[at : at + document.CHUNK_WINDOWS]
        texts = [[w for i in window for w in sentences[i]] for window in part]
        for window, scores in zip(part, net.run(texts), strict=True):
            cuts = list(accumulate((len(sentences[i]) for i in window), initial=0))
            words = [w for i in window for w in sentences[i]]
            found += document.decode_window(words, scores, cuts, net)
    return found


def on_gold_tokens(texts: Sequence[Text], net: network.Network) -> dict[str, Tally]:
    """UPOS, UAS and LAS where words and sentences are given."""
    found = {m: Tally() for m in ("UPOS", "UAS", "LAS")}
    for text in texts:
        parsed = parse_given([[r.form for r in s.rows] for s in text.sentences], net)
        for s, p in zip(text.sentences, parsed, strict=True):
            for r, tag, head, label in zip(s.rows, p.upos, p.heads, p.labels, strict=True):
                same = r.label.partition(":")[0] == label.partition(":")[0]
                found["UPOS"].add(r.upos == tag, 1, 1)
                found["UAS"].add(r.head == head, 1, 1)
                found["LAS"].add(r.head == head and same, 1, 1)
    return found


def read_names(path: Path) -> list[list[tuple[list[str], list[str]]]]:
    """Sentences as words and BIO tags, by document where the file tells of them, else each alone; columns word and
    tag, or number, word and tag."""
    text = path.read_text(encoding="utf-8")
    mark = "# newdoc"
    parts = [p.split("\n\n") for p in text.split(mark)] if mark in text else [[p] for p in text.split("\n\n")]
    found = [[_named(block) for block in blocks if _named(block)[0]] for blocks in parts]
    return [sentences for sentences in found if sentences]


def _named(block: str) -> tuple[list[str], list[str]]:
    cells = [line.split("\t") for line in block.splitlines() if "\t" in line and not line.startswith("# ")]
    at = [1 if len(c) > 2 and c[0].isdigit() else 0 for c in cells]
    return [c[i] for c, i in zip(cells, at, strict=True)], [_tag(c[i + 1]) for c, i in zip(cells, at, strict=True)]


def _tag(tag: str) -> str:
    begins, _, kind = tag.partition("-")
    kind = CROSSNER.get(kind, kind)
    return f"{begins}-{kind}" if kind.isupper() and kind != "OTH" else "O"


def spans(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """The names in a row of BIO tags: first word, the one after the last, type."""
    found, start = set(), 0
    for i, tag in enumerate([*tags, "O"]):
        if i and tags[i - 1] != "O" and not (tag.startswith("I-") and tag[2:] == tags[i - 1][2:]):
            found.add((start, i, tags[i - 1][2:]))
        if not tag.startswith("I-") or (i and tag[2:] != tags[i - 1][2:]):
            start = i
    return found


def names(path: Path, net: network.Network, limit: int | None) -> dict[str, Tally]:
    """A tally a type and one over PER, LOC and ORG, on given words."""
    documents = read_names(path)[:limit]
    rows = [row for d in documents for row in d]
    types = sorted({s[2] for _, tags in rows for s in spans(tags)})
    found = {t: Tally() for t in ("PER+LOC+ORG", *([] if len(types) < 4 else ["+".join(types)]), *types)}
    parsed = [p for d in documents for p in parse_given([words for words, _ in d], net)]
    for (_, tags), p in zip(rows, parsed, strict=True):
        gold, ours = spans(tags), spans(p.names)
        for key, tally in found.items():
            kinds = key.split("+")
            a, b = ({s for s in side if s[2] in kinds} for side in (gold, ours))
            tally.add(len(a & b), len(a), len(b))
    return found


def roles(path: Path, texts: Sequence[Text], net: network.Network) -> Tally:
    """Arguments by predicate, label and head word, the predicates being those that the analyser finds itself."""
    with path.open(encoding="utf-8") as lines:
        known = {row["sent_id"]: row for row in map(json.loads, lines)}
    found = Tally()
    for text in texts:
        parsed = parse_given([[r.form for r in s.rows] for s in text.sentences], net)
        for s, p in zip(text.sentences, parsed, strict=True):
            row = known.get(s.id)
            if row is None or len(row["words"]) != len(s.rows):
                continue
            gold = {(x["index"], label, h) for x in row["predicates"] for label, h in _arguments(x, s)}
            ours = {(i, label, j) for i, arguments in enumerate(p.roles) for label, j in arguments}
            found.add(len(gold & ours), len(gold), len(ours))
    return found


def _arguments(predicate: dict[str, Any], sentence: Sentence) -> Iterator[tuple[str, int]]:
    """Each argument with the word of its span whose head lies outside of it."""
    for label, start, end in predicate["args"]:
        heads = [i for i in range(start, end) if not start <= sentence.rows[i].head - 1 < end]
        if heads:
            yield label, heads[0]


GENRES = ("GUM_news", "GUM_interview", "GUM_speech")


def links(path: Path, net: network.Network) -> dict[str, str]:
    """How many of the pronouns "he" and "she" get an antecedent, and how many of these links hold."""
    wanted = asserted = right = 0
    for text in read(path):
        if not text.id.startswith(GENRES):
            continue
        parsed = parse_given([[r.form for r in s.rows] for s in text.sentences], net)
        means = list(_entities(text))
        flat = [
            (r.form.lower(), a)
            for s, p in zip(text.sentences, parsed, strict=True)
            for r, a in zip(s.rows, p.antecedents, strict=True)
        ]
        for i, (form, antecedent) in enumerate(flat):
            if form in PERSONAL and means[i]:
                wanted += 1
                asserted += antecedent is not None
                right += antecedent is not None and bool(means[i] & means[i - antecedent.back])
    return {
        "person pronouns": str(wanted),
        "resolved": f"{asserted / max(wanted, 1):.3f}",
        "links that hold": f"{right / max(asserted, 1):.3f}",
    }


def _entities(text: Text) -> Iterator[set[str]]:
    """For each word of a document the entity of the shortest mention that it is in."""
    for s in text.sentences:
        inner: list[tuple[int, str]] = [(len(s.rows) + 1, "")] * len(s.rows)
        for entity, start, end in _mentions([r.entity for r in s.rows]):
            for i in range(start, end):
                inner[i] = min(inner[i], (end - start, entity))
        yield from ({entity} - {""} for _, entity in inner)


def _mentions(cells: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """(entity, first word, end) of the mentions of a sentence; in a cell "(4-person-new", "4)" or both in one."""
    opened: list[tuple[str, int]] = []
    for i, cell in enumerate(cells):
        for part in re.findall(r"\([^()]*\)?|[^()]*\)", cell):
            name = part.strip("()").split("-")[0]
            if part[0] == "(":
                opened.append((name, i))
            if part[-1] == ")":
                k = max((k for k, (n, _) in enumerate(opened) if part[0] == "(" or n == name), default=None)
                if k is not None:
                    entity, start = opened.pop(k)
                    yield entity, start, i + 1


class Profiled(network.Network):
    """The shipped network with a clock on every operation, to tell the encoder's share from that of the heads."""

    def __init__(self, folder: Path, threads: int, prefix: Path) -> None:
        super().__init__(folder, threads)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # as the analyser has it
        options.enable_profiling, options.profile_file_prefix = True, str(prefix)
        self._session = onnxruntime.InferenceSession(str(folder / "analyser.onnx"), options)

    def encoder_seconds(self, bodies: Iterable[str]) -> float:
        """The time of the encoder's operations alone over the windows of the texts."""
        for body in bodies:
            found = document.windows_of(document.words_of(body), self)
            for _ in self.run([[w.text for w in window] for window in found]):
                pass
        with Path(self._session.end_profiling()).open(encoding="utf-8") as lines:
            return float(sum(e["dur"] for e in json.load(lines) if _of_encoder(e))) / 1e6


def _of_encoder(entry: dict[str, Any]) -> bool:
    """Whether an operation is the encoder's: by its name, or, where the runtime has fused several, by kind or width."""
    if entry.get("cat") != "Node" or not entry["name"].endswith("_kernel_time"):
        return False
    shapes = [shape for output in entry["args"]["output_type_shape"] for shape in output.values()]
    return (
        entry["name"].startswith("/encoder/")
        or entry["args"]["op_name"] == "SkipLayerNormalization"
        or any(shape[-1:] == [INNER] for shape in shapes)
    )


def cost(bodies: Sequence[str], threads: int) -> Iterator[tuple[str, str]]:
    """Speed of the whole analysis, its price over the bare encoder, load time, size and memory."""
    folder = Path(rapporteur.__file__).parent / "analyse" / "weights"
    began = time.perf_counter()
    network.Network(folder, threads)
    yield "load, s", f"{time.perf_counter() - began:.2f}"
    for count in sorted({1, threads}):
        analyse_text(bodies[0], threads=count)
        whole = time.perf_counter()
        words = sum(len(analyse_text(body, threads=count)) for body in bodies)
        whole = time.perf_counter() - whole
        yield f"words a second, {count} thread{'s'[: count - 1]}", f"{words / whole:.0f}"
    with tempfile.TemporaryDirectory() as scratch:
        encoder = Profiled(folder, threads, Path(scratch) / "profile").encoder_seconds(bodies)
    yield "whole / bare encoder", f"{whole / encoder:.2f}"
    yield "on disk, MB", f"{sum(f.stat().st_size for f in folder.iterdir()) / 1e6:.1f}"
    for name, given in (("most resident, MB", bodies), ("the same, one text of 200,000 words", [_long(bodies)])):
        child = subprocess.run(
            [sys.executable, "-c", RESIDENT], input=json.dumps(given), capture_output=True, text=True
        )
        yield name, f"{int(child.stdout or 0) / 1024:.0f}"


def _long(bodies: Sequence[str]) -> str:
    """The texts over and over, one paragraph after the other, up to 200,000 words."""
    words, parts = 0, []
    while words < 200_000:
        for body in bodies:
            parts.append(body)
            words += len(body.split())
    return "\n".join(parts)


def say(name: str, value: str) -> None:
    """One measure on a line of its own."""
    print(f"{name:<28} {value:>8}", flush=True)


def main() -> None:
    """Print the measures; write the predictions where asked."""
    given = arguments()
    texts = read(given.data)[: given.limit]
    if given.gold_tokens:
        for name, tally in on_gold_tokens(texts, network.shipped(given.threads)).items():
            say(f"{name}, gold tokens", f"{tally.f1:.2f}")
    else:
        ours = [predicted(text, given.threads) for text in texts]
        if given.predictions:
            given.predictions.write_text("\n".join(write(ours)) + "\n", encoding="utf-8")
        for name, tally in evaluate(zip(texts, ours, strict=True)).items():
            say(name, f"{tally.f1:.2f}")
        for name, value in cost([t.raw for t in texts], given.threads):
            say(name, value)
    for path in given.names:
        for kind, tally in names(path, network.shipped(given.threads), given.limit).items():
            say(f"{path.stem} {kind}", f"{tally.f1:.2f}")
    for path in given.links:
        for name, value in links(path, network.shipped(given.threads)).items():
            say(f"{path.stem} {name}", value)
    if given.roles:
        say("arguments", f"{roles(given.roles, texts, network.shipped(given.threads)).f1:.2f}")


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", type=Path, default=DEFAULT)
    ask.add_argument("--predictions", type=Path)
    ask.add_argument("--gold-tokens", action="store_true")
    ask.add_argument("--names", type=Path, action="append", default=[])
    ask.add_argument("--roles", type=Path)
    ask.add_argument("--links", type=Path, action="append", default=[])
    ask.add_argument("--threads", type=int, default=2)
    ask.add_argument("--limit", type=int)
    given = ask.parse_args()
    for path in (given.data, *given.names, *given.links, *([given.roles] if given.roles else [])):
        if not path.is_file():
            ask.error(f"{path} is not there; name a file, or set RAPPORTEUR_DATA to the folder that has language/")
    return given


if __name__ == "__main__":
    main()

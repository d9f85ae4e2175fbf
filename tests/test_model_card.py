"""The figures beside the weights belong to these weights, and are no worse than the floors."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path

import pytest

import rapporteur

WEIGHTS = Path(rapporteur.__file__).parent / "analyse" / "weights"
KEPT = json.loads((WEIGHTS / "figures.json").read_text(encoding="utf-8"))
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))["analyser"]
CEILINGS = ("most resident, MB", "on disk, MB", "load, s", "whole / bare encoder")


def test_the_figures_were_measured_on_these_weights():
    assert hashlib.sha256((WEIGHTS / "analyser.onnx").read_bytes()).hexdigest() == KEPT["weights"]
    assert hashlib.sha256((WEIGHTS / "deeds.onnx").read_bytes()).hexdigest() == KEPT["deeds"]
    card = (WEIGHTS / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert KEPT["weights"] in card
    assert KEPT["deeds"] in card


@pytest.mark.parametrize("name", FLOORS)
def test_a_figure_holds_its_floor(name):
    figure = float(KEPT["figures"][name].split()[0])
    assert figure <= FLOORS[name] if name in CEILINGS else figure >= FLOORS[name]


def test_the_names_the_model_learnt_from_are_those_kept_here():
    data = Path(__file__).parent.parent / "training" / "data" / "names-train.iob2"
    assert hashlib.sha256(data.read_bytes()).hexdigest() == KEPT["data"]["names-train.iob2"]

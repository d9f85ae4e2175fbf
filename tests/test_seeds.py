"""Pages against gold that was made by hand, end to end; skipped where the gold and its scorer are not at hand."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rapporteur.export import writer
from rapporteur.pipeline import build_record
from rapporteur.store import open_record

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("RAPPORTEUR_DATA", ROOT.parent / "shared" / "data")).parent
SCORER = SHARED / "score" / "score_pages.py"
SEEDS, GOLD = SHARED / "seeds", SHARED / "gold" / "seeds.json"
pytestmark = pytest.mark.skipif(not SCORER.is_file(), reason="the scorer is kept elsewhere")
SETS = {"seeds": (SEEDS, GOLD), "examples": (ROOT / "examples" / "pages", ROOT / "gold" / "examples.json")}


def scored(folder: Path, name: str, least: float) -> subprocess.CompletedProcess[str]:
    """What the scorer says of a record of one set of pages."""
    pages, gold = SETS[name]
    with open_record(folder / "r.db") as record:
        build_record([str(pages)], record)
        writer("jsonl").write(record, folder / "r.jsonl")
    command = [sys.executable, str(SCORER), "--gold", str(gold), "--record", str(folder / "r.jsonl")]
    return subprocess.run([*command, "--all", "--min", str(least)], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory, floors):
    if not (SEEDS.is_dir() and GOLD.is_file()):
        pytest.skip("the five pages are kept elsewhere")
    return scored(tmp_path_factory.mktemp("seeds"), "seeds", floors["seeds"]["found"])


@pytest.fixture(scope="module")
def examples(tmp_path_factory, floors):
    return scored(tmp_path_factory.mktemp("examples"), "examples", floors["examples"]["found"])


def section(output: str, name: str) -> float:
    """The share found of one section of the scorer's table."""
    found = re.search(rf"^{name}\s+(\d+) of\s+(\d+)$", output, re.MULTILINE)
    assert found, output
    return int(found[1]) / int(found[2])


def test_the_five_pages_reach_the_floor(seeds):
    assert seeds.returncode == 0, seeds.stdout + seeds.stderr
    assert "; 0 violations" in seeds.stdout


def test_their_document_lines(seeds, floors):
    assert section(seeds.stdout, "document") >= floors["seeds"]["document"], seeds.stdout


def test_the_sample_pages_reach_the_floor(examples, floors):
    share = re.search(r"^found ([\d.]+) of", examples.stdout, re.MULTILINE)
    assert share, examples.stdout + examples.stderr
    assert float(share[1]) >= floors["examples"]["found"], examples.stdout


def test_the_sample_pages_violate_nothing(examples):
    assert [line for line in examples.stdout.splitlines() if line.startswith("violated")] == []


def test_sample_pages_without_an_event_of_the_field_have_none(examples):
    assert section(examples.stdout, "empty") == 1.0, examples.stdout

"""A user's own event types: checked, trained, read, shown, exported; what is wrong in them is told with its place."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from fastapi.testclient import TestClient
from test_cli_samples import run

from rapporteur import analyse, kinds
from rapporteur.analyse import deeds
from rapporteur.codebook import check, ridge, stale, train
from rapporteur.errors import DataError
from rapporteur.extract.events import by_grammar
from rapporteur.extract.index import Doc
from rapporteur.extract.witness import asked, question
from rapporteur.web.app import create_app

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "codebook"
SURVEY = """Survey ships at work off Natuna

JAKARTA, 12 March 2024 - China sent a survey ship to the North Natuna Sea on Monday, the navy of Indonesia reported.
Chinese vessels surveyed the seabed near the Tuna block for three days, and Indonesia protested to Beijing.

The defence ministers of Indonesia and Vietnam will meet in Hanoi next month to discuss the matter.
"""
RIG = """Turkish rig back in Cypriot waters

NICOSIA, 5 February 2020 - Turkey drilled for gas in waters claimed by Cyprus in January, the foreign ministry said. The
European Union condemned Turkey. Soldiers of both armies drilled on the island in the same week.

The museum of Larnaca explored new ways to show its sea charts.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's codebook, trained."""
    made = tmp_path_factory.mktemp("own") / "types"
    made.mkdir()
    shutil.copy(EXAMPLE / "explore.toml", made)
    done = run("codebook", "train", str(made))
    assert done.exit_code == 0, done.output
    (made.parent / "said.txt").write_text(done.stdout, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pages")
    (made / "survey.txt").write_text(SURVEY, encoding="utf-8")
    (made / "rig.txt").write_text(RIG, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def record(folder: Path, pages: Path) -> Path:
    """The two pages read with the trained codebook."""
    made = pages.parent / f"{pages.name}.db"
    done = run("read", str(pages), "--codebook", str(folder), "--record", str(made))
    assert done.exit_code == 0, done.output
    return made


def explored(record: Path) -> list[dict]:
    lines = run("export", "--format", "jsonl", "--record", str(record)).stdout.splitlines()
    return [line for line in map(json.loads, lines) if line.get("type") == "EXPLORE"]


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """A folder with the example's file, in which the first ``old`` is ``new``."""
    text = (EXAMPLE / "explore.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "explore.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return tmp_path


def test_training_tells_how_well_the_type_was_learnt(folder: Path) -> None:
    said = (folder.parent / "said.txt").read_text(encoding="utf-8")
    assert said.startswith("EXPLORE (own type, explore.toml)\n  taught by 38 examples, 16 counter-examples and ")
    found = re.search(r"each sentence left out in turn: precision (\d\.\d\d), recall (\d\.\d\d)", said)
    assert found
    assert min(map(float, found.groups())) >= 0.75
    assert f"rapporteur read --codebook {folder} SOURCE..." in said


def test_the_check_is_a_table_with_what_does_not_hold(folder: Path) -> None:
    (checked,) = check(folder)
    assert (len(checked.kind.example), len(checked.kind.counter_example)) == (38, 16)
    assert checked.found >= 30
    assert checked.right >= 26
    assert checked.fired <= 1
    assert checked.cues_right == len(checked.kind.cue)
    assert stale(folder) == ""
    table = run("codebook", "check", str(folder)).stdout.splitlines()
    assert table[1].split()[:5] == ["EXPLORE", "(own", "type)", "material-conflict", "38"]


def test_two_pages_are_coded_with_it_and_nothing_else_is(record: Path) -> None:
    found = {(e["evidence"][0]["text"].split()[0], e["actors"][0].get("country")) for e in explored(record)}
    assert found == {("China", "CHN"), ("Chinese", "CHN"), ("Turkey", "TUR")}


def test_the_record_says_why(record: Path) -> None:
    id = next(e["id"] for e in explored(record) if e["evidence"][0]["text"].startswith("Turkey"))
    told = run("show", id, "--why", "--record", str(record)).stdout
    assert "cue EXPLORE/drill-for on “drilled”" in told
    assert re.search(r"second witness: EXPLORE [01]\.\d\d, then [A-Z]+ 0\.\d\d", told)
    assert "status happened" in told


def test_it_is_found_exported_and_listed(record: Path, tmp_path: Path) -> None:
    assert "EXPLORE" in run("search", "waters", "--type", "explore", "--record", str(record)).stdout
    schema = json.loads((ROOT / "schema" / "record.schema.json").read_text(encoding="utf-8"))
    for event in explored(record):
        jsonschema.validate(event, schema)
    assert run("export", "--format", "csv", "--output", str(tmp_path / "csv"), "--record", str(record)).exit_code == 0
    assert ",EXPLORE," in (tmp_path / "csv" / "events.csv").read_text(encoding="utf-8")
    with TestClient(create_app(record), base_url="http://127.0.0.1") as client:
        assert "EXPLORE (own type)" in client.get("/").text
        assert client.get("/search", params={"type": "EXPLORE"}).status_code == 200


def test_pages_are_read_again_when_the_codebook_changes(pages: Path, folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "r.db"
    assert run("read", str(pages), "--record", str(kept)).stdout.startswith("2 pages →")
    assert explored(kept) == []
    again = ("read", str(pages), "--codebook", str(folder), "--record", str(kept))
    assert run(*again).stdout.startswith("2 pages →")
    assert len(explored(kept)) == 3
    assert run(*again).stdout.startswith("0 pages (2 more unchanged)")


def test_untrained_types_are_coded_by_their_cues_alone(pages: Path, tmp_path: Path) -> None:
    shutil.copy(EXAMPLE / "explore.toml", tmp_path)
    assert "not trained yet" in stale(tmp_path)
    kept = tmp_path / "r.db"
    assert run("read", str(pages), "--codebook", str(tmp_path), "--record", str(kept)).exit_code == 0
    assert len(explored(kept)) >= 2


def test_own_types_take_their_share_and_the_others_keep_their_order(folder: Path) -> None:
    text = "Turkey drilled for gas in waters claimed by Cyprus."
    bare, doc = analyse.analyse_text(text), deeds.taught(analyse.analyse_text(text), folder)
    words = Doc(doc)
    event = asked(words, question(words[1], *by_grammar(words[1])))
    before, after = (one._.coder.opinions([event])[0] for one in (bare, doc))
    assert after.type == "EXPLORE"
    assert sum(after.types.values()) == pytest.approx(1, abs=1e-4)
    rest = 1 - after.types["EXPLORE"]
    assert {t: p for t, p in after.types.items() if t != "EXPLORE"} == pytest.approx(
        {t: p * rest for t, p in before.types.items()}, abs=1e-5
    )
    assert bare._.coder.features([event]).shape == (1, 1536)
    assert "EXPLORE" not in before.types


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('actors = ["Turkey"]', 'actors = ["Ankara"]', "example.0.actors: 'Ankara' does not stand in the text"),
        ('cue = "survey"', 'cue = "sonar"', "example.0.cue: there is no cue 'sonar'"),
        ('mode = "survey"\nactors', 'mode = "survey"\npredicate = "swam"\nactors', "example.0.predicate: 'swam'"),
        ('quad = "material-conflict"', 'quad = "conflict"', "quad: 'conflict' is not one of verbal-cooperation"),
        ('type = "EXPLORE"', 'type = "explore"', "type: String should match pattern"),
        ('type = "CONSULT"', 'type = "CONSULTS"', "counter_example.0.type: there is no type 'CONSULTS'"),
        ('needs = ["party-actor"]', 'needs = ["actor"]', "cue.0.needs: there is no need 'actor'"),
        ('name = "survey-noun"', 'name = "survey"', "cue: the name 'survey' stands 2 times"),
        ("[[counter_example]]", "[[counter_example]", "at line"),
    ],
)
@pytest.mark.parametrize(
    "command", [("codebook", "train"), ("codebook", "check"), ("read", "nothing.txt", "--codebook")]
)
def test_what_is_wrong_is_told_with_file_and_place(
    tmp_path: Path, command: tuple[str, ...], old: str, new: str, place: str
) -> None:
    done = run(*command, str(changed(tmp_path, old, new)))
    assert done.exit_code == 1
    assert done.stderr.startswith("rapporteur: explore.toml: ")
    assert place in done.stderr
    assert done.stderr.count("\n") == 1


def test_too_few_examples_and_empty_folders_are_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="holds no codebook"):
        train(tmp_path)
    text = (EXAMPLE / "explore.toml").read_text(encoding="utf-8")
    head, _, rest = text.partition("[[example]]")
    first = "[[example]]" + rest.partition("[[example]]")[0]
    (tmp_path / "explore.toml").write_text(head + first, encoding="utf-8")
    with pytest.raises(DataError, match=r"explore\.toml: example: 1 of them; training needs 12 at least"):
        train(tmp_path)


def test_one_type_twice_is_told_and_a_shipped_one_needs_no_training(tmp_path: Path) -> None:
    shipped = (Path(kinds.__file__).parent / "consult.toml").read_text(encoding="utf-8")
    (tmp_path / "a-consult.toml").write_text(shipped.replace('title = "Consult"', 'title = "Meet"'), encoding="utf-8")
    assert kinds.load(tmp_path).kinds["CONSULT"].title == "Meet"
    with pytest.raises(DataError, match="nothing to train"):
        train(tmp_path)
    (tmp_path / "b-consult.toml").write_text(shipped, encoding="utf-8")
    with pytest.raises(DataError, match=r"b-consult\.toml: type: CONSULT is defined in a-consult\.toml already"):
        kinds.own(tmp_path)


class TestClassifier:
    """The file that training leaves behind, where it does not fit."""

    @pytest.fixture
    def own(self, folder: Path, tmp_path: Path) -> Path:
        return Path(shutil.copytree(folder, tmp_path / "types"))

    def read(self, own: Path, pages: Path) -> str:
        done = run("read", str(pages), "--codebook", str(own), "--record", str(own / "r.db"))
        assert done.exit_code == 1
        assert done.stderr.count("\n") == 1
        return done.stderr

    def test_of_another_model_is_refused(self, own: Path, pages: Path) -> None:
        kept = deeds.read_own(own / deeds.OWN_TYPES)
        other = deeds.OwnTypes(kept.names, kept.weights, kept.biases, "0" * 32, kept.taught)
        deeds.write_own(own / deeds.OWN_TYPES, other)
        told = self.read(own, pages)
        assert "was trained with another version of the language model" in told
        assert f"rapporteur codebook train {own}" in told

    @pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no more", b"\x80\x04N."])
    def test_that_is_none_is_refused(self, own: Path, pages: Path, data: bytes) -> None:
        (own / deeds.OWN_TYPES).write_bytes(data)
        assert "classifier.npz: not what rapporteur codebook train writes" in self.read(own, pages)

    def test_of_a_type_that_is_gone_is_refused(self, own: Path, pages: Path) -> None:
        text = (own / "explore.toml").read_text(encoding="utf-8")
        (own / "explore.toml").write_text(text.replace('type = "EXPLORE"', 'type = "PROSPECT"', 1), encoding="utf-8")
        assert "knows EXPLORE, which no file there defines" in self.read(own, pages)

    def test_of_other_examples_is_told_by_the_check(self, own: Path) -> None:
        text = (own / "explore.toml").read_text(encoding="utf-8")
        (own / "explore.toml").write_text(text.replace("in 2019.", "in 2020."), encoding="utf-8")
        assert "was trained on other examples" in stale(own)


@pytest.mark.slow
def test_training_again_gives_the_same_bytes(folder: Path) -> None:
    before = (folder / deeds.OWN_TYPES).read_bytes()
    train(folder)
    assert (folder / deeds.OWN_TYPES).read_bytes() == before


def test_left_out_values_are_those_of_a_fit_without_the_group() -> None:
    rng = np.random.default_rng(5)
    inputs, wanted, groups = rng.normal(size=(30, 12)), rng.choice([-1.0, 1.0], 30), rng.integers(0, 9, 30)
    inverse = np.linalg.inv(inputs @ inputs.T + ridge.PENALTY * np.eye(30))
    told = ridge._left_out(inverse, wanted, groups)
    for group in np.unique(groups):
        kept = groups != group
        x = inputs[kept]
        weights = x.T @ np.linalg.solve(x @ x.T + ridge.PENALTY * np.eye(len(x)), wanted[kept])
        assert told[~kept] == pytest.approx(inputs[~kept] @ weights)

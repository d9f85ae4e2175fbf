"""What a user is told when the language model cannot be had."""

from __future__ import annotations

import pytest
import spacy
from test_extract_samples import gap

from rapporteur.analyse import analyse_text
from rapporteur.analyse.network import Network
from rapporteur.errors import ModelError


@pytest.fixture
def pipeline(tmp_path):
    """Saves a pipeline whose parser knows the labels asked for (no parser without any); gives its folder."""

    def save(*labels: str) -> str:
        nlp = spacy.blank("en")
        if labels:
            parser = nlp.add_pipe("parser")
            for label in labels:
                parser.add_label(label)
            nlp.initialize()
        nlp.to_disk(tmp_path / "pipeline")
        return str(tmp_path / "pipeline")

    return save


def test_no_such_pipeline():
    with pytest.raises(ModelError, match=r"no spaCy pipeline called 'en_no_such_pipeline'.*install") as caught:
        analyse_text("Iran met Iraq.", model="en_no_such_pipeline")
    assert "\n" not in str(caught.value)


def test_a_pipeline_with_other_labels_is_refused(pipeline):
    with pytest.raises(ModelError, match="no Universal Dependencies labels"):
        analyse_text("Iran met Iraq.", model=pipeline("dobj", "pobj", "prep", "nsubj"))


def test_a_pipeline_with_the_right_labels_serves(pipeline):
    doc = analyse_text("Iran met Iraq.", model=pipeline("obl", "nmod", "case", "obj", "nsubj"))
    assert [t.text for t in doc] == ["Iran", "met", "Iraq", "."]


@gap(reason="a pipeline without a parser is taken, and fails only later")
def test_a_pipeline_without_a_parser_is_refused(pipeline):
    with pytest.raises(ModelError):
        analyse_text("Iran met Iraq.", model=pipeline())


def test_a_list_that_cannot_be_read(tmp_path):
    (tmp_path / "inventory.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match="reinstall"):
        Network(tmp_path, threads=1)


def test_a_folder_without_a_model(tmp_path):
    with pytest.raises(ModelError, match="reinstall") as caught:
        Network(tmp_path, threads=1)
    assert str(tmp_path) in str(caught.value)


@pytest.mark.parametrize(("name", "content"), [("inventory.json", "{}"), ("analyser.onnx", "no model")])
def test_a_damaged_model(tmp_path, name, content):
    for kept in ("inventory.json", "lexicon.json"):
        (tmp_path / kept).write_text("{}", encoding="utf-8")
    (tmp_path / "vocab.txt").write_text("a\n", encoding="utf-8")
    (tmp_path / "analyser.onnx").write_bytes(b"")
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match="reinstall"):
        Network(tmp_path, threads=1)

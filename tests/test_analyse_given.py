"""CoNLL-U of another parser beside a page."""

from __future__ import annotations

import pytest

from rapporteur.analyse import analyse_text
from rapporteur.errors import ModelError

BODY = "Kenya's minister met the envoy. He said talks would go on.\nAn extra line that no parser saw."
ROWS = [
    ("Kenya", "PROPN", 3, "nmod:poss"), ("'s", "PART", 1, "case"), ("minister", "NOUN", 4, "nsubj"),
    ("met", "VERB", 0, "root"), ("the", "DET", 6, "det"), ("envoy", "NOUN", 4, "obj"), (".", "PUNCT", 4, "punct"),
]  # fmt: skip


def conllu(rows):
    lines = ["\t".join([str(i), w, w, tag, "_", "_", str(h), label, "_", "_"]) for i, (w, tag, h, label) in rows]
    return "# sent_id = 1\n" + "\n".join(lines) + "\n\n"


def test_given_trees_are_taken_and_the_rest_is_analysed(tmp_path):
    path = tmp_path / "page.txt.conllu"
    path.write_text(conllu(list(enumerate(ROWS, 1))), encoding="utf-8")
    doc = analyse_text(BODY, conllu=path)
    assert [t.text for t in doc] == [t.text for t in analyse_text(BODY)]
    assert all(BODY[t.idx : t.idx + len(t)] == t.text for t in doc)
    assert [t.dep_ for t in doc[:7]] == ["nmod:poss", "case", "nsubj", "ROOT", "det", "obj", "punct"]
    assert len(list(doc.sents)) == 3
    assert doc._.coder is not None


def test_a_sentence_that_is_not_on_the_page_is_passed_over(tmp_path):
    path = tmp_path / "page.txt.conllu"
    rows = [("Something", "NOUN", 0, "root"), ("else", "ADV", 1, "advmod")]
    path.write_text(conllu(list(enumerate(rows, 1))), encoding="utf-8")
    assert [t.dep_ for t in analyse_text(BODY, conllu=path)] == [t.dep_ for t in analyse_text(BODY)]


@pytest.mark.parametrize(
    "text",
    [
        "1\tword\n\n",
        "1\tword\tword\tNOUN\t_\t_\tx\troot\t_\t_\n\n",
        conllu([(1, ("word", "NOUN", 2, "root"))]),
        conllu([(1, ("one", "NOUN", 0, "root")), (2, ("two", "NOUN", 0, "root"))]),
    ],
)
def test_what_is_no_tree_is_refused_with_its_file(tmp_path, text):
    path = tmp_path / "bad.conllu"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=r"bad\.conllu"):
        analyse_text(BODY, conllu=path)

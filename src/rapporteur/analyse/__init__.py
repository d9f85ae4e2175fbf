"""Article → spaCy Doc: the only room that knows the language model.

``analyse(article)`` gives a Doc over ``article.body`` with Universal Dependencies labels, names, PropBank roles and
antecedents. The shipped model runs by default; ``model="NAME"`` takes any installed spaCy pipeline with UD labels,
``conllu=FILE`` the trees of any other parser.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rapporteur.model import Article

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab


def analyse(article: Article, *, threads: int = 2, model: str | None = None, conllu: Path | None = None) -> Doc:
    """The Doc of an article's body. Raises ModelError where the model cannot be had or has no UD labels."""
    return analyse_text(article.body, threads=threads, model=model, conllu=conllu)


def beside(article: Article) -> Path | None:
    """The CoNLL-U file beside an article's page ("page.html.conllu" for "page.html"), if there is one."""
    path = Path(f"{article.source}.conllu")
    return path if path.is_file() else None


def analyse_text(body: str, *, threads: int = 2, model: str | None = None, conllu: Path | None = None) -> Doc:
    """The Doc of a text whose paragraphs are parted by newlines; ``conllu`` is another parser's reading of it."""
    if model:
        from rapporteur.analyse.standin import run

        return run(body, model)
    from rapporteur.analyse import document, network

    words = document.words_of(body)
    shipped = network.shipped(threads)
    if conllu is not None:
        from rapporteur.analyse import given

        parts = list(given.laid_over(body, given.read(conllu), shipped))
        every = [w for words, _ in parts for w in words]
        return document.build(body, every, [s for _, found in parts for s in found], shipped, _vocab())
    return document.build(body, words, list(document.parse(words, shipped)), shipped, _vocab())


@cache
def _vocab() -> Vocab:
    import spacy

    return spacy.blank("en").vocab  # a bare Vocab knows no lower-case forms

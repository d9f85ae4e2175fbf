"""Article → spaCy Doc: the only room that knows the language model.

``analyse(article)`` gives a Doc over ``article.body`` with Universal Dependencies labels, names, PropBank roles and
coreference. The shipped model runs by default; ``model="NAME"`` takes any installed spaCy pipeline with UD labels.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rapporteur.model import Article

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab


def analyse(article: Article, *, threads: int = 2, model: str | None = None) -> Doc:
    """The Doc of an article's body. Raises ModelError where the model cannot be had or has no UD labels."""
    return analyse_text(article.body, threads=threads, model=model)


def analyse_text(body: str, *, threads: int = 2, model: str | None = None) -> Doc:
    """The Doc of a text whose paragraphs are parted by newlines."""
    if model:
        from rapporteur.analyse.standin import run

        return run(body, model)
    from rapporteur.analyse import document, network

    words = document.words_of(body)
    sentences = list(document.parse(words, network.shipped(threads)))
    return document.build(body, words, sentences, _vocab())


@cache
def _vocab() -> Vocab:
    import spacy

    return spacy.blank("en").vocab  # a bare Vocab knows no lower-case forms

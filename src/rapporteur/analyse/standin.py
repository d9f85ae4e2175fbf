"""Any installed spaCy pipeline with Universal Dependencies labels in place of the shipped model."""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from rapporteur.errors import ModelError

UD = frozenset({"obl", "nmod", "case", "obj"})  # labels that tell UD from the ClearNLP scheme


@cache
def _load(name: str) -> Language:
    try:
        pipeline = spacy.load(name)
    except OSError as error:
        raise ModelError(f"no spaCy pipeline called {name!r} is installed; install it or leave out --model") from error
    labels = set(pipeline.pipe_labels["parser"]) if pipeline.has_pipe("parser") else set()
    if labels and not labels >= UD:
        raise ModelError(f"the spaCy pipeline {name!r} has no Universal Dependencies labels (obl, nmod, case, obj)")
    return pipeline


def run(body: str, name: str) -> Doc:
    """The Doc that pipeline ``name`` makes of ``body``; raises ModelError where there is no such pipeline."""
    if not Token.has_extension("roles"):
        Token.set_extension("roles", default=())
        Token.set_extension("paragraph", default=False)
        Token.set_extension("antecedent", default=None)
        Doc.set_extension("coder", default=None)
    return _load(name)(body)

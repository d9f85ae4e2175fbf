"""Doc → drafts of claims, as written: events, statements, undertakings, and every phrase that may name a party.

``extract`` decides on words and grammar alone; who, where and when the phrases mean is for ``resolve``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur import kinds, lang
from rapporteur.drafts import Drafts

if TYPE_CHECKING:
    from spacy.tokens import Doc as Analysed

    from rapporteur.extract.index import Doc


def extract(analysed: Analysed, body: str, language: str = "en", codebook: kinds.Codebook | None = None) -> Drafts:
    """The drafts of one document. ``body`` is the article's body, over which ``analysed`` was made."""
    from rapporteur.extract.events import EventReader
    from rapporteur.extract.index import Doc
    from rapporteur.extract.mentions import all_mentions
    from rapporteur.extract.quotes import quotes
    from rapporteur.extract.speech_acts import SpeechActReader
    from rapporteur.extract.statements import StatementReader
    from rapporteur.extract.status import StatusReader
    from rapporteur.extract.undertakings import UndertakingReader

    doc = Doc(analysed)
    words = lang.load(language)
    book = codebook or kinds.load()
    marked = quotes(body)
    paragraphs = paragraph_numbers(doc, body)
    status = StatusReader(words.modality)
    statements = StatementReader(doc, marked, words, paragraphs).read()
    acts = SpeechActReader(doc, words, paragraphs).read(statements)
    return Drafts(
        events=(*EventReader(doc, marked, book, status, statements, paragraphs, words).read(), *acts),
        statements=statements,
        undertakings=UndertakingReader(doc, marked, words, status, statements, paragraphs).read(),
        mentions=all_mentions(doc),
    )


def paragraph_numbers(doc: Doc, body: str) -> list[int]:
    """The paragraph in which each token stands, counted from 0."""
    found, number, last = [], 0, 0
    for token in doc:
        number += body.count("\n", last, token.idx)
        last = token.idx
        found.append(number)
    return found

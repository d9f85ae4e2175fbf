"""Acts that a speaker does with the words said: accusing somebody, demanding something.

"State terrorism has taken the shape of ..." is no event that the record asserts, but an ACCUSE by the speaker; "a joint
effort by X is needed" is a REQUEST. The words that show either are data in ``lang/*/reporting.toml``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapporteur.drafts import EventDraft, StatementDraft
from rapporteur.extract.clauses import clause_of, is_passive, slot, subjects
from rapporteur.extract.mentions import NOMINAL, case_of, mention
from rapporteur.lang import Language

if TYPE_CHECKING:
    from rapporteur.extract.index import Doc, Token

OWN = frozenset({"we", "i", "us", "our", "it", "that", "this", "there", "who", "which"})
WEIGHT = 0.65


class SpeechActReader:
    """Reads each statement's content for accusations and demands; at most one of each a statement."""

    def __init__(self, doc: Doc, language: Language, paragraphs: list[int]) -> None:
        self._doc, self._paragraphs = doc, paragraphs
        self._accusing = _pattern(language.reporting.accusation.words)
        self._demanding = _pattern(language.reporting.request.words)

    def read(self, statements: tuple[StatementDraft, ...]) -> tuple[EventDraft, ...]:
        """Drafts without an actor: ``resolve`` puts the speaker there."""
        found = []
        for number, statement in enumerate(statements):
            for token in self._hits(statement, self._accusing)[:1]:
                found.append(self._draft("ACCUSE", "allege", token, self._accused(token), number))
            for token in self._hits(statement, self._demanding)[:1]:
                asked = self._asked(token)
                if asked:
                    found.append(self._draft("REQUEST", None, token, asked, number))
        return tuple(found)

    def _hits(self, statement: StatementDraft, pattern: re.Pattern[str]) -> list[Token]:
        hits = []
        for start, end in statement.content:
            for m in pattern.finditer(self._doc.text[start:end].lower()):
                span = self._doc.char_span(start + m.start(), start + m.end(), alignment_mode="expand")
                if span is not None and not _negated(span.root):
                    hits.append(span.root)
        return hits

    def _accused(self, token: Token) -> list[Token]:
        """Who is said to do it: owner or modifier of the noun, agent, else the subject of the clause."""
        if token.pos_ == "NOUN":
            owners = [t for s in ("possessive", "modifier", "by") for t in slot(token, s)]
            if owners:
                return owners
        verb = token
        while verb.pos_ != "VERB" and verb.head != verb:
            verb = verb.head
        hands = [c for t in verb.subtree if t.lower_ == "hands" for c in t.children if case_of(c) == "of"]
        named = [] if is_passive(verb) else [t for t in subjects(verb) if t.lower_ not in OWN]
        owners = [o for t in named if t.pos_ == "NOUN" for o in slot(t, "possessive")]  # "Paris's goal was to ..."
        return hands or owners or named

    def _asked(self, token: Token) -> list[Token]:
        """Of whom something is demanded: the subject of "must", or the agent in "an effort by X is needed"."""
        verb = token
        while verb.pos_ not in ("VERB", "ADJ") and verb.head != verb:
            verb = verb.head
        named = [
            c for c in verb.children if c.dep_ in ("nsubj", "nsubj:pass") and c.pos_ in NOMINAL and c.lower_ not in OWN
        ]
        agents = [t for n in named for t in slot(n, "by")]
        return agents or [n for n in named if n.text[:1].isupper() and n.pos_ == "PROPN"]

    def _draft(self, kind: str, mode: str | None, token: Token, recipients: list[Token], number: int) -> EventDraft:
        return EventDraft(
            type=kind,
            mode=mode,
            contexts=(),
            status="happened",
            actors=(),
            places=(),
            recipients=tuple(mention(t) for t in recipients),
            clause=clause_of(token, self._paragraphs[token.i], False),
            symmetric=False,
            needs=("party-actor",),
            weight=WEIGHT,
            cue="in-speech",
            statement=number,
            noun=True,
            why=(f"{kind} by the speaker's words: “{token.text}”",),
        )


def _negated(token: Token) -> bool:
    return any(c.lower_ in ("not", "n't", "n’t", "never", "no") for c in token.children)


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, ordered)) + r")\b")

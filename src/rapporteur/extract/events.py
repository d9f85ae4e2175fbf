"""Events on predicates, by the codebook's cues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur.drafts import EventDraft, Mention, Span, StatementDraft
from rapporteur.extract.clauses import StatusReader, clause_of, is_passive, objects, own_tokens, slot
from rapporteur.extract.mentions import case_of, mention
from rapporteur.extract.quotes import Quote, inside
from rapporteur.extract.statements import speaker_of
from rapporteur.kinds import Codebook, Cue, Kind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LIGHT = frozenset({"hold", "conduct", "stage", "launch", "carry", "make", "pay", "sign", "reach", "impose", "have", "take",
                   "give", "attend", "host", "open", "begin", "start", "kick", "resume", "convene", "perform", "undertake",
                   "mount", "commit", "face", "announce", "issue", "lift", "provide", "deliver", "send", "offer"})
PLACE_CASES = frozenset({"in", "at", "near", "on", "off", "outside", "inside", "into", "to", "across", "over"})


class EventReader:
    """Finds the events of one document."""

    def __init__(self, doc: Doc, marked: tuple[Quote, ...], codebook: Codebook, status: StatusReader,
                 statements: tuple[StatementDraft, ...], paragraphs: list[int]) -> None:
        self._doc, self._marked, self._codebook, self._status = doc, marked, codebook, status
        self._statements, self._paragraphs = statements, paragraphs

    def read(self) -> tuple[EventDraft, ...]:
        """All events, in the order of their predicates; a noun that a light verb has told of is not told again."""
        told: set[int] = set()
        found = []
        for token in sorted(self._doc, key=lambda t: (t.pos_ != "VERB", t.i)):
            if token.pos_ not in ("VERB", "NOUN", "PROPN", "ADJ") or token.i in told:
                continue
            best = self._best(token)
            if best is None:
                continue
            kind, cue = best
            found.append(self._draft(token, kind, cue))
            told |= {o.i for o in objects(token)} if token.pos_ == "VERB" and cue.object else set()
        return tuple(sorted(found, key=lambda d: d.clause.predicate))

    def _best(self, token: Token) -> tuple[Kind, Cue] | None:
        """The most specific fitting cue; between equals the surer one."""
        pos = "NOUN" if token.pos_ == "PROPN" else token.pos_
        fitting = [(kind, cue) for kind, cue in self._codebook.cues(pos, token.lemma_.lower()) if self._fits(token, cue)]
        return max(fitting, key=lambda kc: (kc[1].conditions, kc[1].weight), default=None)

    def _fits(self, token: Token, cue: Cue) -> bool:
        if token.pos_ == "VERB" and token.dep_ in ("amod", "compound", "aux", "case"):
            return False
        held = {o.lemma_.lower() for o in objects(token)} if token.pos_ == "VERB" else set()
        if cue.object and not held & set(cue.object):
            return False
        if cue.not_object and held & set(cue.not_object):
            return False
        words = {c.lower_ for c in token.children if c.dep_ in ("compound:prt", "advmod")}
        if cue.particle and not words & set(cue.particle):
            return False
        if cue.preposition and not any(slot(token, p) for p in cue.preposition):
            return False
        return self._complement_fits(token, cue)

    def _complement_fits(self, token: Token, cue: Cue) -> bool:
        if not (cue.complement or cue.complement_lemmas):
            return True
        clauses = [c for c in token.children if c.dep_ in ("ccomp", "xcomp", "acl", "advcl")]
        clauses += [c for o in objects(token) for c in o.children if c.dep_ == "acl"] if token.pos_ == "VERB" else []
        if not clauses:
            return False
        return not cue.complement_lemmas or any(c.lemma_.lower() in cue.complement_lemmas for c in clauses)

    def _draft(self, token: Token, kind: Kind, cue: Cue) -> EventDraft:
        status, word = self._status.status(token)
        actors = self._fill(token, cue.actor, ())
        recipients = self._fill(token, cue.recipient, tuple(m.head_start for m in actors))
        position = (token.idx, token.idx + len(token))
        why = (f"cue {kind.type}/{cue.name} on “{token.text}” (weight {cue.weight:g})",
               f"status {status}: “{word}”" if word else f"status {status}: nothing in the clause speaks against it")
        return EventDraft(
            type=kind.type, mode=cue.mode or None, contexts=cue.context, status=status, actors=actors,
            recipients=recipients, places=places(token), symmetric=kind.symmetric, needs=cue.needs, weight=cue.weight,
            clause=clause_of(token, self._paragraphs[token.i], inside(position, self._marked)), cue=cue.name, why=why,
            statement=speaker_of(token.idx, self._statements), noun=token.pos_ != "VERB")

    def _fill(self, token: Token, slots: tuple[str, ...], taken: tuple[int, ...]) -> tuple[Mention, ...]:
        """The first slot that is filled; a symmetric "with" or "between" adds to it."""
        for name in slots:
            heads = [h for h in slot(token, name) if h.idx not in taken and h is not token]
            if heads:
                return tuple(mention(h) for h in heads)
        return ()


def places(token: Token) -> tuple[Mention, ...]:
    """Place phrases of a predicate's clause, nearest first."""
    around = own_tokens(token)
    if token.pos_ != "VERB" and token.head.pos_ == "VERB":
        around = [*around, *own_tokens(token.head)]
    if token.dep_ in ("xcomp", "acl") and token.head is not token:
        around = [*around, *own_tokens(token.head)]
    found = [t for t in around if case_of(t) in PLACE_CASES and (t.ent_type_ == "LOC" or t.pos_ == "PROPN")]
    found.sort(key=lambda t: abs(t.i - token.i))
    return tuple(mention(t) for t in dict.fromkeys(found))


def acts_passively(token: Token) -> bool:
    """Whether a predicate is passive (kept here for the undertakings, which read it too)."""
    return is_passive(token)


def overlap(a: Span, b: Span) -> bool:
    """Whether two stretches share a character."""
    return a[0] < b[1] and b[0] < a[1]

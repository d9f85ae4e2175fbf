"""What the readers of undertakings share: an undertaking as found, the words of its deed, and on what it depends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapporteur.drafts import Span
from rapporteur.extract.mentions import case_of, coordinated
from rapporteur.model import CommitmentStatus, Strength

if TYPE_CHECKING:
    from rapporteur.extract.index import Token

WILL = frozenset({"will", "shall", "would", "'ll", "’ll", "'d", "’d"})
BEFORE = frozenset({"mark", "aux", "case", "cc"})  # what leads to a phrase and is no part of it
APART = frozenset(
    {"parataxis"}
)  # "..., the ministers decided on Monday": tells who says so, and is no part of the deed
PATIENTS = frozenset({"nsubj:pass", "nsubj", "nsubj:outer"})
CLAUSES = frozenset({"advcl", "acl", "ccomp", "advcl:relcl", "parataxis"})
DEPENDS = frozenset({"if", "unless", "once", "provided", "until", "before"})  # clauses that belong to the deed
TURNED = frozenset({"had", "were", "should"})
BACK = 3  # words that may stand before what the parser takes for the condition: "as soon as", "on condition that"


@dataclass(frozen=True, slots=True)
class Told:
    """An undertaking in a sentence: the word that tells it, the words of the deed, and how strongly it is told.

    ``by`` are those who make it, None where they are the subjects of ``word``; ``sure`` where the word makes any deed
    an undertaking ("promised"), so that the deed may be of a kind that no list knows.
    """

    word: Token
    what: Span
    strength: Strength
    cue: str
    status: CommitmentStatus = "open"
    by: tuple[Token, ...] | None = None
    sure: bool = False


def span_of(head: Token, without_subject: bool = False, from_subject: bool = False) -> Span:
    """The stretch of a phrase or clause, less what leads to it, what is set beside it or told besides.

    ``from_subject`` leaves out what stands before the subject ("Under the plan, the bridge will ...")."""
    others = {t for fellow in fellows(head) for t in fellow.subtree}
    others |= {t for c in head.children if c.dep_ in APART for t in c.subtree}
    others |= {t for c in head.subtree if c != head and _is_aside(c) for t in c.subtree}
    governor = (
        head.head.i if head.head.i > head.i else head.sent.end
    )  # "held in May, he said on Tuesday", parsed across
    tokens = [t for t in head.subtree if not t.is_space and t not in others and t.i < governor]
    if without_subject:
        tokens = [t for t in tokens if t.i >= head.i or t.dep_ in ("aux", "aux:pass")]
    starts = [c.left_edge.i for c in head.children if c.dep_ in PATIENTS and c.i < head.i]
    if from_subject and starts:
        tokens = [t for t in tokens if t.i >= min(starts)]
    while len(tokens) > 1 and (tokens[-1].is_punct or tokens[-1].dep_ == "cc"):
        tokens.pop()
    while len(tokens) > 1 and (tokens[0].is_punct or tokens[0].dep_ in BEFORE) and tokens[0] != head:
        tokens.pop(0)
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1])


def _is_aside(clause: Token) -> bool:
    """A clause behind a comma that tells something else: ", which floods carried away", ", while Barbados promised"."""
    first = clause.left_edge
    if first.text == "," and first.i + 1 < len(first.doc):
        first = first.nbor(1)
    elif first.i == 0 or first.nbor(-1).text != ",":
        return False
    own = any(c.dep_ in PATIENTS for c in clause.children)
    return own and clause.dep_ in ("acl:relcl", "advcl:relcl", "advcl") and first.lower_ not in DEPENDS


def fellows(verb: Token) -> list[Token]:
    """Verbs set beside it, each of which undertakes something of its own: "hold talks and sign a treaty"."""
    return [c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB"] if verb.pos_ == "VERB" else []


def is_future(verb: Token) -> bool:
    """Whether "will" stands with it, "is going to" governs it, or a verb in the future that it is set beside without a
    subject of its own."""
    words = {c.lower_ for c in verb.children if c.dep_ in ("aux", "aux:pass")}
    if words & WILL:
        return not words & {"have", "'ve", "’ve"}  # "would have signed": did not
    if verb.dep_ == "xcomp" and verb.head.lower_ == "going" and any(c.dep_ == "aux" for c in verb.head.children):
        return True
    bare = "VerbForm=Inf" in verb.morph and not any(c.dep_ in PATIENTS | {"aux"} for c in verb.children)
    return verb.dep_ == "conj" and verb.head.pos_ == "VERB" and bare and is_future(verb.head)


def to_do(clause: Token) -> bool:
    """An infinitive set beside its verb: "called on India to hold talks"."""
    return clause.dep_ in ("advcl", "acl") and any(c.dep_ == "mark" and c.lower_ == "to" for c in clause.children)


def holders(thing: Token) -> list[Token]:
    """Whose thing it is: "talks between Ethiopia and Sudan", "the visit of the minister", "Egypt's exercise"."""
    named = [c for c in thing.children if c.dep_ == "nmod:poss"]
    named += [c for c in thing.children if c.dep_ == "nmod" and case_of(c) in ("of", "between", "by", "among")]
    own = [c for c in named if c.ent_type_ or c.dep_ == "nmod:poss"] or [
        holder for c in named for holder in holders(c)
    ]  # "the next round of the talks between Oman and Iran"
    return [x for c in own or named for x in coordinated(c)]


def condition_of(heads: Iterable[Token], marks: frozenset[str]) -> Token | None:
    """The clause on which a deed or the word that tells it depends: "if ...", "as soon as ...", "provided that ..."."""
    for head in heads:
        for child in head.children:
            if child.dep_ in CLAUSES and _begins(child, marks):
                behind = [c for c in (*child.children, *head.children) if c.dep_ in CLAUSES and c.i > child.i]
                return behind[0] if child.lower_ in marks and behind else child  # "provided that ..." of two clauses
            if child.dep_ == "advmod" and child.lower_ == "soon":
                return next((c for c in child.children if c.dep_ in CLAUSES), None)
            if child.dep_ == "obl" and child.lower_ in ("condition", "understanding") and case_of(child) == "on":
                return next((c for c in child.children if c.dep_ in CLAUSES), None)
    return None


def is_supposed(word: Token, marks: frozenset[str]) -> bool:
    """Whether a word stands in a clause on which something else depends: "provided that parliament approves it"."""
    clauses = [t for t in (word, *word.ancestors) if t.dep_ in CLAUSES and t.dep_ != "parataxis"]
    return any(_begins(t, marks) or _is_inverted(t) for t in clauses)


def _is_inverted(clause: Token) -> bool:
    """ "Had Iran agreed to talks, ...", "Should Chad sign, ...": a condition without a word for it."""
    subject = next((c.i for c in clause.children if c.dep_ in PATIENTS), None)
    turned = [c for c in clause.children if c.dep_ in ("aux", "aux:pass", "cop") and c.lower_ in TURNED]
    return subject is not None and any(c.i < subject for c in turned)


@lru_cache(maxsize=8)
def _first_words(marks: frozenset[str]) -> frozenset[str]:
    return frozenset(mark.split()[0] for mark in marks)


def _begins(clause: Token, marks: frozenset[str]) -> bool:
    """Whether a clause begins with one of the marks, or one stands right before it."""
    first = clause.left_edge.i
    lowest = max(clause.sent.start, first - BACK)
    for start in range(lowest, first + 1):
        words = [t.lower_ for t in clause.doc[start : first + BACK + 1] if not t.is_punct]
        if words and words[0] not in _first_words(marks):
            continue
        if any(" ".join(words).startswith(f"{mark} ") and start + len(mark.split()) >= first for mark in marks):
            return True
    return False


def things_of(verb: Token, prepositions: tuple[str, ...]) -> Iterator[Token]:
    """Nouns that a verb takes: its object, the subject of its passive, or behind one of the prepositions."""
    for child in verb.children:
        if child.dep_ in ("obj", "nsubj:pass") and child.pos_ in ("NOUN", "SYM", "NUM"):
            yield child
    for child in verb.children:
        if child.dep_ == "obl" and child.pos_ in ("NOUN", "PROPN") and case_of(child) in prepositions:
            yield child

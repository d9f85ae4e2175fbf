"""Noun phrases that may stand for a party or a place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from rapporteur.drafts import Mention, Name, NameKind
from rapporteur.extract.index import once

if TYPE_CHECKING:
    from rapporteur.extract.index import Doc, Stretch, Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
INSIDE = frozenset(
    {
        "det",
        "det:predet",
        "amod",
        "compound",
        "flat",
        "nmod:poss",
        "nmod:desc",
        "nmod:unmarked",
        "nummod",
        "fixed",
        "punct",
        "case",
        "nmod",
        "goeswith",
        "cc",
        "conj",
    }
)
SURE = 0.8  # below, the last subject is the better guess
NMOD_CASES = frozenset({"of", "for", "from", "to", "'s", "’s", "'", "’"})
FORMAL_SUBJECTS = frozenset({"it", "there", "this", "that", "which", "what"})


@once
def mention(head: Token) -> Mention:
    """The phrase around ``head``: without relative clauses and, where the head is coordinated, without its fellows."""
    tokens = sorted(_inside(head, head), key=lambda t: t.i)
    while len(tokens) > 1 and tokens[0] != head and tokens[0].dep_ in ("case", "punct", "cc", "fixed", "mark"):
        tokens.pop(0)
    while len(tokens) > 1 and tokens[-1] != head and tokens[-1].dep_ in ("punct", "cc"):
        tokens.pop()
    doc = head.doc
    if head.lemma_.lower() in ("counterpart", "colleague"):
        tokens = sorted({*tokens, *_from_behind(head)}, key=lambda t: t.i)
    first, last = _contiguous(tokens, head)
    beside = [c for c in head.children if c.dep_ == "appos" and c.pos_ in NOMINAL]
    start, end = doc[first].idx, doc[last].idx + len(doc[last])
    names = tuple(_name(e) for e in doc[first : last + 1].ents)
    apposition = ""
    for other in beside[:1]:
        inner = sorted(_inside(other, other), key=lambda t: t.i)
        lo, hi = _contiguous(inner, other)
        apposition = doc[lo : hi + 1].text
        names += tuple(_name(e) for e in doc[lo : hi + 1].ents)
    return Mention(
        start=start,
        end=end,
        text=doc[first : last + 1].text,
        head=head.text,
        lemma=head.lemma_.lower(),
        head_start=head.idx,
        head_end=head.idx + len(head),
        plural="Number=Plur" in head.morph,
        pronoun=head.pos_ == "PRON",
        possessive=head.dep_ == "nmod:poss",
        subject=head.dep_ in ("nsubj", "nsubj:pass", "nsubj:outer"),
        names=names,
        apposition=apposition,
        preposition=case_of(head),
        antecedent=_antecedent(head),
    )


def _from_behind(head: Token) -> list[Token]:
    """ "his counterparts *from Russia and Iran*", where a parser hangs the phrase on the verb."""
    behind = [c for c in head.head.children if c.dep_ == "obl" and case_of(c) in ("from", "of")]
    return [t for c in behind if c.left_edge.i == head.i + 1 for t in c.subtree]


def _antecedent(head: Token) -> int | None:
    """Where the noun begins that a pronoun means, if the analyser is sure; else ``resolve`` looks for a subject."""
    found = head.antecedent
    return head.doc[found[0]].idx if found and found[1] >= SURE else None


def _name(entity: Stretch) -> Name:
    return Name(entity.start_char, entity.end_char, entity.text, cast(NameKind, entity.label_))


def _inside(token: Token, head: Token) -> Iterator[Token]:
    yield token
    for child in token.children:
        if child.dep_ not in INSIDE:
            continue
        if child.dep_ in ("conj", "cc") and token == head:
            if not _shares_modifier(child, head):
                continue
        elif child.dep_ == "nmod" and case_of(child) not in NMOD_CASES:
            continue
        yield from _inside(child, head)


def _shares_modifier(child: Token, head: Token) -> bool:
    """Coordinated names inside one name ("Ministry of Trade and Industry") belong to it."""
    return bool(head.ent_type_) and child.ent_type_ == head.ent_type_ and child.ent_iob_ == "I"


def _contiguous(tokens: list[Token], head: Token) -> tuple[int, int]:
    """First and last of the tokens of ``tokens`` that hang together around ``head``."""
    kept = {t.i for t in tokens}
    first = last = head.i
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept:
        last += 1
    return first, last


@once
def case_of(token: Token) -> str:
    """The preposition that introduces ``token``, in lower case, or ""."""
    words = [c for c in token.children if c.dep_ == "case" and c.i < token.i]
    if not words:
        after = [c for c in token.children if c.dep_ == "case"]
        return after[0].lower_ if after else ""
    return " ".join([words[0].lower_, *(f.lower_ for f in words[0].children if f.dep_ == "fixed")])


def coordinated(head: Token) -> list[Token]:
    """``head`` and every nominal coordinated with it, in order."""
    found = [head]
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ in NOMINAL:
            found += coordinated(child)
    return sorted(found, key=lambda t: t.i)


def all_mentions(doc: Doc) -> tuple[Mention, ...]:
    """Every phrase of the document that may name a party: names, pronouns and nouns, in order of their heads."""
    return tuple(
        mention(t)
        for t in doc
        if (t.pos_ in NOMINAL or t.ent_type_ == "PER")
        and t.dep_ not in ("flat", "fixed", "goeswith")
        and not (t.pos_ == "PRON" and t.lower_ in FORMAL_SUBJECTS and t.dep_.startswith("expl"))
    )

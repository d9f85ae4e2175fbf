"""Forms in which a text tells of what is to come, of what may be, or of nobody that one could point at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur.extract.clause_words import CALENDAR
from rapporteur.extract.clauses import is_passive, tense_of
from rapporteur.extract.mentions import case_of

if TYPE_CHECKING:
    from rapporteur.extract.index import Token

ANYBODY = frozenset({"those", "anyone", "anybody", "everyone", "everybody", "whoever", "all"})
ARRANGED = frozenset({"due", "set", "slate", "slated", "schedule", "scheduled"})  # their infinitive is still to come
UNDER_WAY = frozenset({"end", "conclude", "finish", "continue", "last", "wrap", "run", "resume", "extend"})
IS = frozenset({"is", "are", "was", "were"})
AGREED = frozenset({"consensus", "agreement", "deal", "accord", "plan", "understanding", "arrangement"})
APPOINTED = frozenset({"call", "announce", "declare", "convene", "summon", "proclaim"})  # "called a strike for Sunday"
DAYS = CALENDAR | {"tomorrow", "week", "month", "weekend", "year", "day", "noon", "midnight", "morning"}
FINITE = IS | {"am", "has", "had", "have", "’s", "'s", "’ve", "'ve", "’d", "'d", "’re", "'re", "’m", "'m"}


def is_infinitive(verb: Token) -> bool:
    """ "To begin", also behind what a parser takes for one preposition: "is due to begin"."""
    fixed = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in ARRANGED and "VerbForm=Ger" not in verb.morph
    if fixed and any(c.dep_ == "fixed" and c.lower_ == "to" for c in verb.head.children):
        return True  # "is due to begin"
    return "VerbForm=Inf" in verb.morph or any(c.lower_ == "to" and c.dep_ == "mark" for c in verb.children)


def is_still_to_come(noun: Token) -> bool:
    """ "Talks are set to begin", "the visit is due on Friday", but not "talks are set to end"."""
    head = noun.head
    if noun.dep_ not in ("nsubj", "nsubj:pass"):
        return False
    if any(c.lower_ == "due" and c.doc[c.i + 1].lower_ != "to" for c in head.children if c.i < head.i):
        return True  # "is due on Friday", of which a parser may make a preposition
    if head.lemma_.lower() not in ARRANGED:
        return False
    if not (head.pos_ == "ADJ" or is_passive(head)):
        return False  # "the talks set a deadline"
    return not any(c.dep_ == "xcomp" and c.lemma_.lower() in UNDER_WAY for c in head.children)


def is_to_end(noun: Token) -> bool:
    """ "Talks are due to conclude": they are being held."""
    due = any(c.lower_ == "due" for c in noun.head.children) or noun.head.head.lemma_.lower() in ARRANGED
    return noun.dep_ in ("nsubj", "nsubj:pass") and noun.head.lemma_.lower() in UNDER_WAY and due


def is_of_others(verb: Token) -> bool:
    """The infinitive of what somebody wishes that others should do: "wants *Chad* to leave", not "wants to leave"."""
    return any(c.dep_ in ("obj", "iobj") and c.i < verb.i for c in verb.head.children) or any(
        c.dep_ in ("nsubj", "nsubj:pass") for c in verb.children
    )


def is_of_none(verb: Token) -> bool:
    """ "Killed no villagers", but not "killed no fewer than ten"."""
    objects = (c for c in verb.children if c.dep_ == "obj")
    none = [c for o in objects for c in o.children if c.dep_ == "det" and c.lower_ == "no"]
    return any(c.doc[c.i + 1].lower_ not in ("fewer", "less") for c in none)


def is_subjunctive(verb: Token) -> bool:
    """A that-clause with the bare form of its verb: "insisted that they be freed", "demanded that it leave"."""
    if not any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children) or verb.dep_ not in ("ccomp", "acl"):
        return False
    words = {c.lower_ for c in verb.children if c.dep_ in ("aux", "aux:pass", "cop", "mark")} - {"that", "not"}
    return words == {"be"} or (not words and "VerbForm=Inf" in verb.morph)


def is_appointed(verb: Token) -> bool:
    """ "Called a strike for Sunday": it has not taken place yet."""
    if verb.lemma_.lower() not in APPOINTED:
        return False
    held = [n for o in verb.children if o.dep_ in ("obj", "xcomp", "nsubj:pass") for n in o.children]
    behind = [c for c in (*verb.children, *held) if c.dep_ in ("obl", "nmod") and case_of(c) == "for"]
    return any(c.lower_ in DAYS for c in behind)


def is_agreed(noun: Token) -> bool:
    """ "A consensus on a visit", "a plan for talks"."""
    return noun.head.lemma_.lower() in AGREED and case_of(noun) in ("on", "for")


def is_of_whoever(verb: Token) -> bool:
    """The relative clause of nobody that one could point at: "rebels who surrender", but neither "the rebels who
    surrender" nor "a charge, which Chad denies"."""
    noun = verb.head
    known = any(
        c.dep_ == "nmod:poss" or (c.dep_ == "det" and c.lower_ not in ("a", "an", "all")) for c in noun.children
    )
    doing = any(c.dep_.startswith("nsubj") and c.lower_ in ("who", "that", "which") for c in verb.children)
    return noun.pos_ == "NOUN" and doing and not known and verb.doc[verb.left_edge.i - 1].text != ","


def is_present(verb: Token) -> bool:
    """In the present or the present perfect: "before they are freed", "once they have been freed"."""
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "aux:pass")}
    plain = tense_of(verb) == "present" or ("VerbForm=Inf" in verb.morph and verb.dep_ == "acl:relcl")
    return bool(auxiliaries & {"is", "are", "has", "have"}) or (plain and not auxiliaries)


def is_of_anybody(verb: Token) -> bool:
    """The relative clause of "those who attack" or "any state that attacks", in the simple present."""
    head, auxiliaries = verb.head, {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if verb.dep_ != "acl:relcl" or tense_of(verb) != "present" or auxiliaries & {"is", "are"}:
        return False
    return head.lower_ in ANYBODY or any(c.dep_ == "det" and c.lower_ in ("any", "every") for c in head.children)


def condition(verb: Token) -> str:
    """ " … unless" where a clause says under what condition somebody will do it."""
    for clause in (c for c in verb.children if c.dep_ == "advcl"):
        words = {c.lower_ for c in clause.children if c.dep_ in ("mark", "advmod")}
        if words & {"if", "unless"} and "even" not in words:
            return " … unless" if "unless" in words else " … if"
    return ""


def is_bare(verb: Token) -> bool:
    """An infinitive, a gerund, or a participle that is one."""
    morph = verb.morph
    if any(c.dep_ == "aux" and c.lower_ in FINITE for c in verb.children):
        return is_infinitive(verb)  # "confirmed that it had attacked"
    participle = "VerbForm=Part" in morph and verb.dep_ in ("xcomp", "ccomp", "advcl", "acl") and not is_passive(verb)
    return is_infinitive(verb) or "VerbForm=Ger" in morph or participle

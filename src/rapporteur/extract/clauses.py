"""What stands around a predicate: its slots (active roles), its clause, its tense, whether it happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from rapporteur.drafts import Clause, Span
from rapporteur.extract.clause_words import (
    ANNOUNCE,
    ATTEND,
    CALENDAR,
    CHARGED,
    LIGHT,
    LIGHT_CASES,
    MASSES,
    PARTS,
    PEOPLE,
    QUANTITY,
    RELATIVE,
    REPAID,
    WITH,
)
from rapporteur.extract.index import once
from rapporteur.extract.mentions import NOMINAL, case_of, coordinated
from rapporteur.kinds import PREPOSITIONS

if TYPE_CHECKING:
    from rapporteur.extract.index import Token

SUBJECTS = frozenset({"nsubj", "csubj", "nsubj:outer"})
PASSIVE = frozenset({"nsubj:pass", "csubj:pass"})
CLAUSAL = frozenset({"ccomp", "xcomp", "advcl", "acl:relcl", "parataxis", "advcl:relcl", "csubj"})
MISTAKEN = frozenset({"advcl", "nsubj", "ccomp", "dep", "parataxis"})
Tense = Literal["past", "perfect", "present", "future", "none"]


@once
def is_passive(verb: Token) -> bool:
    """Whether a verb form names its undergoer as subject, or stands behind its undergoer ("talks held in Doha")."""
    if any(c.dep_ in PASSIVE or c.dep_ == "aux:pass" for c in verb.children):
        return True
    active = any(c.dep_ == "nsubj" or (c.dep_ == "aux" and c.lemma_ == "have") for c in verb.children)
    participle = "VerbForm=Part" in verb.morph and "Tense=Past" in verb.morph and not active
    if participle and verb.dep_ in ("acl", "amod"):
        return True
    return participle and verb.dep_ == "conj" and is_passive(verb.head)


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Who does what ``verb`` says, through control, coordination, relative clauses and participles."""
    return _subjects(verb, depth) if depth else list(_doers(verb))


@once
def _doers(verb: Token) -> Sequence[Token]:
    return _subjects(verb, 0)


def _subjects(verb: Token, depth: int) -> list[Token]:
    if is_passive(verb):
        agents = [c for c in verb.children if c.dep_ == "obl:agent" or (c.dep_ == "obl" and case_of(c) == "by")]
        agents = [c for c in agents if c not in _fellows(verb)]
        return [_part_of(x) for a in agents for x in coordinated(a)]
    own = [c for c in verb.children if c.dep_ in SUBJECTS and c.pos_ in NOMINAL]
    if own:
        before = [c for c in own if c.i < verb.i]
        told = [_part_of(y) for x in before or own for y in _relative(x, verb)]
        return told if verb.lemma_.lower() in MASSES else [y for x in told for y in _counted(x)]
    governed = _displaced(verb) or (_governor_subject(verb, depth) if depth < 6 else [])
    return governed or [y for x in _argument(verb, "ARG0") for y in coordinated(x)]


def _displaced(verb: Token) -> list[Token]:
    """The subject that a parser joined to the clause before: "offered talks, and *Chad*, which trains them, urged"."""
    if verb.dep_ not in ("parataxis", "conj") or verb.i < verb.sent.start + 3:
        return []
    last = verb.i - (2 if verb.doc[verb.i - 1].text == "," else 1)
    told = [t for t in (verb.doc[last], *verb.doc[last].ancestors) if t.dep_ == "acl:relcl" and t.right_edge.i <= last]
    nouns = [t.head for t in told if t.head.dep_ == "conj" and t.head.pos_ in NOMINAL]
    before = [(n, verb.doc[n.left_edge.i - 1 : n.i]) for n in nouns]
    return [n for n, some in before if any(t.dep_ == "cc" and t.nbor(-1).text == "," for t in some)][:1]


def _fellows(verb: Token) -> list[Token]:
    """Who suffers it beside the subject of a passive: "was arrested together with two others", but not "was attacked
    by Chad together with Sudan"."""
    told = [c for c in verb.children if c.dep_ in ("obl", "obl:agent") and case_of(c) in WITH]
    told = [c for c in told if WITH & {case_of(c), *(x.lower_ for x in verb.doc[c.left_edge.i - 1 : c.i])} - {"with"}]
    by = min((x.i for x in verb.children if x.dep_ == "obl:agent" and case_of(x) == "by"), default=len(verb.doc))
    return [c for c in told if c.i < by or any(x.lower_ in ("other", "another") for x in c.children)]


def _argument(verb: Token, label: str) -> list[Token]:
    """What the roles say where the tree says nothing: an argument in the verb's own sentence that stands in no other
    clause's place."""
    found = [verb.doc[j] for name, j in verb.roles if name == label]
    return [t for t in found if t.pos_ in ("NOUN", "PROPN") and t not in (verb, *verb.ancestors)]


def _relative(subject: Token, verb: Token) -> list[Token]:
    if subject.lower_ in RELATIVE and verb.dep_ == "acl:relcl":
        head = verb.head
        if subject.lower_ == "which" and head.lemma_.lower() in PEOPLE and head.dep_ == "nmod":
            head = head.head  # "a strike on Hamas leaders, which was condemned": the strike
        return coordinated(head)
    return coordinated(subject)


def _governor_subject(verb: Token, depth: int) -> list[Token]:
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
        if is_passive(head) and not is_passive(verb):
            return [x for c in head.children if c.dep_ in PASSIVE for x in coordinated(c)]
        return subjects(head, depth + 1)
    if verb.dep_ in ("xcomp", "advcl", "ccomp") and head.pos_ in ("VERB", "ADJ", "AUX", "NOUN"):
        if verb.dep_ == "ccomp" and "VerbForm=Fin" in verb.morph:
            return []
        marks = {c.lower_ for c in verb.children if c.dep_ == "mark"}
        controlled = verb.dep_ == "xcomp" or bool(marks & {"from", "of", "into"})  # "accused them of", "kept them from"
        controlled |= "for" in marks and head.lemma_.lower() in REPAID  # "arrested them for"
        controller = [c for c in head.children if c.dep_ in ("obj", "iobj")] if controlled else []
        if controller:
            return coordinated(controller[0])
        if is_passive(head):
            return [x for c in head.children if c.dep_ in PASSIVE for x in coordinated(c)]
        return subjects(head, depth + 1)
    if verb.dep_ == "acl" and head.pos_ in NOMINAL:
        if "VerbForm=Inf" in verb.morph or any(c.lower_ == "to" and c.dep_ == "mark" for c in verb.children):
            return _possessors(head) or _noun_governor(head, depth)
        if is_aside(verb) and (doing := _governing(head)):
            return subjects(doing, depth + 1)  # "ordered the expulsion of two envoys, accusing them of spying"
        return coordinated(head)
    return []


def _governing(noun: Token) -> Token | None:
    """The verb in whose object or circumstance a noun stands; None for subjects and for who does it."""
    while noun.dep_ in ("nmod", "conj") and noun.head.pos_ in NOMINAL:
        noun = noun.head
    inside = noun.dep_ in ("obj", "iobj", "obl") and case_of(noun) != "by" and noun.head.pos_ == "VERB"
    return noun.head if inside else None


def is_aside(verb: Token) -> bool:
    """A participle set off by a comma, under no preposition: it tells of something beside its verb."""
    morph = verb.morph
    participle = "VerbForm=Ger" in morph or "Tense=Pres|VerbForm=Part" in morph
    if not participle or verb.dep_ not in ("advcl", "acl") or any(c.dep_ in ("mark", "aux") for c in verb.children):
        return False
    first = verb.left_edge.i
    return first == verb.sent.start or verb.doc[first].text == "," or verb.doc[first - 1].text == ","


def _noun_governor(noun: Token, depth: int) -> list[Token]:
    """Who has a noun such as "readiness": the subject of the verb whose object it is."""
    if noun.dep_ in ("obj", "obl") and noun.head.pos_ == "VERB":
        return subjects(noun.head, depth + 1)
    return []


def _possessors(noun: Token) -> list[Token]:
    return [x for c in noun.children if c.dep_ == "nmod:poss" for x in coordinated(c)]


@once
def objects(verb: Token) -> Sequence[Token]:
    """What is done to: the direct object, or the subject of a passive, or the noun before a participle."""
    if is_passive(verb):
        own = [y for c in verb.children if c.dep_ in PASSIVE for x in _relative(c, verb) for y in _counted(x)]
        if own:
            return own + [x for c in _fellows(verb) for x in coordinated(c)]
        if verb.dep_ in ("acl", "amod") and verb.head.pos_ in NOMINAL:
            return coordinated(verb.head)
        if verb.dep_ == "conj" and is_passive(verb.head):
            return objects(verb.head)
        return []
    held = [c for c in verb.children if c.dep_ == "obj"] or [c for c in verb.children if c.dep_ == "iobj"]
    own = [y for c in held for x in _relative(c, verb) for y in _counted(x)]
    if not own and verb.dep_ != "acl:relcl":
        own = _blamed(verb) or _bare(verb)
    if not own and verb.dep_ == "acl:relcl" and any(c.dep_ in SUBJECTS for c in verb.children):
        return coordinated(verb.head)
    return own


def _blamed(verb: Token) -> list[Token]:
    """The object that a parser may hang on the gerund behind it: "accused *the EU* of spreading lies"."""
    clauses = [c for c in verb.children if c.dep_ in ("advcl", "ccomp", "xcomp") and c.i > verb.i]
    marked = [c for c in clauses if any(m.dep_ == "mark" and m.lower_ in ("of", "for", "from") for m in c.children)]
    return [s for c in marked for s in c.children if s.dep_ == "nsubj" and verb.i < s.i < c.i]


def _bare(verb: Token) -> list[Token]:
    """A noun right behind the verb that a parser gave another place: "held *talks*", "ruled out *talks*"."""
    last = max((c.i for c in verb.children if c.dep_ == "compound:prt" and c.i == verb.i + 1), default=verb.i)
    behind = [c for c in verb.children if c.i > verb.i and c.pos_ in ("NOUN", "PROPN") and c.dep_ in MISTAKEN]
    bound = {"case", "mark", "cop", "nsubj", "aux"}
    free = [c for c in behind if not any(x.dep_ in bound for x in c.children) and c.left_edge.i == last + 1]
    subject = any(c.dep_ in SUBJECTS and c.i < verb.i for c in verb.children)
    return [c for c in free if c.lower_ not in CALENDAR and (c.dep_ != "nsubj" or subject)]


def _counted(noun: Token) -> list[Token]:
    """Behind a word of quantity the things counted: "dozens of drones", but not "the Group of Seven"."""
    if {noun.lemma_.lower(), noun.lower_} & QUANTITY and noun.pos_ != "PROPN":
        inner = [c for c in noun.children if c.dep_ == "nmod" and case_of(c) == "of"]
        return [y for x in inner[-1:] for y in _counted(x)] or [noun]  # "tens of thousands of people"
    return [noun]


def _part_of(noun: Token) -> Token:
    """Behind a common noun for a part the body that it is of: "a unit of the Kenyan police"."""
    if noun.lower_ not in PARTS or noun.pos_ == "PROPN":
        return noun
    return next((c for c in noun.children if c.dep_ == "nmod" and case_of(c) == "of"), noun)


def obliques(predicate: Token, preposition: str) -> list[Token]:
    """Phrases that ``preposition`` introduces: on the predicate, on its object, or after a coordinated noun."""
    places = [
        predicate,
        *(c for c in predicate.children if c.dep_ in ("obj", "nsubj:pass") and c.pos_ == "NOUN"),
        *(c for c in predicate.children if c.dep_ == "xcomp" and c.pos_ not in NOMINAL),  # "called it a step for ..."
    ]
    if predicate.pos_ == "NOUN" and predicate.dep_ in ("obj", "nsubj:pass") and predicate.head.pos_ == "VERB":
        places.append(predicate.head)
    if preposition == "with":  # "discussed issues of cooperation with ..."
        places += [
            n
            for o in objects(predicate)
            if predicate.pos_ == "VERB"
            for n in o.children
            if n.dep_ == "nmod" and n.lemma_ != "border"
        ]
    found = [
        c
        for p in places
        for c in p.children
        if c.dep_ in ("obl", "nmod", "obl:agent")
        and c.pos_ in NOMINAL
        and case_of(c) == preposition
        and c.lower_ not in CALENDAR
    ]
    return [x for c in found for x in coordinated(c)]


def slot(predicate: Token, name: str) -> Sequence[Token]:
    """The heads that fill a slot of the codebook's cue language on this predicate."""
    if predicate.pos_ == "NOUN":
        if name == "possessive":
            return _possessors(predicate)
        if name == "modifier":
            return [
                x
                for c in predicate.children
                if c.dep_ in ("amod", "compound", "nmod:desc", "nmod", "nmod:unmarked")
                and (c.pos_ == "PROPN" or c.text[:1].isupper())
                and not case_of(c)
                for x in _modifiers(c)
            ]
        if name == "subject":
            return _light_subject(predicate)
        if name == "between":
            return obliques(predicate, name) or _attending(predicate)
    elif name in ("possessive", "modifier"):
        return [x for o in objects(predicate) if o.pos_ == "NOUN" for x in slot(o, name)]
    elif name == "between":
        return obliques(predicate, name) or [x for o in objects(predicate) if o.pos_ == "NOUN" for x in _attending(o)]
    if name == "subject":
        return subjects(predicate)
    if name == "object":
        return objects(predicate)
    if name == "indirect-object":
        return [x for c in predicate.children if c.dep_ == "iobj" for x in coordinated(c)]
    if name == "complement-subject":
        return [x for c in predicate.children if c.dep_ in ("ccomp", "xcomp") for x in subjects(c)]
    if name == "complement-object":
        return [x for c in predicate.children if c.dep_ in ("ccomp", "xcomp") for x in objects(c)]
    if name == "by" and predicate.pos_ == "VERB" and is_passive(predicate):
        return []
    return obliques(predicate, name) if name in PREPOSITIONS else []


def _modifiers(token: Token) -> list[Token]:
    return [token, *(c for c in token.children if c.dep_ == "conj" and c.text[:1].isupper())]


def _light_subject(noun: Token) -> list[Token]:
    if case_of(noun) in LIGHT_CASES and any(c.dep_ == "cop" for c in noun.children):  # "who was on a visit to ..."
        return [x for c in noun.children if c.dep_ in SUBJECTS for x in _relative(c, noun)]
    if (
        noun.head.pos_ == "VERB"
        and noun.head.lemma_.lower() in LIGHT
        and (noun.dep_ == "obj" or (noun.dep_ == "obl" and case_of(noun) in LIGHT_CASES))
    ):
        return subjects(noun.head)
    return []


def _attending(noun: Token) -> list[Token]:
    """Who sits at a table that somebody else has laid: "hosted talks, attended by envoys from Chad and Sudan"."""
    holders = [noun, noun.head] if noun.dep_ == "obj" else [noun]
    told = [c for h in holders for c in h.children if c.i > noun.i and c.dep_ in ("acl", "advcl", "acl:relcl")]
    present = [c for c in told if c.lemma_.lower() in ATTEND]
    behind = [
        x for c in present for x in obliques(c, "from")
    ]  # a parser's "attended by envoys" and "attended from Chad"
    guests = [] if behind else [c for v in present for c in v.children if c.dep_ in ("obl:agent", "obj")]
    guests += [c for c in noun.children if c.dep_ == "nmod" and case_of(c) == "involving"]
    hosts = [x for c in present if c.dep_ == "acl:relcl" for x in subjects(c)]  # "talks which Chad and Sudan attended"
    found = [*behind, *(x for g in guests for x in coordinated(g)), *hosts]
    return [t for t in found if t != noun and t.pos_ in ("NOUN", "PROPN")]


@once
def own_tokens(predicate: Token) -> Sequence[Token]:
    """The predicate's clause: its subtree without clauses and coordinated verbs that have a predicate of their own."""
    found: list[Token] = []
    todo = [predicate]
    while todo:  # an infinitive clause has days and places of its own
        token = todo.pop()
        found.append(token)
        todo += [
            c
            for c in token.children
            if c.dep_ not in CLAUSAL and not (c.dep_ == "conj" and c.pos_ == "VERB" and token == predicate)
        ]
    return sorted(found, key=lambda t: t.i)


def stretches(tokens: Iterable[Token]) -> tuple[Span, ...]:
    """Character stretches of tokens that stand side by side."""
    found: list[list[int]] = []
    last = -2
    for t in tokens:
        if t.i == last + 1:
            found[-1][1] = t.idx + len(t)
        else:
            found.append([t.idx, t.idx + len(t)])
        last = t.i
    return tuple((a, b) for a, b in found)


def tense_of(predicate: Token) -> Tense:
    """The tense of a verb by its auxiliaries, or of the verb that a noun depends on."""
    verb = predicate
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    words = {c.lower_ for c in verb.children if c.dep_ in ("aux", "aux:pass", "cop")}
    if words & {"will", "shall", "'ll", "’ll"}:
        return "future"
    if words & {"has", "have", "'ve", "’ve"}:
        return "perfect"
    if words & {"is", "are", "am"} and is_passive(verb):
        return "present"  # "are freed"
    if words & {"was", "were", "did", "had"} or "Tense=Past" in verb.morph:
        return "past"
    if verb.dep_ in ("xcomp", "acl", "advcl") and verb.head != verb and "VerbForm=Fin" not in verb.morph:
        return tense_of(verb.head)
    return "present" if "Tense=Pres" in verb.morph else "none"


def clause_of(predicate: Token, paragraph: int, quoted: bool) -> Clause:
    """The clause of a predicate, for dates, places and evidence."""
    sentence = predicate.sent
    own = own_tokens(predicate)
    if predicate.pos_ == "NOUN" and predicate.head.pos_ == "VERB" and not is_charge(predicate):
        own = sorted({*own, *own_tokens(predicate.head)}, key=lambda t: t.i)
    outer: list[Token] = []
    if predicate.dep_ in ("conj", "advcl", "acl") and predicate.head.pos_ == "VERB":
        outer = list(own_tokens(predicate.head))  # "telephoned him on Sunday and accused ...": the same day
    outer += _announced(predicate)
    return Clause(
        sentence=(sentence.start_char, sentence.end_char),
        own=stretches(own),
        outer=stretches(outer),
        paragraph=paragraph,
        predicate=(predicate.idx, predicate.idx + len(predicate)),
        tense=tense_of(predicate),
        quoted=quoted,
    )


def is_charge(told: Token) -> bool:
    """What people are arrested or tried for, which has a day, a place and doers of its own."""
    marks = {c.lower_ for c in told.children if c.dep_ in ("mark", "case")}
    return "for" in marks and told.head.lemma_.lower() in CHARGED and told.dep_ in ("advcl", "obl", "obj", "xcomp")


def _announced(predicate: Token) -> list[Token]:
    """In "announced on Saturday that it has agreed ..." the clause that gives the day."""
    verb = predicate.head
    if predicate.dep_ == "acl" and verb.pos_ == "NOUN":
        verb = verb.head  # "announced on Saturday in a statement that ..."
    return list(own_tokens(verb)) if predicate.dep_ in ("ccomp", "acl") and verb.lemma_.lower() in ANNOUNCE else []

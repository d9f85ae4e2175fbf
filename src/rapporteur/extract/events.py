"""Events on predicates, by the codebook's cues."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from rapporteur.drafts import EventDraft, Mention, Span, StatementDraft
from rapporteur.extract.clauses import clause_of, is_passive, objects, own_tokens, slot
from rapporteur.extract.mentions import case_of, mention
from rapporteur.extract.quotes import Quote, inside
from rapporteur.extract.statements import speaker_of
from rapporteur.extract.status import StatusReader
from rapporteur.extract.witness import UNLISTED, Question, Witness, likely, question, said, weighed
from rapporteur.kinds import Codebook, Cue, Kind
from rapporteur.lang import Language

if TYPE_CHECKING:
    from rapporteur.extract.index import Doc, Token

TELLING = ("VERB", "NOUN", "PROPN", "ADJ")  # the words that may tell of an event
RUNNERS = 4  # cues of one predicate that resolve may choose between
NOT = frozenset({"not", "n't", "n’t", "never"})
DOERS, NOUN_DOERS = ("subject",), ("by", "between", "possessive", "modifier", "subject")
DONE_TO = ("object", "indirect-object", "with", "against", "to", "on", "at", "from", "for", "over", "of", "into")
UNTOLD = frozenset({"amod", "compound", "aux", "case", "cop"})  # a word in such a place tells nothing by itself
PERSONS = frozenset({"he", "she", "they", "it", "him", "her", "them", "we", "us", "who", "which"})
CHAIR = frozenset({"chairmanship", "chair", "leadership", "presidency", "auspices"})
WHERE = frozenset({"in", "at"})  # before a place they tell where, not whom
PLACE_CASES = frozenset(
    {"in", "at", "near", "off", "outside", "inside", "into", "to", "across", "over", "through", "along", "around"}
)
LEFT = PLACE_CASES | {"from"}  # what troops leave is where they leave it
LAND = frozenset(
    [
        *("capital", "city", "town", "village", "suburb", "district", "province", "region", "state", "island", "port"),
        *("airport", "base", "coast", "border", "territory", "soil", "waters", "water", "airspace", "area", "valley"),
        *("resort", "quarter", "neighbourhood", "neighborhood", "outskirts", "north", "south", "east", "west"),
        *("sector", "checkpoint", "crossing", "zone", "post", "camp", "shoal", "reef", "strait"),
    ]
)
GROUND = frozenset({"soil", "territory", "border", "coast", "island"})  # that one is "on"
OFFERED = frozenset(  # what somebody puts forward: who rejects it, or backs it, answers them
    [
        *(
            "offer",
            "proposal",
            "request",
            "demand",
            "call",
            "appeal",
            "claim",
            "plan",
            "statement",
            "remark",
            "invitation",
        ),
        *(
            "accusation",
            "allegation",
            "suggestion",
            "initiative",
            "stance",
            "position",
            "policy",
            "role",
            "effort",
            "bid",
        ),
        *("candidacy", "candidature", "decision", "assertion", "warning", "threat", "ultimatum", "assurance", "pledge"),
    ]
)


class EventReader:
    """Finds the events of one document."""

    def __init__(
        self,
        doc: Doc,
        marked: tuple[Quote, ...],
        codebook: Codebook,
        status: StatusReader,
        statements: tuple[StatementDraft, ...],
        paragraphs: list[int],
        words: Language,
    ) -> None:
        self._people = words.actors.all
        self._telling = frozenset(words.reporting.stance_of) | frozenset(words.reporting.nouns.lemmas)
        self._doc, self._marked, self._codebook, self._status = doc, marked, codebook, status
        self._statements, self._paragraphs = statements, paragraphs
        self._witness = Witness(doc)

    def read(self) -> tuple[EventDraft, ...]:
        """Drafts in the order of their predicates, for each predicate the best cue first and its runners-up behind it;
        a noun that a light verb has told of is not told again."""
        told: dict[int, Span] = {}
        found = []
        tokens = [t for t in self._doc if t.pos_ in TELLING and t.dep_ != "fixed"]
        frames = {t.i: [_frame(t, kind, cue) for kind, cue in self._ranked(t)] for t in tokens}
        asked = {i: some[0].question for i, some in frames.items() if some}
        unlisted = {t.i: q for t in tokens if t.i not in asked and (q := self._unlisted(t))}
        self._witness.hear(q for q in (*asked.values(), *unlisted.values()) if q.actor or q.recipient)
        for token in sorted(tokens, key=lambda t: (t.pos_ != "VERB", t.i)):
            listed = frames[token.i]
            drafts = _best_first([self._draft(f, asked[token.i]) for f in listed])[:RUNNERS]
            if not drafts and token.i in unlisted:
                drafts = self._alone(token, unlisted[token.i])
            found += [replace(d, echo_of=told[token.i]) for d in drafts] if token.i in told else drafts
            if token.pos_ == "VERB" and any(f.cue.object for f in listed if f.cue.name == drafts[0].cue):
                told |= {o.i: (token.idx, token.idx + len(token)) for o in objects(token)}
        return tuple(sorted(found, key=lambda d: d.clause.predicate))  # stable: the ranking of a predicate stays

    def _ranked(self, token: Token) -> list[tuple[Kind, Cue]]:
        """The fitting cues, the most specific first; between equals the surer one."""
        pos = "NOUN" if token.pos_ == "PROPN" else token.pos_
        if token.pos_ == "VERB" and token.dep_ in ("amod", "compound", "aux", "case"):
            return []
        fitting = [(kind, cue) for kind, cue in self._codebook.cues(pos, token.lemma_.lower()) if _fits(token, cue)]
        return sorted(fitting, key=lambda kc: (-kc[1].weight - 0.15 * kc[1].conditions, kc[0].type, kc[1].name))

    def _draft(self, frame: Frame, asked: Question) -> EventDraft:
        token, kind, cue = frame.token, frame.kind, frame.cue
        status, word = self._status.status(token)
        position = (token.idx, token.idx + len(token))
        opinion = self._witness.opinion(asked)
        weight = weighed(cue.weight, opinion, kind.type)
        why = (
            f"cue {kind.type}/{cue.name} on “{token.text}” (weight {cue.weight:g})",
            *said(opinion),
            f"status {status}: “{word}”" if word else f"status {status}: nothing in the clause speaks against it",
        )
        return EventDraft(
            type=kind.type,
            mode=cue.mode or None,
            contexts=cue.context,
            status=status,
            actors=frame.actors,
            recipients=frame.recipients,
            owners=tuple(mention(t) for t in _owners(token)),
            places=places(token, LEFT if kind.type == "RETREAT" else PLACE_CASES),
            symmetric=kind.symmetric,
            needs=cue.needs,
            weight=weight,
            rank=cue.weight + 0.15 * cue.conditions,
            heard=weight - cue.weight,
            opinion=opinion,
            clause=clause_of(token, self._paragraphs[token.i], inside(position, self._marked)),
            cue=cue.name,
            why=why,
            statement=speaker_of(token.idx, self._statements),
            noun=token.pos_ != "VERB",
            status_word=word.lower(),
        )

    def _unlisted(self, token: Token) -> Question | None:
        """Who does what to whom by grammar alone; None where grammar finds nobody who can act."""
        lemma = token.lemma_.lower()
        if token.dep_ in UNTOLD or token.pos_ == "ADJ" or lemma in self._people or lemma in self._telling:
            return None
        actors, recipients = by_grammar(token, self._able)
        if not recipients:
            return None
        return question(token, actors, recipients)

    def _able(self, m: Mention) -> bool:
        """Whether a phrase may mean somebody who can act or be acted on."""
        return bool(m.names) or (m.pronoun and m.lemma in PERSONS) or m.lemma in self._people

    def _alone(self, token: Token, asked: Question) -> list[EventDraft]:
        """An event that no cue of the codebook fits but the classifier is sure of, between two sides."""
        opinion = self._witness.opinion(asked)
        if opinion is None or not likely(opinion):
            return []
        kind = self._codebook.kinds[opinion.type]
        frame = Frame(token, kind, _likeness(token.pos_ == "VERB", kind.symmetric), *by_grammar(token, self._able))
        draft = self._draft(frame, asked)
        if draft.status in ("denied", "hypothetical"):
            return []  # "has not ruled out sanctions"
        alone = (f"no cue on “{token.text}”: the second witness alone", *draft.why[1:])
        return [replace(draft, weight=UNLISTED * opinion.types[opinion.type], rank=0.0, why=alone)]


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate with the cue that it fits, and the parties that fill the cue's slots."""

    token: Token
    kind: Kind
    cue: Cue
    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]

    @property
    def question(self) -> Question:
        """What the second witness is asked of it."""
        return question(self.token, self.actors, self.recipients)


def _frame(token: Token, kind: Kind, cue: Cue) -> Frame:
    actors = _fill(token, cue.actor, ()) or _fill(token, ("subject",) if token.pos_ != "VERB" else (), ())
    actors += tuple(mention(t) for t in _chairs(token)) if kind.symmetric else ()
    return Frame(token, kind, cue, actors, _fill(token, cue.recipient, tuple(m.head_start for m in actors)))


def _owners(verb: Token) -> list[Token]:
    """Whose the object of a verb is: "Russia's offer", "the Russian offer", "the offer of the Russian side"."""
    if verb.pos_ != "VERB":
        return []
    held = objects(verb)  # "condemned the attack by Niger": whoever did it
    behind = [x for o in held for x in slot(o, "by")]
    behind += [x for o in held if o.lemma_.lower() in OFFERED for c in ("of", "from") for x in slot(o, c)]
    return [t for s in ("possessive", "modifier") for t in slot(verb, s)] + behind


def by_grammar(token: Token, able: Callable[[Mention], bool] = bool) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Who does what to whom where no cue says it: the first actors and recipients who are ``able`` to take part."""
    actors = _fill(token, DOERS if token.pos_ == "VERB" else NOUN_DOERS, (), able)
    return actors, _fill(token, DONE_TO, tuple(m.head_start for m in actors), able) if actors else ()


def _fill(
    token: Token, slots: tuple[str, ...], taken: tuple[int, ...], able: Callable[[Mention], bool] = bool
) -> tuple[Mention, ...]:
    """The first slot that is filled, with those who are able to."""
    for name in slots:
        heads = [h for h in slot(token, name) if h.idx not in taken and h != token]
        if name in WHERE:
            heads = [h for h in heads if h.ent_type_ != "LOC" and h.lemma_.lower() not in LAND]
        found = tuple(m for m in map(mention, heads) if able(m))
        if found:
            return found
    return ()


@cache
def _likeness(verb: bool, symmetric: bool) -> Cue:
    """The cue that stands for none: who does what to whom by grammar alone."""
    return Cue(
        name="likeness",
        pos="VERB" if verb else "NOUN",
        lemmas=(),
        actor=DOERS if verb else NOUN_DOERS,
        recipient=DONE_TO,
        needs=("two-parties",) if symmetric else ("party-actor",),
    )


def _best_first(drafts: list[EventDraft]) -> list[EventDraft]:
    """By the cue, and between types by the classifier's best word for each: it does not choose between cues of one
    type, whose parties it may know the better or the worse."""
    heard: dict[str, float] = {}
    for d in drafts:
        heard[d.type] = max(d.heard, heard.get(d.type, d.heard))
    return sorted(drafts, key=lambda d: -d.rank - heard[d.type])


def places(token: Token, cases: frozenset[str] = PLACE_CASES) -> tuple[Mention, ...]:
    """Place phrases of a predicate's clause behind one of the prepositions, nearest first."""
    around = own_tokens(token)
    if token.pos_ != "VERB" and token.head.pos_ == "VERB":
        around = [*around, *own_tokens(token.head)]
    if token.dep_ in ("xcomp", "acl") and token.head != token:
        around = [*around, *own_tokens(token.head)]
    found = [
        t
        for t in around
        if (case_of(t) in cases or (case_of(t) == "on" and t.lemma_.lower() in GROUND))
        and not (t.dep_ == "nmod" and case_of(t) == "to")
        and (t.ent_type_ == "LOC" or t.pos_ == "PROPN" or _is_land(t))
    ]
    found.sort(key=lambda t: abs(t.i - token.i))
    return tuple(mention(t) for t in dict.fromkeys(found))


def _is_land(noun: Token) -> bool:
    """ "the Kenyan capital", "a suburb of Damascus": a common noun for a place, with a name beside it."""
    named = (c.text[:1].isupper() for c in noun.children if c.dep_ in ("amod", "compound", "nmod", "nmod:poss"))
    return noun.lemma_.lower() in LAND and any(named)


def _fits(token: Token, cue: Cue) -> bool:
    """Whether the words around a predicate fulfil a cue's conditions."""
    if not any(_has_words(token, words) for words in cue.lemmas):
        return False
    held = objects(token) if token.pos_ == "VERB" else []
    if cue.object and not any(_has_words(o, words) for o in held for words in cue.object):
        return False
    if any(_has_words(o, words) for o in held for words in cue.not_object):
        return False
    beside = {c.lower_ for c in token.children if c.dep_ in ("compound:prt", "advmod")}
    beside |= _next_preposition(token)
    if "off" in beside and "off" not in cue.particle and token.lemma_.lower() == "call":
        return False  # "called off the summit" asks for none
    if cue.particle and not beside & set(cue.particle):
        return False
    if cue.preposition and not any(_introduces(token, words) for words in cue.preposition):
        return False
    return _complement_fits(token, cue)


def _chairs(token: Token) -> list[Token]:
    """Who leads a meeting: "met under the chairmanship of ...", "held talks, chaired by ..."."""
    leading = [t for t in slot(token, "under") if t.lemma_.lower() in CHAIR]
    chaired = [c for c in token.subtree if c.pos_ == "VERB" and c.lemma_.lower() == "chair" and is_passive(c)]
    return [x for t in leading for x in slot(t, "of")] + [x for c in chaired for x in slot(c, "subject")]


def _next_preposition(token: Token) -> set[str]:
    """The preposition right behind a verb, which may be its particle ("pulled out of Kindu")."""
    last = token.i + 1 >= len(token.doc)
    return set() if last or token.doc[token.i + 1].pos_ != "ADP" else {token.doc[token.i + 1].lower_}


def _has_words(token: Token, words: str) -> bool:
    """The last word is the token's lemma, words before it depend on it ("hunger strike")."""
    before, last = _parted(words)
    if token.lemma_.lower() != last:
        return False
    if not before:
        return True
    around = {c.lemma_.lower() for c in token.children} | {c.lower_ for c in token.children}
    return all(w in around for w in before)


@cache
def _parted(words: str) -> tuple[tuple[str, ...], str]:
    """The words of a cue before the last, and the last."""
    *before, last = words.split()
    return tuple(before), last


def _introduces(token: Token, words: str) -> bool:
    """A preposition on the predicate; with a second word ("on strike"), the noun that it introduces."""
    preposition, _, noun = words.partition(" ")
    heads = slot(token, preposition)
    clauses = [
        c
        for c in token.children
        if c.dep_ == "advcl" and any(m.dep_ == "mark" and m.lower_ == preposition for m in c.children)
    ]
    return any(h.lemma_.lower() == noun for h in heads) if noun else bool(heads or clauses)


def _complement_fits(token: Token, cue: Cue) -> bool:
    if not (cue.complement or cue.complement_lemmas):
        return True
    if cue.affirmative and any(g.lower_ in NOT for c in token.children if c.dep_ == "ccomp" for g in c.children):
        return False
    clauses = [c for c in token.children if c.dep_ in ("ccomp", "xcomp", "acl", "advcl")]
    clauses = [c for c in clauses if not (c.dep_ == "xcomp" and c.pos_ in ("NOUN", "PROPN"))]  # "called it a step"
    clauses += [c for o in objects(token) for c in o.children if c.dep_ == "acl"] if token.pos_ == "VERB" else []
    return bool(clauses) and (
        not cue.complement_lemmas or any(c.lemma_.lower() in cue.complement_lemmas for c in clauses)
    )

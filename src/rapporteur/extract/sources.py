"""Who it is that a cue attributes something to: the heads of the phrases, as written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur.extract.clauses import is_passive, subjects
from rapporteur.extract.contents import heads
from rapporteur.extract.cues import Cue, CueFinder
from rapporteur.extract.mentions import NOMINAL, case_of, coordinated

if TYPE_CHECKING:
    from rapporteur.extract.index import Token

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
OTHERS = frozenset({"DET", "ADJ", "NUM", "X"})  # "some", "others", "two" as subjects
SPOKEN = frozenset({"speech", "request", "undertaking"})


class Sources:
    """Finds the source of each cue."""

    def __init__(self, finder: CueFinder) -> None:
        self._finder = finder
        self._documents = frozenset(finder.words.documents.lemmas)

    def of(self, token: Token) -> list[Token]:
        """Who: the subject of a verb or adjective; of a noun its owner, or who makes, issues or has it."""
        if token.pos_ == "NOUN":
            return self._owners(token)
        holder = token.head
        if token.dep_ == "acl" and holder.lemma_.lower() in self._documents:
            return self._owners(holder) or [holder]  # "sent a letter asking ...": the sender
        above = self._taken_up(token)
        found = subjects(token if above is None else above)
        return found or [c for c in token.children if c.dep_ == "nsubj" and c.pos_ in OTHERS] or self._inverted(token)

    def _owners(self, noun: Token) -> list[Token]:
        owners = [c for c in noun.children if c.dep_ == "nmod:poss"]
        owners += [c for c in noun.children if c.dep_ == "nmod" and case_of(c) in ("of", "by", "from")]
        if not owners and noun.dep_ in ("obj", "obl", "xcomp", "conj") and noun.head.pos_ == "VERB":
            owners = subjects(noun.head)
        return [x for o in owners[:1] for x in coordinated(o)]

    def _inverted(self, token: Token) -> list[Token]:
        """Who stands behind the verb of a quotation, where grammar takes the name for an object ("“...,” asked X")."""
        if is_passive(token) or token.dep_ in ("advcl", "acl", "xcomp") or "Tense=Past" not in token.morph:
            return []
        behind = [c for c in token.children if c.dep_ in ("obj", "vocative", "appos", "iobj") and c.i > token.i]
        return coordinated(behind[0]) if behind and behind[0].pos_ in NOMINAL else []

    def _taken_up(self, token: Token) -> Token | None:
        """The cue whose speech ``token`` takes up, where grammar hangs it into the clause of that cue."""
        if any(c.dep_ in SUBJECTS for c in token.children) or not self.reports_anew(token):
            return None
        above = token.head
        while above.head != above:
            if above.dep_ == "ccomp" and self._finder.cue(above.head) is not None:
                return above.head
            above = above.head
        return None

    def reports_anew(self, token: Token) -> bool:
        """Whether a verb behind a clause takes up the speech again: "said ..., adding ...", "said ... and added"."""
        if token.dep_ not in ("advcl", "conj", "acl", "parataxis") or token.i < 1:
            return False
        cue = self._finder.cue(token)
        if cue is None or cue.family not in SPOKEN:
            return False
        if token.text.endswith("ing"):
            return token.nbor(-1).text == ","
        if token.dep_ != "conj" or any(c.dep_ in ("aux", "aux:pass") for c in token.children):
            return False
        return "Tense=Past" in token.morph and "VerbForm=Fin" in token.morph and _worded(cue)


def _worded(cue: Cue) -> bool:
    """Whether the cue has a clause for its content."""
    return any(found for shape, found in heads(cue) if shape in ("clause", "infinitive"))

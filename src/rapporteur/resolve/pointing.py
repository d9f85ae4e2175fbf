"""Whom a phrase means that only points back: pronouns, "the two sides", "the ministry", "its president"."""

from __future__ import annotations

import re
from dataclasses import replace

from rapporteur.drafts import Mention
from rapporteur.model import Article, Party
from rapporteur.resolve.memory import LISTED, Memory
from rapporteur.resolve.naming import Naming
from rapporteur.resolve.phrases import Reader

SINGULAR_PERSON = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
PLURAL = frozenset({"they", "them", "their", "themselves"})
FIRST = frozenset({"we", "us", "our", "i", "me", "my", "ours"})
OWNERS = ("his ", "her ", "its ", "their ")
BOTH = ("the two ", "both ")  # not "two": these are others
PEOPLE = frozenset({"ministers", "leaders", "presidents", "counterparts", "officials"})
STATES = frozenset(
    {"countries", "states", "nations", "governments", "neighbours", "neighbors", "capitals", "militaries"}
)
STANDING = frozenset({"ministers", "participants", "leaders", "parties", "delegations"})
BARE = re.compile(r"(?i)(?:the |all |both |two |three |four |warring |conflicting |opposing )*(?:sides|parties)")
IT = re.compile(r"\b[Ii]t\b")
FORMAL = re.compile(  # "It was decided to ..."; not "It was formed in May"
    r"\s+(?:was|is|has been|had been|will be)\s+(?:also |then |later |first )?"
    r"(?:decided|agreed|announced|expected|reported|said|hoped|believed|understood|feared|known|clear|unclear|possible|"
    r"important|necessary|likely|time)\b"
)


class Pointing:
    """Resolves what points back on one page. ``home`` is the country of its dateline, ``collective`` the standing
    meeting that it is about."""

    def __init__(
        self,
        article: Article,
        reader: Reader,
        naming: Naming,
        memory: Memory,
        home: str | None,
        collective: Party | None,
    ) -> None:
        self._body, self._reader, self._naming, self._memory = article.body, reader, naming, memory
        self._home, self.collective = home, collective

    def pronoun(self, m: Mention, speaker: Party | None) -> tuple[Party, ...]:
        """Whom a pronoun means; in speech "we" and "it" may be the speaker's side."""
        low = m.head.lower()
        if low in FIRST and speaker is not None:
            if low in ("i", "me", "my") or speaker.country is None:
                return (speaker,)
            return (self._naming.state(speaker.country, m.text),)
        if low in SINGULAR_PERSON:
            meant = self._memory.person_at(m.antecedent) if m.antecedent is not None else None
            person = meant or self._memory.person_before(m.head_start)
            return (person.party(m.text),) if person else ()
        if low in ("it", "its", "itself"):
            return self._it(m, speaker)
        return self._they(m) if low in PLURAL else ()

    def _it(self, m: Mention, speaker: Party | None) -> tuple[Party, ...]:
        if m.subject and FORMAL.match(self._body, m.end):
            return ()
        if speaker and speaker.kind in ("state", "organization", "group"):
            return (speaker,)
        sentence = self._sentence_up_to(m)
        start = m.start - len(sentence)
        before = IT.search(sentence)  # of two in one sentence the second means what the first does
        if m.antecedent is not None and not before:
            meant = self._memory.body_at(m.antecedent)
            return (replace(meant, as_written=m.text),) if meant else ()
        body = self._memory.body_within(start, start + before.start() if before else m.head_start)
        body = body or self._memory.body_before(m.head_start)
        return (replace(body, as_written=m.text),) if body else ()

    def _they(self, m: Mention) -> tuple[Party, ...]:
        """Several who were the subject of a sentence shortly before, or the two sides."""
        meant = self._memory.several_before(m.head_start)
        if meant:
            return tuple(replace(p, as_written=m.text) for p in meant)
        if self._memory.pair_near(m.head_start):
            return self.two_sides(m)
        return self._together(m)

    def means_speaker(self, m: Mention, speaker: Party) -> bool:
        """In "Okello told Mugisha that he refused" it is Okello, unless the pronoun looks back beyond the sentence."""
        if speaker.kind != "person" or not m.subject or m.head.lower() not in ("he", "she"):
            return False
        if m.antecedent is None or m.antecedent >= m.start - len(self._sentence_up_to(m)):
            return True
        meant = self._memory.person_at(m.antecedent)
        return meant is None or meant.name == speaker.name

    def two_sides(self, m: Mention) -> tuple[Party, ...]:
        """The parties behind "the two sides", "both countries"; countries are states, never groups."""
        only_states = m.head.lower() in STATES or m.lemma in ("country", "state", "nation")
        near = self._memory.two_before(m.head_start)
        if near and not only_states:
            return tuple(replace(p, as_written=m.text) for p in near)
        pair = self._memory.pair_before(m.head_start, only_states)
        if pair is None:
            return tuple(self._naming.state(s, m.text) for s in self._memory.states_before(m.head_start, 2))
        found = []
        for key in pair:
            sort, _, name = key.partition("/")
            found.append(self._naming.state(name, m.text) if sort == "country" else self._naming.group(name, m.text))
        return tuple(found)

    def sides(self, m: Mention) -> tuple[Party, ...]:
        """All parties of what was just told: "the sides", "the two leaders", "the ministers"."""
        head, low = m.head.lower(), m.text.lower()
        counted = low.startswith(BOTH)
        if head in PEOPLE and counted:
            persons = tuple(p.party(m.text) for p in self._memory.persons_before(m.head_start, 2))
            if len(persons) == 2:
                return persons
        elif counted or BARE.fullmatch(m.text):
            return self.two_sides(m)
        if head in STANDING and self.collective is not None:
            return self._together(m)
        meant = self._memory.several_before(m.head_start) if low.startswith(("the ", "both ")) else ()
        if len(meant) > 1:
            return tuple(replace(p, as_written=m.text) for p in meant)
        return (self._naming.unnamed(m.text),)

    def _together(self, m: Mention) -> tuple[Party, ...]:
        if self.collective is None:
            return ()
        return (Party(self.collective.id, self.collective.name, m.text, "organization"),)

    def owner(self, m: Mention) -> str | None:
        """The country of "its president", "his ministry": of the person or the state spoken of last."""
        low = m.text.lower()
        if not low.startswith(OWNERS):
            return None
        person = self._memory.person_before(m.head_start) if low.startswith(("his ", "her ")) else None
        if person is not None:
            return person.country
        body = self._memory.body_before(m.head_start)
        return body.country if body else None

    def own_country(self, m: Mention) -> str | None:
        """The country of "the defence ministry", "the army" where the page can mean only one: that of the place behind
        it, or the one that the page has named far more than any other so far, if the dateline is in it."""
        behind = re.match(r" (?:in|of) ((?:[A-ZÀ-Þ][\w’'-]*[ -]?)+)", self._body[m.end : m.end + 60])
        if behind:
            return next((f.id for f in self._reader.scan(behind[1]) if f.sort == "country"), None)
        main = self._memory.main_state(m.start) or (self._home if not self._memory.states_before(m.start, 1) else None)
        beside = {f.id for f in self._reader.scan(self._sentence_up_to(m)) if f.sort == "country"}
        return main if main and beside <= {main} and self._home in (None, main) else None

    def listed(self, m: Mention, mentions: tuple[Mention, ...]) -> list[Mention]:
        """A subject with those who share its verb: "Kenya, Uganda and Rwanda"."""
        found = [m]
        for x in mentions:
            if x.start > found[-1].start and LISTED.fullmatch(self._body[found[-1].end : x.start]):
                found.append(x)
        return found

    def _sentence_up_to(self, m: Mention) -> str:
        before = self._body[max(0, m.start - 400) : m.start]
        return re.split(r"(?<=[.!?”])\s|\n", before)[-1]

"""What a text is about: issues of the taxonomy, contexts of the codebook, parties spoken of."""

from __future__ import annotations

import re
from functools import lru_cache

from rapporteur.kinds import Codebook
from rapporteur.lang import OffTopic, StanceWords
from rapporteur.lang.stance import StanceReader
from rapporteur.model import Party, Stance
from rapporteur.resolve.parties import Parties
from rapporteur.resolve.phrases import Reader
from rapporteur.world import World


class _Words:
    """A list of words and phrases, looked for as whole words."""

    def __init__(self, words: tuple[str, ...]) -> None:
        ordered = sorted(words, key=len, reverse=True)
        self._words = words
        self._pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, ordered)) + r")\b")

    def first(self, text: str) -> int | None:
        """Where the first of them stands in ``text``; None where none does."""
        if not any(w in text for w in self._words):  # quicker than the pattern, and most often so
            return None
        hit = self._pattern.search(text)
        return hit.start() if hit else None


class Topics:
    """Word lists of ``world/data/issues.csv`` and ``kinds/contexts.toml``, matched as whole words."""

    def __init__(
        self, reader: Reader, world: World, codebook: Codebook, off_topic: OffTopic, stance: StanceWords
    ) -> None:
        self._stances = StanceReader(stance)
        self._off_topic = [(field, _Words(words)) for field, words in off_topic.fields.items()]
        self._reader, self._world = reader, world
        self._issues = [(i.id, _Words(i.words)) for i in world.issues]
        self._contexts = [(c.name, _Words(c.words)) for c in codebook.contexts]
        self.issues = lru_cache(maxsize=4096)(self._issues_of)
        self.off_topic = lru_cache(maxsize=512)(self._off_topic_of)
        self._contexts_told = lru_cache(maxsize=512)(self._contexts_of)

    def _issues_of(self, text: str) -> tuple[str, ...]:
        """Ids of the issues whose words stand in ``text``, at most five, those first that stand first."""
        low = text.lower()
        hits = [(at, i) for i, words in self._issues if (at := words.first(low)) is not None]
        return tuple(i for _, i in sorted(hits)[:5])

    def _off_topic_of(self, text: str) -> str:
        """The other field (sport, markets, ...) whose words stand in ``text``, or ""."""
        low = text.lower()
        return next((field for field, words in self._off_topic if words.first(low) is not None), "")

    def contexts(self, text: str, implied: tuple[str, ...]) -> tuple[str, ...]:
        """PLOVER contexts: those that the cue implies, then those whose words stand in ``text``, at most four."""
        return tuple(dict.fromkeys((*implied, *self._contexts_told(text))))[:4]

    def _contexts_of(self, text: str) -> tuple[str, ...]:
        low = text.lower()
        hits = [(at, c) for c, words in self._contexts if (at := words.first(low)) is not None]
        return tuple(c for _, c in sorted(hits))

    def stance(self, text: str, others: tuple[Party, ...]) -> tuple[Stance, str]:
        """Where the words of a speaker show that he stands, and these words; ``others`` are the parties he names."""
        names = {p.as_written for p in others if p.as_written}
        spans = [m.span() for name in sorted(names) for m in re.finditer(re.escape(name), text)]
        return self._stances.overall(text, spans)

    def only_other(self, text: str, parties: Parties, speaker: Party) -> tuple[Party, ...]:
        """The one state that ``text`` names besides the speaker's own; none where it names several or only a people."""
        named = {f.id: f for f in self._reader.scan(text) if f.sort == "country" and f.how != "demonym"}
        others = [f for iso3, f in named.items() if iso3 != speaker.country]
        return (parties.naming.state(others[0].id, text[others[0].start : others[0].end]),) if len(others) == 1 else ()

    def about(self, text: str, parties: Parties, speaker: Party) -> tuple[Party, ...]:
        """States, organisations and groups that ``text`` names, other than the speaker."""
        found: dict[str, Party] = {}
        for f in self._reader.scan(text):
            words = text[f.start : f.end]
            party = None
            if f.sort == "country":
                party = parties.naming.state(f.id, words)
            elif f.sort == "organization":
                known = self._world.organization(f.id)
                party = Party(f"organization/{f.id}", known.name if known else f.id, words, "organization")
            elif f.sort == "group":
                group = self._world.group(f.id)
                party = Party(f"group/{f.id}", group.name if group else f.id, words, "group")
            if party is not None and party.id != speaker.id:
                found.setdefault(party.id, party)
        return tuple(found.values())

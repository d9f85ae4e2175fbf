"""Where the words of a text show that their speaker stands: for, against, concerned, toward what is named.

Reads plain text by the words of ``lang/*/stance.toml``; nothing is inferred from silence. A stance counts only within
its clause, is turned by a negation, is not the speaker's where somebody else is its subject, and does not fall on
somebody who merely suffers the harm that is condemned.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from rapporteur.lang import StanceWords
from rapporteur.model import Stance

Span: TypeAlias = tuple[int, int]
NEAR = 45  # characters before a verb in which its subject stands
NEGATED = 28  # characters before a word in which a negation turns it
STOP = r"[.;:!?…\n]|,\s+and\s"


@dataclass(frozen=True, slots=True)
class Shown:
    """Words that show a stance, as they stand in the text, with their clause."""

    stance: Stance
    start: int
    end: int
    clause: Span
    backward: bool  # whether what it is about may stand before it


class StanceReader:
    """Reads the stances of one language."""

    def __init__(self, words: StanceWords) -> None:
        self._turns = words.negation.turns
        self._patterns = [
            (group.stance, backward, _any(forms))
            for group in words.word
            for backward, forms in (
                (False, [f for v in group.verbs for f in _forms(v, words)]),
                (False, list(group.nouns)),
                (True, list(group.adjectives)),
            )
        ]
        self._negation = re.compile(rf"(?i)(?:(?<!\w)|(?=n['’]t))(?:{_alternatives(words.negation.words)})\b")
        self._but = _any(words.negation.but)
        self._harm = re.compile(
            rf"(?i)\b(?:{_alternatives(words.harm.words)})\b(?:[^,.;]*?)\b(?:{_alternatives(words.harm.before)})\b"
        )
        self._wish = re.compile(rf"(?i)\b(?:{_alternatives(words.wishes.words)})\s+(?:\w+ly\s+)?$")
        self._self = _any(words.self.words)
        self._break = re.compile(rf"(?i){STOP}|\b(?:{_alternatives(words.breaks.words)})\b")

    def shown(self, text: str, others: Iterable[Span] = ()) -> tuple[Shown, ...]:
        """Every word of stance that is the speaker's, in order; ``others`` are where other parties are named."""
        named = tuple(others)
        clauses = self._clauses(text)
        found: dict[Span, Shown] = {}
        for stance, backward, pattern in self._patterns:
            for m in pattern.finditer(text):
                clause = next(c for c in clauses if c[0] <= m.start() <= c[1])
                turned, start = self._turned(text, m.start(), clause, stance)
                if turned != "neutral" and not self._of_another(text, m, clause, named):
                    found[m.span()] = Shown(turned, start, m.end(), clause, backward or _is_passive(text, m))
        spans = sorted(found)
        whole = [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]
        return tuple(found[s] for s in whole)

    def overall(self, text: str, others: Iterable[Span] = ()) -> tuple[Stance, str]:
        """The stance that the text as a whole shows, and its words; neutral where none, or as many of another."""
        found = self.shown(text, others)
        counts = {s: sum(1 for w in found if w.stance == s) for s in dict.fromkeys(w.stance for w in found)}
        best = max(counts, key=lambda s: counts[s], default=None)
        if best is None:
            return "neutral", "no words that show one"
        if list(counts.values()).count(counts[best]) > 1:
            return "neutral", "words for more than one"
        words = dict.fromkeys(text[w.start : w.end] for w in found if w.stance == best)
        return best, f"words “{'”, “'.join(words)}”"

    def toward(
        self, text: str, targets: Iterable[Span], others: Iterable[Span] = (), *, party: bool = True
    ) -> tuple[Stance, str] | None:
        """The stance toward what stands at ``targets``, and the words from the stance to it; None where none is shown.

        Of a ``party`` who suffers harm nothing is told by the condemnation of the harm; of a subject of talk it is.
        """
        found: dict[Stance, str] = {}
        for shown in self.shown(text, others):
            for target in targets:
                if reading := self._reaches(text, shown, target, party):
                    found.setdefault(*reading)
        if not found:
            return None
        return ("neutral", "words for more than one") if len(found) > 1 else next(iter(found.items()))

    def _reaches(self, text: str, shown: Shown, target: Span, party: bool) -> tuple[Stance, str] | None:
        start, end = shown.clause
        if not start <= target[0] < end:
            return None
        if target[0] < shown.end:
            backward = shown.backward and target[1] <= shown.start
            return (shown.stance, text[target[0] : shown.end]) if backward else None
        between = text[shown.end : target[0]]
        words = text[shown.start : target[1]]
        if not party or not self._harm.search(between):
            return shown.stance, words
        return ("opposes", words) if shown.stance == "supports" else None

    def _turned(self, text: str, at: int, clause: Span, stance: Stance) -> tuple[Stance, int]:
        """The stance as a negation before it leaves it, and where the words that show it begin."""
        before = max(clause[0], at - NEGATED)
        turning = [m.start() for m in self._negation.finditer(text, before, at)]
        if not turning or self._but.search(text, before, at):
            return stance, at
        return self._turns.get(stance, "neutral"), turning[-1]

    def _of_another(self, text: str, m: re.Match[str], clause: Span, others: tuple[Span, ...]) -> bool:
        """Whether somebody else is the subject: named just before the verb, or behind "by" after it."""
        near = [o for o in others if max(clause[0], m.start() - NEAR) <= o[0] and o[1] <= m.start()]
        if near and not text[near[-1][1] : m.start()].lstrip().startswith(("'s", "’s")):
            between = text[near[-1][1] : m.start()]
            if not self._self.search(between) and not self._wish.search(between) and not re.search(r"[,(]", between):
                return not _is_passive(text, m) and not _is_copular(between)
        behind = re.match(r"\s+by\s+(?:the\s+)?", text[m.end() : m.end() + 12])
        return bool(behind and any(m.end() <= o[0] <= m.end() + NEAR for o in others))

    def _clauses(self, text: str) -> list[Span]:
        marks = [m.start() for m in self._break.finditer(text)]
        return list(zip([0, *marks], [*marks, len(text) + 1], strict=True))


def _is_passive(text: str, m: re.Match[str]) -> bool:
    before = text[max(0, m.start() - 16) : m.start()]
    return m.group(0).endswith(("ed", "en")) and bool(re.search(r"(?i)\b(?:was|were|be|been|being|is|are)\s+$", before))


def _is_copular(between: str) -> bool:
    return bool(re.search(r"(?i)\b(?:is|are|was|were|as|be|been)\b", between))


def _forms(verb: str, words: StanceWords) -> Iterator[str]:
    """The forms of a verb: "deny", "denies", "denied", "denying"; of several words the first is bent."""
    lemma, _, rest = verb.partition(" ")
    bent = words.irregular.get(lemma) or _regular(lemma)
    plain = [] if verb in words.homographs.lemmas else [lemma]
    yield from (f"{form} {rest}".strip() for form in (*plain, *bent))


def _regular(lemma: str) -> tuple[str, ...]:
    if lemma.endswith("e"):
        return f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"
    ending = "es" if lemma.endswith(("s", "sh", "ch", "x")) else "s"
    return f"{lemma}{ending}", f"{lemma}ed", f"{lemma}ing"


def _alternatives(words: Iterable[str]) -> str:
    ordered = sorted(dict.fromkeys(words), key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered)


def _any(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{_alternatives(words)})\b")

"""Lemmas as edit rules: how many characters to cut from a lower-cased word's end and what to put there.

A rule is ``"N+suffix"`` ("3+y" makes *army* of *armies*), ``"=lemma"`` for words that no rule reaches (*was* → *be*),
and a leading ``"^"`` keeps the word's own case (names).
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cache

from rapporteur import lang

VOWELS = frozenset("aeiouy")
# "infus|ed", "tickl|ing"; not "miss|ed"
ALWAYS_SILENT = re.compile(r"([^s]s|[^z]z|v|c|[^o]u|[lr]g|dg|[bcdfgkptz]l|[^aeo]at|creat)$")
# "star|ing", which of "star" were "starring"; not "rain|ing"
SHORT = re.compile(r"(?:[^aeiou]|qu)*[aeiouy][^aeiouwxy]")
# "combin|ed", "provok|ed"; not "treat|ed", "join|ed"
OFTEN_SILENT = re.compile(r"(?<![aeo])(?:[aiou](?:t|d|k|b)|[aiu](?:r|g|p|m)|ang|i[nl]|u[nl]|ol|or)$")
KNOWN, FIRST = 4.0, 100.0  # added to the score of a lemma that is a known word, or one to be preferred
LATER = 2.0  # taken from the score for each lemma that the spelling makes likelier


def rule(word: str, lemma: str) -> str:
    """The shortest rule that makes ``lemma`` of ``word``."""
    if word == lemma:
        return "^0+" if word != word.lower() else "0+"
    for mark, form in (("", word.lower()), ("^", word)):
        same = _common(form, lemma)
        if same and len(form) - same <= 6:
            return f"{mark}{len(form) - same}+{lemma[same:]}"
    return f"={lemma}"


def apply(rule: str, word: str) -> str:
    """The lemma of ``word`` by ``rule``; the word itself in lower case where the rule does not fit."""
    if rule.startswith("="):
        return rule[1:]
    form = word if rule.startswith("^") else word.lower()
    cut, _, suffix = rule.lstrip("^").partition("+")
    if int(cut) >= len(form) and not suffix:
        return form
    return form[: len(form) - int(cut)] + suffix


def by_ending(word: str) -> list[str]:
    """Lemmas that the regular endings of English allow for an inflected form, the likeliest first."""
    form = word.lower()
    if form.endswith(("ied", "ies")):
        return [form[:-1]] if len(form) == 4 or (form.endswith("s") and form[:-1] in forms().ie) else [form[:-3] + "y"]
    if form.endswith("s"):
        return _without_s(form)
    stem = next(
        (form.removesuffix(e) for e, n in (("ing", 2), ("ed", 3)) if form.endswith(e) and len(form) >= len(e) + n), ""
    )
    if not VOWELS & set(stem):
        return []  # "bring", "shed"
    return _bases(stem)


def _bases(stem: str) -> list[str]:
    """What "-ed" or "-ing" may have been put to: "planned" is of "plan", "planed" and "staring" of a base with "e"."""
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in VOWELS:
        if stem[-1] in "flsz":
            return [stem, stem[:-1]]
        return [stem if stem in forms().bases else stem[:-1]]
    if ALWAYS_SILENT.search(stem) or SHORT.fullmatch(stem):
        return [stem + "e"]
    if stem.endswith("y"):
        return [stem]
    return [stem + "e", stem] if OFTEN_SILENT.search(stem) else [stem, stem + "e"]


def _without_s(form: str) -> list[str]:
    """Only behind a sibilant and "o" may the ending be "es": "sites" is of no "sit"."""
    stem = form.removesuffix("es")
    if form.endswith("ss") or len(form) < 3 or not form[-2].isalpha():
        return []
    if form.endswith("es") and len(stem) > 2:
        if stem.endswith(("ss", "x", "sh", "zz")):
            return [stem]
        if stem.endswith(("ch", "o")):
            return [stem, form[:-1]]
        if stem.endswith(("s", "z")):
            return [form[:-1], stem]
    return [form[:-1]]


def irregular(word: str, tag: str) -> str | None:
    """The lemma of a form that no ending gives, alone or behind a hyphen ("re-took"); None where the tables lack it."""
    kept, form = forms(), word.lower()
    table = {"VERB": kept.verbs, "AUX": kept.verbs, "NOUN": kept.nouns, "ADJ": kept.graded, "ADV": kept.adverbs}.get(
        tag
    )
    if table is None:
        return None
    before, hyphen, last = form.rpartition("-")
    for front, part in (("", form), (before + hyphen, last)):
        if part in table:
            return front + table[part]
    return _longer_plural(form) if tag == "NOUN" else None


def _longer_plural(form: str) -> str | None:
    kept = forms()
    if form in kept.whole:
        return form
    return next((form.removesuffix(e) + one for e, one in kept.endings.items() if form.endswith(e)), None)


def possible(word: str, tag: str) -> list[str]:
    """The lemmas that a verb's, noun's, adjective's or adverb's form allows, in lower case, the likeliest first."""
    form, kept = word.lower(), forms()
    if not form[-1:].isalpha() or any(c.isdigit() for c in form):
        return [form]
    if tag in ("VERB", "AUX"):
        return [form] if form in kept.bases else by_ending(form) or [form]
    if tag == "NOUN":
        return _singulars(form)
    return [form, *_positives(form)]


def _singulars(form: str) -> list[str]:
    if not form.endswith("s") or form in forms().same:
        return [form]
    found = by_ending(form)
    if form.endswith(("us", "is")):
        return [form, *found]
    return [*found, form] if form.endswith(("ics", "as", "os")) else found or [form]


def _positives(form: str) -> list[str]:
    """What an adjective that "forms.toml" lacks may be the comparative or superlative of."""
    stem = next((form.removesuffix(e) for e in ("est", "er") if form.endswith(e)), "")
    if len(stem) < 3 or not VOWELS & set(stem):
        return []
    if stem.endswith("i"):
        return [stem[:-1] + "y"]
    return [stem[:-1], stem, stem + "e"] if stem[-1] == stem[-2] else [stem, stem + "e"]


def best(word: str, tag: str, rules: Mapping[str, float], known: Container[str], first: Container[str]) -> str:
    """Of the lemmas that the form allows the one that the scores of the ``rules`` favour, known words before others and
    those of ``first`` before all; in the word's own case where its rule scores better so ("Ugandan")."""
    form, unseen = word.lower(), min(rules.values())

    def score(lemma: str, marks: tuple[str, ...] = ("", "^")) -> float:
        return max(rules.get(mark + rule(form, lemma), unseen) for mark in marks)

    def favour(place: int) -> float:
        lemma = options[place]
        return score(lemma) - LATER * place + KNOWN * (lemma in known) + FIRST * (lemma in first)

    options = possible(word, tag)
    lemma = options[max(range(len(options)), key=favour)]
    short = word[:-1].isupper() and word.endswith("s")  # "NGOs"
    if tag == "VERB" or word == form or (not short and score(lemma, ("",)) >= score(lemma, ("^",))):
        return lemma
    return apply(f"^{rule(form, lemma)}", word)


def name(word: str, rules: Mapping[str, float]) -> str:
    """The lemma of a name: the word itself, its singular, or what it shortens ("Feb"), as the rules' scores say."""
    top = apply(max(rules, key=rules.__getitem__), word)
    if top != word and top.startswith(word.rstrip(".")) and top.isalpha():
        return top
    form, unseen = word.lower(), min(rules.values())
    singulars = [rule(form, s) for s in by_ending(word)] if form.endswith("s") else []
    found = max(["0+", *singulars], key=lambda r: max(rules.get(r, unseen), rules.get("^" + r, unseen)))
    return apply("^" + found, word)


def fits(word: str, lemma: str) -> bool:
    """Whether a rule's result may be the lemma of a word of a closed class: "be" only of its short forms, as the others
    are in the tables."""
    if lemma == "be":
        return len(word) <= len("'re")
    return len(lemma) > 2 or len(word) < 3 or lemma in ("do", "go")


@dataclass(frozen=True, slots=True)
class Forms:
    """The tables of "forms.toml": lemmas by form, and words by what their form does not tell."""

    verbs: dict[str, str]
    nouns: dict[str, str]
    graded: dict[str, str]
    adverbs: dict[str, str]
    endings: dict[str, str]
    whole: frozenset[str]
    ie: frozenset[str]
    same: frozenset[str]
    bases: frozenset[str]


@cache
def forms() -> Forms:
    """The tables of the language's irregular forms. Raises DataError."""
    raw = lang.toml("en", "forms.toml")
    simple = _by_form(raw["verbs"])
    verbs = dict(simple)
    for front, bases in raw["prefixed"].items():
        verbs |= {front + form: front + lemma for form, lemma in simple.items() if lemma in bases}
    graded = {form: word for word in raw["graded"]["regular"] for e in ("er", "est") for form in _graded(word, e)}
    graded |= _by_form(raw["graded"]["irregular"])
    plurals = raw["plurals"]
    return Forms(
        verbs=verbs,
        nouns=_by_form(plurals["nouns"]),
        graded=graded,
        adverbs=graded | _by_form(raw["graded"]["adverbs"]),
        endings=_by_form(plurals["endings"]),
        whole=frozenset(plurals["whole"]),
        ie=frozenset(plurals["ie"]),
        same=frozenset(plurals["same"]),
        bases=frozenset(raw["bases"]["verbs"]),
    )


def _by_form(entries: list[str]) -> dict[str, str]:
    return {form: lemma for lemma, *found in map(str.split, entries) for form in found}


def _graded(word: str, ending: str) -> tuple[str, ...]:
    """ "big" makes "bigger", "early" "earlier", "late" "later"."""
    if word.endswith("y") and word[-2] not in VOWELS:
        return (word[:-1] + "i" + ending,)
    doubled = word[-1] not in "wxy" and word[-1] not in VOWELS and word[-2] in VOWELS and word[-3:-2] not in VOWELS
    return (word.removesuffix("e") + ending, *([word + word[-1] + ending] if doubled else []))


def _common(a: str, b: str) -> int:
    n = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        n += 1
    return n

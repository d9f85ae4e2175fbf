"""Lemmas as edit rules: how many characters to cut from a lower-cased word's end and what to put there.

A rule is ``"N+suffix"`` ("3+y" makes *army* of *armies*), ``"=lemma"`` for words that no rule reaches (*was* → *be*),
and a leading ``"^"`` keeps the word's own case (names).
"""

from __future__ import annotations


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


def _common(a: str, b: str) -> int:
    n = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        n += 1
    return n

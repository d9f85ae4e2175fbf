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


def by_ending(word: str) -> list[str]:
    """Lemmas that the regular endings of English allow for an inflected form, the likeliest first."""
    form = word.lower()
    if form.endswith(("ied", "ies")):
        return [form[:-3] + "y"]
    stem = next(
        (form[: -len(e)] for e in ("ing", "ed", "es", "s") if form.endswith(e) and len(form) - len(e) > 2), None
    )
    if stem is None:
        return []
    doubled = len(stem) > 3 and stem[-1] == stem[-2]
    silent = stem.endswith(("is", "iz", "at", "v", "c", "u", "dg", "rg", "ut", "ur", "or"))  # "criticis|ed" lacks its e
    plain = [stem[:-1], stem, stem + "e"] if doubled else [stem + "e", stem] if silent else [stem, stem + "e"]
    return plain if not form.endswith("s") else [form[:-1], stem]


def _common(a: str, b: str) -> int:
    n = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        n += 1
    return n

"""The role of every line, once it is known where the article lies."""

from __future__ import annotations

from collections.abc import Sequence

from rapporteur.clean import patterns
from rapporteur.clean.features import Features
from rapporteur.clean.label import State
from rapporteur.model import LineRole

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def assign(lines: Sequence[Features], scores: Sequence[float], states: Sequence[State]) -> list[LineRole]:
    """One role a line: what the walk put into the body is prose, a list item, or dropped with the reason's role."""
    roles: list[LineRole] = []
    inside = [i for i, state in enumerate(states) if state == "body"]
    first, last = (inside[0], inside[-1]) if inside else (len(lines), -1)
    story_over = False
    for i, (f, state) in enumerate(zip(lines, states, strict=True)):
        if state == "body":
            roles.append(_in_body(f, scores[i], lines, roles, i, first, last))
            continue
        if i > last:
            story_over = story_over or f.ends_story >= 0.4
        roles.append(_left_out(f, state, story_over))
    _lists(lines, roles, first, last)
    return roles


def _in_body(
    f: Features, score: float, lines: Sequence[Features], roles: Sequence[LineRole], i: int, first: int, last: int
) -> LineRole:
    if f.caption:
        return "caption"
    if f.furniture and score < 0.5:
        return "other-story" if f.furniture == "other_stories" else "boilerplate"
    if f.date_only:
        return "date"
    if f.byline and f.n <= 8 and score < 0:
        return "author"
    if f.repeats > 1 and f.n >= 8 and any(p.folded == f.folded for p in lines[first:i]):
        return "boilerplate"
    if f.bullet or (f.numbered and f.n > 3):
        return "list-item" if f.n >= 2 else "boilerplate"
    if is_crosshead(f) and score < 1.5:
        return "crosshead"
    if score > 0 or f.sentence:
        return "body"
    if _speaks(f):
        return "body"
    return "crosshead" if f.n <= 14 and first < i < last else "boilerplate"


def _speaks(f: Features) -> bool:
    return bool(patterns.SPEAKER.match(f.text)) and f.n >= 3


def is_crosshead(f: Features) -> bool:
    """A heading inside the body: capitals, a heading's tag, or a short line that is no sentence."""
    if f.tag in _HEADINGS:
        return True
    if f.capitals and f.n <= 14 and not f.text.rstrip().endswith((".", "”", '"')):
        return True
    return f.n <= 10 and f.colon and f.function_share < 0.45 and not _speaks(f) and f.capital_share > 0.6


def _left_out(f: Features, state: State, story_over: bool) -> LineRole:
    if f.caption:
        return "caption"
    if f.furniture == "comments":
        return "comment"
    if f.furniture == "other_stories" or (state == "after" and story_over and f.n >= 5 and not f.furniture):
        return "other-story"
    if f.byline and state != "after":
        return "author"
    if f.date_only:
        return "date"
    if state == "gap" and not f.furniture and (is_crosshead(f) or (2 <= f.n <= 12 and f.links < 0.6 and not f.aside)):
        return "crosshead"
    return "boilerplate"


def _lists(lines: Sequence[Features], roles: list[LineRole], first: int, last: int) -> None:
    """Short lines in a row after a colon, or that end with semicolons, are a list and stay in the body."""
    open_list = False
    for i in range(first, last + 1):
        f = lines[i]
        if roles[i] in {"body", "list-item"}:
            open_list = f.colon or (open_list and f.text.endswith((";", ",", "; and")))
            if f.text.endswith((";", "; and", "; or")):
                open_list = True
        elif (
            roles[i] == "crosshead"
            and f.tag not in _HEADINGS
            and ((open_list and not f.capitals) or f.text.endswith((";", "; and", "; or")))
        ) or (roles[i] == "crosshead" and f.tag == "li" and f.links < 0.6):
            roles[i] = "list-item"
        else:
            open_list = False

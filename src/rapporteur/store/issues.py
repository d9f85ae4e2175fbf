"""Issues as a record is asked for them: by id, found by the words of ``world/data/issues.csv``."""

from __future__ import annotations

import re
from functools import lru_cache

from rapporteur.errors import RecordError
from rapporteur.world import Issue, World


def issue_of(name: str, world: World) -> Issue:
    """The issue of this id or name, in whatever case; ``RecordError`` with the list of ids where there is none."""
    wanted = name.casefold().strip().replace(" ", "-")
    for issue in world.issues:
        if wanted in (issue.id, issue.name.casefold().replace(" ", "-")):
            return issue
    known = ", ".join(sorted(issue.id for issue in world.issues))
    raise RecordError(f"there is no issue {name!r}; it is one of {known}")


@lru_cache(maxsize=64)
def signals(issue: Issue) -> re.Pattern[str]:
    """What finds the words of an issue in a text, as whole words in whatever case."""
    words = sorted(issue.words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?i)\b(?:{'|'.join(map(re.escape, words))})\b")

"""Positions as ``rapporteur positions`` writes them: a matrix with its sentences for people, JSON Lines, CSV."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping

from rapporteur.ledger import Sentences, csv_line
from rapporteur.plain import one_line, when, who
from rapporteur.store.positions import STANCES, Alignment, Position, Positions, alignments, changes

_HELD = "holder kind name toward toward_name stance words earliest latest"
_TOLD = "claim speaker sentence page published"
COLUMNS = (*_HELD.split(" "), *_TOLD.split(" "))


def table(found: Positions, sentences: Sentences) -> Iterator[str]:
    """The matrix, the sentences behind each cell, changes of stance, and alignments with their counts."""
    issue = found.issue
    if not found.on_issue:
        yield f"Nothing is known of what states or organisations said on {issue.name} ({issue.id})."
    else:
        yield f"{issue.name} ({issue.id}). A blank says that nothing was found, not that somebody is against."
        yield ""
        yield from _matrix(found)
        yield from _behind(found, sentences)
        yield from _changed(found)
        yield from _aligned(found)
    if found.unplaced:
        yield ""
        yield f"Not placed, since no state or organisation says it: {found.unplaced}."


def jsonl(found: Positions, sentences: Sentences) -> Iterator[str]:
    """An object a position, then one a change and one an alignment; ``record`` tells which."""
    for p in found.positions:
        told = sentences.told(p.evidence)
        row = {**_position(p), "speaker": who(p.speaker), "sentence": told.sentence, "page": told.page}
        yield _json({"record": "position", "issue": found.issue.id, **row, "published": told.published})
    for change in changes(found.positions):
        sides = {"earlier": _position(change.earlier), "later": _position(change.later)}
        yield _json({"record": "change", "issue": found.issue.id, **sides})
    for a in alignments(found.positions):
        counts = {"same": a.same, "shared": a.shared, "share": round(a.same / a.shared, 4)}
        interval = {"low": round(a.low, 4), "high": round(a.high, 4), "interval": "Wilson score, 95 %"}
        pair = {"one": a.one.key, "other": a.other.key}
        yield _json({"record": "alignment", "issue": found.issue.id, **pair, **counts, **interval})


def table_csv(found: Positions, sentences: Sentences) -> Iterator[str]:
    """A row a position under a row of names."""
    yield csv_line(COLUMNS)
    for p in found.positions:
        told = sentences.told(p.evidence)
        days = [day.isoformat() if day else "" for day in (p.date.earliest, p.date.latest)]
        head = [p.holder.key, p.holder.kind, p.holder.name, p.toward, p.toward_name, p.stance, p.words, *days, p.claim]
        yield csv_line([*head, who(p.speaker), told.sentence, told.page, told.published])


FORMATS: Mapping[str, Callable[[Positions, Sentences], Iterator[str]]] = {
    "table": table,
    "jsonl": jsonl,
    "csv": table_csv,
}


def _matrix(found: Positions) -> Iterator[str]:
    cells = found.cells
    width = max(len(one_line(h.name)) for h in cells)
    yield f"{'':{width}}  " + "  ".join(f"{stance:>9}" for stance in STANCES)
    for holder, row in cells.items():
        counts = (str(len(row[stance])) if stance in row else "" for stance in STANCES)
        yield (f"{one_line(holder.name):{width}}  " + "  ".join(f"{count:>9}" for count in counts)).rstrip()


def _behind(found: Positions, sentences: Sentences) -> Iterator[str]:
    for holder, row in found.cells.items():
        for stance, cell in row.items():
            yield ""
            yield one_line(f"{holder.name}, {stance}")
            for p in cell:
                yield from _line(p, found, sentences)


def _line(p: Position, found: Positions, sentences: Sentences) -> Iterator[str]:
    told = sentences.told(p.evidence)
    words = f"  by “{one_line(p.words)}”" if p.words else ""
    yield f"  {p.claim}  {when(p.date)}, {who(p.speaker)}{words}"
    yield f"    “{told.sentence}”  {one_line(told.page)}"
    for other in found.positions:
        if other.claim == p.claim and other.holder == p.holder and other.toward != found.issue.id:
            yield "    " + one_line(f"toward {other.toward_name}: {other.stance}, by “{other.words}”")


def _changed(found: Positions) -> Iterator[str]:
    told = changes(found.positions)
    if told:
        yield ""
        yield "Changes of stance"
    for c in told:
        a, b = c.earlier, c.later
        line = f"{a.holder.name} toward {a.toward_name}: {a.stance} {when(a.date)}, {b.stance} {when(b.date)}"
        yield f"  {one_line(line)}  ({a.claim}, {b.claim})"


def _aligned(found: Positions) -> Iterator[str]:
    told = alignments(found.positions)
    if told:
        yield ""
        yield "Alignment: the same stance on the same matter in the same quarter, with the 95 % Wilson score interval"
    yield from (f"  {_alignment(a)}" for a in told)


def _alignment(a: Alignment) -> str:
    share = f"{a.same / a.shared:.2f} ({a.low:.2f} to {a.high:.2f})"
    return one_line(f"{a.one.name} and {a.other.name}: same on {a.same} of {a.shared}, {share}")


def _position(p: Position) -> dict[str, str]:
    days = {"earliest": p.date.earliest, "latest": p.date.latest}
    known = {name: day.isoformat() for name, day in days.items() if day}
    held = {"holder": p.holder.key, "toward": p.toward, "toward_name": p.toward_name, "stance": p.stance}
    return {**held, "words": p.words, **known, "claim": p.claim}


def _json(row: Mapping[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"

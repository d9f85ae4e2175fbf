"""Undertakings as ``rapporteur commitments`` writes them: a table for people, JSON Lines, CSV, a calendar.

Every undertaking stands with the sentence that makes it, and, where something told later is proposed as its answer,
with that sentence beside it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapporteur.errors import RecordError
from rapporteur.export.csv import defuse
from rapporteur.export.ics import Entry, calendar, due_days
from rapporteur.export.paper import on_paper
from rapporteur.model import Article, Commitment, Document, Evidence
from rapporteur.plain import listed, one_line, passage, when, where, who
from rapporteur.store import Record

_HEAD = "id status by strength firmness to action what condition due_earliest due_latest due_basis place"
_SIDES = "promised promised_in promised_on told_later told_later_in told_later_on"
COLUMNS = (*_HEAD.split(" "), *_SIDES.split(" "))


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of a page: the whole of it, and the page where it is still in the record."""

    sentence: str
    document: str
    article: Article | None

    @property
    def page(self) -> str:
        """Where the page is found: its address, else its source, else its id."""
        return (self.article.url or self.article.source) if self.article else self.document

    @property
    def published(self) -> str:
        """The day of the page, "" where it is not known."""
        earliest = self.article.published.earliest if self.article else None
        return earliest.isoformat() if earliest else ""


class Sentences:
    """Finds the whole sentences of evidence; keeps the pages that it has seen."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._articles: dict[str, Article | None] = {}

    def told(self, evidence: Evidence) -> Told:
        """The sentence in which the evidence stands."""
        if evidence.document not in self._articles:
            self._articles[evidence.document] = self._article(evidence.document)
        article = self._articles[evidence.document]
        found = passage(evidence, article.body if article else "")
        return Told(f"{found.before}{found.words}{found.after}", evidence.document, article)

    def _article(self, document: str) -> Article | None:
        try:
            found = self._record.find(document)
        except RecordError:  # its page was read anew since the record was assembled
            return None
        return found.article if isinstance(found, Document) else None


def table(found: Iterable[Commitment], sentences: Sentences) -> Iterator[str]:
    """A line an undertaking, its sentence below it, and below that the sentence that is proposed as its answer."""
    for c in found:
        to = f" → {listed(map(who, c.to))}" if c.to else ""
        due = when(c.due) if due_days(c) else "no day"
        place = f", {where(c.place)}" if c.place else ""
        mark = "" if c.firmness == "firm" else f", {c.firmness}"
        by = listed(map(who, c.by)) or "somebody unnamed"
        parts = (c.id, c.status, f"due {due}", f"{by}{to}", f"{c.strength}{mark}", f"{c.action}: {c.what}{place}")
        yield "  ".join(map(one_line, parts))
        given_up = c.status not in ("open", "unknown") and not c.status_evidence  # its own page says so
        yield from _side("told" if given_up else "promised", c.evidence, sentences)
        yield from _side("told later", c.status_evidence, sentences)


def jsonl(found: Iterable[Commitment], sentences: Sentences) -> Iterator[str]:
    """An object an undertaking: the keys of the export and both sentences with their pages."""
    for c in found:
        sides = {
            "promised": [_object(sentences.told(e)) for e in c.evidence],
            "told_later": [_object(sentences.told(e)) for e in c.status_evidence],
        }
        row = {**on_paper(c), **sides}
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"


def table_csv(found: Iterable[Commitment], sentences: Sentences) -> Iterator[str]:
    """A row an undertaking under a row of names, with the first sentence of either side; for spreadsheets."""
    yield csv_line(COLUMNS)
    for c in found:
        yield csv_line(_cells(c, sentences))


def ics(found: Iterable[Commitment], sentences: Sentences) -> Iterator[str]:
    """A calendar of the due days, each with the sentence and the page that tells of it."""
    return calendar(_entry(c, sentences) for c in found)


FORMATS: Mapping[str, Callable[[Iterable[Commitment], Sentences], Iterator[str]]] = {
    "table": table,
    "jsonl": jsonl,
    "csv": table_csv,
    "ics": ics,
}


def csv_line(cells: Iterable[str]) -> str:
    """One line of CSV as RFC 4180 has it; nothing in it runs as a formula."""
    line = io.StringIO()
    csv.writer(line).writerow([defuse(cell) for cell in cells])
    return line.getvalue()


def _side(label: str, evidence: tuple[Evidence, ...], sentences: Sentences) -> Iterator[str]:
    for e in evidence:
        told = sentences.told(e)
        yield "    " + one_line(f"{label} {told.published or 'undated'}: “{told.sentence}”  {told.page}")


def _object(told: Told) -> dict[str, str]:
    return {"sentence": told.sentence, "document": told.document, "page": told.page, "published": told.published}


def _cells(c: Commitment, sentences: Sentences) -> list[str]:
    sides = [sentences.told(e[0]) if e else None for e in (c.evidence, c.status_evidence)]
    days = [day.isoformat() if day else "" for day in (c.due.earliest, c.due.latest)]
    head = [c.id, c.status, "; ".join(p.name for p in c.by), c.strength, c.firmness, "; ".join(p.name for p in c.to)]
    told = [part for s in sides for part in ((s.sentence, s.page, s.published) if s else ("", "", ""))]
    return [*head, c.action, one_line(c.what), c.condition or "", *days, c.due.basis, where(c.place), *told]


def _entry(c: Commitment, sentences: Sentences) -> Entry:
    first = sentences.told(c.evidence[0])
    by = listed(p.name for p in c.by) or "Somebody unnamed"
    told = [f"“{first.sentence}”", first.page, f"{c.strength}, {c.firmness}; status: {c.status}"]
    told += [f"Told later: “{s.sentence}” {s.page}" for s in map(sentences.told, c.status_evidence)]
    article = first.article
    stamp = article.published.earliest if article else None
    return Entry(c, stamp, one_line(f"{by}: {c.what}"), "\n".join(told), article.url if article else None)

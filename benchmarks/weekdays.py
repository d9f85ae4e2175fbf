"""Measure how weekday names in news are resolved to days.

usage: python benchmarks/weekdays.py --data FILE.conllu [FILE ...] [--genres news,interview] [--show]

The files are documents of the GUM corpus in CoNLL-U: ``# meta::dateCreated`` is the day of the page, and annotators
wrote the day meant beside each date (``<date when="2009-05-08">`` in the last column). Asked is each weekday whose date
holds no number of a day, with a day meant within eight weeks of the page's. The text of the sentence goes through
``resolve.dates.phrases`` with the direction "past", so that what lies ahead is told by the words alone. The baseline
takes the latest such day up to the page's.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from rapporteur.model import DateRange
from rapporteur.resolve import dates

NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST_DAYS = 56
_WHEN = re.compile(r'<date[^>]*when:::"(\d{4}-\d\d-\d\d)"')


@dataclass(frozen=True, slots=True)
class Mention:
    """A weekday in its sentence, the day of the page, and the day that the annotators mean."""

    document: str
    text: str
    start: int
    page: date
    meant: date


def mentions(path: Path) -> Iterator[Mention]:
    """The weekdays of a file whose day is annotated."""
    document, created = "", None
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = block.split("\n")
        for row in rows:
            if row.startswith("# newdoc id"):
                document, created = row.split("=")[1].strip(), None
            elif row.startswith("# meta::dateCreated") and re.fullmatch(r"\d{4}-\d\d-\d\d", row.split("=")[1].strip()):
                created = date.fromisoformat(row.split("=")[1].strip())
        if created:
            yield from _in_sentence(document, created, rows)


def _in_sentence(document: str, created: date, rows: list[str]) -> Iterator[Mention]:
    text, found, current, numbers = "", [], "", False
    for row in rows:
        cells = row.split("\t")
        if len(cells) != 10 or not cells[0].isdigit():
            continue
        if opened := _WHEN.search(cells[9]):
            current, numbers, here = opened.group(1), False, len(found)
        if current:
            numbers = numbers or any(c.isdigit() for c in cells[1])
            if cells[1] in NAMES:
                found.append(Mention(document, "", len(text), created, date.fromisoformat(current)))
        text += cells[1] + ("" if "SpaceAfter=No" in cells[9] else " ")
        if current and "</date>" in cells[9]:
            if numbers:
                del found[here:]
            current = ""
    for m in found:
        if abs((m.meant - m.page).days) <= MOST_DAYS:
            yield Mention(m.document, text.strip(), m.start, m.page, m.meant)


def resolved(m: Mention) -> date | None:
    """The day that the package gives to a mention; None where it gives none, or more than one."""
    page = DateRange(m.page, m.page, "stated")
    for p in dates.phrases(m.text, 0, page, "past"):
        if p.start <= m.start < p.end and p.range.days == 1:
            return p.range.earliest
    return None


def latest(m: Mention) -> date:
    """The last such weekday up to the day of the page."""
    weekday = NAMES.index(re.match(r"\w+", m.text[m.start :]).group())  # type: ignore[union-attr]
    return m.page - timedelta(days=(m.page.weekday() - weekday) % 7)


def main() -> None:
    """Print the share of weekdays that are right, and that of the baseline."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", type=Path, nargs="+", required=True)
    ask.add_argument("--genres", default="news,interview")
    ask.add_argument("--show", action="store_true")
    given = ask.parse_args()
    wanted = given.genres.split(",")
    found = [m for path in given.data for m in mentions(path) if m.document.split("_")[1] in wanted]
    right = sum(resolved(m) == m.meant for m in found)
    base = sum(latest(m) == m.meant for m in found)
    total = max(1, len(found))
    print(f"weekdays {len(found)}  right {right} ({right / total:.3f})  latest such day {base} ({base / total:.3f})")
    for m in found if given.show else ():
        if resolved(m) != m.meant:
            mark = m.text[: m.start] + ">" + m.text[m.start :]
            print(f"{m.document}: page {m.page:%a %Y-%m-%d}, meant {m.meant:%a %Y-%m-%d}, given {resolved(m)}: {mark}")


if __name__ == "__main__":
    main()

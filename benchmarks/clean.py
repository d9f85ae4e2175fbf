"""Measure the room ``clean`` on a file of pages.

usage: python benchmarks/clean.py --data FILE [--html FOLDER] [--address] [--predictions OUT] [--worst N] [--refuse]

FILE holds one JSON object a line (plain or gzip): ``id``, ``raw_text``, ``gold_text``, and where known ``title``,
``authors``, ``date``, ``url``. FOLDER holds ``ID.html.gz``; with it the pages are read from markup. Main text is scored
by four-word shingles with repeats, each page weighing the same; headline, author and date by the pages that have one:
right of all that have one, and right of those for which an answer was given. Authors are right where the two sets are
equal; where no person signs, the agency is given, since the gold names it as the author. The count of pages where every
author found is in the gold is printed as well. With ``--address`` pages are read with the row's ``url``, as a
crawl's table gives it; without, only what stands on the page counts. Dates that differ by a whole year are counted,
since they show years that the gold has wrong more often than not.

Speed is processor time on one core, of ``clean`` alone: the files are read before. With ``--html`` trafilatura alone
reads the same pages in the same run, its turn right after each page's, as it is installed with its usual settings, for
text only and with its metadata; the ratios say how many times as long ``clean`` takes, which finds metadata as well.
OUT gets rows of id, text, headline, authors, date. A page that ``clean`` refuses (another language, a stub) still gets
the main text of the line model, so that what is measured is the text; with ``--refuse`` it gets none.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rapporteur.clean import clean, main_text
from rapporteur.clean.language import language_of
from rapporteur.model import Article, DateRange, Page, Refusal


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file, plain or gzip."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in data.decode("utf-8").splitlines() if line.strip()]


def shingles(text: str, n: int = 4) -> Counter[tuple[str, ...]]:
    """Runs of ``n`` words with their counts; of all words where the text is shorter."""
    found = re.findall(r"\w+", text or "")
    n = min(n, len(found))
    return Counter(tuple(found[i : i + n]) for i in range(len(found) - n + 1)) if found else Counter()


def pages(
    data: list[dict[str, Any]], folder: Path | None, address: bool = False
) -> Iterator[tuple[dict[str, Any], Page]]:
    """Each row with its page: its markup where a folder is given, else its raw text."""
    for row in data:
        url = row.get("url") if address else None
        if folder is None:
            yield row, _page(row["raw_text"].encode("utf-8"), row, "text", url)
        elif (file := folder / f"{row['id']}.html.gz").is_file():
            yield row, _page(gzip.decompress(file.read_bytes()), row, "html", url)


def _page(data: bytes, row: dict[str, Any], media: Any, url: str | None) -> Page:
    return Page(data, str(row["id"]), media, hashlib.sha256(data).hexdigest(), url=url)


def folded(text: str | None) -> str:
    """Letters and digits only, lower case."""
    return "".join(re.findall(r"\w+", (text or "").lower()))


def people(value: str | list[str] | None) -> frozenset[str]:
    """The set of names in a gold field or a prediction."""
    names = re.split(r",\s*(?!Jr)", value) if isinstance(value, str) else value or []
    return frozenset(folded(n) for n in names if folded(n))


def predict(page: Page, refuse: bool) -> dict[str, Any]:
    """One row of predictions; a refusal says why."""
    seen: Article | Refusal = clean(page)
    if isinstance(seen, Refusal):
        text = "" if refuse else main_text(page)
        none = {"headline": None, "authors": [], "date": None, "range": None}
        return {"id": page.source, "text": text, **none, "refused": seen.reason}
    stated = seen.published.earliest if seen.published.basis == "stated" else None
    return {
        "id": page.source,
        "text": seen.body,
        "headline": seen.headline,
        "authors": list(seen.author) or [name for name in (seen.agency,) if name],
        "date": stated.isoformat() if stated else None,
        "range": _range(seen.published),
    }


def _range(published: DateRange) -> list[str] | None:
    """The first and last day of a range that was inferred, both closed; None where a day is stated or an end open."""
    low, high = published.earliest, published.latest
    return [low.isoformat(), high.isoformat()] if published.basis == "inferred" and low and high else None


def main() -> None:
    """Print the scores; write the predictions where asked."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", type=Path, required=True)
    ask.add_argument("--html", type=Path)
    ask.add_argument("--address", action="store_true")
    ask.add_argument("--predictions", type=Path)
    ask.add_argument("--worst", type=int, default=0)
    ask.add_argument("--refuse", action="store_true")
    given = ask.parse_args()
    results, pace = read_all(list(pages(rows(given.data), given.html, given.address)), given)
    if given.predictions:
        given.predictions.write_text(
            "".join(json.dumps(p, ensure_ascii=False) + "\n" for _, p in results), encoding="utf-8"
        )
    report(results, given.worst)
    print(pace)


def read_all(
    found: list[tuple[dict[str, Any], Page]], given: argparse.Namespace
) -> tuple[list[tuple[dict[str, Any], dict[str, Any]]], Pace]:
    """Each row with its prediction, and the pace; what is loaded once is loaded before."""
    pace = Pace()
    language_of("ceci n'est pas une page")  # its model is unpacked on first use
    for _, page in found[:1]:
        clean(page)
    for _, page in found:
        pace.add(page, given.html is not None)
    return [(row, predict(page, given.refuse)) for row, page in found], pace


@dataclass(slots=True)
class Pace:
    """Seconds of processor time for a number of pages: of ``clean``, and of trafilatura without and with metadata."""

    pages: int = 0
    own: float = 0.0
    text: float = 0.0
    metadata: float = 0.0

    def add(self, page: Page, markup: bool) -> None:
        """Read one page, and with trafilatura where it has markup."""
        self.pages += 1
        self.own += _seconds(lambda: clean(page))
        if markup:
            import trafilatura

            html = page.data.decode("utf-8", "replace")
            self.text += _seconds(lambda: trafilatura.extract(html))
            self.metadata += _seconds(lambda: trafilatura.extract(html, with_metadata=True))

    def __str__(self) -> str:
        if not self.own:
            return "speed: nothing was read"
        said = f"speed: {1000 * self.own / self.pages:.1f} ms a page, {self.pages / self.own:.0f} pages a second a core"
        if self.text and self.metadata:
            said += (
                f"; {self.own / self.metadata:.2f} times trafilatura with its metadata,"
                f" {self.own / self.text:.2f} times its text alone"
            )
        return said


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def report(results: list[tuple[dict[str, Any], dict[str, Any]]], worst: int) -> None:
    """Main text, then headline, author and date, then the pages that were refused and the worst ones."""
    scored = []
    for row, seen in results:
        want, have = shingles(row["gold_text"]), shingles(seen["text"])
        hit = (want & have).total()
        scored.append((hit / have.total() if have else None, hit / want.total() if want else None, row["id"]))
    given = [p for p, _, _ in scored if p is not None]
    p, r = sum(given) / max(1, len(given)), sum(r or 0.0 for _, r, _ in scored) / max(1, len(scored))
    print(f"pages {len(scored)}  precision {p:.3f}  recall {r:.3f}  F1 {2 * p * r / (p + r) if p + r else 0:.3f}")
    for field, key, same in (
        ("title", "headline", lambda a, b: folded(a) == folded(b)),
        ("date", "date", lambda a, b: a == b),
        ("authors", "authors", lambda a, b: people(a) == people(b)),
    ):
        asked = [(row[field], seen[key]) for row, seen in results if row.get(field)]
        if asked:
            print(_line(key, sum(bool(b) and same(a, b) for a, b in asked), sum(bool(b) for _, b in asked), len(asked)))
    details(results)
    for _, seen in results:
        if "refused" in seen:
            print("refused", seen["id"], seen["refused"])
    for low in sorted(scored, key=lambda s: min(s[0] or 0.0, s[1] or 0.0))[:worst]:
        print("worst", low[2], f"{low[0] or 0:.2f} {low[1] or 0:.2f}")


def _width(low: str, high: str) -> int:
    return (date.fromisoformat(high) - date.fromisoformat(low)).days + 1


def _line(key: str, right: int, said: int, asked: int) -> str:
    return (
        f"{key}: right {right} of {asked} ({right / asked:.3f}), wrong {said - right}, none {asked - said};"
        f" right of those said {right / said if said else 0:.3f}"
    )


def details(results: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    """Authors that are all in the gold, and dates a whole year off."""
    named = [(people(row["authors"]), people(seen["authors"])) for row, seen in results if row.get("authors")]
    if named:
        held = sum(bool(b) and all(any(x in y for y in a) for x in b) for a, b in named)
        print(f"authors all in the gold: {held} of {sum(bool(b) for _, b in named)} pages with one said")
    dated = [
        (date.fromisoformat(row["date"]), date.fromisoformat(seen["date"]))
        for row, seen in results
        if row.get("date") and seen["date"]
    ]
    if dated:
        near = [
            (row["date"], *seen["range"])
            for row, seen in results
            if row.get("date") and seen["range"] and _width(*seen["range"]) <= 8
        ]
        held = sum(low <= day <= high for day, low, high in near)
        print(f"no day stated, but a range of at most eight days: {len(near)}, with the day in it {held}")
        print(f"dates off by a year to three days: {sum(abs(abs((a - b).days) - 365.5) < 3 for a, b in dated)}")


if __name__ == "__main__":
    main()

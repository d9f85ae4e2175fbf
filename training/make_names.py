"""Turn the marked sentences of ``training/data`` into word and tag columns for the training of names.

Run ``PYTHONPATH=src python training/make_names.py`` in the root of the repository. The sources are read in the order of
their file names. Every fifth sentence of a source written by hand goes to ``names-dev.iob2``, the others to
``names-train.iob2``; every third gets printers' quotation marks and apostrophes, as many outlets set them. What is
made from frames goes to training alone, so that the held-out part measures sentences and not substitutions; so do the
sentences of the coded events, which came later.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rapporteur.analyse.tokenise import spans

DATA = Path(__file__).parent / "data"
TYPES = ("PER", "LOC", "ORG", "OFFICE", "EVENT", "DOC")
MARK = re.compile(r"\[([A-Z]+) ([^\[\]]*)\]")  # "[LOC Astana]"; not "[sic]"
SLOT = re.compile(r"\{(\w+)(?:\.([ab]))?\}")  # "{person.a}", "{event}"; not "{ }"
ARTICLE = re.compile(r"(?:\b[Tt]he )?\[([A-Z]+) the ")  # "[LOC the Philippines]"; not "[LOC The Hague]"
ACRONYM = re.compile(r"\[[A-Z]+ (?:[A-Z]{2,4}|(?:[A-Z]\.)+)\]")  # "[LOC US]"; not "[LOC Oman]"
BEFORE_VOWEL = re.compile(r"\b([Aa]) (?=[AEIO]|Uz)")  # "a Indian"; not "a Ukrainian"
NOT_HAND = ("names-frames.txt", "names-lists.txt")
TO_TEACH = ("names-news1.txt", "names-news2.txt", "names-news3.txt")  # never held out: they came later
HELD_OUT = 5
CURLED = 3
MADE = 1500
SEED = 20
Row = tuple[str, str]


class SourceError(ValueError):
    """A line of a source that cannot be read; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One marked sentence and where it stands."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Lists:
    """Names to fill frames with: one dictionary for each country, and one for what belongs to none."""

    countries: tuple[dict[str, tuple[str, ...]], ...]
    shared: dict[str, tuple[str, ...]]


def read_lines(path: Path) -> Iterator[Line]:
    """The marked sentences of a source; blank lines and lines that begin with ``# `` are passed over."""
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if text.strip() and not text.startswith("# "):
            yield Line(f"{path.name}:{number}", text.strip())


def unmark(line: Line) -> tuple[str, list[tuple[int, int, str]]]:
    """The sentence without marks, and (start, end, type) of every name in it.

    Raises ``SourceError`` for an unknown type, an empty name, or a bracket that belongs to no mark.
    """
    plain, found, at = "", [], 0
    for mark in MARK.finditer(line.text):
        kind, name = mark.group(1), mark.group(2)
        if kind not in TYPES:
            raise SourceError(f"{line.where}: unknown type {kind!r}, expected one of {', '.join(TYPES)}")
        if not name.strip() or name != name.strip():
            raise SourceError(f"{line.where}: empty name or blanks at its edge in {mark.group()!r}")
        plain += line.text[at : mark.start()]
        found.append((len(plain), len(plain) + len(name), kind))
        plain += name
        at = mark.end()
    plain += line.text[at:]
    if re.search(r"[\[\]{}]", plain):
        raise SourceError(f"{line.where}: bracket outside a mark in {plain!r}")
    return plain, found


def rows(line: Line) -> list[Row]:
    """Words of the sentence with their BIO tags. Raises ``SourceError`` where a name begins or ends inside a word."""
    plain, names = unmark(line)
    words = spans(plain)
    tags = ["O"] * len(words)
    for start, end, kind in names:
        inside = [i for i, (a, b) in enumerate(words) if a < end and b > start]
        if words[inside[0]][0] != start or words[inside[-1]][1] != end:
            cut = " ".join(plain[words[i][0] : words[i][1]] for i in inside)
            raise SourceError(f"{line.where}: {plain[start:end]!r} cuts a word, the tokeniser gives {cut!r}")
        for i in inside:
            tags[i] = f"{'B' if i == inside[0] else 'I'}-{kind}"
    return [(plain[a:b], tag) for (a, b), tag in zip(words, tags, strict=True)]


def read_lists(path: Path) -> Lists:
    """The lists of names: ``key: one; two; three`` in blocks, one country a block, the block of ``shared`` apart."""
    blocks: list[dict[str, tuple[str, ...]]] = []
    for line in read_lines(path):
        if line.text.startswith("== "):
            blocks.append({"block": (line.text[3:].strip(),)})
            continue
        key, colon, values = line.text.partition(":")
        names = tuple(v.strip() for v in values.split(";") if v.strip())
        if not colon or not names or not blocks:
            raise SourceError(f"{line.where}: expected 'key: name; name' below a line '== country'")
        blocks[-1][key.strip()] = names
    return Lists(
        countries=tuple(b for b in blocks if b["block"] != ("shared",)),
        shared=next((b for b in blocks if b["block"] == ("shared",)), {}),
    )


def fill(frame: Line, lists: Lists, rng: random.Random) -> Line:
    """The frame with names put in: ``{person.a}`` and ``{city.a}`` of one country, ``.b`` of another one."""
    chosen = dict(zip("ab", rng.sample(lists.countries, 2), strict=True))
    used: set[str] = set()

    def one(slot: re.Match[str]) -> str:
        source = chosen[slot.group(2)] if slot.group(2) else lists.shared
        if slot.group(1) not in source:
            raise SourceError(f"{frame.where}: no list {slot.group(1)!r} in {source.get('block', ('shared',))[0]}")
        fresh = [name for name in source[slot.group(1)] if name not in used] or list(source[slot.group(1)])
        used.add(name := rng.choice(fresh))
        return name

    text = ARTICLE.sub(r"the [\1 ", SLOT.sub(one, frame.text))
    text = BEFORE_VOWEL.sub(r"\1n ", text)
    return Line(frame.where, text[0].upper() + text[1:])


def typeset(line: Line) -> Line:
    """The sentence with curly quotation marks and apostrophes in place of straight ones."""
    text = re.sub(r'(?<![\w.,!?])"(?=[\w\[])', "“", line.text).replace('"', "”")
    return Line(line.where, re.sub(r"(?<![\w\]])'(?=[\w\[])", "‘", text).replace("'", "’"))


def vary(line: Line, rng: random.Random) -> Line:
    """The sentence as it is, curled, or now and then in capitals or in small letters, as headlines and crawls have it.

    A sentence with a short acronym is never made small: "us" is a pronoun.
    """
    chance = rng.random()
    if chance >= 0.1:
        return typeset(line) if chance > 0.7 else line
    change = str.upper if chance < 0.06 or ACRONYM.search(line.text) else str.lower
    pieces, at = [], 0
    for mark in MARK.finditer(line.text):
        pieces += [change(line.text[at : mark.start()]), f"[{mark.group(1)} {change(mark.group(2))}]"]
        at = mark.end()
    return Line(line.where, "".join(pieces) + change(line.text[at:]))


def make(frames: list[Line], lists: Lists, wanted: int) -> list[Line]:
    """``wanted`` different sentences from the frames, the same on every run; each frame is used about equally."""
    rng = random.Random(SEED)
    found: dict[str, Line] = {}
    for turn in range(wanted * 3):
        if len(found) >= wanted or not frames:
            break
        line = vary(fill(frames[turn % len(frames)], lists, rng), rng)
        found.setdefault(line.text, line)
    return list(found.values())


def write(path: Path, sentences: list[list[Row]]) -> None:
    """Two columns, word and tag, and a blank line after every sentence."""
    path.write_text(
        "".join("".join(f"{word}\t{tag}\n" for word, tag in sentence) + "\n" for sentence in sentences),
        encoding="utf-8",
    )


def report(name: str, sentences: list[list[Row]]) -> None:
    """Print how many sentences, words and names of each type there are."""
    count = Counter(tag[2:] for sentence in sentences for _, tag in sentence if tag.startswith("B-"))
    words = sum(len(sentence) for sentence in sentences)
    print(f"{name}: {len(sentences)} sentences, {words} words, " + ", ".join(f"{t} {count[t]}" for t in TYPES))


def build(folder: Path, made: int = MADE) -> tuple[list[list[Row]], list[list[Row]]]:
    """Training and held-out sentences from the sources in ``folder``. Raises ``SourceError``."""
    paths = [p for p in sorted(folder.glob("names-*.txt")) if p.name not in NOT_HAND]
    files = [list(read_lines(p)) for p in paths]
    twice = [text for text, n in Counter(line.text for file in files for line in file).items() if n > 1]
    if twice:
        raise SourceError(f"{folder}: written twice: {twice[0]!r}")
    hand = [
        (place % HELD_OUT == 0 and path.name not in TO_TEACH, rows(line if place % CURLED else typeset(line)))
        for path, file in zip(paths, files, strict=True)
        for place, line in enumerate(file, 1)
    ]
    frames_path, lists_path = (folder / name for name in NOT_HAND)
    extra: list[Line] = []
    if frames_path.exists() and lists_path.exists():
        extra = make(list(read_lines(frames_path)), read_lists(lists_path), made)
    train = [sentence for held, sentence in hand if not held]
    dev = [sentence for held, sentence in hand if held]
    return train + [rows(line) for line in extra], dev


def main() -> int:
    """Build both files and say what is in them; 1 and one line on the first broken source."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--folder", type=Path, default=DATA, help="where the sources are and the columns go")
    parser.add_argument("--made", type=int, default=MADE, help="how many sentences to make from the frames")
    given = parser.parse_args()
    try:
        train, dev = build(given.folder, given.made)
    except SourceError as error:
        print(error, file=sys.stderr)
        return 1
    write(given.folder / "names-train.iob2", train)
    write(given.folder / "names-dev.iob2", dev)
    report("train", train)
    report("dev", dev)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

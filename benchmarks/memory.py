"""Whether memory stays flat while many pages are read.

    python benchmarks/memory.py [--pages N] [--every N]

Writes N different pages into a temporary folder, made from examples/pages with other names and another order of
paragraphs, reads them into one record in a process of its own, and prints what is resident there after every 100 pages
(fewer where N is small). Flat means: the last figure is at most a tenth above the first. What assembling the record
takes at the end is told apart from that. Linux only, since it reads /proc.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

SAMPLES = Path(__file__).parent.parent / "examples" / "pages"
FLAT = 1.1
ENOUGH = 300  # pages: before that, what is loaded on first use still adds up
TAG = re.compile(r"(<[^<>]*>)")  # "<p>"; not "a < b"
NAME = re.compile(r"\b[A-Z][a-z]{4,}\b")  # "Astana"; not "SCO"
SYLLABLES = ("ka", "ro", "mi", "ta", "lu", "sen", "dar", "vo", "zhi", "bek", "na", "shi", "gor", "el", "ur", "pan")


def main() -> None:
    """Print a table of pages and megabytes, and whether it is flat."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--pages", type=int, default=1000)
    ask.add_argument("--every", type=int, help="pages between two samples (default: 100, or a fifth of all)")
    ask.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    given = ask.parse_args()
    every = given.every or max(1, min(100, given.pages // 5))
    if given.child:
        read(given.child, every)
        return
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder) / "pages"
        write(pages, given.pages)
        command = [sys.executable, __file__, "--child", str(pages), "--every", str(every)]
        report(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines(), every)


def write(folder: Path, wanted: int) -> None:
    """``wanted`` pages, the same on every run, no two alike."""
    folder.mkdir()
    rng = random.Random(1)
    samples = sorted(p for p in SAMPLES.iterdir() if p.suffix in (".txt", ".html"))
    for number in range(wanted):
        sample = samples[number % len(samples)]
        varied = "".join(vary(sample.read_text(encoding="utf-8"), sample.suffix == ".html", rng))
        (folder / f"{number:05}{sample.suffix}").write_text(varied, encoding="utf-8")


def vary(text: str, markup: bool, rng: random.Random) -> Iterator[str]:
    """The page in pieces, one name in ten another one, and in plain text the paragraphs in another order."""
    if not markup:
        parts = text.split("\n\n")
        inner = parts[3:-2]
        rng.shuffle(inner)
        text = "\n\n".join([*parts[:3], *inner, *parts[max(3, len(parts) - 2) :]])
    for piece in TAG.split(text):
        inside_tag = markup and piece.startswith("<")
        yield piece if inside_tag else NAME.sub(lambda m: made_up(rng) if rng.random() < 0.1 else m[0], piece)


def made_up(rng: random.Random) -> str:
    """A name that means nothing."""
    return "".join(rng.choices(SYLLABLES, k=3)).capitalize()


def read(folder: Path, every: int) -> None:
    """In the process that is measured: read the folder into a record, printing pages and resident megabytes."""
    import rapporteur as rp
    from rapporteur.pipeline import Progress

    def sample(progress: Progress) -> None:
        if progress.pages % every == 0:
            print(progress.pages, resident(), flush=True)

    with rp.open_record(folder.parent / "record.db") as record:
        outcome = rp.build_record([str(folder)], record, progress=sample)
    print("assembled", resident())
    print("pages", outcome.pages, "refused", outcome.refused)


def resident() -> int:
    """Megabytes resident in this process now."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) // 1024  # type: ignore[index]


def report(lines: list[str], every: int) -> None:
    """The table, then the ratio of its last to its first line."""
    samples = [int(line.split()[1]) for line in lines if line[0].isdigit()]
    for line in lines:
        print(f"{line.split()[0]:>9} {line.split()[1]:>6} MB" if not line.startswith("pages") else line)
    ratio = samples[-1] / samples[0]
    told = "flat" if ratio <= FLAT else "NOT flat"
    print(f"last / first {ratio:.2f}: {told if len(samples) * every >= ENOUGH else 'too few pages to tell'}")


if __name__ == "__main__":
    main()

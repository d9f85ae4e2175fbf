"""Measure what a page costs: analysis, the second witness, extraction and resolution, in one run.

    python benchmarks/cost.py [FOLDER] [--threads N] [--rounds N]

FOLDER holds pages (default: ``examples/pages``). Each of them is read and cleaned before the clock starts; one article
goes through all rooms first, so that the loading of models and tables is not counted. The second witness is the network
that ``extract`` asks; its time is taken out of that of extraction. A line a stage: wall-clock seconds a page, CPU
seconds a page (all threads), and the share of the analysis in each. On a busy machine the CPU seconds are the ones to
compare. ``--rounds`` reads everything N times and takes of each stage the quickest round; words looked up in the round
before are then known to some caches, so one round is the honest number.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rapporteur import analyse, clean, extract, read, resolve, settings, world
from rapporteur.drafts import Asked, Opinion, SecondWitness
from rapporteur.model import Article, Page, Refusal

ROOT = Path(__file__).parents[1]
STAGES = ("analysis", "second witness", "extraction", "resolution")


@dataclass
class Clock:
    """Wall-clock and CPU seconds of each stage."""

    wall: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))
    cpu: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))

    @contextmanager
    def stage(self, name: str, outer: str | None = None) -> Iterator[None]:
        """Count what happens inside to a stage, and not to the ``outer`` one in which it stands."""
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        self.wall[name] += wall
        self.cpu[name] += cpu
        if outer:
            self.wall[outer] -= wall
            self.cpu[outer] -= cpu


@dataclass
class Timed:
    """The second witness with a clock beside it."""

    coder: SecondWitness
    clock: Clock

    def opinions(self, asked: Sequence[Asked]) -> list[Opinion]:
        """What the witness says."""
        with self.clock.stage("second witness", "extraction"):
            return self.coder.opinions(asked)


def main() -> None:
    """Print what each stage costs."""
    parser = argparse.ArgumentParser(description="Seconds a page of analysis, extraction and resolution.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "examples" / "pages")
    parser.add_argument("--threads", type=int, default=2, help="threads of the networks (default: 2)")
    parser.add_argument(
        "--rounds", type=int, default=1, choices=range(1, 10), help="read everything so often; the quickest counts"
    )
    options = parser.parse_args()
    articles = list(articles_of(options.folder))
    if not articles:
        raise SystemExit(f"{options.folder}: no page that can be read")
    through(articles[:1], Clock(), options.threads)
    clocks = [Clock() for _ in range(options.rounds)]
    for clock in clocks:
        words = through(articles, clock, options.threads)
    print(f"{len(articles)} articles, {words / len(articles):.0f} words each, {options.threads} threads")
    show(least(clocks, lambda c: c.wall), least(clocks, lambda c: c.cpu), len(articles))


def articles_of(folder: Path) -> Iterator[Article]:
    """The articles of all pages of a folder."""
    known, limits = world.load(), read.Limits.of(settings.load())
    for page in read.pages([str(folder)], limits=limits):
        if isinstance(page, Page):
            found = clean.entries(page, world=known, scorer=clean.Sites().scorer(page))
            yield from () if isinstance(found, Refusal) else found


def through(articles: Sequence[Article], clock: Clock, threads: int) -> int:
    """Take articles through analysis, extraction and resolution; gives their number of words."""
    known, words = world.load(), 0
    for article in articles:
        with clock.stage("analysis"):
            doc = analyse.analyse(article, threads=threads)
        words += len(doc)
        if len(doc):
            doc._.coder = Timed(doc._.coder, clock)
        with clock.stage("extraction"):
            drafts = extract.extract(doc, article.body, article.language)
        with clock.stage("resolution"):
            resolve.resolve(article, drafts, known)
    return words


def least(clocks: Sequence[Clock], of: Callable[[Clock], dict[str, float]]) -> dict[str, float]:
    """The least of each stage over the rounds."""
    return {stage: min(of(clock)[stage] for clock in clocks) for stage in STAGES}


def show(wall: dict[str, float], cpu: dict[str, float], pages: int) -> None:
    """A line a stage, and the sums that are compared with the analysis."""
    rows = {stage: (wall[stage], cpu[stage]) for stage in STAGES}
    reading = [rows["extraction"], rows["resolution"]]
    rows["extraction + resolution"] = (sum(r[0] for r in reading), sum(r[1] for r in reading))
    rows["with the second witness"] = tuple(map(sum, zip(rows["second witness"], *reading, strict=True)))  # type: ignore[assignment]
    print(f"{'seconds a page':24}  {'wall':>7} {'CPU':>7}   share of the analysis (wall, CPU)")
    for name, (w, c) in rows.items():
        print(f"{name:24}  {w / pages:7.3f} {c / pages:7.3f}   {w / wall['analysis']:5.2f} {c / cpu['analysis']:5.2f}")


if __name__ == "__main__":
    main()

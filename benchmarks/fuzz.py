"""Hostile input for the rooms `read` and `clean`, for minutes or hours: crashes, hangs, memory.

    python benchmarks/fuzz.py [--seconds N] [--seed N] [--keep FOLDER] [--slow SECONDS] [--memory MB]

Takes the sample pages and archives made of them, spoils them (bytes, tags, attributes, nesting, lengths, checksums),
reads each as a file and cleans every page that comes out. What fails is told once for each place in the code and kept
in a folder: an exception, a page that took longer than a second of processor time, or a source that raised this
process's memory by more than the limit. The exit status is 1 if anything failed. Linux and macOS only: it uses timers
of the processor's time.
"""

from __future__ import annotations

import argparse
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from sources_samples import packed, record, tarred, zipped  # noqa: E402

from rapporteur import clean, read, world  # noqa: E402
from rapporteur.model import Article, Page, Refusal  # noqa: E402

LIMITS = read.Limits(
    page_limit=2_000_000, unpacked_least=20_000_000, pdf_seconds=10.0, fetch_timeout=1.0, archive_entries=2_000
)
MARKUP = (
    b"<div>", b"</div>", b"<p>", b"<table><tr><td>", b"<svg>", b"<math>", b"<template>", b"<script>", b"</script>",
    b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<a href='", b"<meta charset=utf-16>", b"<base href=x>", b"&#x110000;",
    b"&amp;" * 50, b"<time datetime='2024-13-45'>", b"<script type='application/ld+json'>", b"[" * 3000, b"{" * 500,
    b'{"@type":"NewsArticle","datePublished":', b"<rss>", b"<item>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;",
)  # fmt: skip
BYTES = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1b$B", b"\r", b"\xe2\x80\xa8", b"WARC/1.0\r\n", b"PK\x03\x04",
    b"Content-Length: 99999999\r\n", b"HTTP/1.1 200 OK\r\n\r\n", b"PK\x05\x06", b"\x1f\x8b\x08", b"ustar\0",
    b'"', b"'", b",", b";", b"\t", b"%PDF-1.4",
)  # fmt: skip
WORDS = (
    b"By ", b"(", b"A" * 20_000, b"a." * 8_000, b"- " * 8_000, "“".encode() * 3_000, b"9" * 5_000, b"January " * 900,
    b"\n" * 500, b" " * 5000,
)  # fmt: skip
PIECES = (*MARKUP, *BYTES, *WORDS)


class Slow(Exception):
    """A page took longer than it may."""


@dataclass(slots=True)
class Findings:
    """What failed, by the place in the code, and what was tried."""

    keep: Path
    cases: int = 0
    pages: int = 0
    slowest: float = 0.0
    ends: Counter[str] = field(default_factory=Counter)
    failures: dict[str, str] = field(default_factory=dict)

    def fail(self, place: str, told: str, data: bytes) -> None:
        """Keeps a failure and the input that showed it, the first for each place."""
        if place not in self.failures:
            self.failures[place] = told
            path = self.keep / f"failure-{len(self.failures)}"
            path.write_bytes(data)
            print(f"FAILED {place}\n{told}\n  input: {path}", flush=True)


def main() -> None:
    """Spoil, read and clean until the time is over; then tell what was found."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--seconds", type=float, default=600)
    ask.add_argument("--seed", type=int, default=None, help="for the same cases again (default: the time)")
    ask.add_argument("--keep", type=Path, help="a folder for inputs that failed (default: a new temporary one)")
    ask.add_argument("--slow", type=float, default=1.0, help="seconds of processor time a page may take")
    ask.add_argument("--memory", type=int, default=300, help="megabytes by which one source may raise the most used")
    given = ask.parse_args()
    seed = given.seed if given.seed is not None else time.time_ns() % 1_000_000
    keep = given.keep or Path(tempfile.mkdtemp(prefix="fuzz-"))
    keep.mkdir(parents=True, exist_ok=True)
    print(f"seed {seed}, failures to {keep}", flush=True)
    findings = Findings(keep)
    run(findings, random.Random(seed), given.seconds, given.slow, given.memory)
    print(f"{findings.cases} sources, {findings.pages} pages cleaned, slowest page {findings.slowest:.2f} s")
    print(", ".join(f"{name} {n}" for name, n in findings.ends.most_common()))
    print(f"{len(findings.failures)} failures")
    sys.exit(1 if findings.failures else 0)


def run(findings: Findings, rng: random.Random, seconds: float, slow: float, memory: int) -> None:
    """Case after case until the time is over."""
    known = world.load()
    seeds = list(samples())
    for _, data in seeds:  # what is loaded on first use does not count
        one(findings, data, known, 60.0, 10_000)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        name, data = rng.choice(seeds)
        spoiled = spoil(data, rng, [other for _, other in seeds])
        if rng.random() < 0.3:
            spoiled = wrap(name, spoiled, rng)
        one(findings, spoiled, known, slow, memory)


def samples() -> Iterator[tuple[str, bytes]]:
    """Pages, feeds, tables and archives that are sound."""
    pages = [p for p in sorted((ROOT / "examples" / "pages").iterdir()) if p.suffix in {".html", ".txt"}]
    for path in (*pages, *sorted((ROOT / "tests" / "data" / "sources").iterdir())):
        yield path.name, path.read_bytes()
    some = {path.name: path.read_bytes() for path in pages[:4]}
    yield "pages.zip", zipped(some)
    yield "pages.tar", tarred(some)
    yield "crawl.warc", b"".join(record(n, body) for n, body in enumerate(some.values()))
    yield "crawl.warc.gz", packed(*(record(n, body) for n, body in enumerate(some.values())))


def wrap(name: str, data: bytes, rng: random.Random) -> bytes:
    """What is spoiled, inside a sound archive."""
    kind = rng.randrange(4)
    if kind == 0:
        return zipped({name: data, "b.html": b"<p>The ministers met.</p>"})
    if kind == 1:
        return tarred({name: data})
    return packed(record(1, data)) if kind == 2 else record(1, data) + record(2)


def spoil(data: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    """``data`` with one to eight things done to it."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 3, 5, 8))):
        at = rng.randrange(len(out) + 1)
        piece = rng.choice(PIECES)
        what = rng.randrange(9)
        if what == 0 and out:
            out[at % len(out)] = rng.randrange(256)
        elif what == 1:
            del out[at : at + rng.choice((1, 4, 50, 1000))]
        elif what == 2:
            out[at:at] = piece
        elif what == 3:
            out[at:at] = piece * (rng.choice((10, 300, 5000, 20_000)) if len(piece) < 60 else 5)
        elif what == 4:
            other = rng.choice(others)
            out[at:at] = other[rng.randrange(len(other) + 1) :][: rng.choice((20, 500, 20_000))]
        elif what == 5:
            out[at:at] = out[at : at + rng.choice((10, 300, 3000))] * rng.choice((2, 20, 200))
        elif what == 6:
            del out[at:]
        elif what == 7:
            name = rng.choice((b"class", b"id", b"style", b"content", b"href", b"x"))
            out[at:at] = (
                b"<div " + name + b"='" + rng.choice((b"a ", b"'", b"x", b"-_")) * rng.choice((9, 50_000)) + b"'>"
            )
        else:
            out[at : at + 4] = rng.choice((b"\0\0\0\0", b"\xff\xff\xff\xff", b"9999", b"\x7f\xff\xff\xff", b"-1  "))
        del out[3_000_000:]
    return bytes(out)


def one(findings: Findings, data: bytes, known: world.World, slow: float, memory: int) -> None:
    """Read and clean one source; keep what fails."""
    findings.cases += 1
    before = peak()
    with tempfile.NamedTemporaryFile(prefix="case-") as file:
        file.write(data)
        file.flush()
        items = read.pages([file.name], limits=LIMITS)
        try:
            while True:
                with within(slow):
                    began = time.process_time()
                    item = next(items, None)
                    if item is None:
                        break
                    findings.ends[judge(item, known)] += 1
                    findings.pages += 1
                    findings.slowest = max(findings.slowest, time.process_time() - began)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            findings.fail(*place_of(error), data)
    if peak() - before > memory:
        findings.fail(f"memory {hash(data)}", f"  grew by {peak() - before} MB", data)


def judge(item: Page | Refusal, known: world.World) -> str:
    """What became of an item; raises where it is neither an article nor a refusal that says why."""
    seen = clean.clean(item, world=known) if isinstance(item, Page) else item
    if isinstance(seen, Article):
        seen.body.encode("utf-8")
        return "article"
    if not seen.reason or "\n" in seen.reason:
        raise AssertionError(f"a reason of no or several lines: {seen.reason!r}")
    (seen.reason + (seen.source or "") + seen.text).encode("utf-8")
    return f"refused by {seen.stage}"


def place_of(error: Exception) -> tuple[str, str]:
    """Where in this package an exception comes from, and its last frames."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if "/rapporteur/" in f.filename] or frames
    last = ours[-1]
    name = f"{type(error).__name__} in {Path(last.filename).parent.name}/{Path(last.filename).name}:{last.name}"
    told = "".join(traceback.format_list(frames[-6:])) + f"  {type(error).__name__}: {str(error)[:300]}"
    return name, told


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises ``Slow`` inside the block when it has used so much of the processor's time."""

    def ring(number: int, frame: FrameType | None) -> None:
        raise Slow(f"more than {seconds:g} s")

    former = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, former)


def peak() -> int:
    """Megabytes that this process has used at most."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used // (1_000_000 if sys.platform == "darwin" else 1000)


if __name__ == "__main__":
    main()

"""A reading of an archive that is killed is taken up where it ended; and read again, nothing is read twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sources_samples import DATA, packed, record, zipped

from rapporteur import pipeline
from rapporteur.clean import Sites
from rapporteur.model import Page, Reading, Refusal
from rapporteur.pipeline import build_record
from rapporteur.settings import Settings
from rapporteur.store import open_record

STORY = """<!doctype html><title>Talks in port {n}</title><h1>Ministers hold talks in port number {n}</h1>
<p>India and Turkey held talks on border trade in port number {n} on Monday, officials of both countries told reporters,
and they will meet again in the week after next.</p><p>The room was warm, the tea was cold, and the journalists waited
for {n} hours before anybody came out to speak to them about what had been agreed.</p>"""


def crawl(folder: Path, number: int) -> Path:
    path = folder / "crawl.warc.gz"
    path.write_bytes(packed(*(record(n, STORY.format(n=n).encode()) for n in range(number))))
    return path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that were truly read, in order."""
    seen: list[str] = []
    real: Callable[[Page, Settings, Sites | None], tuple[Reading | Refusal, ...]] = pipeline.readings_of

    def readings_of(page: Page, settings: Settings, sites: Sites | None) -> tuple[Reading | Refusal, ...]:
        seen.append(page.source)
        return real(page, settings, sites)

    monkeypatch.setattr(pipeline, "readings_of", readings_of)
    return seen


def test_a_reading_that_is_killed_is_taken_up(tmp_path: Path, read: list[str]) -> None:
    path = crawl(tmp_path, 8)
    command = [sys.executable, "-m", "rapporteur", "read", str(path), "--record", str(tmp_path / "r.db")]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as reader:
        while reader.poll() is None and not documents(tmp_path / "r.db"):
            time.sleep(0.02)
        reader.send_signal(signal.SIGKILL)
    with open_record(tmp_path / "r.db") as kept:
        already = {document.article.source for document in kept.documents()}
        outcome = build_record([str(path)], kept)
        assert already
        assert not already & set(read)
        assert (outcome.pages, outcome.unchanged, outcome.refused) == (8 - len(already), len(already), 0)
        assert kept.counts().documents == 8
        article = next(iter(kept.documents())).article
        assert article.source.startswith(f"{path}#urn:uuid:")
        assert article.url is not None


def documents(path: Path) -> int:
    if not path.exists():
        return 0
    with open_record(path, create=False) as kept:
        return kept.counts().documents


def test_sources_of_every_sort_are_read_once(tmp_path: Path, read: list[str]) -> None:
    archive = tmp_path / "pages.zip"
    archive.write_bytes(zipped({f"{n}.html": STORY.format(n=n).encode() for n in range(3)}))
    sources = [str(archive), str(crawl(tmp_path, 2)), str(DATA / "rss2.xml"), str(DATA / "rows.csv")]
    with open_record(tmp_path / "r.db") as kept:
        first = build_record(sources, kept)
        assert first.pages >= 5
        assert first.refused >= 3
        before = len(read)
        again = build_record(sources, kept)
        assert (again.pages, again.unchanged) == (0, first.pages)
        assert len(set(read[before:]) & {d.article.source for d in kept.documents()}) == 0


def test_a_crawls_time_bounds_the_day_of_publication(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.db") as kept:
        build_record([str(crawl(tmp_path, 1))], kept)
        (document,) = kept.documents()
        published = document.article.published
        assert published.basis == "inferred"
        assert str(published.latest) == "2021-03-04"
        assert any("fetched on 2021-03-04" in why for why in published.why)

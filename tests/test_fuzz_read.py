"""Hostile archives, tables, feeds and pages: whatever they hold, pages and refusals come out, and nothing else."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sources_samples import DATA, HTML, packed, record, tarred, zipped

from rapporteur import clean
from rapporteur.model import Article, Page, Refusal
from rapporteur.read import Limits, pages

LIMITS = Limits(page_limit=200_000, unpacked_least=2_000_000, archive_entries=500, refusals_told=100)
QUIET = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
TEXT = b"The ministers met in the port city on Friday and agreed to set up a commission, both sides said. " * 4
SOUND: dict[str, bytes] = {
    "zip": zipped({"a.html": HTML, "b.txt": TEXT, "c.warc.gz": packed(record(1))}),
    "tar": tarred({"a.html": HTML, "d" * 120 + "/b.txt": TEXT}),
    "tgz": gzip.compress(tarred({"a.html": HTML}), mtime=0),
    "warc": record(1) + record(2, gzip.compress(HTML), head=b"Content-Encoding: gzip") + record(3),
    "warc.gz": packed(record(1), record(2), record(3)),
    "jsonl": b"\n".join(json.dumps({"text": TEXT.decode(), "date": n}).encode() for n in range(4)),
    "csv": (DATA / "rows.csv").read_bytes(),
    "rss": (DATA / "rss2.xml").read_bytes(),
    "atom": (DATA / "atom.xml").read_bytes(),
    "json": (DATA / "feed.json").read_bytes(),
    "xml": (DATA / "sitemap.xml").read_bytes(),
}
TAGS = st.sampled_from(["div", "p", "table", "svg", "script", "article", "a", "b", "select", "template", "h1", "time"])
DAMAGE = st.lists(
    st.tuples(
        st.sampled_from(["flip", "cut", "drop", "insert", "repeat"]),
        st.floats(0, 1, exclude_max=True),
        st.binary(min_size=1, max_size=40) | st.sampled_from([b"PK\x05\x06", b"\x1f\x8b\x08", b"WARC/1.0\r\n", b"]]>"]),
    ),
    min_size=1,
    max_size=6,
)


def spoiled(data: bytes, damage: list[tuple[str, float, bytes]]) -> bytes:
    out = bytearray(data)
    for what, where, piece in damage:
        at = int(where * len(out))
        if what == "flip" and out:
            out[at] ^= piece[0] or 1
        elif what == "cut":
            del out[at + 1 :]
        elif what == "drop":
            del out[at : at + len(piece)]
        elif what == "insert":
            out[at:at] = piece
        else:
            out[at:at] = out[at : at + 300] * 3
    return bytes(out)


def assert_sound(path: Path, known: Callable[[Page], Article | Refusal] | None = None) -> None:
    found = list(pages([str(path)], limits=LIMITS))
    assert found
    for item in found:
        assert isinstance(item, Page | Refusal)
        (item.source or "").encode()
        if isinstance(item, Refusal):
            assert item.reason
            assert "\n" not in item.reason
            item.reason.encode()
        else:
            assert len(item.data) <= LIMITS.page_limit
            item.data.decode(item.charset or "", "replace")
            [w.text.encode() for w in item.witnesses]
            seen = clean.clean(item)
            assert isinstance(seen, Article | Refusal)


@pytest.mark.parametrize("name", SOUND)
@given(damage=DAMAGE)
@QUIET
def test_a_damaged_source_gives_pages_and_refusals(tmp_path: Path, name: str, damage: list) -> None:
    path = tmp_path / f"x.{name}"
    path.write_bytes(spoiled(SOUND[name], damage))
    assert_sound(path)


@given(st.sampled_from(sorted(SOUND)), st.sampled_from(sorted(SOUND)), DAMAGE)
@QUIET
def test_a_damaged_source_within_an_archive(tmp_path: Path, inner: str, outer: str, damage: list) -> None:
    data = spoiled(SOUND[inner], damage)
    wrapped = {"tar": tarred({f"x.{inner}": data}), "tgz": gzip.compress(data)}.get(outer, zipped({f"x.{inner}": data}))
    path = tmp_path / "x"
    path.write_bytes(wrapped)
    assert_sound(path)


@given(st.lists(st.tuples(TAGS, st.integers(0, 3), st.text(max_size=30)), max_size=60), st.integers(1, 400))
@QUIET
def test_pages_of_any_nesting(tmp_path: Path, parts: list, times: int) -> None:
    text = "".join(f"<{tag} class='{words}'>{words}" + f"</{tag}>" * ends for tag, ends, words in parts)
    path = tmp_path / "x.html"
    path.write_bytes(("<html>" + text * times).encode("utf-8", "replace")[: LIMITS.page_limit])
    assert_sound(path)


@pytest.mark.parametrize(
    "data",
    [
        b"<div>" * 40_000,
        b"<p>" + b"<b>" * 40_000 + TEXT,
        b"<div class='" + b"a " * 90_000 + b"'>" + TEXT,
        b"<div " + b" ".join(b"a%d=b" % n for n in range(20_000)) + b">" + TEXT,
        b"<html>" + b"&amp;" * 30_000,
        b"<!--" * 40_000,
        b"<script>" + TEXT * 400,
        b"<p>" + b"The minister said (" * 9_000,
        TEXT.replace(b" ", b"\xc2\xa0") * 400,
        b"By " + b"A. " * 50_000,
        b"\xe2\x80\x9c" * 60_000,
        b"<table>" * 5_000 + TEXT,
    ],
)
def test_what_has_broken_parsers_before(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.html"
    path.write_bytes(data[: LIMITS.page_limit])
    tracemalloc.start()
    assert_sound(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 150_000_000

"""Ids: the same in every run, different for different claims; the same bytes twice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from test_extract_samples import article, read

from rapporteur import analyse, extract, resolve
from rapporteur.resolve.ids import digest, slug

BODY = (
    "The defence ministers of Russia, China and India met in Tashkent on Wednesday. They agreed to hold an exercise.\n"
    "“The talks were long and useful,” said Maria Keller, a spokesperson for the Russian Foreign Ministry.\n"
    "Iran attacked Israel on Monday, killing at least 12 people. China condemned the attack.\n"
)
SCRIPT = (
    "import sys; sys.path[:0] = [{tests!r}]; from test_extract_samples import read; "
    "sys.stdout.buffer.write(repr(read({body!r})).encode())"
)


def test_every_claim_has_an_id_of_its_own():
    ids = [c.id for c in read(BODY).claims]
    assert len(ids) == len(set(ids)) >= 4


def test_a_second_reading_gives_the_same(world):
    page = article(BODY)
    again = resolve.resolve(page, extract.extract(analyse.analyse(page), BODY), world)
    assert again == read(BODY)


def test_another_process_gives_the_same_bytes():
    script = SCRIPT.format(tests=str(Path(__file__).parent), body=BODY)
    other = subprocess.run(  # with hashes seeded anew
        [sys.executable, "-c", script], capture_output=True, check=True, env={"PYTHONHASHSEED": "77"}
    )
    assert other.stdout == repr(read(BODY)).encode()


def test_the_page_is_part_of_a_claims_id():
    assert not {c.id for c in read(BODY).claims} & {c.id for c in read(BODY, id="other").claims}


def test_a_claims_id_does_not_hang_on_what_is_told_elsewhere():
    first = "Iran attacked Israel on Monday."
    alone, beside = read(first), read(f"{first}\nFrance and Poland held talks in Warsaw on Tuesday.")
    assert {e.id for e in alone.events} <= {e.id for e in beside.events}


def test_digest_parts_its_parts():
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("a", None) != digest("a")
    assert len(digest("a")) == 16
    assert digest("event", "x", 1) == "".join(digest("event", "x", 1))


def test_slugs():
    assert slug("Sergey Lavrov") == "sergey-lavrov"
    assert slug("Óscar  Tamm’s") == "oscar-tamm-s"
    assert slug("王毅") == "unnamed"

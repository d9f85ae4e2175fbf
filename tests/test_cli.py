from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import types
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

import rapporteur.export
import rapporteur.model
from rapporteur import cli
from rapporteur.errors import ModelError
from rapporteur.model import (
    UNKNOWN_DATE,
    Article,
    Commitment,
    DateRange,
    Event,
    Evidence,
    Merged,
    Party,
    Place,
    Reading,
    Refusal,
    Statement,
    Tenure,
)
from rapporteur.settings import Settings
from rapporteur.store import Counts, Record, open_record

SOURCE_FOLDER = str(Path(rapporteur.model.__file__).parents[1])
DAY = DateRange(date(2024, 4, 30), date(2024, 4, 30), "stated", ("the byline says so",))
ALDA = Party("p:alda", "Alda Venn", "Minister Venn", "person", "KAZ", "Minister of Defence")
BORA = Party("Q2", "Borland", "Borland", "state", "BOR")
BODY = 'The talks opened. Minister Venn met envoys of Borland in Astana on Tuesday [bold]\x1b[31mred\x07. She left. More.'
WORDS = "Minister Venn met envoys of Borland"
EVIL = "A headline [red]with\x1b]0;title\x07 tricks\u202e\nand a break"


def evidence(document: str, asserted_by: Party | None = None) -> Evidence:
    start = BODY.index(WORDS)
    return Evidence(document, start, start + len(WORDS), WORDS, asserted_by)


def article(id: str, headline: str = EVIL) -> Article:
    return Article(
        id=id, source=f"{id}.html", url=None, sha256="0" * 64, headline=headline, alternative_headline=None,
        author=("A. Writer",), agency=None, publisher="The Daily", dateline=None, published=DAY, language="en",
        genre="news", body=BODY, refusals=(Refusal("extract", "no party in it", "More."),),
    )


def event(id: str, *documents: str) -> Event:
    return Event(
        id=id, type="CONSULT", mode="visit", contexts=("military",), status="planned", actors=(ALDA,),
        recipients=(BORA,), date=DAY, place=Place("Astana", "KAZ"), forum=None, issues=(), quantities=(),
        evidence=tuple(evidence(d, BORA) for d in documents), belief=0.65, why=("cue meet-with",),
    )


def statement(id: str) -> Statement:
    return Statement(id, ALDA, "indirect", "the talks opened", "said", (), (BORA,), (), "neutral", None, DAY,
                     (evidence("d1"),))


def commitment(id: str) -> Commitment:
    return Commitment(id, (BORA,), (ALDA,), "to send envoys", "visit", "pledged", None, UNKNOWN_DATE, None, "open",
                      (evidence("d1"),))


def tenure(id: str) -> Tenure:
    return Tenure(id, "Alda Venn", "Minister of Defence", "KAZ", None, DAY, (evidence("d1"),))


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "r.db"
    with open_record(path) as kept:
        kept.put(Reading(article("d1"), (event("e1", "d1"),), (statement("s1"),), (commitment("c1"),)), "1")
        kept.put(Reading(article("d2", "The same again"), (event("e2", "d2"),)), "1")
        kept.put_refusal(Refusal("read", "x\x1b[2J.zip: not a page but a zip archive; unpack it", source="x\x1b[2J.zip"))
        merged = [
            Merged(event("ev1", "d1", "d2"), ("e1", "e2"), ("same day, actors and type",)),
            *(Merged(claim, (claim.id,)) for claim in (statement("st1"), commitment("co1"), tenure("te1"))),
        ]
        kept.put_assembled({"d2": "d1"}, merged)
    return path


def run(*arguments: str | Path, input: str | None = None):
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments], input=input)


def subprocess_run(*arguments: str | Path, **given: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": SOURCE_FOLDER, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    return subprocess.run([sys.executable, "-m", "rapporteur", *map(str, arguments)], env=environment, text=True,
                          encoding="latin-1", capture_output=True, check=False, **given)  # type: ignore[call-overload]


# read


@dataclass(frozen=True)
class Step:
    pages: int


@dataclass(frozen=True)
class Outcome:
    pages: int
    unchanged: int
    refused: int
    counts: Counts
    refusals: tuple[Refusal, ...] = ()


@dataclass
class Pipeline:
    """Stands in for the way through the rooms: keeps what it was given, gives ``outcome``."""

    outcome: Outcome | BaseException
    sources: tuple[str, ...] = ()
    settings: Settings | None = None
    allow_private: bool | None = None

    def build_record(
        self, sources: Iterable[str], record: Record, *, settings: Settings, allow_private: bool,
        progress: Callable[[Step], None],
    ) -> Outcome:
        self.sources, self.settings, self.allow_private = tuple(sources), settings, allow_private
        assert isinstance(record, Record)
        for n in range(1, 102):
            progress(Step(n))
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.outcome


COUNTS = Counts(14, 0, 61, 48, 1, 7, 3)
REFUSED = (Refusal("read", "b.zip: not a page but a zip archive; unpack it", source="b.zip"),
           Refusal("clean", "the page is empty\x1b[2J", source="c.html"))


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Pipeline:
    stand_in = Pipeline(Outcome(14, 0, 2, COUNTS, REFUSED))
    module = types.ModuleType("rapporteur.pipeline")
    module.build_record = stand_in.build_record  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "rapporteur.pipeline", module)
    monkeypatch.chdir(tmp_path)
    return stand_in


def test_reading_ends_with_a_summary_and_a_line_for_each_refused_source(pipeline: Pipeline) -> None:
    done = run("read", "a.html", "b.zip")
    assert done.exit_code == 0
    assert done.stdout == "14 pages → 61 events, 48 statements, 1 commitment, 2 refusals\n"
    assert "refused: b.zip: not a page but a zip archive; unpack it\n" in done.stderr
    assert "refused: c.html: the page is empty[2J\n" in done.stderr
    assert re.findall(r"reading: (\d+) pages, [\d.,]+ a second", done.stderr) == ["50", "100"]
    assert Path("rapporteur.db").exists()


def test_what_was_given_reaches_the_pipeline(pipeline: Pipeline, tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    done = run("read", "-", "z.html", "--record", "x.db", "--world", "tables", "--model", "en_x", "--allow-private",
               input="a.html\r\n\nwith a space.txt\n")
    assert done.exit_code == 0
    assert pipeline.sources == ("a.html", "with a space.txt", "z.html")
    assert pipeline.settings == replace(Settings(), record=Path("x.db"), world=Path("tables"), model="en_x")
    assert pipeline.allow_private is True


@pytest.mark.parametrize(("pages", "unchanged", "code"), [(0, 0, 1), (0, 3, 0), (2, 0, 0)])
def test_exit_status_tells_whether_anything_was_read(pipeline: Pipeline, pages: int, unchanged: int, code: int) -> None:
    pipeline.outcome = Outcome(pages, unchanged, 0, COUNTS)
    done = run("read", "a.html")
    assert done.exit_code == code
    assert ("(3 more unchanged)" in done.stdout) == (unchanged == 3)


def test_an_error_of_ours_is_one_line(pipeline: Pipeline) -> None:
    pipeline.outcome = ModelError("the model\x1b[2J is missing;\ninstall it")
    done = run("read", "a.html")
    assert done.exit_code == 1
    assert done.stderr.endswith("rapporteur: the model[2J is missing; install it\n")
    assert "Traceback" not in done.output


def test_an_interruption_is_quiet(pipeline: Pipeline) -> None:
    pipeline.outcome = KeyboardInterrupt()
    done = run("read", "a.html")
    assert done.exit_code == 130
    assert done.stdout == ""
    assert "Abort" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [["read"], ["read", "x", "--world", "nowhere"], ["read", "x", "--no-such"], ["search"], ["search", "x", "--limit", "0"],
     ["search", "x", "--after", "yesterday"], ["show"], ["serve", "--port", "70000"], ["nothing"], ["export"]],
)
def test_usage_errors_exit_with_2(pipeline: Pipeline, arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_a_setting_that_does_not_fit_is_a_usage_error(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORTEUR_PORT", "many")
    done = run("read", "a.html")
    assert done.exit_code == 2
    assert "RAPPORTEUR_PORT" in done.stderr


def test_a_mistyped_command_is_put_right() -> None:
    assert "search" in run("serach", "x").stderr


# search, show, refusals


def test_search_prints_a_line_and_the_words_for_each_find(record: Path) -> None:
    done = run("search", "envoys", "Borland", "--record", record)
    assert done.exit_code == 0
    assert "ev1  event  on 2024-04-30" in done.stdout
    assert "d1  document  on 2024-04-30" in done.stdout
    assert WORDS in done.stdout
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def test_search_narrows(record: Path) -> None:
    found = run("search", "envoys", "--type", "consult", "--country", "bor", "--after", "2024-04-30", "--before",
                "2024-05-01", "--limit", "1", "-r", record).stdout
    assert found.startswith("ev1  event")
    assert len(found.splitlines()) == 2


@pytest.mark.parametrize("words", ["zebra", '"', "AND OR (", "-- *"])
def test_search_without_a_find_says_so(record: Path, words: str) -> None:
    done = run("search", "--record", record, "--", words)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "nothing found\n")


def test_show_tells_an_event_its_evidence_and_why_it_is_one(record: Path) -> None:
    done = run("show", "ev", "--record", record)
    assert done.exit_code == 0
    told = done.stdout
    assert ("Alda Venn (Minister of Defence, KAZ): CONSULT (visit), towards Borland, in Astana (KAZ). "
            "It is planned on 2024-04-30.") in told
    assert "written “Minister Venn”" in told
    assert "d1  A headline [red]with]0;title tricks and a break, The Daily, on 2024-04-30" in told
    assert "d2  The same again, The Daily, on 2024-04-30  (a copy of d1)" in told
    assert "    Minister Venn met envoys of Borland in Astana on Tuesday [bold][31mred.\n" in told
    assert "as asserted by Borland" in told
    assert "merged from 2 claims of pages\n  same day, actors and type" in told
    assert "cue meet-with" not in told
    assert "\x1b" not in told


def test_show_why_adds_the_reasons(record: Path) -> None:
    told = run("show", "ev1", "--why", "--record", record).stdout
    assert "why\n  cue meet-with\n  the byline says so\n" in told


@pytest.mark.parametrize(
    ("id", "says"),
    [
        ("st1", "Alda Venn (Minister of Defence, KAZ) spoke about Borland on 2024-04-30: the talks opened"),
        ("co1", "Borland, pledged to Alda Venn (Minister of Defence, KAZ): to send envoys. Status: open."),
        ("te1", "Alda Venn was Minister of Defence, KAZ on 2024-04-30."),
    ],
)
def test_show_tells_every_sort_of_claim(record: Path, id: str, says: str) -> None:
    told = run("show", id, "--record", record).stdout
    assert says in told
    assert WORDS in told


def test_show_tells_a_document_with_its_claims_and_what_was_not_believed(record: Path) -> None:
    told = run("show", "d1", "--record", record).stdout
    assert "headline       A headline [red]with" in told
    assert "author         A. Writer" in told
    assert "  ev1  Alda Venn" in told
    assert "extract: no party in it “More.”" in told
    assert "The talks opened. Minister Venn" in told
    assert "\x1b" not in told


@pytest.mark.parametrize("id", ["zzz", "", "e\x1b"])
def test_show_of_nothing_is_one_line(record: Path, id: str) -> None:
    done = run("show", "--record", record, "--", id)
    assert done.exit_code == 1
    assert done.stderr.startswith("rapporteur: ")
    assert done.stderr.count("\n") == 1
    assert "\x1b" not in done.stderr


def test_refusals_are_listed(record: Path) -> None:
    done = run("refusals", "--record", record)
    assert done.stdout == "read: x[2J.zip: not a page but a zip archive; unpack it\n"
    assert done.stderr == "1 refusal\n"


# export, serve, version


@pytest.fixture
def exporting(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """Stands in for the export room: keeps what it was asked."""
    asked: list[tuple[object, ...]] = []

    def write(format: str, record: Record, output: object) -> None:
        asked.append((format, output))
        if not isinstance(output, Path):
            output.write('{"headline":"→"}\n')  # type: ignore[attr-defined]
        elif output.name == "full":
            raise OSError(28, "No space left on device", str(output))

    monkeypatch.setattr(rapporteur.export, "formats", lambda: ("csv", "jsonl"), raising=False)
    monkeypatch.setattr(rapporteur.export, "write", write, raising=False)
    return asked


def test_export_writes_lines_to_standard_output(record: Path, exporting: list[tuple[object, ...]]) -> None:
    done = run("export", "--format", "jsonl", "--record", record)
    assert done.exit_code == 0
    assert done.stdout_bytes == '{"headline":"→"}\n'.encode()


def test_export_writes_to_a_path(record: Path, exporting: list[tuple[object, ...]], tmp_path: Path) -> None:
    assert run("export", "-f", "csv", "-o", tmp_path / "out", "-r", record).exit_code == 0
    assert exporting == [("csv", tmp_path / "out")]


def test_export_tells_what_it_cannot_do(record: Path, exporting: list[tuple[object, ...]], tmp_path: Path) -> None:
    unknown = run("export", "-f", "xml", "-r", record)
    assert (unknown.exit_code, "csv, jsonl" in unknown.stderr) == (2, True)
    pathless = run("export", "-f", "csv", "-r", record)
    assert (pathless.exit_code, "--output" in pathless.stderr) == (2, True)
    full = run("export", "-f", "csv", "-o", tmp_path / "full", "-r", record)
    assert (full.exit_code, "No space left" in full.stderr, "Traceback" in full.output) == (1, True, False)


@pytest.mark.parametrize("arguments", [["search", "x"], ["show", "x"], ["refusals"], ["serve"],
                                       ["export", "--format", "jsonl"]])
def test_a_record_that_is_not_there_is_one_line_and_not_made(
    tmp_path: Path, arguments: list[str], exporting: list[tuple[object, ...]]
) -> None:
    done = run(*arguments, "--record", tmp_path / "none.db")
    assert done.exit_code == 1
    assert done.stderr.startswith("rapporteur: ")
    assert "Traceback" not in done.output
    assert list(tmp_path.iterdir()) == []


def test_serve_tells_when_the_port_is_taken(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = types.ModuleType("rapporteur.web.app")
    module.create_app = lambda path: None  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "rapporteur.web.app", module)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("serve", "--port", str(taken.getsockname()[1]), "--record", record)
    assert done.exit_code == 1
    assert "--port" in done.stderr
    assert "Traceback" not in done.output


def test_serve_runs_the_application_on_the_record(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import uvicorn

    served: list[object] = []
    module = types.ModuleType("rapporteur.web.app")
    module.create_app = lambda path: served.append(path)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "rapporteur.web.app", module)
    monkeypatch.setattr(uvicorn.Server, "run", lambda self, sockets: served.append(sockets[0].getsockname()[0]))
    done = run("serve", "--port", "0", "--record", record)
    assert done.exit_code == 0
    assert served == [record, "127.0.0.1"]
    assert "http://127.0.0.1:" in done.stderr


def test_version_is_printed() -> None:
    assert run("version").stdout.strip()


# as a process


def test_help_does_not_load_what_is_heavy() -> None:
    heavy = "{'spacy', 'onnxruntime', 'trafilatura', 'sqlalchemy', 'fastapi', 'httpx', 'pypdf', 'numpy', 'pydantic'}"
    code = (f"import sys; sys.argv = ['rapporteur', '--help']\n"
            f"from rapporteur.cli import main\n"
            f"try: main()\nexcept SystemExit: pass\n"
            f"print(sorted({heavy} & set(sys.modules)))")
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": SOURCE_FOLDER},
                          capture_output=True, text=True, check=True)
    assert "refusals" in done.stdout
    assert done.stdout.endswith("[]\n")


def test_a_locale_without_the_characters_is_no_obstacle(record: Path) -> None:
    done = subprocess_run("show", "ev1", "--record", record)
    assert done.returncode == 0
    assert "\\u201cMinister Venn\\u201d" in done.stdout


def test_a_reader_that_goes_away_is_no_error(record: Path) -> None:
    with open_record(record) as kept:
        for n in range(300):
            kept.put_refusal(Refusal("read", f"{n}.zip: not a page" + " and more" * 50, source=f"{n}.zip"))
    command = f'"{sys.executable}" -m rapporteur refusals --record "{record}" | head -n 1'
    done = subprocess.run(["sh", "-c", command], env={**os.environ, "PYTHONPATH": SOURCE_FOLDER}, text=True,
                          capture_output=True, check=False)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_ctrl_c_ends_a_running_command_quietly(tmp_path: Path) -> None:
    code = ("import sys, types, time\n"
            "pipeline = types.ModuleType('rapporteur.pipeline')\n"
            "def build_record(sources, record, **given):\n"
            "    print('ready', flush=True)\n"
            "    time.sleep(30)\n"
            "pipeline.build_record = build_record\n"
            "sys.modules['rapporteur.pipeline'] = pipeline\n"
            "from rapporteur.cli import main\n"
            "sys.argv = ['rapporteur', 'read', 'a.html']\n"
            "main()\n")
    process = subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": SOURCE_FOLDER}, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, "", "")

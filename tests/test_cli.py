from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
import types
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from test_cli_samples import environment, make_record, run, run_process

from rapporteur.errors import ModelError
from rapporteur.model import Refusal
from rapporteur.settings import Settings
from rapporteur.store import Counts, Record, open_record


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return make_record(tmp_path / "r.db")


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
    sites: bool | None = None

    def build_record(
        self,
        sources: Iterable[str],
        record: Record,
        *,
        settings: Settings,
        allow_private: bool,
        sites: bool,
        progress: Callable[[Step], None],
    ) -> Outcome:
        self.sources, self.settings, self.allow_private, self.sites = tuple(sources), settings, allow_private, sites
        assert isinstance(record, Record)
        for n in range(1, 102):
            progress(Step(n))
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.outcome


COUNTS = Counts(14, 0, 61, 48, 1, 7, 3)
REFUSED = (
    Refusal("read", "b.zip: not a page but a zip archive; unpack it", source="b.zip"),
    Refusal("clean", "the page is empty\x1b[2J", source="c.html"),
)


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
    done = run(
        "read",
        "-",
        "z.html",
        "--record",
        "x.db",
        "--world",
        "tables",
        "--model",
        "en_x",
        "--allow-private",
        "--no-sites",
        input="a.html\r\n\nwith a space.txt\n",
    )
    assert done.exit_code == 0
    assert pipeline.sources == ("a.html", "with a space.txt", "z.html")
    assert pipeline.settings == replace(Settings(), record=Path("x.db"), world=Path("tables"), model="en_x")
    assert (pipeline.allow_private, pipeline.sites) == (True, False)


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
    [
        ["read"],
        ["read", "x", "--world", "nowhere"],
        ["read", "x", "--no-such"],
        ["search"],
        ["show"],
        ["nothing"],
        ["search", "x", "--limit", "0"],
        ["search", "x", "--after", "yesterday"],
        ["serve", "--port", "70000"],
        ["export"],
    ],
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


# export, serve, version


def test_export_writes_lines_to_standard_output(record: Path) -> None:
    done = run_process("export", "--format", "jsonl", "--record", record)
    assert done.returncode == 0
    lines = [json.loads(line.encode("latin-1").decode("utf-8")) for line in done.stdout.splitlines()]
    assert [line["record"] for line in lines] == ["document", "document", "event", "statement", "commitment", "tenure"]
    assert lines[0]["headline"].startswith("A headline [red]")


def test_export_writes_to_a_path(record: Path, tmp_path: Path) -> None:
    assert run("export", "-f", "csv", "-o", tmp_path / "out", "-r", record).exit_code == 0
    assert (tmp_path / "out" / "events.csv").exists()
    assert run("export", "-f", "jsonl", "-o", tmp_path / "out.jsonl", "-r", record).exit_code == 0
    assert (tmp_path / "out.jsonl").read_bytes().count(b"\n") == 6


def test_export_tells_what_it_cannot_do(record: Path, tmp_path: Path) -> None:
    unknown = run("export", "-f", "xml", "-r", record)
    assert (unknown.exit_code, "csv, jsonl" in unknown.stderr) == (2, True)
    pathless = run("export", "-f", "csv", "-r", record)
    assert (pathless.exit_code, "--output" in pathless.stderr) == (2, True)
    nowhere = run("export", "-f", "jsonl", "-o", tmp_path / "no" / "such" / "x", "-r", record)
    assert (nowhere.exit_code, nowhere.stderr.startswith("rapporteur: "), "Traceback" in nowhere.output) == (
        1,
        True,
        False,
    )


def test_a_full_disk_is_one_line(record: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    command = f'"{sys.executable}" -m rapporteur export -f jsonl --record "{record}" > /dev/full'
    done = subprocess.run(["sh", "-c", command], env=environment(), text=True, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, "rapporteur: the output: No space left on device\n")


@pytest.mark.parametrize(
    "arguments", [["search", "x"], ["show", "x"], ["refusals"], ["serve"], ["export", "--format", "jsonl"]]
)
def test_a_record_that_is_not_there_is_one_line_and_not_made(tmp_path: Path, arguments: list[str]) -> None:
    done = run(*arguments, "--record", tmp_path / "none.db")
    assert done.exit_code == 1
    assert done.stderr.startswith("rapporteur: ")
    assert "Traceback" not in done.output
    assert list(tmp_path.iterdir()) == []


def test_serve_tells_when_the_port_is_taken(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = types.ModuleType("rapporteur.web.app")
    module.create_app = lambda path, hosts=(): None  # type: ignore[attr-defined]
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
    module.create_app = lambda path, hosts=(): served.append(path)  # type: ignore[attr-defined]
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
    code = (
        f"import sys; sys.argv = ['rapporteur', '--help']\n"
        f"from rapporteur.cli import main\n"
        f"try: main()\nexcept SystemExit: pass\n"
        f"print(sorted({heavy} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert "refusals" in done.stdout
    assert done.stdout.endswith("[]\n")


def test_a_locale_without_the_characters_is_no_obstacle(record: Path) -> None:
    done = run_process("show", "ev1", "--record", record)
    assert done.returncode == 0
    assert "\\u201cMinister Venn\\u201d" in done.stdout


def test_a_reader_that_goes_away_is_no_error(record: Path) -> None:
    with open_record(record) as kept:
        for n in range(300):
            kept.put_refusal(Refusal("read", f"{n}.zip: not a page" + " and more" * 50, source=f"{n}.zip"))
    command = f'"{sys.executable}" -m rapporteur refusals --record "{record}" | head -n 1'
    done = subprocess.run(["sh", "-c", command], env=environment(), text=True, capture_output=True, check=False)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_ctrl_c_ends_a_running_command_quietly(tmp_path: Path) -> None:
    code = (
        "import sys, types, time\n"
        "pipeline = types.ModuleType('rapporteur.pipeline')\n"
        "def build_record(sources, record, **given):\n"
        "    print('ready', flush=True)\n"
        "    time.sleep(30)\n"
        "pipeline.build_record = build_record\n"
        "sys.modules['rapporteur.pipeline'] = pipeline\n"
        "from rapporteur.cli import main\n"
        "sys.argv = ['rapporteur', 'read', 'a.html']\n"
        "main()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, "", "")

"""The wheel: everything is in it, and installed elsewhere it works."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "rapporteur"
PAGE = ROOT / "examples" / "pages" / "03-sco-defence-ministers-islamabad.txt"
DATA = (".toml", ".csv", ".json", ".onnx", ".txt", ".html", ".css", ".js", ".svg", ".woff2", ".typed", ".py")
pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path, **env: str) -> str:
    """What a command prints; fails with all that it said."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "RAPPORTEUR", "VIRTUAL_ENV"))}
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, capture_output=True, text=True, env=clean | env, check=False
    )
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel of this tree."""
    folder = tmp_path_factory.mktemp("wheel")
    run(
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--wheel-dir",
        folder,
        ROOT,
        cwd=folder,
    )
    (found,) = folder.glob("rapporteur-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """A new environment that holds the wheel; its dependencies are those of this environment, found after it."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    venv.EnvBuilder(with_pip=False, symlinks=True).create(folder)
    site = next((folder / "lib").glob("python*/site-packages"))
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        folder,
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        wheel,
        cwd=folder,
    )
    # Only the folder's path: the .pth files in it, such as an editable installation's, are not read from there.
    (site / "zz_dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    return folder


def test_the_wheel_holds_all_data(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    expected = {
        f"rapporteur/{p.relative_to(PACKAGE).as_posix()}"
        for p in PACKAGE.rglob("*")
        if p.is_file() and p.suffix in DATA and "__pycache__" not in p.parts
    }
    assert expected - names == set()
    for part in (
        "analyse/weights/analyser.onnx",
        "analyse/weights/vocab.txt",
        "kinds/consult.toml",
        "lang/en/reporting.toml",
    ):
        assert f"rapporteur/{part}" in names
    for folder, suffix in (
        ("world/data/", ".csv"),
        ("web/templates/", ".html"),
        ("web/static/", ".js"),
        ("web/static/", ".css"),
    ):
        assert any(n.startswith(f"rapporteur/{folder}") and n.endswith(suffix) for n in names), folder


def test_the_wheel_holds_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert [n for n in names if not n.startswith(("rapporteur/", "rapporteur-"))] == []
    assert [n for n in names if n.endswith((".pyc", ".db", ".jsonl")) or "/tests/" in n] == []


def test_the_licences_come_with_it(wheel):
    assert any("/licenses/" in n and n.endswith("LICENSE") for n in zipfile.ZipFile(wheel).namelist())


def test_the_command_runs_and_is_the_installed_one(installed, tmp_path):
    python = installed / "bin" / "python"
    where = run(python, "-c", "import rapporteur; print(rapporteur.__file__)", cwd=tmp_path).strip()
    assert Path(where).is_relative_to(installed)
    assert "0.1" in run(installed / "bin" / "rapporteur", "version", cwd=tmp_path)


def test_it_reads_a_page_and_exports_it(installed, tmp_path):
    command = installed / "bin" / "rapporteur"
    assert "1 page" in run(command, "read", PAGE, "--record", "r.db", cwd=tmp_path)
    lines = run(command, "export", "--format", "jsonl", "--record", "r.db", cwd=tmp_path).splitlines()
    assert any('"record":"document"' in line for line in lines)
    assert any('"record":"event"' in line for line in lines)

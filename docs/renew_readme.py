"""Run the examples of README.md anew and put their real output there.

    python docs/renew_readme.py            # rewrite README.md
    python docs/renew_readme.py --check    # only say what differs; exit status 1 where something does

Blocks marked ``console`` (lines that begin with "$ ") and ``pycon`` (lines that begin with ">>> ") are run in their
order in an empty folder in which ``examples`` is this repository's. Whatever else stands in the file is left alone.
"""

from __future__ import annotations

import code
import contextlib
import difflib
import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"^```(console|pycon)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def main() -> int:
    """Renew or check the file."""
    old = README.read_text(encoding="utf-8")
    console = code.InteractiveConsole()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        Path("examples").symlink_to(ROOT / "examples")
        new = BLOCK.sub(lambda m: f"```{m[1]}\n{(shell if m[1] == 'console' else python)(m[2], console)}```", old)
        os.chdir(ROOT)
    if "Traceback" in new:
        sys.exit(f"an example fails:\n{new[new.index('Traceback') - 300 :][:600]}")
    if "--check" not in sys.argv:
        README.write_text(new, encoding="utf-8")
        return 0
    sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), new.splitlines(True), "README.md", "now"))
    return int(old != new)


def shell(block: str, _: code.InteractiveConsole) -> str:
    """Every command of the block with what it prints; both streams, in order."""
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "120",
    }
    said = []
    for line in block.splitlines():
        if line.startswith("$ "):
            done = subprocess.run(line[2:], shell=True, env=environment, text=True, stdout=-1, stderr=subprocess.STDOUT)
            said.append(f"{line}\n{_trimmed(done.stdout)}")
    return "".join(said)


def python(block: str, console: code.InteractiveConsole) -> str:
    """Every statement of the block with what it prints; names live on from block to block."""
    said = []
    for line in block.splitlines():
        if line.startswith((">>> ", "... ", "...")):
            out = io.StringIO()
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
                console.push(line[4:])
            said.append(f"{line}\n{_trimmed(out.getvalue())}")
    return "".join(said)


def _trimmed(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


if __name__ == "__main__":
    raise SystemExit(main())

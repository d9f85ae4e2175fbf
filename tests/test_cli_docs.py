from __future__ import annotations

from pathlib import Path

import pytest
import typer

from rapporteur.cli import app

DOCS = (Path(__file__).parents[1] / "docs" / "cli.md").read_text(encoding="utf-8")
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


def section(command: str) -> str:
    _, _, after = DOCS.partition(f"\n## {command}\n")
    return after.partition("\n## ")[0]


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_and_option_is_documented(command: str) -> None:
    text = section(command)
    assert f"    rapporteur {command}" in text
    for parameter in COMMANDS[command].params:
        for option in (opt for opt in parameter.opts if opt.startswith("--")):
            assert option in text, f"{option} of {command} is missing in docs/cli.md"


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_and_option_has_help(command: str) -> None:
    assert COMMANDS[command].help
    assert all(getattr(parameter, "help", None) for parameter in COMMANDS[command].params)

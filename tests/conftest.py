"""What the tests share: the tables of the world, the codebook, and the quality floors, each read once a session."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import settings

from rapporteur import kinds
from rapporteur import world as tables

settings.register_profile("house", deadline=None, derandomize=True)  # no timing, and the same cases in every run
settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: takes more than ten seconds (an installation, the whole codebook)")


@pytest.fixture(scope="session")
def world() -> tables.World:
    """The shipped tables."""
    return tables.load()


@pytest.fixture(scope="session")
def codebook() -> kinds.Codebook:
    """The shipped codebook."""
    return kinds.load()


@pytest.fixture(scope="session")
def floors() -> dict[str, dict[str, float]]:
    """The figures under which quality may not fall; they only rise."""
    return tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))

"""Run commands in this process, on a demonstration made once and copied for each test."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import cli
from db.demo.build import build


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command left: its exit code, its data and its words."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Read the data."""
        assert self.out, self.err
        return json.loads(self.out)


@pytest.fixture
def hearings(monkeypatch, capsys, tmp_path) -> Callable[..., Answer]:
    """Give a function that runs `hearings` with its words, in folders of its own."""
    for name in ("DATA", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    for name in ("HEARINGS_DATABASE", "HEARINGS_SETTINGS"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: object) -> Answer:
        monkeypatch.setattr(sys, "argv", ["hearings", *map(str, words)])
        code = 0
        try:
            cli.app()
        except SystemExit as left:
            code = int(left.code or 0)
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return run


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a small demonstration once."""
    place = tmp_path_factory.mktemp("demonstration") / "demo.db"
    build(str(place), seed=1, subjects=60)
    return place


@pytest.fixture
def demo(
    demonstration: Path, hearings: Callable[..., Answer], tmp_path: Path
) -> Callable[..., Answer]:
    """Give a function that runs `hearings` on a demonstration of the test's own, as somebody."""
    place = tmp_path / "demo.db"
    shutil.copy(demonstration, place)
    place.chmod(0o600)

    def run(account: str, *words: object) -> Answer:
        return hearings("--database", place, "--as", account, *words)

    return run

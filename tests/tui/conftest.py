"""What the tests of the screens may ask for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.office import build


@pytest.fixture(scope="session")
def built_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the small database once for each worker."""
    path = tmp_path_factory.mktemp("built") / "own" / "hearings.db"
    build(path)
    return path


@pytest.fixture
def store(built_store: Path, tmp_path: Path) -> Path:
    """Give a copy of the small database."""
    path = tmp_path / "hearings.db"
    for name in built_store.parent.iterdir():
        shutil.copy(name, tmp_path / name.name)
    return path


@pytest.fixture(autouse=True, scope="session")
def short_waits() -> Iterator[None]:
    """Let Textual's own tester look for idleness each 5 ms, not each 20: it does so at each key."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual._wait.SLEEP_GRANULARITY", 0.005)
        patch.setattr("textual._wait.SLEEP_IDLE", 0.0005)
        yield


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what a person's screens remember, and the log, in the test's own folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path / "state" / "hearings"

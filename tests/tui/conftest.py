"""What the tests of the screens may ask for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.engine import Database
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
def let_go(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close every database that a test opened: an application of a test is never left by its end.

    A process has a thousand files at most that `select` can wait for, and each desk holds three.
    """
    opened: list[Database] = []
    begin = Database.__init__

    def begun(self: Database, url: str, *, must_exist: bool = True) -> None:
        begin(self, url, must_exist=must_exist)
        opened.append(self)

    monkeypatch.setattr(Database, "__init__", begun)
    yield
    for database in opened:
        database.close()


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what a person's screens remember, and the log, in the test's own folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path / "state" / "hearings"

"""What every test may ask for."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.postgres import Cluster, Run, Server
from tests.repository import ROOT

if TYPE_CHECKING:
    from db.actions import Desk
    from tests.desks import Office, Templates

SOAK = os.environ.get("HEARINGS_SOAK", "") not in ("", "0")
"""Whether the long tests run at their full length."""

RUN = pytest.StashKey[Run]()


def pytest_configure(config: pytest.Config) -> None:
    """Begin the run, in the process that leads it; a worker of xdist only joins."""
    if not hasattr(config, "workerinput"):
        config.stash[RUN] = Run.begin()


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the run, and with it the server."""
    if run := config.stash.get(RUN, None):
        run.end()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that compare pictures, and leave the soak tests to `make soak`."""
    for item in items:
        if "snap_compare" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.picture)
        if item.get_closest_marker("soak") and not SOAK:
            item.add_marker(pytest.mark.skip(reason="Runs in `make soak` only."))


def portion(count: int) -> int:
    """Say how many of `count` goes to make: all of them in `make soak`, else a tenth."""
    return count if SOAK else max(1, count // 10)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a place for what would else go into the folders of whoever runs the tests."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def _away_from_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep rejects, settings and logs out of the real folders."""
    for name in ("DATA", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))


@pytest.fixture(scope="session", name="portion")
def portion_of() -> Callable[[int], int]:
    """Give `portion`, for a test that would rather not import it."""
    return portion


class Postgres:
    """The shared server, as one test sees it: what the test makes goes when the test ends."""

    def __init__(self, server: Server) -> None:
        """Begin with nothing made."""
        self.server = server
        self._made: list[str] = []

    def new_database(self) -> str:
        """Make an empty database and give its URL."""
        return self._kept(self.server.new_database())

    def clone(self, template: str) -> str:
        """Copy the database at a URL, to which nobody may be connected, and give the copy's URL."""
        return self._kept(self.server.clone(template))

    def url(self, database_url: str, user: str) -> str:
        """Give a database's URL for another login than the superuser's."""
        return self.server.url(database_url.rpartition("/")[2].partition("?")[0], user)

    def drop_all(self) -> None:
        """Drop what was made."""
        while self._made:
            self.server.drop(self._made.pop())

    def _kept(self, url: str) -> str:
        self._made.append(url)
        return url


@pytest.fixture(scope="session")
def postgres_server() -> Server:
    """Give the server that the whole run shares, started when first asked for."""
    return Run.current().server()


@pytest.fixture(scope="session")
def postgres_templates(postgres_server: Server) -> Iterator[Postgres]:
    """Give the server for databases that live as long as this worker, such as templates."""
    databases = Postgres(postgres_server)
    yield databases
    databases.drop_all()


@pytest.fixture
def postgres(postgres_server: Server) -> Iterator[Postgres]:
    """Give the server for databases that live as long as this test."""
    databases = Postgres(postgres_server)
    yield databases
    databases.drop_all()


@pytest.fixture
def crash_postgres() -> Iterator[Cluster]:
    """Give a server of the test's own, durable, that it may kill and start again."""
    with tempfile.TemporaryDirectory(prefix="hearings-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        cluster = Cluster(folder, durable=True)
        cluster.start()
        yield cluster
        cluster.kill()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of an empty database, once on each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'hearings.db'}"
    postgres: Postgres = request.getfixturevalue("postgres")
    return postgres.new_database()


@pytest.fixture(scope="session")
def store_templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    """Give the furnished databases that every `store_url` of this worker is copied from."""
    from tests.desks import Templates

    return Templates(tmp_path_factory.mktemp("templates"))


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, store_templates: Templates, tmp_path: Path) -> str:
    """Give the URL of a database with its schema and the people of `tests/desks.py`, on each."""
    if request.param == "sqlite":
        return store_templates.sqlite(tmp_path)
    templates = request.getfixturevalue("postgres_templates")
    return store_templates.postgres(templates, request.getfixturevalue("postgres"))


@pytest.fixture
def office(store_url: str) -> Iterator[Office]:
    """Give an office at a database of its own, once on each engine."""
    from tests.desks import opened

    with opened(store_url) as found:
        yield found


@pytest.fixture
def desk_of(office: Office) -> Callable[..., Desk]:
    """Give what seats an account: `desk_of("authority")`."""
    return office.desk


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Give the folder of real records, which lies outside the repository."""
    given = os.environ.get("HEARINGS_SHARED_DATA")
    folder = Path(given) if given else ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("The real records (shared/data beside the repository) are not here.")
    return folder

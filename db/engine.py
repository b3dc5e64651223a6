"""Open a database and run transactions on it: SQLite for one person, PostgreSQL for several.

The drivers are used as they are. SQLAlchemy takes longer to import than the rest of a command to
run; it stands behind `tables.py` and the migrations, where nobody waits for it (docs/decisions.md
has the measurements).
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any, Protocol

from db.places import check_private, is_there
from hearings.errors import HearingsError, Refused, UsageError

SQLITE, POSTGRESQL = "sqlite", "postgresql"

BUSY_SECONDS = 30
"""How long a writer waits for another before it gives up."""

PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-32000",
)


_NOT_A_DATABASE = frozenset({
    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY,
})  # fmt: skip
"""What SQLite answers where the place itself is wrong, and nothing has gone amiss in it."""


class Driver(Protocol):
    """What is used of a driver's connection."""

    def cursor(self) -> Any:
        """Make a cursor."""

    def close(self) -> None:
        """Let the connection go."""


class Connection:
    """One transaction on a database, in SQL with `:named` values."""

    def __init__(self, driver: Driver, dialect: str) -> None:
        """Keep the driver's connection and the dialect it speaks."""
        self._driver = driver
        self.dialect = dialect

    def rows(self, sql: str, **values: object) -> list[tuple[Any, ...]]:
        """Run a query and give all of its rows."""
        found: list[tuple[Any, ...]] = self._run(sql, values).fetchall()
        return found

    def row(self, sql: str, **values: object) -> tuple[Any, ...] | None:
        """Run a query and give its first row, or None."""
        found: tuple[Any, ...] | None = self._run(sql, values).fetchone()
        return found

    def run(self, sql: str, **values: object) -> int:
        """Run a statement and say how many rows it touched."""
        touched: int = self._run(sql, values).rowcount
        return touched

    def insert(self, table: str, values: Mapping[str, object]) -> None:
        """Add one row."""
        self._run(_insert(table, tuple(values)), values)

    def insert_id(self, table: str, values: Mapping[str, object]) -> int:
        """Add one row and give the id the database chose."""
        sql = _insert(table, tuple(values))
        if self.dialect == SQLITE:
            return int(self._run(sql, values).lastrowid)
        return int(self._run(f"{sql} RETURNING id", values).fetchone()[0])

    def many(self, sql: str, values: Iterable[Mapping[str, object]]) -> None:
        """Run a statement once for each set of values."""
        self._driver.cursor().executemany(_spoken(sql, self.dialect), list(values))

    def bulk(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Add many rows at once, by the quickest way the driver has."""
        names = ", ".join(columns)
        cursor = self._driver.cursor()
        if self.dialect == SQLITE:
            marks = ", ".join("?" * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
            return
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def numbers(self, table: str) -> Iterator[int]:
        """Give ids for rows about to be added in bulk, one after another.

        On SQLite the caller holds the only write transaction, so that the ids after the highest
        are free; on PostgreSQL they come from the table's own sequence, by the thousand, and those
        left over are never used.
        """
        if self.dialect == SQLITE:
            top = self.row(f"SELECT coalesce(max(id), 0) FROM {table}")
            yield from count(1 + (0 if top is None else int(top[0])))
        while True:
            yield from (
                int(row[0])
                for row in self.rows(
                    "SELECT nextval(pg_get_serial_sequence(:table, 'id'))"
                    " FROM generate_series(1, 1000)",
                    table=table,
                )
            )

    def lock(self, name: str) -> None:
        """Hold a name against other writers until the transaction ends.

        SQLite has one writer anyway.
        """
        if self.dialect == POSTGRESQL:
            self.row("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))", name=name)

    def measure(self, *tables: str) -> None:
        """Let the planner know how much tables hold, once much was added at once.

        PostgreSQL finds out by itself some time later; one that it last saw empty it reads as a
        whole for each row of another until then. SQLite plans by the indexes alone.
        """
        if self.dialect == POSTGRESQL:
            self._run(f"ANALYZE {', '.join(tables)}", {})

    def _run(self, sql: str, values: Mapping[str, object]) -> Any:
        cursor = self._driver.cursor()
        cursor.execute(_spoken(sql, self.dialect), values)
        return cursor


class Database:
    """A database by its address; each thread has a connection of its own."""

    def __init__(self, url: str, *, must_exist: bool = True) -> None:
        """Read the address and, for SQLite, check that the file is private.

        Args:
            url: `sqlite:///path`, a path, or `postgresql+psycopg://…`.
            must_exist: Whether a SQLite file that is not there is refused.

        Raises:
            UsageError: The address cannot be read.
            Refused: The file is not there, or is open to others.
        """
        self.url = url
        self.dialect, self.target = read_url(url)
        self._local = threading.local()
        self._opened: list[Driver] = []
        if self.dialect == SQLITE:
            path = Path(self.target)
            if is_there(path):
                check_private(path)
            elif must_exist:
                raise Refused(f"There is no database at {path}; make one with 'hearings init'.")

    @property
    def path(self) -> Path | None:
        """Name the SQLite file; None for PostgreSQL."""
        return Path(self.target) if self.dialect == SQLITE else None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Run queries on one consistent view, and write nothing."""
        begin = "BEGIN" if self.dialect == SQLITE else "BEGIN ISOLATION LEVEL REPEATABLE READ"
        with self._transaction(begin) as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Run one write transaction: all of it is kept on leaving, or none of it.

        On SQLite it holds the one write lock from its first statement, so that what it reads
        cannot change before it writes.
        """
        begin = "BEGIN IMMEDIATE" if self.dialect == SQLITE else "BEGIN"
        with self._transaction(begin) as connection:
            yield connection

    def close(self) -> None:
        """Let every thread's connection go."""
        for driver in self._opened:
            driver.close()
        self._opened.clear()
        self._local = threading.local()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Connection]:
        with _said(self):
            driver = self._begin(begin)
        try:
            yield Connection(driver, self.dialect)
            driver.cursor().execute("COMMIT")
        except BaseException:
            # A connection that broke has nothing to take back, and is made anew the next time.
            if not getattr(driver, "closed", False):
                driver.cursor().execute("ROLLBACK")
            raise

    def _begin(self, begin: str) -> Driver:
        driver = self._driver()
        if self.dialect == SQLITE:
            driver.cursor().execute(begin)
            return driver
        from psycopg import OperationalError

        try:
            driver.cursor().execute(begin)
        except OperationalError:
            # The server was started again since the last transaction: ask it once more.
            driver = self._driver()
            driver.cursor().execute(begin)
        return driver

    def _driver(self) -> Driver:
        driver: Driver | None = getattr(self._local, "driver", None)
        if driver is not None and getattr(driver, "closed", False):
            self._opened.remove(driver)
            driver = self._local.driver = None
        if driver is None:
            driver = _sqlite(self.target) if self.dialect == SQLITE else _psycopg(self.target)
            self._local.driver = driver
            self._opened.append(driver)
        return driver


@contextmanager
def _said(database: Database) -> Iterator[None]:
    """Turn a database that cannot be reached into a sentence."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in _NOT_A_DATABASE:
            raise Refused(f"The database {database.target} cannot be used: {error}.") from error
        raise HearingsError(f"The database {database.target} cannot be used: {error}.") from error


def read_url(url: str) -> tuple[str, str]:
    """Read a database's address.

    Returns:
        The dialect, and the path or the connection string the driver takes.

    Raises:
        UsageError: The address cannot be read.
    """
    scheme, sign, rest = url.partition("://")
    if not sign and url:
        return SQLITE, url
    if scheme == SQLITE and rest.removeprefix("/"):
        return SQLITE, rest.removeprefix("/")
    if scheme in {POSTGRESQL, "postgresql+psycopg"}:
        return POSTGRESQL, f"postgresql://{rest}"
    raise UsageError(f"A database cannot be {url!r}; use sqlite:///PATH or postgresql+psycopg://…")


def without_password(url: str) -> str:
    """Give an address as it may be shown: nobody reads a password over a shoulder."""
    if read_url(url)[0] == SQLITE:
        return url
    url = re.sub(r"(?<=://)([^@/?#:]*):[^@]*@", r"\1:***@", url)
    return re.sub(r"(?i)([?&](?:ssl)?password=)[^&]*", r"\1***", url)


def _sqlite(path: str) -> Driver:
    driver = sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        for pragma in PRAGMAS:
            driver.execute(pragma)
        driver.execute("PRAGMA schema_version")  # The first to read the file: is it a database?
    except sqlite3.DatabaseError:
        driver.close()
        raise
    return driver


def _psycopg(target: str) -> Driver:
    try:
        import psycopg
    except ImportError:
        raise UsageError("PostgreSQL needs the extra: pip install 'hearings[postgres]'.") from None
    try:
        driver: Driver = psycopg.connect(target, autocommit=True)
    except (psycopg.ProgrammingError, UnicodeError):
        # What the driver says repeats the address, with the password that may stand in it.
        raise UsageError("The address of the PostgreSQL database cannot be read.") from None
    except psycopg.OperationalError as error:
        first = str(error).strip().splitlines()[0]
        raise HearingsError(f"The database server cannot be reached: {first}.") from error
    return driver


@lru_cache(maxsize=512)
def _spoken(sql: str, dialect: str) -> str:
    """Write `:named` values as the driver takes them."""
    if dialect == SQLITE:
        return sql
    return re.sub(r"(?<![:\w]):([a-z_]\w*)", r"%(\1)s", sql.replace("%", "%%"))


@lru_cache(maxsize=128)
def _insert(table: str, columns: tuple[str, ...]) -> str:
    names, marks = ", ".join(columns), ", ".join(f":{name}" for name in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({marks})"

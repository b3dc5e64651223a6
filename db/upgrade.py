"""Bring a database's schema to the one this version works with: forward only, all or nothing."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.engine import BUSY_SECONDS, POSTGRESQL, Connection, Database
from db.places import make_private_file
from hearings.errors import Refused

if TYPE_CHECKING:
    from sqlalchemy import Engine

HEAD = "0006"
"""The newest step of the schema; a test compares it with the migrations."""


FILLED = ("0003", "0004", "0005", "0006")
"""The steps that bring tables to be filled from the events that are there."""


def make(database_url: str) -> Database:
    """Make a database with the newest schema, readable by its owner alone.

    Args:
        database_url: A SQLite path that is not there yet, or an empty PostgreSQL database.

    Raises:
        Refused: There is a database already.
    """
    database = Database(database_url, must_exist=False)
    try:
        _prepare(database)
        upgrade(database)
    except BaseException:
        database.close()
        raise
    return database


def _prepare(database: Database) -> None:
    """Make the private file of a SQLite database, and refuse what is there already."""
    if database.path is not None:
        if not _begun(database):
            make_private_file(database.path)
        _journal(database.path)
    elif schema_of(database):
        raise Refused("There is a database at that address already.")


def _begun(database: Database) -> bool:
    """Say whether a making that was broken off has left its file, with nothing in it yet."""
    if database.path is None or not database.path.exists():
        return False
    with database.read() as connection:
        return connection.row("SELECT 1 FROM sqlite_master") is None


def upgrade(database: Database, to: str = "head") -> str:
    """Take every step of the schema that is missing, in one transaction.

    Args:
        database: The database; nothing else may be writing to it.
        to: The step to stop at; tests start from an older one.

    Returns:
        The step the schema now stands at.
    """
    from alembic import command
    from alembic.config import Config

    before = schema_of(database)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    engine = _engine(database)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)
        steps = [step for step in FILLED if before < step <= to]
        _fill(Connection(connection.connection.cursor().connection, database.dialect), steps)
    engine.dispose()
    return schema_of(database)


def _fill(connection: Connection, steps: list[str]) -> None:
    """Make the rows that new tables keep of the cases that are there already."""
    from db.clock import remade
    from db.house import settled
    from db.saving import fill_conclusions
    from db.steps import fill_steps
    from db.summary import recount
    from hearings.rules import Rules

    if "0003" in steps:
        for _moved in remade(connection, settled(connection, Rules()), keep=True):
            pass
    if "0004" in steps:
        fill_conclusions(connection)
    if "0005" in steps:
        fill_steps(connection)
    if "0006" in steps:
        recount(connection, Rules())


def check_schema(database: Database) -> None:
    """Refuse a database whose schema is not the one this version works with.

    Raises:
        Refused: With what to do about it.
    """
    found = schema_of(database)
    if not found:
        raise Refused(f"{_named(database)} holds no hearings database; run 'hearings init'.")
    if found > HEAD:
        raise Refused(f"{_named(database)} was made by a newer version of this program.")
    if found < HEAD:
        raise Refused(f"{_named(database)} is from an older version; run 'hearings db upgrade'.")


def schema_of(database: Database) -> str:
    """Name the step a database's schema stands at; empty where there is none."""
    with database.read() as connection:
        if not _has_versions(connection):
            return ""
        row = connection.row("SELECT version_num FROM alembic_version")
    return "" if row is None else str(row[0])


def _has_versions(connection: Connection) -> bool:
    if connection.dialect == POSTGRESQL:
        sql = "SELECT 1 FROM pg_tables WHERE tablename = 'alembic_version'"
    else:
        sql = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
    return connection.row(sql) is not None


def _named(database: Database) -> str:
    return str(database.path) if database.path else "The PostgreSQL database"


def _journal(path: Path) -> None:
    """Turn write-ahead logging on; it stays with the file."""
    import sqlite3

    driver = sqlite3.connect(path, isolation_level=None)
    driver.execute("PRAGMA journal_mode=WAL")
    driver.close()


def _engine(database: Database) -> Engine:
    """Make SQLAlchemy's engine, with real transactions around SQLite's DDL."""
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    if database.dialect == POSTGRESQL:
        url = database.target.replace("postgresql://", "postgresql+psycopg://", 1)
        return create_engine(url, poolclass=NullPool)
    engine = create_engine(
        f"sqlite:///{database.target}", poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS}
    )

    @event.listens_for(engine, "connect")
    def _plain(driver: Any, _record: Any) -> None:
        driver.isolation_level = None

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine

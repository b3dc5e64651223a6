"""Open a database for whoever is at the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from db.engine import SQLITE, Database
from db.people import OWN, Account, keep_account, keep_person
from db.places import os_account
from db.session import Clock, Session
from db.upgrade import HEAD, check_schema, make, schema_of
from hearings.access import roles
from hearings.errors import NotAllowed, Refused
from hearings.people import PersonFacts, full_rank

if TYPE_CHECKING:
    from db.actions import Desk
    from db.settings import Settings


def login(database: Database) -> str:
    """Name who is acting: the PostgreSQL login, or the operating system's account."""
    if database.dialect == SQLITE:
        return os_account()
    with database.read() as connection:
        row = connection.row("SELECT session_user")
    return "" if row is None else str(row[0])


def open_desk(
    url: str, clock: Clock, today: date, settings: Settings, *, acting_as: str = ""
) -> Desk:
    """Open a database for an account.

    Args:
        url: The database's address.
        clock: Gives the moment, in UTC.
        today: Today, or the day to answer as of.
        settings: The force's settings.
        acting_as: Another account to act as; only in a demonstration.

    Raises:
        Refused: The database is not there, is of another version, or the account is not known.
        NotAllowed: Another account was named outside a demonstration.
    """
    from db.actions import Desk

    with _entered(url, acting_as) as (database, account):
        return Desk(database, account, clock, today, settings.rules)


def open_session(url: str, clock: Clock, today: date, *, acting_as: str = "") -> Session:
    """Open a database for an account that makes no moves; quicker to start than a desk.

    Raises:
        Refused: As `open_desk`.
    """
    with _entered(url, acting_as) as (database, account):
        return Session(database, account, clock, today)


@contextmanager
def _entered(url: str, acting_as: str) -> Iterator[tuple[Database, str]]:
    """Open a database and name who acts; whoever is refused leaves no connection behind."""
    database = Database(url)
    try:
        check_schema(database)
        _may_act_as(database, acting_as)
        yield database, acting_as or login(database)
    except BaseException:
        database.close()
        raise


def _may_act_as(database: Database, account: str) -> None:
    if account and not is_demonstration(database):
        raise NotAllowed("--as works in a demonstration database alone; this is not one.")


def is_demonstration(database: Database) -> bool:
    """Say whether everyone in a database is invented."""
    with database.read() as connection:
        row = connection.row("SELECT value FROM meta WHERE key = 'demonstration'")
    return row is not None and row[0] == "1"


def demonstration_of(database: Database) -> tuple[str, str]:
    """Name the seed and the size of a demonstration; empty where it is none."""
    if not schema_of(database) or not is_demonstration(database):
        return "", ""
    with database.read() as connection:
        marks = dict(connection.rows("SELECT key, value FROM meta"))
    return marks.get("seed", ""), marks.get("subjects", "")


def is_new(database: Database) -> bool:
    """Say whether there is nothing yet at a database's address."""
    if database.path is not None:
        return not database.path.exists()
    return not schema_of(database)


def init(url: str, today: date, *, number: str = "", name: str = "", rank: str = "") -> str:
    """Make a database, and give whoever made it an account in it.

    It holds every role: on SQLite for good, being the only one; on PostgreSQL as roles like any
    other, which an administrator takes away once each person has a login.

    Args:
        url: The database's address; nothing may be there yet.
        today: Today.
        number: The maker's own force number, for the decisions they make themselves.
        name: Their name.
        rank: Their rank.

    Returns:
        The account's name.
    """
    database, number = _made(url), number.upper()
    account = login(database)
    with database.write() as connection:
        if number:
            keep_person(
                connection, PersonFacts(number, rank=full_rank(rank)), name or account, today, OWN
            )
        held = () if database.dialect == SQLITE else tuple(roles())
        keep_account(connection, Account(account, number, "", held))
        connection.insert("meta", {"key": "maker", "value": account})
    database.close()
    return account


def _made(url: str) -> Database:
    """Make a database, or take one whose making was broken off before it had a maker."""
    try:
        return make(url)
    except Refused:
        database = Database(url)
        if schema_of(database) != HEAD or _has_maker(database):
            database.close()
            raise
        return database


def _has_maker(database: Database) -> bool:
    with database.read() as connection:
        return connection.row("SELECT 1 FROM meta WHERE key = 'maker'") is not None

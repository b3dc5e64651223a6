"""Open a database for whoever is at the keyboard."""

from __future__ import annotations

from datetime import date

from db.actions import Clock, Desk
from db.engine import SQLITE, Database
from db.people import OWN, Account, keep_account, keep_person
from db.places import os_account
from db.settings import Settings
from db.upgrade import check_schema, make
from hearings.cases import PersonFacts
from hearings.errors import NotAllowed


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
    database = Database(url)
    check_schema(database)
    if acting_as and not is_demonstration(database):
        raise NotAllowed("--as works in a demonstration database alone; this is not one.")
    return Desk(database, acting_as or login(database), clock, today, settings.rules)


def is_demonstration(database: Database) -> bool:
    """Say whether everyone in a database is invented."""
    with database.read() as connection:
        row = connection.row("SELECT value FROM meta WHERE key = 'demonstration'")
    return row is not None and row[0] == "1"


def init(url: str, today: date, *, number: str = "", name: str = "", rank: str = "") -> str:
    """Make a database, and give whoever made it an account in it.

    On SQLite that account holds every role; on PostgreSQL it is an administrator.

    Args:
        url: The database's address; nothing may be there yet.
        today: Today.
        number: The maker's own force number, for the decisions they make themselves.
        name: Their name.
        rank: Their rank.

    Returns:
        The account's name.
    """
    database = make(url)
    account = login(database)
    with database.write() as connection:
        if number:
            keep_person(connection, PersonFacts(number, rank=rank), name or account, today, OWN)
        roles = () if database.dialect == SQLITE else ("administrator",)
        keep_account(connection, Account(account, number, "", roles))
        connection.insert("meta", {"key": "maker", "value": account})
    database.close()
    return account

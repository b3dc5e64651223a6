"""Who is acting on which database, and the trail of what they do.

Kept apart from the moves, so that a command that only reads figures starts without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from db import trail
from db.engine import SQLITE, Connection, Database
from db.people import Account, actor_of, find_account
from hearings.errors import Refused, UnknownReference
from hearings.trail import Entry

Clock = Callable[[], datetime]
"""Gives the moment; only `cli.py` has one that reads the machine's."""


class Session:
    """One account at one database."""

    def __init__(self, database: Database, account: str, clock: Clock, today: date) -> None:
        """Find out who is acting.

        Args:
            database: The database.
            account: The account's name.
            clock: Gives the moment, in UTC.
            today: Today, or the day to answer as of.

        Raises:
            Refused: The account is not known here, or is closed.
        """
        self.database = database
        self.today = today
        self._clock = clock
        with database.read() as connection:
            self.marks = dict(connection.rows("SELECT key, value FROM meta"))
            found = find_account(connection, account)
            if found is None or not found.active:
                raise Refused(f"The account {account} is not known in this database.")
            self.actor = actor_of(connection, found, today, sole=self._sole(found))

    @property
    def demonstration(self) -> bool:
        """Say whether everyone in this database is invented."""
        return self.marks.get("demonstration") == "1"

    def act_on(self, moment: datetime) -> None:
        """Act as of another moment: the demonstration's steps lie on days long past."""
        self.today = moment.date()
        self._clock = lambda: moment

    def moment(self) -> datetime:
        """Give the moment, in UTC."""
        return self._clock().astimezone(UTC)

    @contextmanager
    def reading(self, action: str, detail: str = "") -> Iterator[Connection]:
        """Write down what is asked, then answer it on one consistent view.

        The line is kept before anything is read, and nobody who saves waits for the answer.

        Args:
            action: What the trail calls it.
            detail: What was asked for.
        """
        with self.database.write() as connection:
            self.trail(connection, action, detail=detail)
        with self.database.read() as connection:
            yield connection

    def trail(
        self,
        connection: Connection,
        action: str,
        case: str = "",
        subject: int = 0,
        event: int = 0,
        *,
        outcome: str = "done",
        detail: str = "",
    ) -> None:
        """Write one line of the trail, in the transaction of what it tells about."""
        entry = Entry(self.moment(), self.actor.account, action, case, subject, event, outcome)
        trail.keep(connection, entry, detail)

    @contextmanager
    def refusing(self, action: str, case: str = "", subject: int = 0) -> Iterator[None]:
        """Write down what is refused in the meantime, once all that was begun is taken back.

        Args:
            action: What the trail calls it.
            case: The case's reference; empty where it is about none.
            subject: The officer's number in it; 0 for none.
        """
        try:
            yield
        except Refused as error:
            self.keep_refusal(action, case, subject, error)
            raise

    def keep_refusal(self, action: str, case: str, subject: int, error: Refused) -> None:
        """Write down what was refused, and the true reason where the sentence hides it."""
        from hearings.values import LONGEST_LINE

        case = (case if case.isprintable() else ascii(case))[:LONGEST_LINE]
        hidden = error.because if isinstance(error, UnknownReference) else ""
        with self.database.write() as connection:
            self.trail(
                connection,
                action,
                case,
                subject,
                outcome="unknown" if hidden else "refused",
                detail=hidden or str(error),
            )

    def _sole(self, account: Account) -> bool:
        """Say whether the account made this SQLite file, and so holds every role in it."""
        return self.database.dialect == SQLITE and self.marks.get("maker") == account.name

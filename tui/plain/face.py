"""What every command is handed: which database, who acts, and the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from hearings.errors import UsageError

if TYPE_CHECKING:
    import typer

    from db.actions import Desk
    from db.engine import Database
    from db.session import Session
    from db.settings import Settings


@dataclass(frozen=True, slots=True)
class Face:
    """One run of the command line."""

    database: str
    """The database as given; empty for the usual one."""
    acting_as: str
    """The account named with `--as`; empty for one's own."""
    clock: Callable[[], datetime]
    """The clock."""
    opened: list[Database] = field(default_factory=list)
    """The databases opened so far, to let go of at the end."""

    @property
    def url(self) -> str:
        """Name the database to use."""
        from db.places import default_database

        return self.database or default_database()

    @property
    def place(self) -> str:
        """Name the database as it may be shown, without a password."""
        from db.engine import without_password

        return without_password(self.url)

    @property
    def today(self) -> date:
        """Give today's date where the machine is."""
        return self.clock().astimezone().date()

    def settings(self) -> Settings:
        """Read the force's settings."""
        from db.settings import read

        return read()

    def desk(self, as_of: str = "") -> Desk:
        """Open the database to make moves or read cases.

        Args:
            as_of: The day to act as of; it may not lie ahead.
        """
        from db.opening import open_desk

        day = self.day(as_of)
        if day > self.today:
            raise UsageError(f"--as-of {day.isoformat()} has not come yet.")
        desk = open_desk(self.url, self.clock, day, self.settings(), acting_as=self.acting_as)
        self.opened.append(desk.database)
        self._as_of_its_stories(desk, as_of)
        return desk

    def session(self, as_of: str = "") -> Session:
        """Open the database for figures alone."""
        from db.opening import open_session

        found = open_session(self.url, self.clock, self.day(as_of), acting_as=self.acting_as)
        self.opened.append(found.database)
        self._as_of_its_stories(found, as_of)
        return found

    @staticmethod
    def _as_of_its_stories(session: Session, as_of: str) -> None:
        """Answer from a demonstration as of its last day: today all in it would be years late."""
        if not as_of and "seed" in session.marks:
            from db.demo.calendar import LAST

            session.today = LAST

    def plain_database(self) -> Database:
        """Open the database for upkeep, whoever acts and whether or not it is there."""
        from db.engine import Database

        database = Database(self.url, must_exist=False)
        self.opened.append(database)
        return database

    def close(self) -> None:
        """Let every database go."""
        for database in self.opened:
            database.close()

    def day(self, text: str) -> date:
        """Read a day; today where none is given."""
        return self.today if not text else read_day(text)


def read_day(text: str) -> date:
    """Read an ISO date given on the command line.

    Raises:
        UsageError: It is no date, or lies before `EARLIEST`.
    """
    from hearings.values import EARLIEST

    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"A date cannot be {text!r}; write it as 2014-03-12.") from None
    if day < EARLIEST:
        raise UsageError(f"A date cannot be {text!r}: nothing here is before {EARLIEST}.")
    return day


def face_of(ctx: typer.Context) -> Face:
    """Find what the command was handed."""
    return cast("Face", ctx.obj)

"""Say whose matters figures count: the force's own, or an archive's from elsewhere by its name.

An archive without Regulations is of other people than the force's. Beside the force's own matters
it is counted only where it is named; a database that holds nothing else is counted whole. The
force's own archives, under Regulations, count with its matters.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from db.engine import Connection
from hearings.errors import UsageError
from hearings.realms import ARCHIVE

if TYPE_CHECKING:
    from db.session import Session

OWN = "NOT EXISTS (SELECT 1 FROM cases o WHERE o.id = s.case_id AND o.regime = :elsewhere)"
"""What holds of a subject of the force's own."""

ELSEWHERE = {"elsewhere": ARCHIVE}
"""The value in it."""

_NAMED = "EXISTS (SELECT 1 FROM cases o WHERE o.id = s.case_id AND o.archive = :archive)"


def mixed(connection: Connection) -> bool:
    """Say whether the database holds an archive from elsewhere beside the force's own matters."""
    row = connection.row(
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM cases WHERE regime = :elsewhere) AND (EXISTS"
        " (SELECT 1 FROM cases WHERE regime < :elsewhere) OR EXISTS"
        " (SELECT 1 FROM cases WHERE regime > :elsewhere))",
        **ELSEWHERE,
    )
    return row is not None


def whose(connection: Connection, archive: str) -> tuple[str, dict[str, object]]:
    """Give the condition on the subjects `s` that figures count, and the values in it.

    Args:
        connection: The transaction.
        archive: The archive that is named; empty for none.

    Returns:
        The condition, empty where everybody is counted, and its values.
    """
    if archive:
        return _NAMED, {"archive": archive}
    return (OWN, dict(ELSEWHERE)) if mixed(connection) else ("", {})


def notes(connection: Connection, archive: str) -> tuple[str, ...]:
    """Say which archives are counted, in their own words, and which are not unless named.

    Args:
        connection: The transaction.
        archive: The archive that is named; empty for none.

    Raises:
        UsageError: No archive of that name was ever brought in.
    """
    beside = _beside(connection, archive)
    said = (f"The archive {name} is not counted; --archive names it." for name in beside)
    return (*counted(connection, archive), *said)


def notes_of_people(connection: Connection) -> tuple[str, ...]:
    """Say which archives are counted against the workforce: the force's own, and never others."""
    away = _elsewhere(connection)
    said = (f"The archive {name} is not counted: its people serve elsewhere." for name in away)
    return (*_in_their_words(connection, away), *said)


def notes_of_outcomes(
    connection: Connection, archive: str, otherwise: str = "; --archive names it"
) -> tuple[str, ...]:
    """Say which archives are counted among outcomes: from elsewhere only the one that is named.

    Args:
        connection: The transaction.
        archive: The archive that is named; empty for none.
        otherwise: What is said of one that is not counted: how it is, or why it never is.
    """
    if archive:
        rows = connection.rows("SELECT DISTINCT archive FROM imports")
        return _in_their_words(connection, {str(row[0]) for row in rows} - {archive})
    away = _elsewhere(connection)
    said = (f"The archive {name} is not counted{otherwise}." for name in away)
    return (*_in_their_words(connection, away), *said)


def counted(connection: Connection, archive: str) -> tuple[str, ...]:
    """Say which archives are counted, in their own words.

    Args:
        connection: The transaction.
        archive: The archive that is named; empty for none.

    Raises:
        UsageError: No archive of that name was ever brought in.
    """
    rows = connection.rows("SELECT DISTINCT archive FROM imports ORDER BY archive")
    names = [str(row[0]) for row in rows]
    if archive and archive not in names:
        known = ", ".join(names) or "none"
        raise UsageError(f"There is no archive {archive!r}; there is {known}.")
    away = {*names} - {archive} if archive else _beside(connection, archive)
    return _in_their_words(connection, away)


def counted_for(session: Session, archive: str) -> tuple[str, ...]:
    """Say which archives a table holds that was released to staff or the public.

    Args:
        session: Who released it.
        archive: The archive that was named; empty for none.
    """
    with session.database.read() as connection:
        return counted(connection, archive)


def _in_their_words(connection: Connection, away: Collection[str]) -> tuple[str, ...]:
    rows = connection.rows("SELECT DISTINCT archive, note FROM imports ORDER BY archive, note")
    return tuple(f"{name}: {note}" if note else str(name) for name, note in rows
                 if name not in away)  # fmt: skip


def _beside(connection: Connection, archive: str) -> tuple[str, ...]:
    """Name the archives that are left out because nobody named them."""
    return () if archive or not mixed(connection) else _elsewhere(connection)


def _elsewhere(connection: Connection) -> tuple[str, ...]:
    rows = connection.rows(
        "SELECT DISTINCT i.archive FROM imports i WHERE EXISTS (SELECT 1 FROM cases c"
        " WHERE c.regime = :elsewhere AND c.archive = i.archive) ORDER BY i.archive",
        **ELSEWHERE,
    )
    return tuple(str(row[0]) for row in rows)

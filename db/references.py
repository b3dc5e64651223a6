"""Give a new case its reference: the one it was received with, or the next number of its year."""

from __future__ import annotations

from collections.abc import Mapping

from db.engine import Connection
from hearings.errors import Refused
from hearings.values import read_reference


def new_reference(connection: Connection, given: Mapping[str, object]) -> str:
    """Give the reference of a case about to be received.

    Args:
        connection: The write transaction; the number taken goes back if it does not commit.
        given: What was given, with the reference if there is one and the attention date.

    Raises:
        BadValue: The reference cannot be one.
        Refused: There is a case of that reference.
    """
    wanted = read_reference("reference", str(given.get("reference") or ""))
    if not wanted:
        return _next(connection, str(given.get("attention_date") or "").strip()[:4])
    if _taken(connection, wanted):
        raise Refused(f"There is a case {wanted} already; leave the reference out.")
    return wanted


def _next(connection: Connection, year: str) -> str:
    """Take the next free number of the year a matter came to attention."""
    if not (year.isascii() and year.isdecimal()):
        # Only a sentence is made of it: without an attention date no case is.
        return "A new case"
    key = f"last_case_{year}"
    connection.run(
        "INSERT INTO meta (key, value) VALUES (:key, '0') ON CONFLICT (key) DO NOTHING", key=key
    )
    while True:
        connection.run(
            "UPDATE meta SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE key = :key",
            key=key,
        )
        row = connection.row("SELECT value FROM meta WHERE key = :key", key=key)
        found = f"MC-{year}-{int(row[0] if row else 0):05d}"
        if not _taken(connection, found):
            return found


def _taken(connection: Connection, reference: str) -> bool:
    row = connection.row("SELECT 1 FROM cases WHERE reference = :ref", ref=reference)
    return row is not None

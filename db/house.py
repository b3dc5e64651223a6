"""What a database holds of the force's own rules: its bank holidays and its lawyer's sign-offs."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from db.engine import Connection
from hearings.rules import Rules, SignOff
from hearings.workdays import Calendar


def settled(connection: Connection, rules: Rules) -> Rules:
    """Give the settings' rules with what the database holds beside them.

    Args:
        connection: The transaction.
        rules: What the settings say.
    """
    calendar = calendar_of(connection)
    signed = sign_offs(connection)
    return replace(rules, calendar=calendar or rules.calendar, signed=signed)


def calendar_of(connection: Connection) -> Calendar | None:
    """Read the newest table of bank holidays taken in; None where there is none."""
    row = connection.row("SELECT vintage, body FROM calendars ORDER BY id DESC LIMIT 1")
    return None if row is None else read_calendar(str(row[0]), str(row[1]))


def read_calendar(vintage: str, body: str) -> Calendar:
    """Read a table of bank holidays as it is kept."""
    kept = json.loads(body)
    days = {date.fromisoformat(day): str(title) for day, title in kept["holidays"].items()}
    return Calendar(
        date.fromisoformat(kept["first"]), date.fromisoformat(kept["last"]), days, vintage
    )


def write_calendar(calendar: Calendar) -> str:
    """Write a table of bank holidays as it is kept."""
    days = {day.isoformat(): title for day, title in sorted(calendar.holidays.items())}
    return json.dumps({
        "first": calendar.first.isoformat(),
        "last": calendar.last.isoformat(),
        "holidays": days,
    })  # fmt: skip


def sign_offs(connection: Connection) -> dict[str, SignOff]:
    """Read the newest sign-off of each rule."""
    rows = connection.rows(
        "SELECT rule, digest, signed_by, signed_on, note FROM sign_offs ORDER BY id"
    )
    return {
        str(rule): SignOff(str(rule), str(digest), str(by), date.fromisoformat(str(on)), str(note))
        for rule, digest, by, on, note in rows
    }

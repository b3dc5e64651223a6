"""Make the calendar file of the diary: hearings as they stand, and what they have left behind."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date

from db.actions import Desk
from db.diary import Entry
from db.engine import Connection
from db.ics import Listing, calendar_of
from hearings.sittings import Sitting, sittings_of

_CHANGES = "('schedule', 'schedule_appeal', 'adjourn')"


def feed(desk: Desk, entries: Sequence[Entry], force: str, kind: Callable[[Entry], str]) -> bytes:
    """Write hearings as iCalendar, with the officers' initials alone.

    Args:
        desk: Who asks; the entries are ones the account was shown.
        entries: The hearings, those called off included, so that they are cancelled.
        force: The force's name.
        kind: Says what a hearing is called under its regime.
    """
    with desk.database.read() as connection:
        listings = [
            Listing(
                entry.hearing,
                tuple(officer.reference for officer in entry.officers),
                tuple(initials(officer.name) for officer in entry.officers),
                force,
                kind(entry),
                _before(connection, entry),
            )
            for entry in entries
        ]
    return calendar_of(listings, desk.moment())


def initials(name: str) -> str:
    """Give the initials of a name; a question mark where there is none."""
    return "".join(part[0] for part in name.split()).upper() or "?"


def _before(connection: Connection, entry: Entry) -> tuple[Sitting, ...]:
    """Find the most sitting days a hearing ever had, where it has fewer now.

    A calendar that was given them has to be told that they are off.
    """
    if not entry.hearing.sequence:
        return ()
    rows = connection.rows(
        "SELECT e.effective, e.kind, e.payload FROM events e JOIN subjects s ON s.id = e.subject_id"
        f" WHERE s.reference = :ref AND e.kind IN {_CHANGES} ORDER BY e.id",
        ref=entry.officers[0].reference,
    )
    most: tuple[Sitting, ...] = ()
    days: tuple[Sitting, ...] = ()
    own = False
    for effective, kind, payload in rows:
        given = json.loads(payload)
        if kind == "adjourn":
            over = tuple(s for s in days if s.day <= date.fromisoformat(effective))
            days = (*over, *sittings_of(given))
        else:
            own, days = given.get("hearing") == entry.hearing.reference, sittings_of(given)
        most = days if own and len(days) > len(most) else most
    return most if len(most) > len(entry.hearing.sittings) else ()

"""Keep the trail: one line for every write and every read of a case, in the same transaction."""

from __future__ import annotations

import os

from db.engine import Connection
from hearings.trail import Entry, entry_bytes, seal


def keep(connection: Connection, entry: Entry, detail: str = "") -> int:
    """Write one line of the trail.

    Args:
        connection: The transaction of what it tells about.
        entry: The line.
        detail: Its personal detail, kept apart; empty for none.

    Returns:
        The line's id.
    """
    salt = os.urandom(16) if detail else b""  # noqa: TID251 - it decides nothing
    row = {
        "at": entry.at.isoformat(),
        "account": entry.account,
        "action": entry.action,
        "case_reference": entry.case,
        "subject": entry.subject,
        "event_id": entry.event,
        "outcome": entry.outcome,
        "entry": entry_bytes(entry, seal(detail, salt)),
    }
    found = connection.insert_id("trail", row)
    if detail:
        connection.insert("trail_detail", {"trail_id": found, "salt": salt, "detail": detail})
    return found

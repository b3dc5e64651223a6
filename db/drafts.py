"""Keep what somebody has typed and not yet saved: theirs alone, and no history."""

from __future__ import annotations

from db.engine import Connection


def drop_draft(connection: Connection, account: str, place: str) -> None:
    """Take away what an account had typed at a place."""
    connection.run(
        "DELETE FROM drafts WHERE account = :account AND place = :place",
        account=account,
        place=place,
    )

"""Keep the steps a matter has reached; a scaffold until its owner writes it."""

from __future__ import annotations

from db.engine import Connection


def fill_steps(connection: Connection) -> None:
    """Keep the steps of every case that is there."""

"""Units with figures enough to show, planted into the small database of the screens' tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from db.engine import Database
from tests.planted import plant

EVIL = "[@click=app.quit]x\x1b[31m\u202e李"
"""A unit whose name would quit the program, colour the screen and turn it round."""

SPRING, SUMMER = date(2013, 5, 15), date(2013, 8, 15)


def rate(path: Path) -> None:
    """Plant four units in two quarters, one of them not known; two matters are restricted."""
    database = Database(f"sqlite:///{path}")
    with database.write() as connection:
        plant(connection, "Camden", SPRING, 12, 30, 5)
        plant(connection, "Camden", SUMMER, 6, 20, tier="inspecting")
        plant(connection, "Brent", SPRING, 30, 40, sex="F", reason="threshold_too_high")
        plant(connection, EVIL, SUMMER, 3, 12)
        plant(connection, "", SUMMER, 2, 5)
        plant(connection, "Camden", SUMMER, 1, 10, level="misconduct")
        # What fewer than three people assessed is about a person, and withheld.
        connection.run(
            "UPDATE subjects SET assessor = 'A-' || (id % 5) WHERE reference LIKE 'PL-%'"
        )
        connection.run(
            "UPDATE cases SET sensitivity = 'restricted' WHERE id IN (SELECT case_id FROM subjects"
            " WHERE unit = 'Camden' AND direction = 'lowered' AND local_level = 'gross_misconduct'"
            " ORDER BY id LIMIT 2)"
        )
    database.close()

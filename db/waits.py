"""Measure how long decisions take from the local assessment, from the kept steps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from db.figures import Breakdown
from db.matters import Matter, Reading, Report, counted
from db.session import Session
from hearings.waits import Wait, Waits, wait_of, waits

BESIDE = ("no_local_view", "late_local_view", "kept_locally")
"""The columns of reassessment in which no decision by DPS follows a local assessment."""


def waited(session: Session, asked: Breakdown) -> Report[Waits]:
    """Measure the time to the decision, and write down who asked.

    Args:
        session: Who asks, of which database.
        asked: Which figures.

    Raises:
        UsageError: A field cannot be asked for, or the period ends before it begins.
        Refused: The account has no right to internal figures.
    """
    named = ", ".join(f"'{state}'" for state in BESIDE)

    def count(found: Iterable[Matter]) -> Waits:
        last = session.today.isoformat()
        return waits(_wait(one, session.today) for one in found if one.facts[0] <= last)

    condition = f"s.pair_state NOT IN ({named})"
    return counted(session, asked, Reading("waits", count, ("s.assessed",), condition, every=True))


def _wait(matter: Matter, today: date) -> Wait | None:
    assessed = str(matter.facts[0])
    if not assessed:
        return None
    return wait_of(date.fromisoformat(assessed), matter.steps, today)

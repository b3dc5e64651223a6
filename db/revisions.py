"""Count what DPS made of its own decisions, from the kept steps."""

from __future__ import annotations

from collections.abc import Iterable

from db.figures import Breakdown
from db.matters import Matter, Reading, Report, counted
from db.session import Session
from hearings.revisions import Revisions, Taken, revised, summed


def revisions(session: Session, asked: Breakdown) -> Report[Revisions]:
    """Count revisions and second readings, and write down who asked.

    Args:
        session: Who asks, of which database.
        asked: Which figures.

    Raises:
        UsageError: A field cannot be asked for, or the period ends before it begins.
        Refused: The account has no right to internal figures.
    """
    return counted(session, asked, Reading("revisions", _count))


def _count(found: Iterable[Matter]) -> Revisions:
    return summed(
        revised(one.case, [Taken(step.step, step.value) for step in one.steps]) for one in found
    )

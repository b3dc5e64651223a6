"""Count what DPS made of its own decisions, from the kept steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
    return counted(session, asked, READING)


def _count(found: Iterable[Matter]) -> Revisions:
    return summed(
        revised(one.case, [Taken(step.step, step.value) for step in one.steps]) for one in found
    )


_NAMED = ("raised", "lowered", "back", "confirmed", "again", "read", "asked", "then_revised",
          "then_confirmed", "unanswered", "cases")  # fmt: skip

_READINGS = ("read", "asked", "then_revised", "then_confirmed", "unanswered")


def _numbers(found: Revisions) -> Mapping[str, int]:
    numbers = {"revised": found.revised.part, "base": found.revised.base}
    return numbers | {name: getattr(found, name) for name in _NAMED}


READING = Reading(
    "revisions",
    _count,
    _numbers,
    things={"confirmed": "revisions", **dict.fromkeys(_READINGS, "readings")},
)
"""What is read of each matter, how it is counted, and what each number is called."""

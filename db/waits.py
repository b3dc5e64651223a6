"""Measure how long decisions take from the local assessment, from the kept steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    return counted(session, asked, reading(session.today))


def reading(today: date) -> Reading[Waits]:
    """Say what is read of each matter, how it is counted, and what each number is called.

    Args:
        today: The day up to which it is counted.
    """
    last, named = today.isoformat(), ", ".join(f"'{state}'" for state in BESIDE)

    def count(found: Iterable[Matter]) -> Waits:
        return waits(_wait(one, today) for one in found if one.facts[0] <= last)

    return Reading(
        "waits",
        count,
        _numbers,
        ("s.assessed",),
        f"s.pair_state NOT IN ({named})",
        every=True,
        things=dict.fromkeys(_TIMES, "times"),
        dated=True,
    )


def _wait(matter: Matter, today: date) -> Wait | None:
    assessed = str(matter.facts[0])
    if not assessed:
        return None
    return wait_of(date.fromisoformat(assessed), matter.steps, today)


_TIMES = tuple(
    f"with_{who}_days_{what}" for who in ("unit", "dps") for what in ("times", "over", "not_over")
)


def _numbers(found: Waits) -> Mapping[str, int]:
    counted = ("subjects", "decided", "waiting", "with_unit", "ended", "unknown")
    numbers = {name: getattr(found, name) for name in counted}
    numbers["not_decided"] = found.subjects - found.decided
    numbers["with_dps"] = found.waiting - found.with_unit
    for who, part in (("unit", found.unit), ("dps", found.dps)):
        row = f"with_{who}_days"
        numbers |= {f"{row}_times": part.times, f"{row}_over": part.over}
        numbers[f"{row}_not_over"] = part.times - part.over
    return numbers

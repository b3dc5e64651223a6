"""How long a decision takes from the local assessment, and whose time that was.

The clock to the decision is split, not stopped: while DPS waits for information the form is with
the unit, and those days are the unit's. One that still waits has lasted at least so long.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from hearings import steps
from hearings.steps import Step
from hearings.timeliness import MEDIAN, NINETIETH, quantile

UNIT, DPS = "unit", "dps"
"""Whose time it is: the form is with the unit, or with DPS."""

_ENDS = frozenset({steps.DECIDED_ELSEWHERE, steps.CLOSED})
"""The steps after which DPS is not waited for, where it has not decided."""


@dataclass(frozen=True, slots=True)
class Wait:
    """How long one officer's matter waited, in calendar days."""

    unit: int
    """Days the form was with the unit."""
    dps: int
    """Days it was with DPS."""
    decided: bool
    """Whether DPS has decided."""
    ended: bool = False
    """Whether it ended otherwise: decided elsewhere, or closed."""
    holder: str = ""
    """Who has the form while it waits: the unit or DPS; empty once it does not."""

    @property
    def total(self) -> int:
        """Give the days from the local assessment to the end, or so far."""
        return self.unit + self.dps


def wait_of(assessed: date, taken: Sequence[Step], today: date) -> Wait | None:
    """Follow one matter from its local assessment to DPS's decision.

    Args:
        assessed: The day of the local assessment that counts.
        taken: The steps it has reached, in the order they were entered.
        today: The day up to which it is counted; what lies after it has not happened.

    Returns:
        The wait; None where the days contradict each other, or the assessment lies ahead.
    """
    if assessed > today:
        return None
    spent, holder, since = {UNIT: 0, DPS: 0}, UNIT, assessed
    # What was entered late keeps its place in the history, so days are put in order first.
    for one in sorted(taken, key=lambda step: step.day):
        if one.day > today or one.step not in _ENDS | _MOVES.keys() | {steps.DECIDED}:
            continue
        if one.day < since:
            return None
        spent[holder] += (one.day - since).days
        since = one.day
        if one.step == steps.DECIDED:
            return Wait(spent[UNIT], spent[DPS], decided=True)
        if one.step in _ENDS:
            return Wait(spent[UNIT], spent[DPS], decided=False, ended=True)
        holder = _MOVES[one.step]
    spent[holder] += (today - since).days
    return Wait(spent[UNIT], spent[DPS], decided=False, holder=holder)


_MOVES = {steps.PASSED: DPS, steps.ASKED_BACK: UNIT}
"""The steps that move the form, and to whom."""


@dataclass(frozen=True, slots=True)
class Length:
    """How long something takes, those unfinished counted as long as they have lasted."""

    median: int | None = None
    """The days within which half are decided; None where it is not known yet."""
    ninetieth: int | None = None
    """The days within which nine tenths are decided; None where it is not known yet."""


@dataclass(frozen=True, slots=True)
class Waits:
    """What was counted of some officers' matters."""

    subjects: int = 0
    """Officers with a local assessment whose days are known."""
    decided: int = 0
    """Of them, those DPS has decided."""
    waiting: int = 0
    """Of them, those that wait."""
    ended: int = 0
    """Of them, those that ended without a decision by DPS."""
    with_unit: int = 0
    """Of those that wait, the ones whose form is with the unit."""
    unknown: int = 0
    """Outside them: those whose days are not known, or contradict each other."""
    total: Length = Length()
    """From the local assessment to the decision."""
    unit: Length = Length()
    """The unit's part."""
    dps: Length = Length()
    """DPS's part."""
    age: Length = Length()
    """How long those that wait have waited: half of them, and nine tenths, no longer than this."""


def waits(found: Iterable[Wait | None]) -> Waits:
    """Count some waits and estimate how long they take; None stands for one not known."""
    rows = list(found)
    known = [one for one in rows if one is not None]
    waiting = [one for one in known if one.holder]
    return Waits(
        subjects=len(known),
        decided=sum(one.decided for one in known),
        waiting=len(waiting),
        ended=sum(one.ended for one in known),
        with_unit=sum(one.holder == UNIT for one in waiting),
        unknown=len(rows) - len(known),
        total=_length((one.total, one.decided) for one in known),
        unit=_length((one.unit, one.decided) for one in known),
        dps=_length((one.dps, one.decided) for one in known),
        age=_length((one.total, True) for one in waiting),
    )


def _length(lengths: Iterable[tuple[int, bool]]) -> Length:
    rows = list(lengths)
    return Length(quantile(rows, MEDIAN), quantile(rows, NINETIETH))

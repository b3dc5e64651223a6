"""How long a decision takes from the initial assessment, and whose time that was.

The clock to the decision is split, not stopped: while DPS waits for information the form is with
the unit, and those days are the unit's. Each time the form lies with one of them is a stretch. It
is over when the form moves on, whatever becomes of it then, so that what is unfinished of one
part does not depend on how long the part has taken: that is what Kaplan and Meier ask for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from hearings import steps
from hearings.steps import Step
from hearings.timeliness import MEDIAN, NINETIETH, quantile

UNIT, DPS = "unit", "dps"
"""Whose time it is: the form is with the unit, or with DPS."""

_ENDS = frozenset({steps.DECIDED_ELSEWHERE, steps.CLOSED})
"""The steps after which DPS is not waited for, where it has not decided."""


class Stretch(NamedTuple):
    """One time that the form lay with the unit or with DPS."""

    holder: str
    """With whom."""
    days: int
    """For how many calendar days, or for how many so far."""
    over: bool
    """Whether the form moved on: it was passed to DPS, sent back, or decided."""


@dataclass(frozen=True, slots=True)
class Wait:
    """How long one officer's matter waited, in calendar days."""

    stretches: tuple[Stretch, ...]
    """The times the form lay with the one or the other, in their order."""
    decided: bool = False
    """Whether DPS has decided."""
    ended: bool = False
    """Whether it ended otherwise: decided elsewhere, or closed."""

    @property
    def holder(self) -> str:
        """Say who has the form while it waits: the unit or DPS; empty once it does not."""
        return "" if self.decided or self.ended else self.stretches[-1].holder

    @property
    def total(self) -> int:
        """Give the days from the initial assessment to the end, or so far."""
        return sum(one.days for one in self.stretches)


def wait_of(assessed: date, taken: Sequence[Step], today: date) -> Wait | None:
    """Follow one matter from its initial assessment to DPS's decision.

    Args:
        assessed: The day of the initial assessment that counts.
        taken: The steps it has reached, in the order they were entered.
        today: The day up to which it is counted; what lies after it has not happened.

    Returns:
        The wait; None where the days contradict each other, or the assessment lies ahead.
    """
    if assessed > today:
        return None
    spent: list[Stretch] = []
    holder, began, since = UNIT, assessed, assessed
    # What was entered late keeps its place in the history, so days are put in order first.
    for one in sorted(taken, key=lambda step: step.day):
        if one.day > today or one.step not in _ENDS | _MOVES.keys() | {steps.DECIDED}:
            continue
        if one.day < since:
            return None
        since, days = one.day, (one.day - began).days
        if one.step == steps.DECIDED:
            return Wait((*spent, Stretch(holder, days, over=True)), decided=True)
        if one.step in _ENDS:
            return Wait((*spent, Stretch(holder, days, over=False)), ended=True)
        if _MOVES[one.step] != holder:
            spent.append(Stretch(holder, days, over=True))
            holder, began = _MOVES[one.step], one.day
    return Wait((*spent, Stretch(holder, (today - began).days, over=False)))


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
class Part:
    """How long the form lies with one of the two, each time."""

    times: int = 0
    """How many times it lay there."""
    over: int = 0
    """Of them, those that are over."""
    median: int | None = None
    """The days within which half of them are; None where it is not known yet."""
    ninetieth: int | None = None
    """The days within which nine tenths of them are; None where it is not known yet."""


@dataclass(frozen=True, slots=True)
class Waits:
    """What was counted of some officers' matters."""

    subjects: int = 0
    """Officers with an initial assessment whose days are known."""
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
    """From the initial assessment to the decision."""
    unit: Part = Part()
    """Each time with the unit, until the form is passed to DPS."""
    dps: Part = Part()
    """Each time with DPS, until it has decided or sent the form back."""
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
        unit=_part(known, UNIT),
        dps=_part(known, DPS),
        age=_length((one.total, True) for one in waiting),
    )


def _part(found: Iterable[Wait], holder: str) -> Part:
    rows = [(s.days, s.over) for one in found for s in one.stretches if s.holder == holder]
    length = _length(rows)
    return Part(len(rows), sum(over for _days, over in rows), length.median, length.ninetieth)


def _length(lengths: Iterable[tuple[int, bool]]) -> Length:
    rows = list(lengths)
    return Length(quantile(rows, MEDIAN), quantile(rows, NINETIETH))

"""How long each step takes and how often it is in time, with what is unfinished counted as such.

A step that is not finished has lasted at least so long, and is never left out: the product-limit
estimate of Kaplan and Meier takes it as just that. Shares are of pooled counts and never averaged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from hearings.errors import BadValue
from hearings.workdays import Calendar, between, count

MEDIAN: Final = Fraction(1, 2)
NINETIETH: Final = Fraction(9, 10)

Lengths = Iterable[tuple[int, bool]]
"""How long each step took, or has lasted so far, and whether it is finished."""


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of one limit of one subject, as they are kept."""

    clock_date: date
    """The day its clock started."""
    phrase: str
    """How it is counted."""
    number: str
    """How many; `10-15` for a window."""
    due: date | None
    """The last day as the law counts it; None where there is none."""
    last_day: date | None
    """The last day that counts, extended or reduced."""
    met_on: date | None
    """The day it was met."""
    ended_on: date | None = None
    """The day it fell away after its last day, without being met."""

    @property
    def reduced(self) -> bool:
        """Say whether it was reduced by agreement."""
        return self.last_day is not None and self.due is not None and self.last_day < self.due

    @property
    def extended(self) -> bool:
        """Say whether it was extended past the law's own day."""
        return self.last_day is not None and self.due is not None and self.last_day > self.due


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one limit by a day."""

    length: int | None
    """Working days from its clock to its end, or so far; None where they cannot be counted."""
    finished: bool
    """Whether it was met."""
    ended: bool = False
    """Whether it fell away without being met, after its last day."""
    timely: bool | None = None
    """Whether it was in time; None where it has no day, or is not over and its day has not come."""
    has_day: bool = True
    """Whether it has a last day."""
    by_extension: bool = False
    """Whether it was in time only because it had been extended."""
    over: int | None = None
    """Working days out of time, extended or not; None where it keeps the law's own day."""


def step_of(dates: Dates, today: date, calendar: Calendar) -> Step | None:
    """Say what became of a limit by a day.

    Args:
        dates: Its days.
        today: The day; what lies after it has not happened.
        calendar: The working days.

    Returns:
        The step; None where its clock had not started.
    """
    if dates.clock_date > today and dates.phrase != "before":
        return None
    met, ended = _by(dates.met_on, today), _by(dates.ended_on, today)
    return Step(
        length=_length(dates, met or ended or today, calendar),
        finished=met is not None,
        ended=met is None and ended is not None,
        timely=_timely(dates, met, ended, today, calendar),
        has_day=dates.last_day is not None,
        by_extension=met is not None
        and dates.extended
        and dates.due is not None
        and dates.due < met
        and dates.last_day is not None
        and met <= dates.last_day,
        over=_over(dates, met or ended, today, calendar),
    )


def _by(day: date | None, today: date) -> date | None:
    return day if day is not None and day <= today else None


def _length(dates: Dates, end: date, calendar: Calendar) -> int | None:
    if dates.phrase == "before":
        return None
    try:
        return max(0, between(dates.clock_date, end, calendar))
    except BadValue:
        return None


def _timely(
    dates: Dates, met: date | None, ended: date | None, today: date, calendar: Calendar
) -> bool | None:
    if dates.last_day is None:
        return None
    if met is not None:
        return met <= dates.last_day and not _too_early(dates, met, calendar)
    return False if ended is not None or today > dates.last_day else None


def _too_early(dates: Dates, met: date, calendar: Calendar) -> bool:
    """Say whether a step came before its window opened; one that was reduced has no such day."""
    if dates.phrase != "window" or dates.reduced:
        return False
    try:
        opens = count("window", dates.clock_date, dates.number, calendar).opens
    except BadValue:
        return False
    return opens is not None and met < opens


def _over(dates: Dates, end: date | None, today: date, calendar: Calendar) -> int | None:
    """Count how far a limit went past the law's day, or past the day it was reduced to.

    One that is extended and not over yet counts as far as it was extended, or to today.
    """
    day = dates.last_day if dates.reduced else dates.due
    until = end
    if until is None:
        until = today
        if dates.extended and dates.last_day is not None:
            until = max(today, dates.last_day)
    if day is None or until <= day:
        return None
    try:
        return between(day, until, calendar)
    except BadValue:
        return 0


def survival(lengths: Lengths) -> list[tuple[int, Fraction]]:
    """Estimate what share of steps lasts longer than each length at which one was finished.

    Args:
        lengths: The steps; one that is not finished counts for as long as it has lasted.

    Returns:
        Each such length in order, with the share, exactly: the product-limit estimate.

    Source:
        E. L. Kaplan and P. Meier, J. Amer. Statist. Assn. 53 (1958), 457-481.
    """
    finished, leaving = Counter[int](), Counter[int]()
    for length, done in lengths:
        leaving[length] += 1
        finished[length] += done
    left, share = sum(leaving.values()), Fraction(1)
    curve = []
    for length in sorted(leaving):
        if finished[length]:
            share *= 1 - Fraction(finished[length], left)
            curve.append((length, share))
        left -= leaving[length]
    return curve


def quantile(lengths: Lengths, part: Fraction) -> int | None:
    """Give the length within which a part of the steps is finished.

    Returns:
        The least such length; None where too much is unfinished to know it yet.
    """
    return next((length for length, left in survival(lengths) if left <= 1 - part), None)


@dataclass(frozen=True, slots=True)
class Timeliness:
    """What was counted of some steps."""

    started: int
    """Steps whose clock started: finished, unfinished and fallen away."""
    finished: int
    """Of them, those that were met."""
    unfinished: int
    """Of them, those that still run."""
    ended: int
    """Of them, those that fell away without being met, after their last day."""
    in_time: int
    """Of the base, those met by their last day, extended or not."""
    by_extension: int
    """Of those in time, those that were so by an extension alone."""
    base: int
    """Those met, fallen away or past their last day, of those that have one."""
    not_yet: int
    """Outside the base: those that run and whose last day has not passed."""
    no_day: int
    """Outside the base: those for which the law gives no day, or the product none yet."""
    median: int | None
    """The length within which half are finished; None where it is not known yet."""
    ninetieth: int | None
    """The length within which nine tenths are finished; None where it is not known yet."""

    @property
    def share(self) -> float | None:
        """Give in time ÷ base; None where the base is empty."""
        return self.in_time / self.base if self.base else None


def measured(steps: Iterable[Step]) -> Timeliness:
    """Count some steps and estimate how long they take."""
    found = list(steps)
    lengths = [(step.length, step.finished) for step in found if step.length is not None]
    based = [step for step in found if step.timely is not None]
    finished, ended = sum(step.finished for step in found), sum(step.ended for step in found)
    no_day = sum(not step.has_day for step in found)
    return Timeliness(
        started=len(found),
        finished=finished,
        unfinished=len(found) - finished - ended,
        ended=ended,
        in_time=sum(step.timely is True for step in based),
        by_extension=sum(step.by_extension for step in based if step.timely),
        base=len(based),
        not_yet=len(found) - len(based) - no_day,
        no_day=no_day,
        median=quantile(lengths, MEDIAN),
        ninetieth=quantile(lengths, NINETIETH),
    )


def by_reason(entries: Iterable[tuple[str, int]], known: Mapping[str, str]) -> dict[str, list[int]]:
    """Count the out-of-time register by reason.

    Args:
        entries: The counted reason of each entry, empty where none is recorded, and its days over.
        known: The counted list, whose order is kept.

    Returns:
        For each reason that occurs, how many entries and how many working days; none recorded last.
    """
    found: dict[str, list[int]] = {}
    for code, over in entries:
        one = found.setdefault(code, [0, 0])
        one[0] += 1
        one[1] += over
    places = {code: place for place, code in enumerate(known)}
    order = sorted(found, key=lambda code: (code == "", places.get(code, len(places)), code))
    return {code: found[code] for code in order}

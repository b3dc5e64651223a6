"""Which days are before an action, which raised the flag, and which are after it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from hearings.improving.actions import Action
from hearings.rates import FINISHED

MONTHS_BEFORE = 12
"""How many months before the flagged period are the time before."""

MONTHS_AFTER = 3
"""The fewest months after an action was done before anything is said of it."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from one to another, both included."""

    first: date
    """The first day."""
    last: date
    """The last day."""


@dataclass(frozen=True, slots=True)
class Windows:
    """The three spans of an action; what lies between them counts in none."""

    before: Span
    """The twelve months before the flagged period."""
    flagged: Span
    """The period that raised the flag."""
    after: Span | None
    """From the day the action was done; None while it is not."""


def windows(action: Action, today: date) -> Windows:
    """Say which days are before and after an action.

    Args:
        action: The action.
        today: The day to answer as of.
    """
    start, end = action.given.start, action.given.end
    before = Span(months_on(start, -MONTHS_BEFORE), start - timedelta(1))
    done = action.done_on
    after = None if done is None or done > today else Span(done, today)
    return Windows(before, Span(start, end), after)


def months_on(day: date, months: int) -> date:
    """Give the day so many months on, or back; the last of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def settled(after: Span, forms: Mapping[date, tuple[int, int]]) -> Span:
    """Cut the time after to the last day up to which nearly all forms are decided.

    The newest forms always wait; a force that takes a month to decide would else have to wait for
    most of two years. It is cut by the day of the initial assessment, so that quick decisions are
    not picked.

    Args:
        after: From the day the action was done to today.
        forms: How many are decided, and how many wait, by the day of the initial assessment.

    Returns:
        The days to that day; the first day alone where there is none.
    """
    decided = due = 0
    last = after.first if forms else after.last
    waits = False
    for day, (ended, waiting) in sorted(forms.items()):
        decided, due = decided + ended, due + ended + waiting
        waits = decided < FINISHED * due
        last = last if waits else day
    return Span(after.first, last if waits else after.last)


def long_enough(after: Span) -> bool:
    """Say whether the time after is long enough to say anything of."""
    return after.last >= months_on(after.first, MONTHS_AFTER)

"""Which days are before an action, which raised the flag, and at which looks it is judged.

It is judged on fixed days alone: whoever looks every month, and stops where a fall shows, sees one
more often than chance says.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from hearings.improving.actions import Action

MONTHS_BEFORE = 12
"""How many months before the flagged period are the time before."""

LOOKS = (3, 6, 12)
"""How many months after an action was done it is judged; after the last it stands."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from one to another, both included."""

    first: date
    """The first day."""
    last: date
    """The last day."""

    @property
    def months(self) -> float:
        """Give its length in months of a twelfth of a year."""
        return ((self.last - self.first).days + 1) * 12 / 365.25


@dataclass(frozen=True, slots=True)
class Look:
    """One of the fixed days on which an action is judged."""

    months: int
    """How many months after it was done."""
    span: Span
    """The forms it is judged by, by the day of the initial assessment."""


@dataclass(frozen=True, slots=True)
class Windows:
    """The three spans of an action; what lies between them counts in none."""

    before: Span
    """The twelve months before the flagged period."""
    flagged: Span
    """The period that raised the flag."""
    after: Span | None
    """That of the latest look; before the first, from the day it was done to the day asked for.
    None while it is not done."""


def windows(action: Action, today: date) -> Windows:
    """Say which days are before an action, which raised the flag, and which are after it.

    Args:
        action: The action.
        today: The day to answer as of.
    """
    start, end = action.given.start, action.given.end
    before = Span(months_on(start, -MONTHS_BEFORE), start - timedelta(1))
    done = action.done_on
    after = None if done is None or done > today else Span(done, today)
    return Windows(before, Span(start, end), after)


def looks(done: date, today: date) -> tuple[Look, ...]:
    """Give the looks whose days are over, the first one first.

    Args:
        done: The day the action was done.
        today: The day to answer as of.
    """
    spans = ((months, Span(done, months_on(done, months) - timedelta(1))) for months in LOOKS)
    return tuple(Look(months, span) for months, span in spans if span.last < today)


def looked(done: date, today: date, at: Look | None) -> str:
    """Say at which look an action is judged, and when the next one is.

    Args:
        done: The day the action was done.
        today: The day to answer as of.
        at: The look it is judged at; None where at none yet.
    """
    judged = f"Judged at the look after {at.months} months." if at else "Not judged yet."
    later = [months for months in LOOKS if at is None or months > at.months]
    if not later:
        return f"{judged} It was the last."
    day = months_on(done, later[0])
    next_one = f"The next, after {later[0]} months"
    if day <= today:
        return f"{judged} {next_one}, was due on {day.isoformat()} and waits for decisions."
    return f"{judged} {next_one}, on {day.isoformat()}."


def months_on(day: date, months: int) -> date:
    """Give the day so many months on, or back; the last of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

"""Warnings an officer already has, and whether one is in force on a day."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hearings.cases import Subject

WRITTEN, FINAL = "written_warning", "final_written_warning"


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning that the officer already had."""

    kind: str
    """`written_warning` or `final_written_warning`."""
    notified_on: date
    """The day the officer was notified of it; its first day."""
    months: int
    """How many months it lasts."""
    break_days: int = 0
    """Days of career break, which do not count."""
    source: str = ""
    """Where the length comes from; empty where it was stated."""
    extended: bool = False
    """Whether it was extended, as may be done once."""
    extension_months: int = 0
    """By how many months, from the date it would otherwise expire."""


def ends(warned: Warned) -> date:
    """Work out the last day on which a warning is in force.

    It lasts its months beginning with the day the officer was notified, and as many days longer as
    a career break took; where it was extended, the months of the extension come after that. No
    holiday bears on it, so it may end after the calendar's last day.

    Source:
        SI 2020/4 reg 42(9)-(11); SI 2012/2632 reg 55(3)-(5).
    """
    last = _last(warned.notified_on, warned.months) + timedelta(days=warned.break_days)
    if warned.extended and warned.extension_months:
        return _last(last + timedelta(days=1), warned.extension_months)
    return last


def _last(first: date, months: int) -> date:
    """Find the last of a number of calendar months that begin with a day."""
    number = first.year * 12 + first.month - 1 + months
    year, month = divmod(number, 12)
    if first.day > monthrange(year, month + 1)[1]:
        return date(year, month + 1, monthrange(year, month + 1)[1])
    return date(year, month + 1, first.day) - timedelta(days=1)


def in_force(warnings: tuple[Warned, ...], day: date) -> tuple[Warned, ...]:
    """Give the warnings that are in force on a day."""
    return tuple(one for one in warnings if one.notified_on <= day <= ends(one))


def live_at_severity(subject: Subject, elsewhere: tuple[Warned, ...] = ()) -> tuple[Warned, ...]:
    """Give the warnings that were in force on the day of the severity assessment, whatever today.

    The day is that of DPS's first decision; where there is none, of the assessment that decides
    instead of it.

    Args:
        subject: The subject, with the warnings that were recorded on it.
        elsewhere: The warnings the officer was given in other matters; one recorded on the subject
            as well counts once.

    Source:
        SI 2012/2632 reg 35(5); SI 2020/4 reg 42(5)-(8).
    """
    made = subject.decision or subject.ruling
    if made is None or made.made_on is None:
        return ()
    recorded = {(one.kind, one.notified_on) for one in subject.warned}
    others = tuple(one for one in elsewhere if (one.kind, one.notified_on) not in recorded)
    return in_force((*subject.warned, *others), made.made_on)

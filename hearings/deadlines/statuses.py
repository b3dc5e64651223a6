"""Where a time limit stands on a day, in one word."""

from __future__ import annotations

from datetime import date
from typing import Final

from hearings.deadlines.clock import Clock
from hearings.errors import BadValue
from hearings.rules import Rules
from hearings.workdays import between

STATUSES: Final = (
    "met", "met_late", "running", "due_soon", "overdue", "extended", "reduced", "paused",
    "not_started",
)  # fmt: skip
"""Every status there is."""

_ADJUSTED = {"extend": "extended", "reduce": "reduced"}


def status_of(clock: Clock, today: date, rules: Rules) -> str:
    """Say where a limit stands; of several that are true, the first of these.

    Met (or met late: after its last day, before its window opens, or too early for a floor),
    not started, paused, overdue, due soon, extended, reduced, running. A limit that fell away after
    its last day stays overdue. A window that closed unused, and a floor whose day has come, are
    met without a day: nothing is left to do.
    """
    if clock.met_on is not None:
        return "met_late" if _out_of_time(clock, clock.met_on) else "met"
    if clock.ended_on is not None:
        return "overdue"
    if clock.clock_date > today and clock.phrase != "before":
        return "not_started"
    if clock.paused:
        return "paused"
    if clock.limit.floor:
        return "met" if clock.due is not None and today >= clock.due else "running"
    return _running(clock, today, rules)


def too_early(clock: Clock, day: date) -> bool:
    """Say whether a step came before its window opened; one that was reduced has no such day."""
    reduced = clock.adjusted is not None and clock.adjusted.kind == "reduce"
    return clock.opens is not None and day < clock.opens and not reduced


def _running(clock: Clock, today: date, rules: Rules) -> str:
    last = clock.last_day
    if last is not None and today > last:
        return "met" if clock.limit.optional else "overdue"
    if last is not None and _soon(today, last, rules):
        return "due_soon"
    return "running" if clock.adjusted is None else _ADJUSTED[clock.adjusted.kind]


def _out_of_time(clock: Clock, day: date) -> bool:
    if clock.limit.floor:
        return clock.due is not None and day < clock.due
    last = clock.last_day
    return (last is not None and day > last) or too_early(clock, day)


def _soon(today: date, last: date, rules: Rules) -> bool:
    try:
        return between(today, last, rules.calendar) <= rules.due_soon
    except BadValue:
        return False

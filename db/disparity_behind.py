"""List the officers behind any number of the disparity figures: as many lines as it counts.

What an account may not open is counted and said as in `db.behind`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from db import archives, disparity_counts, persons
from db.behind import LIMIT, Line, begin, ended, lines_of, only_closed, open_to
from db.disparity import Asked, check, within_days
from db.engine import Connection
from db.session import Session
from hearings.access import may_see_figures
from hearings.disparity.groups import group_named
from hearings.disparity.measures import DAYS, PEOPLE, Measure, measures_named
from hearings.errors import UsageError
from hearings.workforce import period_for

ACTION = "figures.disparity.behind"
"""What the trail calls it."""

PART, BASE = "part", "base"
"""The two numbers of a share; of a length of time, those finished and those begun."""


@dataclass(frozen=True, slots=True)
class StepBehind:
    """A page of the officers behind a number of one step."""

    asked: Asked
    """Which figures."""
    measure: Measure
    """The step."""
    group: str | None
    """Which group, empty for those not known; None for all together."""
    column: str
    """Which number: part or base."""
    total: int
    """The number: how many lines there are on all pages together."""
    lines: tuple[Line, ...]
    """The lines of this page: by reference, then those without one."""
    next: str
    """The token of the page that follows; empty on the last."""
    notes: tuple[str, ...] = ()
    """Which archives are counted, in their own words, and which are not unless named."""


def behind_step(
    session: Session,
    asked: Asked,
    column: str,
    group: str | None = None,
    page: tuple[int, str] = (LIMIT, ""),
) -> StepBehind:
    """List the officers behind a number of one step, and write down who asked.

    Args:
        session: Who asks, of which database.
        asked: Which figures; one step.
        column: Which number: part or base.
        group: Which group, as it is kept or in words; None for all together.
        page: The most lines to give, and the token of the page before.

    Raises:
        UsageError: Something asked for is not known, or the number is not one of officers with a
            matter.
        Refused: The account has no right to figures.
    """
    measure = _measure(asked, column)
    check(asked)
    limit, after = page
    shown = begin(limit, after)
    with session.refusing(ACTION):
        may_see_figures(session.actor)
    told: dict[str, object] = {**json.loads(asked.told), "column": column, "group": group}
    with session.reading(ACTION, json.dumps(told, sort_keys=True)) as connection:
        notes = archives.notes(connection, asked.archive)
        persons.of_several(connection, asked.narrowed, ())
        counted = _counted(connection, asked, measure, column, session.today)
        group = None if group is None else group_named(asked.by, counted, group)
        whom = _of_group(counted, group)
        may_open = [r for n, r in open_to(connection, session.actor).items() if n in whom]
        refs = sorted(ref for ref in may_open if ref > after)[: limit + 1]
        lines = [] if only_closed(after) else lines_of(connection, refs)
    told_of = ended(lines, limit, len(whom) - len(may_open), shown)
    return StepBehind(asked, measure, group, column, len(whom), *told_of, notes)


def _measure(asked: Asked, column: str) -> Measure:
    found = measures_named(asked.measure)
    if len(found) > 1:
        raise UsageError("A list is of one number: name its step with --measure.")
    if column not in {PART, BASE}:
        raise UsageError(f"A list cannot be of {column!r}; it can of {PART} or {BASE}.")
    if found[0].kind == PEOPLE and column == BASE:
        raise UsageError("The workforce is a table of numbers: nobody in it can be listed.")
    return found[0]


def _counted(
    connection: Connection, asked: Asked, measure: Measure, column: str, today: date
) -> dict[str, list[int]]:
    """Give the subjects that a number counts, by group."""
    found: dict[str, list[int]] = {}
    if measure.kind == PEOPLE:
        period = period_for(asked.start, asked.end, today)
        asked = within_days(asked, period)
        cells, _day = disparity_counts.people(connection, asked, (), period.last)
        newest = disparity_counts.newest(connection, asked)
        return {cell.group: [*newest.get(cell.group, ())] for cell in cells}
    if measure.kind == DAYS:
        lengths = disparity_counts.lengths(connection, asked, measure, today)
        for group, each in lengths.items():
            found[group] = [n for n, (_days, done) in each.items() if done or column == BASE]
        return found
    members = disparity_counts.members(connection, asked, measure)
    for (group, happened), numbers in members.items():
        found.setdefault(group, []).extend(numbers if happened or column == BASE else ())
    return found


def _of_group(found: dict[str, list[int]], group: str | None) -> set[int]:
    if group is None:
        return {number for numbers in found.values() for number in numbers}
    return set(found[group])

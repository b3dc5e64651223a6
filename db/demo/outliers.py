"""The demonstration's actions on outliers: one to judge, one overdue, one too early to tell."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from db.actions import Desk
from db.figures import Breakdown, counted
from db.improving import done, give
from hearings.funnels import FEWEST_DECIDED
from hearings.improving.actions import Given

GIVES = "chaudhry"
"""The account that gives them."""


@dataclass(frozen=True, slots=True)
class Plan:
    """An action that is given on whoever stands out."""

    field: str
    """What it is on."""
    start: date
    """The first day of the period that raises the flag."""
    end: date
    """Its last day."""
    kind: str
    """What is to be done."""
    given_on: date
    """When it is given."""
    due: date
    """When it is due."""
    done_on: date | None
    """When it is done; None where it is not."""
    note: str
    """What else is said."""


PLANS = (
    Plan("unit", date(2013, 7, 1), date(2013, 9, 30), "training", date(2013, 10, 7),
         date(2013, 11, 29), date(2013, 11, 1), "Half a day with the inspecting ranks."),
    Plan("assessor_rank", date(2013, 7, 1), date(2013, 9, 30), "dip_sample", date(2013, 10, 14),
         date(2014, 2, 28), None, "Thirty formal assessments, read blind."),
    Plan("unit", date(2013, 10, 1), date(2013, 12, 31), "visit", date(2014, 1, 13),
         date(2014, 3, 31), date(2014, 2, 3), ""),
)  # fmt: skip
"""The actions, in the order they are given."""


def improve(desk: Desk) -> None:
    """Give the actions, each on the highest rate of its period; a small year has none to give.

    Args:
        desk: Who gives them.
    """
    taken: set[str] = set()
    for plan in PLANS:
        value = _highest(desk, plan, taken)
        if not value:
            continue
        taken.add(value)
        desk.act_on(datetime.combine(plan.given_on, time(12, tzinfo=UTC)))
        number = give(desk, Given(
            plan.field, value, "changed", plan.start, plan.end, plan.kind, "R. Mensah", plan.due,
            plan.note,
        ))  # fmt: skip
        if plan.done_on is not None:
            desk.act_on(datetime.combine(plan.done_on, time(12, tzinfo=UTC)))
            done(desk, number)


def _highest(desk: Desk, plan: Plan, taken: Collection[str]) -> str:
    """Name whoever's assessments of the period were changed most often; empty where none bears it.

    Args:
        desk: Who asks.
        plan: The action.
        taken: Who has an action already.
    """
    asked = Breakdown((plan.field,), {}, plan.start, plan.end, "assessed")
    with desk.database.read() as connection:
        rows = counted(connection, asked, asked.by)
    rates = [
        (row.counts.rate or 0.0, row.key[plan.field])
        for row in rows
        if row.counts.decided >= FEWEST_DECIDED and row.key[plan.field]
    ]
    return next((one for _rate, one in sorted(rates, reverse=True) if one not in taken), "")

"""The demonstration's actions on outliers: one looked at, one overdue, one too early to tell.

The year before the demonstration's own is known only of what came to a hearing in it, so nothing
here can be judged by the twelve months before; the verdicts say so.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from db.actions import Desk
from db.improving import done, funnel_when, give
from hearings.funnels import FEWEST_DECIDED
from hearings.improving.actions import Given
from hearings.improving.flags import LIMITS

GIVES = "chaudhry"
"""The account that gives them."""


@dataclass(frozen=True, slots=True)
class Plan:
    """An action that is given on whoever stands out."""

    field: str
    """What it is on."""
    measure: str
    """The share that raises the flag."""
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
    Plan("unit", "changed", date(2013, 4, 1), date(2013, 8, 31), "training", date(2013, 9, 9),
         date(2013, 10, 31), date(2013, 10, 1), "Half a day with the inspecting ranks."),
    Plan("assessor_rank", "gross_lowered", date(2013, 7, 1), date(2013, 9, 30), "dip_sample",
         date(2013, 10, 14), date(2014, 2, 28), None, "Thirty formal assessments, read blind."),
    Plan("unit", "gross_lowered", date(2013, 10, 1), date(2013, 12, 31), "visit",
         date(2014, 1, 13), date(2014, 3, 31), date(2014, 2, 3), ""),
)  # fmt: skip
"""The actions, in the order they are given."""


def improve(desk: Desk) -> None:
    """Give the actions, each on the highest flagged rate of its period.

    In a small year nobody may be flagged: then it is on the highest rate, and says that it has no
    flag; or nobody has enough decided, and it is not given.

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
            plan.field, value, plan.measure, plan.start, plan.end, plan.kind, "R. Mensah", plan.due,
            plan.note,
        ))  # fmt: skip
        if plan.done_on is not None:
            desk.act_on(datetime.combine(plan.done_on, time(12, tzinfo=UTC)))
            done(desk, number)


def _highest(desk: Desk, plan: Plan, taken: Collection[str]) -> str:
    """Name whoever was changed most often, flagged before unflagged; empty where none bears it.

    Args:
        desk: Who asks.
        plan: The action.
        taken: Who has an action already.
    """
    with desk.database.read() as connection:
        around = funnel_when(connection, plan.field, plan.measure, plan.start, plan.end)
    rates = [
        (one.flag in LIMITS, one.rate or 0.0, one.unit.key)
        for one in around.points
        if one.unit.whole >= FEWEST_DECIDED and one.unit.key not in taken
    ]
    return max(rates, default=(False, 0.0, ""))[2]

"""The dated steps of one officer's matter, from the local assessment to the closing.

They follow from the events (`hearings/history/steps.py`), so what is corrected takes its steps
with it. Findings and outcomes are no steps: `hearings/endings.py` has them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

ASSESSED = "assessed"
"""An inspecting rank assessed it; the value is the level."""
ASSESSED_FORMALLY = "assessed_formally"
"""A superintending rank assessed it; the value is the level."""
PASSED = "passed"
"""The form was passed to DPS, or sent again after DPS had asked for information."""
ASKED_BACK = "asked_back"
"""DPS sent the form back for information."""
DECIDED = "decided"
"""DPS decided the severity for the first time; the value is the level."""
DECIDED_AGAIN = "decided_again"
"""DPS decided anew after the matter was reopened; the value is the level."""
DECIDED_ELSEWHERE = "decided_elsewhere"
"""The IOPC, or the investigator of a complaint, set the level; the value is the level."""
SECOND_READ = "second_read"
"""A second reader read the decision; the value is concur or reconsider."""
REVISED = "revised"
"""DPS revised its decision, or confirmed it; the value is the level."""
HANDLED_LOCALLY = "handled_locally"
"""The unit handles it, until DPS takes it back; the value is kept or returned."""
INVESTIGATED = "investigated"
"""An investigator was appointed for the first time."""
SUSPENDED = "suspended"
"""The officer was suspended for the first time."""
RESTRICTED = "restricted"
"""The officer's duties were restricted for the first time."""
LIFTED = "lifted"
"""A suspension or a restriction ended; the value is which."""
CASE_TO_ANSWER = "case_to_answer"
"""The authority answered for each allegation; the value is the gravest answer, none included."""
REFERRED = "referred"
"""It was referred to proceedings; the value is meeting, hearing or accelerated."""
DISPOSED = "disposed"
"""It was closed without an outcome of proceedings; the value is what was done."""
CLOSED = "closed"
"""It was closed."""

REPEATED = frozenset({
    ASSESSED, ASSESSED_FORMALLY, PASSED, ASKED_BACK, DECIDED_AGAIN, DECIDED_ELSEWHERE, SECOND_READ,
    REVISED, LIFTED,
})  # fmt: skip
"""The steps that stand as often as they were taken; every other one stands once at most."""
RENEWED = frozenset({HANDLED_LOCALLY, CASE_TO_ANSWER, REFERRED, DISPOSED, CLOSED})
"""Of those that stand once, the ones of which the latest stands; of the others the first does."""
STEPS = REPEATED | RENEWED | {DECIDED, INVESTIGATED, SUSPENDED, RESTRICTED}
"""Every step there is."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step that a matter has reached."""

    step: str
    """Which, one of `STEPS`."""
    value: str
    """What was decided by it; empty where it says all by itself."""
    day: date
    """The day it took effect."""


def added(steps: tuple[Step, ...], new: Step) -> tuple[Step, ...]:
    """Give the steps with one more, in the order they were entered.

    Args:
        steps: Those reached so far.
        new: The one reached now. Where such a step stands once, the first or the latest is kept.
    """
    if new.step in REPEATED:
        return (*steps, new)
    if new.step in RENEWED:
        return (*without(steps, new.step), new)
    return steps if any(one.step == new.step for one in steps) else (*steps, new)


def without(steps: tuple[Step, ...], *names: str) -> tuple[Step, ...]:
    """Give the steps without those of these names; the same ones where none is there."""
    if all(one.step not in names for one in steps):
        return steps
    return tuple(one for one in steps if one.step not in names)


def step_rows(steps: tuple[Step, ...]) -> list[dict[str, object]]:
    """Give the rows of the table `steps`, without the subject's id."""
    return [
        {"place": place, "step": one.step, "value": one.value, "day": one.day.isoformat()}
        for place, one in enumerate(steps)
    ]

"""What each event adds to the steps that a subject has reached, and takes from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hearings import steps
from hearings.cases import Event, Subject
from hearings.conclusions import GROSS, MISCONDUCT
from hearings.stages import Stage
from hearings.steps import Step, added, without

Given = dict[str, Any]
Named = tuple[str, str] | None
"""The step and its value; None where the event is none after all."""


def _always(step: str) -> Callable[[Given], Named]:
    return lambda _given: (step, "")


def _valued(step: str, field: str) -> Callable[[Given], Named]:
    return lambda given: (step, given[field])


def _set_elsewhere(given: Given) -> Named:
    return (steps.DECIDED_ELSEWHERE, given["level"]) if "level" in given else None


def _imposed(step: str) -> Callable[[Given], Named]:
    return lambda given: (step, "") if given["imposed"] == "yes" else None


def _reviewed(given: Given) -> Named:
    return None if given["goes_on"] == "yes" else (steps.LIFTED, given["measure"])


def _answered(given: Given) -> Named:
    return steps.CASE_TO_ANSWER, max(given["answers"].values(), key=_ANSWERS.index)


_ANSWERS = ("none", MISCONDUCT, GROSS)

STEP_OF: dict[str, Callable[[Given], Named]] = {
    "appoint_investigator": _always(steps.INVESTIGATED),
    "assess": _valued(steps.DECIDED, "level"),
    "assess_formally": _valued(steps.ASSESSED_FORMALLY, "level"),
    "assess_locally": _valued(steps.ASSESSED, "level"),
    "certify_special_conditions": lambda _given: (steps.REFERRED, "accelerated"),
    "determine": _answered,
    "dispose": _valued(steps.DISPOSED, "disposal"),
    "investigator_assesses": _set_elsewhere,
    "iopc_decides": _set_elsewhere,
    "keep_locally": lambda _given: (steps.HANDLED_LOCALLY, "kept"),
    "lift_measure": _valued(steps.LIFTED, "measure"),
    "pass_to_dps": _always(steps.PASSED),
    "refer": _valued(steps.REFERRED, "forum"),
    "request_information": _always(steps.ASKED_BACK),
    "restrict": _imposed(steps.RESTRICTED),
    "resubmit": _always(steps.PASSED),
    "return_to_unit": lambda _given: (steps.HANDLED_LOCALLY, "returned"),
    "review_measure": _reviewed,
    "revise": _valued(steps.REVISED, "level"),
    "second_read": _valued(steps.SECOND_READ, "concurs"),
    "suspend": _imposed(steps.SUSPENDED),
}
"""The step that a kind of event is, read from what it was given."""

CLOSING = ("close", "determine_appeal", "dispose")
"""The kinds of event that may close a matter."""


def reached(subject: Subject, event: Event) -> tuple[Step, ...]:
    """Give the steps a subject has reached, once an event has been applied to it.

    Args:
        subject: The subject as the event left it, with the steps it had before.
        event: What happened.
    """
    found = subject.steps
    if event.kind == "reopen":
        found = without(found, steps.DISPOSED, steps.CLOSED)
    if not subject.handled_by:
        found = without(found, steps.HANDLED_LOCALLY)
    named = STEP_OF[event.kind](event.payload) if event.kind in STEP_OF else None
    if named is not None:
        found = added(found, _step(found, named, event))
    if event.kind in CLOSING and event.to_stage == Stage.CLOSED != event.from_stage:
        found = added(found, Step(steps.CLOSED, "", event.effective))
    return found


def _step(found: tuple[Step, ...], named: tuple[str, str], event: Event) -> Step:
    """Make the step; a second decision by DPS is one anew."""
    step, value = named
    if step == steps.DECIDED and any(one.step == steps.DECIDED for one in found):
        step = steps.DECIDED_AGAIN
    return Step(step, value, event.effective)

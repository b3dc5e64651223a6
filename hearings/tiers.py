"""The superintending rank's assessment beside the inspecting rank's, before DPS has seen either."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hearings import steps
from hearings.proportions import NONE, Proportion, proportion
from hearings.severity import Level

INSPECTING, SUPERINTENDING = "inspecting", "superintending"
TIERS = (INSPECTING, SUPERINTENDING, "")
"""Whose level was passed to DPS; empty where an archive does not say."""


class Judged(NamedTuple):
    """One officer's level, and what the next judgment made of it."""

    case: int
    """The case, by a number that two officers of it share."""
    level: str
    """The level of the earlier judgment."""
    by: int
    """Above nought where the later one raised it, below where it lowered it, else nought."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What a later judgment changed of the earlier one, of those with both."""

    raised: Proportion = NONE
    """Those raised, of those with both."""
    lowered: Proportion = NONE
    """Those lowered, of those with both."""


def judged(case: int, taken: Sequence[tuple[str, str]]) -> Judged | None:
    """Set the superintending rank's assessment beside the inspecting rank's.

    Only what was entered before the matter was first passed to DPS, or kept, counts: a form that
    is changed later has DPS's questions in it.

    Args:
        case: The case's number.
        taken: The steps the matter has reached, in order, each with its value.

    Returns:
        The first level and what became of it; None where there are not both.
    """
    levels: dict[str, str] = {}
    for step, value in taken:
        if step in {steps.PASSED, steps.HANDLED_LOCALLY}:
            break
        if step in {steps.ASSESSED, steps.ASSESSED_FORMALLY}:
            levels[step] = value
    if len(levels) < 2:
        return None
    first, second = (Level(levels[step]) for step in (steps.ASSESSED, steps.ASSESSED_FORMALLY))
    return Judged(case, first.value, second.order - first.order)


def changed(pairs: Iterable[Judged]) -> dict[str, Changed]:
    """Count what was raised and lowered within each level, and in all under the empty level."""
    rows = list(pairs)
    groups = {level.value: [one for one in rows if one.level == level] for level in Level}
    return {level: _changed(found) for level, found in {**groups, "": rows}.items()}


def _changed(rows: Sequence[Judged]) -> Changed:
    return Changed(
        raised=proportion((one.case, one.by > 0) for one in rows),
        lowered=proportion((one.case, one.by < 0) for one in rows),
    )

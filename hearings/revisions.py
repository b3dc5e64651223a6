"""DPS changing its own decision: a measure of its own, and never part of a reassessment.

A reassessment sets DPS's first decision beside the unit's view. What DPS makes of its decision
afterwards says something else, so the two are never added, nor is one taken for the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hearings import steps
from hearings.proportions import NONE, Proportion, proportion
from hearings.severity import Level


class Taken(NamedTuple):
    """One step as it is counted: which, and what was decided by it."""

    step: str
    """Which."""
    value: str
    """What was decided by it."""


@dataclass(frozen=True, slots=True)
class Revised:
    """What became of one officer's decision."""

    case: int
    """The case, by a number that two officers of it share."""
    decided: bool = False
    """Whether DPS decided at all."""
    revised: bool = False
    """Whether a revision set another level than stood."""
    moved: int = 0
    """By how many levels revisions raised it in all; negative where they lowered it."""
    confirmed: int = 0
    """How many revisions set the level that stood."""
    again: bool = False
    """Whether it was decided anew after the matter was reopened."""
    read: int = 0
    """How often a second reader read it."""
    asked: int = 0
    """How often the reader asked for it to be reconsidered."""
    then_revised: int = 0
    """Of those requests, those after which the level was changed."""
    then_confirmed: int = 0
    """Of those requests, those after which the level was confirmed."""


@dataclass(frozen=True, slots=True)
class Revisions:
    """What was counted of some officers' decisions."""

    cases: int = 0
    """The cases of those decided."""
    revised: Proportion = NONE
    """Officers whose level a revision changed, of those DPS decided."""
    moved_up: Proportion = NONE
    """Of them, those whose level stands higher for it."""
    moved_down: Proportion = NONE
    """Of them, those whose level stands lower for it."""
    moved_back: Proportion = NONE
    """Of them, those whose level was changed and changed back."""
    confirmed: int = 0
    """Revisions that confirmed the level that stood."""
    again: int = 0
    """Officers decided anew after the matter was reopened; outside the revised."""
    read: int = 0
    """Second readings."""
    asked: int = 0
    """Of them, those that asked for the decision to be reconsidered."""
    then_revised: int = 0
    """Of those requests, those after which the level was changed."""
    then_confirmed: int = 0
    """Of those requests, those after which the level was confirmed."""

    @property
    def raised(self) -> int:
        """Count those whose level stands higher."""
        return self.moved_up.part

    @property
    def lowered(self) -> int:
        """Count those whose level stands lower."""
        return self.moved_down.part

    @property
    def back(self) -> int:
        """Count those whose level was changed and changed back."""
        return self.moved_back.part

    @property
    def unanswered(self) -> int:
        """Count the requests to reconsider that have not been answered, or came too late."""
        return self.asked - self.then_revised - self.then_confirmed


def revised(case: int, taken: Sequence[Taken]) -> Revised:
    """Follow one officer's decision through its revisions and second readings.

    Args:
        case: The case's number.
        taken: The steps the matter has reached, in order.
    """
    standing, changes, moved, again = "", 0, 0, False
    asked, answers, waiting = 0, {True: 0, False: 0}, False
    revisions = [one for one in taken if one.step == steps.REVISED]
    for step, value in taken:
        if step == steps.SECOND_READ:
            waiting = value == "reconsider"
            asked += waiting
        if step == steps.REVISED:
            changed = value != standing
            if changed and standing:
                changes += 1
                moved += Level(value).order - Level(standing).order
            answers[changed] += waiting
            waiting = False
        if step in _SETS:
            standing = value
            again = again or step == steps.DECIDED_AGAIN
    return Revised(
        case=case,
        decided=any(one.step == steps.DECIDED for one in taken),
        revised=changes > 0,
        moved=moved,
        confirmed=len(revisions) - changes,
        again=again,
        read=sum(one.step == steps.SECOND_READ for one in taken),
        asked=asked,
        then_revised=answers[True],
        then_confirmed=answers[False],
    )


_SETS = frozenset({steps.DECIDED, steps.DECIDED_AGAIN, steps.DECIDED_ELSEWHERE, steps.REVISED})
"""The steps that set the level that stands."""


def summed(found: Iterable[Revised]) -> Revisions:
    """Count what became of some officers' decisions; those DPS never decided are left out."""
    rows = [one for one in found if one.decided]
    changed = [one for one in rows if one.revised]
    return Revisions(
        cases=len({one.case for one in rows}),
        revised=proportion((one.case, one.revised) for one in rows),
        moved_up=proportion((one.case, one.moved > 0) for one in changed),
        moved_down=proportion((one.case, one.moved < 0) for one in changed),
        moved_back=proportion((one.case, one.moved == 0) for one in changed),
        confirmed=sum(one.confirmed for one in rows),
        again=sum(one.again for one in rows),
        read=sum(one.read for one in rows),
        asked=sum(one.asked for one in rows),
        then_revised=sum(one.then_revised for one in rows),
        then_confirmed=sum(one.then_confirmed for one in rows),
    )

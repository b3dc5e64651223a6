"""A share of some officers' matters, with an interval that knows which of them are of one case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hearings.intervals import Bounds, wilson
from hearings.rates import Counts


@dataclass(frozen=True, slots=True)
class Proportion:
    """How many of how many."""

    part: int = 0
    """How many of the base."""
    base: int = 0
    """The base; there is no share where it is empty."""
    spread: float = 1.0
    """The factor by which the interval is widened, because officers of one case fare alike."""

    @property
    def share(self) -> float | None:
        """Give part ÷ base; None where the base is empty."""
        return self.part / self.base if self.base else None

    @property
    def bounds(self) -> Bounds | None:
        """Give the Wilson 95 % interval, widened; None where the base is empty."""
        return wilson(self.part, self.base, self.spread)


NONE = Proportion()
"""The share of nothing."""


def proportion(matters: Iterable[tuple[int, bool]]) -> Proportion:
    """Count a share of officers' matters.

    Args:
        matters: For each matter in the base, its case and whether it is of the part.
    """
    cases: dict[int, list[int]] = {}
    for case, holds in matters:
        numbers = cases.setdefault(case, [0, 0])
        numbers[0] += holds
        numbers[1] += 1
    found = cases.values()
    counts = Counts(
        changed=sum(part for part, _base in found),
        decided=sum(base for _part, base in found),
        changed_squared=sum(part * part for part, _base in found),
        changed_decided=sum(part * base for part, base in found),
        decided_squared=sum(base * base for _part, base in found),
    )
    return Proportion(counts.changed, counts.decided, counts.spread)

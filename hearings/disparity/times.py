"""How long a step takes, group by group, with what is unfinished counted as such."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hearings.disparity.comparing import FEWEST
from hearings.disparity.groups import in_order
from hearings.timeliness import MEDIAN, NINETIETH, quantile


@dataclass(frozen=True, slots=True)
class Times:
    """How long a step took in one group."""

    group: str
    """The group; empty where it is not known."""
    started: int
    """Officers whose days are known."""
    finished: int
    """Of them, those with whom it has come to its end."""
    median: int | None
    """The days within which it has for half; None where that is not known yet, or they are few."""
    ninetieth: int | None
    """The same for nine tenths."""
    few: bool
    """Whether they are too few to say."""


def timed(
    field: str, lengths: Mapping[str, Iterable[tuple[int, bool]]]
) -> tuple[tuple[Times, ...], Times]:
    """Estimate how long a step takes in each group, and in all.

    Args:
        field: What groups are made by.
        lengths: The days that each matter took or has lasted, and whether it is finished.

    Returns:
        One row for each group in the order of their list, not known last, and all together.
    """
    found = {group: list(each) for group, each in lengths.items()}
    rows = tuple(_times(group, found[group]) for group in in_order(field, found))
    return rows, _times("", [one for each in found.values() for one in each])


def _times(group: str, lengths: list[tuple[int, bool]]) -> Times:
    few = len(lengths) < FEWEST
    return Times(
        group=group,
        started=len(lengths),
        finished=sum(done for _length, done in lengths),
        median=None if few else quantile(lengths, MEDIAN),
        ninetieth=None if few else quantile(lengths, NINETIETH),
        few=few,
    )

"""Lay out what left as a sheet: each row says of which release it is, and no column is empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.releases import Release

MARKS = ("audience", "release", "threshold", "rounded_to")
"""What stands in each row: a sheet of rows has no other place for it."""

IN_ALL = "in all"
"""What stands in the fields of the last row, which is the total."""


def grid(
    left: Release, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> tuple[list[str], list[list[object]]]:
    """Say in each row which release it is of, and leave out the columns that no row fills.

    Args:
        left: What left.
        columns: The heading.
        rows: The rows, the total last.
    """
    whom = left.audience
    marks = [whom.name, left.number, whom.threshold, whom.base]
    kept = [place for place in range(len(columns)) if any(row[place] is not None for row in rows)]
    return (
        [*MARKS, *(columns[place] for place in kept)],
        [[*marks, *(row[place] for place in kept)] for row in rows],
    )

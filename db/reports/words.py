"""The words and small tables that every section of a report is put together from."""

from __future__ import annotations

from datetime import date
from typing import Final

from db.reports.model import Table
from hearings.intervals import Bounds, wilson
from hearings.proportions import Proportion
from hearings.severity import Level
from hearings.shares import percent

LEVELS: Final = {**{level.value: level.words for level in Level}, "": "not known"}
"""The levels in words."""

WITHHELD: Final = "withheld"
"""What stands in the place of a number that is."""

OTHERS: Final = "others, counted together"
"""What the row of those counted together is called: how many rows they were tells of them."""

NOT_GIVEN: Final = "This table is not given."
"""What stands in the place of a table that could not be made fit; it does not say why."""

SHARES: Final = ("", "counted", "of", "share", "95 % interval")
"""The heading of a table of shares."""

Cells = tuple[str, ...]
"""One row of a table."""


def share_cells(label: str, part: int, whole: int, spread: float = 1.0) -> Cells:
    """Write a share as a row of a table of shares."""
    return (
        label,
        f"{part:,}",
        f"{whole:,}",
        percent(part, whole),
        span(wilson(part, whole, spread)),
    )


def proportion_cells(label: str, found: Proportion) -> Cells:
    """Write a proportion as a row of a table of shares."""
    return share_cells(label, found.part, found.base, found.spread)


def span(bounds: Bounds | None) -> str:
    """Write an interval; nothing where there is none."""
    return "" if bounds is None else f"{100 * bounds[0]:.1f} % to {100 * bounds[1]:.1f} %"


def shares(title: str, *rows: Cells) -> Table:
    """Make a table of shares."""
    return Table(title, SHARES, rows)


def number_cell(number: int | None) -> str:
    """Write a number that left; None is one that is withheld."""
    return WITHHELD if number is None else f"{number:,}"


def not_over(what: str, start: date, end: date, today: date) -> tuple[str, ...]:
    """Say of a period whose last day is not past that it is unfinished; nothing of another.

    Args:
        what: What the period is called.
        start: Its first day.
        end: Its last day.
        today: The day the report is made as of.
    """
    if end < today:
        return ()
    day = today.isoformat()
    why = f"it has not begun on {day}" if start > today else f"it is not over on {day}"
    return (f"{what} is unfinished: {why}.",)


def days(number: int | None) -> str:
    """Write a length in days; too many unfinished make it unknown."""
    return "not known yet" if number is None else f"{number:,}"

"""Make rows out of nothing but their number."""

from __future__ import annotations

from typing import Final

TITLES: Final = (
    ("Subject", 17),
    ("Rank", 4),
    ("Unit", 10),
    ("Initial (MM1)", 16),
    ("Priority", 8),
    ("Stage", 8),
    ("Handler", 8),
    ("Target", 11),
)
"""Eight columns, with their widths."""

_RANKS: Final = ("PC", "PS", "DC", "Insp")
_UNITS: Final = ("Camden", "Brent", "Newham", "Haringey", "Zoë", "李小龍")
_LEVELS: Final = ("Gross misconduct", "Misconduct", "Neither of them")
_PRIORITIES: Final = ("● red", "◐ amber", "○ green")


def cells(index: int) -> tuple[str, ...]:
    """Make the texts of one row.

    Args:
        index: The row's number, from nought.
    """
    return (
        f"MC-2014-{index:07d}/1",
        _RANKS[index % 4],
        _UNITS[index % 6],
        _LEVELS[index % 3],
        _PRIORITIES[index * 7 % 3],
        "assessed",
        f"h{index % 97:03d}",
        f"in {index % 20} days",
    )

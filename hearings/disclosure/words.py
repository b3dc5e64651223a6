"""Say in sentences how a table was protected."""

from __future__ import annotations

from hearings.disclosure.audiences import Audience
from hearings.rates import SEVERAL


def _of_all(audience: Audience) -> str:
    """Say what is held against those who take more than two tables together."""
    if audience.base > 1:
        return "What three or more tables tell together, and no two of them do, was not looked for."
    return (
        "Adding and subtracting the numbers of all tables gives none of 1 to"
        f" {audience.threshold - 1} officers exactly; how closely three or more bound one was not"
        " looked for."
    )


def notes(audience: Audience, *, together: bool = False) -> tuple[str, ...]:
    """Say what stands withheld and rounded in a table, and how that was checked.

    Args:
        audience: Whom the table is for.
        together: Whether some of its rows are counted together.
    """
    most, wide = audience.threshold - 1, audience.narrowest
    said = [
        f"For {audience.words}, numbers of 1 to {most} officers are withheld.",
        "So are larger ones where they are no more people than that, or all of one case.",
        "Others are withheld with them, so that none of those can be worked out.",
        "The table was attacked before it left, by itself and together with each earlier one.",
        f"With any two tables, every withheld number stays open over a range of at least {wide}.",
        _of_all(audience),
    ]
    if audience.base > 1:
        said += [
            f"Every number is rounded to the nearest {audience.base}, totals by themselves.",
            "So totals need not add up, and rates and intervals are of rounded numbers.",
        ]
    if together:
        said.append(
            f"Rows of fewer than {audience.threshold} people, of one case alone, or by unit or rank"
            f" of fewer than {SEVERAL} assessors, and rows in which everybody, or everybody in the"
            " base of a rate, stands in one column, are counted together with others."
        )
    return tuple(said)

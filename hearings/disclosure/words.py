"""Say in sentences how a table was protected."""

from __future__ import annotations

from hearings.disclosure.audiences import Audience


def notes(audience: Audience, *, together: bool = False) -> tuple[str, ...]:
    """Say what stands withheld and rounded in a table, and how that was checked.

    Args:
        audience: Whom the table is for.
        together: Whether some of its rows are counted together.
    """
    most, wide = audience.threshold - 1, audience.narrowest
    said = [
        f"For {audience.words}, numbers of 1 to {most} officers are withheld.",
        "Others are withheld with them, so that none of those can be worked out.",
        "The table was attacked before it left, by itself and together with each earlier one.",
        f"Every withheld number stays open over a range of at least {wide}.",
    ]
    if audience.base > 1:
        said += [
            f"Every number is rounded to the nearest {audience.base}, totals by themselves.",
            "So totals need not add up, and rates and intervals are of rounded numbers.",
        ]
    if together:
        said.append(
            f"Rows of fewer than {audience.threshold} officers, and rows in which everybody, or"
            " everybody in the base of a rate, stands in one column, are counted together with"
            " others."
        )
    return tuple(said)

"""What every figure on the command line is asked by and printed with."""

from __future__ import annotations

from hearings.errors import UsageError
from hearings.shares import percent

INSIDE = "For use inside the force: nothing here is suppressed for staff or the public."
"""What is said under figures that are for those with the right to internal ones."""


def pair(text: str) -> tuple[str, str]:
    """Read FIELD=VALUE; an empty value is one that is not known.

    Raises:
        UsageError: It is not written so.
    """
    name, sign, value = text.partition("=")
    if not sign:
        raise UsageError(f"--where {text!r} must be FIELD=VALUE.")
    return name.strip(), value.strip()


def share(part: int, whole: int) -> str:
    """Say a share with its numerator and base; no data where the base is empty."""
    if whole == 0:
        return f"no data ({part:,} of 0)"
    return f"{percent(part, whole):>7} ({part:,} of {whole:,})"


def interval(bounds: tuple[float, float] | None) -> str:
    """Say an interval beside a share; nothing where there is none."""
    if bounds is None:
        return ""
    return f"95 % interval {100 * bounds[0]:.1f} % to {100 * bounds[1]:.1f} %"


def span(bounds: tuple[float, float] | None) -> str:
    """Write an interval as a column of a table does: 3.6-62.5 %."""
    return "" if bounds is None else f"{100 * bounds[0]:.1f}-{100 * bounds[1]:.1f} %"


def times(bounds: tuple[float, float]) -> str:
    """Write an interval of observed ÷ expected as a column of a table does: 0.40-1.81."""
    return f"{bounds[0]:.2f}-{bounds[1]:.2f}"

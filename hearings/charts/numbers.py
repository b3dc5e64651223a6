"""Write the numbers of a picture: shares, scales and what stands where a name is not known."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from hearings.cells import harmless

if TYPE_CHECKING:
    from hearings.intervals import Bounds

_TOPS = (0.001, 0.002, 0.004, 0.006, 0.008, 0.01, 0.02, 0.03, 0.04, 0.06, 0.08, 0.1, 0.12, 0.16,
         0.2, 0.24, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0, 1.2, 1.6, 2.0, 3.0, 5.0, 10.0, 20.0,
         50.0, 100.0)  # fmt: skip
"""Where the scale of a share may end."""

_STARTS = (10, 12, 16, 20, 24, 30, 40, 50, 60, 80, 100)
"""What the end of the scale of a base begins with; each can be halved."""


def per_cent(value: float) -> str:
    """Write a share that is no plain division as per cent to one place: 1.2 %."""
    return f"{100 * value:.1f} %"


def times(value: float) -> str:
    """Write observed ÷ expected to two places: 0.93."""
    return f"{value:.2f}"


def counted(part: int, whole: int) -> str:
    """Say a share by its numerator and its base: 12 of 40."""
    return f"{part:,} of {whole:,}"


def between(bounds: Bounds, said: Callable[[float], str] = per_cent) -> str:
    """Say an interval: 7.0 % to 19.8 %; of observed ÷ expected, 0.40 to 1.81."""
    return f"{said(bounds[0])} to {said(bounds[1])}"


def named(label: str) -> str:
    """Give a label as it may be shown; what is not known says so."""
    return harmless(label) or "not known"


def top_share(values: list[float], unit: float = 1.0) -> float:
    """Choose where the scale of shares ends, so that the largest fits.

    Args:
        values: What is drawn.
        unit: What counts as 1 on the scale.
    """
    most = max(values, default=0.0) / unit
    return next((top for top in _TOPS if top >= most), most) * unit


def top_base(most: int) -> int:
    """Choose where the scale of bases ends, so that the largest fits."""
    power = 1
    while _STARTS[-1] * power < most:
        power *= 10
    return next(start * power for start in _STARTS if start * power >= most)


def marks(top: float, unit: float = 0.0) -> tuple[str, str, str]:
    """Write the three marks of a scale: its beginning, its middle and its end.

    Args:
        top: Where the scale ends.
        unit: The share that is 1 on a scale of observed ÷ expected; 0 on a scale of shares.
    """
    if unit:
        return "0", f"{top / unit / 2:g}", f"{top / unit:g}"
    return "0 %", f"{50 * top:g} %", f"{100 * top:g} %"


def scale_words(top: float, unit: float = 0.0) -> str:
    """Say which marks a scale bears; the arguments are those of `marks`."""
    first, middle, last = marks(top, unit)
    of = " of observed ÷ expected" if unit else ""
    return f"The scale{of} is marked at {first}, {middle} and {last}."

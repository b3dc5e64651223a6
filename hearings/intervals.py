"""Give shares and ratios with honest intervals.

A spread is the factor by which an interval is widened because the things counted are not
independent: officers of one case, units that differ for reasons nobody has measured.
"""

from __future__ import annotations

from math import sqrt

Z95 = 1.959963984540054
"""The standard normal deviate of a two-sided 95 % interval."""

Bounds = tuple[float, float]
"""The lower and the upper bound of an interval."""


def wilson(part: int, whole: int, spread: float = 1.0, z: float = Z95) -> Bounds | None:
    """Give the Wilson score interval of a share.

    Args:
        part: How many of the whole, from 0 to `whole`.
        whole: The base.
        spread: The factor by which the interval is widened: it multiplies the deviate, which is
            the same as dividing the base by its square.
        z: The normal deviate of the confidence wanted.

    Returns:
        The lower and the upper bound, or None where the base is empty.
    """
    if whole == 0:
        return None
    z *= spread
    share, wider = part / whole, z * z / whole
    middle = share + wider / 2
    reach = z * sqrt((share * (1 - share) + wider / 4) / whole)
    low = 0.0 if part == 0 else (middle - reach) / (1 + wider)
    high = 1.0 if part == whole else (middle + reach) / (1 + wider)
    return low, high

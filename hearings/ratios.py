"""Compare the share of one group with that of another, plainly or within strata.

The other group is always the reference. A spread multiplies the standard deviate, as in
`hearings.intervals`: one and a half makes every interval half as wide again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, hypot, sqrt

from hearings.intervals import Z95, wilson


@dataclass(frozen=True, slots=True)
class Ratio:
    """How one group compares with another, with its 95 % interval."""

    value: float
    """Ours ÷ the reference; of a difference, ours minus the reference."""
    low: float
    """The lower bound."""
    high: float
    """The upper bound."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """Two groups within one stratum, such as one initial level."""

    part: int
    """How many of ours."""
    whole: int
    """The base of ours."""
    other_part: int
    """How many of the reference."""
    other_whole: int
    """The base of the reference."""


def rate_ratio(
    part: int, whole: int, other_part: int, other_whole: int, spread: float = 1.0
) -> Ratio | None:
    """Divide one share by another, with the interval of the log method.

    Args:
        part: How many of ours.
        whole: The base of ours.
        other_part: How many of the reference.
        other_whole: The base of the reference.
        spread: The factor by which the interval is widened.

    Returns:
        The ratio, or None where either part is nothing: the ratio is then nought or without
        limit, and its logarithm, on which the interval rests, does not exist. None also where
        everyone is counted on both sides: the method would call a ratio of 1 certain.

    Source:
        Katz, Baptista, Azen and Pike, Biometrics 34 (1978), method C.
    """
    if not part or not other_part:
        return None
    variance = (whole - part) / (part * whole)
    variance += (other_whole - other_part) / (other_part * other_whole)
    return _around((part / whole) / (other_part / other_whole), variance, spread)


def mantel_haenszel(strata: Iterable[Stratum], spread: float = 1.0) -> Ratio | None:
    """Divide one share by another within strata, and pool what they say.

    A stratum in which either side is empty compares nobody and contributes nothing: its weight is
    the product of both bases.

    Args:
        strata: The two groups in each stratum.
        spread: The factor by which the interval is widened.

    Returns:
        The pooled ratio, or None where it cannot be given, for the reasons of `rate_ratio`:
        no part is left on one side, or there is nothing in any stratum to vary.

    Source:
        Mantel and Haenszel's weights; Greenland and Robins, Biometrics 41 (1985), for the
        variance of the logarithm.
    """
    ours = reference = varies = 0.0
    for one in strata:
        total = one.whole + one.other_whole
        if not total:
            continue
        ours += one.part * one.other_whole / total
        reference += one.other_part * one.whole / total
        # Greenland and Robins's numerator, written so that nothing cancels.
        varies += (
            one.part * one.whole * (one.other_whole - one.other_part)
            + one.other_part * one.other_whole * (one.whole - one.part)
        ) / total**2
    if not ours or not reference:
        return None
    return _around(ours / reference, varies / (ours * reference), spread)


def difference(
    part: int, whole: int, other_part: int, other_whole: int, spread: float = 1.0
) -> Ratio | None:
    """Take the reference's share from ours, with the hybrid score interval.

    Args:
        part: How many of ours.
        whole: The base of ours.
        other_part: How many of the reference.
        other_whole: The base of the reference.
        spread: The factor by which the interval is widened.

    Returns:
        The difference, from -1 to 1; None where either base is empty.

    Source:
        Newcombe, Statistics in Medicine 17 (1998), 873-890, method 10.
    """
    mine = wilson(part, whole, spread)
    theirs = wilson(other_part, other_whole, spread)
    if mine is None or theirs is None:
        return None
    share, other = part / whole, other_part / other_whole
    value = share - other
    return Ratio(
        value,
        value - hypot(share - mine[0], theirs[1] - other),
        value + hypot(mine[1] - share, other - theirs[0]),
    )


def expected(own: Mapping[str, int], standard: Mapping[str, tuple[int, int]]) -> float | None:
    """Say how many there would be if every stratum of ours had the standard's share.

    Args:
        own: Our base in each stratum.
        standard: The part and the base of the standard in each stratum.

    Returns:
        The sum over strata of our base × the standard's share, or None where the standard has
        no base in a stratum of ours.

    Source:
        Indirect standardisation: Breslow and Day, Statistical Methods in Cancer Research II
        (1987), chapter 2.
    """
    total = 0.0
    for stratum, base in own.items():
        part, whole = standard.get(stratum, (0, 0))
        if base and not whole:
            return None
        total += base * part / whole if base else 0.0
    return total


def observed(part: int, whole: int, expecting: float | None, spread: float = 1.0) -> Ratio | None:
    """Say how many there are of how many were expected, with the interval of the share behind it.

    Args:
        part: How many there are.
        whole: The base.
        expecting: How many there would be, as `expected` says.
        spread: The factor by which the interval is widened.

    Returns:
        Observed ÷ expected; None where nothing was expected, or there is no base.
    """
    bounds = wilson(part, whole, spread)
    if not expecting or bounds is None:
        return None
    scale = whole / expecting
    return Ratio(part / expecting, bounds[0] * scale, bounds[1] * scale)


def _around(value: float, variance: float, spread: float) -> Ratio | None:
    """Give a ratio with the interval that the variance of its logarithm allows."""
    if not variance:
        return None
    factor = exp(Z95 * spread * sqrt(variance))
    return Ratio(value, value / factor, value * factor)

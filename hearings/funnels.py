"""Compare units with the whole force at once, allowing for how few or many each has decided.

Limits are put around the pooled share, as narrow as the base allows. Of units that do not differ
at all one in twenty lies outside the 95 % limits and one in five hundred outside the 99.8 %
limits: an outlier is a reason to look, and never a finding. On 1,000 simulated forces of 32 units
with 30 to 130 decided it was 3.4 to 4.2 and 0.1 in 100; each unit is part of the centre that it is
compared with, so that fewer units give fewer outliers.

Officers of one case are not independent (`spread`), and units differ for reasons that nobody has
measured (`dispersion`): the limits are those of a base divided by the square of either. Both are of
the units together, for the limits say what holds where none differs; a unit's interval is its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import exp, log1p, sqrt
from statistics import NormalDist, fmean

from hearings.intervals import Bounds, wilson
from hearings.ratios import Ratio

FEWEST_UNITS = 10
"""Over-dispersion is not estimated from fewer units: with no tenth to pull in, one is all of it."""

FEWEST_DECIDED = 10
"""A unit with fewer decided is never flagged."""

WARNING = 0.025
"""What lies outside the 95 % limits on either side."""

ALARM = 0.001
"""What lies outside the 99.8 % limits on either side."""

_LARGE = 25.0
"""The variance from which limits are taken from the cumulants instead of summed."""

_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Unit:
    """What one unit has of what is compared."""

    key: str
    """Which unit."""
    part: int
    """How many of the decided."""
    whole: int
    """The decided."""
    expected: float | None = None
    """How many there would be at the force's share within each initial level
    (`ratios.expected`); None where the units are compared as they are."""
    spread: float = 1.0
    """The widening of its own interval, for officers of one case in this unit."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a unit lies in the funnel."""

    unit: Unit
    """The unit."""
    rate: float | None
    """Its share; standardised, the pooled share × observed ÷ expected, which may pass 1. None
    where it has no base, or where nothing was expected."""
    interval: Bounds | None
    """The 95 % interval of that rate, by the spread of the unit itself."""
    warning: Bounds
    """The 95 % limits at its base."""
    alarm: Bounds
    """The 99.8 % limits at its base."""
    flag: str
    """above_95, above_998, below_95 or below_998; empty within the limits or where too small."""
    base: float
    """Where it stands in the picture: its decided; standardised, as many decided as would vary,
    at the pooled share, as much as the unit does with its own mix of levels."""
    too_small: bool
    """Whether it has too few decided to be flagged, whatever its rate."""


@dataclass(frozen=True, slots=True)
class Funnel:
    """The units around the pooled share."""

    centre: float | None
    """The pooled share; None where nothing was decided."""
    spread: float
    """The widening of the limits for officers of one case, of the units together."""
    dispersion: float
    """The widening for units that differ more than chance; 1 where that is not shown."""
    points: tuple[Placed, ...]
    """The units, in the order given."""

    @property
    def standardised(self) -> bool:
        """Say whether the units are compared by observed ÷ expected, not as they are."""
        return any(point.unit.expected is not None for point in self.points)

    def ratio(self, point: Placed) -> Ratio | None:
        """Give observed ÷ expected of a unit with its interval; None where it is not compared so.

        A standardised share may pass 100 %, so it is never said as one.
        """
        own = point.unit.expected
        if not own or not self.centre or point.interval is None:
            return None
        low, high = point.interval
        return Ratio(point.unit.part / own, low / self.centre, high / self.centre)

    @property
    def by_chance(self) -> int:
        """Count the units outside the 95 % limits that chance alone would give them.

        Those limits are widened for officers of one case, and not for units that differ: what the
        second widening hides is counted here.
        """
        if self.centre is None:
            return 0
        bare = replace(self, dispersion=1.0, points=())
        return sum(1 for point in self.points if _place(point.unit, bare).flag)

    def limits(self, whole: float) -> tuple[Bounds, Bounds]:
        """Give the 95 % and the 99.8 % limits at a base."""
        if self.centre is None:
            return (0.0, 1.0), (0.0, 1.0)
        return limits(whole / (self.spread * self.dispersion) ** 2, self.centre)


def funnel(units: Iterable[Unit], spread: float = 1.0) -> Funnel:
    """Put units around their pooled share, and flag those outside the limits.

    A unit with `expected` is compared by observed ÷ expected × the pooled share. It stands at the
    base at which the pooled share varies as much as that does: its decided × the odds of its
    expected share (expected ÷ decided) ÷ the odds of the pooled share. So the same limits serve
    units with any mix of levels, in the figure and in the picture.

    Args:
        units: The units; together they are the force.
        spread: The widening of the limits for officers of one case, of the units together.

    Returns:
        The funnel.

    Source:
        Spiegelhalter, Statistics in Medicine 24 (2005), 1185-1202, with `limits` and
        `dispersion_of` as said there.
    """
    units = tuple(units)
    whole = sum(unit.whole for unit in units)
    if not whole:
        bare = Funnel(None, spread, 1.0, ())
        return Funnel(None, spread, 1.0, tuple(_place(unit, bare) for unit in units))
    centre = sum(unit.part for unit in units) / whole
    dispersion = dispersion_of(_scores(units, centre, spread))
    bare = Funnel(centre, spread, dispersion, ())
    return Funnel(centre, spread, dispersion, tuple(_place(unit, bare) for unit in units))


def limits(base: float, centre: float) -> tuple[Bounds, Bounds]:
    """Give the 95 % and the 99.8 % limits around a share at a base.

    Args:
        base: The base, widened already; it need not be a whole number.
        centre: The share.

    Returns:
        Either pair of limits, as shares.
    """
    if base <= 0:
        return (0.0, 1.0), (0.0, 1.0)
    low, lowest, high, highest = (
        quantile(tail, base, centre) / base for tail in (WARNING, ALARM, 1 - WARNING, 1 - ALARM)
    )
    return (low, high), (lowest, highest)


def quantile(tail: float, base: float, share: float) -> float:
    """Give the number below which a binomial count lies with a probability, between whole numbers.

    The distribution function is interpolated as Spiegelhalter advises, but from the halves: what
    lies at or below r is reached at r + ½. A count is then outside a limit just where its mid-P
    value is below the tail; from the whole numbers the upper limit would be passed too often.
    Where the variance is 25 or more the first four cumulants stand in for the sum; the two differ
    by less than 0.1 of a subject.

    Args:
        tail: The probability, between 0 and 1.
        base: The base; it need not be a whole number.
        share: The share, from 0 to 1.

    Returns:
        The number, from 0 to the base.
    """
    if share > 0.5:
        return base - quantile(1 - tail, base, 1 - share)
    if base * share * (1 - share) >= _LARGE:
        return min(base, max(0.0, _expanded(tail, base, share)))
    number, mass = 0, exp(base * log1p(-share))
    reached = mass
    while reached < tail and number + 1 <= base:
        mass *= (base - number) / (number + 1) * share / (1 - share)
        number += 1
        reached += mass
    if reached < tail:
        return base
    return min(base, max(0.0, number + 0.5 - (reached - tail) / mass))


def dispersion_of(scores: Iterable[float]) -> float:
    """Estimate how much more units differ than chance, as a factor on their standard error.

    Scores beyond the tenth and the ninetieth centile are pulled in to them, so that a few true
    outliers do not hide themselves; the mean square is divided by what the same pulling-in
    leaves of normal scores. It is used only where it is above 1 + 2 √(3 ÷ units), about two
    standard errors above 1: with 32 units, a mean square of 1.6.

    Args:
        scores: The standardised distance of each unit from the pooled share.

    Returns:
        The factor; 1 where that is not passed, or where there are fewer than ten units.
    """
    scores = sorted(scores)
    number = len(scores)
    if number < FEWEST_UNITS:
        return 1.0
    pulled = number // 10
    low, high = scores[pulled], scores[-1 - pulled]
    found = fmean(min(high, max(low, score)) ** 2 for score in scores) / _left(pulled / number)
    return sqrt(found) if found > 1 + 2 * sqrt(3 / number) else 1.0


def _left(tail: float) -> float:
    """Give the mean square of normal scores with either tail pulled in."""
    edge = _NORMAL.inv_cdf(1 - tail)
    return 1 - 2 * tail - 2 * edge * _NORMAL.pdf(edge) + 2 * tail * edge**2


def _expanded(tail: float, base: float, share: float) -> float:
    """Give the quantile of a binomial count by Cornish and Fisher's expansion."""
    product = share * (1 - share)
    error = sqrt(base * product)
    skew = (1 - 2 * share) / error
    excess = (1 - 6 * product) / error**2
    z = _NORMAL.inv_cdf(tail)
    wide = z + skew * (z * z - 1) / 6
    wide += excess * (z**3 - 3 * z) / 24 - skew**2 * (2 * z**3 - 5 * z) / 36
    return base * share + error * wide


def _scores(units: tuple[Unit, ...], centre: float, spread: float) -> list[float]:
    """Give the distance from the centre, in standard errors, of units that may be flagged."""
    error = spread * sqrt(centre * (1 - centre))
    if not error:
        return []
    scores = []
    for unit in units:
        rate, base, _ = _standing(unit, centre)
        if rate is not None and unit.whole >= FEWEST_DECIDED:
            scores.append((rate - centre) * sqrt(base) / error)
    return scores


def _standing(unit: Unit, centre: float) -> tuple[float | None, float, float]:
    """Give a unit's rate, the base it stands at, and what its own share is multiplied by."""
    if not unit.whole:
        return None, 0.0, 1.0
    if unit.expected is None:
        return unit.part / unit.whole, float(unit.whole), 1.0
    share = unit.expected / unit.whole
    if not share:
        return None, 0.0, 1.0
    scale = centre / share
    alike = 0 < centre < 1 and share < 1
    odds = share / (1 - share) * (1 - centre) / centre if alike else 1.0
    return unit.part / unit.whole * scale, unit.whole * odds, scale


def _place(unit: Unit, around: Funnel) -> Placed:
    """Place one unit."""
    rate, base, scale = _standing(unit, around.centre or 0.0)
    bounds = wilson(unit.part, unit.whole, unit.spread) if rate is not None else None
    interval = bounds and (bounds[0] * scale, bounds[1] * scale)
    warning, alarm = around.limits(base)
    too_small = rate is None or unit.whole < FEWEST_DECIDED or warning == (0.0, 1.0)
    flag = "" if rate is None or too_small else _flag(rate, warning, alarm)
    return Placed(unit, rate, interval, warning, alarm, flag, base, too_small)


def _flag(rate: float, warning: Bounds, alarm: Bounds) -> str:
    """Say outside which limits a rate lies."""
    for side, past in (
        ("above", (rate > warning[1], rate > alarm[1])),
        ("below", (rate < warning[0], rate < alarm[0])),
    ):
        if past[0]:
            return f"{side}_998" if past[1] else f"{side}_95"
    return ""

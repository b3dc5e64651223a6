"""Find units like one that an action is on, among those that had none."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from hearings.funnels import FEWEST_DECIDED, Placed, Unit, funnel
from hearings.improving.verdicts import Levels, pooled
from hearings.rates import NOTHING, Counts, Measure
from hearings.ratios import expected

ENOUGH = 5
"""The fewest like units; where fewer lie beyond the same limit, so many nearest by rate."""

LIMITS = {"above_95": "95 %", "above_998": "99.8 %"}
"""The limits of the funnel, and their words."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Which units are like, and why."""

    keys: tuple[str, ...]
    """The units, in the order of their names."""
    limit: str
    """The limit beyond which they lie as ours does; empty where they are the nearest by rate."""
    ours: str
    """The limit beyond which ours lies; empty where it lies beyond neither."""


def alike(
    units: Mapping[str, Levels], value: str, measure: Measure, acted: Collection[str]
) -> Likeness:
    """Find like units by what was counted of each in the flagged period.

    Like is: the same field and measure, no action, at least `FEWEST_DECIDED` decided, and beyond
    the same limit of the funnel. Where fewer than `ENOUGH` are, the nearest by rate stand in.

    Args:
        units: What was counted of each unit, that of the action included.
        value: The unit of the action.
        measure: Which share.
        acted: The units that had an action.
    """
    placed = {one.unit.key: one for one in _placed(units, measure)}
    own = placed.get(value)
    if own is None or own.rate is None:
        return Likeness((), "", "")
    others = [
        one
        for key, one in placed.items()
        if key != value and key not in acted and one.unit.whole >= FEWEST_DECIDED
    ]
    flag = own.flag if own.flag in LIMITS else ""
    beyond = [one.unit.key for one in others if flag and one.flag in _same_or_further(flag)]
    if len(beyond) >= ENOUGH:
        return Likeness(tuple(sorted(beyond)), LIMITS[flag], LIMITS[flag])
    rate = own.rate
    nearest = sorted(others, key=lambda one: (abs((one.rate or 0) - rate), one.unit.key))
    keys = tuple(sorted(one.unit.key for one in nearest[:ENOUGH]))
    return Likeness(keys, "", LIMITS.get(flag, ""))


def _same_or_further(flag: str) -> tuple[str, ...]:
    return tuple(LIMITS)[tuple(LIMITS).index(flag) :]


def _placed(units: Mapping[str, Levels], measure: Measure) -> tuple[Placed, ...]:
    """Put the units in a funnel; over all initial levels it is standardised to them."""
    known = {key: levels for key, levels in units.items() if key}
    standard: dict[str, Counts] = {}
    for levels in known.values():
        for level, counts in levels.items():
            standard[level] = standard.get(level, NOTHING) + counts
    shares = {level: measure.of(counts) for level, counts in standard.items()}
    rows = []
    for key, levels in known.items():
        bases = {level: counts.decided for level, counts in levels.items()}
        among = None if measure.level else expected(bases, shares)
        rows.append(Unit(key, *measure.of(pooled(levels)), among))
    return funnel(rows, pooled(standard).spread).points


def said(likeness: Likeness, noun: str, nouns: str) -> str:
    """Say in words what like means here.

    Args:
        likeness: What was found.
        noun: What the action is on: the force's word for a unit, a rank, a tier.
        nouns: The same of several.
    """
    number = len(likeness.keys)
    if not number:
        return (
            f"There is no {noun} without action with at least {FEWEST_DECIDED} decided in the"
            " flagged period."
        )
    which = noun if number == 1 else nouns
    base = f"without action and with at least {FEWEST_DECIDED} decided in the flagged period"
    if likeness.limit:
        return f"Like: the {number} {which} {base} that lay above the same {likeness.limit} limit."
    why = f" Fewer than {ENOUGH} lay above the same {likeness.ours} limit." if likeness.ours else ""
    return f"Like: the {number} {which} {base} that were nearest by rate.{why}"

"""Find units like one that an action is given on, among those that have none.

They are found once, when the action is given, and kept with it: found again later, a new action on
another unit would move the figures of this one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from hearings.funnels import FEWEST_DECIDED, Placed
from hearings.improving.flags import LIMITS

ENOUGH = 5
"""The fewest like units; where fewer lie beyond the same limit, so many nearest by rate."""

FARTHEST = 0.1
"""The greatest distance by rate at which a unit is still like: ten points of per cent. One that
was not as high cannot show how far a high rate comes down by itself."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Which units are like, and why."""

    keys: tuple[str, ...]
    """The units, in the order of their names."""
    limit: str
    """The limit beyond which they lie as ours does; empty where they are the nearest by rate."""
    ours: str
    """The limit beyond which ours lies; empty where it lies beyond neither."""

    def said(self) -> dict[str, Any]:
        """Give it as the records keep it."""
        return asdict(self)


def read(said: Mapping[str, Any]) -> Likeness:
    """Read a likeness as the records keep it."""
    return Likeness(**{**said, "keys": tuple(said["keys"])})


def alike(points: Iterable[Placed], value: str, acted: Collection[str]) -> Likeness:
    """Find like units by where each lies in the funnel of the flagged period.

    Like is: the same field and measure, no action, at least `FEWEST_DECIDED` decided, and beyond
    the same limit of the funnel. Where fewer than `ENOUGH` are, the nearest by rate stand in, up
    to so many, none farther than `FARTHEST`.

    Args:
        points: Where the units lie, that of the action included.
        value: The unit of the action.
        acted: The units that have an action.
    """
    placed = {one.unit.key: one for one in points}
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
    far = {one.unit.key: abs(one.rate - own.rate) for one in others if one.rate is not None}
    near = sorted((key for key in far if far[key] <= FARTHEST), key=lambda key: (far[key], key))
    return Likeness(tuple(sorted(near[:ENOUGH])), "", LIMITS.get(flag, ""))


def _same_or_further(flag: str) -> tuple[str, ...]:
    return tuple(LIMITS)[tuple(LIMITS).index(flag) :]


def said(likeness: Likeness, noun: str, nouns: str) -> str:
    """Say in words what like means here.

    Args:
        likeness: What was found.
        noun: What the action is on: the force's word for a unit, a rank, a tier.
        nouns: The same of several.
    """
    number = len(likeness.keys)
    few = f" Fewer than {ENOUGH} lay above the same {likeness.ours} limit." if likeness.ours else ""
    near = f"within {100 * FARTHEST:.0f} points of its rate"
    if not number:
        return (
            f"There is no like {noun}: none without action and with at least {FEWEST_DECIDED}"
            f" decided in the flagged period was {near}.{few}"
        )
    which = noun if number == 1 else nouns
    base = f"without action and with at least {FEWEST_DECIDED} decided in the flagged period"
    if likeness.limit:
        return f"Like: the {number} {which} {base} that lay above the same {likeness.limit} limit."
    return f"Like: the {number} {which} {base} that were nearest by rate, {near}.{few}"

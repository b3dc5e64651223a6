"""Past matters as rows of bits, and what a search over them gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final, NamedTuple, Protocol

from hearings.precedents.similarity import Weights, weight_of_feature

LIMIT: Final = 2**26
"""What two matters together weigh less than, so that quotients compare as fractions do.

A quotient in double precision is rounded correctly, so equal fractions give equal quotients. Two
different fractions from 0 to 1 with denominators below `LIMIT` are more than 2**-52 apart, and
neighbouring doubles there at most 2**-53: they give different quotients, in the right order.
"""


class Row(NamedTuple):
    """One past matter and what it ended in."""

    ref: str
    """The subject, written `CASE/N`."""
    bits: int
    """Its features."""
    outcome: str
    """The outcome that stands, by its key."""
    regime: str
    """The Regulations it was given under."""
    on: str
    """The day it was decided, as ISO text; empty where it is not known."""


class Hit(NamedTuple):
    """One row that was found, and how similar it is."""

    position: int
    """Its place among the rows as they were handed in."""
    shared: int
    """The weight of what it shares with the question."""
    either: int
    """The weight of what either has; both are 1 where nothing that counts is known of either."""


class Plane(NamedTuple):
    """The features whose weight holds one power of two.

    What two matters share is a count of bits for each plane, times its power.
    """

    mask: int
    """Their bits."""
    power: int
    """The power of two."""


class Scored(Protocol):
    """Every row's similarity to one question."""

    def nearest(self, most: int, regime: str = "") -> list[Hit]:
        """Give the nearest rows, those of equal similarity in the order `Index` states."""

    def spread(self, least: Fraction) -> Counter[tuple[str, str]]:
        """Count the rows from a similarity on, by regime and outcome."""


Ask = Callable[[int, int], Scored]
"""Compare every row with a question's bits and what the question weighs, strangers included."""


def planes(names: Mapping[str, int], weights: Weights) -> tuple[Plane, ...]:
    """Sort features into planes.

    Args:
        names: The number of each feature's bit.
        weights: What each counts.
    """
    found: dict[int, int] = {}
    for feature, number in names.items():
        weight = weight_of_feature(feature, weights)
        while weight:
            power = weight & -weight
            found[power] = found.get(power, 0) | 1 << number
            weight ^= power
    return tuple(Plane(mask, power) for power, mask in sorted(found.items()))

"""How similar two matters are: what they share by weight, of what is known of either.

A matter is a set of features, each written `group=key`. Of a kind that takes one value, such as
culpability, a matter has one feature or none. What is not known is absent: where it is known of one
matter only, it counts against once by its weight; where the two differ, each side's value does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction

Weights = Mapping[str, int]
"""What a feature counts, by its group; one with a weight of its own stands by its whole name."""


def weight_of_feature(feature: str, weights: Weights) -> int:
    """Give what a feature counts; 0 where its group is not counted."""
    own = weights.get(feature)
    return weights.get(feature.partition("=")[0], 0) if own is None else own


def weigh(features: Iterable[str], weights: Weights) -> int:
    """Add up what features count."""
    return sum(weight_of_feature(feature, weights) for feature in features)


def similarity(one: frozenset[str], other: frozenset[str], weights: Weights) -> Fraction:
    """Give the weight of what two matters share over the weight of what either has, exactly.

    Two matters of which nothing that counts is known are as similar as can be told: 1.

    Args:
        one: The features of one matter.
        other: The features of the other; the order does not matter.
        weights: What each counts.

    Returns:
        From 0 to 1.
    """
    either = weigh(one | other, weights)
    return Fraction(weigh(one & other, weights), either) if either else Fraction(1)


def asked_only(features: Iterable[str], weights: Weights) -> dict[str, int]:
    """Count only the groups that a question names; the others are shown and weigh nothing.

    A question of three circumstances is then met in full by a matter that has all three, whatever
    else is known of it.

    Args:
        features: What the question names.
        weights: What each counts otherwise.
    """
    named = {feature.partition("=")[0] for feature in features}
    return {name: w if name.partition("=")[0] in named else 0 for name, w in weights.items()}


def pack(features: Collection[str], names: Mapping[str, int]) -> int:
    """Write features as bits.

    Args:
        features: Those of one matter.
        names: The number of each feature's bit; a feature without one is left out.
    """
    bits = 0
    for feature in features:
        number = names.get(feature)
        if number is not None:
            bits |= 1 << number
    return bits


def unpack(bits: int, features: Mapping[int, str]) -> frozenset[str]:
    """Read features from bits.

    Args:
        bits: Those of one matter.
        features: The feature of each bit.
    """
    found = set()
    while bits:
        lowest = bits & -bits
        found.add(features[lowest.bit_length() - 1])
        bits ^= lowest
    return frozenset(found)

"""Compare groups at one step: as they were counted, and within like matters.

Two figures stand side by side, always: the plain ratio of rates, and the ratio pooled over strata
in which category, rank band and initial level are the same. Nothing is averaged, and whoever's
group is not known keeps a row of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from hearings.disparity.groups import in_order
from hearings.intervals import Bounds, wilson
from hearings.rates import NOTHING, Counts
from hearings.ratios import Ratio, Stratum, mantel_haenszel, rate_ratio

FEWEST: Final = 20
"""The fewest in either base for which two groups are compared."""

EXPECTED: Final = 5
"""The least by which the number to be expected has to lie within what is possible."""

FEW = "few"
"""Why there is no ratio: fewer than `FEWEST` in the group's base."""
FEW_REFERENCE = "few_reference"
"""Why there is no ratio: fewer than `FEWEST` in the reference's base."""
RARE = "rare"
"""Why there is no ratio: too little could be expected to happen, or not to, as `bears` has it."""
FEW_ALIKE = "few_alike"
"""Why there is no standardised ratio: fewer than `FEWEST` of either in strata that have both."""
NO_RATIO = "no_ratio"
"""Why there is no ratio: it happened to nobody in one of the groups, or to everybody in both."""
OVER = "over"
"""Why there is no ratio: more people have a matter than the workforce holds."""
UNKNOWN = "unknown"
"""Why there is no ratio: whose group is not known is not a group."""
REFERENCE = "reference"
"""Why there is no ratio: it is the group that the others are compared with."""
NO_REFERENCE = "no_reference"
"""Why there is no ratio: there is no group to compare with."""

WHY_NOT = {
    FEW: f"fewer than {FEWEST}",
    FEW_REFERENCE: f"reference fewer than {FEWEST}",
    RARE: f"fewer than {EXPECTED} expected",
    FEW_ALIKE: f"fewer than {FEWEST} alike",
    NO_RATIO: "none or all",
    OVER: "above the workforce",
    UNKNOWN: "not compared",
    REFERENCE: "reference",
    NO_REFERENCE: "no reference",
}
"""Why a ratio is not given, as a cell of a table says it."""

SAYS_NOT = (
    "This says that groups fared differently, where they did. It says neither why, nor that any"
    " decision was wrong: an association is not a cause."
)
"""What the figures do not say; it stands under every table of them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What was counted of one group in one stratum."""

    group: str
    """The group; empty where it is not known."""
    stratum: tuple[str, ...]
    """The value of each stratum field; an empty one is not known, and alike with its like."""
    part: int
    """With how many it happened."""
    whole: int
    """Of how many it is asked."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One group at one step, beside the reference."""

    group: str
    """The group; empty where it is not known."""
    counts: Counts
    """`changed` is with how many it happened and `decided` of how many; the sums over cases."""
    interval: Bounds | None
    """The Wilson interval of the rate, widened for officers of one case."""
    crude: Ratio | None
    """The group's rate ÷ the reference's, as counted."""
    crude_why: str
    """Why there is none; empty where there is."""
    standardised: Ratio | None
    """The same within strata, pooled by Mantel and Haenszel."""
    standardised_why: str
    """Why there is none; empty where there is."""
    strata: int
    """The strata that the group stands in."""
    strata_used: int
    """Of them, those in which the reference stands as well."""
    alike: int
    """How many of the group's base are in those."""
    alike_reference: int
    """How many of the reference's base are in those."""


@dataclass(frozen=True, slots=True)
class Disparity:
    """The groups at one step."""

    reference: str
    """The group that the others are compared with; empty where there is none."""
    rows: tuple[Compared, ...]
    """One row for each group, in the order of their own list; not known comes last."""


def compared(
    field: str, cells: Iterable[Cell], counts: Mapping[str, Counts], reference: str
) -> Disparity:
    """Compare groups with one of them.

    Args:
        field: What groups are made by.
        cells: What was counted, by group and stratum.
        counts: The same by group, with the sums over cases that the spread rests on.
        reference: The group to compare with; empty where there is none.
    """
    strata: dict[str, dict[tuple[str, ...], tuple[int, int]]] = {}
    for cell in cells:
        own = strata.setdefault(cell.group, {})
        part, whole = own.get(cell.stratum, (0, 0))
        own[cell.stratum] = (part + cell.part, whole + cell.whole)
    other = counts.get(reference, NOTHING)
    rows = (
        _row(key, counts[key], other, strata.get(key, {}), strata.get(reference, {}), reference)
        for key in in_order(field, counts)
    )
    return Disparity(reference, tuple(rows))


def _row(
    key: str,
    own: Counts,
    other: Counts,
    strata: Mapping[tuple[str, ...], tuple[int, int]],
    reference_strata: Mapping[tuple[str, ...], tuple[int, int]],
    reference: str,
) -> Compared:
    alike = [
        Stratum(part, whole, *reference_strata[name])
        for name, (part, whole) in strata.items()
        if whole and part <= whole and _holds(reference_strata.get(name))
    ]
    ours, theirs = sum(one.whole for one in alike), sum(one.other_whole for one in alike)
    spread = max(own.spread, other.spread)
    why = _why_not(key, own, other, reference)
    plain = [Stratum(own.changed, own.decided, other.changed, other.decided)]
    crude, crude_why = _ratio(plain, why, spread)
    few = FEW_ALIKE if min(ours, theirs) < FEWEST else ""
    standardised, standardised_why = _ratio(alike, why or few, spread)
    over = own.changed > own.decided
    return Compared(
        group=key,
        counts=own,
        interval=None if over else wilson(own.changed, own.decided, own.spread),
        crude=crude,
        crude_why=crude_why,
        standardised=standardised,
        standardised_why=standardised_why,
        strata=sum(whole > 0 for _part, whole in strata.values()),
        strata_used=len(alike),
        alike=ours,
        alike_reference=theirs,
    )


def _ratio(strata: list[Stratum], why: str, spread: float) -> tuple[Ratio | None, str]:
    """Give the ratio over some strata, or why there is none; over one it is the plain ratio."""
    if not why and not bears(strata):
        why = RARE
    if why:
        return None, why
    one = strata[0]
    found = (
        rate_ratio(one.part, one.whole, one.other_part, one.other_whole, spread)
        if len(strata) == 1
        else mantel_haenszel(strata, spread)
    )
    return found, "" if found else NO_RATIO


def bears(strata: Iterable[Stratum]) -> bool:
    """Say whether counts are large enough for a ratio and its interval to be trusted.

    If both groups fared alike, a certain number of the group is to be expected, and the counts of
    each stratum say how few and how many it could be at all. What is expected has to lie
    `EXPECTED` or more above the least and below the most.

    Args:
        strata: The two groups in each stratum; one for the plain ratio.

    Source:
        N. Mantel and J. L. Fleiss, American Journal of Epidemiology 112 (1980), 129-134.
    """
    expected = least = most = 0.0
    for one in strata:
        happened = one.part + one.other_part
        expected += one.whole * happened / (one.whole + one.other_whole)
        least += max(0, happened - one.other_whole)
        most += min(happened, one.whole)
    return min(expected - least, most - expected) >= EXPECTED


def _holds(stratum: tuple[int, int] | None) -> bool:
    """Say whether a stratum of the reference can be compared with."""
    return stratum is not None and stratum[1] > 0 and stratum[0] <= stratum[1]


def _why_not(key: str, own: Counts, other: Counts, reference: str) -> str:
    """Say why a group is not compared; empty where it is."""
    if not key:
        return UNKNOWN
    if not reference:
        return NO_REFERENCE
    if key == reference:
        return REFERENCE
    if own.decided < FEWEST:
        return FEW
    if other.decided < FEWEST:
        return FEW_REFERENCE
    return OVER if own.changed > own.decided or other.changed > other.decided else ""

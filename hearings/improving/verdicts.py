"""Judge a rate before and after an action, beside like units that had none.

Everything is decided by 95 % intervals, widened for officers of one case. A difference is the sum
over initial levels of Newcombe's, each weighed by how much it can tell (Mantel and Haenszel's
weights), so that a unit that comes to send graver matters is not judged by that. Within one
initial level it is Newcombe's interval itself.

Source:
    Newcombe, Statistics in Medicine 17 (1998), 873-890, method 10, for the difference; Zou and
    Donner, Statistics in Medicine 27 (2008), 1693-1702, for sums and differences of such.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import hypot

from hearings.improving.windows import MONTHS_AFTER, MONTHS_BEFORE, Span, long_enough
from hearings.rates import FINISHED, NOTHING, Counts, Measure
from hearings.ratios import Ratio, difference

LEAST_AFTER = 20
"""The fewest decided after an action before anything is said of it."""

MATCHED = 0.5
"""The part of a fall, or of a rise, that like units must have had for ours to be called theirs."""

FALSE_CLAIMS = 0.025
"""At most this share of actions without any effect is called improved: one side of 95 %."""

Levels = Mapping[str, Counts]
"""Counts by the level of the initial assessment."""


class Verdict(StrEnum):
    """What is said of an action."""

    IMPROVED = "improved"
    WORSE = "worse"
    NO_CHANGE = "no clear change"
    TOO_EARLY = "too early to tell"
    NO_BETTER = "no better than units without action"


@dataclass(frozen=True, slots=True)
class Seen:
    """What was counted before, in the flagged period and after."""

    before: Levels
    """In the twelve months before the flagged period."""
    flagged: Levels
    """In the flagged period."""
    after: Levels
    """From the day the action was done."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of an action, and what that rests on."""

    verdict: Verdict
    """The verdict."""
    because: str
    """The sentence behind it."""
    change: Ratio | None = None
    """After minus before; None where either has no base."""
    theirs: Ratio | None = None
    """The same of like units."""
    beyond: Ratio | None = None
    """The change less that of like units."""


def pooled(levels: Levels) -> Counts:
    """Put the initial levels together."""
    return sum(levels.values(), NOTHING)


def changed(earlier: Levels, later: Levels, measure: Measure) -> Ratio | None:
    """Take an earlier rate from a later one, within the initial levels.

    Args:
        earlier: What was counted first.
        later: What was counted then.
        measure: Which share.

    Returns:
        The difference, from -1 to 1; None where no level has a base in both.
    """
    value = low = high = weights = 0.0
    for level in sorted({*earlier} & {*later}):
        was, now = earlier[level], later[level]
        spread = (was + now).spread
        found = difference(*measure.of(now), *measure.of(was), spread)
        if found is None:
            continue
        weight = was.decided * now.decided / (was.decided + now.decided)
        weights += weight
        value += weight * found.value
        low = hypot(low, weight * (found.value - found.low))
        high = hypot(high, weight * (found.high - found.value))
    if not weights:
        return None
    return Ratio(value / weights, (value - low) / weights, (value + high) / weights)


def beyond(ours: Ratio, theirs: Ratio) -> Ratio:
    """Take the change of like units from ours."""
    value = ours.value - theirs.value
    return Ratio(
        value,
        value - hypot(ours.value - ours.low, theirs.high - theirs.value),
        value + hypot(ours.high - ours.value, theirs.value - theirs.low),
    )


def judge(ours: Seen, theirs: Seen | None, measure: Measure, after: Span | None) -> Judged:
    """Say whether an action worked.

    Args:
        ours: What was counted of whom the action is on.
        theirs: What was counted of like units without action, pooled; None where there are none.
        measure: Which share; fewer changed is better.
        after: The days after the action; None where it is not done.
    """
    change = changed(ours.before, ours.after, measure)
    others = None if theirs is None else changed(theirs.before, theirs.after, measure)
    more = beyond(change, others) if change and others else None
    early = _too_early(pooled(ours.after), after)
    if early:
        return Judged(Verdict.TOO_EARLY, early, change, others, more)
    return Judged(*_said(ours, theirs, measure), change, others, more)


def _too_early(counts: Counts, after: Span | None) -> str:
    """Say why nothing can be said yet; empty where something can."""
    if after is None:
        return "It is not done yet."
    if not long_enough(after):
        first, last = after.first.isoformat(), after.last.isoformat()
        return (
            f"From the day it was done to the last by which {100 * FINISHED:.0f} % are decided,"
            f" {first} to {last}, is less than {MONTHS_AFTER} months."
        )
    if counts.decided < LEAST_AFTER:
        return f"{counts.decided} were decided since; it takes at least {LEAST_AFTER}."
    if counts.unfinished:
        due = counts.decided + counts.undecided
        return f"{counts.decided} of {due} are decided; it takes at least {100 * FINISHED:.0f} %."
    return ""


def _said(ours: Seen, theirs: Seen | None, measure: Measure) -> tuple[Verdict, str]:
    """Say what the intervals say, against the time before and then against the flagged period."""
    change = changed(ours.before, ours.after, measure)
    if change is None:
        return Verdict.NO_CHANGE, "Nothing was decided in the time before to compare with."
    others = None if theirs is None else changed(theirs.before, theirs.after, measure)
    if change.low > 0:
        return _rose(change, others)
    if change.high < 0:
        return _fell(change, others)
    since = changed(ours.flagged, ours.after, measure)
    peers = None if theirs is None else changed(theirs.flagged, theirs.after, measure)
    if since and since.high < 0 and peers and peers.value < 0 and not _clearly_more(change, others):
        return Verdict.NO_BETTER, (
            f"Since the flagged period the rate fell ({told(since)}), and so did that of like"
            f" units without action ({told(peers)}); against the {MONTHS_BEFORE} months before"
            f" it there is no clear change ({told(change)})."
        )
    return Verdict.NO_CHANGE, f"The interval holds a fall and a rise: {told(change)}."


def _fell(change: Ratio, others: Ratio | None) -> tuple[Verdict, str]:
    """Judge a rate that clearly fell by what like units did meanwhile."""
    fell = f"The rate fell: {told(change)}"
    if others is None:
        return Verdict.IMPROVED, f"{fell}. There are no like units to set beside it."
    if _clearly_more(change, others):
        return Verdict.IMPROVED, f"{fell}, more than that of like units: {told(others)}."
    if others.value <= MATCHED * change.value:
        return Verdict.NO_BETTER, f"{fell}; so did that of like units: {told(others)}."
    return Verdict.NO_CHANGE, f"{fell}, but not clearly more than like units: {told(others)}."


def _rose(change: Ratio, others: Ratio | None) -> tuple[Verdict, str]:
    """Judge a rate that clearly rose: where like units rose as well, the action is not to blame."""
    rose = f"The rate rose: {told(change)}"
    if others is None:
        return Verdict.WORSE, f"{rose}. There are no like units to set beside it."
    if others.value >= MATCHED * change.value and beyond(change, others).low <= 0:
        return Verdict.NO_BETTER, f"{rose}; so did that of like units: {told(others)}."
    return Verdict.WORSE, f"{rose}; that of like units: {told(others)}."


def _clearly_more(ours: Ratio, theirs: Ratio | None) -> bool:
    """Say whether ours clearly fell by more than theirs."""
    return theirs is None or beyond(ours, theirs).high < 0


def told(change: Ratio) -> str:
    """Say a difference of rates in points of per cent, with its interval."""
    value, low, high = (100 * number for number in (change.value, change.low, change.high))
    return f"{value:+.1f} points, 95 % interval {low:+.1f} to {high:+.1f}"

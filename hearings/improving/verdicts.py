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

from hearings.improving.windows import MONTHS_BEFORE
from hearings.rates import FINISHED, NOTHING, Counts, Measure
from hearings.ratios import Ratio, difference

LEAST = 20
"""The fewest decided, before and after an action, for anything to be said of it."""

MATCHED = 0.5
"""The part of a fall, or of a rise, that like units must have had for ours to be called theirs."""

FALSE_CLAIMS = 0.025
"""At most this share of actions without any effect is called improved at one look."""

FALSE_EVER = 0.03
"""At most this share of them is called improved at one of the three looks or another; simulated,
1 to 2.5 in 100, for the like units are asked as well."""

DRIFT = 0.08
"""How far the rate of each unit moves by itself before and after, in `FALSE_DRIFTING`: the
standard deviation of either move."""

FALSE_DRIFTING = (0.08, 0.21)
"""The same share where the rate of each unit drifts so far: with 7 forms a month, and with 40."""

HOW_SURE = (
    f"Of actions without any effect, in simulation at most {100 * FALSE_EVER:.0f} in 100 were"
    " called improved at one of the three looks; where each unit's own rate drifts by"
    f" {100 * DRIFT:.0f} points, {100 * FALSE_DRIFTING[0]:.0f} to {100 * FALSE_DRIFTING[1]:.0f} in"
    " 100."
)
"""How often a verdict is wrong; it stands beside every one."""

Levels = Mapping[str, Counts]
"""Counts by the level of the initial assessment; under the empty level those of all together,
each case once, where there may be several."""


class Verdict(StrEnum):
    """What is said of an action."""

    IMPROVED = "improved"
    WORSE = "worse"
    NO_CHANGE = "no clear change"
    TOO_EARLY = "too early to tell"
    NO_BETTER = "no better than units without action"
    FELL = "fell, not clearly more than units without action"
    ALONE = "fell; nothing to compare with"
    NO_BEFORE = "too few before to compare with"


@dataclass(frozen=True, slots=True)
class Seen:
    """What was counted before, in the flagged period and after."""

    before: Levels
    """In the twelve months before the flagged period."""
    flagged: Levels
    """In the flagged period."""
    after: Levels
    """From the day the action was done, as far as the look reaches."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of an action, and what that rests on."""

    verdict: Verdict
    """The verdict."""
    because: str
    """The sentence behind it."""
    change: Ratio | None = None
    """After minus before; None where it is too early, or where too few were decided before."""
    theirs: Ratio | None = None
    """The same of like units."""
    beyond: Ratio | None = None
    """The change less that of like units."""


def pooled(levels: Levels) -> Counts:
    """Put the initial levels together: as counted so, else by adding them up."""
    return levels[""] if "" in levels else sum(levels.values(), NOTHING)


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
    for level in sorted({*earlier} & {*later} - {""}):
        was, now = earlier[level], later[level]
        spread = measure.spread(was + now)
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


def unripe(ours: Levels, theirs: Levels | None) -> str:
    """Say why the forms of a look cannot be told yet; empty where they can.

    Args:
        ours: What was counted after the action.
        theirs: The same of like units, pooled; None where there are none.
    """
    counts = pooled(ours)
    if counts.decided < LEAST:
        return f"{counts.decided} were decided since; it takes at least {LEAST}."
    for of, found in (("", counts), ("of like units ", pooled(theirs or {}))):
        if found.unfinished:
            due = found.decided + found.undecided
            share = f"{100 * FINISHED:.0f} %"
            return f"{found.decided} of {due} {of}are decided; it takes at least {share}."
    return ""


def judge(ours: Seen, theirs: Seen | None, measure: Measure, early: str = "") -> Judged:
    """Say whether an action worked.

    Args:
        ours: What was counted of whom the action is on.
        theirs: What was counted of like units without action, pooled; None where there are none.
        measure: Which share; fewer changed is better.
        early: Why nothing can be told yet; empty where it can. No change is given then either:
            whoever watches it from day to day looks more often than three times.
    """
    if early:
        return Judged(Verdict.TOO_EARLY, early)
    before, change = pooled(ours.before).decided, changed(ours.before, ours.after, measure)
    if change is None or before < LEAST:
        when = f"in the {MONTHS_BEFORE} months before the flagged period"
        few = f"{before} were decided {when}; it takes at least {LEAST}."
        none = f"Of the levels decided since nothing was decided {when}."
        return Judged(Verdict.NO_BEFORE, few if before < LEAST else none)
    others = None if theirs is None else changed(theirs.before, theirs.after, measure)
    more = beyond(change, others) if others else None
    return Judged(*_said(ours, theirs, change, others, measure), change, others, more)


def _said(
    ours: Seen, theirs: Seen | None, change: Ratio, others: Ratio | None, measure: Measure
) -> tuple[Verdict, str]:
    """Say what the intervals say, against the time before and then against the flagged period."""
    alone = "There are no like units" if theirs is None else "Of like units nothing was decided"
    if change.low > 0:
        return _rose(change, others, alone)
    if change.high < 0:
        return _fell(change, others, alone)
    since = changed(ours.flagged, ours.after, measure)
    peers = None if theirs is None else changed(theirs.flagged, theirs.after, measure)
    more = beyond(change, others) if others else None
    if since and since.high < 0:
        fell = f"Since the flagged period the rate fell: {told(since)}"
        if peers and _matched(since, peers):
            return Verdict.NO_BETTER, f"{fell}; so did that of like units: {told(peers)}."
        if more and _came_down(since, more):
            return Verdict.NO_BETTER, (
                f"{fell}. Against the {MONTHS_BEFORE} months before it, ours less that of like"
                f" units leaves out so great a fall: {told(more)}."
            )
    return Verdict.NO_CHANGE, f"The interval holds a fall and a rise: {told(change)}."


def _fell(change: Ratio, others: Ratio | None, alone: str) -> tuple[Verdict, str]:
    """Judge a rate that clearly fell by what like units did meanwhile."""
    fell = f"The rate fell: {told(change)}"
    if others is None:
        return Verdict.ALONE, f"{fell}. {alone} to set beside it."
    if beyond(change, others).high < 0:
        return Verdict.IMPROVED, f"{fell}, more than that of like units: {told(others)}."
    if _matched(change, others):
        return Verdict.NO_BETTER, f"{fell}; so did that of like units: {told(others)}."
    return Verdict.FELL, f"{fell}, but not clearly more than like units: {told(others)}."


def _rose(change: Ratio, others: Ratio | None, alone: str) -> tuple[Verdict, str]:
    """Judge a rate that clearly rose: where like units rose as well, the action is not to blame."""
    rose = f"The rate rose: {told(change)}"
    if others is None:
        return Verdict.WORSE, f"{rose}. {alone} to set beside it."
    if _matched(_turned(change), _turned(others)):
        return Verdict.NO_BETTER, f"{rose}; so did that of like units: {told(others)}."
    return Verdict.WORSE, f"{rose}; that of like units: {told(others)}."


def _matched(ours: Ratio, theirs: Ratio) -> bool:
    """Say whether like units clearly fell too, by half as much at least, and ours not beyond it.

    Both are from the same windows. A fall of theirs that the interval does not hold apart from
    none matches nothing.
    """
    so_did = theirs.high < 0 and theirs.value <= MATCHED * ours.value
    return so_did and beyond(ours, theirs).high >= 0


def _came_down(since: Ratio, more: Ratio) -> bool:
    """Say whether a fall since the flagged period is only that of a high rate coming down.

    It is where ours less that of like units, both against the time before, makes up under half of
    that fall, and its interval leaves out the whole of it.
    """
    return more.value > MATCHED * since.value and more.low > since.value


def _turned(change: Ratio) -> Ratio:
    """Give a rise as a fall."""
    return Ratio(-change.value, -change.high, -change.low)


def told(change: Ratio) -> str:
    """Say a difference of rates in points of per cent, with its interval."""
    value, low, high = (100 * number for number in (change.value, change.low, change.high))
    return f"{value:+.1f} points, 95 % interval {low:+.1f} to {high:+.1f}"

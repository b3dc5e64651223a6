"""Say whether a share has changed from period to period, by a rule that is stated beforehand.

A line between two points is always up or down; a change is flagged only where `RULE` says so. In
5,000 simulated lines without any change it flagged something in 2 of 100 lines of twelve quarters,
4 to 5 of twenty and 14 to 15 of forty, with 30 to 130 or with 500 to 5,000 decided a quarter.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from hearings.errors import BadValue
from hearings.funnels import limits
from hearings.intervals import Bounds, wilson
from hearings.rates import FINISHED

RUN = 8
"""How many periods in a row on one side of the centre line are a change."""

RULE = (
    "A change is flagged where eight finished periods in a row lie on one side of the centre "
    "line, or where one lies outside the 99.8 % limits around it; the centre line is the pooled "
    "share of the finished periods between two breaks."
)
"""The rule by which a change is flagged, as a sentence."""

_KEY = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """What was counted in one month, quarter or year."""

    key: str
    """2014-Q1, 2014-03 or 2014."""
    start: date
    """Its first day."""
    end: date
    """Its last day."""
    part: int
    """How many of the decided."""
    whole: int
    """The decided."""
    undecided: int
    """Those that still wait for a decision."""
    spread: float = 1.0
    """The widening of its own interval, for officers of one case in this period."""

    def unfinished(self, today: date) -> bool:
        """Say whether it cannot be compared with other periods yet.

        It cannot while it is not over, nor while too much of it waits for a decision.

        Args:
            today: The day as of which it is asked.
        """
        due = self.whole + self.undecided
        return self.end >= today or (due > 0 and self.whole < FINISHED * due)


@dataclass(frozen=True, slots=True)
class Marked:
    """A period in its line."""

    period: Period
    """The period."""
    interval: Bounds | None
    """The Wilson 95 % interval of its share; None where it has no base."""
    unfinished: bool
    """Whether it is not over, or too much still waits for a decision: it takes no part in the
    rule."""
    break_before: str
    """What changed between the period before and this, or within this; empty for nothing."""
    flag: str
    """above or below (outside the 99.8 % limits), run_above or run_below (one of eight in a row
    or more); empty for no change."""
    centre: float | None
    """The centre line here; None where no period between the two breaks takes part."""
    mixed: bool
    """Whether the break is within the period, so that it belongs to neither side of it and takes
    no part in the rule."""

    @property
    def counts(self) -> bool:
        """Say whether it takes part in the centre line and the rule."""
        return self.period.whole > 0 and not self.unfinished and not self.mixed


@dataclass(frozen=True, slots=True)
class Trend:
    """Periods in the order of time, marked."""

    periods: tuple[Marked, ...]
    """The periods."""
    rule: str
    """The rule by which a change is flagged, as a sentence."""
    spread: float = 1.0
    """The widening of the limits for officers of one case, of the periods together."""


def trend(
    periods: Iterable[Period], breaks: Mapping[date, str], today: date, spread: float = 1.0
) -> Trend:
    """Mark where a share changed, and where its line is broken.

    The line starts anew at each break. A period with a break inside it, an unfinished one and one
    without a base take no part: they neither carry a run nor end it.

    Args:
        periods: The periods, which do not overlap.
        breaks: What changed, by the first day on which it held.
        today: The day as of which it is asked: a period that ends on it or later is not over.
        spread: The widening of the limits for officers of one case, of the periods together.

    Returns:
        The periods in the order of time.
    """
    line: list[Marked] = []
    segments: list[list[Marked]] = []
    for period in sorted(periods, key=lambda period: period.start):
        after = segments[-1][-1].period.end if segments else period.start
        days = [day for day in sorted(breaks) if after < day <= period.end]
        bounds = wilson(period.part, period.whole, period.spread)
        words = "; ".join(breaks[day] for day in days)
        mixed = any(day > period.start for day in days)
        if days or not segments:
            segments.append([])
        open_yet = period.unfinished(today)
        segments[-1].append(Marked(period, bounds, open_yet, words, "", None, mixed))
    for segment in segments:
        line += _segment(segment, spread)
    return Trend(tuple(line), RULE, spread)


def days_of(key: str) -> tuple[date, date]:
    """Give the first and the last day of a period.

    Args:
        key: 2014-Q1, 2014-03 or 2014.

    Raises:
        BadValue: It is not written so.
    """
    match = _KEY.fullmatch(key)
    if match is None or match[1] == "0000":
        raise BadValue("period", f"A period is written 2014-Q1, 2014-03 or 2014, not {key!r}.")
    year = int(match[1])
    first, last = 1, 12
    if match[2]:
        last = 3 * int(match[2])
        first = last - 2
    elif match[3]:
        first = last = int(match[3])
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _segment(marked: Sequence[Marked], spread: float) -> Iterator[Marked]:
    """Put the centre line and the flags on the periods between two breaks."""
    counted = [one.period for one in marked if one.counts]
    whole = sum(period.whole for period in counted)
    centre = sum(period.part for period in counted) / whole if whole else None
    flags = {} if centre is None else _flags(counted, centre, spread)
    for one in marked:
        line = None if one.mixed else centre
        yield replace(one, centre=line, flag=flags.get(one.period.start, ""))


def _flags(periods: Sequence[Period], centre: float, spread: float) -> dict[date, str]:
    """Give the flags of periods that take part, by their first day."""
    flags: dict[date, str] = {}
    for side, run in groupby(periods, key=lambda period: _side(period, centre)):
        days = [period.start for period in run]
        if side and len(days) >= RUN:
            flags |= dict.fromkeys(days, f"run_{side}")
    for period in periods:
        _, (low, high) = limits(period.whole / spread**2, centre)
        if not low <= period.part / period.whole <= high:
            flags[period.start] = _side(period, centre)
    return flags


def _side(period: Period, centre: float) -> str:
    """Say on which side of the centre line a period lies; empty on it."""
    share = period.part / period.whole
    return "above" if share > centre else "below" if share < centre else ""

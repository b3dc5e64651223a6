"""Say whether an action has a flag: how its rate lay in the funnel when the action was given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from hearings.funnels import FEWEST_DECIDED, Funnel, Placed
from hearings.intervals import Bounds
from hearings.shares import percent

LIMITS = {"above_95": "95 %", "above_998": "99.8 %"}
"""The limits above which a rate is flagged, and their words."""

_BELOW = {"below_95": "95 %", "below_998": "99.8 %"}


@dataclass(frozen=True, slots=True)
class Flag:
    """Where whoever an action is on lay in the funnel of the period, when it was given."""

    flag: str
    """As `Placed.flag`; only above the limits is it a flag that an action answers."""
    part: int
    """How many of the decided."""
    whole: int
    """The decided."""
    centre: float
    """The force's share."""
    warning: Bounds
    """The 95 % limits at that base, as shares."""
    alarm: Bounds
    """The 99.8 % limits."""
    expected: float | None = None
    """How many there would be at the force's share within each initial level; None where the
    measure is within one."""

    @property
    def raised(self) -> bool:
        """Say whether there is a flag."""
        return self.flag in LIMITS

    def said(self) -> dict[str, Any]:
        """Give it as the records keep it."""
        return asdict(self)


def read(said: Mapping[str, Any]) -> Flag:
    """Read a flag as the records keep it."""
    bounds = {name: (said[name][0], said[name][1]) for name in ("warning", "alarm")}
    return Flag(**{**said, **bounds})


def flag_of(placed: Placed, around: Funnel) -> Flag:
    """Take a flag from where one unit lies in a funnel.

    Args:
        placed: Where it lies.
        around: The funnel.
    """
    unit = placed.unit
    centre = around.centre or 0.0
    return Flag(
        placed.flag, unit.part, unit.whole, centre, placed.warning, placed.alarm, unit.expected
    )


def short(flag: Flag) -> str:
    """Say in a few words whether there is a flag."""
    if flag.raised:
        return f"above the {LIMITS[flag.flag]} limit"
    where = f"below the {_BELOW[flag.flag]} limit" if flag.flag else "inside the limits"
    return f"no flag: {where}"


def sentence(flag: Flag) -> str:
    """Say whether there is a flag, with the numbers it rests on."""
    head = f"Flag: {short(flag)}" if flag.raised else short(flag).capitalize()
    limit = flag.alarm if flag.flag.endswith("998") else flag.warning
    words = {**LIMITS, **_BELOW}.get(flag.flag, "95 %")
    counted = f"{flag.part:,} of {flag.whole:,}"
    if flag.expected is None:
        low, high = (f"{100 * bound:.1f} %" for bound in limit)
        share = percent(flag.part, flag.whole).strip()
        return f"{head}. {share} ({counted}); {words} limits {low} to {high}."
    if not flag.expected or not flag.centre:
        return f"{head}. {counted}, and none expected at the force's share of each level."
    times = flag.part / flag.expected
    low, high = (f"{bound / flag.centre:.1f}" for bound in limit)
    return (
        f"{head}. {counted} against {flag.expected:.1f} expected at the force's share of each"
        f" level, {times:.1f} times; {words} limits {low} to {high} times."
    )


TOO_FEW = (
    "{value} has {whole} decided in the base of {measure} among the forms from {start} to {end};"
    " an action takes at least {fewest}, fewer raise no flag."
)
"""Why an action is refused on what is too small for any flag."""


def too_few(value: str, whole: int, measure: str, start: str, end: str) -> str:
    """Say why an action is refused on what is too small for any flag; empty where it is not."""
    if whole >= FEWEST_DECIDED:
        return ""
    return TOO_FEW.format(
        value=value, whole=whole, measure=measure, start=start, end=end, fewest=FEWEST_DECIDED
    )

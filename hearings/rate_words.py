"""Say in words what the reassessment figures count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from hearings.disparity.groups import group_said, group_words
from hearings.samples import CHANGED, KEPT, UNCHANGED
from hearings.severity import Level
from hearings.standards import standard_words

if TYPE_CHECKING:
    from hearings.funnels import Funnel

BESIDE: Final = (
    ("undecided", "not yet decided"),
    ("no_local_view", "no initial assessment"),
    ("late_local_view", "initial assessment later than the decision"),
    ("decided_elsewhere", "decided by the IOPC or a complaint's investigator"),
    ("scope_changed", "allegations changed in between"),
    ("withdrawn", "withdrawn or duplicate before a decision"),
    ("kept_locally", "kept by the unit"),
)
"""The columns beside the base."""

MEASURED: Final = {
    "changed": "Changed, standardised to the initial assessment",
    "gross_lowered": "Gross misconduct at first, lowered by DPS",
    "misconduct_lowered": "Misconduct at first, lowered by DPS",
    "misconduct_raised": "Misconduct at first, raised by DPS",
    "neither_raised": "Neither misconduct nor gross misconduct at first, raised by DPS",
}
"""The shares that are compared, as titles."""


def share_words(measure: str, dps: str) -> str:
    """Name a share in the force's words, whether or not it is standardised.

    Args:
        measure: Which share.
        dps: The force's word for DPS.
    """
    return MEASURED[measure].partition(", standardised")[0].replace("DPS", dps)


READ: Final = {
    CHANGED: "decisions that changed the initial assessment",
    UNCHANGED: "decisions that left it as it was",
    KEPT: "matters kept locally",
}
"""What is read blind, by kind."""

NOT_RIGHT: Final = "A change does not say who was right."
"""What stands under every rate."""

FORUMS: Final = {
    "meeting": "misconduct meeting",
    "hearing": "misconduct hearing",
    "accelerated": "accelerated misconduct hearing, or special case hearing before 2020",
}
"""The forms of proceedings where those of several regimes are counted together."""

OVER_EXPECTED: Final = (
    "Observed ÷ expected: those changed, over how many there would be if each initial assessment"
    " were changed as often as among all counted here. Above 1 is more often, below 1 less."
)
"""What a standardised figure is."""

NOT_ALIKE: Final = (
    "The plain rates are not to be compared with each other: one that was sent graver matters"
    " has more to lower."
)
"""Why a plain rate is not compared with another."""

GRAVER: Final = "Matters of graver initial assessment in a period can move its share by themselves."
"""Why one period is not compared with another by its plain rate alone."""

ONE_IN_TWENTY: Final = (
    "Of {units} that do not differ at all, one in twenty lies outside the 95 % limits and one in"
    " five hundred outside the 99.8 %: a reason to look, and no finding."
)
"""What an outlier is, where the limits are those of chance."""

TOGETHER: Final = (
    "For officers of one case the limits are widened by what holds of all {units} together, and"
    " each interval by what holds of its own cases."
)
"""Why an interval is not widened as much as the limits beside it."""

POWER: Final = (
    "The wider limits hide true differences the more there are: with 32 units, one that is lowered"
    " twice as often as the others is found in 92 of 100, each of six such in 28, of ten in 5."
)
"""What widening for units that differ costs, as simulated: docs/figures.md says how."""


def unread_words(unread: int) -> str:
    """Say how many drawn items nobody has read yet; empty where there are none.

    Args:
        unread: How many, of all samples.
    """
    items = "item is" if unread == 1 else "items are"
    return f"In all dip samples {unread:,} drawn {items} still unread." if unread else ""


def chance_words(found: Funnel, units: str = "units") -> tuple[str, ...]:
    """Say what an outlier of a funnel is, and what its wider limits hide.

    Args:
        found: The funnel.
        units: What is compared, of several.
    """
    if found.dispersion == 1:
        return ONE_IN_TWENTY.format(units=units), TOGETHER.format(units=units)
    placed = sum(1 for point in found.points if not point.too_small)
    said = (
        f"Outside the 95 % limits that chance alone would give lie {found.by_chance:,} of"
        f" {placed:,} {units}: these differ more than chance, so the limits are widened"
        f" {found.dispersion:.2f} times. An outlier is a reason to look, and no finding."
    )
    return said, POWER, TOGETHER.format(units=units)


def value_words(name: str, value: str, reasons: Mapping[str, str] | None = None) -> str:
    """Say a value of a field of the figures; what somebody typed stays as it was typed.

    Args:
        name: The field.
        value: The value; empty where it is not known.
        reasons: The force's reasons for a change in words, by code.
    """
    if not value:
        return "not known"
    if name == "reason":
        return (reasons or {}).get(value, value.replace("_", " "))
    return _VALUES[name](value) if name in _VALUES else value


def _level(value: str) -> str:
    return Level(value).words if value in set(Level) else value


def _listed(value: str) -> str:
    return value.replace("_", " ")


_VALUES: Final[Mapping[str, Callable[[str], str]]] = {
    "local_level": _level,
    "standard": standard_words,
    "tier": lambda value: f"{value} rank",
    "track": _listed,
    "source": _listed,
    "sex": partial(group_said, "sex"),
    **{name: partial(group_words, name) for name in ("ethnicity", "person_type", "rank_band")},
}
"""How the values of a field are said that are no words already."""

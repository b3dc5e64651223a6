"""Say the columns of a figure's sheet, and what stands in them, to a reader of pages.

Programs read the names and codes themselves, in CSV and JSON.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from hearings.outcome_kinds import outcome_words
from hearings.rate_words import BESIDE, FORUMS, value_words
from hearings.rates import FIELDS
from hearings.severity import Level

_HEADS: Final = {
    **dict(BESIDE),
    "undecided": "not yet decided",
    "no_reason": "reason not recorded",
    "resubmitted": "forms sent again",
    "local_level": "initial assessment",
    "rate": "share",
    "low": "95 % interval from",
    "high": "95 % interval to",
    "spread": "interval widened, times",
    "expected": "expected changed",
    "low_95": "95 % limits from",
    "high_95": "95 % limits to",
    "low_998": "99.8 % limits from",
    "high_998": "99.8 % limits to",
    "ratio_low": "ratio, 95 % interval from",
    "ratio_high": "ratio, 95 % interval to",
    "standardised_low": "standardised, 95 % interval from",
    "standardised_high": "standardised, 95 % interval to",
    "of_changed": "of the changed",
    "of_changed_low": "of the changed, 95 % interval from",
    "of_changed_high": "of the changed, 95 % interval to",
    "suppressed": "withheld",
    "per_100": "per 100",
    "whole": "base",
    "ninetieth": "nine in ten",
}
"""The columns that are called otherwise than by their name."""

_SHARES: Final = frozenset({
    "rate", "share", "low", "high", "centre", "low_95", "high_95", "low_998", "high_998",
    "of_changed", "of_changed_low", "of_changed_high", "of_hearing", "of_proven", "within_share",
})  # fmt: skip
"""The columns of shares."""

_KEYS: Final = frozenset({*FIELDS, "forum", "finding", "regime", "chair", "culpability",
                          "harm_level"})  # fmt: skip
"""The fields that rows are by: an empty value is one that is not known."""

_CODES: Final = frozenset({
    "finding", "called_by", "what", "value", "judged_by", "judged", "level", "direction", "flag",
    "measure", "step", "of", "part", "regime",
})  # fmt: skip
"""The columns of codes of ours that are said without their underscores."""


def column_words(column: str) -> str:
    """Say what a column holds."""
    return _HEADS.get(column, column.replace("_", " "))


def is_share(column: str, beside: Collection[str]) -> bool:
    """Say whether a column holds shares.

    Args:
        column: The column.
        beside: All columns of the sheet; beside a rate per 100 the interval is of that.
    """
    return column in _SHARES and not ("per_100" in beside and column in {"low", "high"})


def cell_words(column: str, value: object) -> object:
    """Say a value of a column in words; a number stays one."""
    if value is None or value == "":
        return "not known" if column in _KEYS else value
    if not isinstance(value, str):
        return value
    if column == "forum":
        return FORUMS.get(value, value)
    if column in {"outcome", "value"} and (known := outcome_words(value)) != value:
        return known
    if column in {"level", "value", "judged"} and value in set(Level):
        return Level(value).words
    return value.replace("_", " ") if column in _CODES else value_words(column, value)


def shown_number(value: float, *, share: bool) -> str:
    """Write a number for a page: whole ones with commas, shares to a tenth of a per cent.

    Args:
        value: The number.
        share: Whether it is a share.
    """
    if share:
        return f"{_rounded(100 * Decimal(repr(value)), '0.1')} %"
    return f"{value:,}" if isinstance(value, int) else f"{_rounded(Decimal(repr(value)), '0.01'):,}"


def _rounded(value: Decimal, to: str) -> Decimal:
    """Round half up, as every figure is."""
    return value.quantize(Decimal(to), ROUND_HALF_UP)

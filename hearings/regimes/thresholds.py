"""Where a regime says anew what misconduct is, so that figures before and after do not compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hearings.errors import UsageError
from hearings.provisions import Provision, only, provision


@dataclass(frozen=True, slots=True)
class Threshold:
    """What misconduct is from the first day of a regime."""

    words: str
    """What it is, in words that follow a colon."""
    provision: Provision
    """Where it comes from."""
    regime: str
    """The regime."""

    @property
    def rule(self) -> str:
        """Name the rule as a sign-off does: `2020/threshold`."""
        return f"{self.regime}/threshold"

    @property
    def title(self) -> str:
        """Say what the rule is about."""
        return "Threshold of misconduct"


def read_threshold(
    table: Mapping[str, Any] | None, regime: str, instrument: str, name: str
) -> Threshold | None:
    """Read what a regime says misconduct is; None where it moves no threshold.

    Args:
        table: The table of the file, if it has one.
        regime: The regime's id.
        instrument: The regime's own.
        name: The file, for the refusal.

    Raises:
        UsageError: It has no words, or no source.
    """
    if table is None:
        return None
    where = f"{name}, threshold"
    if not isinstance(table, dict):
        raise UsageError(f"{where} is not a table.")
    only(table, {"words", "source", "reg", "confidence"}, where)
    words = table.get("words")
    if not isinstance(words, str) or not words:
        raise UsageError(f"{where} has no words.")
    return Threshold(words, provision(table, where, instrument), regime)

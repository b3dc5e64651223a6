"""What stands beside a fall, because it could make one that is none.

Counted by the day a matter came to attention: what was sent without a form has no other day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hearings.improving.windows import Span
from hearings.intervals import Bounds, wilson
from hearings.samples import Agreement

BASES = {
    "received": "matters", "kept_locally": "matters", "straight": "matters",
    "straight_waiting": "matters", "undecided": "matters", "resubmitted": "received",
    "avoidable": "reasoned", "no_reason": "changed", "gross_revised": "gross",
    "gross_less": "gross_answered",
}  # fmt: skip
"""What each number is a share of."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What was counted of one span, over all initial levels."""

    span: Span
    """The days."""
    matters: int
    """Matters that came to attention."""
    received: int
    """Forms passed to DPS."""
    kept_locally: int
    """Matters the unit kept without passing them on."""
    straight: int | None
    """Matters without an initial assessment, or with one later than DPS's decision; None where
    they belong to nobody: no rank or tier assessed them."""
    straight_waiting: int | None
    """Of them, those that still wait: with the unit, or sent to DPS without a form. Which of the
    two is not recorded."""
    resubmitted: int
    """Of the forms passed, those sent again."""
    undecided: int
    """Forms that wait for DPS's decision."""
    changed: int
    """Those whose level DPS changed."""
    no_reason: int
    """Of them, those of which no reason is recorded."""
    avoidable: int
    """Of those with a reason, those for one called avoidable."""
    agreement: Mapping[str, Agreement]
    """How often a blind second reading gave the level that stood, by kind; never pooled."""
    gross: int
    """Those that DPS itself called gross misconduct."""
    gross_revised: int
    """Of them, those it revised downwards."""
    gross_answered: int
    """Of them, those of whom it was decided whether there is a case to answer."""
    gross_less: int
    """Of those, the ones with no case to answer for gross misconduct."""
    spread: float = 1.0
    """The widening of what was changed, for officers of one case; that of the avoidable too."""

    @property
    def reasoned(self) -> int:
        """Count the changed with a recorded reason: the base of the avoidable."""
        return self.changed - self.no_reason

    def base(self, name: str) -> int:
        """Give what a number is a share of."""
        found: int = getattr(self, BASES[name])
        return found

    def bounds(self, name: str) -> Bounds | None:
        """Give the 95 % interval of a share; None where it is not known or has no base."""
        number: int | None = getattr(self, name)
        spread = self.spread if name == "avoidable" else 1.0
        return None if number is None else wilson(number, self.base(name), spread)

    def monthly(self, name: str) -> float | None:
        """Give a number for each month; None where it is not known."""
        number: int | None = getattr(self, name)
        return None if number is None else number / self.span.months

"""What stands beside a fall, because it could make one that is none.

Counted by the day a matter came to attention: what was sent without a form has no other day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hearings.samples import Agreement


@dataclass(frozen=True, slots=True)
class Beside:
    """What was counted of one span, over all initial levels."""

    received: int
    """Forms passed to DPS."""
    kept_locally: int
    """Matters the unit kept without passing them on."""
    straight: int | None
    """Matters sent to DPS without an initial assessment; None where they belong to nobody: no
    rank or tier assessed them."""
    resubmitted: int
    """Forms sent again after they were first passed."""
    undecided: int
    """Forms that wait for DPS's decision."""
    changed: int
    """Those whose level DPS changed."""
    avoidable: int
    """Of them, those for a reason called avoidable."""
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

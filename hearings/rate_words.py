"""Say in words what the reassessment figures count."""

from __future__ import annotations

from typing import Final

from hearings.samples import CHANGED, KEPT, UNCHANGED

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

READ: Final = {
    CHANGED: "decisions that changed the initial assessment",
    UNCHANGED: "decisions that left it as it was",
    KEPT: "matters kept locally",
}
"""What is read blind, by kind."""

NOT_RIGHT: Final = "A change does not say who was right."
"""What stands under every rate."""

"""A database of matters that went different ways, for tests of the commands that follow them."""

from __future__ import annotations

from pathlib import Path

from tests.cast import RATIONALE, SUPERINTENDENT
from tests.concluded import concluded, withdrawn
from tests.plain.clocks import made

HOSTILE = "=1+1\N{RIGHT-TO-LEFT OVERRIDE}[red]"
"""The name of a unit that a spreadsheet would take for a formula, and a terminal for colours."""


def template(folder: Path) -> Path:
    """Make it: one revised, one lowered by its own unit, one that waits, two that ended."""
    place = folder / "clocks.db"
    with made(place) as office:
        revised = office.decided("gross_misconduct", "misconduct")
        office.go("second_read", revised, by="supervisor", concurs="reconsider", reason="Again.")
        office.go("revise", revised, maker="authority", level="gross_misconduct",
                  rationale=RATIONALE, reason="Again.")  # fmt: skip
        lowered = office.assessed_locally(person="201235", name="P Two", unit=HOSTILE)
        office.go("assess_formally", lowered, maker=SUPERINTENDENT[0], level="misconduct",
                  rationale=RATIONALE)  # fmt: skip
        office.go("pass_to_dps", lowered)
        concluded(office, "dismissal_without_notice", person="201236", name="P Three")
        withdrawn(office, "performance_procedures", person="201237", name="P Four")
    return place

"""A database of matters that came to their end, for tests of the commands on outcomes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.concluded import CODED, concluded, found, go, notified, overturned, withdrawn
from tests.plain.clocks import made

LOW = {**CODED, "harm_level": "low", "mitigating": ["remorse"]}
"""Circumstances that differ from the usual ones in two ways."""

WARNED = "MC-2014-00001/1"
"""The matter that is compared."""


def template(folder: Path) -> Path:
    """Make it: seven with an outcome, one of them compared, and three without."""
    place = folder / "clocks.db"
    with made(place) as office:
        concluded(office)
        ends = ("written_warning", "final_written_warning", "dismissal_without_notice",
                "dismissal_without_notice", "dismissal_with_notice")  # fmt: skip
        for number, outcome in enumerate(ends):
            more = {"notice_days": 28} if outcome == "dismissal_with_notice" else {}
            concluded(office, outcome, given=more, person=f"20130{number}", name=f"P {number}",
                      coded=LOW if number == 0 else CODED)  # fmt: skip
        quashed = concluded(office, "dismissal_without_notice", person="201310", name="P Q")
        overturned(office, quashed)
        concluded(office, "not_proven", person="201311", name="P N", standard="force")
        withdrawn(office, "performance_procedures", person="201312", name="P U")
        found(office, person="201313", name="P F")
        notified(office, WARNED)
        go(office, "compare_outcome", WARNED, date(2014, 6, 26), quoted="A single lapse.")
    return place

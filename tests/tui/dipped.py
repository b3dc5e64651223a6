"""A matter in a dip sample, its words full of what a blind reader is not to see."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from unittest.mock import patch

from db import drawing
from db.actions import Ask
from db.people import Named
from tests.tui.office import INSPECTOR, desk_of

MARCH = (date(2014, 3, 1), date(2014, 3, 31))
SECRET = "Sgt Zoë Ashdown of Newham, a Black officer, force number 201239: misconduct, plainly."
TOLD = "MC-2014-00006/1"


def dip(path: Path) -> None:
    """Decide one matter and draw it."""
    desk = desk_of(path, "me")

    def then(event: str, given: Mapping[str, object], maker: Named | None = None) -> None:
        ref = "" if event == "receive" else TOLD
        desk.perform(Ask(event, ref, given, maker, date(2014, 3, 28)))

    then("receive", {
        "attention_date": "2014-03-20", "track": "internal_conduct", "source": "supervisor",
        "unit": "Newham", "rank": "PS", "standard": "honesty", "narrative": SECRET,
        "category": "Pocket book (misconduct)", "person": "201239", "name": "Zoë Ashdown",
        "ethnicity": "B1", "ethnicity_set": "16+1", "sex": "F", "person_type": "officer",
    })  # fmt: skip
    told = {"information": f"As alleged. {SECRET}", "action": "Not more than a slip."}
    form = {"level": "misconduct", "rationale": told}
    then("assess_locally", form, INSPECTOR)
    then("pass_to_dps", {})
    then("assess", {**form, "level": "neither", "change_reason": "threshold_too_high",
                    "known": "No live warning of Ashdown."}, Named("osei"))  # fmt: skip
    with patch("hearings.samples.ONE_IN", 1):  # Three matters would do, and say no more.
        drawing.draw(desk_of(path, "marsh"), "s", 1, *MARCH)

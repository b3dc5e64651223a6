"""Matters that were heard and decided, for the tests of outcomes and the matrix."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from db.actions import Ask
from tests.tui import heard
from tests.tui.office import GROSS, HOSTILE, MISCONDUCT

OPENED, FOUND = date(2014, 4, 22), date(2014, 4, 23)
LATER = date(2014, 5, 9)
"""The day the tests of what was decided are at."""

REASON = f"The panel preferred the custody record. {HOSTILE[0]}"
FINDING: Mapping[str, object] = {
    "facts": {"1": "proved"},
    "breaches": {"duties": "breached"},
    "finding": "gross_misconduct",
    "admission": "part",
    "reason": REASON,
}
CODED: Mapping[str, object] = {
    "culpability": "deliberate",
    "harm_level": "low",
    "harm_kinds": ["public_confidence"],
    "aggravating": ["concealment", "abuse_of_trust"],
    "mitigating": ["early_admission"],
    "special": ["operational_dishonesty"],
}


def move(
    path: Path, event: str, given: Mapping[str, object], ref: str = GROSS, on: date = FOUND
) -> None:
    """Make one move on a day."""
    desk = heard.desk_on(path, "me", on)
    desk.perform(Ask(event, ref, dict(given)))
    desk.database.close()


def begin(path: Path, ref: str = GROSS, **listed: object) -> None:
    """Take a matter that awaits DPS to its first sitting day."""
    heard.refer(path, ref)
    heard.schedule(path, ref, **listed)
    move(path, "open", {"present": "yes"}, ref, OPENED)


def find(path: Path, ref: str = GROSS, **changed: object) -> None:
    """Take a matter to its finding."""
    begin(path, ref)
    move(path, "record_finding", {**FINDING, **changed}, ref)


def decide(path: Path, ref: str = GROSS, *, outcome: str = "dismissal_without_notice") -> None:
    """Take a matter to its outcome, with its circumstances coded."""
    find(path, ref)
    move(path, "code_circumstances", CODED, ref)
    reason = f"Nothing less would keep confidence. {HOSTILE[1]}"
    move(path, "impose", {"outcome": outcome, "told_there": "yes", "reason": reason,
                          "mitigation": "Long service."}, ref)  # fmt: skip


def conclude(path: Path, ref: str = GROSS) -> None:
    """Notify, report, publish nothing, appeal, vary and compare: everything that may follow."""
    decide(path, ref)
    move(path, "notify_outcome", {"method": "in_person", "served_by": "Sgt Bell"}, ref, LATER)
    report = {"report_by": "Cmdr Hale", "summary": "As read out."}
    move(path, "report_outcome", report, ref, LATER)


def second(path: Path) -> None:
    """Decide another matter otherwise, so that there is something to compare with."""
    heard.refer(path, MISCONDUCT)
    heard.schedule(path, MISCONDUCT, room="Room 9", seat=[
        "chair_senior_officer=100017 B Hart, Commander",
        "member_superintendent=154401 C Low, Superintendent",
        "member_independent=IND05 D Roe",
    ])  # fmt: skip
    move(path, "open", {"present": "yes"}, MISCONDUCT, OPENED)
    found = {**FINDING, "breaches": {"force": "breached"}, "admission": "full"}
    move(path, "record_finding", found, MISCONDUCT)
    move(path, "code_circumstances", {**CODED, "culpability": "reckless"}, MISCONDUCT)
    made = {"outcome": "final_written_warning", "told_there": "yes", "reason": "A single lapse."}
    move(path, "impose", made, MISCONDUCT)

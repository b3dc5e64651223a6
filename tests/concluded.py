"""Take matters of an office through their hearing, to a finding, an outcome and an appeal."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from db.actions import Ask
from tests.cast import NOW
from tests.desks import Office

HEARD = date(2014, 6, 24)
"""The day of every hearing; each has an hour of its own."""

CODED = {"culpability": "deliberate", "harm_level": "high", "aggravating": ["concealment"]}
"""Circumstances, as they are typed in."""

OUTCOME = "final_written_warning"


def go(office: Office, move: str, ref: str, on: date = HEARD, /, **given: Any) -> dict[str, Any]:
    """Make one move on the day it takes effect, as whoever at the hearing enters it."""
    desk = office.desk("practice_support", on)
    desk.act_on(NOW.replace(year=on.year, month=on.month, day=on.day))
    desk.today = on
    return desk.perform(Ask(move, ref, given))


def opened(office: Office, **facts: Any) -> str:
    """Bring a matter to the opening of its hearing; each to an hour of its own."""
    ref = office.referred(**facts)
    hour = 8 + office.rows("SELECT count(*) FROM cases")[0][0] % 12
    office.listed(ref, sitting=[f"2014-06-24 {hour:02}:00-{hour + 1:02}:00"])
    go(office, "open", ref, present="yes")
    return ref


def found(office: Office, level: str = "gross_misconduct", **facts: Any) -> str:
    """Bring a matter to a finding; `coded` are its circumstances, None for none."""
    coded = facts.pop("coded", CODED)
    ref = opened(office, **facts)
    if coded:
        go(office, "code_circumstances", ref, **coded)
    standard = facts.get("standard", "honesty")
    proved = level != "not_proven"
    go(office, "record_finding", ref, facts={"1": "proved" if proved else "not_proved"},
       breaches={standard: "breached" if proved else "not_breached"}, finding=level,
       admission="part", reason="The records.")  # fmt: skip
    return ref


def concluded(office: Office, outcome: str = OUTCOME, **facts: Any) -> str:
    """Bring a matter to an outcome, told at the hearing; `given` is what it needs beside."""
    level = "not_proven" if outcome == "not_proven" else "gross_misconduct"
    given = facts.pop("given", {})
    ref = found(office, facts.pop("level", level), **facts)
    go(office, "impose", ref, outcome=outcome, told_there="yes", reason="As was said.", **given)
    return ref


def notified(office: Office, ref: str) -> None:
    """Notify the officer in writing, and take the chair's report in."""
    after = HEARD + timedelta(days=1)
    go(office, "notify_outcome", ref, after, method="in_person", served_by="Sgt Bell")
    go(office, "report_outcome", ref, after, report_by="Cmdr Hale", summary="As read out.",
       why_not_dismissed="A single lapse.")  # fmt: skip


def overturned(office: Office, ref: str, result: str = "quash", **given: Any) -> None:
    """Take an outcome to the tribunal and determine the appeal."""
    after = HEARD + timedelta(days=2)
    notified(office, ref)
    go(office, "appeal", ref, after, route="tribunal", grounds="Unreasonable.")
    go(office, "determine_appeal", ref, after, result=result, determined_by="the tribunal",
       reason="Heard.", **given)  # fmt: skip


def withdrawn(office: Office, disposal: str = "", **facts: Any) -> str:
    """Withdraw a referred matter, and dispose of it where it is said how."""
    ref = office.referred(**facts)
    office.go("withdraw", ref, maker="authority2", reason="No witness is left.")
    if disposal:
        office.go("dispose", ref, maker="authority2", disposal=disposal, reason="Withdrawn.")
    return ref

"""Matters at the stages of a hearing, for the tests of the diary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from db.actions import Ask, Desk
from db.agenda import add_away
from db.engine import Database
from db.people import Named, keep_person
from hearings.people import PersonFacts
from tests.tui.office import GROSS, MISCONDUCT, RATIONALE, RULES, desk_of
from tests.tui.office import clock as office_clock

CHAIR, MEMBER, LAY = "100007", "154400", "IND04"
ROOM = "Room [/] 3"
"""A room with a name that markup would break on."""

CONDUCTS = "A [bold] Hale"
FACTS = ("documents_supplied", "response_received", "witness_lists_supplied",
         "disclosure_complete", "bundle_ready", "counsel_confirmed")  # fmt: skip
LISTED: Mapping[str, object] = {
    "sitting": "2014-04-22 10:00-16:30\n2014-04-23 10:00-13:00",
    "room": ROOM,
    "seat": [
        f"chair_senior_officer={CHAIR}",
        f"member_superintendent={MEMBER}",
        f"member_independent={LAY} R Shah",
    ],
    "appointed_by": "the Commissioner",
    "appointed_basis": "rota",
}


def desk_on(path: Path, account: str, today: date) -> Desk:
    """Open the database for one account as if it were another day."""

    def clock() -> datetime:
        return office_clock().replace(year=today.year, month=today.month, day=today.day)

    return Desk(Database(f"sqlite:///{path}"), account, clock, today, RULES)


def known(path: Path) -> None:
    """Let the records know who is to sit, with their ranks."""
    database = Database(f"sqlite:///{path}")
    with database.write() as connection:
        for number, name, rank in (
            (CHAIR, CONDUCTS, "Commander"), (MEMBER, "S Ford", "Superintendent"),
        ):  # fmt: skip
            facts = PersonFacts(number, rank=rank, unit="HQ")
            keep_person(connection, facts, name, date(2010, 1, 1))
    database.close()


def refer(path: Path, ref: str = GROSS, *, facts: bool = True) -> None:
    """Take a matter that awaits DPS to its referral to a hearing, in March and April 2014."""
    desk, authority = desk_of(path, "me"), Named("osei")

    def move(
        event: str, given: dict[str, object], maker: Named | None = None, day: int = 10
    ) -> None:
        desk.perform(Ask(event, ref, given, maker, date(2014, 4, day)))

    gross = "gross_misconduct"
    move("assess", {"level": gross, "rationale": RATIONALE, "change_reason": "new_information"
                    if ref == MISCONDUCT else ""}, authority)  # fmt: skip
    if ref == MISCONDUCT:
        move("second_read", {"concurs": "concur"}, Named("marsh"))
    appointed = {"investigator": "187654", "investigator_name": "P Lane",
                 "outside_management": True}  # fmt: skip
    move("appoint_investigator", appointed, authority)
    move("serve_notice", {"level": gross, "likely_form": "hearing", "method": "in_person",
                          "served_by": "Insp Lane", "welfare": "Federation friend."})  # fmt: skip
    opinions: dict[str, object] = {"opinions": {"1": gross}, "summary": "Two statements."}
    move("submit_report", opinions, Named("187654"))
    move("determine", {"answers": {"1": gross}}, authority)
    move("refer", {"forum": "hearing", "reason": "Case to answer."}, authority)
    if facts:
        for fact in FACTS:
            move("record_fact", {"fact": fact, "method": "in_person", "served_by": "Sgt Bell"})


def schedule(path: Path, ref: str = GROSS, **changed: object) -> str:
    """List a matter, and give the reference of its hearing."""
    known(path)
    desk = desk_of(path, "me")
    desk.perform(Ask("schedule", ref, {**LISTED, **changed}))
    hearing = desk.show(ref)[0].file.subject(1).hearing
    assert hearing is not None
    return hearing.reference


def clash(path: Path) -> None:
    """Say that the chair is away on the second day of a hearing that stands."""
    add_away(desk_of(path, "me"), CHAIR, date(2014, 4, 23), date(2014, 4, 24), "leave [red]x")

"""Places on the way to a hearing, and in the diary, that a case can be brought to."""

from __future__ import annotations

from datetime import date
from typing import Any

from hearings.people import Maker
from hearings.sittings import Booking, Diary, Sitting, read_sitting
from tests.cast import maker
from tests.hearings.scenes import GROSS, MISCONDUCT, of_rank
from tests.hearings.walks import HEARING, Walk

INVESTIGATOR = maker("investigator")
COMMANDER = of_rank("Commander", "authority2")

FACTS = (
    "documents_supplied", "response_received", "witness_lists_supplied", "disclosure_complete",
    "bundle_ready", "counsel_confirmed",
)  # fmt: skip
"""What a hearing waits for before its date is fixed; the chair is named with the date."""


def seat(capacity: str, number: str, rank: str = "", name: str = "") -> dict[str, str]:
    """Seat somebody."""
    return {"capacity": capacity, "person": number, "name": name, "rank": rank}


CHAIR = seat("chair_senior_officer", "300012", "Commander", "K Hale")
MEMBER = seat("member_superintendent", "300013", "Superintendent", "T Frost")
LAY = seat("member_independent", "IND04", "", "R Shah")
PANEL = [CHAIR, MEMBER, LAY]
"""A lawful panel of 2014."""
LQC = seat("chair_legally_qualified", "LQC07", "", "P Amis")
QUALIFIED = [LQC, MEMBER, LAY]
"""A lawful panel from 2016."""
CHIEF = seat("chair_chief_officer", "100002", "Chief Constable", "A Chief")
ADVISED = [
    CHIEF,
    seat("member_independent_qualified", "IND07", "", "O Quill"),
    LAY,
    seat("legal_adviser", "LQP02", "", "U Vane"),
]
"""A lawful panel from 7 May 2024."""
CONDUCTS = seat("conducting_officer", "300013", "Superintendent", "T Frost")

DAY = "2014-06-24 10:00-16:00"
HEARD = "2014-06-24"
"""The usual sitting day: the seventeenth working day of the thirty."""
LISTING: dict[str, Any] = {
    "sitting": [DAY], "room": "Room 3", "seat": PANEL, "appointed_by": "the Commissioner",
    "appointed_basis": "rota",
}  # fmt: skip
DELAY: dict[str, Any] = {"delay_reason": "counsel", "reason": "In another trial."}
EXTENDED: dict[str, Any] = {"extended_by": "K Hale, chair", **DELAY}


def investigated(level: str = GROSS, walk: Walk | None = None, **facts: Any) -> Walk:
    """Appoint the investigator."""
    walk = (walk or Walk()).receive(**facts).local(level).go("pass_to_dps").decide(level)
    return appoint(walk)


def appoint(walk: Walk, by: str | Maker = "authority", **given: Any) -> Walk:
    given = {"investigator": "300009", "investigator_name": "I Quest", **given}
    return walk.go("appoint_investigator", made_by=by, **{"outside_management": True, **given})


def complaint(track: str = "complaint", local: str = GROSS) -> Walk:
    """Appoint the investigator of a complaint, who then assesses."""
    return appoint(Walk().receive(track=track).local(local).go("pass_to_dps"))


def notice(walk: Walk, level: str = GROSS, **given: Any) -> Walk:
    usual = {"likely_form": "hearing", "method": "in_person", "served_by": "Insp Lane"}
    return walk.go("serve_notice", level=level, welfare="Friend named.", **{**usual, **given})


def noticed(level: str = GROSS, walk: Walk | None = None, **facts: Any) -> Walk:
    """Serve the notice of investigation."""
    return notice(investigated(level, walk, **facts), level)


def report(walk: Walk, by: str | Maker = INVESTIGATOR, **opinions: str) -> Walk:
    said = {number.removeprefix("a"): opinion for number, opinion in opinions.items()}
    return walk.go("submit_report", made_by=by, opinions=said or {"1": GROSS}, summary="Done.")


def reported(level: str = GROSS, walk: Walk | None = None, **facts: Any) -> Walk:
    """Submit the investigator's report."""
    return report(noticed(level, walk, **facts), a1=level)


def determine(walk: Walk, by: str | Maker = "authority", **answers: str) -> Walk:
    said = {number.removeprefix("a"): answer for number, answer in answers.items()}
    return walk.go("determine", made_by=by, answers=said)


def determined(level: str = GROSS, walk: Walk | None = None, **facts: Any) -> Walk:
    """Find a case to answer."""
    return determine(reported(level, walk, **facts), a1=level)


def refer(walk: Walk, forum: str = "hearing", by: str | Maker = "authority") -> Walk:
    return walk.go("refer", made_by=by, forum=forum, reason="A case to answer.")


def referred_for(forum: str = "hearing", walk: Walk | None = None, **facts: Any) -> Walk:
    """Refer it to a hearing, or to a meeting."""
    return refer(determined(GROSS if forum == "hearing" else MISCONDUCT, walk, **facts), forum)


def certify(walk: Walk, by: str | Maker = COMMANDER) -> Walk:
    return walk.go("certify_special_conditions", made_by=by, evidence="A plea of guilty.",
                   public_interest="Confidence.")  # fmt: skip


def accelerated(walk: Walk | None = None, **facts: Any) -> Walk:
    """Refer it to an accelerated hearing."""
    return certify(noticed(GROSS, walk, **facts))


def fact(walk: Walk, key: str, on: str = "", **given: Any) -> Walk:
    """Record a dated fact."""
    return walk.go("record_fact", fact=key, on=date.fromisoformat(on) if on else None, **given)


def supplied(walk: Walk, on: str = "", without: str = "") -> Walk:
    """Record what a hearing waits for, the documents on a day."""
    for key in FACTS:
        if key != without:
            fact(walk, key, on if key == "documents_supplied" else "")
    return walk


def ready(forum: str = "hearing", walk: Walk | None = None, on: str = "", **facts: Any) -> Walk:
    """Have everything there that a date waits for."""
    return supplied(referred_for(forum, walk, **facts), on)


def schedule(walk: Walk, diary: Diary | None = None, on: date | None = None, **given: Any) -> Walk:
    """List it as usual; what is given as None is left out."""
    return walk.go("schedule", on=on, diary=diary, **{**LISTING, **given})


def listed(**given: Any) -> Walk:
    """List it for hearing before the usual panel, on the usual day."""
    return schedule(ready(), **given)


def meeting(**given: Any) -> Walk:
    """List a misconduct meeting."""
    return schedule(ready("meeting"), **{"seat": [CONDUCTS], **given})


def postpone(walk: Walk, by: str = "friend", **given: Any) -> Walk:
    return walk.go("postpone", asked_by=by, **{**DELAY, **given})


def vacate(walk: Walk, **given: Any) -> Walk:
    return walk.go("vacate", asked_by="authority", **{**DELAY, **given})


def begin(walk: Walk, today: str = HEARD, **given: Any) -> Walk:
    """Open the hearing on a day."""
    return walk.at(today).go("open", **{"present": "yes", **given})


def opened(**given: Any) -> Walk:
    """Open the hearing on its day."""
    return begin(listed(**given))


def adjourn(walk: Walk, *sittings: str, **given: Any) -> Walk:
    said: dict[str, Any] = {"sitting": list(sittings)} if sittings else {}
    return walk.go("adjourn", **said, **{**DELAY, **given})


def part_heard(**given: Any) -> Walk:
    """Adjourn it part-heard."""
    return adjourn(opened(**given), "2014-07-08 10:00-16:00")


def direct(walk: Walk, **given: Any) -> Walk:
    """Record what the chair allows to be published."""
    return walk.go("direct_notice", **{"directed_by": "300012", "reason": "Heard both.", **given})


def suspend(walk: Walk, by: str | Maker = "authority", on: str = "", **given: Any) -> Walk:
    usual = {
        "imposed": "yes", "redeployment": "No post.", "second_condition": "public_interest",
        "alternatives": "Desk duty.", "reason": "Trust.",
    }  # fmt: skip
    day = date.fromisoformat(on) if on else None
    return walk.go("suspend", made_by=by, on=day, **{**usual, **given})


def suspended(on: str = "2014-04-01") -> Walk:
    """Suspend the officer."""
    return suspend(Walk().passed(), on=on)


def restrict(walk: Walk, **given: Any) -> Walk:
    usual = {"imposed": "yes", "terms": "No contact.", "alternatives": "None.", "reason": "R"}
    return walk.go("restrict", made_by="authority", **{**usual, **given})


def review(walk: Walk, on: str = "", **given: Any) -> Walk:
    usual = {"measure": "suspension", "goes_on": "yes", "reason": "Nothing has changed."}
    day = date.fromisoformat(on) if on else None
    return walk.go("review_measure", made_by="authority", on=day, **{**usual, **given})


def lift(
    walk: Walk, on: str = "", measure: str = "suspension", by: str | Maker = "authority"
) -> Walk:
    day = date.fromisoformat(on) if on else None
    return walk.go("lift_measure", made_by=by, on=day, measure=measure, reason="Over.")


def leave(walk: Walk, how: str = "resigned", **given: Any) -> Walk:
    usual = {"last_day": "2014-05-30", "notice_on": "2014-05-02", "becomes": "goes_on"}
    return walk.go("leave", how=how, **{**usual, **given})


def warned(walk: Walk, kind: str = "final_written_warning", **given: Any) -> Walk:
    return walk.go("record_warning", warning=kind, **{"notified_on": "2013-06-03", **given})


def taken(sitting: str, *who: str, room: str = "", what: str = "H-2014-00009") -> Diary:
    """Have a diary in which a time is taken."""
    return Diary(HEARING, (Booking(a_sitting(sitting), frozenset(who), room, what),))


def a_sitting(text: str) -> Sitting:
    """Read a sitting."""
    return read_sitting("sitting", text)


def beside(walk: Walk) -> Diary:
    """Have a diary in which the hearing of another case can be joined."""
    hearing = walk.subject.hearing
    assert hearing is not None
    return Diary(hearing.reference, (), hearing, (walk.file,))

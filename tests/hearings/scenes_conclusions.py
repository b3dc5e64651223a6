"""Places after the hearing that a case can be brought to."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.hearings.scenes import GROSS, MISCONDUCT
from tests.hearings.scenes_diary import (
    CHIEF,
    CONDUCTS,
    HEARD,
    LAY,
    LQC,
    MEMBER,
    accelerated,
    adjourn,
    begin,
    fact,
    meeting,
    opened,
    ready,
    schedule,
    seat,
)
from tests.hearings.walks import COMPARED, Walk

NOT_PROVEN = "not_proven"
FINAL, WRITTEN = "final_written_warning", "written_warning"
DISMISSED, NOTICE = "dismissal_without_notice", "dismissal_with_notice"
REDUCED = "reduction_in_rank"

OTHERS = [
    seat("chair_senior_officer", "300014", "Commander", "V Stone"),
    seat("member_superintendent", "300015", "Superintendent", "W Reed"),
    seat("member_independent", "IND05", "", "S Vale"),
]
"""A lawful panel of 2014 of which nobody sits on the usual one."""
FIRST_MET = "2014-05-28"
"""The day of the meeting that is appealed against; it is entered afterwards."""


def find(walk: Walk, level: str = GROSS, on: date | None = None, **given: Any) -> Walk:
    """Record a finding; every allegation proved and every Standard breached, or none."""
    proved = level != NOT_PROVEN
    allegations = walk.subject.allegations
    usual: dict[str, Any] = {
        "facts": {str(one.number): "proved" if proved else "not_proved" for one in allegations},
        "breaches": {one.standard: "breached" if proved else "not_breached" for one in allegations},
        "finding": level,
        "admission": "none",
        "reason": "The panel preferred the custody record.",
    }
    return walk.go("record_finding", by="practice_support", on=on, **{**usual, **given})


def impose(walk: Walk, outcome: str = FINAL, on: date | None = None, **given: Any) -> Walk:
    """Record an outcome; the officer is told of it at the hearing."""
    usual = {"outcome": outcome, "told_there": "yes", "reason": "A single lapse."}
    return walk.go("impose", by="practice_support", on=on, **{**usual, **given})


def notify(walk: Walk, on: date | None = None, **given: Any) -> Walk:
    """Notify the officer of the outcome in writing."""
    usual = {"method": "in_person", "served_by": "Sgt Bell"}
    return walk.go("notify_outcome", by="practice_support", on=on, **{**usual, **given})


def report_outcome(walk: Walk, on: date | None = None, **given: Any) -> Walk:
    """Record the chair's report."""
    usual = {"report_by": "Cmdr Hale", "summary": "As read out."}
    return walk.go("report_outcome", by="practice_support", on=on, **{**usual, **given})


def publish(walk: Walk, on: date | None = None, **given: Any) -> Walk:
    """Publish the outcome, and say why before the window opens."""
    usual = {"published_at": "the website", "reason": "The chair so directed."}
    return walk.go("publish_outcome", by="practice_support", on=on, **{**usual, **given})


def close(walk: Walk, **given: Any) -> Walk:
    """Close the matter."""
    return walk.go("close", **given)


def appeal(walk: Walk, route: str = "tribunal", on: date | None = None, **given: Any) -> Walk:
    """Bring an appeal."""
    return walk.go("appeal", on=on, route=route, **{"grounds": "Unreasonable.", **given})


def determine_appeal(walk: Walk, result: str = "confirm", **given: Any) -> Walk:
    """Determine the appeal."""
    usual = {"determined_by": "the tribunal", "reason": "As the tribunal said."}
    return walk.go("determine_appeal", result=result, **{**usual, **given})


def remit(
    walk: Walk, because: str = "conditions_no_longer_met", by: str | None = "authority"
) -> Walk:
    """Send it back to the authority."""
    return walk.go("remit", made_by=by, remitted_for=because, reason="R")


def withdraw(walk: Walk, **given: Any) -> Walk:
    """Withdraw the proceedings."""
    return walk.go("withdraw", made_by="authority", **{"reason": "No case any more.", **given})


def heard(level: str = GROSS, **given: Any) -> Walk:
    """Bring a hearing to its finding."""
    return find(opened(), level, **given)


def two_days() -> Walk:
    """Bring a hearing through two sitting days, part-heard between them."""
    return adjourn(opened(), "2014-07-08 10:00-16:00").at("2014-07-08")


def met(level: str = MISCONDUCT, **given: Any) -> Walk:
    """Bring a misconduct meeting to its finding."""
    return find(begin(meeting()), level, **given)


def decided(outcome: str = FINAL, level: str = GROSS, **given: Any) -> Walk:
    """Bring a hearing to its outcome."""
    return impose(heard(level), outcome, **given)


def notified(outcome: str = FINAL, level: str = GROSS, **given: Any) -> Walk:
    """Bring a hearing to the written notice of its outcome."""
    return notify(decided(outcome, level, **given))


def appealed(outcome: str = DISMISSED) -> Walk:
    """Bring a hearing to a running appeal to the tribunal."""
    return appeal(notified(outcome))


def appealed_meeting() -> Walk:
    """Bring a meeting of a week ago, entered afterwards, to a running appeal."""
    first = date.fromisoformat(FIRST_MET)
    other = seat("conducting_officer", "300015", "Superintendent", "W Reed")
    walk = schedule(ready("meeting", on="2014-05-20"), seat=[other], sitting=[FIRST_MET])
    walk.go("open", on=first, present="yes")
    return appeal(notify(impose(find(walk, MISCONDUCT, first), on=first), first), "meeting")


def listed_appeal(day: str) -> Walk:
    """List the appeal meeting of a running appeal from a meeting."""
    walk = fact(appealed_meeting(), "appeal_grounds_arguable")
    return walk.go("schedule_appeal", sitting=[f"{day} 10:00-12:00"], room="Room 3",
                   seat=[CONDUCTS])  # fmt: skip


def under_2020(today: str = "2021-06-22", attention: str = "2021-03-01", **facts: Any) -> Walk:
    """Open a hearing under the 2020 Regulations."""
    day = date.fromisoformat(today)
    walk = ready("hearing", Walk(today=day.replace(day=1)), attention_date=attention, **facts)
    walk = schedule(walk, sitting=[today], seat=[LQC, MEMBER, LAY])
    return begin(walk, today)


def since_2024(**facts: Any) -> Walk:
    """Open a hearing before a chief officer."""
    walk = ready("hearing", Walk(today=date(2024, 9, 2)), attention_date="2024-06-03", **facts)
    advised = [
        CHIEF,
        seat("member_independent_qualified", "IND07", "", "O Quill"),
        LAY,
        seat("legal_adviser", "LQP02", "", "U Vane"),
    ]
    return begin(schedule(walk, sitting=["2024-09-24"], seat=advised), "2024-09-24")


def special_case(**given: Any) -> Walk:
    """List a special case hearing."""
    panel = [seat("chair_chief_officer", "100002", "Chief Constable", "A Chief")]
    walk = fact(accelerated(), "special_notice_given")
    return schedule(walk, **{"seat": panel, "sitting": [HEARD], "not_ready": "R", **given})


def special_heard(level: str = NOT_PROVEN) -> Walk:
    """Bring a special case hearing to its finding."""
    return find(begin(special_case(sitting=["2014-06-17"]), "2014-06-17"), level)


def of_staff(level: str = GROSS) -> Walk:
    """Bring a hearing of police staff to its finding."""
    walk = ready(person_type="staff", rank="Police staff")
    return find(begin(schedule(walk)), level)


def listed_again(walk: Walk, day: str, **given: Any) -> Walk:
    """List it anew before others, everything a date waits for being there."""
    for key in (
        "documents_supplied", "response_received", "witness_lists_supplied",
        "disclosure_complete", "bundle_ready", "counsel_confirmed",
    ):  # fmt: skip
        fact(walk, key)
    return schedule(walk, **{"sitting": [day], "seat": OTHERS, **given})


def code(walk: Walk, **given: Any) -> Walk:
    """Code the circumstances."""
    return walk.go("code_circumstances", **{"culpability": "reckless", **given})


def compare(walk: Walk, comparison: dict[str, Any] | None = None) -> Walk:
    """Record where the outcome lies among its comparators."""
    worked = COMPARED if comparison is None else comparison
    return walk.go("compare_outcome", by="practice_support", comparison=worked, quoted="A lapse.")


def attach(walk: Walk, **given: Any) -> Walk:
    """Add a document."""
    return walk.go("attach", **{"document_name": "S1", "document_kind": "other", **given})


def mark(walk: Walk, marking: str, by: Any = "caseworker", **given: Any) -> Walk:
    """Mark the first document."""
    usual = {"document": "1", "marking": marking, "reason": "R"}
    return walk.go("mark_document", by=by, **{**usual, **given})


def dismissed_on(walk: Walk) -> list[date]:
    """Give the days of the dismissals that stand."""
    return [one.on for one in walk.subject.reached if one.key == "dismissed"]


def states(walk: Walk) -> list[tuple[str, str]]:
    """Give every outcome and what has become of it."""
    return [(one.key, one.state) for one in walk.subject.outcomes]

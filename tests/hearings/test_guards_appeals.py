"""Every rule that says no to an appeal, to how it ends, and to closing the matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hearings.people import PersonFacts
from hearings.sittings import Diary
from tests.hearings.noes import No, each, is_noticed, refuses
from tests.hearings.scenes import GROSS, MISCONDUCT
from tests.hearings.scenes_conclusions import (
    DISMISSED,
    FINAL,
    NOT_PROVEN,
    NOTICE,
    OTHERS,
    WRITTEN,
    appeal,
    appealed,
    appealed_meeting,
    close,
    decided,
    determine_appeal,
    find,
    heard,
    impose,
    listed_again,
    met,
    notified,
    notify,
    of_staff,
    report_outcome,
    special_heard,
)
from tests.hearings.scenes_diary import (
    LISTING,
    PANEL,
    appoint,
    begin,
    determine,
    fact,
    lift,
    listed,
    notice,
    ready,
    refer,
    report,
    seat,
    supplied,
    suspend,
)
from tests.hearings.walks import Walk

THE_DAY = date(2014, 6, 24)
THE_EVE = date(2014, 7, 8)
"""The last day to appeal; a matter entered late is not closed on it either."""


def senior_met() -> Walk:
    """Notify a commander of the outcome of a misconduct meeting."""
    walk = Walk().receive(rank="Commander").local(MISCONDUCT).go("pass_to_dps")
    walk = notice(appoint(walk.decide(MISCONDUCT), outside_force=True), MISCONDUCT)
    walk = refer(determine(report(walk, a1=MISCONDUCT), a1=MISCONDUCT), "meeting")
    above = seat("conducting_officer", "300030", "Assistant Commissioner", "Z High")
    given: dict[str, Any] = {**LISTING, "seat": [above]}
    return notify(impose(find(begin(supplied(walk).go("schedule", **given)), MISCONDUCT)))


def met_and_notified() -> Walk:
    return notify(impose(met()))


def staff_notified() -> Walk:
    return notify(impose(of_staff(), DISMISSED))


def in_time(on: str, **given: Any) -> Walk:
    """Appeal from a meeting on a day; the seventh working day is 3 July."""
    return appeal(met_and_notified().at("2014-07-31"), "meeting", date.fromisoformat(on), **given)


def varied(outcome: str = FINAL, **given: Any) -> Walk:
    return determine_appeal(appealed(), "vary", outcome=outcome, **given)


def done(**given: Any) -> Walk:
    """Close what was notified and reported, its time to appeal over."""
    walk = report_outcome(notified())
    return close(walk.at("2014-09-30"), **given)


def before_the_first_panel(seats: list[dict[str, str]]) -> Walk:
    return listed_again(determine_appeal(appealed(), "new_panel"), "2014-07-15", seat=seats)


NOES = [
    No("appeal_road_is_open", lambda: appeal(notified(), "internal"),
       "appeals under the Regulations; choose another road", lambda: appeal(notified())),
    No("appeal_road_is_open", lambda: appeal(staff_notified()),
       "appeals under the force's own policy", lambda: appeal(staff_notified(), "internal")),
    No("appeal_road_is_open", lambda: appeal(notified("not_proven", NOT_PROVEN)),
       "was not proven; the officer has nothing to appeal against",
       lambda: appeal(notified("not_proven", NOT_PROVEN), "judicial_review")),
    No("appeal_road_is_open", lambda: appeal(met_and_notified()),
       "was heard at a meeting; from there it is the appeal from the misconduct meeting",
       lambda: appeal(met_and_notified(), "meeting")),
    No("appeal_road_is_open", lambda: appeal(notified(), "meeting"),
       "was heard at a hearing; from there it is the appeal to the police appeals tribunal",
       lambda: appeal(notified(), "judicial_review")),
    No("appeal_road_is_open", lambda: appeal(notify(impose(special_heard(GROSS))), "meeting"),
       "was heard at a accelerated|was heard at an accelerated",
       lambda: appeal(notify(impose(special_heard(GROSS))))),
    No("appeal_road_is_open", lambda: appeal(senior_met(), "meeting"),
       "a senior officer has no appeal from a misconduct meeting to another meeting",
       lambda: appeal(met_and_notified(), "meeting")),
    No("appeal_road_is_open", lambda: appeal(determine_appeal(appealed())),
       "was determined on 2014-06-24; there is no second one by that road",
       lambda: appeal(determine_appeal(appealed()), "judicial_review")),
    No("appeal_road_is_open", lambda: appeal(varied()), "there is no second one by that road",
       lambda: appeal(varied(), "judicial_review")),
    No("inside_the_appeal_window", lambda: appeal(decided()),
       "the time to appeal runs from the written notice of the outcome", appealed),
    No("inside_the_appeal_window", lambda: in_time("2014-07-04"),
       "the last day was 2014-07-03 .* say with --late-permission who let it in",
       lambda: in_time("2014-07-03")),
    No("inside_the_appeal_window", lambda: in_time("2014-07-04"), "the last day was 2014-07-03",
       lambda: in_time("2014-07-04", late_permission="The authority: the officer was ill.")),
    No("inside_the_appeal_window", lambda: appeal(notified().at("2014-07-09")),
       "the last day was 2014-07-08 .SI 2012/2630 rule 6, not verified.",
       lambda: appeal(notified().at("2014-07-08"))),
    No("something_to_challenge", lambda: appeal(notified(), on=date(2014, 6, 23)),
       "the decision is of 2014-06-24; no challenge is older", appealed),
    No("something_to_challenge", lambda: appeal(determine_appeal(appealed(), "quash")),
       "What was quashed on appeal goes before the court alone",
       lambda: appeal(determine_appeal(appealed(), "quash"), "judicial_review")),
    No("something_to_challenge", lambda: appeal(done(), "judicial_review"),
       "is closed: .reopen. it at decided to record an appeal",
       lambda: appeal(notified(), "judicial_review")),
    No("day_not_before_appeal", lambda: determine_appeal(appealed(), on=date(2014, 6, 23)),
       "the appeal is of 2014-06-24; it ended no earlier",
       lambda: determine_appeal(appealed(), on=THE_DAY)),
    No("appeal_can_so_end", lambda: determine_appeal(appealed_meeting(), "new_panel"),
       "ends in one of confirm, quash, vary, not in new_panel",
       lambda: determine_appeal(appealed_meeting(), "quash")),
    No("appeal_can_so_end",
       lambda: determine_appeal(appeal(notified(), "judicial_review"), "vary", outcome=WRITTEN),
       "ends in one of confirm, new_panel, quash, not in vary",
       lambda: determine_appeal(appeal(notified(), "judicial_review"), "new_panel")),
    No("substitute_differs", lambda: determine_appeal(appealed(), outcome=FINAL),
       "only a decision that is varied gets another outcome", varied),
    No("substitute_differs", lambda: determine_appeal(appealed(), "quash", finding="misconduct"),
       "gets another finding", varied),
    No("substitute_differs", lambda: determine_appeal(appealed(), "new_panel", months="18"),
       "gets another months", varied),
    No("substitute_differs", lambda: determine_appeal(appealed(), "vary"),
       "say with --outcome what was put in its place", varied),
    No("substitute_differs", lambda: varied(DISMISSED),
       "was dismissal without notice before; where nothing changes, the result is confirm",
       varied),
    No("substitute_lawful", lambda: varied("reduction_in_rank"), "is no outcome under the 2012",
       varied),
    No("substitute_lawful", lambda: varied(DISMISSED, finding="misconduct"),
       "only where a final written warning was in force",
       lambda: varied(WRITTEN, finding="misconduct")),
    No("outcome_complete", lambda: varied(NOTICE), "has a notice of at least 28 days",
       lambda: varied(NOTICE, notice_days="30")),
    No("nothing_running", lambda: close(decided()),
       "has not been notified of the outcome in writing", done),
    No("nothing_running", lambda: close(report_outcome(notified())),
       "still running: .*notice of appeal to the tribunal, last day 2014-07-08",
       lambda: close(report_outcome(notified()), reason="The officer will not appeal.")),
    No("nothing_running", lambda: close(report_outcome(notified()).at("2014-08-01"), on=THE_EVE),
       "still running: .*notice of appeal to the tribunal, last day 2014-07-08",
       lambda: close(report_outcome(notified()).at("2014-08-01"), on=date(2014, 7, 9))),
    No("nothing_running", lambda: done_suspended(lifted=False),
       "a suspension still stands; end it with 'lift-measure'",
       lambda: done_suspended(lifted=True)),
    No("nobody_barred", lambda: before_the_first_panel(PANEL),
       "K Hale heard it before and cannot be chair", lambda: before_the_first_panel(OTHERS)),
    No("nobody_barred", lambda: before_the_first_panel([*OTHERS[:2], PANEL[2]]),
       "R Shah heard it before", lambda: before_the_first_panel(OTHERS)),
    No("nobody_barred", lambda: listed_appeal("300015"), "W Reed heard it before",
       lambda: listed_appeal("300013")),
]  # fmt: skip


def done_suspended(*, lifted: bool) -> Walk:
    walk = report_outcome(notify(impose(find(begin(suspend(listed()))))))
    walk = lift(walk) if lifted else walk
    return close(walk, reason="All is done.")


def listed_appeal(number: str) -> Walk:
    """List the appeal meeting before somebody; W Reed conducted the meeting."""
    conducts = seat("conducting_officer", number, "Superintendent",
                    "W Reed" if number == "300015" else "T Frost")  # fmt: skip
    walk = fact(appealed_meeting(), "appeal_grounds_arguable")
    return walk.go("schedule_appeal", sitting=["2014-06-04 10:00-12:00"], room="Room 3",
                   seat=[conducts])  # fmt: skip


@each(NOES)
def test_a_guard_refuses_with_its_sentence_and_lets_the_lawful_case_pass(no):
    refuses(no)


@each(NOES)
def test_a_guard_switched_off_is_noticed(no, monkeypatch):
    is_noticed(no, monkeypatch)


def test_whoever_heard_one_officer_may_hear_another_of_the_same_case():
    """What it would catch: a bar on the matter that was heard, put on the whole case."""
    walk = heard()
    other = replace(ready().subject, number=2, facts=PersonFacts("201299", "PC"))
    walk.made = replace(walk.file, subjects=(walk.subject, other))
    day = {**LISTING, "sitting": ["2014-07-01 10:00-16:00"]}
    walk.go("schedule", subject=2, diary=Diary("H-2014-00002"), **day)

    assert walk.file.subject(2).stage == "listed"

"""What a correction may undo of the clock and the diary, and what it may not bring back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hearings.deadlines import Deadline, deadlines
from hearings.errors import NotAllowed, Refused
from hearings.milestones import Reached
from tests.hearings.scenes import GROSS, MISCONDUCT
from tests.hearings.scenes_conclusions import appealed_meeting
from tests.hearings.scenes_diary import (
    CHAIR,
    CONDUCTS,
    EXTENDED,
    LAY,
    MEMBER,
    PANEL,
    adjourn,
    begin,
    determined,
    direct,
    fact,
    leave,
    lift,
    listed,
    noticed,
    opened,
    part_heard,
    postpone,
    ready,
    refer,
    referred_for,
    report,
    restrict,
    review,
    schedule,
    seat,
    suspend,
    suspended,
    vacate,
    warned,
)
from tests.hearings.walks import Walk


def undo(walk: Walk, back: int = 0, **given: Any) -> Walk:
    """Correct the event so many before the newest."""
    event = walk.history[-1 - back].id
    return walk.go("correct", by="authority", event=event, reason="Wrong.", **given)


def row(walk: Walk, key: str) -> Deadline | None:
    """Find a limit whose clock has started."""
    found = deadlines(walk.file.case, walk.subject, walk.rules, walk.today)
    return next((one for one in found if one.key == key and one.clock_date), None)


@pytest.mark.parametrize(
    ("walk", "kind"),
    [
        (lambda: postpone(listed()), "postpone"),
        (lambda: vacate(listed()), "vacate"),
        (part_heard, "adjourn"),
        (lambda: adjourn(opened()), "adjourn"),
    ],
)
@pytest.mark.parametrize("given", [{}, {"set": {"reason": "Another."}}], ids=["undo", "set"])
def test_time_that_was_given_back_is_not_taken_again_by_a_correction(walk, kind, given):
    """The room may have gone to others since: nobody would look for the clash."""
    made = walk()
    with pytest.raises(Refused, match=rf"\({kind}\) gave time back .* list it again instead"):
        undo(made, **given)


@pytest.mark.parametrize(
    ("walk", "change"),
    [
        (listed, {"room": "Room 9"}),
        (listed, {"reason": "Another."}),
        (opened, {"present": "no", "absence": "Unwell."}),
    ],
)
def test_what_holds_time_in_the_diary_is_not_put_right_but_listed_again(walk, change):
    made = walk()
    with pytest.raises(Refused, match=r"holds time in the diary.*list it again"):
        undo(made, set=change)


def test_a_listing_that_is_undone_frees_its_time_and_the_matter_waits_again():
    walk = undo(listed())

    assert walk.subject.stage == "referred"
    assert walk.subject.hearing is None
    assert schedule(walk, room="Room 9").subject.hearing is not None
    assert walk.again() == walk.file


def test_an_opening_that_is_undone_leaves_the_hearing_listed():
    walk = undo(opened())

    assert walk.subject.stage == "listed"
    assert walk.subject.hearing is not None
    assert walk.subject.hearing.state == "listed"
    assert row(walk, "hearing_held") is not None
    assert begin(walk, present="no", absence="Unwell.").subject.stage == "in_hearing"


def test_undoing_does_not_bring_people_back_whose_time_was_given_away():
    """Another sat in for the member, who may be elsewhere by now."""
    instead = seat("member_superintendent", "300015", "Superintendent", "W Reed")
    walk = begin(listed(), seat=[CHAIR, instead, LAY])

    with pytest.raises(Refused, match="put people or a room back into the diary"):
        undo(walk)


def test_undoing_a_second_listing_does_not_bring_the_first_back():
    walk = appealed_meeting()
    for day in ("2014-06-04", "2014-06-05"):
        walk.go("schedule_appeal", sitting=[f"{day} 10:00-12:00"], room="Room 3", seat=[CONDUCTS])

    assert [one.state for one in walk.subject.past_hearings] == ["heard", "vacated"]
    with pytest.raises(Refused, match="back into the diary"):
        undo(walk)


# ------ a fact recorded on the wrong day


def test_a_fact_recorded_on_the_wrong_day_is_undone_and_recorded_again():
    """The day is no field that could be set: the milestone goes, and the deadline with it."""
    walk = fact(referred_for(), "documents_supplied", "2014-05-20")
    assert row(walk, "hearing_held") is not None

    undo(walk)
    assert all(one.key != "documents_supplied" for one in walk.subject.reached)
    assert row(walk, "hearing_held") is None
    assert row(walk, "response") is None

    fact(walk, "documents_supplied", "2014-05-27")
    found = row(walk, "hearing_held")
    assert found is not None
    assert (found.clock_date, found.due) == (date(2014, 5, 27), date(2014, 7, 8))
    assert walk.again() == walk.file


def test_a_fact_can_be_undone_though_the_matter_has_moved_on():
    """Nothing is decided on it: the limit it started, or met, follows by itself."""
    walk = report(fact(noticed(), "officer_told", "2014-05-20"))
    assert Reached("officer_told", date(2014, 5, 20), by="C Worker") in walk.subject.reached

    undo(walk, back=1)
    assert all(one.key != "officer_told" for one in walk.subject.reached)
    assert walk.subject.stage == "case_decision"


def test_a_fact_of_the_case_is_taken_away_from_the_case():
    walk = fact(Walk().receive(), "complainant_told")
    assert [one.key for one in walk.file.case.reached] == ["complainant_told"]

    assert undo(walk).file.case.reached == ()


def test_how_a_fact_came_is_put_right_and_its_day_stands():
    walk = fact(referred_for(), "documents_supplied", "2014-05-20", served_by="Sgt Bell")
    undo(walk, set={"by": "Sgt Hall"})

    reached = walk.subject.reached[-1]
    assert (reached.key, reached.on, reached.by) == (
        "documents_supplied", date(2014, 5, 20), "Sgt Hall",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("walk", "back"),
    [
        (lambda: refer(warned(determined(MISCONDUCT), months=6), "meeting"), 1),
        (lambda: refer(leave(determined(GROSS))), 1),
    ],
    ids=["record_warning", "leave"],
)
def test_what_the_officer_is_on_record_with_can_be_undone_at_any_time(walk, back):
    made = undo(walk(), back)

    assert (made.subject.warned, made.subject.left) == ((), None)
    assert made.subject.stage == "referred"


# ------ what later steps stand on


def pause(walk: Walk) -> Walk:
    return walk.go("pause", limit="all", agreed_by="S", reason="R",
                   delay_reason="criminal_proceedings")  # fmt: skip


def resume(walk: Walk) -> Walk:
    return walk.go("resume", limit="all", reason="R")


def extended() -> Walk:
    return ready().go("extend", limit="hearing_held", to="2014-08-01", **EXTENDED)


LATE = "2014-07-14 10:00-16:00"


@pytest.mark.parametrize(
    ("walk", "back", "given"),
    [
        (lambda: review(suspended()), 1, {}),
        (lambda: lift(suspended()), 1, {}),
        (lambda: lift(suspended()), 1, {"set": {"imposed": "no"}}),
        (lambda: review(restrict(Walk().passed()), measure="restriction"), 1, {}),
        (lambda: suspend(lift(suspended())), 1, {}),
        (lambda: suspend(review(suspended(), goes_on="no")), 1, {"set": {"goes_on": "yes"}}),
        (lambda: resume(pause(ready())), 1, {}),
        (lambda: pause(resume(pause(ready()))), 1, {}),
        (lambda: schedule(extended(), sitting=[LATE]), 1, {}),
        (lambda: schedule(extended(), sitting=[LATE]), 1, {"set": {"to": "2014-07-20"}}),
        (lambda: direct(listed()), 1, {}),
        (opened, 1, {}),
        (lambda: refer(determined()), 1, {}),
        (lambda: refer(determined(MISCONDUCT), "meeting"), 1,
         {"set": {"answer": "1=gross_misconduct", "reason": "R"}}),
        (lambda: schedule(ready("meeting"), seat=[CONDUCTS]), 7, {"set": {"forum": "hearing"}}),
        (determined, 1, {"set": {"opinion": "1=none"}}),
        (noticed, 1, {}),
    ],
)  # fmt: skip
def test_what_later_steps_of_the_proceedings_stand_on_is_not_changed_under_them(walk, back, given):
    made = walk()
    with pytest.raises(Refused, match=f"later steps stand on event {made.history[-1 - back].id}"):
        undo(made, back, **given)


def test_an_extension_nobody_has_used_yet_is_undone_or_put_right():
    found = row(undo(extended(), set={"to": "2014-07-20"}), "hearing_held")
    assert found is not None
    assert found.extended_to == date(2014, 7, 20)

    found = row(undo(extended()), "hearing_held")
    assert found is not None
    assert found.extended_to is None
    with pytest.raises(Refused, match="an extension goes past that"):
        undo(extended(), set={"to": "2014-07-11"})


def test_a_suspension_that_was_reviewed_is_undone_from_the_newest_step_back():
    walk = undo(undo(review(suspended())), back=2)

    assert walk.subject.measures == ()
    assert row(walk, "suspension_review") is None


def test_a_case_to_answer_decision_is_corrected_by_the_authority_alone():
    walk = determined()
    with pytest.raises(NotAllowed, match="is a decision"):
        walk.go("correct", event=walk.history[-1].id, reason="Wrong.")

    assert undo(walk).subject.answers == {}


def test_a_listing_before_another_panel_is_listed_again_and_checked_again():
    """The road the refusal names: the clash and the panel are looked at."""
    walk = undo(listed())
    with pytest.raises(Refused, match="needs one and has none"):
        schedule(walk, seat=[CHAIR, MEMBER])

    assert schedule(walk, seat=PANEL).subject.stage == "listed"

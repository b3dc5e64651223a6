"""What each event of the proceedings, the clock and the diary makes of the matter, read back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hearings.cases import Subject
from hearings.errors import BadValue
from hearings.history import fold
from hearings.measures import Leaving, Review
from hearings.sittings import Hearing, Offer, PublicNotice
from hearings.stages import moves
from tests.cast import RATIONALE
from tests.hearings.scenes import GROSS, two_allegations
from tests.hearings.scenes_conclusions import appealed_meeting
from tests.hearings.scenes_diary import (
    CHAIR,
    CONDUCTS,
    DELAY,
    EXTENDED,
    INVESTIGATOR,
    LAY,
    accelerated,
    adjourn,
    appoint,
    begin,
    beside,
    complaint,
    direct,
    fact,
    leave,
    lift,
    listed,
    meeting,
    notice,
    opened,
    part_heard,
    postpone,
    ready,
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
from tests.hearings.walks import CONCLUSIONS, Walk


def hearing_of(walk: Walk) -> Hearing:
    found = walk.subject.hearing
    assert found is not None
    return found


def sitting_days(walk: Walk) -> list[str]:
    return [str(sitting) for sitting in hearing_of(walk).sittings]


def clocked(event: str, **given: Any) -> Walk:
    """Do something to a limit of a matter that is ready to be listed."""
    return ready().go(event, **{"reason": "R", **given})


JOIN: dict[str, Any] = {"other_case": "MC-2014-00002", "reason": "Same incident."}
PAUSE: dict[str, Any] = {"agreed_by": "S", "delay_reason": "criminal_proceedings"}

WALKS = {
    "appoint_investigator": lambda: appoint(Walk().decided(GROSS, GROSS)),
    "investigator_assesses": lambda: complaint().go(
        "investigator_assesses", made_by=INVESTIGATOR, level=GROSS, rationale=RATIONALE),
    "serve_notice": lambda: notice(appoint(Walk().decided(GROSS, GROSS)), deemed_on="2014-06-03"),
    "certify_special_conditions": accelerated,
    "refer": referred_for,
    "record_warning": lambda: warned(Walk().receive()),
    "record_fact": ready,
    "extend": lambda: clocked("extend", limit="hearing_held", to="2014-08-01", **EXTENDED),
    "reduce": lambda: fact(referred_for("hearing", Walk(today=date(2021, 6, 1)),
                                        attention_date="2021-03-01"), "documents_supplied").go(
        "reduce", limit="response", to="2021-06-10", agreed_by="All.", reason="Admitted."),
    "pause": lambda: clocked("pause", limit="all", **PAUSE),
    "resume": lambda: clocked("pause", limit="all", **PAUSE).go("resume", limit="all", reason="R"),
    "explain_delay": lambda: review(suspended()).go(
        "explain_delay", limit="suspension_review", **DELAY),
    "suspend": suspended,
    "restrict": lambda: restrict(Walk().passed()),
    "review_measure": lambda: review(suspended()),
    "lift_measure": lambda: lift(suspended()),
    "leave": lambda: leave(Walk().receive()),
    "transfer": lambda: Walk().receive().go("transfer", unit="Brent", force="Kent",
                                            holds_from="2014-06-01", reason="Moved."),
    "join": lambda: Walk().receive().go("join", **JOIN),
    "split": lambda: Walk().receive().go("join", **JOIN).go("split", **JOIN),
    "schedule": listed,
    "postpone": lambda: postpone(listed(), alternative="2014-06-27"),
    "vacate": lambda: vacate(listed()),
    "open": opened,
    "adjourn": part_heard,
    "direct_notice": lambda: direct(listed()),
}  # fmt: skip
"""A walk that ends with each event, and passes those before it on the way."""


@pytest.mark.parametrize("event", WALKS)
def test_what_an_event_gave_is_read_back_from_the_history(event):
    walk = WALKS[event]()

    assert event in {one.kind for one in walk.history}
    assert fold(walk.history) == walk.file
    assert walk.history[-1].to_stage == walk.subject.stage


def test_every_event_of_the_second_issue_is_read_back():
    """What it would catch: a move that comes without a walk; those that conclude have their own."""
    passed = {one.kind for walk in WALKS.values() for one in walk().history}
    new = {event for event, move in moves().items() if not move.later and move.keyed_by}

    assert new - passed - {step.event for step in CONCLUSIONS} <= {
        "add_allegation", "add_party", "add_subject", "allocate", "amend", "assess_formally",
        "correct", "dispose", "grant_access", "hold", "identify", "iopc_decides", "keep_locally",
        "answer_reading", "link", "note", "read_blind", "refer_to_iopc", "release", "reopen",
        "request_information", "resubmit",
        "return_to_unit", "revise", "second_read", "send_feedback", "set_priority",
    }  # fmt: skip


def test_each_allegation_keeps_its_own_opinion_and_answer():
    walk = appoint(two_allegations().local().go("pass_to_dps").decide(GROSS))
    report(notice(walk), a1=GROSS, a2="misconduct")
    walk.go("determine", made_by="authority", answers=["2=none", "1=gross_misconduct"], reason="R")

    assert walk.subject.opinions == {"1": GROSS, "2": "misconduct"}
    assert walk.subject.answers == {"1": GROSS, "2": "none"}
    assert walk.subject.deciders == (("300002", "case_to_answer"),)
    assert walk.again() == walk.file


# ------ measures


def test_a_measure_keeps_its_conditions_and_its_reviews():
    walk = review(review(suspended("2014-04-01"), "2014-04-28"), "2014-05-26", goes_on="no")
    (measure,) = walk.subject.measures

    assert (measure.on, measure.ended_on) == (date(2014, 4, 1), date(2014, 5, 26))
    assert measure.second_condition == "public_interest"
    assert measure.reviews == (
        Review(date(2014, 4, 28), "Chief Inspector A Osei", True, "Nothing has changed."),
        Review(date(2014, 5, 26), "Chief Inspector A Osei", False, "Nothing has changed."),
    )
    assert [one.key for one in walk.subject.reached if one.key.startswith("suspen")] == [
        "suspended", "suspension_reviewed", "suspension_reviewed", "suspension_lifted",
    ]  # fmt: skip


def test_a_decision_not_to_suspend_is_kept_and_starts_no_clock():
    walk = suspend(Walk().passed(), imposed="no", second_condition="neither")

    assert [measure.imposed for measure in walk.subject.measures] == [False]
    assert all(one.key != "suspended" for one in walk.subject.reached)


def test_a_suspension_and_a_restriction_are_reviewed_apart():
    walk = lift(review(restrict(suspended()), measure="restriction"))
    suspension, restriction = walk.subject.measures

    assert (suspension.stands, len(suspension.reviews)) == (False, 0)
    assert (restriction.stands, len(restriction.reviews)) == (True, 1)


def test_an_officer_who_left_stays_what_they_were_on_the_day_of_the_conduct():
    walk = leave(Walk().receive(person_type="special"))

    assert walk.subject.left == Leaving(
        "resigned", date(2014, 5, 30), date(2014, 5, 2), "", "", "goes_on"
    )
    assert walk.subject.facts.person_type == "special"
    assert walk.subject.person_type == "former"
    stayed = leave(Walk().receive(person_type="special"), consent="refused", consent_by="A Osei")
    assert stayed.subject.person_type == "special"


def test_a_transfer_says_who_holds_it_and_a_join_keeps_both_references():
    case = WALKS["transfer"]().file.case
    assert (case.unit, case.authority_held) == ("Brent", "Kent from 2014-06-01")

    joined, apart = WALKS["join"]().file.case, WALKS["split"]().file.case
    assert (joined.reference, joined.joined) == ("MC-2014-00001", ("MC-2014-00002",))
    assert (apart.joined, apart.linked) == ((), ("MC-2014-00002",))


# ------ the diary


def test_a_listing_is_the_hearing_as_it_was_given():
    hearing = hearing_of(listed(estimate=3))

    assert hearing.reference == "H-2014-00001"
    assert (hearing.kind, hearing.room, hearing.estimate) == ("hearing", "Room 3", 3)
    assert [seat.person for seat in hearing.seats] == ["300012", "300013", "IND04"]
    assert (hearing.appointed_by, hearing.appointed_basis) == ("the Commissioner", "rota")
    assert (hearing.state, hearing.sequence, hearing.entered_late) == ("listed", 0, False)


def test_a_past_sitting_that_is_entered_late_is_marked():
    walk = schedule(ready(on="2014-05-01"), sitting=["2014-05-30 10:00-16:00"])
    assert hearing_of(walk).entered_late
    assert not hearing_of(listed()).entered_late

    late = adjourn(opened().at("2014-06-30"), "2014-06-26 10:00-16:00", on=date(2014, 6, 24))
    assert hearing_of(late).entered_late
    assert not hearing_of(part_heard()).entered_late


def test_a_postponed_hearing_keeps_its_reference_and_raises_its_sequence():
    walk = postpone(listed(), alternative="2014-06-27")
    postponed = hearing_of(walk)
    assert (postponed.state, postponed.sequence, postponed.stands) == ("postponed", 1, False)
    assert walk.subject.offer == Offer(date(2014, 6, 27), date(2014, 7, 1), "friend")

    again = hearing_of(schedule(walk, sitting=["2014-06-27 10:00-16:00"]))
    assert (again.reference, again.state, again.sequence) == (postponed.reference, "listed", 2)
    assert walk.subject.offer is None
    assert walk.subject.past_hearings == ()


@pytest.mark.parametrize("offered", ["2014-07-02", "2014-06-28", "2014-06-24"])
def test_an_alternative_that_binds_nobody_is_not_noted_as_an_offer(offered):
    """Too late, on a Saturday, or on the very day: what it would catch is an offer forgotten."""
    walk = listed()

    with pytest.raises(BadValue, match="need not be taken"):
        postpone(walk, alternative=offered)

    assert schedule(postpone(walk)).subject.stage == "listed"


def test_a_vacated_hearing_stays_among_the_past_ones_after_a_new_listing():
    walk = vacate(direct(listed()))
    assert (hearing_of(walk).state, walk.subject.past_hearings) == ("vacated", ())

    schedule(walk, room="Room 9")
    (past,) = walk.subject.past_hearings
    now = hearing_of(walk)
    assert (past.reference, past.state, past.sequence) == ("H-2014-00001", "vacated", 1)
    assert (now.reference, now.sequence, now.notice) == ("H-2014-00002", 0, None)


def test_what_the_chair_allowed_stands_when_the_hearing_is_postponed_and_listed_again():
    walk = schedule(postpone(direct(listed())))

    assert hearing_of(walk).notice == PublicNotice((), "300012", date(2014, 6, 1), "Heard both.")


THREE = ["2014-06-24 10:00-16:00", "2014-06-25 10:00-16:00", "2014-06-26 10:00-16:00"]


def test_an_adjournment_drops_the_days_that_were_fixed_and_keeps_those_that_are_over():
    walk = begin(listed(sitting=THREE)).at("2014-06-25")
    adjourn(walk, "2014-07-08 10:00-13:00", "2014-07-09 10:00-13:00", room="Room 5")

    assert sitting_days(walk) == [*THREE[:2], "2014-07-08 10:00-13:00", "2014-07-09 10:00-13:00"]
    now = hearing_of(walk)
    assert (now.state, now.room, now.sequence, now.first) == (
        "part_heard", "Room 5", 1, date(2014, 6, 24),
    )  # fmt: skip


def test_a_hearing_is_adjourned_to_a_day_to_be_fixed_and_then_fixed():
    """What it would catch: an adjournment that has to name a day, or one that forgets the first."""
    walk = adjourn(begin(listed(sitting=THREE)))
    assert sitting_days(walk) == THREE[:1]

    adjourn(walk, "2014-07-08 10:00-13:00")
    assert sitting_days(walk) == [THREE[0], "2014-07-08 10:00-13:00"]
    assert hearing_of(walk).sequence == 2


def test_who_sits_instead_and_why_it_went_on_in_absence_are_kept_with_the_opening():
    instead = seat("member_superintendent", "300015", "Superintendent", "W Reed")
    walk = begin(listed(), present="no", absence="Told; did not come.", seat=[CHAIR, instead, LAY])

    assert [one.person for one in hearing_of(walk).seats] == ["300012", "300015", "IND04"]
    assert hearing_of(walk).absence == "Told; did not come."
    assert [one.person for one in hearing_of(begin(listed())).seats] == [
        "300012",
        "300013",
        "IND04",
    ]


def test_an_appeal_meeting_that_is_listed_again_takes_the_place_of_the_first():
    walk = appealed_meeting()
    for day in ("2014-06-04", "2014-06-05"):
        walk.go("schedule_appeal", sitting=[f"{day} 10:00-12:00"], room="Room 3", seat=[CONDUCTS])
    met, first = walk.subject.past_hearings

    assert (met.reference, met.kind, met.state) == ("H-2014-00001", "meeting", "heard")
    assert (first.reference, first.state, first.sequence) == ("H-2014-00002", "vacated", 1)
    assert hearing_of(walk).kind == "appeal_meeting"
    assert walk.subject.stage == "appealed"
    assert "appeal_meeting_specified" in {one.key for one in walk.subject.reached}


def test_a_joined_hearing_brings_its_days_its_room_and_its_panel():
    first = listed(estimate=2)
    walk = ready("hearing", Walk(case="MC-2014-00002"), person="201299", name="P Jones")
    walk.go("join", other_case="MC-2014-00001", reason="Same incident.")
    walk.go("schedule", diary=beside(first), joins="H-2014-00001")

    assert hearing_of(walk) == hearing_of(first)
    assert walk.history[-1].payload["hearing"] == "H-2014-00001"
    assert "joins" not in walk.history[-1].payload


# ------ nothing of the subject is forgotten


@pytest.mark.parametrize("walk", [part_heard, meeting, accelerated, suspended])
def test_what_a_later_step_does_not_name_stays_as_it_was(walk):
    """What it would catch: a change that makes the subject anew and loses what came before."""
    made = walk()
    before: Subject = made.subject
    after = made.go("note", note="Welfare told.").subject
    names = set(Subject.__slots__) - {"version"}

    assert {name: getattr(before, name) for name in names} == {
        name: getattr(after, name) for name in names
    }


@pytest.mark.parametrize(
    ("given", "field"), [({"months": 19}, "months"), ({"break_days": 3654}, "break_days")]
)
def test_a_warning_longer_than_any_is_a_slip_of_the_keyboard(given, field):
    """What it would catch: a number so large that no day can be worked out from it."""
    assert warned(Walk().receive(), months=18, break_days=3653).subject.warned
    with pytest.raises(BadValue, match="it is at most") as refusal:
        warned(Walk().receive(), **given)

    assert refusal.value.field == field


def test_an_officer_may_have_left_before_the_matter_came_to_attention():
    """A former officer answers for what was done in service; only the notice lies in the past."""
    walk = Walk().receive(person_type="officer")
    leave(walk, notice_on="2013-11-01", last_day="2013-11-30")

    assert walk.subject.person_type == "former"

"""What a correction may change of a finding, an outcome, an appeal and a document, and who may."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hearings.errors import BadValue, NotAllowed, Refused
from tests.cast import actor
from tests.hearings.scenes_conclusions import (
    DISMISSED,
    FINAL,
    NOT_PROVEN,
    WRITTEN,
    appeal,
    appealed,
    attach,
    close,
    code,
    compare,
    decided,
    determine_appeal,
    find,
    heard,
    impose,
    mark,
    notified,
    notify,
    remit,
    report_outcome,
    special_case,
    two_days,
    under_2020,
    withdraw,
)
from tests.hearings.scenes_diary import listed, opened
from tests.hearings.walks import Walk

DAY = date(2014, 6, 24)


def right(walk: Walk, back: int = 0, by: Any = "supervisor", **given: Any) -> Walk:
    """Correct the event so many before the newest, as a second person."""
    event = walk.history[-1 - back].id
    return walk.go("correct", by=by, event=event, reason="Wrong.", **given)


@pytest.mark.parametrize("walk", [heard, decided, lambda: determine_appeal(appealed())])
@pytest.mark.parametrize(
    ("by", "made_by"),
    [("caseworker", None), ("caseworker", "practice_support"), ("caseworker", "caseworker")],
)
def test_a_finding_or_an_outcome_is_put_right_by_a_second_person(walk, by, made_by):
    with pytest.raises(NotAllowed, match="is put right by a second person, a delegate or a super"):
        walk().go("correct", by=by, made_by=made_by, event=len(walk().history), reason="Wrong.")


@pytest.mark.parametrize("by", ["supervisor", "authority"])
def test_a_second_person_may_be_a_delegate_or_a_supervisor(by):
    assert right(decided(), by=by).subject.stage == "heard"


def test_whoever_entered_it_is_no_second_person_whatever_their_roles():
    """Planted once: the account was compared with a force number, and never matched."""
    both = actor("practice_support")
    roles = frozenset({"practice_support", "supervisor"})
    both = type(both)(both.account, roles, both.person, both.unit)
    walk = heard().go("impose", by=both, made_by="maker", outcome=FINAL, told_there="yes",
                      reason="R")  # fmt: skip

    with pytest.raises(NotAllowed, match="by a second person"):
        right(walk, by=both)
    assert right(walk).subject.stage == "heard"


def test_an_outcome_that_is_undone_leaves_the_finding_and_can_be_given_anew():
    walk = right(decided(DISMISSED))

    assert (walk.subject.outcome, walk.subject.stage) == (None, "heard")
    assert not {"dismissed", "hearing_concluded"} & {one.key for one in walk.subject.reached}
    assert impose(walk, FINAL).subject.outcome is not None
    assert walk.again() == walk.file


def test_a_finding_that_is_undone_goes_back_into_the_hearing_and_bars_nobody():
    walk = right(find(two_days()))

    assert (walk.subject.finding, walk.subject.stage) == (None, "in_hearing")
    assert walk.subject.hearing is not None
    assert walk.subject.hearing.state == "part_heard"
    assert "heard_it" not in {what for _number, what in walk.subject.deciders}
    assert walk.again() == walk.file


def test_putting_an_outcome_right_decides_again_whether_it_is_lawful():
    walk = right(decided(FINAL), set={"outcome": DISMISSED})
    assert walk.subject.outcome is not None
    assert (walk.subject.outcome.key, walk.subject.outcome.months) == (DISMISSED, 0)
    assert walk.subject.outcome.ends_on == DAY
    assert walk.again() == walk.file

    with pytest.raises(BadValue, match="Reduction in rank is no outcome under the 2012"):
        right(decided(FINAL), set={"outcome": "reduction_in_rank"})
    with pytest.raises(BadValue, match=r"Written warning is .*42\(3\)\(b\)"):
        right(impose(find(under_2020()), DISMISSED), set={"outcome": WRITTEN})


def test_putting_a_finding_right_is_judged_on_what_the_forum_may_find():
    walk = right(heard(), set={"finding": "misconduct"})
    assert walk.subject.finding is not None
    assert walk.subject.finding.level == "misconduct"

    with pytest.raises(BadValue, match="no allegation under Honesty and Integrity was proved"):
        right(heard(), set={"facts": "1=not_proved"})


BUILT_ON = [
    (decided, 1, {}),
    (decided, 1, {"set": {"finding": "misconduct"}}),
    (decided, 1, {"set": {"facts": "1=withdrawn"}}),
    (notified, 1, {}),
    (notified, 1, {"set": {"outcome": WRITTEN}}),
    (notified, 1, {"set": {"months": "18"}}),
    (notified, 1, {"set": {"told_there": "no"}}),
    (lambda: report_outcome(notified()), 1, {}),
    (lambda: compare(report_outcome(code(notified()))), 1, {}),
    (lambda: notify(report_outcome(impose(find(under_2020()), DISMISSED))), 1, {}),
    (appealed, 1, {}),
    (lambda: determine_appeal(appealed()), 1, {}),
    (lambda: determine_appeal(appealed()), 1, {"set": {"route": "judicial_review"}}),
    (lambda: appeal(determine_appeal(appealed()), "judicial_review"), 1, {}),
    (lambda: withdraw(listed()).dispose("performance_procedures"), 1, {}),
    (lambda: attach(attach(Walk().receive())), 1, {}),
    (lambda: mark(attach(Walk().receive()), "served"), 1, {}),
]


@pytest.mark.parametrize(("walk", "back", "given"), BUILT_ON)
def test_what_later_steps_stand_on_is_not_changed_under_them(walk, back, given):
    with pytest.raises(Refused, match="later steps stand on event"):
        right(walk(), back, by="authority", **given)


FREE = [
    (decided, 1, {"set": {"reason": "As the chair said."}}),
    (notified, 1, {"set": {"mitigation": "Twelve years of good service."}}),
    (lambda: code(decided()), 1, {}),
    (lambda: attach(notified()), 1, {}),
    (lambda: mark(attach(Walk().receive()), "served"), 0, {}),
    (lambda: compare(report_outcome(code(notified()))), 0, {}),
]


@pytest.mark.parametrize(("walk", "back", "given"), FREE)
def test_words_and_what_nothing_stands_on_can_be_put_right(walk, back, given):
    made = right(walk(), back, **given)

    assert made.again() == made.file


def test_a_length_that_was_worked_out_is_worked_out_again_and_one_that_was_stated_stays():
    worked = right(decided(FINAL), set={"outcome": WRITTEN}).subject.outcome
    stated = decided(FINAL, months="18")

    assert worked is not None
    assert (worked.key, worked.months) == (WRITTEN, 12)
    with pytest.raises(BadValue, match=r"for 12 months .* cannot be for 18"):
        right(stated, set={"outcome": WRITTEN})
    assert right(stated, set={"outcome": WRITTEN, "months": ""}).subject.outcome is not None


def test_a_reopening_that_is_put_right_reopens_where_it_should_have():
    """Planted once: the stage was put right in the words and not in the case."""
    walk = close(notified(), reason="Done.").reopen("decided")
    right(walk, by="authority", set={"stage": "referred"})

    assert walk.subject.stage == "referred"
    assert [one.state for one in walk.subject.outcomes] == ["set_aside"]
    assert walk.again() == walk.file


def test_an_appeals_end_is_put_right_by_a_second_person_and_goes_where_it_should_have():
    walk = right(determine_appeal(appealed(), "quash"), set={"result": "new_panel"})

    assert walk.subject.stage == "referred"
    assert [one.state for one in walk.subject.outcomes] == ["set_aside"]
    assert walk.again() == walk.file


def test_a_withdrawal_that_took_a_hearing_off_the_diary_is_not_undone():
    """The time may have been given away since."""
    with pytest.raises(Refused, match="back into the diary"):
        right(withdraw(listed()), by="authority")
    with pytest.raises(Refused, match="back into the diary"):
        right(remit(special_case()), by="authority")


def test_privilege_is_not_lifted_by_a_correction():
    """What it would catch: the one road on which nobody asks for the lawyer."""
    walk = attach(Walk().receive(), marking="privileged", reason="Advice.")
    with pytest.raises(NotAllowed, match="document 1 is privileged; role legal alone"):
        right(walk, set={"marking": "served"})

    marked = mark(attach(Walk().receive(), marking="served"), "privileged")
    with pytest.raises(NotAllowed, match="document 1 is privileged; role legal alone"):
        right(marked)
    assert right(walk).subject.documents == ()


def test_a_finding_of_nothing_can_be_undone_on_the_day_it_was_made():
    """Whoever sat that day, sat: nothing is taken from anybody."""
    walk = right(find(opened(), NOT_PROVEN))

    assert walk.subject.stage == "in_hearing"
    assert find(walk).subject.finding is not None

"""What an appeal and a court make of an outcome, read back."""

from __future__ import annotations

from datetime import date

import pytest

from tests.hearings.scenes import GROSS, MISCONDUCT
from tests.hearings.scenes_conclusions import (
    DISMISSED,
    FINAL,
    WRITTEN,
    appeal,
    appealed,
    decided,
    determine_appeal,
    dismissed_on,
    find,
    impose,
    listed_again,
    listed_appeal,
    met,
    notify,
    states,
)
from tests.hearings.scenes_diary import (
    begin,
)

DAY = date(2014, 6, 24)


def test_what_a_tribunal_puts_in_the_place_of_a_dismissal_dates_back_to_it():
    walk = appealed().at("2014-09-01")
    determine_appeal(walk, "vary", outcome=FINAL, on=date(2014, 9, 1))
    made = walk.subject.outcome

    assert made is not None
    assert states(walk) == [(DISMISSED, "varied"), (FINAL, "stands")]
    assert (made.on, made.effective_on, made.months) == (date(2014, 9, 1), DAY, 18)
    assert (made.substituted, made.by, made.hearing) == (True, "the tribunal", "")
    assert walk.subject.stage == "decided"
    assert walk.subject.finding is not None
    assert dismissed_on(walk) == []
    assert walk.again() == walk.file


def test_a_dismissal_that_takes_the_place_of_a_warning_dates_back_as_well():
    walk = determine_appeal(appealed(FINAL).at("2014-09-01"), "vary", outcome=DISMISSED)

    assert dismissed_on(walk) == [DAY]


def test_a_varied_finding_is_another_finding_and_the_first_stays():
    walk = determine_appeal(appealed(), "vary", outcome=WRITTEN, finding=MISCONDUCT)

    assert [(one.level, one.stands) for one in walk.subject.findings] == [
        (GROSS, False), (MISCONDUCT, True),
    ]  # fmt: skip
    assert walk.subject.finding is not None
    assert walk.subject.finding.by == "the tribunal"
    assert walk.subject.outcome is not None
    assert walk.subject.outcome.finding == MISCONDUCT


@pytest.mark.parametrize(
    ("result", "stage", "state"),
    [("confirm", "decided", "stands"), ("quash", "closed", "quashed"),
     ("new_panel", "referred", "set_aside")],
)  # fmt: skip
def test_judicial_review_has_the_same_ends_but_for_a_variation(result, stage, state):
    walk = determine_appeal(appeal(decided(), "judicial_review"), result)

    assert (walk.subject.stage, walk.subject.outcomes[0].state) == (stage, state)
    assert walk.subject.appeal is None
    assert not {"tribunal_determined", "appeal_determined"} & {
        one.key for one in walk.subject.reached
    }
    assert walk.again() == walk.file


def test_a_court_that_quashes_the_end_of_an_appeal_leaves_what_it_was_about():
    walk = determine_appeal(appealed(), "vary", outcome=FINAL)
    determine_appeal(appeal(walk, "judicial_review"), "quash")

    assert states(walk) == [(DISMISSED, "stands"), (FINAL, "quashed")]
    assert (walk.subject.stage, dismissed_on(walk)) == ("decided", [DAY])
    assert walk.again() == walk.file


def test_a_court_that_quashes_what_an_appeal_quashed_lets_the_dismissal_stand_again():
    """What it would catch: a dismissed officer back in service, or one with no finding."""
    walk = determine_appeal(appealed(), "quash")
    assert (walk.subject.stage, dismissed_on(walk)) == ("closed", [])

    determine_appeal(appeal(walk, "judicial_review"), "quash")
    assert states(walk) == [(DISMISSED, "stands")]
    assert [(one.level, one.stands) for one in walk.subject.findings] == [(GROSS, True)]
    assert (walk.subject.stage, dismissed_on(walk)) == ("decided", [DAY])
    assert walk.again() == walk.file


def test_a_court_that_refuses_the_claim_leaves_what_an_appeal_quashed():
    walk = appeal(determine_appeal(appealed(), "quash"), "judicial_review")
    determine_appeal(walk, "confirm")

    assert states(walk) == [(DISMISSED, "quashed")]
    assert (walk.subject.stage, walk.subject.finding) == ("closed", None)
    assert walk.again() == walk.file


def test_a_finding_that_was_varied_comes_back_with_its_outcome():
    """What it would catch: a dismissal for gross misconduct that rests on misconduct."""
    walk = determine_appeal(appealed(), "vary", outcome=WRITTEN, finding=MISCONDUCT)
    determine_appeal(appeal(walk, "judicial_review"), "quash")

    assert [(one.level, one.stands) for one in walk.subject.findings] == [
        (GROSS, True), (MISCONDUCT, False),
    ]  # fmt: skip
    assert states(walk) == [(DISMISSED, "stands"), (WRITTEN, "quashed")]


def test_what_takes_the_place_of_a_meetings_outcome_dates_back_to_the_written_notice():
    """What it would catch: the day it was told there, by which a warning ends a week early."""
    walk = notify(impose(met()).at("2014-07-01"), date(2014, 7, 1))
    walk = appeal(walk.at("2014-07-04"), "meeting", date(2014, 7, 4))
    assert walk.subject.outcome is not None
    assert walk.subject.outcome.effective_on == DAY

    determine_appeal(walk.at("2014-07-10"), "vary", outcome=WRITTEN)
    assert walk.subject.outcome.effective_on == date(2014, 7, 1)


def test_a_court_quashes_what_was_heard_anew_after_an_appeal():
    """What it would catch: an appeal of the first round, taken for one of the second."""
    walk = determine_appeal(appealed(), "quash").at("2014-08-01").reopen("referred")
    walk = notify(impose(find(begin(listed_again(walk, "2014-09-02"), "2014-09-02"))))
    determine_appeal(appeal(walk, "judicial_review"), "quash")

    assert [state for _key, state in states(walk)][-1] == "quashed"
    assert (walk.subject.stage, walk.subject.outcome) == ("closed", None)
    assert walk.again() == walk.file


@pytest.mark.parametrize(
    ("on", "state"), [("2014-06-03", "vacated"), ("2014-06-04", "heard"), ("2014-06-05", "heard")]
)
def test_an_appeal_meeting_is_held_where_its_day_had_come(on, state):
    """What it would catch: an appeal dismissed without a meeting, counted as a meeting held."""
    walk = determine_appeal(listed_appeal("2014-06-04").at(on), "confirm")

    assert walk.subject.hearing is not None
    assert (walk.subject.hearing.kind, walk.subject.hearing.state) == ("appeal_meeting", state)
    assert [one.state for one in walk.subject.past_hearings] == ["heard"]
    assert "appeal_determined" in {one.key for one in walk.subject.reached}

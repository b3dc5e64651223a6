"""An entry is put right, or undone, without touching the history."""

from __future__ import annotations

import pytest

from hearings.errors import BadValue, NotAllowed, Refused
from tests.cast import RATIONALE
from tests.hearings.scenes import (
    GROSS,
    HALL,
    MISCONDUCT,
    covert,
    hold,
    referred,
    returned,
    two_allegations,
)
from tests.hearings.walks import Walk


def test_a_field_put_right_changes_the_case_and_not_the_history():
    walk = Walk().passed(MISCONDUCT).decide(MISCONDUCT)
    before = list(walk.history)
    walk.go("correct", by="caseworker", made_by="authority", event=4, reason="Misread.",
            set={"likely_form": "meeting", "information": "The second form."})  # fmt: skip

    assert walk.subject.decision is not None
    assert walk.subject.decision.likely_form == "meeting"
    assert walk.subject.decision.rationale["information"] == "The second form."
    assert walk.subject.decision.rationale["action"] == RATIONALE["action"]
    assert walk.history[:-1] == before
    assert walk.subject.version == 5


def test_a_step_that_is_undone_was_never_reached():
    walk = Walk().passed().go("note", note="Too soon.").go("correct", event=3, reason="Too soon.")

    assert walk.subject.stage == "with_unit"
    assert walk.subject.passed is None
    assert "awaiting_dps" not in walk.subject.stages
    assert walk.history[-1].from_stage == "awaiting_dps"
    assert walk.history[-1].to_stage == "with_unit"


def test_what_an_undone_step_stood_on_can_be_corrected_in_turn():
    walk = Walk().passed().go("correct", event=3, reason="Too soon.")
    walk.go("correct", event=2, reason="Another's form.")

    assert walk.subject.stage == "reported"
    assert walk.subject.local is None


@pytest.mark.parametrize(
    ("steps", "event", "given"),
    [
        (lambda: Walk().decided(), 2, {"set": {"level": MISCONDUCT}}),
        (lambda: Walk().decided(), 3, {}),
        (lambda: Walk().receive().local().formal(), 2, {}),
        (lambda: Walk().decided().read(), 4, {"set": {"level": GROSS, "change_reason": ""}}),
        (returned, 4, {}),
        (lambda: Walk().decided().read().go("send_feedback"), 4, {}),
        (lambda: hold(Walk().passed()).go("release", made_by="authority", reason="R"), 4, {}),
        (lambda: referred("local"), 4, {}),
        (lambda: two_allegations().go("amend", allegation=2, place="X", reason="R"), 2, {}),
        (lambda: two_allegations().local(), 2, {}),
        (lambda: Walk().decided().read().go("return_to_unit", made_by="authority", **HALL), 5,
         {"set": {"answer": "reconsider", "reason": "Hm."}}),
    ],
)  # fmt: skip
def test_what_later_steps_stand_on_is_not_changed_under_them(steps, event, given):
    with pytest.raises(Refused, match=f"later steps stand on event {event}"):
        steps().go("correct", by="authority", event=event, reason="Wrong.", **given)


def test_words_can_be_put_right_under_later_steps():
    walk = Walk().decided().go("correct", event=2, reason="Typo.", set={"action": "Read as X."})

    assert walk.subject.assessments[0].rationale["action"] == "Read as X."
    assert walk.subject.passed is not None
    assert walk.subject.passed.rationale["action"] == "Read as X."


def test_a_decision_is_corrected_by_the_authority_alone():
    with pytest.raises(NotAllowed, match="event 4 is a decision"):
        Walk().decided(MISCONDUCT, MISCONDUCT).go("correct", event=4, reason="Wrong.")
    walk = Walk().decided(MISCONDUCT, MISCONDUCT)
    assert walk.go("correct", by="authority", event=4, reason="Wrong.").state == "undecided"


def test_a_second_reading_is_corrected_by_a_reader_alone():
    with pytest.raises(NotAllowed, match="authority or supervisor"):
        Walk().decided().read().go("correct", event=5, reason="Wrong.")
    walk = Walk().decided().read().go("correct", by="supervisor", event=5, reason="Wrong.")
    assert walk.subject.second_reading == "waiting"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"event": 99}, "has no event 99"),
        ({"event": 1}, "is put right with 'amend'"),
        ({"event": 2, "set": {"colour": "red"}}, "does not take colour"),
        ({"event": 2, "set": {"level": "grave"}}, "cannot be 'grave'"),
        ({"event": 2, "set": {"by_allegation": "7=misconduct"}}, "has no allegation 7"),
        ({"event": 2, "set": {"information": "\x1b[2J"}}, "control character"),
        ({"event": 2, "set": {"information": ""}}, "may not be empty"),
    ],
)
def test_a_correction_brings_in_nothing_a_move_would_have_refused(given, said):
    with pytest.raises(Refused, match=said):
        Walk().receive().local().go("correct", reason="Wrong.", **given)


def test_an_event_is_corrected_once_and_a_correction_stands():
    walk = Walk().receive().local().go("correct", event=2, reason="R", set={"local": "No."})

    with pytest.raises(Refused, match="event 2 was corrected already"):
        walk.go("correct", event=2, reason="R")
    with pytest.raises(Refused, match="event 3 is a correction, and stands"):
        walk.go("correct", event=3, reason="R")


def test_another_subjects_event_is_not_corrected_here():
    walk = Walk().receive().local().go("add_subject", standard="force", narrative="N", reason="R")

    with pytest.raises(BadValue, match="MC-2014-00001/2 has no event 2"):
        walk.go("correct", subject=2, event=2, reason="R")


def test_a_correction_is_judged_on_the_entries_as_they_were_corrected():
    """The earlier form was put right after the decision; the decision is judged on it so."""
    walk = two_allegations().local(MISCONDUCT, by_allegation={"1": MISCONDUCT})
    walk.go("pass_to_dps").decide(MISCONDUCT)
    walk.go("correct", event=3, reason="R", set={"allegation-level": "2=misconduct"})
    walk.go("correct", by="authority", event=5, reason="R", set={"likely_form": "meeting"})

    assert walk.subject.assessments[0].by_allegation == {"2": MISCONDUCT}
    assert walk.again() == walk.file


def test_undoing_the_last_access_to_a_closed_case_is_refused():
    walk = covert().go("grant_access", account="authority", access="grant", reason="R")
    walk.go("grant_access", account="caseworker", access="revoke", reason="R")

    with pytest.raises(Refused, match="nobody could read the case any more"):
        walk.go("correct", event=2, reason="R")

"""The note to those who assessed locally: what changed, why, and their own figures."""

from __future__ import annotations

from typing import Any

import pytest

from hearings.feedback import note, readers
from hearings.rates import Counts
from hearings.rules import Rules
from tests.cast import RATIONALE
from tests.hearings.walks import Walk

OWN = {"300005": Counts(decided=12, changed=3, lowered=2, raised=1)}


def written(walk: Walk, **rules: Any) -> str:
    return "\n".join(note(walk.file, 1, OWN, Rules(**rules)))


def changed() -> Walk:
    return Walk().receive().local().formal().go("pass_to_dps").decide("misconduct")


def test_the_note_says_what_changed_why_and_how_the_readers_forms_have_fared():
    text = written(changed())

    assert "Feedback note: MC-2014-00001/1" in text
    assert "To: Inspector, L Hall, Camden; Superintendent, M Poe, Camden" in text
    assert "Passed to DPS as gross misconduct on 1 June 2014." in text
    assert "Decided by DPS as misconduct on 1 June 2014." in text
    assert "Reason: threshold set too high." in text
    assert RATIONALE["action"] in text
    assert "L Hall, Camden: 3 of 12 decided were changed (2 lowered, 1 raised)." in text
    assert "M Poe, Camden: 0 of 0 decided were changed" in text


def test_the_note_gives_the_guidance_for_each_standard():
    assert "The guidance that applies: Honesty and Integrity" in written(changed())
    walk = Walk().receive(standard="fitness").local().go("pass_to_dps").decide("misconduct")
    assert "The guidance that applies: Fitness for Duty" in written(walk)
    assert "There is no guidance" not in written(walk)


def test_the_note_uses_the_forces_own_name_for_its_directorate():
    assert "Decided by PSD as misconduct" in written(changed(), dps="PSD")


def test_a_later_revision_is_said_and_the_reasons_stay_the_first_decisions():
    walk = changed().read().revise("neither")

    assert "Since revised to neither misconduct nor gross misconduct on 1 June 2014." in written(
        walk
    )


@pytest.mark.parametrize(
    "walk",
    [
        lambda: Walk().passed(),
        lambda: Walk().decided("misconduct", "misconduct"),
        lambda: Walk().receive().decide("misconduct"),
        lambda: Walk().decided("misconduct", "misconduct").revise("neither"),
    ],
)
def test_there_is_no_note_where_dps_did_not_change_what_was_passed(walk):
    assert note(walk().file, 1, OWN, Rules()) == []
    assert not walk().subject.feedback.prepared


def test_a_raised_level_prepares_a_note_as_a_lowered_one_does():
    assert Walk().decided("neither", "misconduct").subject.feedback.prepared


def test_the_note_goes_once_to_each_reader_though_they_wrote_twice():
    walk = Walk().receive().local().local("misconduct")

    assert [maker.number for maker in readers(walk.subject)] == ["300005"]


def test_the_day_it_went_is_kept_and_deciding_again_prepares_no_other():
    walk = changed().read().go("send_feedback")
    assert walk.subject.feedback.sent_on == walk.today

    walk.dispose().reopen("awaiting_dps").decide("gross_misconduct")
    assert walk.subject.feedback.sent_on == walk.today

"""The note to those who assessed locally: what changed, why, and their own figures."""

from __future__ import annotations

from typing import Any

import pytest

from hearings.feedback import note, readers
from hearings.intervals import wilson
from hearings.rates import Counts
from hearings.rules import Rules
from tests.cast import RATIONALE
from tests.hearings.walks import Walk

OWN = Counts(decided=12, changed=3, lowered=2, raised=1)


def written(walk: Walk, own: Counts | None = OWN, **rules: Any) -> str:
    return "\n".join(note(walk.file, 1, own, Rules(**rules)))


def changed() -> Walk:
    return Walk().receive().local().formal().go("pass_to_dps").decide("misconduct")


def test_the_note_says_what_changed_and_why():
    text = written(changed())

    assert "Feedback note: MC-2014-00001/1" in text
    assert "To: Inspector, L Hall, Camden; Superintendent, M Poe, Camden" in text
    assert "Passed to DPS as gross misconduct on 1 June 2014." in text
    assert "Decided by DPS as misconduct on 1 June 2014." in text
    assert "Reason: threshold set too high." in text
    assert RATIONALE["action"] in text


def alone() -> Walk:
    return Walk().receive().local().go("pass_to_dps").decide("misconduct")


def test_whoever_reads_it_alone_is_told_how_their_forms_have_fared_with_the_interval():
    text = written(alone())

    within = wilson(3, 12)
    assert within is not None
    low, high = (f"{100 * end:.1f}" for end in within)
    assert "To: Inspector, L Hall, Camden" in text
    assert (
        "  3 of 12 decided were changed (2 lowered, 1 raised): 25.0 %, 95 % interval"
        f" {low} to {high} %." in text
    )
    assert "for you alone" not in text


def test_below_ten_decided_there_are_counts_and_no_rate():
    """Catches a third of three told as a rate."""
    text = written(alone(), Counts(decided=9, changed=3, lowered=3))

    assert "  3 of 9 decided were changed (3 lowered, 0 raised)." in text
    assert "Fewer than 10 are decided, which is too few for a rate." in text
    assert "%" not in text.partition("Your own forms so far")[2]


def test_a_note_that_goes_to_two_tells_neither_the_others_record():
    """A planted defect: both records under one note, each for the other to read."""
    text = written(changed())

    assert "decided were changed" not in text
    assert "How your own forms have fared is for you alone: 'hearings stats mine' shows it." in text


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

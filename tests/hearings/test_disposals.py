"""How a matter ends without proceedings: by stage, by answer, by allegation, and by leaving."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hearings.errors import Refused
from tests.hearings.noes import No, each, is_noticed, refuses
from tests.hearings.scenes import GROSS, MISCONDUCT, NEITHER
from tests.hearings.scenes_conclusions import heard, of_staff, under_2020
from tests.hearings.scenes_diary import (
    appoint,
    determine,
    determined,
    investigated,
    leave,
    lift,
    notice,
    noticed,
    opened,
    report,
    reported,
    suspend,
)
from tests.hearings.walks import Walk

IN_2021: dict[str, Any] = {"attention_date": "2021-03-01"}
VETTING = "vetting_referral"


def in_2021() -> Walk:
    return Walk(today=date(2021, 6, 1))


def answered(level: str, answer: str, walk: Walk | None = None, **facts: Any) -> Walk:
    """Bring a matter of a level to an answer, which is the investigator's opinion as well."""
    return determine(report(noticed(level, walk, **facts), a1=answer), a1=answer)


def added(walk: Walk, attention: str = "", **given: Any) -> Walk:
    """Add an allegation, which may have come to attention on a day of its own."""
    return walk.go("add_allegation", standard="duties", narrative="Left post.", reason="Seen.",
                   allegation_attention=attention or None, **given)  # fmt: skip


def ended_by_leaving(walk: Walk, **given: Any) -> Walk:
    return leave(walk, **given).dispose("officer_left")


def died(walk: Walk) -> Walk:
    return leave(walk, "died", becomes="ends", last_day="2014-06-01", notice_on=None)


def left_of_2017(attention: str) -> Walk:
    """End a matter that came to attention on a day for the officer's leaving."""
    walk = Walk(today=date(2018, 6, 1)).receive(attention_date=attention).local()
    walk.go("pass_to_dps").decide(GROSS)
    return ended_by_leaving(walk, notice_on="2018-01-02", last_day="2018-01-31")


def neither_in_2025(case: str, allegation: str = "", **given: Any) -> Walk:
    """Decide a matter as neither in July 2025, with an allegation of another day or without."""
    walk = Walk(today=date(2025, 7, 1)).receive(attention_date=case)
    if allegation:
        added(walk, allegation, **given)
    return walk.local(NEITHER).go("pass_to_dps").decide(NEITHER)


NOES = [
    # By stage.
    *(No("lawful_disposal", lambda: investigated(MISCONDUCT).dispose(),
         "is under investigation; it ends with the report and the decision on it", lawful)
      for lawful in (
          lambda: investigated(MISCONDUCT).dispose("duplicate", duplicate_of="MC-2014-00002"),
          lambda: ended_by_leaving(investigated(MISCONDUCT)),
          lambda: determined(MISCONDUCT).dispose())),
    No("lawful_disposal", lambda: noticed(GROSS).dispose("probationer_discharge"),
       "is under investigation", lambda: reported(GROSS).dispose("probationer_discharge")),
    # By leaving.
    No("lawful_disposal", lambda: investigated().dispose("officer_left"),
       "the officer has not left; record it with 'leave'",
       lambda: ended_by_leaving(investigated())),
    No("lawful_disposal",
       lambda: ended_by_leaving(Walk().decided(GROSS, GROSS), consent="refused", consent_by="A"),
       "the officer has not left", lambda: ended_by_leaving(Walk().decided(GROSS, GROSS))),
    No("lawful_disposal",
       lambda: ended_by_leaving(Walk().decided(GROSS, GROSS), last_day="2014-06-02"),
       "the officer serves until 2014-06-02; it ends no earlier",
       lambda: ended_by_leaving(Walk().decided(GROSS, GROSS), last_day="2014-06-01")),
    No("lawful_disposal", lambda: left_of_2017("2017-12-15"), "is open to 2017-12-14",
       lambda: left_of_2017("2017-12-14")),
    # Once it has come to its hearing.
    No("lawful_disposal", lambda: opened().dispose(),
       "has come to its hearing and ends with finding and outcome",
       lambda: ended_by_leaving(opened())),
    No("lawful_disposal", lambda: heard().dispose("management_action"),
       "unless the officer has left and the Regulations reach nobody who has, or has died",
       lambda: ended_by_leaving(heard())),
    # By death.
    No("lawful_disposal", lambda: opened().dispose("officer_died"),
       "the officer has not left; record it with 'leave'",
       lambda: died(opened()).dispose("officer_died")),
    No("lawful_disposal", lambda: leave(heard()).dispose("officer_died"),
       "no death is recorded; 'leave' records it",
       lambda: died(heard()).dispose("officer_died")),
    # By answer.
    No("lawful_disposal", lambda: reported(GROSS).dispose(),
       "is assessed as gross misconduct; no further action is not open",
       lambda: answered(GROSS, "none").dispose()),
    *(No("lawful_disposal", lambda: determined(GROSS).dispose(),
         "is assessed as gross misconduct; no further action is not open", lawful)
      for lawful in (
          lambda: answered(GROSS, "none").dispose("performance_procedures"),
          lambda: answered(GROSS, "none", in_2021(), **IN_2021).dispose("reflective_practice"),
          lambda: answered(GROSS, MISCONDUCT).dispose("management_action"))),
    No("lawful_disposal", lambda: answered(GROSS, MISCONDUCT).dispose("performance_procedures"),
       "is not open for it under the 2012",
       lambda: answered(GROSS, "none").dispose("performance_procedures")),
    *(No("lawful_disposal", lambda: reported(MISCONDUCT, in_2021(), **IN_2021).dispose(),
         "is assessed as misconduct; no further action is not open for it under the 2020", lawful)
      for lawful in (
          lambda: answered(MISCONDUCT, "none", in_2021(), **IN_2021).dispose(),
          lambda: answered(MISCONDUCT, MISCONDUCT, in_2021(), **IN_2021).dispose())),
    # What was added after the decision is not decided by it.
    No("lawful_disposal", lambda: added(answered(GROSS, "none")).dispose(),
       "is assessed as gross misconduct; no further action is not open",
       lambda: added(answered(GROSS, "none")).go(
           "determine", made_by="authority", answers={"1": "none", "2": "none"},
           reason="Nothing in the second.").dispose()),
    # By allegation.
    No("lawful_disposal", lambda: neither_in_2025("2025-05-27").dispose(VETTING),
       "is open where an allegation came to attention under the 2025 changes .SI 2025/558 reg 9",
       lambda: neither_in_2025("2025-05-28").dispose(VETTING)),
    No("lawful_disposal",
       lambda: neither_in_2025("2025-05-27", "2025-06-02").dispose(VETTING),
       "under the 2025 changes",
       lambda: neither_in_2025("2025-05-27", "2025-06-02", separate=True).dispose(VETTING)),
    No("lawful_disposal", lambda: neither_in_2025("2020-01-31").dispose(VETTING),
       "is no way to end a matter under the 2012",
       lambda: neither_in_2025("2025-05-28").dispose(VETTING)),
]  # fmt: skip


@each(NOES)
def test_a_disposal_is_refused_with_its_sentence_and_the_lawful_one_passes(no):
    refuses(no)


@each(NOES)
def test_a_guard_of_disposals_switched_off_is_noticed(no, monkeypatch):
    is_noticed(no, monkeypatch)


@pytest.mark.parametrize("facts", [{}, {"attention_date": "2012-11-21"}])
def test_gross_misconduct_without_a_case_to_answer_is_closed_at_the_decision(facts):
    """What it would catch: a matter that can be neither referred nor closed."""
    walk = answered(GROSS, "none", **facts)
    with pytest.raises(Refused, match="has no case to answer; close it with 'dispose'"):
        walk.go("refer", made_by="authority", forum="hearing", reason="R")

    assert walk.dispose("management_action").subject.stage == "closed"
    assert walk.subject.level == GROSS


def test_a_former_officer_with_misconduct_alone_is_neither_referred_nor_left_open():
    """What it would catch: the sentence that says to close it, and a disposal that refuses."""
    walk = leave(answered(GROSS, MISCONDUCT, person_type="officer"))
    with pytest.raises(Refused, match="close it with 'dispose'"):
        walk.go("refer", made_by="authority", forum="meeting", reason="R")

    assert walk.dispose().subject.stage == "closed"


def test_a_matter_that_ends_under_investigation_says_who_left_and_stops_its_clocks():
    walk = ended_by_leaving(noticed())

    assert (walk.subject.stage, walk.subject.disposal) == ("closed", "officer_left")
    assert walk.again() == walk.file


@pytest.mark.parametrize(
    "place", [noticed, lambda: determined(GROSS), opened, heard, under_2020, of_staff]
)
def test_proceedings_against_somebody_who_died_end_wherever_they_stand(place):
    """What it would catch: a hearing that nobody can end, and a room that stays taken for it."""
    walk = died(place()).dispose("officer_died")
    hearing = walk.subject.hearing

    assert (walk.subject.stage, walk.subject.disposal) == ("closed", "officer_died")
    assert hearing is None or not hearing.stands
    assert walk.subject.outcome is None
    assert walk.again() == walk.file


def test_a_suspension_that_still_stands_once_a_matter_is_closed_is_ended_then():
    """What it would catch: an officer whom no move can let back to work."""
    walk = ended_by_leaving(suspend(Walk().decided(GROSS, GROSS)))
    assert [one.stands for one in walk.subject.measures] == [True]

    lift(walk)
    assert [one.stands for one in walk.subject.measures] == [False]
    assert walk.subject.stage == "closed"


# ------ another investigator


def test_another_investigator_takes_the_place_of_the_first_and_both_stay_in_the_case():
    """What it would catch: a replaced investigator who may sit on the panel, or report."""
    walk = appoint(notice(investigated()), investigator="300019", investigator_name="N Ext")

    assert walk.subject.stage == "investigation"
    assert walk.subject.investigator == "300019"
    assert [party.number for party in walk.file.case.parties] == ["300009", "300019"]
    with pytest.raises(Refused, match="made by the investigator, 300019; I Quest is not"):
        report(walk)
    assert walk.again() == walk.file

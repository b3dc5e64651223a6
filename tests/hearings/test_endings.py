"""What proceedings ended in, and how that is counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearings.cases import Allegation, Case, Subject
from hearings.conclusions import Appeal, Comparison, Finding, Outcome
from hearings.endings import POSITIONS, Ending, ending, lies, proceeds, withdrawn
from hearings.milestones import Reached
from hearings.people import PersonFacts
from hearings.sanctions import RESULTS, Compared, Ended, consistency, counted, summarised
from hearings.stages import Stage

DAY = date(2014, 6, 24)
CASE = Case("MC-2014-00001", date(2014, 3, 10), "2012", "internal_conduct", "supervisor", "Camden")
FINDING = Finding("H-1", "hearing", DAY, "gross_misconduct", {"1": "proved"},
                  {"honesty": "breached", "duties": "not_breached"}, by="300012")  # fmt: skip
WARNED = Outcome("final_written_warning", DAY, "H-1", "hearing", "gross_misconduct", "2012",
                 by="300012", effective_on=DAY, months=18)  # fmt: skip
DISMISSED = replace(WARNED, key="dismissal_without_notice", months=0)
SUBSTITUTED = replace(
    WARNED, on=date(2014, 9, 1), hearing="", by="the tribunal", substituted=True, effective_on=DAY
)


def subject(**facts):
    given = {
        "allegations": (Allegation(1, "honesty", "", ""), Allegation(2, "force", "", "")),
        "forum": "hearing",
        **facts,
    }
    return Subject(1, PersonFacts("201234"), given.pop("stage", Stage.DECIDED), **given)


def ended(made: Subject) -> Ending:
    found = ending(CASE, made)
    assert found is not None
    return found


def test_a_matter_that_goes_on_has_no_ending():
    for stage in (Stage.REFERRED, Stage.LISTED, Stage.IN_HEARING):
        assert ending(CASE, subject(stage=stage)) is None
    assert not proceeds(Subject(1, PersonFacts(), Stage.REPORTED))


def test_an_outcome_that_stands_comes_before_all_else():
    made = subject(findings=(FINDING,), outcomes=(replace(DISMISSED, state="set_aside"), WARNED))
    found = ended(made)
    assert (found.ended, found.outcome, found.standing) == (
        "outcome", "final_written_warning", "stands",
    )  # fmt: skip
    assert (found.overturned, found.decided_on, found.chair) == (1, DAY, "300012")
    assert found.warning is not None
    assert (found.warning.kind, found.warning.notified_on) == ("final_written_warning", DAY)


def test_a_new_finding_comes_before_the_outcome_that_was_set_aside():
    """Catches a dismissal that a new panel is about to replace, shown as what the matter is."""
    made = subject(findings=(FINDING,), outcomes=(replace(DISMISSED, state="set_aside"),))
    found = ended(made)
    assert (found.ended, found.outcome, found.overturned) == ("finding", "", 1)


def test_a_quashed_outcome_is_what_is_left_and_leaves_no_warning():
    fallen = replace(FINDING, stands=False)
    made = subject(findings=(fallen,), outcomes=(replace(WARNED, state="quashed"),))
    found = ended(made)
    assert (found.outcome, found.standing) == ("final_written_warning", "quashed")
    assert (found.warning, found.comparison) == (None, None)


def test_a_substituted_outcome_dates_back_to_the_hearing_and_is_no_chairs():
    """Catches a case counted in the year of its appeal, or a tribunal's outcome as a chair's."""
    again = replace(SUBSTITUTED, on=date(2015, 2, 1), key="written_warning")
    varied = replace(DISMISSED, state="varied")
    made = subject(findings=(FINDING,),
                   outcomes=(varied, replace(SUBSTITUTED, state="varied"), again))  # fmt: skip
    found = ended(made)
    assert (found.outcome, found.decided_on, found.chair) == ("written_warning", DAY, "on_appeal")
    assert found.overturned == 2


def test_the_standards_are_those_breached_or_else_those_alleged():
    assert ended(subject(findings=(FINDING,))).standards == ("honesty",)
    nothing = replace(FINDING, breaches={"honesty": "not_breached"}, level="not_proven")
    assert ended(subject(findings=(nothing,))).standards == ("force", "honesty")


def test_a_comparison_counts_for_the_outcome_it_was_made_of():
    """Catches a comparison of a dismissal counted for the warning put in its place."""
    old = Comparison(DAY, "dismissal_without_notice", 9, 1, 2, 6, "x", "y")
    made = subject(outcomes=(WARNED,), comparisons=(old,))
    assert ended(made).comparison is None
    new = replace(old, outcome="final_written_warning")
    assert ended(replace(made, comparisons=(old, new))).comparison is new


def test_a_comparison_counts_for_no_later_outcome_of_the_same_name():
    """Catches the first round's comparison counted for the second round's like outcome."""
    old = Comparison(DAY, "final_written_warning", 9, 1, 2, 6, "x", "y")
    again = replace(WARNED, on=date(2014, 9, 2), by="300014")
    first = replace(WARNED, state="set_aside")
    assert ended(subject(outcomes=(first, again), comparisons=(old,))).comparison is None
    there = replace(SUBSTITUTED, on=DAY)
    varied = replace(DISMISSED, state="varied")
    assert ended(subject(outcomes=(varied, there), comparisons=(old,))).comparison is None


@pytest.mark.parametrize(
    ("stages", "so"),
    [
        (("referred", "withdrawn"), True),
        (("referred", "withdrawn", "closed"), True),
        (("withdrawn", "closed", "case_decision", "closed"), False),
        (("withdrawn", "referred", "decided", "closed"), False),
        (("assessed", "closed"), False),
        ((), False),
    ],
)
def test_withdrawn_is_what_came_last(stages, so):
    """Catches a matter reopened after its withdrawal that still counts as withdrawn."""
    stage = Stage(stages[-1]) if stages else Stage.REPORTED
    made = subject(stage=stage, stages=stages, disposal="performance_procedures",
                   reached=(Reached("proceedings_withdrawn", DAY),))  # fmt: skip
    assert withdrawn(made) is so
    found = ending(CASE, made)
    assert (found is not None and found.ended == "withdrawn") is so
    if found is not None and so:
        assert (found.decided_on, found.disposal) == (DAY, "performance_procedures")


# ------ where an outcome lies


@pytest.mark.parametrize(
    ("n", "lighter", "heavier", "where"),
    [(4, 0, 4, "too_few"), (0, 0, 0, "too_few"), (5, 0, 5, "lighter"), (5, 5, 0, "heavier"),
     (5, 0, 4, "within"), (5, 2, 3, "within"), (5, 0, 0, "within")],
)  # fmt: skip
def test_where_an_outcome_lies(n, lighter, heavier, where):
    assert lies(n, lighter, heavier) == where


PLACED = st.integers(0, 12).flatmap(
    lambda n: st.integers(0, n).flatmap(
        lambda lighter: st.tuples(st.just(n), st.just(lighter), st.integers(0, n - lighter))
    )
)


@given(st.lists(st.tuples(st.booleans(), PLACED, st.integers(1, 9))))
def test_every_outcome_compared_lies_somewhere_once(rows):
    """Catches an outcome counted twice, or in no column."""
    found = consistency(
        Compared(told, False, n, lighter, heavier, number)
        for told, (n, lighter, heavier), number in rows
    )
    assert found.compared == sum(getattr(found, name) for name in POSITIONS)
    assert found.outcomes == sum(number for _told, _place, number in rows) >= found.compared
    assert found.base + found.too_few == found.compared


# ------ counting

ENDED = st.builds(
    Ended,
    st.sampled_from(["outcome", "finding", "withdrawn"]),
    st.sampled_from(["", "not_proven", "misconduct", "gross_misconduct"]),
    st.sampled_from(["not_proven", "written_warning", "dismissal_without_notice", "own"]),
    st.sampled_from(["stands", "quashed", "set_aside"]),
    st.sampled_from(["", "performance_procedures", "no_further_action"]),
    st.integers(1, 50),
)


@given(st.lists(ENDED))
def test_everyone_counted_stands_in_one_place(rows):
    """Catches an officer who is in the base and beside it, or in neither."""
    whole = sum(row.number for row in rows)
    found = counted(rows, 3, {"": 2, "quash": 1})
    assert found.base == sum(found.outcomes.values())
    assert found.base + found.awaiting + found.withdrawn + found.overturned == whole
    assert (found.subjects, found.brought) == (whole, 3)
    assert list(found.appeals) == list(RESULTS)
    total = summarised(rows, cases=3)
    assert total.heard + total.withdrawn == total.subjects == whole
    assert total.not_proven + total.as_printed + total.overturned == whole
    assert total.overturned == found.overturned == total.quashed + total.set_aside
    assert sum(total.outcomes.values()) + total.awaiting == total.proven
    assert "not_proven" not in total.outcomes


def test_an_appeal_is_no_ending():
    running = Appeal("tribunal", DAY, "Unreasonable.", "final_written_warning")
    made = subject(
        stage=Stage.APPEALED, findings=(FINDING,), outcomes=(WARNED,), appeals=(running,)
    )
    assert ended(made).standing == "stands"

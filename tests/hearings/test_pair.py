"""The reassessment pair, column by column as the design defines it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearings.rates import Counts
from hearings.rules import Rules
from hearings.severity import Assessment, Direction, Kind, Level, PairFacts, PairState, pair
from hearings.tallies import count, tally
from tests.cast import NOW, maker
from tests.hearings.walks import CASE, STEPS, Walk

GROSS, MISCONDUCT, NEITHER = "gross_misconduct", "misconduct", "neither"
RULES = Rules()


def frozen(walk: Walk) -> tuple[object, ...]:
    """Give what may never change about a pair once it is decided."""
    now = walk.subject.pair
    return now.state, now.initial, now.decision, now.direction


# ------ each column


def test_a_matter_without_a_local_form_has_no_local_view():
    assert Walk().receive().state == "no_local_view"


def test_a_form_waits_for_a_decision():
    walk = Walk().receive().local()
    assert walk.state == "undecided"
    assert walk.go("pass_to_dps").state == "undecided"


@pytest.mark.parametrize(
    ("local", "to", "way"),
    [
        (NEITHER, MISCONDUCT, Direction.RAISED),
        (MISCONDUCT, GROSS, Direction.RAISED),
        (GROSS, MISCONDUCT, Direction.LOWERED),
        (GROSS, NEITHER, Direction.LOWERED),
        (MISCONDUCT, MISCONDUCT, Direction.SAME),
    ],
)
def test_a_decision_on_a_form_makes_the_base(local, to, way):
    walk = Walk().decided(local, to)

    assert walk.state == "decided"
    assert walk.subject.pair.direction is way
    assert count(walk.subject, RULES).changed == int(way is not Direction.SAME)


def test_a_decision_without_a_form_is_beside_the_base():
    assert Walk().receive().decide(MISCONDUCT).state == "no_local_view"


def test_a_form_that_was_never_passed_on_is_no_initial_assessment():
    """Kept, closed, reopened as reported and decided: it would count as a pair otherwise."""
    walk = Walk().receive().local(MISCONDUCT)
    walk.go("keep_locally", made_by="superintendent", handled_by="L Hall", reason="First time.")
    walk.dispose().reopen("reported").decide(NEITHER)

    assert walk.state == "no_local_view"


def test_the_initial_assessment_is_fixed_when_it_is_first_passed():
    walk = Walk().passed(GROSS).go("request_information", by="authority", missing="Pages.")
    walk.local(MISCONDUCT).go("resubmit", supplied="Pages.").decide(MISCONDUCT)

    assert walk.subject.passed is not None
    assert walk.subject.passed.level == GROSS
    assert walk.subject.pair.direction is Direction.LOWERED
    assert walk.subject.resubmitted
    assert [made.level for made in walk.subject.assessments] == [GROSS, MISCONDUCT, MISCONDUCT]


def test_a_form_sent_again_unchanged_is_resubmitted_too():
    walk = Walk().passed(GROSS)
    assert not walk.subject.resubmitted
    walk.go("request_information", by="authority", missing="Pages.")
    assert not walk.subject.resubmitted
    assert walk.go("resubmit", supplied="Pages.").subject.resubmitted
    assert count(walk.subject, RULES).resubmitted == 1


def test_a_form_changed_before_it_is_passed_is_not_resubmitted():
    walk = Walk().receive().local(GROSS).local(MISCONDUCT).go("pass_to_dps")

    assert not walk.subject.resubmitted
    assert walk.subject.pair.initial is not None
    assert walk.subject.pair.initial.level == MISCONDUCT


@pytest.mark.parametrize("last", ["formal", "local"])
def test_the_superintending_ranks_assessment_is_the_initial_one_where_there_is_one(last):
    walk = Walk().receive().local(GROSS).formal(MISCONDUCT)
    if last == "local":
        walk.local(NEITHER)
    walk.go("pass_to_dps")

    assert walk.subject.pair.initial is not None
    assert walk.subject.pair.initial.kind is Kind.FORMAL
    assert walk.subject.pair.initial.level == MISCONDUCT


def test_a_formal_assessment_after_passing_does_not_replace_the_inspecting_one():
    walk = Walk().passed(GROSS).go("request_information", by="authority", missing="Pages.")
    walk.formal(NEITHER).go("resubmit", supplied="Done.").decide(GROSS)

    assert walk.subject.pair.direction is Direction.SAME
    assert walk.subject.resubmitted


def late_walk(local_on: date) -> Walk:
    walk = Walk().receive().go("assess", made_by="authority", level=MISCONDUCT,
                               rationale={"information": "x", "action": "y"},
                               on=date(2014, 5, 20))  # fmt: skip
    walk.dispose().reopen("reported")
    return walk.go(
        "assess_locally", made_by="local_assessor", level=GROSS, on=local_on,
        rationale={"information": "x", "action": "y"},
    )  # fmt: skip


def test_a_form_made_after_the_decision_is_late_passed_on_or_not():
    walk = late_walk(date(2014, 5, 25))
    assert walk.state == "late_local_view"
    assert walk.go("pass_to_dps").state == "late_local_view"


def test_a_form_made_after_the_decision_on_the_same_day_is_late_too():
    """Days alone would put a form written in knowledge of the decision into the base."""
    walk = late_walk(date(2014, 5, 20)).go("pass_to_dps")

    assert walk.state == "late_local_view"


def test_a_form_of_the_same_day_entered_before_the_decision_is_in_the_base():
    assert Walk().decided().state == "decided"


def test_a_form_dated_after_the_decision_is_late():
    walk = Walk().receive().local(GROSS).go("pass_to_dps")
    walk.go("assess", made_by="authority", level=GROSS, on=date(2014, 5, 20),
            rationale={"information": "x", "action": "y"})  # fmt: skip

    assert walk.state == "late_local_view"


def test_a_decision_by_the_iopc_is_elsewhere():
    walk = Walk().passed().go("refer_to_iopc", reason="Grave.")
    walk.go("iopc_decides", mode="independent", level=MISCONDUCT)
    assert walk.state == "decided_elsewhere"

    walk.go("iopc_decides", mode="local").decide(MISCONDUCT)
    assert walk.state == "decided_elsewhere"


def test_a_decision_by_the_iopc_after_dps_decided_changes_no_pair():
    walk = Walk().decided(GROSS, MISCONDUCT)
    before = frozen(walk)
    walk.go("refer_to_iopc", reason="Grave.")
    walk.go("iopc_decides", mode="independent", level=GROSS)

    assert frozen(walk) == before


def test_an_allegation_added_in_between_changes_the_scope():
    walk = Walk().passed()
    walk.go("add_allegation", standard="duties", narrative="Left post.", reason="Seen.")

    assert walk.decide(MISCONDUCT).state == "scope_changed"
    assert count(walk.subject, RULES).changed == 0


def test_an_allegation_reworded_in_between_changes_the_scope():
    walk = Walk().passed().go("amend", allegation=1, narrative="Three hours.", reason="Record.")

    assert walk.decide(MISCONDUCT).state == "scope_changed"


def test_another_fact_put_right_in_between_does_not():
    """Naming the allegation beside it must not count as rewording it."""
    walk = Walk().passed().go("amend", allegation=1, rank="PC", reason="Record.")

    assert walk.decide(MISCONDUCT).state == "decided"


def test_an_allegation_added_after_the_decision_changes_nothing():
    walk = Walk().decided()
    before = frozen(walk)
    walk.go("add_allegation", standard="duties", narrative="Left post.", reason="Seen.")

    assert frozen(walk) == before


def kept() -> Walk:
    walk = Walk().receive().local(MISCONDUCT)
    return walk.go("keep_locally", made_by="superintendent", handled_by="L Hall", reason="First.")


def test_a_matter_the_unit_keeps_is_counted_beside_the_base():
    assert kept().state == "kept_locally"
    assert kept().dispose("management_action").state == "kept_locally"


def test_a_matter_kept_and_found_a_duplicate_ended_before_a_decision():
    walk = kept().dispose("duplicate", duplicate_of="MC-2014-00017")
    assert walk.state == "withdrawn"

    walk.reopen("with_unit").go("pass_to_dps")
    assert walk.state == "undecided"
    assert walk.decide(MISCONDUCT).state == "decided"


def test_a_decided_matter_found_a_duplicate_stays_in_the_base():
    walk = Walk().decided(MISCONDUCT, MISCONDUCT)
    walk.dispose("duplicate", duplicate_of="MC-2014-00017")

    assert walk.state == "decided"


def test_a_covert_matter_enters_when_it_becomes_overt():
    walk = Walk().passed().go("amend", sensitivity="covert", reason="Test.").decide(MISCONDUCT)
    assert tally(walk.file.case, walk.file.subjects, RULES) == {}

    walk.go("amend", sensitivity="open", reason="Over.")
    assert tally(walk.file.case, walk.file.subjects, RULES)["", ""] == Counts(
        decided=1, changed=1, lowered=1, avoidable=1, cases=1, changed_squared=1,
        changed_decided=1, lowered_squared=1, lowered_decided=1, decided_squared=1,
    )  # fmt: skip


def test_a_restricted_matter_is_counted():
    walk = Walk().passed().go("amend", sensitivity="restricted", reason="Test.")

    assert tally(walk.file.case, walk.file.subjects, RULES)["", ""].undecided == 1


# ------ what never changes a pair


def again(walk: Walk) -> Walk:
    walk.read().dispose().reopen("awaiting_dps")
    return walk.go("assess", made_by="authority2", level=GROSS,
                   rationale={"information": "x", "action": "y"})  # fmt: skip


LATER = {
    "waiting for its second reader": lambda walk: walk,
    "a revision": lambda walk: walk.read().revise(GROSS),
    "a return": lambda walk: walk.read().go("return_to_unit", made_by="authority", handled_by="L"),
    "closing": lambda walk: walk.read().dispose(),
    "reopening": lambda walk: walk.read().dispose().reopen("assessed"),
    "reopening with the unit": lambda walk: walk.read().dispose().reopen("with_unit"),
    "a new form after reopening": lambda walk: (
        walk.read().dispose().reopen("with_unit").local(NEITHER).go("pass_to_dps")
    ),
    "keeping it after reopening": lambda walk: (
        walk.read().dispose().reopen("with_unit").go(
            "keep_locally", made_by="superintendent", handled_by="L Hall", reason="First."
        )
    ),
    "deciding again after reopening": again,
    "a referral": lambda walk: walk.go("refer_to_iopc", reason="Grave."),
    "a hold": lambda walk: walk.go(
        "hold", made_by="authority", consulted="yes", prejudice="P", review_date="2014-09-01"
    ),
}  # fmt: skip


@pytest.mark.parametrize("later", LATER)
def test_nothing_later_changes_a_pair(later):
    walk = Walk().decided(GROSS, MISCONDUCT)
    before = frozen(walk)
    after = LATER[later](walk)

    assert frozen(after) == before
    assert before[0] is PairState.DECIDED


def test_a_corrected_assessment_is_replaced_by_its_correction():
    walk = Walk().passed(GROSS)
    walk.go("assess", made_by="authority", level=GROSS,
            rationale={"information": "x", "action": "y"})  # fmt: skip
    assert walk.subject.pair.direction == "same"

    walk.go("correct", by="authority", event=4, reason="Keyed from the wrong form.",
            set={"level": MISCONDUCT, "reason": "clerical"})  # fmt: skip
    assert walk.subject.pair.direction == "lowered"
    assert count(walk.subject, RULES).avoidable == 0


# ------ laws


def made(kind: Kind, level: Level, day: int | None, scope: tuple[str, ...]) -> Assessment:
    on = None if day is None else date(2014, 5, day)
    return Assessment(kind, level, on, maker("authority"), scope=scope)


assessments = st.builds(
    made,
    st.sampled_from(Kind),
    st.sampled_from(Level),
    st.one_of(st.none(), st.integers(1, 3)),
    st.sampled_from([("1.1",), ("1.2",), ("1.1", "2.1")]),
)
maybe = st.one_of(st.none(), assessments)
pair_facts = st.builds(PairFacts, maybe, maybe, maybe, maybe, st.booleans(), st.booleans(),
                       st.booleans(), st.booleans())  # fmt: skip


@given(pair_facts)
def test_a_subject_stands_in_exactly_one_column_and_has_a_direction_only_in_the_base(known):
    found = pair(known)

    assert found.state in PairState
    assert (found.direction is not None) is (found.state is PairState.DECIDED)
    if found.state is PairState.DECIDED:
        assert found.initial is not None
        assert found.decision is not None
        assert found.initial.scope == found.decision.scope


@given(pair_facts)
def test_only_a_decided_subject_can_be_called_changed(known):
    found = pair(known)

    assert found.changed <= (found.state is PairState.DECIDED)
    assert found.state is not PairState.UNDECIDED or known.decision is None


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(STEPS), max_size=40))
def test_the_columns_add_up_to_the_subjects_however_they_got_there(steps):
    walk = Walk().receive().local()
    for step in steps:
        walk.try_step(step)
    case, subjects = walk.file.case, walk.file.subjects
    kept_counts = tally(case, subjects, RULES)
    if case.sensitivity == "covert":
        assert kept_counts == {}
        return
    total = kept_counts["", ""]

    assert total.cases == 1
    assert total.subjects == len(subjects)
    assert total.subjects == (
        total.decided + total.undecided + total.no_local_view + total.late_local_view
        + total.decided_elsewhere + total.scope_changed + total.withdrawn + total.kept_locally
    )  # fmt: skip
    assert total.changed == total.raised + total.lowered <= total.decided
    assert 0 <= total.avoidable <= total.changed
    for field in {field for field, _value in kept_counts} - {"", "standard", "category"}:
        parts = [counts for (name, _value), counts in kept_counts.items() if name == field]
        assert sum(part.subjects for part in parts) == total.subjects
        assert sum(part.changed for part in parts) == total.changed


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([s for s in STEPS if s.event != "correct"]), max_size=40))
def test_a_decided_pair_is_never_changed_by_any_later_move(steps):
    """Corrections apart: they say that the decision was another."""
    walk = Walk().decided(GROSS, MISCONDUCT)
    before = frozen(walk)
    for step in steps:
        walk.try_step(step)

    assert frozen(walk) == before


def test_the_walks_know_the_case_and_the_moment():
    walk = Walk().receive()
    assert walk.file.case.reference == CASE
    assert walk.history[0].at == NOW

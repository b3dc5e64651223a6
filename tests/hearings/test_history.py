"""A case read back from its events is the case that was saved, whatever was done to it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from hearings.errors import UnknownReference
from hearings.history import apply, corrected, effective, fold
from hearings.stages import moves
from tests.hearings.walks import STEPS, Step, Walk

LEVELS = ("neither", "misconduct", "gross_misconduct")


class CaseMachine(RuleBasedStateMachine):
    """Move a case at random, lawfully and unlawfully, beside a model of what must hold."""

    def __init__(self):
        super().__init__()
        self.walk = Walk().receive()
        self.events = 1
        self.passed_level = None
        self.decided_level = None
        self.ended = False

    def note(self, step: Step) -> bool:
        """Try a step; what is refused changes nothing."""
        before, history = self.walk.file, list(self.walk.history)
        subject = next((s for s in before.subjects if s.number == step.subject), None)
        stage = "-" if subject is None else subject.stage.value
        try:
            done = self.walk.try_step(step)
        except UnknownReference:
            done = False
        if not done:
            assert self.walk.file == before
            assert self.walk.history == history
            return False
        self.events += 1
        event = self.walk.history[-1]
        move = moves()[event.kind]
        assert not move.later
        assert event.from_stage in move.sources
        if event.from_stage != "-":
            assert event.from_stage == stage
        return True

    @rule(step=st.sampled_from([s for s in STEPS if s.event != "correct"]))
    def move(self, step):
        before = self.walk.subject
        if not self.note(step) or step.subject != 1:
            return
        if step.event == "pass_to_dps" and self.passed_level is None:
            self.passed_level = before.local and before.local.level
        if step.event == "assess" and self.decided_level is None:
            self.decided_level = step.given["level"]

    @rule(level=st.sampled_from(LEVELS))
    @precondition(lambda self: self.walk.subject.stage in {"reported", "with_unit"})
    def form(self, level):
        given = {"level": level, "rationale": {"information": "x", "action": "y"}}
        assert self.note(Step("assess_locally", "caseworker", "local_assessor", given))

    @rule()
    @precondition(lambda self: self.walk.subject.stage == "with_unit")
    def send_on(self):
        again = self.walk.subject.sent_back
        given = {"supplied": "Pages."} if again else {}
        if self.passed_level is None:
            local = self.walk.subject.local
            self.passed_level = local and local.level
        step = Step("resubmit" if again else "pass_to_dps", "caseworker", None, given)
        assert self.note(step)

    @rule(level=st.sampled_from(LEVELS))
    @precondition(
        lambda self: (
            self.walk.subject.stage == "awaiting_dps"
            and self.walk.file.case.iopc not in {"managed", "directed", "independent"}
        )
    )
    def decide(self, level):
        given = {"level": level, "rationale": {"information": "x", "action": "y"}}
        if level != self.passed_level:
            given["change_reason"] = "threshold_too_high"
        if self.decided_level is None:
            self.decided_level = level
        assert self.note(Step("assess", "caseworker", "authority", given))

    @invariant()
    def the_events_make_the_case(self):
        assert self.walk.again() == self.walk.file

    @invariant()
    def the_versions_count_the_events(self):
        assert self.walk.file.case.version == self.events == len(self.walk.history)
        assert sum(subject.version for subject in self.walk.file.subjects) == self.events

    @invariant()
    def the_pair_is_the_models(self):
        subject = self.walk.subject
        assert (subject.passed and subject.passed.level) == self.passed_level
        assert (subject.decision and subject.decision.level) == self.decided_level

    @invariant()
    def gross_misconduct_stays_with_dps(self):
        subject = self.walk.subject
        if subject.stage == "closed" and subject.level == "gross_misconduct":
            assert subject.disposal == "duplicate"

    @invariant()
    def nothing_was_issued_before_its_second_reader(self):
        subject = self.walk.subject
        kinds = [event.kind for event in self.walk.history if event.subject == 1]
        if subject.second_reading in {"waiting", "asked"} and "reopen" not in kinds:
            decided = max(i for i, kind in enumerate(kinds) if kind in {"assess", "revise"})
            if not {"concur", "revise"} & {kinds[decided]}:
                assert not {"send_feedback", "dispose"} & set(kinds[decided:])


CaseMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestAnyMoves = CaseMachine.TestCase


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(STEPS), max_size=45))
def test_the_events_make_the_case_after_any_moves_and_corrections(steps):
    walk = Walk().receive().local()
    for step in steps:
        try:
            walk.try_step(step)
        except UnknownReference:
            continue
        assert walk.again() == walk.file
    assert fold(walk.history) == fold(walk.history)
    assert [event.id for event in walk.history] == list(range(1, len(walk.history) + 1))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([s for s in STEPS if s.event != "correct"]), max_size=40))
def test_one_event_at_a_time_makes_what_all_at_once_make(steps):
    walk = Walk().receive().local()
    for step in steps:
        try:
            walk.try_step(step)
        except UnknownReference:
            continue
    file = None
    for event in walk.history:
        file = apply(file, event)

    assert file == fold(walk.history)


def test_a_case_without_events_is_none():
    with pytest.raises(ValueError, match="at least one event"):
        fold([])


def test_a_case_begins_with_the_event_that_makes_it():
    walk = Walk().receive().local()
    with pytest.raises(ValueError, match="cannot begin with assess_locally"):
        fold(walk.history[1:])
    walk.go("add_subject", standard="force", narrative="N", reason="R")
    with pytest.raises(ValueError, match="cannot begin with an added subject"):
        fold(walk.history[2:])


def test_an_undone_event_stands_as_a_note_and_a_righted_one_as_it_should_have_been():
    walk = Walk().passed().go("correct", event=3, reason="Too soon.")
    undone = effective(walk.history)[2]
    assert (undone.kind, undone.to_stage, undone.payload) == ("note", "with_unit", {})

    right = corrected(walk.history[1], {"righted": {"level": "neither"}})
    assert right.kind == "assess_locally"
    assert right.payload == {"level": "neither"}
    assert walk.history[2].kind == "pass_to_dps"


def test_an_effective_date_is_kept_apart_from_the_moment_of_entry():
    walk = Walk().receive()
    walk.go("assess_locally", made_by="local_assessor", on=walk.today - timedelta(days=9),
            level="neither", rationale={"information": "x", "action": "y"})  # fmt: skip

    assert walk.subject.local is not None
    assert walk.subject.local.made_on == walk.today - timedelta(days=9)
    assert walk.history[-1].at.date() == walk.today

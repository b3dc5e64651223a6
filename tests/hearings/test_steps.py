"""The steps a matter has reached are what its events make of them, corrections included."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest

from hearings import steps
from hearings.cases import Subject
from hearings.history import fold
from hearings.history.steps import STEP_OF
from hearings.severity import Kind
from hearings.stages import Stage, moves
from hearings.steps import RENEWED, REPEATED, Step, added, step_rows, without
from tests.cast import RATIONALE
from tests.conftest import portion
from tests.hearings.walks import STEPS, Walk

DAY = date(2014, 6, 1)
GRAVITY = ("none", "misconduct", "gross_misconduct")


def named(subject: Subject, step: str) -> list[Step]:
    return [one for one in subject.steps if one.step == step]


def values(subject: Subject, step: str) -> list[str]:
    return [one.value for one in named(subject, step)]


def reached(walk: Walk) -> list[tuple[str, str]]:
    return [(one.step, one.value) for one in walk.subject.steps]


# ------ what each event makes


def test_a_matter_passed_sent_back_and_decided_has_its_steps_in_order():
    walk = Walk().receive().local("misconduct").formal("gross_misconduct").go("pass_to_dps")
    walk.go("request_information", missing="Pages.").go("resubmit", supplied="Pages.")
    walk.decide("misconduct", change_reason="threshold_too_high")

    assert reached(walk) == [
        ("assessed", "misconduct"), ("assessed_formally", "gross_misconduct"), ("passed", ""),
        ("asked_back", ""), ("passed", ""), ("decided", "misconduct"),
    ]  # fmt: skip


def test_a_second_reading_and_what_came_of_it_are_steps():
    walk = Walk().decided().read("reconsider", reason="Look again.").revise("gross_misconduct")

    assert reached(walk)[-2:] == [("second_read", "reconsider"), ("revised", "gross_misconduct")]


def test_a_decision_after_reopening_is_one_anew_and_the_first_stays():
    walk = Walk().decided("misconduct", "misconduct").dispose().reopen("awaiting_dps")
    walk.go("assess", made_by="authority", level="neither", rationale=RATIONALE,
            change_reason="new_information")  # fmt: skip

    assert values(walk.subject, steps.DECIDED) == ["misconduct"]
    assert values(walk.subject, steps.DECIDED_AGAIN) == ["neither"]


def test_reopening_takes_the_closing_back_and_closing_again_brings_it():
    walk = Walk().decided("misconduct", "misconduct").dispose()
    assert reached(walk)[-2:] == [("disposed", "no_further_action"), ("closed", "")]
    walk.reopen("assessed")
    assert not {"disposed", "closed"} & {step for step, _value in reached(walk)}
    walk.dispose("management_action")
    assert values(walk.subject, steps.DISPOSED) == ["management_action"]


def test_a_matter_kept_by_the_unit_is_handled_locally_until_it_is_passed_on():
    walk = Walk().receive().local("misconduct")
    walk.go("keep_locally", made_by="superintendent", handled_by="L Hall", reason="R")
    assert values(walk.subject, steps.HANDLED_LOCALLY) == ["kept"]
    walk.dispose().reopen("with_unit")
    assert not named(walk.subject, steps.HANDLED_LOCALLY)


def test_a_decision_not_to_suspend_is_no_step():
    given: dict[str, Any] = {
        "redeployment": "None.",
        "second_condition": "prejudice",
        "alternatives": "None.",
        "reason": "R",
    }
    walk = Walk().passed()
    walk.go("suspend", made_by="authority", imposed="no", **given)
    assert not named(walk.subject, steps.SUSPENDED)
    walk.go("suspend", made_by="authority", imposed="yes", **given)
    walk.go("lift_measure", made_by="authority", measure="suspension", reason="R")
    assert reached(walk)[-2:] == [("suspended", ""), ("lifted", "suspension")]


def test_a_change_of_investigator_leaves_the_first_appointment():
    walk = Walk().decided("misconduct", "misconduct")
    for day, who in ((date(2014, 5, 1), "300009"), (date(2014, 5, 20), "300015")):
        walk.go("appoint_investigator", made_by="authority2", on=day, investigator=who,
                investigator_name="I Quest", outside_management=True)  # fmt: skip

    assert [one.day for one in named(walk.subject, steps.INVESTIGATED)] == [date(2014, 5, 1)]


@pytest.mark.parametrize("undone", ["pass_to_dps", "request_information", "assess", "dispose"])
def test_a_corrected_event_takes_its_step_with_it(undone):
    """A fold that kept the steps of a note, or of what was undone, would fail here."""
    walk = Walk().receive().local("misconduct").go("pass_to_dps")
    if undone == "request_information":
        walk.go("request_information", missing="Pages.")
    if undone in {"assess", "dispose"}:
        walk.decide("misconduct")
    if undone == "dispose":
        walk.dispose()
    before = walk.subject.steps
    event = next(e.id for e in reversed(walk.history) if e.kind == undone)
    walk.go("correct", by="authority", event=event, reason="Wrong.")
    gone = 2 if undone == "dispose" else 1

    assert walk.subject.steps == before[:-gone]


def test_a_level_put_right_stands_in_the_step():
    walk = Walk().decided("misconduct", "misconduct")
    walk.go("correct", by="authority", event=len(walk.history), reason="Misread.",
            set={"level": "neither", "reason": "clerical"})  # fmt: skip

    assert values(walk.subject, steps.DECIDED) == ["neither"]


def test_every_kind_of_event_that_is_a_step_stands_in_the_table_of_moves():
    assert set(STEP_OF) <= set(moves())


# ------ laws


def differences(subject: Subject) -> list[str]:
    """Say what of the steps is not what the rest of the subject says."""
    judged: dict[Kind, list[str]] = {}
    for made in subject.assessments:
        judged.setdefault(made.kind, []).append(made.level.value)
    measures = subject.measures
    imposed = {one.kind for one in measures if one.imposed}
    gravest = max(subject.answers.values(), key=GRAVITY.index, default=None)
    shown = {
        steps.ASSESSED: judged.get(Kind.INITIAL, []),
        steps.ASSESSED_FORMALLY: judged.get(Kind.FORMAL, []),
        steps.DECIDED: judged.get(Kind.DPS, [])[:1],
        steps.DECIDED_AGAIN: judged.get(Kind.DPS, [])[1:],
        steps.DECIDED_ELSEWHERE: judged.get(Kind.EXTERNAL, []),
        steps.REVISED: judged.get(Kind.REVISION, []),
        steps.INVESTIGATED: [""] if subject.investigator else [],
        steps.SUSPENDED: [""] if "suspension" in imposed else [],
        steps.RESTRICTED: [""] if "restriction" in imposed else [],
        steps.CASE_TO_ANSWER: [] if gravest is None else [gravest],
        steps.DISPOSED: [subject.disposal] if subject.disposal else [],
        steps.CLOSED: [""] if subject.stage is Stage.CLOSED else [],
    }
    wrong = [step for step, right in shown.items() if values(subject, step) != right]
    if bool(subject.handled_by) != bool(named(subject, steps.HANDLED_LOCALLY)):
        wrong.append(steps.HANDLED_LOCALLY)
    ended = sorted(one.kind for one in measures if one.ended_on is not None)
    if sorted(values(subject, steps.LIFTED)) != ended:
        wrong.append(steps.LIFTED)
    if subject.forum and values(subject, steps.REFERRED) != [subject.forum]:
        wrong.append(steps.REFERRED)
    days = [one.on for one in subject.reached if one.key == "investigator_appointed"]
    if [one.day for one in named(subject, steps.INVESTIGATED)] != days[:1]:
        wrong.append("the day of the investigation")
    return wrong


@pytest.mark.parametrize("seed", range(portion(60)))
def test_after_any_moves_the_steps_are_what_the_rest_of_the_case_says(seed):
    """The assessments, measures, answers and stages are kept apart from the steps, and agree."""
    rng, walk = Random(f"steps {seed}"), Walk().receive()
    for _ in range(120):
        walk.try_step(rng.choice(STEPS))

    assert fold(walk.history) == walk.file
    for subject in walk.file.subjects:
        assert differences(subject) == []
        once = [one.step for one in subject.steps if one.step not in REPEATED]
        assert len(once) == len(set(once))
        assert {one.step for one in subject.steps} <= steps.STEPS


def test_the_walks_reach_the_steps():
    """Else they would compare little."""
    found: set[str] = set()
    for seed in range(portion(60)):
        rng, walk = Random(f"steps {seed}"), Walk().receive()
        for _ in range(120):
            walk.try_step(rng.choice(STEPS))
        found |= {one.step for subject in walk.file.subjects for one in subject.steps}

    assert len(found) >= 12


def test_a_missed_step_would_be_seen():
    walk = Walk().decided("misconduct", "misconduct")
    object.__setattr__(walk.subject, "steps", walk.subject.steps[:-1])

    assert differences(walk.subject) == [steps.DECIDED]


# ------ the rows


def test_a_renewed_step_comes_behind_and_a_first_one_stays():
    first, later = Step(steps.CLOSED, "", DAY), Step(steps.CLOSED, "", date(2014, 7, 1))
    passed = Step(steps.PASSED, "", DAY)
    assert added((first, passed), later) == (passed, later)
    once = Step(steps.INVESTIGATED, "", DAY)
    assert added((once,), Step(steps.INVESTIGATED, "", date(2014, 7, 1))) == (once,)
    assert added((passed,), passed) == (passed, passed)
    assert RENEWED.isdisjoint(REPEATED)


def test_taking_out_what_is_not_there_gives_the_same_steps():
    taken = (Step(steps.PASSED, "", DAY),)
    assert without(taken, steps.CLOSED) is taken


def test_the_rows_are_numbered_in_order():
    rows = step_rows((Step("passed", "", DAY), Step("decided", "neither", DAY)))
    assert rows == [
        {"place": 0, "step": "passed", "value": "", "day": "2014-06-01"},
        {"place": 1, "step": "decided", "value": "neither", "day": "2014-06-01"},
    ]

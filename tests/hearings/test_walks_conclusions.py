"""Random moves after the hearing, lawful and not, beside a simple model of what must hold."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hearings.conclusions import STANDS
from hearings.errors import UnknownReference
from hearings.stages import moves
from hearings.workdays import packaged
from tests.hearings.scenes import GROSS, MISCONDUCT
from tests.hearings.scenes_conclusions import (
    DISMISSED,
    appeal,
    appealed,
    appealed_meeting,
    decided,
    determine_appeal,
    heard,
    listed_again,
    notified,
    special_heard,
)
from tests.hearings.scenes_diary import begin, meeting, opened, seat
from tests.hearings.walks import CONCLUSIONS, STEPS, Step, Walk

CALENDAR = packaged()
DISMISSALS = {"dismissal_with_notice", "dismissal_without_notice"}
LEADS = {"confirm": "decided", "vary": "decided", "quash": "closed", "new_panel": "referred"}
BECOMES = {"vary": "varied", "quash": "quashed", "new_panel": "set_aside"}
TO = {"record_finding": "heard", "impose": "decided", "appeal": "appealed", "close": "closed",
      "remit": "case_decision", "withdraw": "withdrawn"}  # fmt: skip


class Model:
    """What stands, said without a word of the code that is tried."""

    def __init__(self) -> None:
        self.stage = "in_hearing"
        self.outcomes: list[list[str]] = []
        self.found = self.told = self.notified = self.reported = self.running = False
        self.varied, self.route = False, ""

    def do(self, event: str, given: dict[str, Any]) -> None:
        """Take one step, and refuse the impossible by failing."""
        self.stage = TO.get(event, self.stage)
        handler = getattr(self, event, None)
        if handler is not None:
            handler(given)

    def record_finding(self, _given: dict[str, Any]) -> None:
        assert not self.found
        self.found = True

    def impose(self, given: dict[str, Any]) -> None:
        assert self.found
        assert self.standing is None
        self.outcomes.append([given["outcome"], "stands"])
        self.told = given["told_there"] == "yes"
        self.notified = self.reported = self.varied = False

    def notify_outcome(self, _given: dict[str, Any]) -> None:
        assert self.standing is not None
        assert not self.notified
        self.told = self.notified = True

    def report_outcome(self, _given: dict[str, Any]) -> None:
        assert self.notified
        assert not self.reported
        self.reported = True

    def publish_outcome(self, _given: dict[str, Any]) -> None:
        raise AssertionError("no hearing of 2014 was public")

    def appeal(self, given: dict[str, Any]) -> None:
        assert self.notified or given["route"] == "judicial_review"
        assert not self.running
        self.running, self.route = True, given["route"]

    def determine_appeal(self, given: dict[str, Any]) -> None:
        assert self.running
        self.running = False
        result = given["result"]
        self.stage, standing = LEADS[result], self.standing
        latest = self.outcomes[-1]
        review, self.route = self.route == "judicial_review", ""
        if review and result == "quash" and latest[1] == ("stands" if self.varied else "quashed"):
            self.restore()
            return
        if standing is None:
            self.stage = "referred" if result == "new_panel" else "closed"
            return
        if result != "confirm" and standing is not None:
            standing[1] = BECOMES[result]
            self.found = result == "vary"
        if result == "vary":
            self.outcomes.append([given["outcome"], "stands"])
            self.varied = True

    def restore(self) -> None:
        """Put the outcome back that an appeal put out of force."""
        self.stage, self.found = "decided", True
        if self.varied:
            self.outcomes[-1][1] = "quashed"
            self.outcomes[-2][1] = "stands"
        else:
            self.outcomes[-1][1] = "stands"

    def close(self, _given: dict[str, Any]) -> None:
        assert self.notified

    def remit(self, _given: dict[str, Any]) -> None:
        self.found = False

    def reopen(self, given: dict[str, Any]) -> None:
        self.stage = given["stage"]
        if self.stage == "decided":
            assert self.standing is not None
            return
        if self.standing is not None:
            self.standing[1] = "set_aside"
        self.found = False

    @property
    def standing(self) -> list[str] | None:
        """Find the one that stands."""
        found = [one for one in self.outcomes if one[1] == "stands"]
        assert len(found) <= 1
        return found[0] if found else None


_KEPT: dict[str, Walk] = {}


def kept_at(start: str) -> Walk:
    """Stand at a dismissal, or at one quashed on appeal and before the court; each is made once."""
    if start not in _KEPT:
        quashed = start == "reviewed"
        _KEPT[start] = (
            appeal(determine_appeal(appealed(), "quash"), "judicial_review")
            if quashed
            else notified(DISMISSED)
        )
    kept, walk = _KEPT[start], Walk()
    walk.history, walk.made, walk.today = list(kept.history), kept.made, kept.today
    return walk


class ConclusionMachine(RuleBasedStateMachine):
    """Find, impose, notify, appeal, determine, reopen and hear again, in any order."""

    def __init__(self):
        super().__init__()
        self.walk, self.model = Walk(), Model()
        self.first: tuple[Any, ...] | None = None
        self.round = 0

    @initialize(start=st.sampled_from(["hearing", "meeting", "dismissed", "reviewed"]))
    def begun(self, start):
        """Half of the walks begin with a dismissal, for which luck would seldom be enough."""
        if start in {"dismissed", "reviewed"}:
            self.walk, self.model = kept_at(start), Model()
            self.model.stage, self.model.outcomes = "decided", [[DISMISSED, "stands"]]
            self.model.found = self.model.told = self.model.notified = True
            if start == "reviewed":
                self.model.appeal({"route": "tribunal"})
                self.model.determine_appeal({"result": "quash"})
                self.model.appeal({"route": "judicial_review"})
                self.model.stage = "appealed"
        else:
            self.walk = opened() if start == "hearing" else begin(meeting())

    @rule(step=st.sampled_from([s for s in CONCLUSIONS if s.event != "schedule_appeal"]))
    def anything(self, step):
        self.attempt(step)

    @rule(data=st.data())
    def something_open_here(self, data):
        """Most steps are out of turn: half of them are chosen among those that are not."""
        here = [s for s in CONCLUSIONS if s.event != "schedule_appeal"
                if self.walk.subject.stage.value in moves()[s.event].sources
                and len(moves()[s.event].sources) < 5]  # fmt: skip
        if here:
            self.attempt(data.draw(st.sampled_from(here)))

    @rule(days=st.integers(1, 9))
    def another_day(self, days):
        self.walk.today += timedelta(days=days)

    @precondition(lambda self: self.walk.made and self.walk.subject.stage == "referred")
    @rule()
    def heard_again(self):
        """List it on the next working day, before people who have not heard it."""
        day = self.walk.today + timedelta(days=1)
        while not CALENDAR.is_working(day):
            day += timedelta(days=1)
        self.round += 1
        if self.walk.subject.forum == "meeting":
            seats = [self.somebody("conducting_officer", 1, "Superintendent")]
        else:
            seats = [self.somebody("chair_senior_officer", 1, "Commander"),
                     self.somebody("member_superintendent", 2, "Superintendent"),
                     self.somebody("member_independent", 3, "")]  # fmt: skip
        begin(listed_again(self.walk, day.isoformat(), seat=seats), day.isoformat())
        self.model.stage = "in_hearing"

    def somebody(self, capacity, number, rank):
        return seat(capacity, f"4{self.round:03d}0{number}", rank, f"P {number}")

    def attempt(self, step: Step) -> None:
        file, stage = self.walk.file, self.walk.subject.stage
        if not self.walk.try_step(step):
            assert self.walk.file is file
            return
        assert stage.value in moves()[step.event].sources
        self.model.do(step.event, dict(step.given))

    @invariant()
    def the_model_agrees(self):
        if self.walk.made is None:
            return
        subject = self.walk.subject
        assert subject.stage.value == self.model.stage
        assert [[one.key, one.state] for one in subject.outcomes] == self.model.outcomes
        assert (subject.finding is not None) is self.model.found
        assert (subject.appeal is not None) is self.model.running
        standing = self.model.standing
        assert (subject.outcome is not None) is (standing is not None)
        effective = subject.outcome is not None and subject.outcome.effective_on is not None
        assert effective is (standing is not None and self.model.told)

    @invariant()
    def the_events_make_the_case(self):
        if self.walk.made is not None:
            assert self.walk.again() == self.walk.file

    @invariant()
    def a_dismissal_starts_a_clock_while_it_stands_and_no_longer(self):
        if self.walk.made is None:
            return
        standing = self.model.standing
        out = standing is not None and standing[0] in DISMISSALS and self.model.told
        reached = [one for one in self.walk.subject.reached if one.key == "dismissed"]
        assert len(reached) == int(out)

    @invariant()
    def the_first_outcome_is_never_lost(self):
        if self.walk.made is None or not self.walk.subject.outcomes:
            return
        first = self.walk.subject.outcomes[0]
        kept = (first.key, first.on, first.hearing, first.by, first.reasons)
        assert self.first in {None, kept}
        self.first = kept


ConclusionMachine.TestCase.settings = settings(
    max_examples=80, stateful_step_count=30, deadline=None
)
TestAnyConclusion = ConclusionMachine.TestCase


STARTS = (
    heard, lambda: heard(MISCONDUCT), decided, notified, appealed, appealed_meeting,
    lambda: special_heard(GROSS),
)  # fmt: skip
_MADE: dict[int, Walk] = {}


def at(place: int) -> Walk:
    """Stand at a scene; each is made once, and nothing in it is changed in place."""
    if place not in _MADE:
        _MADE[place] = STARTS[place]()
    kept, walk = _MADE[place], Walk()
    walk.history, walk.made, walk.today = list(kept.history), kept.made, kept.today
    return walk


LATE = frozenset({"heard", "decided", "appealed"})
RELEVANT = [s for s in STEPS if LATE & {*moves()[s.event].sources} and s.subject == 1]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(STARTS) - 1), st.lists(st.sampled_from(RELEVANT), max_size=25))
def test_the_events_make_the_case_from_anywhere_after_the_hearing(place, steps):
    """Corrections among them: what they undo leaves nothing half done."""
    walk = at(place)
    for step in steps:
        try:
            walk.try_step(step)
        except UnknownReference:
            continue
        subject = walk.subject
        assert walk.again() == walk.file
        assert sum(one.state == STANDS for one in subject.outcomes) <= 1
        assert subject.outcome is None or subject.finding is not None
        assert (subject.stage == "appealed") is (subject.appeal is not None)
        keys = [one.key for one in subject.reached]
        assert "outcome_notified" not in keys or "hearing_concluded" in keys
        notices = [n for n, key in enumerate(keys) if key == "outcome_notified"]
        assert all("hearing_concluded" in keys[:n] for n in notices)

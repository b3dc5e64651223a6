"""Random moves in the diary, lawful and not, beside a simple model of what must hold."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from hearings.errors import BadValue, UnknownReference
from hearings.sittings import Booking, Diary, Hearing, Sitting
from hearings.stages import moves
from hearings.workdays import packaged
from tests.hearings.scenes_diary import PANEL, listed, opened, part_heard, ready, schedule
from tests.hearings.walks import HEARING, PROCEEDINGS, STEPS, Step, Walk

DIARY = {"schedule", "postpone", "vacate", "open", "adjourn", "direct_notice"}
STANDING = {"listed": {"listed"}, "in_hearing": {"open", "part_heard"}}
"""The states of the hearing while the matter stands at these stages; elsewhere none stands."""
LIMITS = {"hearing": 30, "meeting": 20}
NEEDS = {
    "hearing": {"chair_senior_officer", "member_superintendent", "member_independent"},
    "meeting": {"conducting_officer"},
}  # fmt: skip
CALENDAR = packaged()


def last_lawful(supplied: date, days: int) -> date:
    """Count the days one by one, as the law says it."""
    day = supplied
    while days:
        day += timedelta(days=1)
        days -= CALENDAR.is_working(day)
    return day


class DiaryMachine(RuleBasedStateMachine):
    """List, postpone, vacate, open and adjourn one matter in any order."""

    def __init__(self):
        super().__init__()
        self.walk = Walk()

    @initialize(forum=st.sampled_from(["hearing", "meeting"]))
    def referred(self, forum):
        self.walk = ready(forum)

    @rule(step=st.sampled_from([s for s in PROCEEDINGS if s.event in DIARY]))
    def in_the_diary(self, step):
        self.attempt(step)

    @rule(
        step=st.sampled_from(
            [s for s in PROCEEDINGS if s.event not in DIARY and s.event != "refer"]
        )
    )
    def beside_it(self, step):
        self.attempt(step)

    @rule(back=st.integers(0, 3))
    def undo(self, back):
        before = self.walk.subject.hearing
        step = Step("correct", "authority", "authority", {"event": back, "reason": "Wrong."})
        if self.walk.try_step(step):
            self.after_undoing(before)

    def attempt(self, step):
        stage, before = self.walk.subject.stage, self.walk.subject.hearing
        file, history = self.walk.file, list(self.walk.history)
        if not self.walk.try_step(step):
            assert (self.walk.file, self.walk.history) == (file, history)
            return
        assert stage.value in moves()[step.event].sources
        done = self.walk.subject.hearing
        if step.event == "schedule":
            self.listed_lawfully(done, before)
        elif step.event in {"postpone", "vacate", "adjourn"}:
            assert before is not None
            assert done is not None
            assert done.sequence == before.sequence + 1
            assert done.reference == before.reference

    def listed_lawfully(self, hearing, before):
        """Compare with a panel and a limit worked out by hand."""
        subject = self.walk.subject
        assert {seat.capacity for seat in hearing.seats} == NEEDS[subject.forum]
        people = [seat.person for seat in hearing.seats]
        assert len(set(people)) == len(people)
        assert not {"201234", "300009", "300005", "300002", "300003"} & set(people)
        assert all(CALENDAR.is_working(sitting.day) for sitting in hearing.sittings)
        assert hearing.entered_late is (hearing.first < self.walk.today)
        again = before is not None and before.state == "postponed"
        assert hearing.sequence == (before.sequence + 1 if again else 0)
        if again:
            assert hearing.reference == before.reference
        elif before is not None:
            assert subject.past_hearings[-1].reference == before.reference != hearing.reference
        supplied = [one.on for one in subject.reached if one.key == "documents_supplied"]
        if not supplied:
            return
        key = f"{subject.forum}_held"
        last = last_lawful(max(supplied), LIMITS[subject.forum])
        if hearing.first > last:
            extended = [
                a.to for a in subject.adjustments if a.to and (a.kind, a.limit) == ("extend", key)
            ]
            assert extended
            assert max(extended) >= hearing.first

    def after_undoing(self, before):
        hearing = self.walk.subject.hearing
        if hearing is None or not hearing.stands:
            return
        assert before is not None
        assert set(hearing.sittings) <= set(before.sittings)

    @invariant()
    def the_events_make_the_case(self):
        if self.walk.made is not None:
            assert self.walk.again() == self.walk.file

    @invariant()
    def a_hearing_stands_where_the_stage_says_so(self):
        if self.walk.made is None:
            return
        subject = self.walk.subject
        state = None if subject.hearing is None else subject.hearing.state
        if subject.stage in STANDING:
            assert subject.hearing is not None
            assert state in STANDING[subject.stage]
            assert subject.hearing.sittings
        else:
            assert state in {None, "postponed", "vacated"}
        assert all(not hearing.stands for hearing in subject.past_hearings)

    @invariant()
    def one_measure_of_a_kind_is_in_force(self):
        if self.walk.made is not None:
            standing = [m.kind for m in self.walk.subject.measures if m.stands]
            assert len(set(standing)) == len(standing)


DiaryMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestAnyDiary = DiaryMachine.TestCase


STARTS = (ready, listed, opened, part_heard)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(STARTS), st.lists(st.sampled_from(STEPS), max_size=30))
def test_the_events_make_the_case_from_anywhere_in_the_diary(start, steps):
    walk = start()
    for step in steps:
        try:
            walk.try_step(step)
        except UnknownReference:
            continue
        assert walk.again() == walk.file


def half_hours(booking: Booking) -> set[tuple[str, date, int]]:
    """Write down every half-hour in which a person or a room is taken."""
    taken, day = booking.sitting, booking.sitting.day
    who = set(booking.who) | ({booking.room.casefold()} if booking.room else set())
    return {(one, day, minute) for one in who for minute in range(taken.starts, taken.ends, 30)}


DAYS = st.sampled_from([date(2014, 6, 23), date(2014, 6, 24), date(2014, 6, 25)])


@st.composite
def sittings(draw: st.DrawFn) -> Sitting:
    starts = draw(st.integers(0, 46))
    return Sitting(draw(DAYS), starts * 30, draw(st.integers(starts + 1, 48)) * 30)


BOOKINGS = st.builds(
    Booking,
    sittings(),
    st.frozensets(st.sampled_from(["201234", "300012", "300013", "IND04", "999999"]), max_size=2),
    st.sampled_from(["", "Room 3", "room 3", "Room 4"]),
    st.just("H-2014-00009"),
)


@settings(max_examples=150, deadline=None)
@given(sittings(), st.lists(BOOKINGS, max_size=5))
def test_a_time_is_taken_where_everybody_and_the_room_are_free_all_through(wanted, bookings):
    """What it would catch: a clash let through into the diary, or a free time refused."""
    own = Booking(wanted, frozenset({"201234", *(s["person"] for s in PANEL)}), "Room 3", "")
    free = not any(half_hours(own) & half_hours(one) for one in bookings)
    diary = Diary(HEARING, tuple(bookings))
    if free:
        walk = schedule(_ready(), diary, sitting=[str(wanted)])
        assert isinstance(walk.subject.hearing, Hearing)
    else:
        with pytest.raises(BadValue, match="taken on"):
            schedule(_ready(), diary, sitting=[str(wanted)])


_KEPT: dict[str, Any] = {}


def _ready() -> Walk:
    """Give a walk that stands ready, made once: nothing in it is ever changed in place."""
    kept = _KEPT.setdefault("walk", ready())
    walk = Walk()
    walk.history, walk.made = list(kept.history), kept.made
    return walk

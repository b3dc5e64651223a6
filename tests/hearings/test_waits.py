"""The days from the local assessment to the decision, split into the unit's and DPS's."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearings.steps import Step
from hearings.waits import Length, Part, Stretch, Wait, wait_of, waits

FIRST = date(2014, 1, 1)
TODAY = date(2014, 3, 1)


def day(number: int) -> date:
    return FIRST + timedelta(number)


def followed(*taken: tuple[str, int], today: date = TODAY) -> Wait | None:
    return followed_from(0, *taken, today=today)


def followed_from(came: int, *taken: tuple[str, int], today: date = TODAY) -> Wait | None:
    return wait_of(day(came), [Step(step, "", day(number)) for step, number in taken], today)


def lay(*days: int, decided: bool = False, ended: bool = False) -> Wait:
    """Make a wait of the days of each stretch, the unit's first; the last is over if decided."""
    last = len(days) - 1
    return Wait(
        tuple(Stretch(("unit", "dps")[n % 2], d, n < last or decided) for n, d in enumerate(days)),
        decided,
        ended,
    )


RULES = {
    "decided": ([("passed", 2), ("decided", 12)], lay(2, 10, decided=True)),
    "the days DPS waited are the unit's": (
        [("passed", 2), ("asked_back", 5), ("passed", 9), ("decided", 12)],
        lay(2, 3, 4, 3, decided=True)),
    "asked twice": (
        [("passed", 0), ("asked_back", 1), ("passed", 4), ("asked_back", 5), ("passed", 15),
         ("decided", 16)], lay(0, 1, 3, 1, 10, 1, decided=True)),
    "passed again without having been sent back": (
        [("passed", 2), ("passed", 5), ("decided", 12)], lay(2, 10, decided=True)),
    "what comes after the decision is nothing to it": (
        [("passed", 2), ("decided", 12), ("revised", 30), ("closed", 40)],
        lay(2, 10, decided=True)),
    "decided without being passed": ([("decided", 3)], lay(3, decided=True)),
    "waits at DPS": ([("passed", 9)], lay(9, 50)),
    "waits with the unit": ([], lay(59)),
    "waits for information": ([("passed", 9), ("asked_back", 29)], lay(9, 20, 30)),
    "closed before a decision": ([("passed", 9), ("closed", 19)], lay(9, 10, ended=True)),
    "decided by the IOPC": (
        [("passed", 9), ("decided_elsewhere", 19), ("decided", 30)], lay(9, 10, ended=True)),
    "what lies ahead has not happened": ([("passed", 9), ("decided", 90)], lay(9, 50)),
    "entered out of order": ([("decided", 12), ("passed", 2)], lay(2, 10, decided=True)),
    "passed before it was assessed": ([("passed", -1), ("decided", 5)], None),
}  # fmt: skip


@pytest.mark.parametrize("what", RULES)
def test_a_matter_is_followed_to_its_decision(what):
    taken, right = RULES[what]

    assert followed(*taken) == right


def test_an_assessment_that_lies_ahead_is_no_wait_yet():
    assert followed(today=day(-1)) is None


histories = st.lists(
    st.tuples(st.sampled_from(["passed", "asked_back", "decided", "closed", "revised"]),
              st.integers(0, 80)), max_size=8)  # fmt: skip


@given(histories)
def test_the_two_parts_add_up_to_the_whole_and_it_is_in_one_state(taken):
    """A split that counted a day twice, or lost one, would fail here."""
    found = followed(*taken)
    assert found is not None
    ends = [number for step, number in taken if step in {"decided", "closed"} and number <= 59]

    assert found.total == min([*ends, 59])
    assert [found.decided, found.ended, bool(found.holder)].count(True) == 1


# ------ together


def test_those_that_wait_count_as_long_as_they_have_waited():
    """Leaving them out would give a median of 10: the quick ones alone."""
    decided = [lay(2, 8, decided=True)] * 2
    waiting = [lay(1, 29)] * 4
    found = waits([*decided, *waiting])

    assert waits(decided).total == Length(10, 10)
    assert found.total == Length(None, None)
    assert found.age == Length(30, 30)
    assert (found.subjects, found.decided, found.waiting, found.ended) == (6, 2, 4, 0)


def test_the_medians_are_those_of_kaplan_and_meier_by_hand():
    # At 5 one of 4 ends, at 8 one leaves, at 9 one of 2 ends: 3/4, then 3/8.
    rows = [lay(0, 5, decided=True), lay(0, 8, ended=True), lay(0, 9, decided=True), lay(0, 12, 0)]
    found = waits(rows)

    assert found.total == Length(9, None)
    assert (found.decided, found.ended, found.waiting, found.with_unit) == (2, 1, 1, 1)


def test_a_form_that_waits_at_dps_is_over_for_the_unit():
    """A planted defect, parts that are over only when DPS has decided, would give the unit 9 days.

    The forms that DPS has not come to, which the unit passed on at once, would be unfinished.
    """
    found = waits([*[lay(3, 40)] * 6, *[lay(9, 5, decided=True)] * 5])

    assert found.unit == Part(11, 11, 3, 9)
    assert found.dps == Part(11, 5, None, None)
    assert waits([lay(3, 40)] * 3).unit == Part(3, 3, 3, 3)


def test_what_is_unfinished_because_it_came_late_does_not_move_the_medians():
    """Forms are passed within 1 to 20 days and DPS takes 30; those of the last days still wait.

    Unfinished is then whoever came late, whatever the unit's part: the median is the true one, 10.
    """
    found = waits(
        followed_from(came, ("passed", came + takes), ("decided", came + takes + 30))
        for came in range(60)
        for takes in range(1, 21)
    )

    assert found.unit.median is not None
    assert abs(found.unit.median - 10) <= 1
    assert found.dps.median is not None
    assert abs(found.dps.median - 30) <= 1


def test_what_is_not_known_is_beside_and_not_counted_as_nought():
    found = waits([None, lay(1, 1, decided=True), None])

    assert (found.subjects, found.unknown) == (1, 2)
    assert found.total == Length(2, 2)


def test_nobody_waits_in_nothing():
    assert waits([]).total == waits([]).age == Length(None, None)

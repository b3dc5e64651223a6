"""The days from the local assessment to the decision, split into the unit's and DPS's."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearings.steps import Step
from hearings.waits import Length, Wait, wait_of, waits

FIRST = date(2014, 1, 1)
TODAY = date(2014, 3, 1)


def day(number: int) -> date:
    return FIRST + timedelta(number)


def followed(*taken: tuple[str, int], today: date = TODAY) -> Wait | None:
    return wait_of(FIRST, [Step(step, "", day(number)) for step, number in taken], today)


RULES = {
    "decided": ([("passed", 2), ("decided", 12)], Wait(2, 10, decided=True)),
    "the days DPS waited are the unit's": (
        [("passed", 2), ("asked_back", 5), ("passed", 9), ("decided", 12)],
        Wait(6, 6, decided=True)),
    "asked twice": (
        [("passed", 0), ("asked_back", 1), ("passed", 4), ("asked_back", 5), ("passed", 15),
         ("decided", 16)], Wait(13, 3, decided=True)),
    "what comes after the decision is nothing to it": (
        [("passed", 2), ("decided", 12), ("revised", 30), ("closed", 40)],
        Wait(2, 10, decided=True)),
    "decided without being passed": ([("decided", 3)], Wait(3, 0, decided=True)),
    "waits at DPS": ([("passed", 9)], Wait(9, 50, decided=False, holder="dps")),
    "waits with the unit": ([], Wait(59, 0, decided=False, holder="unit")),
    "waits for information": (
        [("passed", 9), ("asked_back", 29)], Wait(39, 20, decided=False, holder="unit")),
    "closed before a decision": (
        [("passed", 9), ("closed", 19)], Wait(9, 10, decided=False, ended=True)),
    "decided by the IOPC": (
        [("passed", 9), ("decided_elsewhere", 19), ("decided", 30)],
        Wait(9, 10, decided=False, ended=True)),
    "what lies ahead has not happened": (
        [("passed", 9), ("decided", 90)], Wait(9, 50, decided=False, holder="dps")),
    "entered out of order": (
        [("decided", 12), ("passed", 2)], Wait(2, 10, decided=True)),
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
    decided = [Wait(2, 8, decided=True), Wait(2, 8, decided=True)]
    waiting = [Wait(1, 29, decided=False, holder="dps") for _ in range(4)]
    found = waits([*decided, *waiting])

    assert waits(decided).total == Length(10, 10)
    assert found.total == Length(None, None)
    assert found.age == Length(30, 30)
    assert (found.subjects, found.decided, found.waiting, found.ended) == (6, 2, 4, 0)


def test_the_medians_are_those_of_kaplan_and_meier_by_hand():
    # At 5 one of 4 ends, at 8 one leaves, at 9 one of 2 ends: 3/4, then 3/8.
    rows = [Wait(0, 5, decided=True), Wait(0, 8, decided=False, ended=True),
            Wait(0, 9, decided=True), Wait(0, 12, decided=False, holder="unit")]  # fmt: skip
    found = waits(rows)

    assert found.total == Length(9, None)
    assert (found.decided, found.ended, found.waiting, found.with_unit) == (2, 1, 1, 1)


def test_what_is_not_known_is_beside_and_not_counted_as_nought():
    found = waits([None, Wait(1, 1, decided=True), None])

    assert (found.subjects, found.unknown) == (1, 2)
    assert found.total == Length(2, 2)


def test_nobody_waits_in_nothing():
    assert waits([]).total == waits([]).age == Length(None, None)

"""The threat, risk and harm matrix gives a colour, and never a severity."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearings.errors import BadValue, UsageError
from hearings.priority import FACTORS, Colour, matrix

STEPS = ("low", "medium", "high")


def colour(threat: str, risk: str, harm: str) -> str:
    return matrix().colour({"threat": threat, "risk": risk, "harm": harm}).value


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (("low", "low", "low"), "green"),
        (("medium", "low", "low"), "amber"),
        (("low", "medium", "low"), "amber"),
        (("low", "high", "low"), "amber"),
        (("medium", "high", "low"), "amber"),
        (("medium", "high", "medium"), "red"),
        (("high", "low", "low"), "red"),
        (("low", "low", "high"), "red"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else value,
)
def test_the_example_matrix_gives_its_colours(steps, expected):
    assert colour(*steps) == expected


def test_the_matrix_that_ships_says_it_is_an_example():
    assert matrix().example
    assert "Example" in matrix().title


@given(st.tuples(*[st.sampled_from(STEPS)] * 3), st.sampled_from(range(3)))
def test_a_higher_step_never_lowers_the_priority(steps, place):
    order = [Colour.GREEN, Colour.AMBER, Colour.RED]
    higher = list(steps)
    higher[place] = STEPS[min(2, STEPS.index(steps[place]) + 1)]

    assert order.index(Colour(colour(*higher))) >= order.index(Colour(colour(*steps)))


@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize("step", ["", "extreme"])
def test_a_step_that_is_not_on_the_scale_is_refused(factor, step):
    steps = dict.fromkeys(FACTORS, "low") | {factor: step}

    with pytest.raises(BadValue) as refusal:
        matrix().colour(steps)

    assert refusal.value.field == factor


LAST = {"colour": "green", "all": {}}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "The last line"),
        ([{"colour": "green", "all": {"threat": "low"}}], "The last line"),
        ([{"colour": "green", "any": {}}], "The last line"),
        ([{"colour": "blue", "all": {}}], "cannot be read"),
        ([{"all": {}}], "cannot be read"),
        ([{"colour": "red", "any": {"threat": "huge"}}, LAST], "cannot be read"),
        ([{"colour": "red", "any": {"weather": "high"}}, LAST], "unknown factor: weather"),
    ],
)
def test_a_matrix_that_does_not_hold_together_is_refused(lines, said):
    with pytest.raises(UsageError, match=said):
        matrix({"title": "Ours", "scale": list(STEPS), "line": lines})


def test_a_force_can_have_its_own_matrix():
    ours = matrix({
        "title": "Ours", "scale": ["1", "2"],
        "line": [{"colour": "red", "all": {"harm": "2"}}, LAST],
    })  # fmt: skip

    assert not ours.example
    assert ours.colour({"threat": "1", "risk": "1", "harm": "2"}) is Colour.RED
    assert ours.colour({"threat": "2", "risk": "2", "harm": "1"}) is Colour.GREEN

"""Levels and the headings of a rationale."""

from __future__ import annotations

import pytest

from hearings.errors import BadValue
from hearings.severity import (
    Direction,
    Level,
    crosses_gross,
    direction,
    headings,
    level_named,
    required_headings,
)

NEITHER, MISCONDUCT, GROSS = Level


def test_levels_rise_from_neither_to_gross_misconduct():
    assert sorted(Level, key=lambda level: level.order) == [NEITHER, MISCONDUCT, GROSS]


def test_levels_are_said_in_words():
    assert [level.words for level in Level] == [
        "neither misconduct nor gross misconduct", "misconduct", "gross misconduct",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("initial", "decision", "way"),
    [
        (NEITHER, NEITHER, Direction.SAME),
        (NEITHER, MISCONDUCT, Direction.RAISED),
        (NEITHER, GROSS, Direction.RAISED),
        (MISCONDUCT, NEITHER, Direction.LOWERED),
        (MISCONDUCT, MISCONDUCT, Direction.SAME),
        (MISCONDUCT, GROSS, Direction.RAISED),
        (GROSS, NEITHER, Direction.LOWERED),
        (GROSS, MISCONDUCT, Direction.LOWERED),
        (GROSS, GROSS, Direction.SAME),
    ],
)
def test_a_decision_raises_lowers_or_keeps_the_initial_level(initial, decision, way):
    assert direction(initial, decision) is way


@pytest.mark.parametrize(
    ("before", "after", "crosses"),
    [
        (None, GROSS, False),
        (NEITHER, MISCONDUCT, False),
        (MISCONDUCT, GROSS, True),
        (NEITHER, GROSS, True),
        (GROSS, GROSS, False),
        (GROSS, MISCONDUCT, True),
        (GROSS, NEITHER, True),
    ],
)
def test_a_move_to_or_from_gross_misconduct_is_known(before, after, crosses):
    assert crosses_gross(before, after) is crosses


@pytest.mark.parametrize("text", ["gross_misconduct", "Gross misconduct", "  GROSS MISCONDUCT "])
def test_a_level_is_read_however_it_is_written(text):
    assert level_named(text) is GROSS


def test_what_is_no_level_is_refused_with_the_levels_there_are():
    with pytest.raises(BadValue, match="it is one of neither, misconduct, gross_misconduct"):
        level_named("serious")


def test_the_national_decision_model_has_six_headings_and_two_may_not_be_empty():
    assert list(headings()) == ["ethics", "information", "threat", "powers", "options", "action"]
    assert required_headings() == {"information", "action"}

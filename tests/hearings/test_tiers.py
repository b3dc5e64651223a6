"""The superintending rank's assessment beside the inspecting rank's, before DPS has seen either."""

from __future__ import annotations

import pytest

from hearings.severity import Level
from hearings.tiers import Judged, changed, judged

GROSS, MISCONDUCT, NEITHER = "gross_misconduct", "misconduct", "neither"
INITIAL, FORMAL, PASSED = "assessed", "assessed_formally", ("passed", "")

RULES = {
    "raised": ([(INITIAL, MISCONDUCT), (FORMAL, GROSS), PASSED], (MISCONDUCT, 1)),
    "lowered by two": ([(INITIAL, GROSS), (FORMAL, NEITHER), PASSED], (GROSS, -2)),
    "kept": ([(INITIAL, GROSS), (FORMAL, GROSS)], (GROSS, 0)),
    "the last before passing counts": (
        [(INITIAL, NEITHER), (INITIAL, GROSS), (FORMAL, NEITHER), (FORMAL, GROSS), PASSED],
        (GROSS, 0)),
    "a form changed later does not": (
        [(INITIAL, GROSS), (FORMAL, GROSS), PASSED, ("asked_back", ""), (FORMAL, NEITHER)],
        (GROSS, 0)),
    "one of the two is not enough": ([(INITIAL, GROSS), PASSED, (FORMAL, NEITHER)], None),
    "nor is the other": ([(FORMAL, GROSS), PASSED], None),
    "what was kept counts as well": (
        [(INITIAL, GROSS), (FORMAL, MISCONDUCT), ("handled_locally", "kept")], (GROSS, -1)),
}  # fmt: skip


@pytest.mark.parametrize("what", RULES)
def test_two_judgments_are_set_beside_each_other(what):
    taken, right = RULES[what]

    assert judged(7, taken) == (None if right is None else Judged(7, *right))


def test_within_each_level_and_in_all_the_base_is_those_with_both():
    found = changed([Judged(1, GROSS, -1), Judged(2, GROSS, 0), Judged(3, MISCONDUCT, 1)])

    assert list(found) == [*Level, ""]
    assert (found[GROSS].lowered.part, found[GROSS].lowered.base) == (1, 2)
    assert (found[MISCONDUCT].raised.part, found[MISCONDUCT].raised.base) == (1, 1)
    assert found[NEITHER].raised.share is None
    assert (found[""].raised.part, found[""].lowered.part, found[""].raised.base) == (1, 1, 3)

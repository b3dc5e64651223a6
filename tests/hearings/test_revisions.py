"""What DPS made of its own decisions, counted apart from what it made of the unit's."""

from __future__ import annotations

from random import Random

import pytest

from hearings.proportions import Proportion
from hearings.revisions import Taken, revised, summed
from tests.conftest import portion
from tests.hearings.walks import STEPS, Walk

GROSS, MISCONDUCT, NEITHER = "gross_misconduct", "misconduct", "neither"


def of(*taken: tuple[str, str], case: int = 1):
    return revised(case, [Taken(step, value) for step, value in taken])


RULES = {
    "a decision left alone": ([("decided", GROSS)], (False, 0, 0)),
    "lowered": ([("decided", GROSS), ("revised", MISCONDUCT)], (True, -1, 0)),
    "raised by two": ([("decided", NEITHER), ("revised", GROSS)], (True, 2, 0)),
    "confirmed": ([("decided", GROSS), ("revised", GROSS)], (False, 0, 1)),
    "there and back": (
        [("decided", GROSS), ("revised", MISCONDUCT), ("revised", GROSS)], (True, 0, 0)),
    "once each": (
        [("decided", GROSS), ("revised", MISCONDUCT), ("revised", NEITHER)], (True, -2, 0)),
    "decided anew is no revision": (
        [("decided", GROSS), ("decided_again", MISCONDUCT)], (False, 0, 0)),
    "set against what stood": (
        [("decided", GROSS), ("decided_again", MISCONDUCT), ("revised", MISCONDUCT)],
        (False, 0, 1)),
    "the unit's own level is nothing to it": (
        [("assessed", NEITHER), ("passed", ""), ("decided", GROSS)], (False, 0, 0)),
}  # fmt: skip


@pytest.mark.parametrize("what", RULES)
def test_a_decision_is_followed_through_its_revisions(what):
    taken, right = RULES[what]
    found = of(*taken)

    assert (found.revised, found.moved, found.confirmed) == right


def test_a_request_to_reconsider_is_answered_by_the_next_revision():
    asked = ("second_read", "reconsider")
    changed = of(("decided", GROSS), asked, ("revised", MISCONDUCT), ("second_read", "concur"))
    confirmed = of(("decided", GROSS), asked, ("revised", GROSS))
    open_ = of(("decided", GROSS), asked)

    assert (changed.read, changed.asked, changed.then_revised, changed.then_confirmed) == (
        2, 1, 1, 0)  # fmt: skip
    assert (confirmed.asked, confirmed.then_revised, confirmed.then_confirmed) == (1, 0, 1)
    assert (open_.asked, open_.then_revised, open_.then_confirmed) == (1, 0, 0)
    twice = of(("decided", GROSS), asked, ("revised", MISCONDUCT), ("revised", NEITHER))
    assert (twice.asked, twice.then_revised) == (1, 1)
    total = summed([changed, confirmed, open_])
    assert (total.asked, total.then_revised, total.then_confirmed, total.unanswered) == (3, 1, 1, 1)


def test_each_officer_counts_once_however_often_the_decision_was_revised():
    found = summed([
        of(("decided", GROSS), ("revised", MISCONDUCT), ("revised", NEITHER), case=1),
        of(("decided", GROSS), ("revised", MISCONDUCT), ("revised", GROSS), case=2),
        of(("decided", MISCONDUCT), ("revised", GROSS), case=3),
        of(("decided", MISCONDUCT), case=3),
        of(("passed", ""), case=4),
    ])  # fmt: skip

    assert (found.revised.part, found.revised.base, found.cases) == (3, 4, 3)
    assert (found.lowered, found.back, found.raised) == (1, 1, 1)


def test_what_the_revised_came_to_has_the_spread_of_its_own_cases():
    """Catches the share lowered, of those revised, widened as the revised of all decided are."""
    down, kept = (("decided", GROSS), ("revised", MISCONDUCT)), (("decided", GROSS),)
    up = (("decided", MISCONDUCT), ("revised", GROSS))
    found = summed([
        *(of(*down, case=1) for _ in range(4)),
        *(of(*up, case=case) for case in range(2, 10)),
        *(of(*kept, case=case) for case in range(10, 60)),
    ])  # fmt: skip

    assert (found.moved_down.part, found.moved_down.base) == (4, 12)
    assert found.moved_down == found.moved_down.__class__(4, 12, found.moved_up.spread)
    assert found.moved_down.spread != found.revised.spread


def test_nothing_decided_has_no_share():
    assert summed([]).revised == Proportion()
    assert Proportion().share is None
    assert Proportion().bounds is None


@pytest.mark.parametrize("seed", range(portion(40)))
def test_after_any_moves_the_parts_add_up(seed):
    rng, walk = Random(f"revised {seed}"), Walk().receive()
    for _ in range(100):
        walk.try_step(rng.choice(STEPS))
    rows = [
        revised(1, [Taken(one.step, one.value) for one in subject.steps])
        for subject in walk.file.subjects
    ]
    found = summed(rows)

    assert found.raised + found.lowered + found.back == found.revised.part <= found.revised.base
    assert 0 <= found.unanswered <= found.asked <= found.read
    assert found.revised.base == sum(s.decision is not None for s in walk.file.subjects)

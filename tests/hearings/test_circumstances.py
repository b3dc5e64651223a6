"""Circumstances that are typed in to be compared."""

from __future__ import annotations

import pytest

from hearings.circumstances import pair, typed
from hearings.errors import BadValue
from hearings.factors import COUNTED, GROUPS, factors

LISTS = factors()


def test_every_factor_of_every_list_can_be_named():
    named = [(group, factor.key) for group in GROUPS for factor in LISTS.groups[group]]
    assert typed(named, LISTS, archive=False) == {f"{group}={key}" for group, key in named}


def test_a_standard_may_be_given_in_full():
    assert typed([("standard", "Honesty and Integrity")], LISTS, archive=False) == {
        "standard=honesty"
    }


def test_an_archive_has_standards_and_ranks_of_its_own():
    given = [("standard", "Lockup Procedures"), ("rank_band", "Police Officer")]
    assert len(typed(given, LISTS, archive=True)) == 2
    for one in given:
        with pytest.raises(BadValue):
            typed([one], LISTS, archive=False)


@pytest.mark.parametrize("group", [g for g in COUNTED if g not in {"category", "service_band"}])
def test_a_key_that_no_list_holds_is_refused(group):
    """Catches a slip of the pen that is like nothing, and so finds that nothing is like it."""
    with pytest.raises(BadValue, match=group):
        typed([(group, "nonsense")], LISTS, archive=False)


@pytest.mark.parametrize("group", ["sex", "ethnicity", "", "name"])
def test_what_matters_are_not_compared_by_cannot_be_named(group):
    with pytest.raises(BadValue, match="There is no kind of factor"):
        typed([(group, "x")], LISTS, archive=True)


@pytest.mark.parametrize("text", ["", "honesty", "standard=", "standard= "])
def test_a_pair_is_written_with_a_sign(text):
    with pytest.raises(BadValue, match="GROUP=KEY"):
        pair(text)


def test_a_pair_is_read_at_its_first_sign():
    assert pair(" category = a=b ") == ("category", "a=b")

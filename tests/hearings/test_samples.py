"""The dip sample: drawn alike everywhere, spread evenly, and what its readings add up to."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearings.disclosure import audience_named
from hearings.intervals import wilson
from hearings.samples import (
    CHANGED,
    KEPT,
    KINDS,
    UNCHANGED,
    Agreement,
    Candidate,
    Told,
    agreement,
    draw,
    told,
)
from tests.repository import ROOT


def candidates(*sizes: tuple[str, str, str, int]) -> list[Candidate]:
    """Make candidates: kind, unit, ethnicity, how many."""
    return [
        Candidate(f"{kind[:2]}{unit}{group}-{n:05}/1", kind, unit, group)
        for kind, unit, group, many in sizes
        for n in range(many)
    ]


MANY = candidates(
    *((kind, unit, group, 40) for kind in KINDS for unit in ("Brent", "Camden", "")
      for group in ("16+1:W1", "16+1:B1", "")),
)  # fmt: skip

CELLS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.sampled_from("AB"), st.sampled_from(["W", "B", ""]),
              st.integers(1, 6)),
    unique_by=lambda cell: cell[:3], max_size=18,
)  # fmt: skip


def test_two_draws_with_one_seed_are_the_same_and_another_seed_draws_others():
    once = draw(MANY, "autumn", 30)
    assert draw(reversed(MANY), "autumn", 30) == once
    assert draw(MANY, "spring", 30) != once
    assert len(set(once)) == 30


def test_a_draw_is_the_same_in_another_process():
    """Catches an order that rests on how this process hashes text."""
    told = (
        "from tests.hearings.test_samples import MANY, draw;"
        "print([one.reference for one in draw(MANY, 'autumn', 30)])"
    )
    for hashing in ("1", "2"):
        found = subprocess.run(
            [sys.executable, "-c", told], cwd=ROOT, env={"PYTHONHASHSEED": hashing},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert found.stdout.strip() == str([one.reference for one in draw(MANY, "autumn", 30)])


def test_the_kinds_and_the_strata_have_as_many_as_each_other():
    """Catches a sample that is drawn by share: of few that were kept locally it would read none."""
    uneven = candidates((CHANGED, "A", "W", 30), (UNCHANGED, "A", "W", 900), (KEPT, "A", "W", 3))
    kinds = Counter(one.kind for one in draw(uneven, "s", 30))
    assert (kinds[KEPT], sorted((kinds[CHANGED], kinds[UNCHANGED]))) == (3, [13, 14])
    drawn = draw(MANY, "s", 27)
    assert set(Counter(one.kind for one in drawn).values()) == {9}
    assert set(Counter((one.kind, *one.stratum) for one in drawn).values()) == {1}


def test_a_kind_with_many_strata_has_no_more_than_one_with_few():
    """Catches a spread over the cells alone: eight units changed something, one left all alone."""
    found = candidates(*((CHANGED, f"U{n}", "W", 20) for n in range(8)), (UNCHANGED, "U0", "W", 50))
    kinds = Counter(one.kind for one in draw(found, "s", 20))
    assert kinds == {CHANGED: 10, UNCHANGED: 10}


def test_each_stratum_has_one_before_any_kind_is_evened_out():
    """Catches a small unit that only its matters kept locally could have spoken for."""
    found = candidates(*((CHANGED, f"U{n}", "W", 5) for n in range(8)), (UNCHANGED, "U0", "W", 50))
    assert {one.stratum for one in draw(found, "s", 8)} == {(f"U{n}", "W") for n in range(8)}


@given(CELLS, st.integers(0, 40), st.text(max_size=5))
def test_a_draw_is_as_large_as_it_can_be_and_as_even(cells, size, seed):
    found = candidates(*cells)
    drawn = draw(found, seed, size)
    strata = {one.stratum for one in found}

    assert len(drawn) == min(size, len(found))
    assert len({one.stratum for one in drawn}) >= min(size, len(strata))
    assert set(drawn) <= set(found)
    # Within a kind no cell that has some left stays more than one behind another.
    taken = Counter((one.kind, *one.stratum) for one in drawn)
    held = Counter((one.kind, *one.stratum) for one in found)
    if size >= len(held):
        for kind in KINDS:
            cells_of = [cell for cell in held if cell[0] == kind]
            short = [taken[cell] for cell in cells_of if taken[cell] < held[cell]]
            assert not short or max(taken[cell] for cell in cells_of) <= min(short) + 1


@given(CELLS.filter(bool), st.integers(1, 40), st.data())
def test_a_further_candidate_moves_nobody_elses_place(cells, size, data):
    """Catches an order by place in the list: one late form would then draw another sample."""
    found = candidates(*cells)
    kind, unit, group, _many = data.draw(st.sampled_from(cells))
    before = draw(found, "s", size)
    after = draw([*found, Candidate("late/1", kind, unit, group)], "s", size)
    old = [one for one in before if one in after]

    assert [one for one in after if one in before] == old
    assert len(set(before) ^ set(after)) <= 2


def test_the_order_of_reading_says_nothing_of_the_kind():
    """Catches a sample read kind by kind: the second third would give itself away."""
    order = [one.kind for one in draw(MANY, "s", 60)]
    assert order != sorted(order, key=KINDS.index)
    assert sum(a != b for a, b in pairwise(order)) > 25


def test_not_known_is_a_stratum_of_its_own():
    found = candidates((CHANGED, "A", "W", 90), (CHANGED, "A", "", 1), (CHANGED, "", "W", 1))
    assert {one.stratum for one in draw(found, "s", 3)} == {("A", "W"), ("A", ""), ("", "W")}


def test_agreement_is_counted_by_kind_and_never_pooled():
    """Catches one share over all kinds, which would be a share of how the sample was drawn."""
    found = agreement([
        (UNCHANGED, "neither", "neither"), (UNCHANGED, "misconduct", "neither"),
        (CHANGED, "misconduct", "misconduct"), (CHANGED, "misconduct", ""),
    ])  # fmt: skip
    assert list(found.items()) == [(CHANGED, Agreement(1, 1)), (UNCHANGED, Agreement(2, 1))]
    assert found[UNCHANGED].bounds == wilson(1, 2)
    assert agreement([]) == {}
    assert Agreement(0, 0).bounds is None


@pytest.mark.parametrize("size", [0, 1, 2])
def test_few_or_none_can_be_drawn(size):
    assert len(draw(candidates((CHANGED, "A", "W", 1)), "s", size)) == min(size, 1)
    assert draw([], "s", 5) == ()


@pytest.mark.parametrize(
    ("audience", "read", "agreed", "is_told"),
    [
        ("staff", 4, 4, Told(None, None)),
        ("staff", 5, 5, Told(5, 5)),
        ("staff", 12, 8, Told(12, None)),
        ("staff", 12, 7, Told(12, 7)),
        ("staff", 12, 3, Told(12, None)),
        ("public", 9, 9, Told(None, None)),
        ("public", 23, 23, Told(25, 25)),
        ("public", 23, 12, Told(25, 10)),
        ("public", 23, 14, Told(25, None)),
        ("internal", 3, 1, Told(3, 1)),
    ],
)
def test_what_is_told_of_an_agreement_is_of_no_few(audience, read, agreed, is_told):
    assert told([Agreement(read, agreed)], audience_named(audience)) == is_told


READ = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=20)
"""How many readings agreed, and how many did not, quarter after quarter."""


@given(quarters=READ, name=st.sampled_from(["staff", "public"]))
def test_no_two_figures_of_an_agreement_differ_by_a_few_readings(quarters, name):
    """An attacker notes what was told after each quarter, and takes each figure from each later.

    Catches 7 of 7 and then 8 of 8, 20 of 20 and then 21 read, and any rule that looks at one
    quarter's readings, or at the figure of one day, by itself. The public is told fives: of theirs
    the figures behind are compared.
    """
    audience = audience_named(name)
    exact = replace(audience, base=1)
    ends, read, agreed = [], 0, 0
    seen = []
    for more, fewer in quarters:
        read, agreed = read + more + fewer, agreed + more
        ends.append(Agreement(read, agreed))
        assert audience.published(told(ends, exact).read or 0) == (told(ends, audience).read or 0)
        seen.append(told(ends, exact))
    for place, was in enumerate(seen):
        for now in seen[place + 1 :]:
            numbers = [(now.read or 0) - (was.read or 0)]
            if now.agreed is not None:
                before = was.agreed or 0
                numbers.append(now.agreed - before)
                if was.agreed is not None or was.read is None:
                    numbers.append((now.read or 0) - now.agreed - ((was.read or 0) - before))
            assert not any(audience.small(number) for number in numbers)


def test_what_was_told_stands_until_enough_was_read_since():
    """Catches a figure that is counted anew each quarter, and one that never moves again."""
    ends = [Agreement(7, 7), Agreement(8, 8), Agreement(11, 11), Agreement(13, 12)]
    staff = audience_named("staff")
    assert [told(ends[:n], staff) for n in range(1, 5)] == [Told(7, 7)] * 4
    ends += [Agreement(19, 14)]
    assert told(ends, staff) == Told(19, 14)
    assert told([Agreement(20, 18), Agreement(22, 19)], staff) == Told(20, None)
    assert told([Agreement(20, 18), Agreement(26, 21)], staff) == Told(26, 21)


@given(read=st.integers(1, 200), data=st.data(), name=st.sampled_from(["staff", "public"]))
def test_nothing_small_is_told_of_an_agreement(read, data, name):
    """Catches the two readings that did not agree, worked out from those that did."""
    audience = audience_named(name)
    agreed = data.draw(st.integers(0, read))
    found = told([Agreement(read, agreed)], audience)
    for number in (found.read, found.agreed):
        assert number is None or number == 0 or number >= audience.threshold
        assert number is None or number % audience.base == 0
    if found.agreed is not None:
        assert not audience.small(agreed)
        assert not audience.small(read - agreed)
        assert found.bounds is not None

"""No table tells of a few officers: shown by an attacker who shares no code with the defence."""

from __future__ import annotations

import builtins
import sys
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearings.disclosure import ROW, Sum, Table, audience_named, audiences, protect
from hearings.errors import Refused, UsageError
from tests.hearings.attacker import (
    RULES,
    by_hand,
    programme,
    recoverable,
    sheet,
    too_narrow,
    width,
)
from tests.hearings.crowds import COLUMNS, MERGES, SUMS, crowd

AUDIENCES = tuple(RULES)

DEFENCE = sys.modules[protect.__module__]
"""The module, which the package gives no way to but this: its function has the same name."""


def table(*rows, columns=COLUMNS, sums=SUMS, merges=MERGES):
    """Write a table as rows of numbers, named r1, r2 and so on."""
    names = tuple(f"r{place}" for place in range(1, len(rows) + 1))
    counts = {
        (name, column): number
        for name, row in zip(names, rows, strict=True)
        for column, number in zip(columns, row, strict=True)
    }
    return Table(names, columns, counts, sums, merges)


def released(count, audience):
    """Protect so many random tables; give those that were not refused."""
    random = Random(5)
    found = []
    for _one in range(count):
        drawn = crowd(random)
        try:
            found.append((drawn, protect(drawn, audience_named(audience))))
        except Refused:
            continue
    return found


@pytest.mark.parametrize("audience", AUDIENCES)
def test_of_a_thousand_random_tables_no_withheld_number_can_be_worked_out(portion, audience):
    """Catches a withheld number that sums give away; by programme, and exactly by elimination."""
    count = portion(1000)
    found = released(count, audience)
    assert len(found) > 0.6 * count  # To refuse everything would be safe, and of no use.
    given_out = [n for _t, p in found for n in p.published.values()]
    assert sum(n is not None for n in given_out) > 0.4 * len(given_out)
    for _table, protected in found:
        attacked = sheet(protected)
        assert too_narrow(attacked) == []
        if audience == "staff":
            assert recoverable(attacked) == []


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_number_given_out_is_the_true_one_or_the_true_one_rounded(audience):
    threshold, base, _narrowest = RULES[audience]
    for _table, protected in released(60, audience):
        for place, number in protected.published.items():
            true = protected.table.count(place)
            if number is None:
                assert true > 0
            else:
                assert number == base * ((true + base // 2) // base)
                assert true == 0 or true >= threshold


@pytest.mark.parametrize("audience", AUDIENCES)
def test_without_the_second_round_of_withholding_the_attack_sees_it(monkeypatch, audience):
    """The planted defect: only small numbers are withheld, so that sums give them away."""
    monkeypatch.setattr(DEFENCE, "_close", lambda *_given: None)
    found = [sheet(protected) for _table, protected in released(30, audience)]
    assert sum(bool(too_narrow(one)) for one in found) > 5
    if audience == "staff":
        assert sum(bool(recoverable(one)) for one in found) > 5


tiny = st.lists(st.tuples(*[st.integers(min_value=0, max_value=7)] * 3), min_size=2, max_size=2)


@settings(max_examples=60, deadline=None)
@given(rows=tiny)
def test_trying_every_table_of_whole_numbers_narrows_nothing_further(rows):
    """Catches a programme that is content with fractions no head count can have."""
    try:
        protected = protect(table(*rows, columns=("a", "b", "c"), sums=(), merges=()),
                            audience_named("staff"))  # fmt: skip
    except Refused:
        return
    attacked = sheet(protected)
    if None not in attacked.published.values():
        return
    ends = by_hand(attacked, most=12)
    for place, number in attacked.published.items():
        if number is None:
            low, high = ends[place]
            assert high - low >= 3, place


many = st.lists(
    st.tuples(*[st.integers(min_value=10, max_value=400)] * len(COLUMNS)), min_size=1, max_size=6
)


@settings(max_examples=60, deadline=None)
@given(rows=many)
def test_nothing_is_withheld_where_nothing_is_small(rows):
    """For the public a number goes too where rounding alone would not hide it: never otherwise."""
    found = table(*rows)
    for audience in AUDIENCES:
        protected = protect(found, audience_named(audience))
        assert protected.table.rows == found.rows
        if audience == "staff":
            assert not protected.withheld
            assert all(n == found.count(place) for place, n in protected.published.items())
        elif protected.withheld:
            assert unrounded(protected)


def unrounded(protected):
    """Say whether anybody could unround a number, had every number been given out."""
    whole = sheet(protected)
    whom = audience_named("public")
    everything = {place: whom.published(whole.true(place)) for place in whole.published}
    known, places = programme(replace(whole, published=everything))
    return any(
        width(known.range(places[c] for c in whole.cells[place] if c in places)) < 1
        for place in everything
    )


def test_a_rounded_number_that_its_sums_would_give_exactly_is_not_given():
    """Catches four rounded tens whose total says that each was twelve."""
    found = table((12, 12, 12, 12), columns=("a", "b", "c", "d"), sums=(), merges=())
    protected = protect(found, audience_named("public"))
    assert [audience_named("public").published(n) for n in (12, 48)] == [10, 50]
    assert protected.withheld
    assert unrounded(protected)


def test_an_internal_table_is_as_it_was_counted():
    protected = protect(table((1, 0, 2, 0, 0)), audience_named("internal"))
    assert protected.published["r1", "same"] == 1
    assert not protected.withheld


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_row_that_stands_in_one_column_is_counted_with_others(audience):
    """Catches a table that says of everybody in a group how their matter went."""
    found = table((40, 30, 30, 20, 20), (0, 30, 0, 0, 0), (30, 20, 20, 15, 10))
    protected = protect(found, audience_named(audience))
    assert protected.table.rows == ("r1", "others together")
    assert list(protected.table.one_sided()) == []


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_row_that_was_changed_as_a_whole_is_counted_with_others(audience):
    """Catches a group of which everybody was lowered or raised: that is one column as well."""
    found = table((40, 30, 30, 20, 20), (0, 30, 25, 0, 0), (30, 20, 20, 15, 10))
    assert protect(found, audience_named(audience)).together == "others together"


ONE_WAY = {
    "all as they were": (30, 0, 0, 20, 20),
    "all lowered": (0, 30, 0, 20, 20),
    "all raised": (0, 0, 30, 20, 20),
    "all changed, some up and some down": (0, 20, 30, 20, 20),
}


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("row", ONE_WAY)
def test_a_row_of_which_all_decided_fell_one_way_is_counted_with_others(audience, row):
    """Catches noughts that tell how it went for each who was decided, the others standing by."""
    found = table((40, 30, 30, 20, 20), ONE_WAY[row], (30, 20, 20, 15, 10))
    protected = protect(found, audience_named(audience))
    assert protected.table.rows == ("r1", "others together")


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize(
    "row", [(30, 20, 0, 20, 20), (30, 0, 20, 0, 0), (0, 0, 0, 40, 30), (30, 20, 0, 20, 0)]
)
def test_a_nought_that_leaves_two_ways_open_is_given_out(audience, row):
    """Catches rows put together for a nought that tells of nobody; of none decided, too."""
    found = table((40, 30, 30, 20, 20), row, (30, 20, 20, 15, 10))
    protected = protect(found, audience_named(audience))
    assert protected.table.rows == ("r1", "r2", "r3")
    assert all(protected.published["r2", c] == 0
               for c, n in zip(COLUMNS, row, strict=True) if not n)  # fmt: skip


def test_a_table_of_which_all_decided_fell_one_way_is_refused():
    with pytest.raises(Refused, match="everybody in it"):
        protect(table((300, 0, 0, 90, 80)), audience_named("staff"))


def test_a_table_that_stands_in_one_column_is_refused():
    with pytest.raises(Refused, match="everybody in it, or in the base"):
        protect(table((400, 0, 0, 0, 0), (300, 0, 0, 0, 0)), audience_named("staff"))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_row_below_the_threshold_is_counted_with_others_and_so_are_its_margins(audience):
    found = table((90, 60, 50, 40, 30), (1, 1, 0, 0, 1), (70, 40, 30, 20, 50))
    protected = protect(found, audience_named(audience))
    assert protected.table.rows == ("r1", "others together")
    assert not protected.withheld


def test_fewer_than_the_threshold_in_all_are_refused():
    with pytest.raises(Refused, match="fewer than 5 officers in all"):
        protect(table((2, 1, 0, 0, 0)), audience_named("staff"))
    with pytest.raises(Refused, match=r"10 officers in all, .*too few for a table for the public"):
        protect(table((6, 1, 0, 0, 0)), audience_named("public"))


def test_what_no_withholding_helps_is_refused():
    with pytest.raises(Refused, match="whatever is withheld"):
        protect(table((3, 1, 1, 0, 0), (2, 1, 1, 1, 0)), audience_named("staff"))


def test_a_table_of_nobody_says_so():
    nobody = Table((ROW,), ("a", "b"), {}, (Sum("c", ("a", "b")),))
    assert set(protect(nobody, audience_named("public")).published.values()) == {0}


def test_a_row_may_be_called_what_rows_together_are_called():
    """Catches a unit by that name whose officers would be counted into the wrong row."""
    rows = ("a", "b", "c", "others together")
    numbers = ((90, 60, 50), (1, 1, 1), (1, 2, 1), (40, 30, 20))
    counts = {(r, c): n for r, row in zip(rows, numbers, strict=True)
              for c, n in zip("xyz", row, strict=True)}  # fmt: skip
    protected = protect(Table(rows, tuple("xyz"), counts), audience_named("staff"))
    assert protected.table.rows == ("a", "others together", "others together.")
    assert protected.table.row("others together") == 90
    assert sum(protected.table.counts.values()) == sum(counts.values())


def test_without_the_solver_nothing_leaves(monkeypatch):
    """Catches a table that is released unattacked because the solver is missing."""
    real = builtins.__import__

    def missing(name, *rest, **more):
        if name == "highspy":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(UsageError, match=r"hearings\[publish\]"):
        protect(table((40, 30, 30, 20, 20)), audience_named("staff"))


def test_a_table_too_large_to_attack_is_refused():
    rows = [(10, 11, 12, 13, 14)] * 101
    with pytest.raises(Refused, match="505 cells"):
        protect(table(*rows), audience_named("staff"))


def test_the_attacker_of_the_tests_knows_the_same_rules():
    for name, (threshold, base, narrowest) in RULES.items():
        found = audiences()[name]
        assert (found.threshold, found.base, found.narrowest) == (threshold, base, narrowest)
    with pytest.raises(UsageError, match="internal, staff or public"):
        audience_named("press")


@pytest.mark.parametrize(
    ("number", "rounded"), [(0, 0), (10, 10), (12, 10), (13, 15), (17, 15), (18, 20), (784, 785)]
)
def test_the_public_is_told_the_nearest_five(number, rounded):
    assert audience_named("public").published(number) == rounded

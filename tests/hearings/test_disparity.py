"""Groups beside each other: which value counts where, and what two figures say of one step."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearings.disparity import comparing
from hearings.disparity.comparing import Cell, Disparity, bears, compared
from hearings.disparity.groups import (
    fields,
    five,
    group_words,
    grouped,
    in_order,
    own_words,
    reference_of,
    within,
)
from hearings.disparity.measures import (
    CONCLUSION,
    NEVER,
    STEP,
    STRATA,
    measures,
    measures_named,
)
from hearings.disparity.times import timed
from hearings.errors import UsageError
from hearings.intervals import wilson
from hearings.outcome_kinds import outcomes
from hearings.packaged import facts
from hearings.people import code_sets, ethnicity_codes
from hearings.rates import Counts
from hearings.ratios import Ratio, Stratum
from hearings.steps import STEPS

# ------ which value counts in which group


@pytest.mark.parametrize(
    ("value", "group"),
    [
        ("16+1:W1", "5+1:White"),
        ("16+1:W9", "5+1:White"),
        ("18+1:W3", "5+1:White"),
        ("16+1:M9", "5+1:Mixed"),
        ("18+1:A4", "5+1:Asian"),
        ("16+1:O1", "5+1:Asian"),
        ("16+1:O9", "5+1:Other"),
        ("18+1:O9", "5+1:Other"),
        ("18+1:O2", "5+1:Other"),
        ("18+1:B9", "5+1:Black"),
        ("16+1:NS", "5+1:NS"),
        ("18+1:NS", "5+1:NS"),
    ],
)
def test_chinese_is_moved_before_the_groups_of_the_two_sets_are_put_together(value, group):
    """Catches Chinese in Other in the older set and in Asian in the newer one."""
    assert grouped("ethnicity", "5")[value] == group


@pytest.mark.parametrize(
    "value", ["BLACK", "White", "W1", "B1", "16+1:A4", "16+1:W3", "16+1:O2", "18+1:O1", "19+1:W1",
              "16+1:w1", "", "NS"]
)  # fmt: skip
def test_a_value_in_neither_set_stands_as_it_was_recorded(value):
    """Catches an archive's own word, or a code of the other set, put into a group by guess."""
    assert value not in grouped("ethnicity", "5")


def test_every_code_of_both_sets_has_one_group_and_no_other_value_has():
    """Catches a code that was forgotten, and falls out of its group in silence."""
    codes = {f"{found}:{code}" for found in code_sets() for code in ethnicity_codes(found)}
    assert set(five()) == codes
    assert set(five().values()) == {
        "5+1:White", "5+1:Mixed", "5+1:Asian", "5+1:Black", "5+1:Other", "5+1:NS",
    }  # fmt: skip


def test_no_code_stands_in_two_groups_and_one_that_is_moved_in_none():
    """Catches Chinese of the older set left in Other beside the move."""
    table = facts("disparity/ethnicity.toml")
    for code_set in code_sets():
        listed = [f"{code_set}:{code}" for row in table["group"] for code in row[code_set]]
        assert len(listed) == len(set(listed))
        assert not set(listed) & set(table["same"])


@pytest.mark.parametrize("field", ["sex", "rank_band", "service_band", "person_type"])
def test_only_ethnicity_is_put_together(field):
    assert grouped(field, "5") == grouped("ethnicity", "full") == {}


@pytest.mark.parametrize(
    ("field", "key", "words"),
    [
        ("ethnicity", "5+1:Asian", "Asian"),
        ("ethnicity", "5+1:NS", "Prefers not to say"),
        ("ethnicity", "16+1:W1", "White British (16+1 W1)"),
        ("ethnicity", "16+1:O1", "Chinese (16+1 O1; 18+1 A4)"),
        ("ethnicity", "18+1:A4", "Chinese (18+1 A4; 16+1 O1)"),
        ("ethnicity", "18+1:W3", "Gypsy or Irish Traveller (18+1 W3; in that set alone)"),
        ("ethnicity", "18+1:O2", "Arab (18+1 O2; in that set alone)"),
        ("ethnicity", "BLACK", "BLACK"),
        ("ethnicity", "", "not recorded"),
        ("rank_band", "chief_officer", "chief officer"),
        ("person_type", "staff", "member of police staff"),
        ("sex", "F", "F"),
    ],
)
def test_a_group_is_called_in_words(field, key, words):
    assert group_words(field, key) == words


def test_groups_stand_in_the_order_of_their_list_and_what_is_not_known_last():
    """Catches groups ranked by a rate, and NS taken for the unknown."""
    keys = ["", "5+1:NS", "BLACK", "5+1:Other", "5+1:White", "5+1:Asian"]
    assert in_order("ethnicity", keys) == [
        "5+1:White", "5+1:Asian", "5+1:Other", "BLACK", "5+1:NS", "",
    ]  # fmt: skip
    assert in_order("rank_band", ["", "staff", "sergeant", "constable"]) == [
        "constable", "sergeant", "staff", "",
    ]  # fmt: skip
    assert in_order("service_band", ["20+", "5-9", "", "0-1"]) == ["0-1", "5-9", "20+", ""]
    assert own_words("ethnicity", ["", "BLACK", "5+1:NS", "16+1:W1"]) == ("BLACK",)


@pytest.mark.parametrize(
    ("field", "bases", "asked", "reference"),
    [
        ("ethnicity", {"5+1:White": 1, "5+1:Black": 9, "": 99}, "", "5+1:White"),
        ("ethnicity", {"WHITE": 5, "BLACK": 9}, "", "WHITE"),
        ("ethnicity", {"5+1:Black": 9, "5+1:Asian": 3, "5+1:NS": 40, "": 99}, "", "5+1:Black"),
        ("ethnicity", {"5+1:White": 9, "5+1:Black": 9}, "Black", "5+1:Black"),
        ("ethnicity", {"5+1:White": 0, "5+1:Black": 9}, "", "5+1:Black"),
        ("ethnicity", {"": 9}, "", ""),
        ("ethnicity", {}, "", ""),
        ("sex", {"F": 9, "M": 2}, "", "M"),
        ("sex", {"FEMALE": 9, "MALE": 2}, "", "MALE"),
        ("rank_band", {"sergeant": 9, "constable": 2}, "", "constable"),
        ("person_type", {"staff": 9, "officer": 2}, "", "officer"),
        ("service_band", {"5-9": 9, "0-1": 2}, "", "5-9"),
    ],
)
def test_the_others_are_compared_with_the_usual_group_or_the_largest_known(
    field, bases, asked, reference
):
    """Catches the unknown, or those who prefer not to say, as what others are measured by."""
    assert reference_of(field, bases, asked) == reference


def test_a_reference_that_nobody_has_is_refused_with_those_there_are():
    with pytest.raises(UsageError, match="there is White, Black"):
        reference_of("ethnicity", {"5+1:White": 1, "5+1:Black": 1, "": 3}, "Martian")


# ------ the steps, as data


def test_every_outcome_is_in_one_measure():
    """Catches an outcome that no step counts, or that two do: the shares add up to the base."""
    counted = [
        value
        for measure in measures().values()
        for one in measure.happened
        if one.on == CONCLUSION and one.names == ("outcome",)
        for value in one.values
    ]
    assert sorted(counted) == sorted(set(outcomes()) - {"not_proven"})


def test_every_step_that_is_asked_for_is_one_that_is_kept():
    """Catches a step misspelt, of which everybody would have none."""
    asked = {
        name
        for measure in measures().values()
        for one in (*measure.given, *measure.happened)
        if one.on in {STEP, NEVER}
        for name in one.names
    }
    assert asked <= STEPS
    for measure in measures().values():
        on = {one.on for one in (*measure.given, *measure.happened)}
        assert not on & {STEP, NEVER} or measure.steps, measure.key


def test_a_step_within_one_level_is_not_standardised_for_the_level():
    for measure in measures().values():
        assert set(measure.strata) <= set(STRATA)
        assert ("local_level" in measure.strata) != measure.key.startswith(
            ("concerned", "initial", "gross", "misconduct", "neither", "days")
        )
    for field in fields():
        assert within(field) <= set(STRATA)


def test_a_measure_that_is_not_there_is_refused_with_those_there_are():
    with pytest.raises(UsageError, match="gross_lowered"):
        measures_named("lowered")
    assert len(measures_named("all")) == len(measures())


# ------ the two figures

SIMPSON = [
    Cell("White", ("minor",), 10, 100), Cell("White", ("grave",), 20, 40),
    Cell("Black", ("minor",), 4, 40), Cell("Black", ("grave",), 50, 100),
    Cell("", ("grave",), 3, 5),
]  # fmt: skip
"""In either kind of matter both fare alike; Black officers have more of the graver kind."""

STAYS = [
    Cell("White", ("minor",), 10, 100), Cell("White", ("grave",), 20, 40),
    Cell("Black", ("minor",), 8, 40), Cell("Black", ("grave",), 90, 100),
]  # fmt: skip
"""In either kind of matter it happens to Black officers about twice as often."""


def figures(cells: list[Cell], reference: str = "White", cases: int = 1) -> Disparity:
    """Compare cells as if every officer had a case of their own, or shared one with others."""
    counts: dict[str, Counts] = {}
    for cell in cells:
        part, whole = cell.part * cases, cell.whole * cases
        own = Counts(cell.whole, cell.part, changed_squared=part, changed_decided=part,
                     decided_squared=whole)  # fmt: skip
        counts[cell.group] = counts.get(cell.group, Counts()) + own
    return compared("ethnicity", cells, counts, reference)


def row(found, group):
    return next(one for one in found.rows if one.group == group)


def test_a_disparity_that_is_all_a_matter_of_what_was_alleged_vanishes_among_like_matters():
    """Catches a figure standardised in name alone: the plain ratio printed twice."""
    black = row(figures(SIMPSON), "Black")
    assert black.crude.value == pytest.approx((54 / 140) / (30 / 140))
    assert black.crude.low > 1
    assert black.standardised.value == pytest.approx(1.0)
    assert black.standardised.low < 1 < black.standardised.high
    assert (black.strata, black.strata_used, black.alike, black.alike_reference) == (2, 2, 140, 140)


def test_a_disparity_that_stands_in_every_kind_of_matter_stays():
    """Catches a standardisation that explains away what is there."""
    black = row(figures(STAYS), "Black")
    assert black.standardised.value == pytest.approx(1.8, abs=0.1)
    assert black.standardised.low > 1.3


def test_whose_group_is_not_known_stand_in_a_row_of_their_own_and_are_compared_with_nobody():
    found = figures(SIMPSON)
    unknown = found.rows[-1]
    assert (unknown.group, unknown.counts.changed, unknown.counts.decided) == ("", 3, 5)
    assert unknown.interval == wilson(3, 5)
    assert (unknown.crude, unknown.crude_why) == (None, "unknown")
    assert row(found, "White").crude_why == "reference"


@pytest.mark.parametrize(
    ("ours", "theirs", "why"),
    [
        ((10, 19), (100, 200), "few"),
        ((10, 200), (10, 19), "few_reference"),
        ((1, 20), (9, 200), "rare"),
        ((20, 20), (195, 200), "rare"),
        ((0, 100), (20, 200), "no_ratio"),
        ((30, 20), (20, 200), "over"),
        ((10, 20), (100, 200), ""),
    ],
)
def test_where_counts_are_small_it_says_so_instead_of_a_ratio(ours, theirs, why):
    """Catches one officer of three told as three times the reference's rate."""
    cells = [Cell("Black", (), *ours), Cell("White", (), *theirs)]
    black = row(figures(cells), "Black")
    assert (black.crude_why, black.crude is None) == (why, bool(why))


def test_matters_that_are_not_alike_bear_no_standardised_figure():
    """Catches groups compared within strata in which only one of them stands."""
    cells = [Cell("Black", ("a",), 20, 50), Cell("Black", ("b",), 5, 19),
             Cell("White", ("b",), 20, 90), Cell("White", ("c",), 9, 90)]  # fmt: skip
    black = row(figures(cells), "Black")
    assert black.crude is not None
    assert (black.standardised, black.standardised_why) == (None, "few_alike")
    assert (black.strata, black.strata_used, black.alike, black.alike_reference) == (2, 1, 19, 90)


def test_the_rule_for_what_counts_bear_is_mantels_and_fleiss():
    """Catches the rule of the pooled table used for sparse strata, which bear less."""
    assert bears([Stratum(10, 20, 10, 20)])
    assert not bears([Stratum(2, 20, 2, 20)])
    sparse = [Stratum(1, 1, 0, 1)] * 9
    assert not bears(sparse)
    assert bears([*sparse, Stratum(0, 1, 1, 1)])


def test_officers_of_one_case_widen_the_intervals_and_move_no_ratio():
    """Catches intervals of a joint case that are as narrow as if its officers were strangers."""
    alone, joint = row(figures(STAYS), "Black"), row(figures(STAYS, cases=4), "Black")
    assert joint.counts.spread == pytest.approx(2 * alone.counts.spread)
    for name in ("crude", "standardised"):
        ours, theirs = getattr(joint, name), getattr(alone, name)
        assert ours.value == theirs.value
        assert ours.low < theirs.low < theirs.high < ours.high
    assert joint.interval[0] < alone.interval[0]


def test_without_a_reference_nobody_is_compared_and_everybody_is_counted():
    found = compared("ethnicity", [Cell("", (), 1, 2)], {"": Counts(2, 1)}, "")
    assert [one.crude_why for one in found.rows] == ["unknown"]
    found = compared("sex", [Cell("X", (), 1, 2)], {"X": Counts(2, 1)}, "")
    assert [one.crude_why for one in found.rows] == ["no_reference"]


def test_both_figures_are_statsmodels(portion):
    """The value against StratifiedTable, the plain ratio and its interval against Table2x2."""
    from statsmodels.stats import contingency_tables as tables

    dice, both = Random(5), 0
    for _ in range(portion(1000)):
        strata = [(f"{n}",) for n in range(dice.randint(2, 6))]
        cells = []
        for stratum in strata:
            for group in ("White", "Black"):
                whole = dice.randint(1, 80)
                cells.append(Cell(group, stratum, dice.randint(0, whole), whole))
        black = row(figures(cells), "Black")
        if black.crude is None or black.standardised is None:
            continue
        both += 1
        assert_like_statsmodels(tables, cells, strata, black)
    assert both > portion(1000) / 2


def assert_like_statsmodels(tables, cells, strata, black):
    at = {(cell.group, cell.stratum): [cell.part, cell.whole - cell.part] for cell in cells}
    by_stratum = [[at["Black", name], at["White", name]] for name in strata]
    pooled = tables.StratifiedTable([[[float(n) for n in r] for r in t] for t in by_stratum])
    spread = max(black.counts.spread, 1.0)
    assert black.standardised.value == pytest.approx(pooled.riskratio_pooled)
    plain = tables.Table2x2([[sum(t[r][c] for t in by_stratum) for c in (0, 1)] for r in (0, 1)])
    assert black.crude.value == pytest.approx(plain.riskratio)
    if spread == 1:
        low, high = plain.riskratio_confint()
        assert (black.crude.low, black.crude.high) == pytest.approx((low, high))


CELLS = st.lists(
    st.builds(
        lambda group, stratum, whole, part: Cell(group, (stratum,), min(part, whole), whole),
        st.sampled_from(["", "5+1:White", "5+1:Black", "5+1:NS", "BLACK"]),
        st.sampled_from(["a", "b", ""]),
        st.integers(1, 60),
        st.integers(0, 60),
    ),
    max_size=20,
)


@given(CELLS, st.sampled_from(["", "5+1:White", "5+1:Black"]))
def test_groups_and_the_unknown_add_up_to_everybody(cells, reference):
    """Catches a row that is dropped because it is small, unknown or said by nobody else."""
    found = figures(cells, reference)
    keys = [one.group for one in found.rows]
    assert keys == in_order("ethnicity", {cell.group for cell in cells})
    assert "" not in keys or keys[-1] == ""
    for name, part in (("decided", "whole"), ("changed", "part")):
        total = sum(getattr(one.counts, name) for one in found.rows)
        assert total == sum(getattr(cell, part) for cell in cells)


@given(CELLS)
def test_a_ratio_is_given_or_the_reason_is(cells):
    for one in figures(cells, "5+1:White").rows:
        for ratio, why in ((one.crude, one.crude_why), (one.standardised, one.standardised_why)):
            assert (ratio is None) == bool(why)
            assert why in comparing.WHY_NOT or not why
            assert ratio is None or 0 < ratio.low < ratio.value < ratio.high
        assert one.alike <= one.counts.decided
        assert one.strata_used <= one.strata


@given(CELLS)
def test_in_one_stratum_both_figures_are_the_same(cells):
    """Catches weights that do not come out at the plain ratio where there is nothing to pool."""
    for one in figures([replace(cell, stratum=()) for cell in cells], "5+1:White").rows:
        assert (one.crude is None) == (one.standardised is None)
        if one.crude is not None:
            assert isinstance(one.crude, Ratio)
            assert one.standardised is not None
            assert one.standardised.value == pytest.approx(one.crude.value)


# ------ how long it took


def test_what_is_unfinished_counts_for_as_long_as_it_has_lasted():
    """Catches a group that looks quick because its old matters are left out."""
    quick = [(10, True)] * 20
    (white, black, unknown), total = timed(
        "ethnicity",
        {"5+1:Black": [*quick, *[(90, False)] * 20], "5+1:White": quick, "": [(1, True)]},
    )
    assert (white.group, white.median, white.ninetieth) == ("5+1:White", 10, 10)
    assert (black.started, black.finished, black.median, black.ninetieth) == (40, 20, 10, None)
    assert (unknown.group, unknown.started, unknown.median, unknown.few) == ("", 1, None, True)
    assert (total.started, total.finished) == (61, 41)


def test_the_steps_stand_in_the_order_of_a_matter():
    keys = list(measures())
    order = ["concerned", "initial_level", "initial_gross", "investigated", "suspended",
             "case_to_answer", "referred", "finding", "dismissed", "lesser",
             "days_to_decision"]  # fmt: skip
    assert all(keys.index(one) < keys.index(other) for one, other in pairwise(order))

"""Ratios, differences and standardisation: against statsmodels, and against the laws they obey."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from hearings.intervals import wilson
from hearings.ratios import Ratio, Stratum, difference, expected, mantel_haenszel, rate_ratio
from tests.conftest import portion

TABLES = 1000
"""How many random tables are compared with statsmodels; few enough for every run."""

CLOSE = 1e-9

groups = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
tables = st.builds(lambda ours, other: (*ours, *other), groups, groups)
strata = st.lists(st.builds(lambda table: Stratum(*table), tables), min_size=1, max_size=6)


def random_tables(least=0):
    """Give random two-by-two tables, small and large."""
    dice = random.Random(20140311)
    for _ in range(TABLES):
        whole, other = (dice.choice((5, 40, 300, 20_000)) + dice.randrange(5) for _ in "ab")
        yield (
            dice.randrange(least, whole),
            whole,
            dice.randrange(least, other),
            other,
            dice.choice((0.5, 0.2, 0.05)),
        )


def test_wilsons_interval_is_that_of_statsmodels():
    from statsmodels.stats.proportion import proportion_confint

    for part, whole, *_ in random_tables():
        theirs = proportion_confint(part, whole, method="wilson")
        assert wilson(part, whole) == pytest.approx(theirs, abs=CLOSE)


def test_the_rate_ratio_is_that_of_statsmodels():
    from statsmodels.stats.contingency_tables import Table2x2

    for part, whole, other, others, _ in random_tables(least=1):
        table = Table2x2([[part, whole - part], [other, others - other]])
        theirs = (table.riskratio, *table.riskratio_confint())
        assert told(rate_ratio(part, whole, other, others)) == pytest.approx(theirs, rel=CLOSE)


def test_the_difference_is_that_of_statsmodels():
    from statsmodels.stats.proportion import confint_proportions_2indep

    for part, whole, other, others, _ in random_tables():
        theirs = confint_proportions_2indep(
            part, whole, other, others, compare="diff", method="newcomb"
        )
        found = told(difference(part, whole, other, others))
        assert found[0] == pytest.approx(part / whole - other / others, abs=CLOSE)
        assert found[1:] == pytest.approx(theirs, abs=CLOSE)


def test_mantel_and_haenszels_ratio_is_that_of_the_textbook():
    """The library pools odds ratios only: here the formulas stand as they are published."""
    from math import exp, sqrt

    from scipy.stats import norm

    dice = random.Random(7)
    drawn = list(random_tables(least=1))
    for _ in range(TABLES):
        chosen = [table[:4] for table in dice.sample(drawn, dice.randrange(1, 6))]
        above = below = variance = 0.0
        for a, n1, b, n0 in chosen:
            total = n1 + n0
            above += a * n0 / total
            below += b * n1 / total
            variance += ((a + b) * n1 * n0 - a * b * total) / total**2
        value = above / below
        reach = exp(float(norm.ppf(0.975)) * sqrt(variance / (above * below)))
        found = mantel_haenszel(Stratum(*table) for table in chosen)
        assert told(found) == pytest.approx((value, value / reach, value * reach), rel=CLOSE)


def test_where_shares_are_tiny_the_pooled_ratio_is_statsmodels_pooled_odds_ratio():
    from statsmodels.stats.contingency_tables import StratifiedTable

    dice = random.Random(11)
    for _ in range(TABLES // 10):
        chosen = [
            (dice.randrange(1, 90), dice.randrange(1, 9) * 10**9,
             dice.randrange(1, 90), dice.randrange(1, 9) * 10**9)
            for _ in range(dice.randrange(1, 6))
        ]  # fmt: skip
        theirs = StratifiedTable([[[a, n - a], [b, m - b]] for a, n, b, m in chosen])
        found = told(mantel_haenszel(Stratum(*table) for table in chosen))
        assert found[0] == pytest.approx(theirs.oddsratio_pooled, rel=1e-6)


def told(ratio: Ratio | None) -> tuple[float, float, float]:
    """Give the three numbers of a ratio that must be there."""
    assert ratio is not None
    return ratio.value, ratio.low, ratio.high


@given(tables)
def test_one_stratum_is_the_plain_ratio(table):
    plain, pooled = rate_ratio(*table), mantel_haenszel([Stratum(*table)])

    assert (plain is None) == (pooled is None)
    if plain and pooled:
        assert told(pooled) == pytest.approx(told(plain), rel=CLOSE)


@given(tables)
def test_the_groups_swapped_give_the_reciprocal(table):
    part, whole, other, others = table
    ours, theirs = rate_ratio(*table), rate_ratio(other, others, part, whole)

    assert (ours is None) == (theirs is None)
    if ours and theirs:
        assert told(ours) == pytest.approx(
            (1 / theirs.value, 1 / theirs.high, 1 / theirs.low), rel=CLOSE
        )


@given(strata)
def test_the_groups_swapped_in_every_stratum_give_the_reciprocal(chosen):
    turned = [Stratum(s.other_part, s.other_whole, s.part, s.whole) for s in chosen]
    ours, theirs = mantel_haenszel(chosen), mantel_haenszel(turned)

    assert (ours is None) == (theirs is None)
    if ours and theirs:
        assert told(ours) == pytest.approx(
            (1 / theirs.value, 1 / theirs.high, 1 / theirs.low), rel=CLOSE
        )


@given(tables)
def test_the_groups_swapped_give_the_opposite_difference(table):
    part, whole, other, others = table
    value, low, high = told(difference(*table))

    assert told(difference(other, others, part, whole)) == pytest.approx(
        (-value, -high, -low), abs=CLOSE
    )
    assert -1 <= low <= value + CLOSE
    assert value - CLOSE <= high <= 1


@given(tables, st.floats(1.01, 5))
@example((3, 7, 2, 9), 1.5)
def test_a_spread_widens_every_interval_and_moves_no_value(table, spread):
    """Leave the spread out of any of the three and this is red."""
    part, whole, other, others = table
    for method in (rate_ratio, difference):
        plain = method(part, whole, other, others)
        wide = method(part, whole, other, others, spread)
        assert (plain is None) == (wide is None)
        if plain and wide:
            assert wide.value == plain.value
            assert wide.low <= plain.low <= plain.high <= wide.high
            assert wide.high - wide.low > plain.high - plain.low
    pooled = mantel_haenszel([Stratum(*table)]), mantel_haenszel([Stratum(*table)], spread)
    if pooled[0] and pooled[1]:
        assert pooled[1].low < pooled[0].low <= pooled[0].high < pooled[1].high


@given(strata)
def test_the_pooled_ratio_lies_between_those_of_the_strata(chosen):
    each = [
        (s.part / s.whole) / (s.other_part / s.other_whole) if s.other_part else float("inf")
        for s in chosen
    ]
    pooled = mantel_haenszel(chosen)
    assume(pooled is not None)

    assert min(each) * (1 - CLOSE) <= told(pooled)[0] <= max(each) * (1 + CLOSE)


@given(groups, groups)
def test_a_total_lies_between_its_parts_and_is_their_average_only_where_the_bases_agree(one, two):
    """Average the rates of two units instead of pooling their counts, and this is red."""
    (part, whole), (other, others) = one, two
    total = (part + other) / (whole + others)
    shares = sorted((part / whole, other / others))

    assert shares[0] <= total <= shares[1]
    same = whole == others or part * others == other * whole
    # In whole numbers: total == (part/whole + other/others) / 2.
    twice = 2 * (part + other) * whole * others
    assert (twice == (part * others + other * whole) * (whole + others)) == same


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ((0, 10, 3, 10), "nothing of ours"),
        ((3, 10, 0, 10), "nothing of the reference"),
        ((0, 0, 3, 10), "no base of ours"),
        ((3, 10, 0, 0), "no base of the reference"),
        ((10, 10, 7, 7), "everyone on both sides"),
    ],
)
def test_no_ratio_is_given_where_its_interval_cannot_be(table, why):
    assert rate_ratio(*table) is None, why
    assert mantel_haenszel([Stratum(*table)]) is None, why


def test_a_difference_needs_two_bases_and_no_more():
    assert difference(0, 0, 3, 10) is None
    assert difference(3, 10, 0, 0) is None
    value, low, high = told(difference(0, 10, 0, 10))
    assert value == 0
    assert low < 0 < high


def test_a_stratum_with_an_empty_side_contributes_nothing():
    """Count it as if the empty side were nought of one, and this is red."""
    full = [Stratum(8, 60, 12, 50), Stratum(5, 70, 6, 40)]
    empty = [Stratum(9, 90, 0, 0), Stratum(0, 0, 20, 30), Stratum(0, 0, 0, 0)]

    assert mantel_haenszel(full + empty) == mantel_haenszel(full)
    assert mantel_haenszel(empty) is None
    assert mantel_haenszel([]) is None


def test_standardising_turns_a_ratio_that_pointed_the_wrong_way():
    """Within each level ours is lowered half as often, though more of ours are changed in all."""
    chosen = [Stratum(40, 400, 10, 50), Stratum(1, 100, 20, 1000)]
    plain = rate_ratio(41, 500, 30, 1050)

    assert told(plain)[0] > 2
    # By hand: 5.354 ÷ 10.707, and 5.767 ÷ 57.33 for the variance of its logarithm.
    assert told(mantel_haenszel(chosen)) == pytest.approx((0.5, 0.2685, 0.9310), abs=1e-4)


@pytest.mark.parametrize(
    ("own", "standard", "found"),
    [
        ({"gross": 10, "misconduct": 40}, {"gross": (30, 100), "misconduct": (5, 50)}, 7.0),
        ({"gross": 0, "misconduct": 40}, {"misconduct": (5, 50)}, 4.0),
        ({"gross": 1, "misconduct": 40}, {"misconduct": (5, 50)}, None),
        ({"gross": 1}, {"gross": (0, 0)}, None),
        ({}, {"gross": (1, 2)}, 0.0),
    ],
)
def test_what_is_expected_is_our_base_at_the_standards_share(own, standard, found):
    assert expected(own, standard) == (None if found is None else pytest.approx(found))


@given(st.lists(st.tuples(groups, groups), min_size=1, max_size=5))
def test_what_is_expected_of_all_units_together_is_what_there_is(levels):
    standard = {str(at): (one[0] + two[0], one[1] + two[1]) for at, (one, two) in enumerate(levels)}
    each = [
        expected({str(at): pair[side][1] for at, pair in enumerate(levels)}, standard) or 0.0
        for side in (0, 1)
    ]

    assert sum(each) == pytest.approx(sum(part for part, _ in standard.values()))


def test_the_intervals_hold_the_truth_as_often_as_they_say():
    """Of 2,000 drawn tables about 95 in 100 hold the true ratio, difference and pooled ratio."""
    dice = random.Random(4)
    rounds = max(400, portion(2000))
    held = [0, 0, 0]
    given_at_all = [0, 0, 0]
    for _ in range(rounds):
        strata_ = [
            Stratum(draw(dice, 0.3, 80), 80, draw(dice, 0.2, 120), 120),
            Stratum(draw(dice, 0.15, 60), 60, draw(dice, 0.1, 90), 90),
        ]
        first = strata_[0]
        table = (first.part, first.whole, first.other_part, first.other_whole)
        answers = (rate_ratio(*table), difference(*table), mantel_haenszel(strata_))
        for at, (answer, truth) in enumerate(zip(answers, (1.5, 0.1, 1.5), strict=True)):
            if answer is not None:
                given_at_all[at] += 1
                held[at] += answer.low <= truth <= answer.high
    assert given_at_all == [rounds] * 3
    for count in held:
        assert count / rounds == pytest.approx(0.95, abs=0.03)


def draw(dice: random.Random, share: float, whole: int) -> int:
    """Draw a binomial count."""
    return sum(dice.random() < share for _ in range(whole))

"""Rates and their intervals, against known values and against the laws they obey."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hearings.intervals import wilson
from hearings.rates import NAMES, NOTHING, WIDENED, Counts
from hearings.rules import Rules
from hearings.severity import Kind, PairState
from hearings.tallies import clustered, count, difference, tally
from tests.hearings.walks import STEPS, Walk

shares = st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
counts = st.builds(Counts, *[st.integers(0, 1000)] * len(NAMES))


@pytest.mark.parametrize(
    ("part", "whole", "low", "high", "digits"),
    [
        (45, 6001, 0.0056091745, 0.0100184586, 10),
        (0, 10, 0.0, 0.2775, 4),
        (10, 10, 0.7225, 1.0, 4),
        (1, 1, 0.2065, 1.0, 4),
        # Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
        (81, 263, 0.2553, 0.3662, 4),
        (15, 148, 0.0624, 0.1605, 4),
        (0, 20, 0.0000, 0.1611, 4),
        (1, 29, 0.0061, 0.1718, 4),
    ],
)
def test_the_interval_is_wilsons(part, whole, low, high, digits):
    found = wilson(part, whole)

    assert found is not None
    assert [round(bound, digits) for bound in found] == [low, high]


def test_nothing_decided_has_no_rate_and_no_interval():
    assert wilson(0, 0) is None
    assert NOTHING.rate is None


@given(shares)
def test_the_bounds_hold_the_share_and_stay_within_nought_and_one(share):
    part, whole = share
    low, high = wilson(part, whole) or (2.0, -1.0)

    assert 0 <= low <= part / whole <= high <= 1


@given(shares, st.integers(2, 50))
def test_the_interval_narrows_as_the_base_grows(share, times):
    part, whole = share
    low, high = wilson(part, whole) or (0.0, 0.0)
    near, far = wilson(part * times, whole * times) or (0.0, 0.0)

    assert far - near < high - low


@given(shares)
def test_what_is_not_changed_has_the_mirrored_interval(share):
    part, whole = share
    low, high = wilson(part, whole) or (0.0, 0.0)
    other = wilson(whole - part, whole)

    assert other == pytest.approx((1 - high, 1 - low), abs=1e-12)


@given(st.lists(shares, min_size=1, max_size=8))
def test_a_pooled_rate_lies_between_its_parts(parts):
    pooled = NOTHING
    for part, whole in parts:
        pooled = pooled + Counts(decided=whole, changed=part)
    rates = [part / whole for part, whole in parts]

    assert pooled.rate is not None
    assert min(rates) - 1e-12 <= pooled.rate <= max(rates) + 1e-12


def test_a_pooled_rate_is_not_the_mean_of_the_rates():
    assert (Counts(decided=90, changed=9) + Counts(decided=10, changed=5)).rate == 0.14


@given(counts, counts, counts)
def test_counts_add_up_in_any_order_and_are_taken_away_again(one, two, three):
    assert (one + two) + three == one + (two + three)
    assert one + two == two + one
    assert one + two - two == one
    assert one + NOTHING == one


def test_every_column_of_the_pair_is_counted():
    assert {state.value for state in PairState} <= set(NAMES)
    full = Counts(**{state.value: 1 for state in PairState}, changed=1, raised=1, resubmitted=1)
    assert full.subjects == len(PairState)


@pytest.mark.parametrize(
    ("decided", "undecided", "unfinished"),
    [(0, 0, False), (0, 1, True), (95, 5, False), (94, 6, True), (19, 1, False), (18, 1, True)],
)
def test_a_period_less_than_95_per_cent_decided_is_unfinished(decided, undecided, unfinished):
    assert Counts(decided=decided, undecided=undecided).unfinished is unfinished


@given(st.lists(st.sampled_from([s for s in STEPS if s.subject == 1]), max_size=30))
def test_the_differences_of_every_step_add_up_to_the_whole(steps):
    walk, rules = Walk().receive(), Rules()
    kept = dict(tally(walk.file.case, walk.file.subjects, rules))
    for step in steps:
        before = tally(walk.file.case, walk.file.subjects, rules)
        walk.try_step(step)
        change = difference(before, tally(walk.file.case, walk.file.subjects, rules))
        for place, moved in change.items():
            kept[place] = kept.get(place, NOTHING) + moved
    whole = tally(walk.file.case, walk.file.subjects, rules)

    assert {place: found for place, found in kept.items() if found != NOTHING} == whole


def test_a_case_stands_once_under_a_value_however_many_of_its_subjects_have_it():
    walk = Walk().receive().go(
        "add_subject", standard="honesty", narrative="N", reason="R", unit="Camden", person="1",
        name="P",
    )  # fmt: skip
    found = tally(walk.file.case, walk.file.subjects, Rules())

    assert found["", ""].subjects == 2
    assert found["", ""].cases == 1
    assert (found["unit", "Camden"].subjects, found["unit", "Camden"].cases) == (2, 1)
    assert found["standard", "honesty"].cases == 1


def test_a_subject_stands_once_in_each_standard_that_applies():
    walk = Walk().receive()
    for standard in ("duties", "duties", "honesty"):
        walk.go("add_allegation", standard=standard, narrative="N", reason="R")
    found = tally(walk.file.case, walk.file.subjects, Rules())

    assert found["standard", "duties"].subjects == found["standard", "honesty"].subjects == 1


def test_an_unknown_value_has_a_row_of_its_own():
    found = tally(Walk().receive().file.case, Walk().receive().file.subjects, Rules())

    assert found["ethnicity", ""].subjects == 1
    assert found["local_level", ""].no_local_view == 1


def test_only_the_reasons_called_avoidable_are_counted_so():
    walk = Walk().passed().decide("misconduct", change_reason="new_information")
    found = tally(walk.file.case, walk.file.subjects, Rules())["", ""]
    assert (found.changed, found.avoidable, found.no_reason) == (1, 0, 0)

    rules = Rules()
    ours = replace(rules, reasons={
        code: replace(reason, avoidable=True) for code, reason in rules.reasons.items()
    })  # fmt: skip
    assert tally(walk.file.case, walk.file.subjects, ours)["", ""].avoidable == 1


def test_whoever_has_no_recorded_reason_is_in_neither_part_nor_base_of_the_avoidable():
    """A planted defect, the base all changed, would call 0 of 859 avoidable where nobody knows."""
    walk = Walk().passed().decide("misconduct")
    (subject,) = walk.file.subjects
    told = tuple(replace(made, reason="") if made.kind is Kind.DPS else made
                 for made in subject.assessments)  # fmt: skip
    found = count(replace(subject, assessments=told), Rules())

    assert (found.changed, found.avoidable, found.no_reason, found.reasoned) == (1, 0, 1, 0)
    same = count(Walk().decided("misconduct", "misconduct").subject, Rules())
    assert (same.changed, same.no_reason) == (0, 0)


def of_cases(*cases: tuple[int, int]) -> Counts:
    """Count cases of so many changed of so many decided."""
    each = (Counts(decided=decided, changed=changed, cases=1) for changed, decided in cases)
    return sum((one + clustered(one) for one in each), NOTHING)


SPREADS = {
    "every officer has a case": ([(1, 1)] * 3 + [(0, 1)] * 5, 1),
    "one case, some changed": ([(5, 10)], 10),
    "one case, nobody changed": ([(0, 10)], 10),
    "one case, all changed": ([(10, 10)], 10),
    "one case, and others with nothing decided": ([(5, 10), (0, 0), (0, 0)], 10),
    "two cases, all changed": ([(5, 5)] * 2, 5),
    "two cases, nobody changed": ([(0, 4), (0, 2)], 20 / 6),
    "decided as one": ([(5, 5)] * 4 + [(0, 5)] * 8, 5),
    "decided each alone": ([(1, 5)] * 10, 1),
    "somewhat alike": ([(2, 3)] * 2 + [(0, 3)] * 4 + [(1, 3)] * 2, None),
    "nothing decided": ([(0, 0)], 1),
}
"""Cases of changed and decided, and the square of the spread."""


@pytest.mark.parametrize("what", SPREADS)
def test_the_spread_knows_how_far_officers_of_one_case_are_decided_alike(what):
    """A planted defect: 1 where it cannot be estimated.

    Ten officers of one case would have an interval of 0 to 28 %: one decision, counted ten times.
    """
    cases, squared = SPREADS[what]
    found = of_cases(*cases)
    if squared is None:
        rate = found.rate
        assert rate is not None
        between = sum((part - rate * whole) ** 2 for part, whole in cases)
        squared = between / (found.decided * rate * (1 - rate)) * 8 / 7

    assert squared >= 1
    assert found.spread == pytest.approx(sqrt(squared))


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=9))
def test_the_spread_is_never_below_1_nor_above_that_of_cases_decided_as_one(cases):
    found = of_cases(*((min(pair), max(pair)) for pair in cases))
    most = found.decided_squared / found.decided if found.decided else 1

    assert 1 <= found.spread <= sqrt(max(1, most)) * (1 + 1e-12)


cases_of_three = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=9
)
"""Cases of so many lowered, raised and left as they were."""


def of_three(*cases: tuple[int, int, int]) -> Counts:
    """Count cases of so many lowered, raised and left as they were."""
    each = (
        Counts(decided=low + high + same, changed=low + high, lowered=low, raised=high)
        for low, high, same in cases
    )
    return sum((one + clustered(one) for one in each), NOTHING)


@given(cases_of_three)
def test_each_share_has_the_spread_of_its_own_part(cases):
    """Catches a part widened by another's sums: the spread is as if nothing but it were counted."""
    found = of_three(*cases)
    alone = {
        "lowered": of_cases(*((low, low + high + same) for low, high, same in cases)),
        "raised": of_cases(*((high, low + high + same) for low, high, same in cases)),
        "changed": of_cases(*((low + high, low + high + same) for low, high, same in cases)),
    }
    assert {part: found.spread_of(part) for part in WIDENED} == pytest.approx(
        {part: one.spread for part, one in alone.items()}
    )
    assert found.spread == found.spread_of("changed")


@given(cases_of_three)
def test_the_spread_of_a_sum_lies_where_it_should(cases):
    """As many cases again vary as the first do, but for k/(k - 1), which comes nearer 1.

    Twice the officers within each case, decided as the first are, widen by the root of two at most.
    """
    found, twice = of_three(*cases), of_three(*cases, *cases)
    within_each = of_three(*((2 * low, 2 * high, 2 * same) for low, high, same in cases))
    for part in WIDENED:
        assert 1 <= twice.spread_of(part) <= found.spread_of(part) * (1 + 1e-9)
        if found.decided:
            assert within_each.spread_of(part) >= found.spread_of(part) * (1 - 1e-9)
            assert within_each.spread_of(part) <= found.spread_of(part) * sqrt(2) * (1 + 1e-9)


def test_lowered_together_and_raised_apart_have_two_factors():
    """A planted defect: the spread of what was changed, for both of its parts."""
    found = of_three(*[(4, 0, 0)] * 5, *[(0, 1, 3)] * 10)
    assert found.spread_of("lowered") == pytest.approx(2, abs=0.1)
    assert found.spread_of("raised") == 1
    assert 1 < found.spread < found.spread_of("lowered")


def test_counts_without_the_sums_over_cases_have_no_spread():
    """People of a workforce, and numbers that were published, belong to no case."""
    assert Counts(decided=10, changed=0).spread == Counts(decided=10, changed=4).spread == 1


@given(shares)
def test_a_share_of_nothing_changed_starts_at_nought(share):
    _part, whole = share
    assume(whole > 0)
    bounds, full = wilson(0, whole), wilson(whole, whole)

    assert bounds is not None
    assert full is not None
    assert bounds[0] == 0.0
    assert full[1] == 1.0

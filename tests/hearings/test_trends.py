"""Trends: what is flagged, what takes no part, and how often nothing is flagged as a change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearings import trends
from hearings.errors import BadValue
from hearings.intervals import wilson
from hearings.rates import Counts
from hearings.trends import RULE, Period, Trend, days_of

LINES = 1000
"""How many lines are simulated; one takes a fifth of a millisecond."""

OVER = date(2100, 1, 1)
"""A day on which every period is over."""

LAW = {date(2012, 11, 22): "2012 Regulations"}


def trend(periods, breaks, today=OVER, spread=1.0) -> Trend:
    """Mark a line as of a day."""
    return trends.trend(periods, breaks, today, spread)


def quarters(parts, wholes, spread=1.0, first=2010) -> list[Period]:
    """Make quarters of columns of numbers, everything decided."""
    made = []
    for at, (part, whole) in enumerate(zip(parts, wholes, strict=True)):
        key = f"{first + at // 4}-Q{at % 4 + 1}"
        made.append(Period(key, *days_of(key), int(part), int(whole), 0, spread))
    return made


def flags(periods, breaks=None, spread=1.0) -> list[str]:
    """Give the flags of a line."""
    return [marked.flag for marked in trend(periods, breaks or {}, spread=spread).periods]


def drawn(share, count, low=30, high=130, lines=LINES):
    """Draw lines of quarters; `share` is one number or one for each quarter."""
    import numpy as np

    roll = np.random.default_rng(20140311)
    for _ in range(lines):
        wholes = roll.integers(low, high + 1, count)
        yield quarters(roll.binomial(wholes, share), wholes)


def flagged(lines, spread=1.0) -> float:
    """Give the share of lines with a flag anywhere."""
    found = [any(flags(line, spread=spread)) for line in lines]
    return sum(found) / len(found)


def test_eight_periods_in_a_row_on_one_side_are_a_change_and_seven_are_not():
    low, high = [18], [22]
    eight = quarters(low * 8 + high * 8, [100] * 16)
    seven = quarters(low * 7 + high * 7, [100] * 14)

    assert flags(eight) == ["run_below"] * 8 + ["run_above"] * 8
    assert flags(seven) == [""] * 14


def test_a_period_on_the_centre_line_ends_a_run():
    periods = quarters([18] * 5 + [20] + [18] * 5 + [22] * 5 + [20] + [22] * 5, [100] * 22)

    assert set(flags(periods)) == {""}


def test_a_period_outside_the_limits_is_a_change_by_itself():
    """20 in 100 is the rule, and 40 is one in a million; 30 is one in a hundred: no change."""
    assert (
        flags(quarters([19] * 6 + [42] + [19] * 5, [100] * 12)) == [""] * 6 + ["above"] + [""] * 5
    )
    assert flags(quarters([20] * 6 + [30] + [20] * 5, [100] * 12)) == [""] * 12
    assert flags(quarters([50, 52] * 5 + [20, 51], [100] * 12))[10] == "below"


def test_a_period_outside_the_limits_stays_flagged_so_within_a_run():
    found = flags(quarters([10] * 8 + [22] * 7 + [60], [100] * 16))

    assert found[:8] == ["run_below"] * 8
    assert found[15] == "above"


def test_the_spread_of_all_widens_the_limits_and_that_of_a_period_its_interval_alone():
    """Leave it out, and officers of one case look like a change.

    Mix the two up, and a quarter has another interval here than in the figures by quarter.
    """
    parts, wholes = [20] * 6 + [37] + [20] * 5, [100] * 12

    assert "above" in flags(quarters(parts, wholes))
    assert "above" in flags(quarters(parts, wholes, spread=1.5))
    assert set(flags(quarters(parts, wholes), spread=1.5)) == {""}
    found = trend(quarters(parts, wholes, spread=1.5), {}, spread=1.2)
    assert (found.periods[0].interval, found.spread) == (wilson(20, 100, 1.5), 1.2)


@pytest.mark.parametrize(
    ("left_out", "why"),
    [
        (lambda period: replace(period, undecided=11), "unfinished"),
        (lambda period: replace(period, part=0, whole=0), "no base"),
    ],
)
def test_what_takes_no_part_neither_carries_a_run_nor_ends_it(left_out, why):
    """Count an unfinished quarter as any other, and what waits longest decides what is seen."""
    short = quarters([18] * 8 + [22] * 7, [100] * 15)
    periods = [*short[:4], *short[4:]]
    periods[4] = left_out(periods[4])
    longer = quarters([18] * 9 + [22] * 8, [100] * 17)
    longer[4] = left_out(longer[4])

    assert set(flags(periods)) == {""}, why
    assert flags(longer) == ["run_below"] * 4 + [""] + ["run_below"] * 4 + ["run_above"] * 8, why


def test_an_unfinished_period_is_not_in_the_centre_line():
    periods = quarters([10, 30, 95], [100] * 3)
    periods[2] = replace(periods[2], undecided=50)
    found = trend(periods, {}).periods

    assert [marked.centre for marked in found] == [0.2] * 3
    assert [marked.unfinished for marked in found] == [False, False, True]
    assert [marked.counts for marked in found] == [True, True, False]
    assert found[2].flag == ""
    assert found[2].interval == wilson(95, 100)


@given(st.integers(0, 300), st.integers(0, 300))
def test_unfinished_means_what_it_means_in_every_other_figure(whole, undecided):
    period = Period("2010", *days_of("2010"), 0, whole, undecided)

    assert period.unfinished(OVER) == Counts(decided=whole, undecided=undecided).unfinished


def test_a_period_that_is_not_over_is_unfinished_though_nothing_in_it_waits():
    """Catches the running quarter carrying a run to eight after two weeks.

    By the day of decision nothing ever waits in it.
    """
    periods = quarters([18] * 8 + [22] * 8, [100] * 16)
    last = periods[-1].end
    as_of = {day: trend(periods, {}, day).periods for day in (last, last + timedelta(1))}
    running, over = as_of.values()

    assert [marked.unfinished for marked in running] == [False] * 15 + [True]
    assert not any(marked.unfinished for marked in over)
    assert {marked.flag for marked in running[8:]} == {""}
    assert {marked.flag for marked in over[8:]} == {"run_above"}
    assert (running[-1].counts, running[0].centre) == (False, (8 * 18 + 7 * 22) / 1500)


def test_the_centre_line_is_the_pooled_share_and_never_the_average_of_shares():
    """The average of 10 % and 50 % is 30 %; of 1,010 decided 105 are changed."""
    found = trend(quarters([100, 5], [1000, 10]), {}).periods

    assert [marked.centre for marked in found] == [105 / 1010] * 2


def test_a_break_on_a_first_day_starts_the_line_anew():
    periods = quarters([18] * 8 + [40] * 8, [100] * 16)
    broken = trend(periods, {date(2012, 1, 1): "New Regulations"}).periods

    assert "run_above" in flags(periods)
    assert {marked.flag for marked in broken} == {""}
    assert [marked.break_before for marked in broken] == [""] * 8 + ["New Regulations"] + [""] * 7
    assert [marked.centre for marked in broken] == [0.18] * 8 + [0.40] * 8
    assert not any(marked.mixed for marked in broken)


def test_a_period_with_a_break_inside_it_belongs_to_neither_side():
    """22 November 2012 lies in the twelfth quarter."""
    found = trend(quarters([10] * 11 + [90] + [30] * 4, [100] * 16), LAW).periods
    mixed = found[11]

    assert (mixed.period.key, mixed.break_before, mixed.mixed) == (
        "2012-Q4",
        "2012 Regulations",
        True,
    )
    assert (mixed.centre, mixed.flag, mixed.counts) == (None, "", False)
    assert [marked.centre for marked in found[:11]] == [0.1] * 11
    assert [marked.centre for marked in found[12:]] == [0.3] * 4
    assert sum(marked.mixed for marked in found) == 1


def test_a_break_on_a_last_day_is_inside_the_period():
    found = trend(quarters([10] * 3, [100] * 3), {date(2010, 6, 30): "Regulations"}).periods

    assert [marked.mixed for marked in found] == [False, True, False]
    assert [marked.break_before for marked in found] == ["", "Regulations", ""]


@pytest.mark.parametrize("day", [date(2009, 12, 31), date(2010, 1, 1), date(2014, 1, 1)])
def test_a_break_before_the_first_day_or_after_the_last_breaks_nothing(day):
    found = trend(quarters([10] * 16, [100] * 16), {day: "Regulations"}).periods

    assert {marked.break_before for marked in found} == {""}
    assert {marked.centre for marked in found} == {0.1}


def test_a_break_in_a_gap_stands_before_the_next_period_and_two_stand_together():
    periods = quarters([10] * 4, [100] * 4)
    del periods[1:3]
    breaks = {date(2010, 9, 1): "second", date(2010, 5, 1): "first"}
    found = trend(periods, breaks).periods

    assert [marked.break_before for marked in found] == ["", "first; second"]
    assert not found[1].mixed


def test_the_first_period_may_hold_a_break():
    found = trend(quarters([10] * 3, [100] * 3, first=2020), {date(2020, 2, 1): "2020"}).periods

    assert [marked.mixed for marked in found] == [True, False, False]
    assert [marked.centre for marked in found] == [None, 0.1, 0.1]


def test_no_period_has_no_line_and_one_without_a_base_has_no_interval():
    assert trend([], LAW).periods == ()
    (marked,) = trend(quarters([0], [0]), {}).periods
    assert (marked.interval, marked.centre, marked.flag) == (None, None, "")
    assert not marked.unfinished


def test_periods_come_out_in_the_order_of_time_with_the_rule():
    periods = quarters([10, 11, 12, 13], [100] * 4)
    found = trend(reversed(periods), {})

    assert [marked.period for marked in found.periods] == periods
    assert found.rule == RULE
    assert RULE.endswith(".")
    assert "eight" in RULE
    assert "99.8 %" in RULE


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 9)), max_size=30),
    st.dictionaries(st.dates(date(2009, 1, 1), date(2018, 1, 1)), st.just("x"), max_size=4),
)
def test_only_a_finished_period_with_a_base_and_no_break_is_ever_flagged(rows, breaks):
    periods = [
        replace(period, undecided=row[2])
        for period, row in zip(
            quarters([part for part, _, _ in rows], [part + rest for part, rest, _ in rows]),
            rows,
            strict=True,
        )
    ]
    found = trend(periods, breaks).periods

    assert [marked.period for marked in found] == periods
    for marked in found:
        assert marked.counts == (
            marked.period.whole > 0 and not marked.unfinished and not marked.mixed
        )
        if not marked.counts:
            assert marked.flag == ""
        if marked.flag:
            share = marked.period.part / marked.period.whole
            assert marked.flag.endswith("above") == (share > (marked.centre or 0))


@pytest.mark.parametrize(
    ("share", "count", "low", "high", "least", "most"),
    [
        (0.1, 12, 30, 130, 0.005, 0.03),
        (0.2, 12, 30, 130, 0.005, 0.03),
        (0.1, 12, 500, 5000, 0.005, 0.03),
        (0.05, 20, 30, 130, 0.02, 0.07),
        (0.2, 20, 30, 130, 0.02, 0.07),
        (0.2, 40, 30, 130, 0.08, 0.18),
    ],
)
def test_lines_without_a_change_are_flagged_as_seldom_as_the_rule_says(
    share, count, low, high, least, most
):
    """About 2 in 100 lines of three years, 5 of five years, 14 of ten."""
    assert least <= flagged(drawn(share, count, low, high)) <= most


def test_a_rule_that_flags_too_readily_would_be_seen(monkeypatch):
    monkeypatch.setattr(trends, "RUN", 6)

    assert flagged(drawn(0.2, 20)) > 0.12


def test_officers_of_one_case_flag_no_more_lines_and_would_without_the_spread():
    """Cases of three officers who fare alike: the spread is the root of three."""
    tripled = [
        [replace(p, part=3 * p.part, whole=3 * p.whole) for p in line] for line in drawn(0.2, 12)
    ]

    assert flagged(tripled, spread=sqrt(3)) <= 0.03
    assert flagged(tripled) > 0.15


@pytest.mark.parametrize(
    ("share", "after", "count", "power"),
    [(0.2, 8, 16, 0.97), (0.1, 8, 16, 0.65), (0.2, 8, 12, 0.83), (0.2, 8, 9, 0.5)],
)
def test_a_planted_doubling_is_found_with_the_power_stated(share, after, count, power):
    """From the ninth quarter the share is double, at 30 to 130 decided a quarter."""
    shares = [share] * after + [2 * share] * (count - after)

    assert flagged(drawn(shares, count)) > power


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("2014-Q1", date(2014, 1, 1), date(2014, 3, 31)),
        ("2014-Q4", date(2014, 10, 1), date(2014, 12, 31)),
        ("2014-03", date(2014, 3, 1), date(2014, 3, 31)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("2014-12", date(2014, 12, 1), date(2014, 12, 31)),
        ("2014", date(2014, 1, 1), date(2014, 12, 31)),
        ("9999-Q4", date(9999, 10, 1), date(9999, 12, 31)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(key, first, last):
    assert days_of(key) == (first, last)


@pytest.mark.parametrize(
    "key",
    ["", "2014-Q5", "2014-Q0", "2014-13", "2014-00", "2014-1", "14", "0000", "0000-Q1", "2014-q1",
     " 2014", "2014\n", "٢٠١٤", "2014-03-01"],
)  # fmt: skip
def test_what_is_no_period_is_refused_with_a_sentence(key):
    with pytest.raises(BadValue, match=r"A period is written 2014-Q1, 2014-03 or 2014, not '"):
        days_of(key)


@given(st.integers(1, 9998), st.integers(1, 4))
def test_quarters_follow_each_other_without_a_gap_and_fill_the_year(year, quarter):
    _, last = days_of(f"{year:04}-Q{quarter}")
    after = f"{year:04}-Q{quarter + 1}" if quarter < 4 else f"{year + 1:04}-Q1"

    assert days_of(after)[0] == last + timedelta(1)
    assert days_of(f"{year:04}") == (
        days_of(f"{year:04}-Q1")[0],
        days_of(f"{year:04}-12")[1],
    )

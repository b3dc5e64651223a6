"""Lines of the workforce, and how many matters there are to a hundred people."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from hearings.errors import BadValue
from hearings.shares import per_hundred
from hearings.workforce import (
    COLUMNS,
    GROUP,
    Line,
    PerHundred,
    Period,
    age_of,
    byar,
    line_of,
    per_hundred_of,
    period_for,
)

LINE = {"day": "2014-03-31", "unit": "Camden", "rank_band": "constable", "person_type": "officer",
        "ethnicity": "16+1:B1", "sex": "F", "service_band": "5-9", "people": "120"}  # fmt: skip


def test_a_line_is_read_and_what_is_left_out_is_empty():
    assert line_of(LINE) == Line(
        date(2014, 3, 31), ("Camden", "constable", "officer", "16+1:B1", "F", "5-9"), 120
    )
    assert line_of({"day": "2014-03-31", "people": "7"}).group == ("",) * len(GROUP)
    assert set(LINE) == set(COLUMNS)


def test_an_ethnicity_of_an_archive_is_kept_as_it_writes_it():
    assert line_of({**LINE, "ethnicity": "WHITE HISPANIC"}).group[3] == "WHITE HISPANIC"


BAD = {
    "no day": ("day", "", "blank"),
    "a day that is none": ("day", "31/03/2014", "31/03/2014"),
    "no people": ("people", "", "blank"),
    "half a person": ("people", "1.5", "'1.5'"),
    "fewer than none": ("people", "-3", "'-3'"),
    "other digits": ("people", "١٢", "whole number"),
    "more than any force": ("people", "1" * 8, "whole number"),
    "a band that is none": ("rank_band", "wizard", "'wizard'"),
    "a type that is none": ("person_type", "cop", "'cop'"),
    "a code of another set": ("ethnicity", "16+1:W3", "'W3'"),
    "a control character": ("unit", "Cam\x1b[2Jden", "U+001B"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_cell_that_cannot_be_taken_names_its_column_and_its_value(what):
    name, value, said = BAD[what]
    with pytest.raises(BadValue, match=r".") as caught:
        line_of({**LINE, name: value})

    assert caught.value.field == name
    assert said in str(caught.value)


def test_hmics_1775_conduct_cases_of_about_44400_are_4_0_to_a_hundred():
    found = PerHundred(1775, 44_400)

    assert per_hundred(found.count, 44_400) == "4.0"
    assert found.rate == pytest.approx(3.9977, abs=1e-4)
    low, high = found.bounds or (9.0, 0.0)
    assert low < 3.9977 < high


@pytest.mark.parametrize("count", [0, 1, 2, 5, 10, 50, 1775])
def test_byars_limits_are_close_to_the_exact_ones_of_a_poisson_count(count):
    low, high = byar(count)
    exact_low = chi2.ppf(0.025, 2 * count) / 2 if count else 0.0
    exact_high = chi2.ppf(0.975, 2 * (count + 1)) / 2

    assert low == pytest.approx(exact_low, abs=0.02, rel=0.005)
    assert high == pytest.approx(exact_high, rel=0.02)


@given(st.integers(0, 10_000), st.integers(1, 100_000), st.floats(1, 5))
def test_the_interval_holds_the_rate_and_widens_with_the_spread(count, people, spread):
    low, high = PerHundred(count, people).bounds or (-1.0, -1.0)
    lower, higher = PerHundred(count, people, spread).bounds or (-1.0, -1.0)

    assert 0 <= lower <= low <= 100 * count / people <= high <= higher


def test_officers_of_one_case_widen_the_interval_and_single_ones_do_not():
    """Ten officers of one case are one event: the variance of the sum is ten times as large."""
    assert per_hundred_of({1: 10}, 500) == PerHundred(10, 500, 1.0)
    assert per_hundred_of({10: 1}, 500).spread == pytest.approx(10**0.5)
    assert per_hundred_of({1: 3, 2: 2}, 500).spread == pytest.approx((11 / 7) ** 0.5)


def test_without_people_there_is_no_rate():
    for people in (None, 0):
        found = per_hundred_of({1: 3}, people)
        assert found.rate is None
        assert found.bounds is None
    assert per_hundred_of({}, 100).rate == 0.0


# ------ the period

YEARS = {
    date(2014, 3, 31): date(2013, 4, 1),
    date(2014, 12, 31): date(2014, 1, 1),
    date(2015, 2, 28): date(2014, 3, 1),
    date(2016, 2, 28): date(2015, 3, 1),
    date(2016, 2, 29): date(2015, 3, 1),
    date(2017, 2, 28): date(2016, 2, 29),
    date(2016, 3, 1): date(2015, 3, 2),
}
"""The first of the twelve months that end with a day."""


@pytest.mark.parametrize("last", YEARS)
def test_without_a_first_day_it_is_the_twelve_months_up_to_the_last(last):
    """Catches the leap day: a year that has 366 days of another, or breaks."""
    assert period_for(None, last, date(2026, 1, 1)) == Period(YEARS[last], last)
    assert period_for(None, None, last) == Period(YEARS[last], last)
    assert period_for(None, last, last).a_year
    assert not Period(last, last).a_year


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_it_has_the_days_of_a_year_whatever_the_day(last):
    assert period_for(None, last, last).days in {365, 366}


def test_the_period_and_the_age_of_the_workforce_are_said():
    """Catches a rate of two years over one day's people, read as yearly."""
    year = Period(date(2013, 4, 1), date(2014, 3, 31))
    assert year.said("2013-09-30") == (
        (
            "The rate is of 2013-04-01 to 2014-03-31; the workforce is of 2013-09-30, 182 days"
            " before the last of them."
        ),
    )
    assert year.said("2014-03-31")[0].endswith("; the workforce is of 2014-03-31.")
    assert year.said("")[0].endswith("; no workforce was taken in by then.")
    two = Period(date(2012, 4, 1), date(2014, 3, 31)).said("2014-03-30")
    assert two == (
        (
            "The rate is of 2012-04-01 to 2014-03-31; the workforce is of 2014-03-30, 1 day before"
            " the last of them."
        ),
        "That is 730 days and not a year; the rate is not made a year's.",
    )
    assert age_of("", date(2014, 3, 31)) is None
    assert year.without() == (
        "Of 2013-04-01 to 2014-03-31; no workforce figure by these groups, so no rate."
    )
    assert "; the workforce does not say rank, category, so no" in year.without(
        ("rank", "category")
    )

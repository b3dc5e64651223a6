"""How long steps take, and how often they are in time, with what is unfinished counted as such."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearings.timeliness import (
    MEDIAN,
    NINETIETH,
    Dates,
    Step,
    by_reason,
    measured,
    quantile,
    step_of,
    survival,
)
from hearings.workdays import packaged

KEPT = packaged()
DUE = date(2014, 4, 25)
DATES = Dates(date(2014, 3, 12), "after", "30", DUE, DUE, None)
"""A hearing to be held within thirty working days of 12 March 2014."""

LENGTHS = st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=40)


def dates(**changed):
    """Give those dates with some of them otherwise."""
    from dataclasses import replace

    return replace(DATES, **changed)


# ------ how long steps take


def test_the_estimate_is_the_one_worked_out_by_hand():
    """Catches an unfinished step that is left out, or counted as finished.

    Six steps: finished after 1, 3 and 6 days; unfinished so far after 2, 4 and 6.
    """
    lengths = [(1, True), (2, False), (3, True), (4, False), (6, True), (6, False)]
    assert survival(lengths) == [
        (1, Fraction(5, 6)),
        (3, Fraction(5, 6) * Fraction(3, 4)),
        (6, Fraction(5, 6) * Fraction(3, 4) * Fraction(1, 2)),
    ]
    assert quantile(lengths, MEDIAN) == 6
    assert quantile(lengths, NINETIETH) is None


@given(st.lists(st.integers(0, 30), min_size=1), st.sampled_from([MEDIAN, NINETIETH]))
def test_with_nothing_unfinished_it_is_the_plain_quantile(lengths, part):
    """Catches an off-by-one in the risk set, which no hand-worked case may touch."""
    plain = min(n for n in lengths if sum(m <= n for m in lengths) >= part * len(lengths))
    assert quantile([(length, True) for length in lengths], part) == plain


@given(LENGTHS, st.integers(0, 40))
def test_another_unfinished_step_never_shortens_the_median(lengths, more):
    """Catches what HMIC warned of: cases that drag on making a force look quick."""
    before, after = quantile(lengths, MEDIAN), quantile([*lengths, (more, False)], MEDIAN)
    assert after is None or (before is not None and after >= before)


@given(LENGTHS)
def test_the_curve_only_falls_and_stays_a_share(lengths):
    curve = [share for _length, share in survival(lengths)]
    assert curve == sorted(curve, reverse=True)
    assert all(0 <= share <= 1 for share in curve)


def test_of_no_steps_nothing_is_known():
    assert survival([]) == []
    assert quantile([], MEDIAN) is None
    assert quantile([(5, False)], MEDIAN) is None


# ------ what became of one limit


@pytest.mark.parametrize(
    ("changed", "today", "expected"),
    [
        pytest.param({}, "2014-04-24", Step(29, finished=False), id="runs"),
        pytest.param({}, DUE, Step(30, finished=False), id="on-its-last-day"),
        pytest.param(
            {}, "2014-04-28", Step(31, finished=False, timely=False, over=1), id="past-it"
        ),
        pytest.param({"met_on": DUE}, "2014-06-02", Step(30, True, timely=True), id="in-time"),
        pytest.param(
            {"met_on": date(2014, 4, 28)}, "2014-06-02",
            Step(31, True, timely=False, over=1), id="late",
        ),
        pytest.param(
            {"met_on": date(2014, 6, 2)}, "2014-04-10", Step(21, finished=False), id="not-met-yet"
        ),
        pytest.param(
            {"met_on": date(2014, 5, 2), "last_day": date(2014, 5, 9)}, "2014-06-02",
            Step(35, True, timely=True, by_extension=True, over=5), id="in-time-by-extension",
        ),
        pytest.param(
            {"last_day": date(2014, 5, 9)}, "2014-04-10",
            Step(21, finished=False, over=9), id="extended-and-not-over",
        ),
        pytest.param(
            {"last_day": date(2014, 5, 9), "met_on": date(2014, 4, 22)}, "2014-06-02",
            Step(27, True, timely=True), id="extended-and-not-needed",
        ),
        pytest.param(
            {"last_day": date(2014, 4, 14), "met_on": date(2014, 4, 16)}, "2014-06-02",
            Step(25, True, timely=False, over=2), id="past-the-day-agreed",
        ),
        pytest.param(
            {"ended_on": date(2014, 4, 30)}, "2014-06-02",
            Step(33, False, ended=True, timely=False, over=3), id="fell-away-late",
        ),
        pytest.param(
            {"due": None, "last_day": None, "phrase": "practicable", "number": ""}, "2014-04-10",
            Step(21, finished=False, has_day=False), id="no-day",
        ),
        pytest.param(
            {"met_on": date(2014, 3, 10)}, "2014-04-10", Step(0, True, timely=True), id="before"
        ),
        pytest.param(
            {"phrase": "before", "met_on": date(2014, 4, 25)}, "2014-06-02",
            Step(None, True, timely=True), id="counted-backwards",
        ),
        pytest.param(
            {"clock_date": date(2011, 12, 1)}, "2014-04-10", Step(None, False), id="before-2012"
        ),
        pytest.param(
            {"clock_date": date(2011, 12, 1), "phrase": "window", "number": "10-15",
             "met_on": date(2014, 4, 2)}, "2014-04-10",
            Step(None, True, timely=True), id="a-window-before-2012",
        ),
        pytest.param(
            {"met_on": date(2029, 1, 2)}, "2029-02-01",
            Step(None, True, timely=False, over=0), id="after-the-table",
        ),
    ],
)  # fmt: skip
def test_what_became_of_a_limit_is_told_as_of_a_day(changed, today, expected):
    """Catches a base that holds what may yet be in time, and lateness hidden by an extension."""
    day = date.fromisoformat(str(today))
    assert step_of(dates(**changed), day, KEPT) == expected


def test_a_clock_that_had_not_started_by_the_day_is_no_step():
    assert step_of(DATES, date(2014, 3, 11), KEPT) is None
    counted_back = dates(phrase="before")
    assert step_of(counted_back, date(2014, 3, 11), KEPT) is not None


def test_a_step_before_its_window_opened_is_not_in_time():
    """Catches an accelerated hearing on the ninth working day counted as lawful."""
    window = dates(number="10-15", phrase="window", due=date(2014, 4, 2), last_day=date(2014, 4, 2))
    early, right = date(2014, 3, 25), date(2014, 3, 26)
    for met, timely in ((early, False), (right, True)):
        from dataclasses import replace

        found = step_of(replace(window, met_on=met), date(2014, 6, 2), KEPT)
        assert found is not None
        assert (found.timely, found.over) == (timely, None)


# ------ many of them

STEPS = st.builds(
    lambda length, finished, ended, timely: Step(
        length, finished, not finished and ended, timely=timely if finished or not ended else False
    ),
    st.integers(0, 60),
    st.booleans(),
    st.booleans(),
    st.sampled_from([True, False]),
)


def test_every_step_stands_in_one_column_of_the_base_or_beside_it():
    found = measured(
        [
            Step(5, True, timely=True),
            Step(9, True, timely=True, by_extension=True, over=2),
            Step(9, True, timely=False, over=2),
            Step(7, False),
            Step(8, False, timely=False, over=1),
            Step(8, False, ended=True, timely=False, over=1),
            Step(3, True, has_day=False),
        ]
    )
    assert (found.started, found.finished, found.unfinished, found.ended) == (7, 4, 2, 1)
    assert (found.in_time, found.by_extension, found.base) == (2, 1, 5)
    assert (found.not_yet, found.no_day) == (1, 1)
    assert found.share == pytest.approx(0.4)
    assert (found.median, found.ninetieth) == (9, 9)
    assert measured([]).share is None


@given(st.lists(STEPS, min_size=1), st.lists(STEPS, min_size=1))
def test_a_pooled_share_lies_between_its_parts(one, other):
    """Catches shares that are averaged."""
    parts, pooled = [measured(one), measured(other)], measured([*one, *other])
    shares = [part.share for part in parts if part.share is not None]
    assert pooled.share is not None
    assert min(shares) <= pooled.share <= max(shares)
    assert pooled.started == sum(part.started for part in parts)
    assert pooled.base == sum(part.base for part in parts)
    assert pooled.started == pooled.base + pooled.not_yet + pooled.no_day


def test_the_register_is_counted_in_the_order_of_its_list_and_none_recorded_last():
    known = {"counsel": "counsel", "witness": "witness"}
    late = [("", 4), ("witness", 1), ("counsel", 2), ("witness", 3), ("old_code", 1)]
    found = by_reason(late, known)
    assert list(found.items()) == [
        ("counsel", [1, 2]), ("witness", [2, 4]), ("old_code", [1, 1]), ("", [1, 4]),
    ]  # fmt: skip

"""Shares as they are printed: rounded half up, by whole numbers."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hearings.shares import change, per_hundred, percent


@pytest.mark.parametrize(
    ("part", "whole", "places", "printed"),
    [
        (29, 100, 0, "29 %"),
        (57, 100, 0, "57 %"),
        (1, 8, 0, "13 %"),
        (1, 8, 1, "12.5 %"),
        (1, 200, 0, "1 %"),
        (1, 2000, 1, "0.1 %"),
        (1, 2001, 1, "0.0 %"),
        (13, 186, 1, "7.0 %"),
        (0, 7, 0, "0 %"),
        (7, 7, 1, "100.0 %"),
        (2, 3, 3, "66.667 %"),
        (9995, 10_000, 1, "100.0 %"),
        (0, 0, 0, "no data"),
        (3, 0, 1, "no data"),
    ],
)
def test_a_share_is_rounded_half_up(part, whole, places, printed):
    """Cut `int(100 * part / whole)` and 29 hundredths print as 28; `round` makes 1 in 8 twelve."""
    assert percent(part, whole, places) == printed


def test_floating_point_would_print_28():
    assert int(0.29 * 100) == 28
    assert round(100 * 1 / 8) == 12


@given(st.integers(0, 10**12), st.integers(1, 10**12), st.integers(0, 4))
def test_every_share_is_that_of_exact_decimals(part, whole, places):
    with localcontext() as exact:
        exact.prec = 60
        # A half is exact in sixty figures, and nothing else comes so near one.
        share = Decimal(100 * part) / Decimal(whole)
        rounded = share.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert per_hundred(part, whole, places) == f"{rounded:f}"


@pytest.mark.parametrize(
    ("before", "after", "places", "printed"),
    [
        (636, 864, 1, "+35.8 %"),
        (864, 636, 1, "-26.4 %"),
        (8, 9, 0, "+13 %"),
        (8, 7, 0, "-13 %"),
        (5, 5, 1, "0.0 %"),
        (5, 0, 0, "-100 %"),
        (100_000, 99_999, 1, "0.0 %"),
        (0, 4, 1, "no data"),
        (0, 0, 1, "no data"),
    ],
)
def test_a_change_is_of_what_it_was_and_says_which_way(before, after, places, printed):
    assert change(before, after, places) == printed


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_a_rise_and_a_fall_of_the_same_size_print_the_same_number(before, step):
    assume(step <= before)
    rise, fall = change(before, before + step), change(before, before - step)

    assert rise.lstrip("+") == fall.lstrip("-")

"""Pictures of every kind for the tests of charts, with hostile labels and with random numbers."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from hearings.charts import Cell, FunnelPicture, Heat, Intervals, Row, TrendPicture
from hearings.funnels import Unit, funnel
from hearings.intervals import wilson
from hearings.trends import Period, trend

HOSTILE = (
    "<script>alert(1)</script>", "\x1b[31mred\x1b[0m", "a\nb\tc\r", "]]>&amp;\"'", "漢字漢字漢字",
    "e\u0301e\u0301", "\u202ereversed", "\x00\ufffe\ud800", "=1+1", "x" * 300, "", "[bold]",
)  # fmt: skip
"""Labels that draw outside their place, or are read as something else, where nobody takes care."""

FIRST = date(2010, 1, 1)


def intervals(rows):
    """Make a picture of shares from labels, parts and wholes."""
    return Intervals("Changed", tuple(Row(name, p, w, wilson(p, w)) for name, p, w in rows))


def funnel_of(rows, spread=1.0):
    """Make a funnel from labels, parts and wholes."""
    return FunnelPicture("Funnel", funnel([Unit(*row) for row in rows], spread))


def standardised(rows):
    """Make a funnel in which every unit has as many expected as a third of its base."""
    units = [Unit(f"unit {n}", part, whole, whole / 3) for n, (part, whole) in enumerate(rows)]
    return FunnelPicture("Standardised", funnel(units, 1.2))


def trend_of(rows, breaks=None):
    """Make a trend from parts, wholes and those not decided yet, month by month of 28 days."""
    days = [FIRST + timedelta(days=28 * n) for n in range(len(rows))]
    periods = [
        Period(day.isoformat(), day, day + timedelta(days=27), *row)
        for day, row in zip(days, rows, strict=True)
    ]
    return TrendPicture("Trend", trend(periods, breaks or {}, date(2100, 1, 1)))


def heat(labels, values):
    """Make a table with a row for each label and each list of values."""
    columns = tuple(f"column {n}" for n in range(len(values[0])))
    cells = tuple(
        tuple(Cell(v, "" if v is None else f"{100 * v:.1f} %") for v in row) for row in values
    )
    return Heat("Heat", tuple(labels), columns, cells)


_SHARES = st.integers(0, 3000).flatmap(lambda w: st.tuples(st.integers(0, w), st.just(w)))
_PARTS = st.lists(_SHARES, min_size=1, max_size=9)

RANDOM = st.one_of(
    _PARTS.map(lambda rows: intervals([(f"unit {n}", *row) for n, row in enumerate(rows)])),
    _PARTS.map(lambda rows: funnel_of([(f"unit {n}", *row) for n, row in enumerate(rows)])),
    _PARTS.map(standardised),
    _PARTS.map(lambda rows: trend_of([(*row, n * n) for n, row in enumerate(rows)])),
    st.lists(
        st.lists(st.none() | st.floats(0, 1), min_size=3, max_size=3), min_size=1, max_size=5
    ).map(lambda values: heat([f"row {n}" for n in range(len(values))], values)),
)
"""Pictures of random numbers."""


def hostile_pictures():
    """Make one picture of each kind whose every label is hostile."""
    rows = [(label, n, 20 + n) for n, label in enumerate(HOSTILE)]
    noted = Intervals(HOSTILE[0], tuple(Row(name, p, w, wilson(p, w), name) for name, p, w in rows))
    trended = trend_of([(1, 30, 0), (2, 30, 9), (3, 30, 0)], {FIRST + timedelta(28): HOSTILE[3]})
    return [
        noted,
        FunnelPicture(HOSTILE[1], funnel_of(rows).funnel, HOSTILE[2]),
        TrendPicture(HOSTILE[3], trended.trend),
        heat(HOSTILE, [[0.1, None, 1.0]] * len(HOSTILE)),
    ]

"""Give the figures of a picture as a table, for whoever would rather read or count than look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hearings.charts import funnel as funnels
from hearings.charts import trend as trends
from hearings.charts.intervals import interval_of
from hearings.charts.kinds import FunnelPicture, Heat, Intervals, TrendPicture
from hearings.charts.numbers import between, named, per_cent, times
from hearings.shares import percent

if TYPE_CHECKING:
    from hearings.funnels import Placed
    from hearings.trends import Marked

Grid = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""A heading and the rows under it."""

_INTERVAL = "95 % interval"

_RATIO = "observed ÷ expected"


def of_intervals(chart: Intervals) -> Grid:
    """Give shares with their intervals."""
    rows = [
        (
            named(row.label),
            f"{row.part:,}",
            f"{row.whole:,}",
            percent(row.part, row.whole),
            "" if row.standardised is None else times(row.standardised),
            interval_of(row) if row.whole else "",
            named(row.note) if row.note else "",
        )
        for row in chart.rows
    ]
    return _lean(("", "counted", "of", "share", _RATIO, _INTERVAL, "note"), rows)


def of_funnel(chart: FunnelPicture) -> Grid:
    """Give units with their limits, after the centre and what widens the limits."""
    funnel = chart.funnel
    whole = sum(point.unit.whole for point in funnel.points)
    part = sum(point.unit.part for point in funnel.points)
    rows = [_unit(chart, point) for point in funnel.points]
    if funnel.centre is not None:
        wider = f"widened by {funnel.spread:.2f} and {funnel.dispersion:.2f}"
        outside = sum(1 for point in funnel.points if point.flag)
        shown = sum(1 for point in funnel.points if point.rate is not None)
        where = f"{outside:,} of {shown:,} outside"
        rows.append((
            f"all {named(chart.units)}", f"{part:,}", f"{whole:,}", per_cent(funnel.centre),
            "", "", "", wider, wider, where,
        ))  # fmt: skip
    heads = ("", "counted", "of", "share", "expected", _RATIO, _INTERVAL,
             "95 % limits", "99.8 % limits", "where")  # fmt: skip
    return _lean(heads, rows)


def _unit(chart: FunnelPicture, point: Placed) -> tuple[str, ...]:
    unit, ratio = point.unit, chart.funnel.ratio(point)
    own = (named(unit.key), f"{unit.part:,}", f"{unit.whole:,}", percent(unit.part, unit.whole))
    if point.rate is None:
        return (*own, "", "", "", "", "", "")
    said = "" if point.interval is None else between(point.interval)
    return (
        *own,
        "" if unit.expected is None else f"{unit.expected:,.1f}",
        "" if ratio is None else times(ratio.value),
        said if ratio is None else between((ratio.low, ratio.high), times),
        funnels.limits_of(chart, point.warning),
        funnels.limits_of(chart, point.alarm),
        funnels.where(point),
    )


def of_trend(chart: TrendPicture) -> Grid:
    """Give periods, with what is marked in them."""
    heads = ("", "counted", "of", "share", _INTERVAL, "centre line", "not yet decided", "marked")
    return _lean(heads, [_period(one) for one in chart.trend.periods])


def _period(one: Marked) -> tuple[str, ...]:
    period = one.period
    said = [trends.broken(one)] if one.break_before else []
    said += ["unfinished"] if one.unfinished else []
    said += [trends.FLAGS[one.flag]] if one.flag else []
    return (
        named(period.key),
        f"{period.part:,}",
        f"{period.whole:,}",
        percent(period.part, period.whole),
        between(one.interval) if one.interval and period.whole else "",
        per_cent(one.centre) if one.centre is not None and one.counts else "",
        f"{period.undecided:,}",
        " ".join(said),
    )


def of_heat(chart: Heat) -> Grid:
    """Give the table without its shades."""
    rows = [
        (named(row), *(named(cell.text) if cell.text else "no data" for cell in cells))
        for row, cells in zip(chart.rows, chart.cells, strict=True)
    ]
    return ("", *map(named, chart.columns)), tuple(rows)


def _lean(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Grid:
    """Leave out the columns in which nothing stands."""
    kept = [n for n in range(len(heads)) if n < 4 or any(row[n] for row in rows)]
    return tuple(heads[n] for n in kept), tuple(tuple(row[n] for n in kept) for row in rows)

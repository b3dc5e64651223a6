"""Turn figures into pictures: shares with their intervals, funnels and trends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hearings.charts import FunnelPicture, Intervals, Row, TrendPicture
from hearings.intervals import wilson
from hearings.rate_words import MEASURED
from hearings.rates import MEASURES, NAMED, Counts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.comparing import FunnelFigure, TrendFigure
    from db.figures import Figure, Figures

WITHHELD: Final = f"withheld: fewer than {NAMED} decided"
"""What stands beside a figure about a person with too few decided."""


def share_row(label: str, part: int, counts: Counts, note: str = "") -> Row:
    """Give a share of the decided as a row of a picture, its interval widened."""
    return Row(label, part, counts.decided, wilson(part, counts.decided, counts.spread), note)


def levels_of(found: Figures) -> Intervals:
    """Draw what was lowered and raised within each initial assessment."""
    return Intervals("Lowered and raised, by initial assessment", tuple(_levels(found.by_level)))


def _levels(rows: Iterable[Figure]) -> Iterable[Row]:
    known = {row.key["local_level"]: row.counts for row in rows}
    for name, measure in MEASURES.items():
        if measure.level:
            counts = known.get(measure.level, Counts())
            yield share_row(MEASURED[name], getattr(counts, measure.key), counts)


def rows_of(found: Figures) -> Intervals:
    """Draw what was changed, row by row; nobody's own figure, for nobody is compared by name."""
    named = " and ".join(name.replace("_", " ") for name in found.asked.by)
    return Intervals(f"Changed of decided, by {named}", tuple(map(_row, found.rows)))


def _row(row: Figure) -> Row:
    label = ", ".join(value.replace("_", " ") or "not known" for value in row.key.values())
    if row.withheld:
        return Row(label, 0, 0, None, WITHHELD)
    note = "unfinished: less than 95 % decided" if row.counts.unfinished else ""
    return share_row(label, row.counts.changed, row.counts, note)


def funnel_picture(found: FunnelFigure, units: str) -> FunnelPicture:
    """Draw units between their limits.

    Args:
        found: The units.
        units: What they are called, of several.
    """
    by = found.asked.by[0].replace("_", " ")
    return FunnelPicture(f"{MEASURED[found.measure]}, by {by}", found.funnel, units)


def side_by_side(found: FunnelFigure) -> Intervals:
    """Draw the same beside each other, where there are too few to make a funnel of."""
    by = found.asked.by[0].replace("_", " ")
    rows = []
    for one in found.funnel.points:
        ratio = found.funnel.ratio(one)
        row = Row(one.unit.key.replace("_", " "), one.unit.part, one.unit.whole, one.interval)
        if ratio is not None:
            row = replace(row, bounds=(ratio.low, ratio.high), standardised=ratio.value)
        rows.append(row)
    return Intervals(f"{MEASURED[found.measure]}, by {by}", tuple(rows))


def trend_picture(found: TrendFigure) -> TrendPicture:
    """Draw one period after another."""
    title = MEASURED[found.measure].partition(", standardised")[0]
    return TrendPicture(f"{title}, by {found.by}", found.trend)

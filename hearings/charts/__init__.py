"""Pictures of figures, as text for a terminal, as SVG for reports, and in words that say the same.

Nothing is said by colour alone, and every number of a picture stands in its words.
"""

from __future__ import annotations

from collections.abc import Sequence

from hearings.cells import ELLIPSIS
from hearings.charts import funnel, heat, intervals, tables, trend
from hearings.charts.kinds import (
    Cell,
    Chart,
    FunnelPicture,
    Heat,
    Intervals,
    Row,
    TrendPicture,
)
from hearings.charts.tables import Grid

HEIGHT = 14
"""The lines of a plot in a terminal."""

WIDE, TALL = 720, 380
"""The pixels of a picture for a report."""

__all__ = ["Cell", "Chart", "FunnelPicture", "Grid", "Heat", "Intervals", "Row", "TrendPicture",
           "svg", "table", "text", "words"]  # fmt: skip


def text(chart: Chart, width: int, height: int = HEIGHT, *, ascii_only: bool = False) -> list[str]:
    """Draw a picture with characters.

    Args:
        chart: The picture.
        width: The cells of a line.
        height: The lines of a plot; tables take what they need.
        ascii_only: Whether only ASCII may be used, but for people's own words.

    Returns:
        Its lines, the title first, none wider than `width` where that is 40 or more.
    """
    if isinstance(chart, Intervals):
        lines = intervals.as_text(chart, width, ascii_only=ascii_only)
    elif isinstance(chart, FunnelPicture):
        lines = funnel.as_text(chart, width, height, ascii_only=ascii_only)
    elif isinstance(chart, TrendPicture):
        lines = trend.as_text(chart, width, height, ascii_only=ascii_only)
    else:
        lines = heat.as_text(chart, width, ascii_only=ascii_only)
    return [line.replace(ELLIPSIS, "~") for line in lines] if ascii_only else lines


def svg(chart: Chart, width: int = WIDE, height: int = TALL, under: Sequence[str] = ()) -> str:
    """Draw a picture as SVG.

    Args:
        chart: The picture.
        width: How many pixels wide.
        height: How many pixels high a plot is; tables take what they need.
        under: What is written under it, where it stands by itself.

    Returns:
        Valid XML that fetches nothing, with the title and the words for whoever cannot see it.
    """
    if isinstance(chart, Intervals):
        return intervals.as_svg(chart, width, under)
    if isinstance(chart, FunnelPicture):
        return funnel.as_svg(chart, width, height, under)
    if isinstance(chart, TrendPicture):
        return trend.as_svg(chart, width, height, under)
    return heat.as_svg(chart, width, under)


def words(chart: Chart, *, scales: bool = True) -> list[str]:
    """Say what a picture shows, in sentences with every number that it bears.

    Args:
        chart: The picture.
        scales: Whether to say which marks its scales bear as well.
    """
    if isinstance(chart, Heat):
        return heat.as_words(chart)
    if isinstance(chart, Intervals):
        said, marked = intervals.as_words(chart), intervals.scales(chart)
    elif isinstance(chart, FunnelPicture):
        said, marked = funnel.as_words(chart), funnel.scales(chart)
    else:
        said, marked = trend.as_words(chart), trend.scales(chart)
    return [*said, *marked] if scales else said


def table(chart: Chart) -> Grid:
    """Give a picture as a table: its heading, and its rows; every figure of its words is in it."""
    if isinstance(chart, Intervals):
        return tables.of_intervals(chart)
    if isinstance(chart, FunnelPicture):
        return tables.of_funnel(chart)
    if isinstance(chart, TrendPicture):
        return tables.of_trend(chart)
    return tables.of_heat(chart)

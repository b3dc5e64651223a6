"""The figures of reassessment as they go into a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.reports.pictures import funnel_picture, levels_of, rows_of, trend_picture
from db.sheets import Sheet
from hearings.rate_words import MEASURED, NOT_RIGHT, chance_words
from hearings.rates import PERSONS
from tui.plain import comparing_words, rate_words
from tui.plain.shares import INSIDE

if TYPE_CHECKING:
    from db.comparing import FunnelFigure, TrendFigure
    from db.figures import Figures


def reassessment_sheet(found: Figures) -> Sheet:
    """Give the figures with a picture of the rows, or of the initial levels where there are none.

    A figure by assessor or decider has no picture: nobody is compared by name.
    """
    columns, rows = rate_words.cells(found)
    picture = rows_of(found) if found.asked.by else levels_of(found)
    drawn = not found.withheld and not PERSONS & {*found.asked.by, *found.asked.where}
    return Sheet(
        "Reassessment of the initial assessment by DPS",
        tuple(columns),
        rows,
        rate_words.promised(found),
        (f"Counted: subjects in cases; by day {rate_words.said_of(found.asked)}.",
         *found.notes, NOT_RIGHT),
        picture if drawn else None,
    )  # fmt: skip


def funnel_sheet(found: FunnelFigure) -> Sheet:
    """Give a funnel with its picture."""
    columns, rows = comparing_words.funnel_sheet(found)
    name = found.asked.by[0].replace("_", " ")
    several = comparing_words.several(found.asked.by[0])
    return Sheet(
        f"{MEASURED[found.measure]}, by {name}",
        tuple(columns),
        rows,
        comparing_words.promised_funnel(found),
        (f"Counted: subjects decided; by day {rate_words.said_of(found.asked)}.",
         *found.notes, *chance_words(found.funnel, several), NOT_RIGHT, INSIDE),
        funnel_picture(found, several),
    )  # fmt: skip


def trend_sheet(found: TrendFigure) -> Sheet:
    """Give a trend with its picture."""
    columns, rows = comparing_words.trend_sheet(found)
    title = MEASURED[found.measure].partition(", standardised")[0]
    return Sheet(
        f"{title}, by {found.by}",
        tuple(columns),
        rows,
        comparing_words.promised_trend(found),
        (f"Counted: subjects decided; by day {rate_words.said_of(found.asked)}.",
         *found.notes, found.trend.rule, NOT_RIGHT, INSIDE),
        trend_picture(found),
    )  # fmt: skip

"""The figures of reassessment in every form that they are given in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hearings.rate_words import MEASURED
from hearings.rates import PERSONS
from tui.plain import comparing_words, rate_answers, rate_words
from tui.plain.agreement_words import agreement_lines
from tui.plain.figure import Figure

if TYPE_CHECKING:
    from db.comparing import FunnelFigure, TrendFigure
    from db.figures import Breakdown, Figures
    from hearings.charts import Chart


def pictured(asked: Breakdown) -> bool:
    """Say whether these figures have a picture.

    By assessor or decider they have none, for nobody is compared by name; nor narrowed to one
    reason, of which there is no share.
    """
    return not PERSONS & {*asked.by, *asked.where} and "reason" not in asked.where


def reassessment_figure(found: Figures) -> Figure:
    """Give the figures, with a picture of the rows, or of the initial levels without any."""
    total = found.total
    counted = f"subjects ({total.subjects:,}) in cases ({total.cases:,})"
    return Figure(
        "reassessment",
        "Reassessment of the initial assessment by DPS",
        "subjects",
        "subjects, how many is withheld" if found.withheld else counted,
        f"by day {found.asked.basis}",
        found.asked,
        rate_answers.promised(found),
        rate_answers.cells(found),
        lambda: rate_words.print_text(found),
        notes=found.notes,
        said=() if found.withheld else tuple(agreement_lines(found.agreement)),
        under=tuple(rate_words.said_under(found)),
        picture=_picture(found),
    )


def _picture(found: Figures) -> Chart | None:
    from db.reports.pictures import levels_of, picture_of

    if found.withheld or not pictured(found.asked):
        return None
    return picture_of(found) if found.asked.by else levels_of(found)


def funnel_figure(found: FunnelFigure, *, picture: bool = False) -> Figure:
    """Give a funnel with its picture; above its text only where that is asked for."""
    from db.reports.pictures import funnel_picture

    by = found.asked.by[0]
    chart = funnel_picture(found, comparing_words.several(by))
    return Figure(
        "funnel",
        f"{MEASURED[found.measure]}, by {by.replace('_', ' ')}",
        "subjects",
        f"subjects decided ({found.total.decided:,})",
        f"by day {found.asked.basis}",
        found.asked,
        comparing_words.promised_funnel(found),
        comparing_words.funnel_sheet(found),
        lambda: comparing_words.print_funnel(found),
        notes=found.notes,
        said=tuple(comparing_words.funnel_said(found)),
        picture=chart,
        drawn=comparing_words.drawn(chart) if picture else (),
    )


def trend_figure(found: TrendFigure, *, picture: bool = False) -> Figure:
    """Give a trend with its picture; above its text only where that is asked for."""
    from db.reports.pictures import trend_picture

    title = MEASURED[found.measure].partition(", standardised")[0]
    chart = trend_picture(found)
    return Figure(
        "trend",
        f"{title}, by {found.by}",
        "subjects",
        f"subjects decided ({found.total.decided:,})",
        f"by day {found.asked.basis}",
        found.asked,
        comparing_words.promised_trend(found),
        comparing_words.trend_sheet(found),
        lambda: comparing_words.print_trend(found),
        notes=found.notes,
        said=tuple(comparing_words.trend_said(found)),
        picture=chart,
        drawn=comparing_words.drawn(chart) if picture else (),
    )

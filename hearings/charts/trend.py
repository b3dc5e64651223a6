"""Draw a share period by period: its intervals, what is unfinished, and where the line breaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from hearings.cells import folded
from hearings.charts.canvas import GUTTER, Canvas, framed, height_of
from hearings.charts.kinds import TrendPicture
from hearings.charts.numbers import (
    between,
    counted,
    named,
    per_cent,
    scale_words,
    top_share,
)
from hearings.charts.paper import Paper, Plot, cut
from hearings.shares import percent

if TYPE_CHECKING:
    from hearings.trends import Marked

FLAGS: Final = {
    "above": "above the 99.8 % limits",
    "below": "below the 99.8 % limits",
    "run_above": "in a run above the centre line",
    "run_below": "in a run below the centre line",
}
"""What the rule flags, in words."""

_EACH = 3
"""The cells that a period needs."""


def as_text(chart: TrendPicture, width: int, height: int, *, ascii_only: bool) -> list[str]:
    """Draw it with characters; of more periods than fit, the last are drawn.

    Args:
        chart: The periods.
        width: The cells of a line.
        height: The lines of the plot.
        ascii_only: Whether only ASCII may be used.
    """
    lines = folded(chart.title, width)
    canvas = Canvas(max(width - GUTTER - 2, 10), max(height, 5))
    shown = chart.trend.periods[-(canvas.width // _EACH) :]
    if not any(one.period.whole for one in shown):
        return [*lines, "no data"]
    top = _top(shown)
    each = canvas.width / len(shown)
    columns = [round((place + 0.5) * each) for place in range(len(shown))]
    for column, one in zip(columns, shown, strict=True):
        _period(canvas, one, column, top, ascii_only=ascii_only)
        if one.break_before:
            edge = column - max(round(each / 2), 1)
            for row in range(canvas.height):
                canvas.put(edge, row, "!" if ascii_only else "┊")
    below = [(column, named(one.period.key)) for column, one in zip(columns, shown, strict=True)]
    lines += framed(canvas, top, below, plain=ascii_only)
    lines += folded(_legend(shown, ascii_only=ascii_only), width)
    if len(shown) < len(chart.trend.periods):
        lines += folded(
            f"Drawn: the last {len(shown):,} of {len(chart.trend.periods):,} periods.", width
        )
    for one in shown:
        lines += folded(broken(one), width) if one.break_before else []
    lines += folded(_rule(chart), width)
    return lines


def as_svg(chart: TrendPicture, width: int, height: int, under: Sequence[str] = ()) -> str:
    """Draw it as SVG, so many pixels wide and high, with something written under it."""
    paper = Paper(width, height)
    paper.say(8, 20, cut(chart.title, width - 16))
    shown = chart.trend.periods
    if not any(one.period.whole for one in shown):
        paper.say(8, 44, "no data")
        return paper.whole(chart.title, [*as_words(chart), *scales(chart)], under)
    top = _top(shown)
    plot = Plot(paper, top, 64, 84)
    plot.frame()
    places = [plot.across((place + 0.5) / len(shown)) for place in range(len(shown))]
    half = (plot.right - plot.left) / len(shown) / 2
    for run, dash in _runs(shown):
        paper.path([(places[n], plot.up(_share(shown[n]))) for n in run], dash)
    _centres(paper, plot, shown, places)
    skipped = 0.0
    for across, one in zip(places, shown, strict=True):
        _one(paper, plot, one, across)
        if one.break_before:
            paper.line((across - half, plot.high), (across - half, plot.low), "2 4")
        label = named(one.period.key)
        if across - half >= skipped:
            paper.say(across, plot.low + 18, label, anchor="middle")
            skipped = across - half + 8.0 * len(label)
    _key(paper, plot)
    return paper.whole(chart.title, [*as_words(chart), *scales(chart)], under)


def as_words(chart: TrendPicture) -> list[str]:
    """Say what it shows, period by period."""
    periods = chart.trend.periods
    if not any(one.period.whole for one in periods):
        return ["There is no data."]
    said = []
    for one in periods:
        said += [broken(one)] if one.break_before else []
        said.append(_sentence(one))
    return [*said, *filter(None, [_rule(chart)])]


def scales(chart: TrendPicture) -> list[str]:
    """Say which marks its scale bears."""
    periods = chart.trend.periods
    known = any(one.period.whole for one in periods)
    return [scale_words(_top(periods))] if known else []


def _sentence(one: Marked) -> str:
    period = one.period
    if not period.whole:
        said = f"{named(period.key)}: no data (0 of 0)"
    else:
        figures = f"{counted(period.part, period.whole)}, {percent(period.part, period.whole)}"
        said = f"{named(period.key)}: {figures}"
        if one.interval is not None:
            said += f", 95 % interval {between(one.interval)}"
    if one.unfinished:
        said += "; unfinished"
        said += f", {period.undecided:,} not yet decided" if period.undecided else ""
    if one.centre is not None and one.counts:
        said += f"; centre line {per_cent(one.centre)}"
    if one.flag:
        said += f"; {FLAGS[one.flag]}"
    return f"{said}."


def broken(one: Marked) -> str:
    """Say where the line breaks, and why."""
    where = "within" if one.mixed else "before"
    said = named(one.break_before).rstrip(".")
    return f"The line breaks {where} {named(one.period.key)}: {said}."


def _rule(chart: TrendPicture) -> str:
    rule = chart.trend.rule
    return f"{named(rule).rstrip('.')}." if rule else ""


def _share(one: Marked) -> float:
    return one.period.part / one.period.whole


def _top(shown: tuple[Marked, ...]) -> float:
    known = [one for one in shown if one.period.whole]
    return top_share([*map(_share, known), *(one.interval[1] for one in known if one.interval)])


def _period(canvas: Canvas, one: Marked, column: int, top: float, *, ascii_only: bool) -> None:
    if not one.period.whole:
        canvas.put(column, canvas.height - 1, "x" if ascii_only else "×")
        return
    if one.centre is not None and one.counts:
        for beside in (column - 1, column + 1):
            canvas.put(
                beside, height_of(one.centre, top, canvas.height), "-" if ascii_only else "╌"
            )
    if one.interval is not None:
        low, high = (height_of(bound, top, canvas.height) for bound in one.interval)
        for row in range(high, low + 1):
            canvas.put(column, row, "|" if ascii_only else "│")
    done, waits, changed = "o?#" if ascii_only else "●○◆"
    sign = changed if one.flag else waits if one.unfinished else done
    canvas.put(column, height_of(_share(one), top, canvas.height), sign)


def _legend(shown: tuple[Marked, ...], *, ascii_only: bool) -> str:
    done, waits, changed, wall, none = "o?#!x" if ascii_only else "●○◆┊×"
    said = [f"{done} share with its 95 % interval"]
    said += [f"{'-' if ascii_only else '╌'} centre line"]
    said += [f"{waits} unfinished"] if any(one.unfinished for one in shown) else []
    said += [f"{changed} change by the rule"] if any(one.flag for one in shown) else []
    said += [f"{wall} break"] if any(one.break_before for one in shown) else []
    said += [f"{none} no data"] if not all(one.period.whole for one in shown) else []
    return "; ".join(said)


def _runs(shown: tuple[Marked, ...]) -> list[tuple[list[int], str]]:
    """Join neighbouring periods; a break or a period without a base parts them.

    Returns:
        Runs of places, each with the dashes of its line: dashed into and out of what is unfinished.
    """
    found: list[tuple[list[int], str]] = []
    for place in range(1, len(shown)):
        one, before = shown[place], shown[place - 1]
        if one.break_before or not (one.period.whole and before.period.whole):
            continue
        dash = "5 4" if one.unfinished or before.unfinished else ""
        found.append(([place - 1, place], dash))
    return found


def _centres(paper: Paper, plot: Plot, shown: tuple[Marked, ...], places: list[float]) -> None:
    """Draw the centre line of each stretch between two breaks."""
    half = (plot.right - plot.left) / len(shown) / 2
    for across, one in zip(places, shown, strict=True):
        if one.centre is not None and one.counts:
            up = plot.up(one.centre)
            paper.line((across - half, up), (across + half, up), "8 4")


def _one(paper: Paper, plot: Plot, one: Marked, across: float) -> None:
    if not one.period.whole:
        paper.say(across, plot.low - 4, "no data", anchor="middle")
        return
    if one.interval is not None:
        low, high = (plot.up(bound) for bound in one.interval)
        paper.line((across, low), (across, high))
        for end in (low, high):
            paper.line((across - 3, end), (across + 3, end))
    shape = "diamond" if one.flag else "dot"
    paper.mark(across, plot.up(_share(one)), shape, hollow=one.unfinished)


def _key(paper: Paper, plot: Plot) -> None:
    down, left = plot.low + 42, plot.left
    paper.mark(left + 4, down - 4, "dot")
    paper.say(left + 14, down, "share with its 95 % interval")
    paper.mark(left + 224, down - 4, "dot", hollow=True)
    paper.say(left + 234, down, "unfinished")
    paper.mark(left + 324, down - 4, "diamond")
    paper.say(left + 334, down, "change by the rule")
    paper.line((left + 510, down - 12), (left + 510, down + 2), "2 4")
    paper.say(left + 518, down, "break")

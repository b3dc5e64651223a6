"""Draw what was found for the rates: a picture, the rows under it, and what is read with them.

Rows stand in the order of their names: nobody is ranked. What is not known is a row of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil, floor
from typing import TYPE_CHECKING, Final

from hearings.cells import fitted, folded, wide
from hearings.charts import Cell, Chart, FunnelPicture, Heat, Intervals, Row, TrendPicture, text
from hearings.charts.numbers import counted
from hearings.charts.trend import broken
from hearings.intervals import wilson
from hearings.rate_words import chance_words
from hearings.shares import percent
from tui.plain.comparing_words import FLAGS
from tui.plain.shares import span, times
from tui.telling.rate_rows import ALL, Line, Shown, crossed, of_table
from tui.telling.rates import UNKNOWN, foot, plural, title
from tui.widgets.drawing import Drawing

if TYPE_CHECKING:
    from db.comparing import FunnelFigure, TrendFigure
    from hearings.funnels import Funnel, Placed
    from hearings.rates import Counts
    from hearings.trends import Marked, Trend

OUTSIDE: Final = (0.034, 0.05)
"""How many of the units lie outside the 95 % limits without any true difference, at the least and
at the most (`hearings.funnels`)."""

LEAST, MOST = 7, 18
"""The lines of a plot."""

BESIDE: Final = 9
"""The lines that a screen keeps for what stands around a plot."""

SHORT: Final = {"": "within", "above_95": "above 95 %", "above_998": "above 99.8 %",
                "below_95": "below 95 %", "below_998": "below 99.8 %"}  # fmt: skip
"""Where a unit lies, short enough for a row under the picture, which says it in full."""


def lines(shown: Shown, width: int, height: int) -> list[Drawing]:
    """Draw what the question shows, and the rows under it.

    Args:
        shown: The question and what was found for it.
        width: The cells of a line.
        height: The lines there are.
    """
    figure, found = shown.question.figure, shown.found
    if figure == "funnel" and found.placed is not None:
        drawn = _funnel(shown, found.placed, width, height)
    elif figure == "trend" and found.trend is not None:
        drawn = _trend(shown, found.trend, width, height)
    else:
        drawn = _intervals(shown, width)
    return [*drawn, Drawing("", still=True), *_sentences(foot(shown.found, shown.question), width)]


def picture(shown: Shown) -> Chart:
    """Give the picture that the question shows."""
    figure = shown.question.figure
    if figure == "trend" and shown.found.trend is not None:
        head = title(shown.question, shown.rules, shown.question.period)
        return TrendPicture(head, _marked(shown.found.trend.trend))
    if figure == "funnel" and shown.found.placed is not None:
        worded = _worded(shown, shown.found.placed)
        return FunnelPicture(_title(shown), worded, plural(shown.question.by, shown.rules))
    if figure == "cross":
        return heat(shown)
    return Intervals(_title(shown), tuple(row for row, _where in _rows(shown)))


def chance(number: int, units: str) -> str:
    """Say how many units lie outside the 95 % limits by chance alone.

    Args:
        number: How many units have enough decided to be flagged.
        units: What they are called, of several.
    """
    low, high = (floor(number * OUTSIDE[0]), ceil(number * OUTSIDE[1]))
    about = f"{_counted(low)} or {_counted(high)}" if low != high else _counted(low)
    return (
        f"Of {number:,} {units} without any true difference about {about} lie outside the 95 %"
        " limits by chance: a reason to look, and no finding."
    )


def _counted(number: int) -> str:
    return ("none", "one", "two", "three", "four", "five")[number] if number < 6 else f"{number:,}"


def heat(shown: Shown) -> Heat:
    """Give the table by two fields, each cell the share with its base."""
    grid = crossed(shown)
    cells = tuple(tuple(_cell(line, shown.did) for line in lines) for lines in grid.lines)
    return Heat(_title(shown), tuple(grid.rows), tuple(grid.columns), cells)


def _cell(line: Line, did: str) -> Cell:
    part, whole = line.of(did)
    if not whole:
        return Cell(None, "withheld" if line.withheld else "")
    said = f"{counted(part, whole)}{'*' if line.unfinished else ''}"
    return Cell(None, said) if line.bare else Cell(part / whole, f"{said}, {percent(part, whole)}")


def beside(shown: Shown) -> list[str]:
    """Say what stands under the funnel or the trend and is no part of its words."""
    question, found = shown.question, shown.found
    if question.figure == "funnel" and found.placed is not None:
        said = _alone(shown, found.placed.unknown, found.placed.total, "not placed")
        return [*said, *_chance(shown, found.placed.funnel)]
    if question.figure == "trend" and found.trend is not None:
        return _alone(shown, found.trend.unknown, found.trend.total, "in no period")
    return []


def _alone(shown: Shown, unknown: Counts, total: Counts, where: str) -> list[str]:
    """Say what was counted of those not known, and of all together."""
    rows = [(ALL, total, "")]
    if unknown.subjects:
        rows.insert(0, (UNKNOWN, unknown, f", {where}"))
    return [
        f"{label}: {counted(*shown.share(counts))}, {percent(*shown.share(counts))}{after}."
        for label, counts, after in rows
    ]


def _title(shown: Shown) -> str:
    return title(shown.question, shown.rules)


def _rows(shown: Shown) -> list[tuple[Row, dict[str, str]]]:
    """Give the rows of the intervals: the values, those not known, and all together."""
    by, placed = shown.question.by, shown.found.placed
    if placed is None:
        known = (line for line in of_table(shown) if not line.withheld)
        return [(_share(shown, line), {**line.where}) for line in known]
    at = {one.unit.key: one for one in placed.funnel.points}
    counts = {**placed.counts, **({"": placed.unknown} if placed.unknown.subjects else {})}
    rows = [(_row(shown, shown.label(key), one, at.get(key)), {by: key})
            for key, one in counts.items()]  # fmt: skip
    return [*rows, (_row(shown, ALL, placed.total, None), {})]


def _share(shown: Shown, line: Line) -> Row:
    label = f"{line.label}*" if line.unfinished else line.label
    return Row(label, *line.of(shown.did), line.bounds(shown.did))


def _row(shown: Shown, label: str, counts: Counts, one: Placed | None) -> Row:
    label = f"{label}*" if counts.unfinished else label
    part, whole = shown.share(counts)
    if one is None:
        return Row(label, part, whole, wilson(part, whole, shown.spread(counts)))
    ratio = None if shown.found.placed is None else shown.found.placed.funnel.ratio(one)
    if ratio is None:
        return Row(label, part, whole, one.interval)
    return Row(label, part, whole, (ratio.low, ratio.high), standardised=ratio.value)


def _intervals(shown: Shown, width: int) -> list[Drawing]:
    rows = _rows(shown)
    if shown.question.bare:
        bare = [([row.label, counted(row.part, row.whole), "", "", ""], where)
                for row, where in rows]  # fmt: skip
        return [_head(_title(shown), width), *_columns(bare, width)]
    drawn = text(Intervals(_title(shown), tuple(row for row, _where in rows)), width)
    cut = len(drawn) - len(rows)
    heads = folded(_title(shown), width)
    return [
        *(Drawing(line, still=True, bold=place < len(heads))
          for place, line in enumerate(drawn[:cut])),
        *(Drawing(line, where) for line, (_row, where) in zip(drawn[cut:], rows, strict=True)),
    ]  # fmt: skip


def _worded(shown: Shown, placed: FunnelFigure) -> Funnel:
    """Put the values of the field in words; those unfinished are marked."""
    points = []
    for one in placed.funnel.points:
        mark = "*" if placed.counts[one.unit.key].unfinished else ""
        points.append(replace(one, unit=replace(one.unit, key=shown.label(one.unit.key) + mark)))
    return replace(placed.funnel, points=tuple(points))


def _marked(trend: Trend) -> Trend:
    """Mark the periods that are unfinished."""
    periods = []
    for one in trend.periods:
        mark = "*" if one.unfinished else ""
        periods.append(replace(one, period=replace(one.period, key=one.period.key + mark)))
    return replace(trend, periods=tuple(periods))


def _picture(shown: Shown, total: Counts, size: tuple[int, int]) -> list[Drawing]:
    """Draw the picture under its title, which stands for all together."""
    width, height = size
    chart = picture(shown)
    heads = len(folded(chart.title, width))
    tall = max(min(height - BESIDE, MOST), LEAST)
    drawn = text(chart, width, tall)[heads:]
    part, whole = shown.share(total)
    head = f"{chart.title}: {counted(part, whole)}, {percent(part, whole)}"
    title = Drawing("\n".join(folded(head, width)), {}, bold=True)
    return [title, *(Drawing(line, still=True) for line in drawn)]


def _funnel(shown: Shown, placed: FunnelFigure, width: int, height: int) -> list[Drawing]:
    funnel = _worded(shown, placed)
    names = plural(shown.question.by, shown.rules)
    able = [one for one in funnel.points if not one.too_small]
    outside = sum(1 for one in able if one.flag)
    by, by_key = shown.question.by, placed.funnel.points
    rows = [(_point(one, funnel), {by: raw.unit.key})
            for one, raw in zip(funnel.points, by_key, strict=True)]  # fmt: skip
    if placed.unknown.subjects:
        rows.append(([UNKNOWN, *_figures(shown, placed.unknown), "not placed"], {by: ""}))
    rows.append(([ALL, *_figures(shown, placed.total), ""], {}))
    return [
        *_picture(shown, placed.total, (width, height)),
        Drawing("", still=True),
        _head(
            f"Outside the 95 % limits: {outside:,} of {len(able):,} {names} with enough decided",
            width,
        ),
        _head(
            f"{shown.did.capitalize()} of decided, {_said(funnel)}, 95 % limits for that many"
            " decided",
            width,
        ),
        *_columns(rows, width),
        *_sentences(_chance(shown, placed.funnel), width),
    ]


def _chance(shown: Shown, funnel: Funnel) -> list[str]:
    """Say what an outlier is: by chance alone, or beyond it."""
    names = plural(shown.question.by, shown.rules)
    if funnel.dispersion > 1:
        return [*chance_words(funnel, names)]
    return [chance(sum(1 for one in funnel.points if not one.too_small), names)]


def _said(funnel: Funnel) -> str:
    return "observed ÷ expected" if funnel.standardised else "rate"


def _point(one: Placed, funnel: Funnel) -> list[str]:
    unit, ratio = one.unit, funnel.ratio(one)
    rate, limits = percent(unit.part, unit.whole), span(one.warning)
    if funnel.standardised:
        rate = "no data" if ratio is None else f"{ratio.value:.2f} times expected"
        centre = funnel.centre or 1.0
        limits = times((one.warning[0] / centre, one.warning[1] / centre))
    where = "too few" if one.too_small else SHORT[one.flag]
    return [unit.key, counted(unit.part, unit.whole), rate, limits, where]


def _figures(shown: Shown, counts: Counts) -> list[str]:
    part, whole = shown.share(counts)
    return [counted(part, whole), percent(part, whole), ""]


def _trend(shown: Shown, found: TrendFigure, width: int, height: int) -> list[Drawing]:
    period = shown.question.period
    drawn: list[Drawing] = []
    rows: list[tuple[list[str], dict[str, str]]] = []
    for one in found.trend.periods:
        if one.break_before:
            drawn += [*_columns(rows, width), *(_sentences([broken(one)], width, still=True))]
            rows = []
        rows.append((_period(one), {period: one.period.key}))
    if found.unknown.subjects:
        rows.append(([UNKNOWN, *_figures(shown, found.unknown), "in no period"], {period: ""}))
    rows.append(([ALL, *_figures(shown, found.total), ""], {}))
    return [
        *_picture(shown, found.total, (width, height)),
        Drawing("", still=True),
        _head(f"{shown.did} of decided, rate, 95 % interval, by {period}".capitalize(), width),
        *drawn,
        *_columns(rows, width),
    ]


def _period(one: Marked) -> list[str]:
    period = one.period
    wait = f", {period.undecided:,} not yet decided" if period.undecided else ""
    said = [f"unfinished{wait}"] if one.unfinished else []
    said += [FLAGS[one.flag]] if one.flag else []
    return [
        f"{period.key}{'*' if one.unfinished else ''}",
        counted(period.part, period.whole),
        percent(period.part, period.whole),
        span(one.interval),
        "; ".join(said),
    ]


def _columns(rows: Sequence[tuple[list[str], dict[str, str]]], width: int) -> list[Drawing]:
    """Put rows in columns; the last is cut where there is no room."""
    if not rows:
        return []
    sizes = [max(wide(cells[n]) for cells, _where in rows) for n in range(4)]
    sizes[0] = min(sizes[0], max(width // 3, 8))
    last = max(width - sum(sizes) - 8, 6)
    return [
        Drawing(
            "  ".join(
                fitted(said, size) for said, size in zip(cells, [*sizes, last], strict=True)
            ).rstrip(),
            where,
            said="  ".join(cells),
        )
        for cells, where in rows
    ]


def _head(words: str, width: int) -> Drawing:
    return Drawing("\n".join(folded(words, width)), still=True, bold=True)


def _sentences(said: Iterator[str] | Sequence[str], width: int, *, still: bool = False
               ) -> list[Drawing]:  # fmt: skip
    """Put sentences on lines; the cursor goes through them, so that they can be read."""
    return [
        Drawing("\n".join(folded(sentence, width - 2)), still=still, said=sentence)
        for sentence in said
    ]

"""Draw units by the size of their base, between the two limits of chance."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, Final

from hearings.cells import folded
from hearings.charts.canvas import GUTTER, Canvas, framed, height_of
from hearings.charts.kinds import FunnelPicture
from hearings.charts.numbers import (
    between,
    counted,
    named,
    per_cent,
    scale_words,
    times,
    top_base,
    top_share,
)
from hearings.charts.paper import Paper, Plot, cut
from hearings.shares import percent

if TYPE_CHECKING:
    from hearings.funnels import Placed
    from hearings.intervals import Bounds

FLAGS: Final = {
    "above_998": "above the 99.8 % limit",
    "above_95": "above the 95 % limit",
    "below_95": "below the 95 % limit",
    "below_998": "below the 99.8 % limit",
}
"""Where a unit can stand outside, in words."""

_SIGNS = {"above_998": "▲", "above_95": "△", "below_95": "▽", "below_998": "▼", "": "●",
          "small": "○"}  # fmt: skip
_PLAIN = {"above_998": "A", "above_95": "a", "below_95": "b", "below_998": "B", "": "O",
          "small": "o"}  # fmt: skip
_WITHIN = "within the limits"
_SMALL = "too few to be flagged"


def as_text(chart: FunnelPicture, width: int, height: int, *, ascii_only: bool) -> list[str]:
    """Draw it with characters.

    Args:
        chart: The units and their limits.
        width: The cells of a line.
        height: The lines of the plot.
        ascii_only: Whether only ASCII may be used.
    """
    lines = folded(chart.title, width)
    points = _drawn(chart)
    if not points:
        return [*lines, "no data"]
    canvas = Canvas(max(width - GUTTER - 2, 10), max(height, 5))
    top, most = _scales(chart)
    last = canvas.width - 1
    for column in range(canvas.width):
        _limits(canvas, chart, column, (top, most), ascii_only=ascii_only)
    signs = _PLAIN if ascii_only else _SIGNS
    for point in sorted(points, key=_weight):
        sign = signs["small" if point.too_small else point.flag]
        column = round(point.base / most * last)
        canvas.put(column, height_of(_rate(point), top, canvas.height), sign)
    below = [(0, "0"), (last // 2, f"{most // 2:,}"), (last, f"{most:,}")]
    lines += framed(canvas, top, below, plain=ascii_only, unit=_unit(chart))
    lines += folded(_legend(chart, ascii_only=ascii_only), width)
    for point in points:
        if point.flag:
            said = f"{signs[point.flag]} {_sentence(chart, point)}"
            lines += folded(said, width)
    return lines


def as_svg(chart: FunnelPicture, width: int, height: int, under: Sequence[str] = ()) -> str:
    """Draw it as SVG, so many pixels wide and high, with something written under it."""
    paper = Paper(width, height)
    paper.say(8, 20, cut(chart.title, width - 16))
    points = _drawn(chart)
    if not points:
        paper.say(8, 44, "no data")
        return paper.whole(chart.title, [*as_words(chart), *scales(chart)], under)
    top, most = _scales(chart)
    plot = Plot(paper, top, 64, 84)
    plot.frame(_unit(chart))
    for part, base in ((0.0, 0), (0.5, most // 2), (1.0, most)):
        paper.say(plot.across(part), plot.low + 18, f"{base:,}", anchor="middle")
    _lines(paper, plot, chart, most)
    for point in sorted(points, key=_weight):
        across, up = plot.across(point.base / most), plot.up(_rate(point))
        _mark(paper, across, up, "small" if point.too_small else point.flag)
        if point.flag:
            _beside(paper, across, up, named(point.unit.key))
    _key(paper, plot, chart)
    return paper.whole(chart.title, [*as_words(chart), *scales(chart)], under)


def as_words(chart: FunnelPicture) -> list[str]:
    """Say what it shows: the centre, the limits, and every unit."""
    funnel, points, units = chart.funnel, _drawn(chart), named(chart.units)
    if not points:
        return ["There is no data."]
    able = [point for point in points if not point.too_small]
    outside = sum(1 for point in able if point.flag)
    return [
        f"The centre is {_middle(chart)}.",
        f"Outside the 95 % limits stand {outside:,} of {len(able):,} {units} with enough decided.",
        f"For officers of one case the limits are widened by {funnel.spread:.2f}.",
        f"For differences between {units} beyond chance they are by {funnel.dispersion:.2f}.",
        *(f"{_sentence(chart, point)} The 95 % limits there are {limits_of(chart, point.warning)},"
          f" the 99.8 % limits {limits_of(chart, point.alarm)}." for point in points),
        *(f"{named(point.unit.key)}: no data ({counted(point.unit.part, point.unit.whole)})."
          for point in funnel.points if point.rate is None),
    ]  # fmt: skip


def scales(chart: FunnelPicture) -> list[str]:
    """Say which marks its scales bear."""
    if not _drawn(chart):
        return []
    top, most = _scales(chart)
    return [scale_words(top, _unit(chart)), f"The base is marked at 0, {most // 2:,} and {most:,}."]


def _drawn(chart: FunnelPicture) -> list[Placed]:
    if chart.funnel.centre is None:
        return []
    return [point for point in chart.funnel.points if point.rate is not None]


def _centre(chart: FunnelPicture) -> float:
    return chart.funnel.centre or 0.0


def _unit(chart: FunnelPicture) -> float:
    """Give the share that is 1 on a scale of observed ÷ expected; 0 where shares are drawn."""
    return _centre(chart) if chart.funnel.standardised else 0.0


def _middle(chart: FunnelPicture) -> str:
    """Say where the centre lies; observed are as many as expected there."""
    said = per_cent(_centre(chart))
    return f"1.00 times expected, {said} in all" if _unit(chart) else said


def limits_of(chart: FunnelPicture, bounds: Bounds) -> str:
    """Say limits, of shares or of observed ÷ expected."""
    unit = _unit(chart)
    if not unit:
        return between(bounds)
    return between((bounds[0] / unit, bounds[1] / unit), times)


def _rate(point: Placed) -> float:
    return point.rate or 0.0


def _scales(chart: FunnelPicture) -> tuple[float, int]:
    points = _drawn(chart)
    top = top_share([*map(_rate, points), 2 * _centre(chart)], _unit(chart) or 1.0)
    return top, top_base(ceil(max(point.base for point in points)))


def _weight(point: Placed) -> int:
    """Draw what stands furthest outside last, over the rest."""
    if not point.flag:
        return -1 if point.too_small else 0
    return 2 if point.flag.endswith("998") else 1


def where(point: Placed) -> str:
    """Say where a unit stands: within the limits, outside which, or too small to say."""
    return _SMALL if point.too_small else FLAGS.get(point.flag, _WITHIN)


def _sentence(chart: FunnelPicture, point: Placed) -> str:
    unit, ratio = point.unit, chart.funnel.ratio(point)
    rate = percent(unit.part, unit.whole)
    if ratio is not None and unit.expected is not None:
        rate += f", against {unit.expected:,.1f} expected: {times(ratio.value)} times expected"
        rate += f", 95 % interval {between((ratio.low, ratio.high), times)}"
    elif point.interval is not None:
        rate += f", 95 % interval {between(point.interval)}"
    return f"{named(unit.key)}: {counted(unit.part, unit.whole)}, {rate}; {where(point)}."


def _limits(
    canvas: Canvas,
    chart: FunnelPicture,
    column: int,
    scales: tuple[float, int],
    *,
    ascii_only: bool,
) -> None:
    top, most = scales
    centre, warning, alarm = "-.=" if ascii_only else "─·═"
    canvas.put(column, height_of(_centre(chart), top, canvas.height), centre)
    whole = max(round(column / max(canvas.width - 1, 1) * most), 1)
    inner, outer = chart.funnel.limits(whole)
    for bounds, sign in ((inner, warning), (outer, alarm)):
        for bound in bounds:
            canvas.put(column, height_of(bound, top, canvas.height), sign)


def _legend(chart: FunnelPicture, *, ascii_only: bool) -> str:
    centre, warning, alarm = "-.=" if ascii_only else "─·═"
    signs = _PLAIN if ascii_only else _SIGNS
    inside = f"{signs['']} {_WITHIN}; {signs['small']} {_SMALL}"
    return (
        f"{inside}; {centre} centre {_middle(chart)};"
        f" {warning} 95 % limits; {alarm} 99.8 % limits; across: the base"
    )


def _lines(paper: Paper, plot: Plot, chart: FunnelPicture, most: int) -> None:
    steps = [max(round(most * n / 120), 1) for n in range(121)]
    for place, dash in ((0, "2 3"), (1, "")):
        for side in (0, 1):
            paper.path(
                [(plot.across(n / most), plot.up(chart.funnel.limits(n)[place][side]))
                 for n in steps], dash,
            )  # fmt: skip
    centre = plot.up(_centre(chart))
    paper.line((plot.left, centre), (plot.right, centre), "8 4")


def _mark(paper: Paper, across: float, up: float, flag: str) -> None:
    shape = "up" if flag.startswith("above") else "down" if flag.startswith("below") else "dot"
    paper.mark(across, up, shape, hollow=flag == "small" or flag.endswith("_95"))


def _beside(paper: Paper, across: float, up: float, label: str) -> None:
    """Write a unit's name beside its mark, on the side where there is room."""
    left = across > paper.width * 0.75
    x = across - 8 if left else across + 8
    paper.say(x, up + 4, cut(label, paper.width / 4), anchor="end" if left else "start")


def _key(paper: Paper, plot: Plot, chart: FunnelPicture) -> None:
    down = plot.low + 38
    paper.line((plot.left, down - 4), (plot.left + 30, down - 4), "8 4")
    middle = "1 times expected" if _unit(chart) else per_cent(_centre(chart))
    paper.say(plot.left + 36, down, f"centre {middle}")
    paper.line((plot.left + 160, down - 4), (plot.left + 190, down - 4), "2 3")
    paper.say(plot.left + 196, down, "95 % limits")
    paper.line((plot.left + 300, down - 4), (plot.left + 330, down - 4))
    paper.say(plot.left + 336, down, "99.8 % limits")
    for place, (flag, said) in enumerate((("", _WITHIN), ("small", _SMALL),
                                          ("above_95", "outside 95 %"),
                                          ("above_998", "outside 99.8 %"))):  # fmt: skip
        _mark(paper, plot.left + 6 + place * 150, down + 18, flag)
        paper.say(plot.left + 18 + place * 150, down + 22, said)

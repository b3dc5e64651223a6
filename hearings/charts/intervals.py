"""Draw shares under one another, each a mark on the line of its interval."""

from __future__ import annotations

from collections.abc import Sequence

from hearings.cells import fitted, folded, wide
from hearings.charts.kinds import Intervals, Row
from hearings.charts.numbers import (
    between,
    counted,
    marks,
    named,
    per_cent,
    scale_words,
    times,
    top_share,
)
from hearings.charts.paper import Paper, cut, length
from hearings.shares import percent

_LEAST = 12
"""The fewest cells in which an interval is drawn; with less room its figures stand alone."""

_STEP = 24
"""The pixels of one row."""


def as_text(chart: Intervals, width: int, *, ascii_only: bool) -> list[str]:
    """Draw it with characters.

    Args:
        chart: The shares.
        width: The cells of a line.
        ascii_only: Whether only ASCII may be used.
    """
    lines = folded(chart.title, width)
    if not chart.rows:
        return [*lines, "no data"]
    figures = [_figures(row) for row in chart.rows]
    beside = max(map(len, figures))
    label = min(max(wide(named(row.label)) for row in chart.rows), max(width // 3, 8))
    room = width - label - beside - 4
    top = _top(chart)
    if room >= _LEAST:
        lines.append(" " * (label + beside + 4) + _scale(_marks(chart), room))
    for row, said in zip(chart.rows, figures, strict=True):
        placed = room >= _LEAST and chart.drawn(row)
        drawn = _drawn(row, top, room, ascii_only=ascii_only) if placed else ""
        lines.append(f"{fitted(named(row.label), label)}  {said:>{beside}}  {drawn}".rstrip())
        lines += folded(row.note, width, "  ")
    return lines


def as_svg(chart: Intervals, width: int, under: Sequence[str] = ()) -> str:
    """Draw it as SVG, so many pixels wide, with something written under it."""
    paper = Paper(width, 64 + sum(_tall(row) for row in chart.rows))
    paper.say(8, 20, cut(chart.title, width - 16))
    label = min(max((length(named(row.label)) for row in chart.rows), default=0), 0.42 * width)
    beside = max((length(_figures(row)) for row in chart.rows), default=0)
    left, right, top = 24 + label + beside, width - 24.0, _top(chart)
    for part, said in zip((0.0, 0.5, 1.0), _marks(chart), strict=True):
        paper.say(left + part * (right - left), 42, said, anchor="middle")
    down = 64.0
    for row in chart.rows:
        paper.say(8, down, cut(named(row.label), label + 1))
        paper.say(left - 10, down, _figures(row), anchor="end")
        paper.say(24, down + 16, cut(row.note, width - 32)) if row.note else None
        if chart.drawn(row):
            _line(paper, row, (left, (right - left) / top), down - 4)
        down += _tall(row)
    told = [*_sentences(chart), *scales(chart)]
    return paper.whole(chart.title, told, [*chart.said, *under])


def as_words(chart: Intervals) -> list[str]:
    """Say what it shows, row by row, and what must be read with it."""
    return [*_sentences(chart), *chart.said]


def _sentences(chart: Intervals) -> list[str]:
    if not chart.rows:
        return ["There is no data."]
    return [_sentence(row) for row in chart.rows]


def scales(chart: Intervals) -> list[str]:
    """Say which marks its scale bears."""
    return [scale_words(_top(chart), float(chart.standardised))] if chart.rows else []


def _sentence(row: Row) -> str:
    said = f"{named(row.label)}: {_figures(row)}"
    if row.bounds is not None and row.whole:
        said += f", 95 % interval {interval_of(row)}"
    note = named(row.note).rstrip(".") if row.note else ""
    return f"{said}; {note}." if note else f"{said}."


def interval_of(row: Row) -> str:
    """Say the interval of a row that has one, of its share or of observed ÷ expected."""
    if row.bounds is None:
        return ""
    return between(row.bounds, per_cent if row.standardised is None else times)


def _figures(row: Row) -> str:
    rate = percent(row.part, row.whole) if row.whole else "no data"
    if row.whole and row.standardised is not None:
        rate = f"{times(row.standardised)} times expected"
    return f"{counted(row.part, row.whole)}, {rate}"


def _top(chart: Intervals) -> float:
    rows = [row for row in chart.rows if chart.drawn(row)]
    return top_share([*(row.value for row in rows),
                      *(row.bounds[1] for row in rows if row.bounds)])  # fmt: skip


def _marks(chart: Intervals) -> tuple[str, str, str]:
    return marks(_top(chart), float(chart.standardised))


def _scale(said: tuple[str, str, str], room: int) -> str:
    """Put the marks of the scale over the lines; the middle one only where there is room."""
    first, middle, last = said
    if room < len(first) + len(middle) + len(last) + 6:
        middle = ""
    half = f"{first:<{room // 2 - len(middle) // 2}}{middle}"
    return f"{half:<{room - len(last)}}{last}"


def _drawn(row: Row, top: float, room: int, *, ascii_only: bool) -> str:
    low, high, body, mark = "[]-o" if ascii_only else "├┤─●"
    cells = [" "] * room

    def place(share: float) -> int:
        return min(round(share / top * (room - 1)), room - 1)

    if row.bounds is not None:
        first, last = place(row.bounds[0]), place(row.bounds[1])
        cells[first : last + 1] = body * (last - first + 1)
        cells[first], cells[last] = low, high
    cells[place(row.value)] = mark
    return "".join(cells)


def _line(paper: Paper, row: Row, scale: tuple[float, float], down: float) -> None:
    left, across = scale
    if row.bounds is not None:
        first, last = (left + bound * across for bound in row.bounds)
        paper.line((first, down), (last, down))
        for end in (first, last):
            paper.line((end, down - 4), (end, down + 4))
    paper.mark(left + row.value * across, down, "dot")


def _tall(row: Row) -> int:
    return _STEP + (16 if row.note else 0)

"""Draw a table whose cells are shaded by their figures."""

from __future__ import annotations

from collections.abc import Sequence

from hearings.cells import fitted, folded, harmless, wide
from hearings.charts.kinds import Cell, Heat
from hearings.charts.numbers import named
from hearings.charts.paper import Paper, cut, length

_STEP = 26
"""The pixels of one row."""

_NOTHING = "no data"


def as_text(chart: Heat, width: int, *, ascii_only: bool) -> list[str]:
    """Draw it with characters; columns that do not fit stand in a further table below.

    Args:
        chart: The table.
        width: The cells of a line.
        ascii_only: Whether only ASCII may be used.
    """
    lines = folded(chart.title, width)
    if not chart.rows or not chart.columns:
        return [*lines, _NOTHING]
    label = min(max(wide(named(row)) for row in chart.rows), max(width // 3, 8))
    for block in _blocks(chart, width - label):
        if len(lines) > 1:
            lines.append("")
        heads = (fitted(named(chart.columns[n]), size) for n, size in block.items())
        lines.append(f"{'':{label}}{''.join(f'  {head}' for head in heads)}".rstrip())
        for row, cells in zip(chart.rows, chart.cells, strict=True):
            drawn = (
                fitted(f"{_shade(cells[n].value, ascii_only=ascii_only)} {_figure(cells[n])}", size)
                for n, size in block.items()
            )
            said = "".join(f"  {cell}" for cell in drawn)
            lines.append(f"{fitted(named(row), label)}{said}".rstrip())
    return lines


def as_svg(chart: Heat, width: int, under: Sequence[str] = ()) -> str:
    """Draw it as SVG, so many pixels wide or as many more as its figures need."""
    most = max((length(_figure(cell)) for cells in chart.cells for cell in cells), default=0)
    width = max(width, round(width / 3 + 16 + (most + 8) * len(chart.columns)))
    paper = Paper(width, 64 + _STEP * len(chart.rows))
    paper.say(8, 20, cut(chart.title, width - 16))
    label = min(max((length(named(row)) for row in chart.rows), default=0) + 16, width / 3)
    size = (width - label - 16) / max(len(chart.columns), 1)
    for place, column in enumerate(chart.columns):
        middle = label + 8 + (place + 0.5) * size
        paper.say(middle, 46, cut(named(column), size - 4), anchor="middle")
    for down, (row, cells) in enumerate(zip(chart.rows, chart.cells, strict=True)):
        top = 54 + down * _STEP
        paper.say(8, top + 17, cut(named(row), label - 8))
        for place, cell in enumerate(cells):
            left = label + 8 + place * size
            grey = 255 if cell.value is None else 245 - round(195 * _within(cell.value))
            paper.box((left, top), (size, _STEP), grey)
            ink = "#fff" if grey < 125 else "#222"
            said = cut(_figure(cell), size - 4)
            paper.say(left + size / 2, top + 17, said, anchor="middle", ink=ink)
    return paper.whole(chart.title, _sentences(chart), [*chart.said, *under])


def as_words(chart: Heat) -> list[str]:
    """Say what it shows, row by row, and what must be read with it."""
    return [*_sentences(chart), *chart.said]


def _sentences(chart: Heat) -> list[str]:
    if not chart.rows or not chart.columns:
        return ["There is no data."]
    return [
        f"{named(row)}: "
        + "; ".join(
            f"{named(column)} {_figure(cell)}"
            for column, cell in zip(chart.columns, cells, strict=True)
        )
        + "."
        for row, cells in zip(chart.rows, chart.cells, strict=True)
    ]


def _figure(cell: Cell) -> str:
    return harmless(cell.text) or _NOTHING


def _within(value: float) -> float:
    return min(max(value, 0.0), 1.0)


def _shade(value: float | None, *, ascii_only: bool) -> str:
    if value is None:
        return "  "
    shades = " .:+#" if ascii_only else " ░▒▓█"
    return shades[min(int(_within(value) * 5), 4)] * 2


def _blocks(chart: Heat, room: int) -> list[dict[int, int]]:
    """Share the columns out among tables that fit, each with the width of its columns."""
    blocks: list[dict[int, int]] = [{}]
    for place, column in enumerate(chart.columns):
        figures = (wide(_figure(cells[place])) + 3 for cells in chart.cells)
        size = min(max(wide(named(column)), *figures), max(room - 2, 6))
        if blocks[-1] and sum(blocks[-1].values()) + 2 * len(blocks[-1]) + size + 2 > room:
            blocks.append({})
        blocks[-1][place] = size
    return blocks

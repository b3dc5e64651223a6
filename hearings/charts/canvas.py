"""Draw with characters: a grid of cells that becomes lines of text."""

from __future__ import annotations

from hearings.cells import wide
from hearings.charts.numbers import marks

GUTTER = 7
"""The cells left of a plot, for the marks of its scale."""


class Canvas:
    """A grid of cells, written to by column and row from the upper left."""

    def __init__(self, width: int, height: int) -> None:
        """Begin with an empty grid."""
        self.width, self.height = width, height
        self._cells = [[" "] * width for _row in range(height)]

    def put(self, column: int, row: int, sign: str) -> None:
        """Put one sign of one cell; outside the grid nothing is drawn."""
        if 0 <= column < self.width and 0 <= row < self.height:
            self._cells[row][column] = sign

    def lines(self) -> list[str]:
        """Give the grid as lines, without spaces at their ends."""
        return ["".join(row).rstrip() for row in self._cells]


def framed(
    canvas: Canvas,
    top: float,
    below: list[tuple[int, str]],
    *,
    plain: bool,
    unit: float = 0.0,
) -> list[str]:
    """Put the scale of shares left of a plot, and labels under it.

    Args:
        canvas: The plot.
        top: Where the scale of shares ends.
        below: What stands under the plot, by the column of its middle.
        plain: Whether only ASCII may be used.
        unit: The share that is 1 on a scale of observed ÷ expected; 0 on one of shares.
    """
    first, middle, last = marks(top, unit)
    beside = {0: last, (canvas.height - 1) // 2: middle, canvas.height - 1: first}
    wall, floor, corner = ("|", "-", "+") if plain else ("│", "─", "└")
    lines = [
        f"{beside.get(row, ''):>{GUTTER}} {wall}{line}" for row, line in enumerate(canvas.lines())
    ]
    lines.append(f"{'':>{GUTTER}} {corner}{floor * canvas.width}")
    lines.append(f"{'':>{GUTTER + 2}}{_labels(canvas.width, below)}".rstrip())
    return lines


def _labels(width: int, below: list[tuple[int, str]]) -> str:
    """Put labels on one line about their columns; one that would run into another is left out."""
    line = ""
    for column, label in below:
        size = wide(label)
        start = min(max(column - size // 2, 0), max(width - size, 0))
        if line and start < wide(line) + 1:
            continue
        line += " " * (start - wide(line)) + label
    return line


def height_of(value: float, top: float, height: int) -> int:
    """Give the row, from the top, in which a share stands; above the scale is outside."""
    return height - 1 - round(value / top * (height - 1))

"""A table of cells with a cursor: rows down, columns of two lines across, as wide as they need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from hearings.cells import wide
from tui.keys import MOVE, key
from tui.widgets.safe import cell

FIRST: Final = 29
"""The most cells of what a row is called, the sign of the cursor with it."""

WIDE: Final = 24
"""The most cells of a column, the sign of the cursor and a space after it with it."""

SIDE_BY_SIDE: Final = 7
"""The most columns that are seen at once, however wide the window is."""

TOP: Final = 3
"""Lines over the rows: what is out of sight, and the two lines of a column's name."""


class Cells(Widget, can_focus=True):
    """A table that is moved in cell by cell."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        key("left,h", "go(0, -1)", "left", "Go to the cell on the left.", "cells.left",
            group=MOVE, show=False),
        key("right,l", "go(0, 1)", "right", "Go to the cell on the right.", "cells.right",
            group=MOVE, show=False),
        key("up,k", "go(-1, 0)", "up", "Go to the cell above.", "cells.up", group=MOVE,
            show=False),
        key("down,j", "go(1, 0)", "down", "Go to the cell below.", "cells.down", group=MOVE,
            show=False),
        key("pageup", "page(-1)", "page up", "Go up a page of rows.", "cells.page_up", group=MOVE,
            show=False),
        key("pagedown", "page(1)", "page down", "Go down a page of rows.", "cells.page_down",
            group=MOVE, show=False),
        key("home", "go(0, -999)", "first", "Go to the first column.", "cells.first", group=MOVE,
            show=False),
        key("end", "go(0, 999)", "last", "Go to the last column.", "cells.last", group=MOVE,
            show=False),
        key("enter", "take", "open", "List what stands behind the cell.", "cells.take"),
    ]  # fmt: skip
    COMPONENT_CLASSES: ClassVar[set[str]] = {"cells--title", "cells--faint", "cells--cursor"}
    DEFAULT_CSS = """
    Cells {
        height: 1fr; width: 1fr; color: $foreground; background: $surface;
        & > .cells--title { text-style: bold; color: $text-primary; }
        & > .cells--faint { color: $text-muted; }
        & > .cells--cursor { text-style: bold; }
        &:focus > .cells--cursor { color: $block-cursor-foreground;
            background: $block-cursor-background; text-style: $block-cursor-text-style; }
    }
    """

    @dataclass
    class Moved(Message):
        """The cursor is on another cell."""

        row: int
        """Which row, from 0."""
        column: int
        """Which column, from 0."""

    @dataclass
    class Taken(Message):
        """The cell of the cursor was opened."""

        row: int
        """Which row, from 0."""
        column: int
        """Which column, from 0."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._rows: Sequence[str] = ()
        self._columns: Sequence[tuple[str, str]] = ()
        self._texts: Sequence[Sequence[str]] = ()
        self.row = self.column = 0
        self._down = self._across = 0
        self._first = FIRST
        self._widths: Sequence[int] = ()

    def tell(
        self,
        rows: Sequence[str],
        columns: Sequence[tuple[str, str]],
        texts: Sequence[Sequence[str]],
    ) -> None:
        """Show a table; the cursor stays where it was, unless nothing stands there.

        Args:
            rows: What the rows are called.
            columns: What the columns are called, in two lines each.
            texts: What stands in the cells, by row and column.
        """
        self._rows, self._columns, self._texts = rows, columns, texts
        self._first = min(max((wide(row) + 3 for row in rows), default=0), FIRST)
        told = zip(columns, zip(*texts, strict=True), strict=True) if rows else ()
        self._widths = [min(max(map(wide, (*heads, *held))) + 2, WIDE) for heads, held in told]
        self._go(self.row, self.column)
        if rows and not texts[self.row][self.column]:
            held = ((y, x) for y, row in enumerate(texts) for x, text in enumerate(row) if text)
            self._go(*next(held, (0, 0)))

    def action_go(self, down: int, across: int) -> None:
        """Go to another cell; no edge is crossed.

        Args:
            down: How many rows down.
            across: How many columns to the right.
        """
        self._go(self.row + down, self.column + across)

    def action_page(self, step: int) -> None:
        """Go up or down by as many rows as are seen.

        Args:
            step: One down, or minus one up.
        """
        self._go(self.row + step * max(self.size.height - TOP - 1, 1), self.column)

    def action_take(self) -> None:
        """Open the cell of the cursor."""
        if self._rows:
            self.post_message(self.Taken(self.row, self.column))

    def on_click(self, event: events.Click) -> None:
        """Go to the cell that was clicked."""
        row, edge = event.y - TOP + self._down, self._first
        if event.y < TOP or event.x < edge or row >= len(self._rows):
            return
        for column in self._seen():
            edge += self._widths[column]
            if event.x < edge:
                self._go(row, column)
                return

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._go(self.row, self.column)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        title = self.get_component_rich_style("cells--title")
        if y == 0:
            faint = self.get_component_rich_style("cells--faint")
            return self._line([Segment(self._out_of_sight(), faint)])
        if y < TOP:
            named = [Segment(f" {cell(self._columns[n][y - 1], self._widths[n] - 1)}", title)
                     for n in self._seen()]  # fmt: skip
            return self._line([Segment(" " * self._first, title), *named])
        row = y - TOP + self._down
        if row >= len(self._rows):
            return Strip.blank(self.size.width, self.rich_style)
        here = row == self.row
        first = Segment(f"{'▸' if here else ' '} {cell(self._rows[row], self._first - 2)}", title)
        return self._line([first, *(self._cell(row, n) for n in self._seen())])

    def _cell(self, row: int, column: int) -> Segment:
        here = (row, column) == (self.row, self.column)
        style = self.get_component_rich_style("cells--cursor") if here else self.rich_style
        text = cell(self._texts[row][column] or "·", self._widths[column] - 2)
        return Segment(f"{'▸' if here else ' '}{text} ", style)

    def _line(self, parts: list[Segment]) -> Strip:
        return Strip(parts).adjust_cell_length(self.size.width, self.rich_style)

    def _seen(self) -> range:
        """Give the columns that are seen."""
        return range(self._across, self._end(self._across))

    def _end(self, start: int) -> int:
        """Give where the columns end that fit from one on; it is seen however wide it is."""
        end, room = start, self.size.width - self._first
        while end < min(len(self._widths), start + SIDE_BY_SIDE):
            room -= self._widths[end]
            if room < 0 and end > start:
                break
            end += 1
        return end

    def _out_of_sight(self) -> str:
        """Say how many columns there are to the left and to the right of what is seen."""
        seen = self._seen()
        left, right = self._across, len(self._columns) - seen.stop
        parts = [f"← {left} more" if left else "", f"{right} more →" if right > 0 else ""]
        return " " * self._first + "   ".join(part for part in parts if part)

    def _go(self, row: int, column: int) -> None:
        before = (self.row, self.column)
        self.row = max(0, min(row, len(self._rows) - 1))
        self.column = max(0, min(column, len(self._columns) - 1))
        lines = max(self.size.height - TOP, 1)
        self._follow()
        self._down = _window(self._down, self.row, lines, len(self._rows))
        self.refresh()
        if before != (self.row, self.column):
            self.post_message(self.Moved(self.row, self.column))

    def _follow(self) -> None:
        """Move the columns seen as little as keeps the cursor in sight, and no room empty."""
        across = max(min(self._across, self.column), 0)
        while self._end(across) <= self.column < len(self._widths):
            across += 1
        while across and self._end(across - 1) == len(self._widths):
            across -= 1
        self._across = across


def _window(start: int, cursor: int, room: int, length: int) -> int:
    """Move a window over a list as little as keeps the cursor in it, and no room empty."""
    start = min(max(start, cursor - room + 1), cursor)
    return max(min(start, length - room), 0)

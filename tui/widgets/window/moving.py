"""Move the cursor of a list, by key and by mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events

from tui.widgets.window.drawing import HEADER_ROWS, ListState
from tui.widgets.window.messages import Highlighted, Selected
from tui.widgets.window.sorting import Sorting

if TYPE_CHECKING:
    from tui.widgets.window.source import Column, Row


class Moving(Sorting):
    """Hold the cursor, and the id of the row it stands for."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        """Begin at the top.

        Args:
            columns: The columns.
            name: The widget's name.
            id: The widget's id.
            classes: The widget's classes.
        """
        super().__init__(columns, name=name, id=id, classes=classes)
        self._pinned: int | None = None
        self._told: int | None = None
        self._to_end = False
        self._clicked_to = False

    @property
    def cursor_index(self) -> int:
        """Give the place of the cursor's row, from nought."""
        return self._cursor

    @property
    def cursor_id(self) -> int | None:
        """Give the id of the cursor's row, or None where there is none or it is not known yet."""
        if self._view is None or self.state is not ListState.ROWS:
            return None
        return self._view.id_at(self._cursor)

    @property
    def cursor_row(self) -> Row | None:
        """Give the cursor's row, or None where it has not been read."""
        if self._view is None or self.state is not ListState.ROWS:
            return None
        return self._view.row_at(self._cursor)[1]

    def go_to(self, row_id: int) -> bool:
        """Put the cursor on a row.

        Args:
            row_id: The row's id.

        Returns:
            Whether the row is among those known to be in the list.
        """
        at = None if self._view is None else self._view.index_of(row_id)
        if at is not None:
            self._move(at)
        return at is not None

    def action_row_up(self) -> None:
        """Go to the row above."""
        self._move(self._cursor - 1)

    def action_row_down(self) -> None:
        """Go to the row below."""
        self._move(self._cursor + 1)

    def action_rows_up(self) -> None:
        """Go up by a screenful."""
        self._page(-self.rows_in_sight)

    def action_rows_down(self) -> None:
        """Go down by a screenful."""
        self._page(self.rows_in_sight)

    def action_first_row(self) -> None:
        """Go to the first row."""
        self._move(0)

    def action_last_row(self) -> None:
        """Go to the last row, also where the order is still being read."""
        if self._view is not None:
            self._move(self._view.count - 1)
            self._to_end = not self._view.complete

    def action_select(self) -> None:
        """Choose the row the cursor is on."""
        chosen = self.cursor_id
        if chosen is not None:
            self.post_message(Selected(chosen, window=self._as_list()))

    def on_click(self, event: events.Click) -> None:
        """Sort by a title, go to a row, or choose the row the cursor is already on."""
        x, y = event.get_content_offset_capture(self)
        if y < HEADER_ROWS:
            self._click_header(x)
            return
        index = y - HEADER_ROWS + self.scroll_offset.y
        if self._view is None or index >= self._view.count:
            return
        if event.chain == 1:
            self._clicked_to = index != self._cursor
            if self._clicked_to:
                self._move(index)
            else:
                self.action_select()
        elif event.chain == 2 and self._clicked_to:
            self.action_select()

    def _page(self, rows: int) -> None:
        """Move the cursor and the window together."""
        self._move(self._cursor + rows, self.scroll_offset.y + rows)

    def _move(self, to: int, top: int | None = None) -> None:
        """Put the cursor on a row, and draw the two rows that differ or all if it scrolls."""
        view = self._view
        if view is None or self.state is not ListState.ROWS:
            return
        before, self._cursor = self._cursor, max(0, min(to, view.count - 1))
        self._pinned = view.id_at(self._cursor)
        self._to_end = False
        if not self._scroll(self.scroll_offset.y if top is None else top):
            self.refresh_row(before)
        self.refresh_row(self._cursor)
        self._announce()

    def _scroll(self, top: int) -> bool:
        """Scroll as near to `top` as leaves the cursor in sight, and say whether that moved."""
        height = max(self.rows_in_sight, 1)
        count = 0 if self._view is None else self._view.count
        top = min(max(top, self._cursor - height + 1), self._cursor)
        top = max(0, min(top, count - height))
        before = self.scroll_offset.y
        self.scroll_target_y = self.scroll_y = top
        return self.scroll_offset.y != before

    def _announce(self) -> None:
        """Tell the screen which row the cursor is on, once."""
        here = self.cursor_id
        if here is not None and here != self._told:
            self._told = here
            self.post_message(Highlighted(here, window=self._as_list()))

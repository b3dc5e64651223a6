"""Choose the column that a list is sorted by, and the columns that are in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Region

from tui.widgets.window import paint
from tui.widgets.window.drawing import HEADER_ROWS, Drawing
from tui.widgets.window.messages import SortChanged

if TYPE_CHECKING:
    from tui.widgets.window.widget import WindowList


class Sorting(Drawing):
    """Mark the sorted column in the header and ask the screen for another order."""

    @property
    def sort(self) -> tuple[str | None, bool]:
        """Give the key of the sorted column, and whether the largest comes first."""
        return self._sort

    def set_sort(self, key: str | None, *, descending: bool = False) -> None:
        """Mark a column as sorted, without asking for anything.

        Args:
            key: The column's key, or None for no mark.
            descending: Whether the largest comes first.
        """
        self._sort = (key, descending)
        self.refresh(Region(0, 0, self.size.width, HEADER_ROWS))

    def sort_by(self, key: str) -> None:
        """Ask for the order of a column, turned round where it is already that.

        Args:
            key: The column's key; one that is not sortable is passed over.
        """
        if key in self._sortable():
            now, descending = self._sort
            self._ask(key, descending=key == now and not descending)

    def action_flip_sort(self) -> None:
        """Turn the order round, or sort by the first column that can be."""
        keys = self._sortable()
        if keys:
            self.sort_by(self._sort[0] or keys[0])

    def action_sort_left(self) -> None:
        """Sort by the sortable column to the left."""
        self._step(-1)

    def action_sort_right(self) -> None:
        """Sort by the sortable column to the right."""
        self._step(1)

    def action_columns_left(self) -> None:
        """Bring back a column cut off on the left."""
        self._skip(self._skipped - 1)

    def action_columns_right(self) -> None:
        """Show a column cut off on the right; the first one stays."""
        drawn = dict(self._spans)
        last = len(self._columns) - 1
        if drawn.get(last, -1) < self._columns[last].width:
            self._skip(self._skipped + 1)

    def _sortable(self) -> list[str]:
        """Name the columns that can be sorted by."""
        return [column.key for column in self._columns if column.sortable]

    def _step(self, step: int) -> None:
        """Go round the sortable columns."""
        keys = self._sortable()
        if not keys:
            return
        now = self._sort[0]
        start = keys.index(now) if now in keys else (-1 if step > 0 else 0)
        self._ask(keys[(start + step) % len(keys)], descending=False)

    def _ask(self, key: str, *, descending: bool) -> None:
        """Mark the column and tell the screen."""
        self.set_sort(key, descending=descending)
        self.post_message(SortChanged(key, descending, window=self._as_list()))

    def _as_list(self) -> WindowList:
        """Give the list this is a part of."""
        raise NotImplementedError

    def _skip(self, count: int) -> None:
        """Scroll columns out to the left."""
        self._skipped = max(0, min(count, len(self._columns) - 2))
        self.forget_strips()
        self.refresh()

    def _click_header(self, x: int) -> None:
        """Sort by the column that was clicked."""
        index = paint.column_at(self._spans, x)
        if index is not None:
            self.sort_by(self._columns[index].key)

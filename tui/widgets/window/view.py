"""Hold what is known of one run of a query: its order, its length and a few pages of it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tui.widgets.window.pages import PAGE_ROWS, PAGES_KEPT, Pages

if TYPE_CHECKING:
    from tui.widgets.window.source import Row, RowSource


class View:
    """Hold one run of a query; a newer `show()` makes a new one, so old answers find no home."""

    def __init__(self, source: RowSource, *, keep: bool, narrowed: bool = False) -> None:
        """Begin with nothing known.

        Args:
            source: Where the rows come from.
            keep: Whether the cursor stays on the row it is on.
            narrowed: Whether it may hold other rows: where the cursor's is not among them, the
                cursor begins at the top.
        """
        self.source = source
        self.keep = keep
        self.narrowed = narrowed
        self.ids: array[int] = array("q")
        self.total: int | None = None
        self.complete = False
        self.pages = Pages()
        self.fetching: int | None = None

    @property
    def count(self) -> int:
        """Count the rows that can be drawn or waited for."""
        return len(self.ids) if self.total is None else self.total

    def begin(self, rows: Sequence[Row], total: int | None, limit: int) -> None:
        """Take the top of the list.

        Args:
            rows: What `RowSource.first` gave.
            total: The length, where known.
            limit: What was asked for; fewer rows are the whole list.
        """
        self.ids = array("q", [row.id for row in rows])
        self.complete = len(rows) < limit or total == len(rows)
        self.total = len(rows) if self.complete else total
        self._cut_into_pages(rows)

    def finish(self, ids: array[int]) -> None:
        """Take the whole order, and drop pages that it contradicts.

        Args:
            ids: What `RowSource.order` gave.
        """
        if self.ids != ids[: len(self.ids)]:
            self.pages.forget()
        self.ids = ids
        self.total = len(ids)
        self.complete = True

    def fill(self, number: int, rows: Iterable[Row]) -> None:
        """Take the rows of one page, in whatever order they came.

        Args:
            number: The page's place in the list, from nought.
            rows: What `RowSource.rows` gave.
        """
        found = {row.id: row for row in rows}
        self.pages.keep(number, tuple(map(found.get, self.ids_of(number))))

    def ids_of(self, number: int) -> array[int]:
        """Give the ids of one page.

        Args:
            number: The page's place in the list, from nought.
        """
        return self.ids[number * PAGE_ROWS : (number + 1) * PAGE_ROWS]

    def id_at(self, index: int) -> int | None:
        """Give the id of a row where it is known yet.

        Args:
            index: The row's place in the list, from nought.
        """
        return self.ids[index] if 0 <= index < len(self.ids) else None

    def index_of(self, row_id: int | None) -> int | None:
        """Find the place of a row, or None where it is not among the known ids.

        Args:
            row_id: The row's id.
        """
        if row_id is None:
            return None
        try:
            return int(self.ids.index(row_id))
        except ValueError:
            return None

    def row_at(self, index: int) -> tuple[bool, Row | None]:
        """Say whether a row has been read, and give it unless it has gone.

        Args:
            index: The row's place in the list, from nought.
        """
        number, place = divmod(index, PAGE_ROWS)
        page = self.pages.look(number)
        if page is None or place >= len(page):
            return False, None
        return True, page[place]

    def wanted(self, top: int, height: int) -> int | None:
        """Choose the page to read next: what is in sight, then a page either way.

        Args:
            top: The first row in sight.
            height: How many rows are in sight.
        """
        first, last = top // PAGE_ROWS, (top + max(height, 1) - 1) // PAGE_ROWS
        last = min(last, first + PAGES_KEPT - 3)
        near = [*range(first, last + 1), last + 1, first - 1]
        return next(filter(self._lacks, near), None)

    def _lacks(self, number: int) -> bool:
        """Say whether a page is not held and all its ids are known, so that it can be read."""
        start, known = number * PAGE_ROWS, len(self.ids)
        in_order = 0 <= start < known and (self.complete or start + PAGE_ROWS <= known)
        return in_order and number not in self.pages

    def _cut_into_pages(self, rows: Sequence[Row]) -> None:
        """Keep the first rows as pages."""
        for number, start in enumerate(range(0, len(rows), PAGE_ROWS)):
            self.pages.keep(number, tuple(rows[start : start + PAGE_ROWS]))

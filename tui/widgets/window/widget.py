"""Show a query of any length as a list: read what is in sight, keep the cursor on its row."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final, TypeAlias

from textual import on
from textual.geometry import Region, Size

from hearings.errors import HearingsError
from tui.widgets.window import messages
from tui.widgets.window.drawing import HEADER_ROWS, ListState
from tui.widgets.window.keys import LIST_KEYS
from tui.widgets.window.moving import Moving
from tui.widgets.window.pages import PAGE_ROWS
from tui.widgets.window.reading import Reader
from tui.widgets.window.view import View

if TYPE_CHECKING:
    from array import array

    from textual.binding import BindingType

    from tui.widgets.window.source import Column, Row, RowSource

UNREADABLE: Final = "The list could not be read. Press r to try again."
"""What is shown for a fault that has no sentence of its own."""

PATIENCE: Final = 0.2
"""Seconds that old rows stay on screen while a different list is being read."""


class WindowList(Moving):
    """A list as a window on a query: a million rows open as fast as a hundred."""

    BINDINGS: ClassVar[list[BindingType]] = LIST_KEYS

    Highlighted: TypeAlias = messages.Highlighted
    Selected: TypeAlias = messages.Selected
    Loaded: TypeAlias = messages.Loaded
    Failed: TypeAlias = messages.Failed
    SortChanged: TypeAlias = messages.SortChanged

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        empty: str = "There is nothing here.",
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        """Begin with a frame that says it is reading.

        Args:
            columns: The columns, at most seven.
            empty: The sentence for a list without rows; it names the key to press.
            name: The widget's name.
            id: The widget's id.
            classes: The widget's classes.
        """
        super().__init__(columns, name=name, id=id, classes=classes)
        self._words[ListState.EMPTY] = empty
        self._reader = Reader(self)
        self._source: RowSource | None = None
        self._coming: View | None = None
        self._total_told: int | None = None

    @property
    def total(self) -> int | None:
        """Give the length of the list, or None where it is not known yet."""
        return None if self._view is None else self._view.total

    @property
    def pages_held(self) -> int:
        """Count the pages in memory."""
        return 0 if self._view is None else len(self._view.pages)

    @property
    def sentence(self) -> str:
        """Give the sentence shown in place of rows; empty where there are rows."""
        return self._words.get(self.state, "")

    def say_when_empty(self, words: str) -> None:
        """Change the sentence for a list without rows.

        Args:
            words: The sentence; it names the key to press.
        """
        self._words[ListState.EMPTY] = words
        self.refresh()

    def show(self, source: RowSource, *, keep: bool = True, narrowed: bool = False) -> None:
        """Read a query and show it; whatever an earlier call still brings is thrown away.

        Args:
            source: Where the rows come from.
            keep: True reads the same list again: the rows stay on screen until the new ones
                are there and the cursor stays on its row. False begins at the top.
            narrowed: Whether what is kept is the row alone, not its place: the list holds other
                rows, and begins at the top where the cursor's is none of them.
        """
        self._source = source
        view = self._coming = View(source, keep=keep, narrowed=narrowed)
        if self.state is not ListState.ROWS:
            self.state = ListState.LOADING
        if not self.is_mounted:
            return
        if narrowed or (self.state is ListState.ROWS and not keep):
            self.set_timer(PATIENCE, partial(self._lose_patience, view))
        self._start(view)

    def reload(self) -> None:
        """Read the same query again."""
        if self._source is not None:
            self.show(self._source, keep=True)

    def moved(self) -> None:
        """Say what rows are in sight, and read those that are missing."""
        super().moved()
        view = self._view
        if view is None or view.fetching is not None or self.state is not ListState.ROWS:
            return
        number = view.wanted(self.scroll_offset.y, self.rows_in_sight)
        if number is not None:
            self._read_page(view, number)

    def _as_list(self) -> WindowList:
        """Give this list."""
        return self

    def _adopt(self, view: View) -> None:
        """Show a view that has been begun or finished, with the cursor on its row."""
        new = view is not self._view
        top = self.scroll_offset.y
        depth = self._cursor - top
        if new and not view.keep:
            self._cursor = top = depth = 0
            self._pinned, self._to_end = None, False
        at = view.index_of(self._pinned)
        if self._to_end and view.complete:
            at = view.count - 1
        if at is None and new and view.narrowed:
            at = 0
        self._cursor = max(0, min(self._cursor if at is None else at, view.count - 1))
        if self._pinned is None or (view.complete and view.count):
            self._pinned = view.id_at(self._cursor)
        if new:
            self._total_told = None
        self._view = view
        self._strips.clear()
        self.state = ListState.ROWS if view.count else ListState.EMPTY
        self.virtual_size = Size(0, view.count + HEADER_ROWS)
        far = view.narrowed and self._cursor >= self.rows_in_sight
        self._scroll(self._cursor - depth if top or far else 0)
        self.refresh()
        self.moved()
        self._announce()
        if view.total is not None and view.total != self._total_told:
            self._total_told = view.total
            self.post_message(messages.Loaded(view.total, window=self))

    def _lose_patience(self, view: View) -> None:
        """Show what has come of a different list that is slow, and take the old rows away."""
        if view is not self._coming or view is self._view:
            return
        if view.count:
            self._adopt(view)
        else:
            self.state = ListState.LOADING

    def on_mount(self) -> None:
        """Begin to read what was asked for before the list was there."""
        if self._coming is not None:
            self._start(self._coming)

    def on_resize(self) -> None:
        """Keep the cursor in sight in another size."""
        self.forget_strips()
        self._scroll(self.scroll_offset.y)
        self.moved()

    def _start(self, view: View) -> None:
        """Read the top of the list."""
        self._reader.read(
            "list-query",
            partial(view.source.first, PAGE_ROWS),
            partial(self._take_first, view),
            partial(self._take_failure, view),
        )

    def _read_order(self, view: View) -> None:
        """Read the whole order, unless something newer has been asked for."""
        if view is self._coming:
            self._reader.read(
                "list-query",
                view.source.order,
                partial(self._take_order, view),
                partial(self._take_failure, view),
            )

    def _read_page(self, view: View, number: int) -> None:
        """Read the rows of one page."""
        view.fetching = number
        self._reader.read(
            "list-page",
            partial(view.source.rows, view.ids_of(number)),
            partial(self._take_page, view, number),
            partial(self._take_failure, view),
        )

    @on(messages.Answered)
    def _take(self, message: messages.Answered) -> None:
        """Take what a worker has brought."""
        message.take()

    def _take_first(self, view: View, answer: tuple[list[Row], int | None]) -> None:
        """Show the top of the list, unless the cursor's row lies deeper."""
        if view is not self._coming:
            return
        rows, total = answer
        view.begin(rows, total, PAGE_ROWS)
        deep = view.narrowed or (self.state is ListState.ROWS and self._cursor >= PAGE_ROWS)
        lost = self._pinned is not None and view.index_of(self._pinned) is None
        if view.complete:
            self._coming = None
        elif view.keep and deep and lost:
            self._read_order(view)
            return
        self._adopt(view)
        if not view.complete:
            self.call_after_refresh(self._read_order, view)

    def _take_order(self, view: View, ids: array[int]) -> None:
        """Show the list in its whole length."""
        if view is self._coming:
            self._coming = None
            view.finish(ids)
            self._adopt(view)

    def _take_page(self, view: View, number: int, rows: list[Row]) -> None:
        """Draw the rows of a page that are in sight."""
        view.fetching = None
        view.fill(number, rows)
        if view is not self._view:
            return
        start = number * PAGE_ROWS - self.scroll_offset.y
        top, end = max(start, 0), min(start + PAGE_ROWS, self.rows_in_sight)
        if top < end:
            self.refresh(Region(0, top + HEADER_ROWS, self.size.width, end - top))
        self.moved()

    def _take_failure(self, view: View, error: Exception) -> None:
        """Show one sentence, and hand the fault itself to whoever keeps the log."""
        view.fetching = None
        if view is not (self._coming or self._view):
            return
        self._coming = None
        reason = str(error) if isinstance(error, HearingsError) else ""
        self._words[ListState.FAILED] = reason or UNREADABLE
        self.state = ListState.FAILED
        self.position = ""
        self.post_message(messages.Failed(reason or UNREADABLE, error, window=self))

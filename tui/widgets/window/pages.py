"""Keep a few pages of rows, and throw away those that were not looked at for longest."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tui.widgets.window.source import Row

PAGE_ROWS: Final = 64
"""Rows read at a time."""

PAGES_KEPT: Final = 8
"""Pages held in memory at a time."""

Page = tuple["Row | None", ...]
"""The rows of one page in order; None where a row has gone since the order was read."""


class Pages:
    """Hold at most `PAGES_KEPT` pages."""

    def __init__(self) -> None:
        """Begin with nothing held."""
        self._held: OrderedDict[int, Page] = OrderedDict()

    def __len__(self) -> int:
        """Count the pages held."""
        return len(self._held)

    def __contains__(self, number: int) -> bool:
        """Say whether a page is held, without counting that as looking at it."""
        return number in self._held

    def look(self, number: int) -> Page | None:
        """Give a page where it is held, and remember that it was looked at.

        Args:
            number: The page's place in the list, from nought.
        """
        page = self._held.get(number)
        if page is not None:
            self._held.move_to_end(number)
        return page

    def keep(self, number: int, page: Page) -> None:
        """Hold a page and let go of the one not looked at for longest.

        Args:
            number: The page's place in the list, from nought.
            page: Its rows.
        """
        self._held[number] = page
        self._held.move_to_end(number)
        while len(self._held) > PAGES_KEPT:
            self._held.popitem(last=False)

    def forget(self) -> None:
        """Let go of every page."""
        self._held.clear()

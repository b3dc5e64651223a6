"""Run an app with our own list over rows made in memory: `window.py ROWS`."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence

from textual.app import App, ComposeResult

from tests.benchmarks.apps.rows import TITLES, cells
from tui.widgets.window import Column, Row, WindowList


class Made:
    """Make rows as they are asked for."""

    def __init__(self, count: int) -> None:
        """Remember how many there are.

        Args:
            count: The number of rows.
        """
        self._count = count

    def first(self, limit: int) -> tuple[list[Row], int | None]:
        """Make the top of the list."""
        return self.rows(range(min(limit, self._count))), self._count

    def order(self) -> array[int]:
        """Make the ids."""
        return array("q", range(self._count))

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """Make rows by id."""
        return [Row(i, cells(i), ("red", "amber", "green")[i * 7 % 3]) for i in ids]


class Window(App[None]):
    """Show the list."""

    def compose(self) -> ComposeResult:
        """Put the list on the screen."""
        rows = WindowList([Column(t, t, w, toned=t == "Priority") for t, w in TITLES])
        rows.show(Made(int(sys.argv[1])))
        yield rows


if __name__ == "__main__":
    Window().run()

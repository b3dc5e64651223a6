"""Run an app with Textual's DataTable of eight columns: `table.py ROWS`."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import DataTable

from tests.benchmarks.apps.rows import TITLES, cells


class Table(App[None]):
    """Show a DataTable."""

    def compose(self) -> ComposeResult:
        """Put the table on the screen."""
        yield DataTable[str](cursor_type="row")

    def on_mount(self) -> None:
        """Fill the table."""
        table = self.query_one(DataTable)
        for title, width in TITLES:
            table.add_column(title, width=width or 20)
        for index in range(int(sys.argv[1])):
            table.add_row(*cells(index))


if __name__ == "__main__":
    Table().run()

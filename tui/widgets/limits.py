"""Time limits under one another; each opens to show how it was counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on

from tui.widgets.lines import Entry, Lines

if TYPE_CHECKING:
    from tui.telling.clock import Group, Told

NOTHING = "No time limit of the law runs here, and none is about to start. Press r to read again."
"""What is shown where there is no limit."""


UNBROKEN = "\N{NO-BREAK SPACE}"
"""What keeps the words of a run on one line."""


class Limits(Lines):
    """The limits of one subject."""

    DEFAULT_CSS = "Limits { padding: 0 1; }"

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._groups: Sequence[Group] = ()
        self._open: set[str] = set()
        self._rows: list[Told | None] = []

    def show(self, groups: Sequence[Group]) -> None:
        """Show limits under their headings.

        Args:
            groups: The limits.
        """
        self._groups = groups
        at = self.highlighted if len(self._rows) == len(self.entries) else None
        self._rows, entries = [], []
        for group in groups:
            self._rows.append(None)
            entries.append(Entry(group.title, heading=True))
            for told in group.limits:
                self._rows.append(told)
                entries.append(Entry(told.head, (*told.lines, *self._working(told))))
        if not entries:
            entries.append(Entry(NOTHING, heading=True))
            self._rows.append(None)
        self.tell(entries, at=at if at is not None and at < len(entries) else None)

    def toggle_all(self) -> None:
        """Show the working of every limit, or hide it where all is shown."""
        keys = {told.key for told in self._rows if told is not None and told.working}
        self._open = set() if keys <= self._open else keys
        self.show(self._groups)

    @on(Lines.Taken)
    def _toggle(self, message: Lines.Taken) -> None:
        """Show the working of one limit, or hide it."""
        message.stop()
        told = self._rows[message.place]
        if told is not None and told.working:
            self._open ^= {told.key}
            self.show(self._groups)
            self.call_after_refresh(self.scroll_to_highlight)

    def _working(self, told: Told) -> tuple[str, ...]:
        if not told.working:
            return ()
        if told.key not in self._open:
            return ("Enter shows the working.",)
        runs = (run.replace(" ", UNBROKEN) for run in told.working)
        return (f"Counted: {'; '.join(runs)}.",)

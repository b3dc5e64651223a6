"""Sources and an app for the tests of the list."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from threading import Event
from typing import TypeVar

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from tui.widgets.window import Column, Row, WindowList

Kind = TypeVar("Kind", bound=Message)

COLUMNS = (
    Column("subject", "Subject", 18),
    Column("unit", "Unit", 10),
    Column("level", "Initial (MM1)", 0),
    Column("note", "Note", 6, sortable=False),
    Column("priority", "Priority", 8, toned=True),
)

EMPTY = "No subjects here. Press n to receive a case."


def row(number: int, word: str = "Camden", tone: str = "") -> Row:
    """Make a row whose every cell can be told from its number."""
    cells = (f"MC-2014-{number:05d}/1", word, "Gross misconduct", "late", "● red")
    return Row(number, cells, tone)


class Source:
    """Rows in memory, with doors that hold a reading up and faults that break it."""

    def __init__(self, ids: Sequence[int], rows: Sequence[Row] = ()) -> None:
        """Hold ids in order; a row is made when asked for unless it is given."""
        self.ids = ids
        self.given = {each.id: each for each in rows}
        self.gone: set[int] = set()
        self.total: int | None = None
        self.faults: dict[str, Exception] = {}
        self.doors = {name: Event() for name in ("first", "order", "rows")}
        for door in self.doors.values():
            door.set()
        self.calls: list[str] = []

    def hold(self, *names: str) -> None:
        """Shut the doors of some readings."""
        for name in names:
            self.doors[name].clear()

    def let(self, *names: str) -> None:
        """Open the doors again."""
        for name in names:
            self.doors[name].set()

    def first(self, limit: int) -> tuple[list[Row], int | None]:
        self._pass("first")
        return self._make(self.ids[:limit]), self.total

    def order(self) -> array[int]:
        self._pass("order")
        return array("q", self.ids)

    def rows(self, ids: Sequence[int]) -> list[Row]:
        self._pass("rows")
        return self._make(ids)[::-1]

    def _make(self, ids: Sequence[int]) -> list[Row]:
        return [self.given.get(each) or row(each) for each in ids if each not in self.gone]

    def _pass(self, name: str) -> None:
        self.calls.append(name)
        assert self.doors[name].wait(10), "The door stayed shut."
        if fault := self.faults.get(name):
            raise fault


class ListApp(App[None]):
    """A list on a screen, and what it said."""

    def __init__(self, source: Source | None = None, columns: Sequence[Column] = COLUMNS) -> None:
        super().__init__()
        self.source = source
        self.shown_columns = columns
        self.said: list[Message] = []

    @property
    def cases(self) -> WindowList:
        """Give the list."""
        return self.query_one(WindowList)

    def compose(self) -> ComposeResult:
        yield WindowList(self.shown_columns, empty=EMPTY, id="cases")

    def on_mount(self) -> None:
        if self.source is not None:
            self.cases.show(self.source)

    def on_window_list_highlighted(self, message: WindowList.Highlighted) -> None:
        self.said.append(message)

    def on_window_list_selected(self, message: WindowList.Selected) -> None:
        self.said.append(message)

    def on_window_list_loaded(self, message: WindowList.Loaded) -> None:
        self.said.append(message)

    def on_window_list_failed(self, message: WindowList.Failed) -> None:
        self.said.append(message)

    def on_window_list_sort_changed(self, message: WindowList.SortChanged) -> None:
        self.said.append(message)

    def heard(self, kind: type[Kind]) -> list[Kind]:
        """Give what was said of one kind."""
        return [message for message in self.said if isinstance(message, kind)]


async def settled(pilot: Pilot[None]) -> None:
    """Wait until nothing is being read and nothing is left to draw, twice over."""
    quiet = 0
    while quiet < 2:
        busy = [worker for worker in pilot.app.workers if not worker.is_finished]
        quiet = 0 if busy else quiet + 1
        try:
            await pilot.app.workers.wait_for_complete(busy)
        except WorkerCancelled:
            continue
        finally:
            await pilot.pause()


def lines(window: WindowList) -> list[str]:
    """Give the text of every line of a list, as it is drawn."""
    return [strip.text for strip in window.render_lines(window.size.region)]

"""Name what a list tells its screen, and what its workers tell the list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from tui.widgets.window.widget import WindowList


@dataclass(eq=False, repr=False)
class ListMessage(Message):
    """Carry the list, so that `@on(WindowList.Selected, "#id")` works."""

    window: WindowList = field(kw_only=True)
    """The list that speaks."""

    @property
    def control(self) -> WindowList:
        """Give the list that speaks."""
        return self.window


@dataclass(eq=False, repr=False)
class Highlighted(ListMessage, namespace="window_list"):
    """The cursor has come to another row."""

    id: int
    """The row's id."""


@dataclass(eq=False, repr=False)
class Selected(ListMessage, namespace="window_list"):
    """A row has been chosen, to be opened."""

    id: int
    """The row's id."""


@dataclass(eq=False, repr=False)
class Loaded(ListMessage, namespace="window_list"):
    """The length of the list has become known."""

    total: int
    """How many rows there are."""


@dataclass(eq=False, repr=False)
class Failed(ListMessage, namespace="window_list"):
    """The list could not be read."""

    reason: str
    """The sentence that is shown."""
    error: Exception
    """What went wrong, for the log and never for the screen."""


@dataclass(eq=False, repr=False)
class SortChanged(ListMessage, namespace="window_list"):
    """Another order has been asked for; the screen answers with `show()`."""

    column_key: str
    """The column to sort by."""
    descending: bool
    """Whether the largest comes first."""


class Answered(Message, bubble=False):
    """A worker has read something for the list, or could not."""

    def __init__(self, take: Callable[[], None]) -> None:
        """Carry what the list is to do with the answer.

        Args:
            take: Called on the event loop.
        """
        super().__init__()
        self.take = take

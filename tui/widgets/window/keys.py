"""Name the keys of a list."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType

_MOVE: Final = Binding.Group("Move in the list", compact=True)
_SORT: Final = Binding.Group("Sort the list", compact=True)


def _key(
    keys: str, action: str, words: str, tooltip: str, group: Binding.Group, *, show: bool = False
) -> Binding:
    """Make a binding whose id is made from its action."""
    name = f"list.{action.replace('_', '-')}"
    return Binding(keys, action, words, show=show, tooltip=tooltip, id=name, group=group)


LIST_KEYS: Final[list[BindingType]] = [
    Binding("enter", "select", "Open", tooltip="Open the row the cursor is on.", id="list.select"),
    _key("up,k", "row_up", "Up", "Go to the row above.", _MOVE),
    _key("down,j", "row_down", "Down", "Go to the row below.", _MOVE),
    _key("pageup", "rows_up", "Page up", "Go up by a screenful.", _MOVE),
    _key("pagedown", "rows_down", "Page down", "Go down by a screenful.", _MOVE),
    _key("home,g", "first_row", "Top", "Go to the first row.", _MOVE),
    _key("end,G", "last_row", "End", "Go to the last row.", _MOVE),
    _key("left,h", "columns_left", "Left", "Bring back a column cut off on the left.", _MOVE),
    _key("right,l", "columns_right", "Right", "Show a column cut off on the right.", _MOVE),
    _key("s", "flip_sort", "Sort", "Turn the order round.", _SORT, show=True),
    _key("<", "sort_left", "Sort left", "Sort by the column to the left.", _SORT),
    _key(">", "sort_right", "Sort right", "Sort by the column to the right.", _SORT),
]
"""The keys of every list; each has an id, so that it can be changed in the settings."""

"""Choose a day that is free."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hearings.sittings import read_sitting
from tui.dialogs.pick import Item, PickDialog
from tui.diary_words import weekday

if TYPE_CHECKING:
    from tui.free import Day, Free


class FreeDialog(PickDialog[int]):
    """The free days; the whole hearing fits from each of them."""

    def __init__(self, found: Free) -> None:
        """Take the days.

        Args:
            found: The days, by place.
        """
        first = found.days[0].lines[0].partition(" ")[2] if found.days else ""
        super().__init__(
            f"Free days, {first.replace('-', '–')}: the officer, the room and all named are free",
            [Item(place, day.words, _days(day)) for place, day in enumerate(found.days)],
        )


def _days(day: Day) -> str:
    """Name the sitting days where there are several."""
    sits = [weekday(read_sitting("sitting", line).day) for line in day.lines]
    return ", ".join(sits) if len(sits) > 1 else ""

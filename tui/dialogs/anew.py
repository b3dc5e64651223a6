"""Ask before the circumstances that somebody chose are taken away."""

from __future__ import annotations

from tui.dialogs.pick import Item, PickDialog


class AnewDialog(PickDialog[bool]):
    """Ask whether the question is begun again; the first line keeps it."""

    SEARCHED = False

    def __init__(self) -> None:
        """Ask with both answers."""
        super().__init__(
            "Take every circumstance away, and begin again?",
            [Item(False, "no, keep what is chosen"), Item(True, "yes, begin again")],
        )

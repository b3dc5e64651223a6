"""The keys of a screen, made from its bindings: to look up, and to do."""

from __future__ import annotations

from collections.abc import Sequence

from tui.dialogs.pick import Item, PickDialog
from tui.keys import Command


class KeysDialog(PickDialog[Command]):
    """Every key, what it does, and a box to search them."""

    def __init__(self, title: str, found: Sequence[Command]) -> None:
        """Take what can be done here.

        Args:
            title: Keys, or commands.
            found: What can be done, from the bindings.
        """
        order = list(dict.fromkeys(each.group for each in found))
        lines = sorted(found, key=lambda each: order.index(each.group))
        super().__init__(
            f"{title}: enter does it",
            [Item(each, f"{' '.join(each.keys):<12} {each.words}", each.tooltip) for each in lines],
        )

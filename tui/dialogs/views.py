"""Choose a saved view by its digit."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from tui.dialogs.pick import Item, PickDialog
from tui.keys import key
from tui.screens.views import VIEWS, SavedView, view_named

if TYPE_CHECKING:
    from tui.office import Office


class ViewsDialog(PickDialog[SavedView]):
    """The saved views; a digit opens one at once."""

    SEARCHED = False
    BINDINGS: ClassVar[list[BindingType]] = [
        key(view.digit, f"open({view.digit!r})", view.key, "Open this view.",
            f"views.{view.key}", show=False)
        for view in VIEWS
    ]  # fmt: skip

    def __init__(self, office: Office, now: SavedView) -> None:
        """Take the force's words.

        Args:
            office: What every screen needs.
            now: The view that is open.
        """
        super().__init__(
            "Views: a digit opens one, esc leaves",
            [
                Item(view, f"{view.digit}  {view.words(office)}{'  (open)' if view is now else ''}")
                for view in VIEWS
            ],
        )

    def action_open(self, digit: str) -> None:
        """Open a view.

        Args:
            digit: Its digit.
        """
        self.dismiss(view_named(digit))

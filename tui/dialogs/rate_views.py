"""Choose a question about the figures by its digit, or drop one that was kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widgets import OptionList, Static

from tui.dialogs.pick import Item, PickDialog
from tui.keys import key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.saved_views import View


class RateViewsDialog(PickDialog["tuple[View, bool]"]):
    """The questions that are ready made and those that were kept; it gives one and what to do."""

    SEARCHED = False
    BINDINGS: ClassVar[list[BindingType]] = [
        *(key(str(digit), f"open({digit})", "open", "Open the question of this digit.",
              f"rate_views.{digit}", show=False) for digit in range(1, 10)),
        key("x", "drop", "drop", "Drop the question the cursor is on, if you kept it.",
            "rate_views.drop"),
    ]  # fmt: skip

    def __init__(self, views: Sequence[View]) -> None:
        """Take the questions.

        Args:
            views: Those that are ready made, then those that were kept.
        """
        items = [
            Item((view, True), f"{place if place <= 9 else ' '}  {view.name}"
                 f"{'  (kept by you)' if view.own else ''}")
            for place, view in enumerate(views, 1)
        ]  # fmt: skip
        super().__init__("Questions: a digit opens one, x drops one of yours, esc leaves", items)

    def action_open(self, digit: int) -> None:
        """Open a question.

        Args:
            digit: Its digit.
        """
        if digit <= len(self.items):
            self.dismiss(self.items[digit - 1].value)

    def action_drop(self) -> None:
        """Drop the question the cursor is on; one that is ready made says that it stays."""
        at = self.query_one(OptionList).highlighted
        view = None if at is None else self.items[at].value[0]
        if view is not None and view.own:
            self.dismiss((view, False))
        else:
            self.query_one("#why", Static).update("This question is ready made, and stays.")

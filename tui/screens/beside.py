"""What a subject's pages show that is read after the matter: free days, and what is lawful."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.agenda import planning
from tui.screens.base import OfficeScreen

if TYPE_CHECKING:
    from db.actions import View
    from db.agenda import Planning
    from db.lawful import Lawful
    from tui.office import Office


class Beside(OfficeScreen[None]):
    """A screen of one matter that reads more of it when a page needs it."""

    def __init__(self, office: Office) -> None:
        """Begin with nothing read.

        Args:
            office: What every screen needs.
        """
        super().__init__(office)
        self.ref = ""
        self.view: View | None = None
        self.planned: Planning | None = None
        self.lawful: Lawful | None = None

    def show_again(self, tab: str) -> None:
        """Show a page again, if it is the one that is shown.

        Args:
            tab: The page.
        """
        raise NotImplementedError

    def _plan(self) -> None:
        """Read the free days; what cannot be planned is left out."""
        desk, ref, view = self.office.desk, self.ref, self.view
        self.ask(
            lambda: planning(desk, ref, most=5, opened=view),
            self._planned,
            self._unplanned,
            "plan",
        )

    def _rule(self) -> None:
        """Read which outcomes are lawful here, the warnings of other matters counted."""
        from tui.lawful import lawful_here

        office, ref = self.office, self.ref
        self.ask(
            lambda: lawful_here(office, ref),
            lambda found: self._ruled(ref, found),
            self._unruled,
            "rule",
        )

    def _ruled(self, ref: str, found: Lawful) -> None:
        if ref == self.ref:
            self.lawful = found
            self.show_again("Outcome")

    def _unruled(self, error: Exception) -> None:
        self.say(self.office.sentence(error, "What is lawful here could not be read"), wrong=True)

    def _planned(self, found: Planning) -> None:
        if found.reference == self.ref:
            self.planned = found
            self.show_again("Hearing")

    def _unplanned(self, error: Exception) -> None:
        self.say(self.office.sentence(error, "The free days could not be read"), wrong=True)

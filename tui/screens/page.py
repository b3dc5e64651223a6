"""A page to read in the place of a figure: the way back, and every key that works everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from tui.keys import key
from tui.screens.base import OfficeScreen
from tui.widgets.paper import Paper
from tui.widgets.safe import shown

if TYPE_CHECKING:
    from tui.office import Office
    from tui.telling import Said


class PageScreen(OfficeScreen[None]):
    """Paragraphs and tables under a title, as wide as the screen."""

    AUTO_FOCUS = "Paper"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "back", "back", "Go back to the figures.", "page.back"),
    ]
    DEFAULT_CSS = """
    PageScreen > #what { height: auto; max-height: 2; padding: 0 1; text-style: bold; }
    """

    def __init__(self, office: Office, title: str, said: Iterable[Said]) -> None:
        """Take the page.

        Args:
            office: What every screen needs.
            title: What it is.
            said: The paragraphs.
        """
        super().__init__(office)
        self._title = title
        self._told = list(said)

    def compose_body(self) -> ComposeResult:
        """Put the title over the page."""
        yield Static(Content(shown(self._title)), id="what", markup=False)
        yield Paper()

    def on_mount(self) -> None:
        """Show the page."""
        self.query_one(Paper).tell(self._told)

    def action_back(self) -> None:
        """Take away what is said above the keys, then go back."""
        if self.said:
            self.say("")
        else:
            self.dismiss(None)

"""A page to read over the screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.keys import key
from tui.layers import Dialog
from tui.widgets.paper import Paper
from tui.widgets.safe import shown

if TYPE_CHECKING:
    from tui.telling import Said


class ReadingDialog(Dialog[None]):
    """Paragraphs under a title."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape,f4,f5,f6", "back", "back", "Go back.", "reading.back"),
    ]
    DEFAULT_CSS = """
    ReadingDialog {
        align: center middle;
        & > Vertical {
            width: 78; max-width: 98%; height: 85%;
            background: $panel; border: round $border; padding: 0 1;
            & > .title { text-style: bold; height: auto; }
        }
    }
    """

    def __init__(self, title: str, said: Iterable[Said]) -> None:
        """Take the page.

        Args:
            title: What it is.
            said: The paragraphs.
        """
        super().__init__()
        self._title = title
        self._said = list(said)

    def compose(self) -> ComposeResult:
        """Put the title over the page."""
        with Vertical():
            yield Static(Content(shown(f"{self._title} · esc goes back")), classes="title",
                         markup=False)  # fmt: skip
            yield Paper()

    def on_mount(self) -> None:
        """Show the page."""
        paper = self.query_one(Paper)
        paper.tell(self._said)
        paper.focus()

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)

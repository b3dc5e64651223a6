"""Mark any number of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.keys import key
from tui.layers import Dialog
from tui.widgets.fields.choosing import Marks
from tui.widgets.safe import shown

if TYPE_CHECKING:
    from tui.spec import Options


KEYS: Final = "space or enter  mark or unmark    F2  take what is marked    Esc  back"
"""What the keys do, under the list."""


class MarksDialog(Dialog["tuple[str, ...] | None"]):
    """A list over the screen, of which any number is marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("f2", "take", "take them", "Take what is marked.", "marks.take"),
        key("escape", "back", "back", "Go back and change nothing.", "marks.back"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    MarksDialog {
        align: center middle;
        & > Vertical {
            width: 76; max-width: 96%; height: auto; max-height: 90%;
            background: $panel; border: round $border; padding: 0 1;
            & > .line { width: 1fr; height: auto; text-style: bold; }
            & > VerticalScroll { height: auto; max-height: 16; scrollbar-size-vertical: 1; }
        }
    }
    """

    def __init__(self, title: str, options: Options, chosen: tuple[str, ...]) -> None:
        """Take the list.

        Args:
            title: What is marked.
            options: The values and their words.
            chosen: The values marked already.
        """
        super().__init__()
        self._title = title
        self._options = options
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """Put the title over the list and the keys under it."""
        with Vertical():
            yield Static(Content(shown(self._title)), classes="line", markup=False)
            with VerticalScroll(can_focus=False):
                yield Marks(self._options)
            yield Static(KEYS, classes="line")

    def on_mount(self) -> None:
        """Show what is marked already."""
        marks = self.query_one(Marks)
        marks.text = "\n".join(self._chosen)
        marks.focus()

    def action_take(self) -> None:
        """Take what is marked."""
        self.dismiss(tuple(filter(None, self.query_one(Marks).text.split("\n"))))

    def action_back(self) -> None:
        """Change nothing."""
        self.dismiss(None)

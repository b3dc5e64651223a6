"""Type one line over the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from hearings.errors import HearingsError
from tui.keys import key
from tui.layers import Dialog
from tui.widgets.fields.line import SafeInput
from tui.widgets.safe import shown

Value = TypeVar("Value")


class LineDialog(Dialog[Value | None]):
    """A box for one line; what cannot be taken says why, and nothing is lost."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "back", "back", "Go back and change nothing.", "line.back"),
        key("enter", "take", "take it", "Take what is typed.", "line.take"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    LineDialog {
        align: center middle;
        & > Vertical {
            width: 76; max-width: 96%; height: auto;
            background: $panel; border: round $border; padding: 0 1;
            & > .title { width: 1fr; height: auto; text-style: bold; }
            & > #why { height: auto; color: $text-error; }
        }
    }
    """

    def __init__(self, title: str, text: str, read: Callable[[str], Value]) -> None:
        """Take what is asked for.

        Args:
            title: What is typed.
            text: What stands in the box.
            read: Reads what was typed; it refuses what it cannot take.
        """
        super().__init__()
        self._title = title
        self._text = text
        self._read = read

    def compose(self) -> ComposeResult:
        """Put the title over the box."""
        with Vertical():
            yield Static(Content(shown(self._title)), classes="title", markup=False)
            yield SafeInput(self._text, placeholder="enter to take it, esc to leave")
            yield Static(id="why", markup=False)

    def action_back(self) -> None:
        """Go back and change nothing."""
        self.dismiss(None)

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Take what is typed, or say why not."""
        try:
            value = self._read(self.query_one(Input).value)
        except HearingsError as error:
            self.query_one("#why", Static).update(Content(shown(str(error))))
            return
        self.dismiss(value)

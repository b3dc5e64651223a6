"""One line of typing that draws no character that could move a cursor or hide a word."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.widgets import Input

from tui.widgets.safe import shown


class SafeInput(Input):
    """One line of typing; it does not blink, which would cost a slow line."""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        compact: bool = True,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        """Begin with a text.

        Args:
            value: The text.
            placeholder: What is shown while there is none.
            compact: Whether it has no edge at all.
            id: The widget's id.
        """
        super().__init__(
            value, placeholder=placeholder, id=id, compact=compact, select_on_focus=False
        )
        self.cursor_blink = False

    @property
    def text(self) -> str:
        """Give what was typed."""
        return self.value

    @text.setter
    def text(self, text: str) -> None:
        self.value = text
        self.cursor_position = len(text)

    @property
    def _value(self) -> Text:
        """Draw the value with pictures for what must not reach the terminal, one for one."""
        return Text(shown(self.value), no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        """Count the cells before a character, as they are drawn."""
        return cell_len(shown(self.value[:position]))

    def _on_paste(self, event: events.Paste) -> None:
        """Take a pasted text as one line, so that nothing of it is lost without a word."""
        event.prevent_default()
        event.stop()
        line = " ".join(event.text.splitlines())
        if line:
            self.replace(line, *sorted(self.selection))

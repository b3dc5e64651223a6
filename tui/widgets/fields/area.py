"""Several lines of typing that draw no character that could move a cursor or hide a word."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import TextArea

from tui.widgets.safe import shown


class SafeArea(TextArea):
    """Several lines of typing; tab goes on to the next field."""

    def __init__(self, text: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Begin with a text.

        Args:
            text: The text.
            id: The widget's id.
        """
        super().__init__(text, id=id, highlight_cursor_line=False, tab_behavior="focus")
        self.cursor_blink = False

    def get_line(self, line_index: int) -> Text:
        """Draw a line with pictures for what must not reach the terminal, one for one."""
        return Text(shown(self.document.get_line(line_index)), end="", no_wrap=True)

"""What is chosen in a list that opens over the form, because what it offers depends on the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.keys import FORM, key
from tui.widgets.safe import cell

if TYPE_CHECKING:
    from tui.spec import Options


class Opens(Widget, can_focus=True):
    """What was chosen, in one line; the screen opens the list."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter,space", "open", "open the list", "Open the list to choose from.", "opens.open",
            group=FORM),
        key("backspace,delete", "clear", "choose none", "Take the choice back.", "opens.clear",
            group=FORM, show=False),
    ]  # fmt: skip
    DEFAULT_CSS = """
    Opens {
        height: 1; color: $foreground; background: $panel;
        &:focus { color: $block-cursor-foreground; background: $block-cursor-background; }
    }
    """

    chosen: reactive[str] = reactive("")
    """The value chosen; empty for none."""

    @dataclass
    class Asked(Message):
        """The list is wanted."""

        opens: Opens
        """For this."""

    @dataclass
    class Changed(Message):
        """Another value was chosen."""

        opens: Opens
        """Here."""

    def __init__(self, options: Options) -> None:
        """Take what there is.

        Args:
            options: The values and their words.
        """
        super().__init__()
        self._words = dict(options)

    @property
    def text(self) -> str:
        """Give the value chosen; empty for none."""
        return self.chosen

    @text.setter
    def text(self, text: str) -> None:
        self.chosen = text if text in self._words else ""

    def watch_chosen(self, before: str, now: str) -> None:
        """Tell the field."""
        if before != now:
            self.post_message(self.Changed(self))

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - there is one line
        """Draw what was chosen, and that there is a list."""
        said = self._words.get(self.chosen, "–")
        width = self.size.width
        return Strip([Segment(f"{cell(said, width - 2)} ▾", self.rich_style)], width)

    def action_open(self) -> None:
        """Ask for the list."""
        self.post_message(self.Asked(self))

    def action_clear(self) -> None:
        """Take the choice back."""
        self.chosen = ""

    def on_click(self) -> None:
        """Ask for the list."""
        self.action_open()

"""What is chosen rather than typed: one of a list, a level, yes or no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Select

from tui.keys import FORM, key
from tui.widgets.safe import shown

if TYPE_CHECKING:
    from tui.spec import Options


class Choice(Select[str]):
    """One of a list, or none."""

    DEFAULT_CSS = """
    Choice {
        height: 1;
        & SelectCurrent Static#label { color: $text-muted; }
        & SelectCurrent.-has-value Static#label { color: $foreground; }
        & SelectCurrent .arrow { color: $foreground; }
    }
    """

    def __init__(self, options: Options) -> None:
        """Take the list.

        Args:
            options: The values and their words.
        """
        said = [(Content(shown(words)), value) for value, words in options]
        super().__init__(said, prompt="–", compact=True)
        self._values = frozenset(value for value, _ in options)

    @property
    def text(self) -> str:
        """Give the value chosen; empty for none."""
        return "" if self.value is Select.NULL else str(self.value)

    @text.setter
    def text(self, text: str) -> None:
        if text in self._values:
            self.value = text
        else:
            self.clear()


class Levels(Widget, can_focus=True):
    """One of a few, all in sight: `(•)` before the one chosen, `▸` before the one to choose.

    An arrow moves `▸` and chooses nothing: what is chosen here may end somebody's career.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        key("down,j,right,l", "step(1)", "next", "Go to the next one; nothing is chosen by it.",
            "levels.next", group=FORM, show=False),
        key("up,k,left,h", "step(-1)", "before", "Go to the one before; nothing is chosen by it.",
            "levels.before", group=FORM, show=False),
        key("space,enter", "take", "choose", "Choose the one after ▸.", "levels.choose",
            group=FORM),
    ]  # fmt: skip
    COMPONENT_CLASSES: ClassVar[set[str]] = {"levels--chosen", "levels--cursor"}
    DEFAULT_CSS = """
    Levels {
        height: auto; color: $foreground;
        & > .levels--chosen { text-style: bold; }
        &:focus > .levels--cursor { color: $block-cursor-foreground;
            background: $block-cursor-background; }
    }
    """

    chosen: reactive[int] = reactive(-1)
    """The place of the one chosen; -1 for none."""
    cursor: reactive[int] = reactive(0)
    """The place of the one that would be chosen."""

    @dataclass
    class Changed(Message):
        """Another one was chosen."""

        levels: Levels
        """Of these."""

    def __init__(self, options: Options) -> None:
        """Take what there is to choose from.

        Args:
            options: The values and their words.
        """
        super().__init__()
        self._options = options

    @property
    def text(self) -> str:
        """Give the value chosen; empty for none."""
        return self._options[self.chosen][0] if self.chosen >= 0 else ""

    @text.setter
    def text(self, text: str) -> None:
        values = [value for value, _ in self._options]
        self.chosen = values.index(text) if text in values else -1

    def watch_chosen(self, before: int, now: int) -> None:
        """Go to what is chosen, and tell the field."""
        if before != now:
            self.cursor = max(now, 0)
            self.post_message(self.Changed(self))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Take a line for each."""
        return len(self._options)

    def render_line(self, y: int) -> Strip:
        """Draw one of them."""
        style = self.rich_style
        if y >= len(self._options):
            return Strip.blank(self.size.width, style)
        here = self.has_focus and y == self.cursor
        drawn = style
        if y == self.chosen:
            drawn += self.get_component_rich_style("levels--chosen", partial=True)
        if here:
            drawn += self.get_component_rich_style("levels--cursor", partial=True)
        mark = "(•)" if y == self.chosen else "( )"
        text = Segment(f"{mark} {shown(self._options[y][1])}", drawn)
        arrow = Segment("▸" if here else " ", style)
        return Strip([arrow, text]).adjust_cell_length(self.size.width, style)

    def action_step(self, step: int) -> None:
        """Go to another; past either end nothing happens.

        Args:
            step: How many on.
        """
        self.cursor = max(0, min(self.cursor + step, len(self._options) - 1))

    def action_take(self) -> None:
        """Choose the one the cursor is on."""
        self.chosen = self.cursor

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        if event.y < len(self._options):
            self.cursor = self.chosen = event.y


class Tick(Levels):
    """Yes or no."""

    def __init__(self) -> None:
        """Begin with neither, which says no."""
        super().__init__((("yes", "yes"), ("", "no")))

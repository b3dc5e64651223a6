"""What is chosen rather than typed: one of a list or several, a level, yes or no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Select

from tui.keys import FORM, key
from tui.widgets.safe import shown
from tui.widgets.window.paint import wrapped

if TYPE_CHECKING:
    from tui.spec import Options


INDENT: Final = 5
"""Cells before the words of one that can be chosen: the cursor, the sign and a space."""

LEAST: Final = 10
"""Cells that the words have at least."""


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

    def is_chosen(self, place: int) -> bool:
        """Say whether one of them is chosen.

        Args:
            place: Which, from 0.
        """
        return place == self.chosen

    def mark(self, place: int) -> str:
        """Give the sign before one of them.

        Args:
            place: Which, from 0.
        """
        return "(•)" if self.is_chosen(place) else "( )"

    def watch_chosen(self, before: int, now: int) -> None:
        """Go to what is chosen, and tell the field."""
        if before != now:
            self.cursor = max(now, 0)
            self.post_message(self.Changed(self))

    def watch_cursor(self, before: int, now: int) -> None:
        """Keep the one the cursor is on in sight."""
        if before == now or not self.is_attached:
            return
        page = next((each for each in self.ancestors if isinstance(each, VerticalScroll)), None)
        if page is not None:
            top = self.region.y - page.content_region.y + page.scroll_offset.y
            places = [place for place, _line in self._lines(self.size.width)]
            region = Region(0, top + places.index(now), 1, places.count(now))
            page.scroll_to_region(region, animate=False, force=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Take as many lines as the words need at this width."""
        return len(self._lines(width))

    def render_line(self, y: int) -> Strip:
        """Draw one line of one of them."""
        style, lines = self.rich_style, self._lines(self.size.width)
        if y >= len(lines):
            return Strip.blank(self.size.width, style)
        place, words = lines[y]
        first = not y or lines[y - 1][0] != place
        here = self.has_focus and place == self.cursor
        drawn = style
        if self.is_chosen(place):
            drawn += self.get_component_rich_style("levels--chosen", partial=True)
        if here:
            drawn += self.get_component_rich_style("levels--cursor", partial=True)
        text = Segment(f"{self.mark(place) if first else '   '} {words}", drawn)
        arrow = Segment("▸" if here and first else " ", style)
        return Strip([arrow, text]).adjust_cell_length(self.size.width, style)

    def _lines(self, width: int) -> list[tuple[int, str]]:
        """Wrap the words to a width, each line with the place of what it belongs to."""
        room = max(width - INDENT, LEAST)
        return [
            (place, line)
            for place, (_value, words) in enumerate(self._options)
            for line in wrapped(words, room)
        ]

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
        lines = self._lines(self.size.width)
        if event.y < len(lines):
            self.cursor = lines[event.y][0]
            self.action_take()


class Marks(Levels):
    """Any number of a list, all in sight: `[x]` before each that is marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("space,enter", "take", "mark or unmark", "Mark the one after ▸, or take its mark away.",
            "marks.mark", group=FORM),
    ]  # fmt: skip

    marked: reactive[frozenset[int]] = reactive(frozenset[int]())
    """The places of those marked."""

    @property
    def text(self) -> str:
        """Give the values marked, a line each."""
        return "\n".join(self._options[place][0] for place in sorted(self.marked))

    @text.setter
    def text(self, text: str) -> None:
        wanted = set(text.splitlines())
        found = (place for place, (value, _words) in enumerate(self._options) if value in wanted)
        self.marked = frozenset(found)

    def watch_marked(self, before: frozenset[int], now: frozenset[int]) -> None:
        """Tell the field."""
        if before != now:
            self.post_message(self.Changed(self))

    def is_chosen(self, place: int) -> bool:
        """Say whether one of them is marked."""
        return place in self.marked

    def mark(self, place: int) -> str:
        """Give the sign before one of them."""
        return "[x]" if self.is_chosen(place) else "[ ]"

    def action_take(self) -> None:
        """Mark the one the cursor is on, or take its mark away."""
        self.marked = self.marked ^ {self.cursor}


class Tick(Levels):
    """Yes or no."""

    def __init__(self) -> None:
        """Begin with neither, which says no."""
        super().__init__((("yes", "yes"), ("", "no")))

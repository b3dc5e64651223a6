"""A list of entries of several lines each, with a cursor; what it holds is read in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events, on
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.keys import MOVE, key
from tui.widgets.safe import shown
from tui.widgets.window.paint import wrapped

INDENT = 4
"""Cells by which what stands under an entry is set in."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry."""

    head: str
    """Its first line."""
    about: tuple[str, ...] = ()
    """What stands under it."""
    heading: bool = False
    """Whether it stands over others and cannot be taken."""


class Lines(OptionList, inherit_bindings=False):
    """Entries under one another, wrapped to the width there is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("down,j", "cursor_down", "down", "Go to the next entry.", "lines.down", group=MOVE,
            show=False),
        key("up,k", "cursor_up", "up", "Go to the entry before.", "lines.up", group=MOVE,
            show=False),
        key("pagedown", "page_down", "page down", "Go down a page of entries.",
            "lines.page_down", group=MOVE, show=False),
        key("pageup", "page_up", "page up", "Go up a page of entries.", "lines.page_up",
            group=MOVE, show=False),
        key("home", "first", "first", "Go to the first entry.", "lines.first", group=MOVE,
            show=False),
        key("end,G", "last", "last", "Go to the last entry.", "lines.last", group=MOVE,
            show=False),
        key("enter", "select", "open", "Open the entry the cursor is on.", "lines.select"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    Lines {
        height: 1fr; width: 1fr; border: none; padding: 0; background: $surface;
        scrollbar-size-vertical: 1;
        &:focus { border: none; }
        & > .option-list--option-disabled { color: $text-primary; text-style: bold; }
        & > .option-list--option-highlighted { color: $foreground; background: $surface;
            text-style: bold; }
        &:focus > .option-list--option-highlighted {
            color: $block-cursor-foreground; background: $block-cursor-background;
            text-style: $block-cursor-text-style;
        }
    }
    """

    @dataclass
    class Taken(Message):
        """An entry was opened."""

        lines: Lines
        """The list."""
        place: int
        """Which entry, from 0."""
        entries: tuple[Entry, ...] = ()
        """What the list held."""

        @property
        def stale(self) -> bool:
            """Say whether the list holds something else by now, at this place or at all."""
            return self.lines.entries != self.entries

        @property
        def control(self) -> Lines:
            """Give the list, for a handler of one of several."""
            return self.lines

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        """Begin empty.

        Args:
            id: The widget's id.
        """
        super().__init__(id=id, markup=False, compact=True)
        self.entries: tuple[Entry, ...] = ()
        self._drawn_for = 0

    @property
    def text(self) -> str:
        """Give the words as they are shown, without the line ends that the width asks for."""
        told = (line for entry in self.entries for line in (entry.head, *entry.about))
        return "\n".join(shown(line).replace("\N{NO-BREAK SPACE}", " ") for line in told)

    def tell(self, entries: Sequence[Entry], *, at: int | None = None) -> None:
        """Show entries.

        Args:
            entries: The entries.
            at: The place of the cursor; None for the first that can be taken.
        """
        self.entries = tuple(entries)
        self._draw()
        first = next((n for n, entry in enumerate(self.entries) if not entry.heading), None)
        self.highlighted = first if at is None else at

    def look_at(self, place: int | None) -> None:
        """Bring an entry into sight without putting the cursor on it.

        Args:
            place: The entry; None for none.
        """
        self.highlighted = place
        self.scroll_to_highlight(top=True)
        self.highlighted = None

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 - Textual's signature
        """Wrap what is shown to the new width."""
        self._wrap_again()

    @on(OptionList.OptionSelected)
    def _taken(self, message: OptionList.OptionSelected) -> None:
        """Say which entry was opened."""
        message.stop()
        self.post_message(self.Taken(self, message.option_index, self.entries))

    def scroll_to_highlight(self, top: bool = False) -> None:
        """Scroll to the entry of the cursor, with the headings right over it.

        Args:
            top: Whether it is to stand at the top.
        """
        at = self.highlighted
        if at is None or not self.is_mounted:
            return
        self._update_lines()
        if at not in self._index_to_line:
            return
        first = at
        while first and self.entries[first - 1].heading:
            first -= 1
        start, here = self._index_to_line[first], self._index_to_line[at]
        height = here - start + self._heights[at]
        area = self.scrollable_content_region
        region = Region(0, start, area.width, height)
        self.scroll_to_region(region, force=True, animate=False, immediate=True,
                              top=top or height > area.height)  # fmt: skip

    def action_page_down(self) -> None:
        """Go down a page; within an entry that does not fit, by the rest of it first."""
        at = self.highlighted
        height = self.scrollable_content_region.height
        if at is not None and at in self._index_to_line:
            end = self._index_to_line[at] + self._heights[at]
            if end > self.scroll_offset.y + height:
                self.scroll_to(y=self.scroll_offset.y + height - 1, animate=False, immediate=True)
                return
        if (at or 0) not in self._index_to_line:
            return  # Nothing has been drawn yet, so there are no pages.
        super().action_page_down()  # type: ignore[no-untyped-call]  # Textual's own
        if at is not None and at == self.highlighted and at < len(self.entries) - 1:
            self.action_cursor_down()

    def action_page_up(self) -> None:
        """Go up a page; within an entry that does not fit, by the rest of it first."""
        at = self.highlighted
        height = self.scrollable_content_region.height
        if at is not None and self._index_to_line.get(at, 0) < self.scroll_offset.y:
            self.scroll_to(y=self.scroll_offset.y - height + 1, animate=False, immediate=True)
            return
        if (at or 0) not in self._index_to_line:
            return
        super().action_page_up()  # type: ignore[no-untyped-call]  # Textual's own

    def render_line(self, y: int) -> Strip:
        """Draw one line; before the entry of the cursor stands `▸`.

        Args:
            y: Which line, from the top of what is seen.
        """
        if self.size.width != self._drawn_for:
            # What came while the list was hidden may have been wrapped for no width at all.
            self.call_later(self._wrap_again)
        strip = super().render_line(y)
        place = y + self.scroll_offset.y
        here = place < len(self._lines) and self._lines[place] == (self.highlighted, 0)
        if not here or not strip.cell_length:
            return strip
        style = next(iter(strip)).style
        return Strip.join([Strip([Segment("▸", style)]), strip.crop(1)])

    def _wrap_again(self) -> None:
        if self.size.width != self._drawn_for:
            at = self.highlighted
            self._draw()
            self.highlighted = at

    def _draw(self) -> None:
        self._drawn_for = self.size.width
        width = max(self.size.width - 2, 20)
        self.clear_options()
        self.add_options(self._option(entry, width) for entry in self.entries)

    def _option(self, entry: Entry, width: int) -> Option:
        first = "" if entry.heading else "  "
        said = Content(first + "\n  ".join(wrapped(entry.head, width - 2))).stylize("bold")
        for line in entry.about:
            for part in wrapped(line, width - INDENT):
                said += Content(f"\n{' ' * INDENT}{part}")
        return Option(said, disabled=entry.heading)

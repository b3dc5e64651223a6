"""Pick one of a list, by typing part of its name or with the arrows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.keys import key
from tui.layers import Dialog
from tui.widgets.fields.line import SafeInput
from tui.widgets.safe import shown
from tui.widgets.window.paint import wrapped

Value = TypeVar("Value")

ROOM: Final = 66
"""Cells for what stands under a line, which is set in from it."""


@dataclass(frozen=True, slots=True)
class Item(Generic[Value]):
    """One line of the list."""

    value: Value
    """What picking it gives."""
    words: str
    """What it is called."""
    about: str = ""
    """What stands under it, or why it cannot be picked; the latter is never searched."""
    open: bool = True
    """Whether it can be picked."""

    def is_called(self, text: str) -> bool:
        """Say whether every word typed stands in what it is called."""
        return _holds(self.words, text)

    def fits(self, text: str) -> bool:
        """Say whether every word typed stands in it."""
        return _holds(f"{self.words} {self.about}" if self.open else self.words, text)


def _holds(told: str, text: str) -> bool:
    held = told.casefold()
    return all(word in held for word in text.casefold().split())


class PickDialog(Dialog[Value | None], Generic[Value]):
    """A list over the screen, with a box to narrow it."""

    SEARCHED: ClassVar[bool] = True
    """Whether there is a box to narrow the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "back", "back", "Clear the box, then leave.", "pick.back"),
        key("enter", "choose", "choose", "Take the line the cursor is on.", "pick.choose"),
        key("down", "move(1)", "down", "Go to the next line.", "pick.down", show=False),
        key("up", "move(-1)", "up", "Go to the line before.", "pick.up", show=False),
        key("pagedown", "move(8)", "page down", "Go down eight lines.", "pick.page_down",
            show=False),
        key("pageup", "move(-8)", "page up", "Go up eight lines.", "pick.page_up", show=False),
    ]  # fmt: skip
    DEFAULT_CSS = """
    PickDialog {
        align: center middle;
        & > Vertical {
            width: 76; max-width: 96%; height: auto; max-height: 80%;
            background: $panel; border: round $border; padding: 0 1;
            & > #title { width: 1fr; text-style: bold; }
            & > OptionList { height: auto; max-height: 14; border: none; padding: 0;
                background: $panel; scrollbar-size-vertical: 1; }
            & > OptionList > .option-list--option-highlighted {
                color: $block-cursor-foreground; background: $block-cursor-background;
                text-style: $block-cursor-text-style;
            }
            & > #none { display: none; color: $text-muted; }
            & > #none.-shown { display: block; }
            & > #why { height: auto; color: $text-error; }
        }
    }
    """

    def __init__(self, title: str, items: Sequence[Item[Value]]) -> None:
        """Take the list.

        Args:
            title: What is picked.
            items: The lines, in their order.
        """
        super().__init__()
        self._title = title
        self.items = tuple(items)
        self.found = self.items

    def compose(self) -> ComposeResult:
        """Put the box over the list."""
        with Vertical():
            yield Static(Content(shown(self._title)), id="title", markup=False)
            if self.SEARCHED:
                yield SafeInput(placeholder="type to narrow, enter to choose, esc to leave")
            yield OptionList(*map(self.option, self.items), markup=False, compact=True)
            yield Static("Nothing fits. Press Esc to clear the box.", id="none", markup=False)
            yield Static(id="why", markup=False)

    def on_mount(self) -> None:
        """Begin at the first line."""
        self.query_one(OptionList).can_focus = False
        self._first(self.items)

    def option(self, item: Item[Value]) -> Option:
        """Draw one line.

        Args:
            item: The line.
        """
        sign = "  " if item.open else "– "
        head = Content(f"{sign}{shown(item.words)}")
        under = wrapped(item.about, ROOM) if item.about else []
        about = Content("".join(f"\n    {line}" for line in under))
        return Option((head.stylize("bold") if item.open else head) + about)

    def action_back(self) -> None:
        """Clear the box, then leave."""
        box = self.query(Input)
        if box and box.first().value:
            box.first().value = ""
        else:
            self.dismiss(None)

    def action_move(self, steps: int) -> None:
        """Move in the list while the box keeps the keys.

        Args:
            steps: How many lines, downwards.
        """
        lines = self.query_one(OptionList)
        if self.found:
            lines.highlighted = max(0, min((lines.highlighted or 0) + steps, len(self.found) - 1))

    @on(Input.Changed)
    def _narrow(self, message: Input.Changed) -> None:
        """Keep the lines that fit, those that are called so first."""
        fitting = [item for item in self.items if item.fits(message.value)]
        named = [item for item in fitting if item.is_called(message.value)]
        self.found = (*named, *(item for item in fitting if not item.is_called(message.value)))
        lines = self.query_one(OptionList)
        lines.clear_options()
        lines.add_options(map(self.option, self.found))
        self.query_one("#none").set_class(not self.found, "-shown")
        # The cursor never passes over the line that was named to one that only speaks of it.
        self._first(named)

    @on(Input.Submitted)
    def action_choose(self) -> None:
        """Take the line the cursor is on."""
        at = self.query_one(OptionList).highlighted
        if at is not None and at < len(self.found):
            self._pick(self.found[at])

    @on(OptionList.OptionSelected)
    def _clicked(self, message: OptionList.OptionSelected) -> None:
        """Pick the line that was clicked, unless the list has been narrowed since."""
        lines, at = self.query_one(OptionList), message.option_index
        if at < lines.option_count and lines.get_option_at_index(at) is message.option:
            self._pick(self.found[at])

    def _first(self, named: Sequence[Item[Value]]) -> None:
        at = next((n for n, item in enumerate(named or self.found) if item.open), 0)
        self.query_one(OptionList).highlighted = at if self.found else None

    def _pick(self, item: Item[Value]) -> None:
        if item.open:
            self.dismiss(item.value)
        else:
            self.query_one("#why", Static).update(Content(shown(item.about)))

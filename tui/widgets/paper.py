"""A page of words to read, which scrolls by arrows and letters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.keys import MOVE, key
from tui.telling import FAINT, HEAD, Said
from tui.widgets.safe import shown

_STYLES = {HEAD: "bold $text-primary", FAINT: "$text-muted"}


class Paper(VerticalScroll, can_focus=True, inherit_bindings=False):
    """Paragraphs under one another."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("down,j", "scroll_down", "down", "Go down a line.", "paper.down", group=MOVE,
            show=False),
        key("up,k", "scroll_up", "up", "Go up a line.", "paper.up", group=MOVE, show=False),
        key("pagedown,space", "page_down", "page down", "Go down a page.", "paper.page_down",
            group=MOVE, show=False),
        key("pageup", "page_up", "page up", "Go up a page.", "paper.page_up", group=MOVE,
            show=False),
        key("home,g", "scroll_home", "top", "Go to the top.", "paper.top", group=MOVE, show=False),
        key("end,G", "scroll_end", "end", "Go to the end.", "paper.end", group=MOVE, show=False),
    ]  # fmt: skip
    DEFAULT_CSS = """
    Paper {
        height: 1fr; padding: 0 1; scrollbar-size-vertical: 1;
        & > Static { width: 1fr; height: auto; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        """Begin empty.

        Args:
            id: The widget's id.
        """
        super().__init__(id=id)
        self._said: list[Said] = []

    @property
    def text(self) -> str:
        """Give the words as they are shown."""
        return "\n".join(shown(each.text, lines=True) for each in self._said)

    def tell(self, said: Iterable[Said]) -> None:
        """Show paragraphs, from the top.

        Args:
            said: The paragraphs.
        """
        self._said = list(said)
        self.remove_children()
        blocks = []
        for place, each in enumerate(self._said):
            style = _STYLES.get(each.style, "")
            block = Static(Content.styled(shown(each.text, lines=True), style), markup=False)
            top = 1 if each.style == HEAD and place and not each.indent else 0
            block.styles.padding = (top, 0, 0, each.indent)
            blocks.append(block)
        self.mount_all(blocks)
        self.scroll_home(animate=False)

    def compose(self) -> ComposeResult:
        """Begin without paragraphs."""
        return []

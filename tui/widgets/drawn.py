"""Lines as they were drawn for a width: a picture, and rows with a cursor; nothing is wrapped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.widgets.option_list import Option

from tui.widgets.lines import Entry, Lines
from tui.widgets.safe import shown

if TYPE_CHECKING:
    from textual import events

    from tui.widgets.drawing import Draw, Drawing

MARGIN: Final = 3
"""Cells beside what is drawn: the sign of the cursor, a space, and the bar that scrolls."""


class Drawn(Lines):
    """A picture that is drawn again whenever the width changes."""

    DEFAULT_CSS = """
    Drawn {
        & > .option-list--option-disabled { color: $foreground; text-style: none; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        """Begin empty.

        Args:
            id: The widget's id.
        """
        super().__init__(id=id)
        self.drawings: tuple[Drawing, ...] = ()
        self._make: Draw | None = None
        self._for = (0, 0)

    def show(self, make: Draw, *, stay: bool = False) -> None:
        """Show a picture from its top.

        Args:
            make: Makes its lines.
            stay: Whether the cursor stays on its row, where that is still there.
        """
        self._make, self._for = make, (0, 0)
        if not stay:
            self.drawings = ()
        self._again()

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 - Textual's signature
        """Draw it again for the new width; the cursor stays on its row."""
        self._again()

    @property
    def here(self) -> Drawing | None:
        """Give the line that the cursor is on."""
        at = self.highlighted
        return None if at is None or at >= len(self.drawings) else self.drawings[at]

    def _again(self) -> None:
        size = (self.size.width, self.size.height)
        if self._make is None or size == self._for or not size[0]:
            return
        self._for = size
        before = self.here
        self.drawings = tuple(self._make(max(size[0] - MARGIN, 40), size[1]))
        at = next((n for n, line in enumerate(self.drawings)
                   if before is not None and _same(line, before)), None)  # fmt: skip
        self.tell([Entry(line.text, heading=line.still) for line in self.drawings], at=at)
        if at is None:
            self.call_after_refresh(self.scroll_to, y=0, animate=False, immediate=True)

    def _draw(self) -> None:
        self._drawn_for = self.size.width
        self.clear_options()
        self.add_options(map(_option, self.drawings))


def _same(line: Drawing, before: Drawing) -> bool:
    """Say whether it is the row that was there before, or the sentence."""
    if before.where is not None:
        return line.where == before.where
    return not line.still and (line.said or line.text) == (before.said or before.text)


def _option(line: Drawing) -> Option:
    text = "\n  ".join(shown(part) for part in line.text.split("\n"))
    # A colour of its own would win over the cursor's, and be the same as what that is drawn on.
    heading = "bold $text-primary" if line.still else "bold"
    style = heading if line.bold else ""
    return Option(Content.styled(f"  {text}", style), disabled=line.still)

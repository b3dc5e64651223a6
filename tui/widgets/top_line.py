"""The line at the top of every screen: the product, the mode, and who acts."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.safe import cell, shown

INVENTED = " INVENTED PEOPLE "
"""What every screen of a demonstration says."""


class TopLine(Widget):
    """One line that is drawn by hand, so that it is there with the first frame."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"top--product", "top--invented"}
    DEFAULT_CSS = """
    TopLine {
        height: 1; width: 1fr; background: $panel; color: $foreground;
        & > .top--product { text-style: bold; color: $text-primary; background: $panel; }
        & > .top--invented { text-style: bold reverse; }
    }
    """

    def __init__(self, mode: str, who: str, *, invented: bool) -> None:
        """Take the words.

        Args:
            mode: The mode, as `1 Caseload`.
            who: Who acts.
            invented: Whether everyone in the database is.
        """
        super().__init__()
        self._mode = mode
        self._who = shown(who)
        self._invented = invented

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - there is one line
        """Draw the line: the product and the mode left, who acts right."""
        style = self.rich_style
        left = [Segment(" hearings ", self.get_component_rich_style("top--product"))]
        left.append(Segment(f" {self._mode}  ", style))
        if self._invented:
            left.append(Segment(INVENTED, self.get_component_rich_style("top--invented")))
        used = sum(cell_len(part.text) for part in left)
        room = max(self.size.width - used - 1, 0)
        who = cell(self._who, room) if cell_len(self._who) > room else self._who
        gap = " " * max(room - cell_len(who), 0)
        strip = Strip([*left, Segment(f"{gap}{who} ", style)])
        return strip.adjust_cell_length(self.size.width, style)

"""The line at the bottom of every screen: the keys that matter here, made from the bindings."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from tui.keys import Command, commands, run

_FIRST = "app.keys"
_GAP = "  "


class KeyLine(Widget):
    """One line of keys and what they do; what does not fit is in the help behind `?`."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--key"}
    DEFAULT_CSS = """
    KeyLine {
        height: 1; width: 1fr; background: $panel; color: $foreground;
        & > .keys--key { text-style: bold; color: $footer-key-foreground; background: $panel; }
    }
    """

    def __init__(self) -> None:
        """Begin without keys."""
        super().__init__()
        self._shown: list[tuple[int, int, Command]] = []

    def on_mount(self) -> None:
        """Draw again whenever the focus, and so the bindings, change."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - there is one line
        """Draw as many keys as fit, and always the one that shows the rest."""
        style, bright = self.rich_style, self.get_component_rich_style("keys--key")
        found = [each for each in commands(self.screen) if each.shown]
        last = [each for each in found if each.action == "keys"]
        found = [each for each in found if each.action not in {"keys", "leave"}]
        room = self.size.width + len(_GAP) - sum(_width(each) for each in last)
        segments, used = [Segment(" ", style)], 1
        self._shown = []
        for each in [*found, *last]:
            if each not in last and used + _width(each) > room:
                continue
            segments += [
                Segment(each.keys[0], bright),
                Segment(f" {each.words.lower()}{_GAP}", style),
            ]
            self._shown.append((used, used + _width(each) - len(_GAP), each))
            used += _width(each)
        return Strip(segments).adjust_cell_length(self.size.width, style)

    def on_click(self, event: events.Click) -> None:
        """Do what was clicked on."""
        for start, end, command in self._shown:
            if start <= event.x < end:
                run(self.app, command)


def _width(command: Command) -> int:
    return cell_len(command.keys[0]) + 1 + cell_len(command.words) + len(_GAP)

"""The stages a matter goes through, with the one where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from hearings.stages import Stage
from tui.widgets.safe import shown
from tui.words import stage_of

if TYPE_CHECKING:
    from hearings.rules import Rules

MAIN = (
    Stage.REPORTED, Stage.WITH_UNIT, Stage.AWAITING_DPS, Stage.ASSESSED, Stage.INVESTIGATION,
    Stage.CASE_DECISION, Stage.REFERRED, Stage.LISTED, Stage.IN_HEARING, Stage.DECIDED,
)  # fmt: skip
"""The way most matters that go to a hearing take."""

LINE, ARROW, MORE = " ── ", " ──▶ ", "…"


def way(been: Sequence[str], stage: str) -> tuple[list[str], int]:
    """List the stages to draw, and the place of the one where the matter stands.

    Args:
        been: The stages it has been in.
        stage: Where it stands.
    """
    behind = [name for name in dict.fromkeys(been) if name != stage]
    if stage not in MAIN:
        return [*behind, stage], len(behind)
    place = MAIN.index(Stage(stage))
    before = [name for name in behind if name not in MAIN or MAIN.index(Stage(name)) < place]
    return [*before, stage, *(later.value for later in MAIN[place + 1 :])], len(before)


def cut(names: Sequence[str], here: int, width: int) -> tuple[int, int]:
    """Choose which stages fit: the one where it stands, then what lies ahead, then behind.

    Args:
        names: The words of the stages.
        here: The place of the one where it stands.
        width: Cells there are.

    Returns:
        The first, and the one after the last.
    """
    first, last = here, here + 1
    edge = cell_len(MORE) + cell_len(LINE)

    def taken(start: int, end: int) -> int:
        words = sum(cell_len(name) for name in names[start:end])
        joints = cell_len(LINE) * (end - start - 1) + (1 if start < here else 0) + 2
        return words + joints + (edge if start else 0) + (edge if end < len(names) else 0)

    grown = True
    while grown:
        grown = False
        if first > 0 and taken(first - 1, last) <= width:
            first, grown = first - 1, True
        if last < len(names) and taken(first, last + 1) <= width:
            last, grown = last + 1, True
    return first, last


class StageBar(Widget):
    """One line: where it has been, `[where it is]`, and what lies ahead."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"stage--here", "stage--ahead"}
    DEFAULT_CSS = """
    StageBar {
        height: 1; width: 1fr; color: $foreground;
        & > .stage--here { text-style: bold; color: $text-primary; }
        & > .stage--ahead { color: $text-muted; }
    }
    """

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._names: list[str] = []
        self._here = 0

    def show(self, been: Sequence[str], stage: str, rules: Rules) -> None:
        """Show where a matter stands.

        Args:
            been: The stages it has been in.
            stage: Where it stands.
            rules: The force's words.
        """
        names, self._here = way(been, stage)
        self._names = [shown(stage_of(name, rules)) for name in names]
        self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - there is one line
        """Draw the line."""
        style = self.rich_style
        if not self._names:
            return Strip.blank(self.size.width, style)
        ahead = self.get_component_rich_style("stage--ahead")
        first, last = cut(self._names, self._here, self.size.width - 1)
        parts = [Segment(" ", style)]
        if first:
            parts.append(Segment(MORE + LINE, style))
        for place in range(first, last):
            here = place == self._here
            if place > first:
                joint = ARROW if here else LINE
                parts.append(Segment(joint, ahead if place > self._here else style))
            name = self._names[place]
            bold = self.get_component_rich_style("stage--here")
            parts.append(
                Segment(f"[{name}]", bold) if here
                else Segment(name, ahead if place > self._here else style)
            )  # fmt: skip
        if last < len(self._names):
            parts.append(Segment(LINE + MORE, ahead))
        return Strip(parts).adjust_cell_length(self.size.width, style)

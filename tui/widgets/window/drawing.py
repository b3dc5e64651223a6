"""Draw the window: which line holds what, in which style, from which cache."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final

from textual.geometry import Region
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.window import paint

if TYPE_CHECKING:
    from rich.style import Style

    from tui.widgets.window.source import Column
    from tui.widgets.window.view import View

HEADER_ROWS: Final = 1
"""Lines at the top that do not scroll."""

STRIPS_KEPT: Final = 512
"""Drawn lines held in memory at a time."""

TONES: Final = ("red", "amber", "green", "overdue", "dim")
"""The tones a row may have; the words in the row say the same."""


class ListState(StrEnum):
    """Say which of its four faces a list shows; the class on the widget is `-` and the value."""

    LOADING = "loading"
    EMPTY = "empty"
    ROWS = "rows"
    FAILED = "failed"


class Drawing(ScrollView, can_focus=True, inherit_bindings=False):
    """Draw a header, the rows in sight or one sentence; know nothing of reading or keys."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "window--header",
        "window--cursor",
        "window--words",
        *(f"window--{tone}" for tone in TONES),
    }
    DEFAULT_CSS = """
    Drawing {
        background: $surface;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 0;
        & > .window--header { background: $panel; text-style: bold; }
        & > .window--words { color: $text-muted; }
        & > .window--dim { color: $text-muted; }
        & > .window--red { color: $text-error; }
        & > .window--amber { color: $text-warning; }
        & > .window--green { color: $text-success; }
        & > .window--overdue { color: $text-error; text-style: bold; }
        & > .window--cursor {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
            text-style: $block-cursor-blurred-text-style;
        }
        &:focus > .window--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
        &.-failed > .window--words { color: $text-error; }
    }
    """

    state: reactive[ListState] = reactive(ListState.LOADING)
    """Which face is shown."""
    position: reactive[str] = reactive("", repaint=False)
    """The rows in sight, as in `1–18 of 143`; empty where there are none."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        """Begin with an empty frame.

        Args:
            columns: The columns; at most seven can be taken in.
            name: The widget's name.
            id: The widget's id.
            classes: The widget's classes.
        """
        super().__init__(name=name, id=id, classes=classes)
        self._columns = tuple(columns)
        self._toned = frozenset(i for i, column in enumerate(columns) if column.toned)
        self._view: View | None = None
        self._cursor = 0
        self._skipped = 0
        self._sort: tuple[str | None, bool] = (None, False)
        self._words = {ListState.LOADING: "Reading…"}
        self._layout_width = -1
        self._spans: tuple[paint.Span, ...] = ()
        self._strips: dict[int, Strip] = {}
        self._tone_styles: dict[str, Style] = {}
        self.add_class("-loading")

    @property
    def rows_in_sight(self) -> int:
        """Count the rows that fit under the header."""
        return max(self.size.height - HEADER_ROWS, 0)

    def watch_state(self, old: ListState, new: ListState) -> None:
        """Put the state on the widget as a class."""
        self.remove_class(f"-{old}", update=False)
        self.add_class(f"-{new}")

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw the rows again, but not the header."""
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.position = new_value
        if round(old_value) != round(new_value):
            self.refresh(Region(0, HEADER_ROWS, self.size.width, self.rows_in_sight))
            self.moved()

    def notify_style_update(self) -> None:
        """Forget what was drawn in another theme."""
        self.forget_strips()
        super().notify_style_update()

    def moved(self) -> None:
        """Say what rows are in sight; a list that reads also sees to it that they are read."""
        self.position = self._where()

    def forget_strips(self) -> None:
        """Forget what was drawn, because a style, a width or the rows have changed."""
        self._strips.clear()
        self._tone_styles.clear()
        self._layout_width = -1

    def refresh_row(self, index: int) -> None:
        """Draw one row again, where it is in sight.

        Args:
            index: The row's place in the list, from nought.
        """
        y = index - self.scroll_offset.y
        if 0 <= y < self.rows_in_sight:
            self.refresh(Region(0, y + HEADER_ROWS, self.size.width, 1))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines, handing out kept ones as they are where nothing has to be put around them.

        Args:
            crop: The part of the widget to draw.
        """
        styles, size = self.styles, self.size
        plain = styles.gutter == (0, 0, 0, 0) and not styles.outline and not styles.tint.a
        if not plain or self.opacity != 1.0 or crop.column_span != (0, size.width):
            return super().render_lines(crop)
        strips = [self.render_line(y) for y in crop.line_range]
        background = self.background_colors[1]
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """Draw one line of the window.

        Args:
            y: Lines from the top of the widget.
        """
        width = self.size.width - self.scrollbar_size_vertical
        if width != self._layout_width:
            self._strips.clear()
            self._spans = paint.spans(self._columns, width, self._skipped)
            self._layout_width = width
        if y < HEADER_ROWS:
            return self._header(width)
        if self.state is ListState.ROWS:
            return self._row(y - HEADER_ROWS + self.scroll_offset.y, width)
        return self._sentence(y - HEADER_ROWS, width)

    def _where(self) -> str:
        """Word the rows in sight."""
        view = self._view
        if view is None or self.state is not ListState.ROWS:
            return ""
        top = self.scroll_offset.y
        last = min(top + self.rows_in_sight, view.count)
        total = "…" if view.total is None else f"{view.total:,}"
        return f"{top + 1:,}–{last:,} of {total}"

    def _header(self, width: int) -> Strip:
        """Draw the titles."""
        key, descending = self._sort
        style = self._style("header")
        return paint.header_strip(
            self._columns, self._spans, width, sort_key=key, descending=descending, style=style
        )

    def _row(self, index: int, width: int) -> Strip:
        """Draw one row, from the cache unless the cursor is on it."""
        here = index == self._cursor
        if not here and (strip := self._strips.get(index)) is not None:
            return strip
        base = self._style("cursor" if here else "")
        mark = paint.MARK if here else paint.NO_MARK
        view = self._view
        if view is None or index >= view.count:
            return Strip.blank(width, self._style(""))
        read, row = view.row_at(index)
        if row is None:
            words = paint.GONE if read else paint.NOT_YET
            return paint.words_strip(words, width, base if here else self._style("dim"), mark=mark)
        tone = base if here else self._style(row.tone)
        strip = paint.row_strip(
            row.cells, self._spans, width, mark=mark, base=base, tone=tone, toned=self._toned
        )
        if not here:
            if len(self._strips) >= STRIPS_KEPT:
                self._strips.clear()
            self._strips[index] = strip
        return strip

    def _sentence(self, line: int, width: int) -> Strip:
        """Draw one line of the sentence that stands for the rows."""
        lines = paint.wrapped(self._words.get(self.state, ""), width - 2 * len(paint.NO_MARK))
        if not 1 <= line <= len(lines):
            return Strip.blank(width, self._style(""))
        return paint.words_strip(lines[line - 1], width, self._style("words"))

    def _style(self, name: str) -> Style:
        """Give the style of a component, or of the widget for a name that is none."""
        style = self._tone_styles.get(name)
        if style is None:
            component = f"window--{name}"
            known = component in self._get_component_classes()
            style = self.get_component_rich_style(component) if known else self.rich_style
            self._tone_styles[name] = style
        return style

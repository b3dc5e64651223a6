"""A month of working days: how many hearings sit, holidays, clashes, and the day of the cursor."""

from __future__ import annotations

from calendar import Calendar as Weeks
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.keys import MOVE, key

if TYPE_CHECKING:
    from hearings.workdays import Calendar
    from tui.telling.diary import Mark

CELL: Final = 5
"""Cells of a day."""

WEEK: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

TOP: Final = 2
"""Lines over the weeks: the month, and the days of the week."""


def weeks_of(day: date) -> list[list[date]]:
    """List the weeks that a month touches, Monday first; days at either end are its neighbours'.

    Args:
        day: A day of the month.
    """
    return Weeks().monthdatescalendar(day.year, day.month)


def in_month(day: date, months: int) -> date:
    """Go to the same day of another month, or to its last where it has none.

    Args:
        day: The day.
        months: How many months on.
    """
    number = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class Month(Widget, can_focus=True):
    """A month with a cursor on a day: `▸` is the cursor, `[ ]` is today, `✗` a clash."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        key("left,h", "day(-1)", "day before", "Go to the day before.", "month.day_before",
            group=MOVE, show=False),
        key("right,l", "day(1)", "next day", "Go to the next day.", "month.next_day", group=MOVE,
            show=False),
        key("up,k", "day(-7)", "week before", "Go a week back.", "month.week_before", group=MOVE,
            show=False),
        key("down,j", "day(7)", "next week", "Go a week on.", "month.next_week", group=MOVE,
            show=False),
        key("pageup", "month(-1)", "month before", "Go to the month before.",
            "month.month_before", group=MOVE, show=False),
        key("pagedown", "month(1)", "next month", "Go to the next month.", "month.next_month",
            group=MOVE, show=False),
        key("enter", "take", "open", "Open the matter that is heard on the day.", "month.open"),
    ]  # fmt: skip
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "month--title", "month--faint", "month--cursor", "month--today", "month--clash",
    }  # fmt: skip
    DEFAULT_CSS = """
    Month {
        height: auto; width: 35; color: $foreground; background: $surface;
        & > .month--title { text-style: bold; color: $text-primary; }
        & > .month--faint { color: $text-muted; }
        & > .month--today { text-style: bold; }
        & > .month--clash { text-style: bold; color: $text-error; }
        & > .month--cursor { text-style: bold; }
        &:focus > .month--cursor { color: $block-cursor-foreground;
            background: $block-cursor-background; text-style: $block-cursor-text-style; }
    }
    """

    @dataclass
    class Moved(Message):
        """The cursor is on another day."""

        day: date
        """The day."""

    @dataclass
    class Taken(Message):
        """The day was opened."""

        day: date
        """The day."""

    def __init__(self, day: date, today: date, calendar: Calendar) -> None:
        """Begin at a day.

        Args:
            day: Where the cursor is.
            today: Today.
            calendar: The bank holidays.
        """
        super().__init__()
        self._day = day
        self._today = today
        self._calendar = calendar
        self._marks: Mapping[date, Mark] = {}

    @property
    def day(self) -> date:
        """Give the day of the cursor."""
        return self._day

    def mark(self, marks: Mapping[date, Mark]) -> None:
        """Show what is on the days.

        Args:
            marks: What is on each day that has anything.
        """
        self._marks = marks
        self.refresh()

    def go(self, day: date) -> None:
        """Put the cursor on a day, and say so.

        Args:
            day: The day.
        """
        self._day = day
        self.refresh(layout=True)
        self.post_message(self.Moved(day))

    def action_day(self, step: int) -> None:
        """Go days on; the end of the calendar of the world is not crossed.

        Args:
            step: How many days.
        """
        ordinal = self._day.toordinal() + step
        if date(1, 2, 1).toordinal() <= ordinal <= date(9999, 11, 30).toordinal():
            self.go(self._day + timedelta(days=step))

    def action_month(self, step: int) -> None:
        """Go months on.

        Args:
            step: How many months.
        """
        found = in_month(self._day, step)
        if date(1, 2, 1) <= found <= date(9999, 11, 30):
            self.go(found)

    def action_take(self) -> None:
        """Open the day."""
        self.post_message(self.Taken(self._day))

    def on_click(self, event: events.Click) -> None:
        """Go to the day that was clicked."""
        weeks = weeks_of(self._day)
        week, place = (event.y - TOP) // 2, event.x // CELL
        if event.y >= TOP and week < len(weeks) and place < len(WEEK):
            self.go(weeks[week][place])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Take two lines for each week."""
        return TOP + 2 * len(weeks_of(self._day))

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        style = self.rich_style
        title = self.get_component_rich_style("month--title")
        if y == 0:
            return self._line([Segment(f" {self._day:%B %Y}", title)])
        if y == 1:
            return self._line([Segment(f" {name} ", title) for name in WEEK])
        weeks = weeks_of(self._day)
        week, second = divmod(y - TOP, 2)
        if week >= len(weeks):
            return Strip.blank(self.size.width, style)
        draw = self._under if second else self._number
        return self._line([draw(day) for day in weeks[week]])

    def _line(self, parts: list[Segment]) -> Strip:
        return Strip(parts).adjust_cell_length(self.size.width, self.rich_style)

    def _style(self, day: date, *, clash: bool = False) -> Style:
        """Choose the colours of a day; each says what a sign or a word says already."""
        if day == self._day:
            name = "month--cursor"
        elif clash:
            name = "month--clash"
        elif day.month != self._day.month or day.weekday() > 4:
            name = "month--faint"
        else:
            name = "month--today" if day == self._today else ""
        return self.get_component_rich_style(name) if name else self.rich_style

    def _number(self, day: date) -> Segment:
        here, now = day == self._day, day == self._today
        words = f"{'▸' if here else ' '}{'[' if now else ' '}{day.day:>2}{']' if now else ' '}"
        return Segment(words, self._style(day))

    def _under(self, day: date) -> Segment:
        mark = self._marks.get(day)
        sits = 0 if mark is None else mark.sittings
        clash = mark is not None and mark.clashes > 0
        style = self._style(day, clash=clash)
        if sits or clash:
            return Segment(f"{sits:>4}{'✗' if clash else ' '}", style)
        return Segment(" hol " if self._holiday(day) else "     ", style)

    def _holiday(self, day: date) -> bool:
        known = self._calendar.first <= day <= self._calendar.last
        return known and day.weekday() < 5 and bool(self._calendar.why_not(day))

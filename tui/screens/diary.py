"""The diary: a month, its hearings day by day, clashes, what runs out of time, and who is away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from db.agenda import agenda, look
from tui.diary_words import weekday
from tui.keys import key
from tui.screens.caseload import SETTLED
from tui.screens.ways import Ways
from tui.telling import diary as telling
from tui.widgets.lines import Entry, Lines
from tui.widgets.month import Month, in_month, weeks_of
from tui.widgets.safe import shown

if TYPE_CHECKING:
    from datetime import date

    from db.agenda import Agenda
    from tui.office import Office
    from tui.telling.diary import Line

PANES: Final = ("Agenda", "Clashes", "Runs out", "Away")
"""What stands beside the month."""

WIDE: Final = 110
"""Cells from which the month stays beside every pane."""

LEGEND: Final = "figures: hearings · ✗ clash\nhol: bank holiday · [ ] today"


class DiaryScreen(Ways):
    """A month of hearings; reading it is written down in the trail."""

    CSS_PATH = "diary.tcss"
    AUTO_FOCUS = "Month"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("tab", "pane(1)", "next pane", "Go to the next pane: agenda, clashes, what runs out"
            " of time, who is away.", "diary.next_pane"),
        key("shift+tab", "pane(-1)", "pane before", "Go to the pane before.",
            "diary.pane_before", show=False),
        key("n", "list", "list", "List a matter that has been referred.", "diary.list"),
        key("w", "away", "away", "Say who or which room is away.", "diary.away"),
        key("x", "take_back", "take back", "Take back that somebody is away, in that pane.",
            "diary.take_back", show=False),
        key("left_square_bracket", "month(-1)", "earlier", "Go to the month before.",
            "diary.month_before"),
        key("right_square_bracket", "month(1)", "later", "Go to the next month.",
            "diary.next_month"),
        key("g", "today", "today", "Go to today.", "diary.today"),
        key("slash", "filter", "filter", "Say where to look for a matter: the diary has no"
            " filter.", "diary.filter", show=False),
        key("y", "copy", "copy", "Send the reference to the terminal's clipboard.",
            "diary.copy", show=False),
        key("r", "reload", "reload", "Read the diary again.", "diary.reload", show=False),
        key("escape", "back", "back", "Go back to the agenda, then to the caseload.",
            "diary.back"),
    ]  # fmt: skip

    def __init__(self, office: Office) -> None:
        """Open the month of today.

        Args:
            office: What every screen needs.
        """
        super().__init__(office)
        self.pane = 0
        self.found: Agenda | None = None
        self.lines: tuple[list[Line], ...] = ([], [], [], [])
        self._failed_with = ""
        self._settling: Timer | None = None

    @property
    def month(self) -> Month:
        """Give the month."""
        return self.query_one(Month)

    @property
    def span(self) -> tuple[date, date]:
        """Give the first and the last day that the month shows."""
        weeks = weeks_of(self.month.day)
        return weeks[0][0], weeks[-1][-1]

    def compose_body(self) -> ComposeResult:
        """Put the month left and the panes right, under what is listed at all."""
        office = self.office
        yield Static("listed: reading…", id="line", markup=False)
        yield Static(id="tabs", markup=False)
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield Month(office.today, office.today, office.rules.calendar)
                yield Static(id="day", markup=False)
                yield Static(LEGEND, id="legend", markup=False)
            with Vertical(id="right"):
                yield Static("Reading…", id="state", markup=False)
                yield Lines(id="agenda")
                yield Lines(id="entries")

    def on_mount(self) -> None:
        """Begin to read: one entry in the trail."""
        self.query_one("#agenda").can_focus = False
        self._show_pane()
        self._show_day()
        self._read(trail=True)

    def on_resize(self, event: events.Resize) -> None:
        """Keep the month beside every pane where there is room."""
        self.set_class(event.size.width >= WIDE, "-wide")

    def on_screen_resume(self) -> None:
        """Read again what a move may have changed."""
        if self.found is not None:
            self._read()

    def action_pane(self, step: int) -> None:
        """Go to another pane.

        Args:
            step: How many on.
        """
        self.pane = (self.pane + step) % len(PANES)
        self._show_pane()

    def action_month(self, step: int) -> None:
        """Go months on.

        Args:
            step: How many.
        """
        self.month.go(in_month(self.month.day, step))

    def action_today(self) -> None:
        """Go to today."""
        self.month.go(self.office.today)

    def action_reload(self) -> None:
        """Read the diary again."""
        self._read()

    def action_back(self) -> None:
        """Take away what is said, then go back to the agenda, then to the caseload."""
        if self.said:
            self.say("")
        elif self.pane:
            self.pane = 0
            self._show_pane()
        else:
            self.app.call_later(self.app.run_action, "mode('caseload')")

    def action_filter(self) -> None:
        """Say that there is no filter here, and where there is one."""
        self.say("The diary has no filter. Press 1 for the caseload, and / there to filter it.")

    def action_copy(self) -> None:
        """Send the references the cursor is on to the terminal."""
        refs = " ".join(ref for ref, _name in self._here())
        if refs:
            self.app.copy_to_clipboard(refs)
            self.say(f"{refs} was sent to the terminal's clipboard.")

    def action_take_back(self) -> None:
        """Take back the entry of the pane of who is away that the cursor is on."""
        at = self.query_one("#entries", Lines).highlighted
        if PANES[self.pane] == "Away" and self.found is not None and at is not None:
            self.take_back(self.found.away[at].id, self.lines[self.pane][at].head)

    @on(Month.Moved)
    def _moved(self, message: Month.Moved) -> None:
        """Show the day; another month is read, and written down once it rests."""
        message.stop()
        self._show_day()
        if self.found is None or (self.found.first, self.found.last) != self.span:
            self._set_state("loading", "Reading…")
            self._read()
            if self._settling is not None:
                self._settling.stop()
            self._settling = self.set_timer(SETTLED, partial(self._read, trail=True))

    @on(Month.Taken)
    def _day_taken(self, message: Month.Taken) -> None:
        """Open what is heard on the day."""
        message.stop()
        refs = self._here()
        if refs:
            self.open(refs, "Hearing")
        else:
            self.say(f"No hearing sits on {weekday(message.day)}. Press n to list a matter.")

    @on(Lines.Taken)
    def _line_taken(self, message: Lines.Taken) -> None:
        """Open what an entry is about."""
        message.stop()
        pane = 0 if message.lines.id == "agenda" else self.pane
        line = self.lines[pane][message.place]
        self.open(list(line.refs), "Deadlines" if pane == 2 else "Hearing")

    def _here(self) -> list[tuple[str, str]]:
        """Give the subjects the cursor is on."""
        if self.pane:
            at = self.query_one("#entries", Lines).highlighted
            return [] if at is None else list(self.lines[self.pane][at].refs)
        day = self.month.day
        found = (ref for line in self.lines[0] if line.on == day for ref in line.refs)
        return list(dict.fromkeys(found))

    def _read(self, *, trail: bool = False) -> None:
        """Read the days that the month shows; the trail has an entry for what is dwelt on."""
        reader: Callable[..., Agenda] = agenda if trail else look
        desk, (first, last) = self.office.desk, self.span
        self.ask(lambda: reader(desk, first, last), self._loaded, self._failed, "diary")

    def _loaded(self, found: Agenda) -> None:
        """Show what was read, unless the month has been left in the meantime."""
        if (found.first, found.last) != self.span:
            return
        self.found, day, rules = found, self.month.day, self.office.rules
        month = [d for week in weeks_of(day) for d in week if d.month == day.month]
        self.lines = (
            telling.agenda_lines(found, month[0], month[-1]),
            telling.clash_lines(found),
            telling.out_lines(found.running_out, rules.calendar, self.office.today),
            telling.away_lines(found),
        )
        self.query_one("#line", Static).update(Content(shown(found.first_line)))
        self.month.mark(telling.marks(found))
        self.query_one("#agenda", Lines).tell(_entries(self.lines[0]))
        self._show_day()
        self._show_pane()

    def _failed(self, error: Exception) -> None:
        words = self.office.sentence(error, "The diary could not be read")
        self.found = None
        self._set_state("failed", f"{words} Press r to try again, or 1 for the caseload.")

    def _set_state(self, state: str, words: str = "") -> None:
        for name in ("loading", "empty", "rows", "failed"):
            self.set_class(name == state, f"-{name}")
        self.query_one("#state", Static).update(Content(shown(words)))

    def _show_day(self) -> None:
        """Say what is on the day of the cursor, and bring it into sight in the agenda."""
        day = self.month.day
        known = {} if self.found is None else telling.marks(self.found)
        mark = known.get(day, telling.Mark())
        words = telling.day_words(day, mark, self.office.rules.calendar)
        self.query_one("#day", Static).update(Content(shown("\n".join(words), lines=True)))
        lines = self.query_one("#agenda", Lines)
        sitting = [(n, line.on) for n, line in enumerate(self.lines[0]) if line.refs and line.on]
        lines.highlighted = next((n for n, on in sitting if on == day), None)
        if lines.highlighted is None:
            # On a day without a hearing what comes next is worth more than what is long over.
            lines.look_at(next((n - 1 for n, on in sitting if on > day), None))

    def _show_pane(self) -> None:
        """Show the pane, or what it says while it has nothing."""
        self.set_class(self.pane == 0, "-agenda")
        self.set_class(self.pane != 0, "-list")
        self._show_tabs()
        if self.found is not None:
            lines = self.lines[self.pane]
            if self.pane:
                entries = self.query_one("#entries", Lines)
                at = entries.highlighted if len(entries.entries) == len(lines) else None
                entries.tell(_entries(lines), at=at)
            nothing = "" if lines else _nothing(self.pane, self.month.day)
            self._set_state("rows" if lines else "empty", nothing)
        self.call_after_refresh(self._focus_pane)

    def _focus_pane(self) -> None:
        wanted = self.query_one("#entries") if self.pane else self.month
        self.set_focus(wanted if wanted.display else None)

    def _show_tabs(self) -> None:
        parts = []
        for place, name in enumerate(PANES):
            here = place == self.pane
            size = f" {len(self.lines[place])}" if place and self.found is not None else ""
            text = f"{name}{size}"
            parts += [(f"[{text}]" if here else f" {text} ", "bold" if here else ""), ("  ", "")]
        self.query_one("#tabs", Static).update(Content.assemble(*parts))


def _nothing(pane: int, day: date) -> str:
    """Say why a pane is empty, and which key to press."""
    last = weekday(weeks_of(day)[-1][-1])
    return (
        f"Nothing is listed in {day:%B %Y}. Press n to list a matter, or ] for the next month.",
        "Nobody and no room is in two places. Press tab for what runs out of time.",
        f"No limit is past or runs out by {last}. Press ] to look further ahead.",
        "Nobody and no room is away in these weeks. Press w to say who or which room is.",
    )[pane]


def _entries(lines: list[Line]) -> list[Entry]:
    return [Entry(line.head, line.about, line.heading) for line in lines]

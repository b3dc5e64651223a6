"""Rates: how often an initial assessment was changed, with what stands behind every number."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from db.saved_views import FIGURES, Question
from tui import rating
from tui.keys import key
from tui.screens.rates_actions import RatesActions
from tui.screens.subjects import SubjectsBehind
from tui.telling import rate_cells, rate_pictures, rate_rows
from tui.telling import rates as telling
from tui.widgets.cells import Cells
from tui.widgets.drawn import Drawn
from tui.widgets.lines import Lines
from tui.widgets.safe import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from db.behind import Behind
    from db.saved_views import View
    from tui.office import Office
    from tui.rating import Found

PANES: Final = ("Question", "Intervals", "Funnel", "Trend", "Table", "Two fields", "Subjects")
"""What can be gone to; the last is there once a number has been opened."""

QUESTION, SUBJECTS = 0, 6

WIDE: Final = 110
"""Cells from which the question stays beside the figures."""


class RatesScreen(SubjectsBehind["Behind"], RatesActions):
    """The question, five ways to see the figures, and the subjects behind a number."""

    CSS_PATH = "rates.tcss"
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        key("tab", "pane(1)", "pane", "Go to the next pane: question, intervals, funnel,"
            " trend, table, two fields.", "rates.next_pane"),
        key("shift+tab", "pane(-1)", "pane before", "Go to the pane before.",
            "rates.pane_before", show=False),
        key("backspace", "remove", "take away", "Take away what the question is narrowed to on"
            " this line.", "rates.remove"),
        key("v", "views", "views", "Choose a question by its digit: those that are ready made, and"
            " your own.", "rates.views"),
        key("w", "words", "words", "Say everything in sentences that the picture or table shows.",
            "rates.words"),
        key("d", "disparity", "disparity", "Say how groups fare at every step of a matter, by the"
            " field where it makes groups, else by ethnicity.", "rates.disparity"),
        key("a", "give", "act", "Give an action on the unit, or on the rank or tier of those who"
            " assess, that the cursor is on.", "rates.give"),
        key("A", "actions", "actions", "List the actions on outliers, and how each stands.",
            "rates.actions"),
        key("b", "base", "base", "List the subjects of the base, not only those counted in it.",
            "rates.base"),
        key("s", "keep", "keep", "Keep the question under a name.", "rates.keep"),
        key("y", "copy", "copy", "Send the words of the row, or the reference, to the terminal's"
            " clipboard.", "rates.copy"),
        key("r", "reload", "reload", "Read it again.", "rates.reload", show=False),
        key("escape", "back", "back", "Go back from the subjects to their figure, then to the"
            " caseload.", "rates.back"),
    ]  # fmt: skip

    def __init__(self, office: Office) -> None:
        """Ask what is asked most: gross misconduct lowered, by unit.

        Args:
            office: What every screen needs.
        """
        super().__init__(office)
        self.question = Question()
        self.pane = 1
        self.found: Found | None = None
        self.reading: Question | None = None
        self.came_from = 1
        self.behind: tuple[Mapping[str, str], str] = ({}, "")
        self.drawn: tuple[Question, Found] | None = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what works on the pane that is seen.

        Args:
            action: What is asked.
            parameters: What it is given.
        """
        behind = self.pane == SUBJECTS
        figure = self._shown is not None and (self.pane != QUESTION or self.has_class("-wide"))
        works = dict.fromkeys(("disparity", "actions", "keep"), not behind) | {
            "words": figure,
            "give": figure and self.question.figure not in {"trend", "cross"},
            "base": self.has_base if behind else figure,
            "remove": self.pane == QUESTION,
            "copy": len(self.refs) > 1 if behind else figure and self.pane != QUESTION,
        }
        return super().check_action(action, parameters) if works.get(action, True) else False

    def compose_body(self) -> ComposeResult:
        """Put the question left and the panes right."""
        yield Static(id="line", markup=False)
        yield Static(id="tabs", markup=False)
        with Horizontal(id="body"):
            yield Lines(id="question")
            with Vertical(id="right"):
                yield Static("Reading…", id="state", markup=False)
                yield Drawn(id="drawn")
                yield Cells()
                yield Static(id="cell", markup=False)
                yield Static(id="legend", markup=False)
                yield Lines(id="subjects")

    def on_mount(self) -> None:
        """Show the question, and begin to read."""
        self._show_question()
        self._go(1)

    def on_resize(self, event: events.Resize) -> None:
        """Keep the question beside the figures where there is room."""
        self.set_class(event.size.width >= WIDE, "-wide")
        self._read()

    def put(self, question: Question) -> None:
        """Ask something else; the pane stays.

        Args:
            question: What is asked.
        """
        self.question, self.found, self.reading = question, None, None
        self.say("")
        self._show_question()
        self._go(self.came_from if self.pane == SUBJECTS else self.pane)

    def open_view(self, view: View) -> None:
        """Ask what a view asks, and go to where it is shown.

        Args:
            view: The view.
        """
        self.pane = FIGURES.index(view.question.figure) + 1
        self.put(view.question)

    def action_pane(self, step: int) -> None:
        """Go to another pane.

        Args:
            step: How many on.
        """
        self.say("")
        here = self.came_from if self.pane == SUBJECTS else self.pane
        self._go((here + step) % SUBJECTS)

    def action_reload(self) -> None:
        """Read again what is shown."""
        self.found = self.reading = None
        self._go(self.came_from if self.pane == SUBJECTS else self.pane)

    async def action_back(self) -> None:
        """Take away what is said, then go back to the figure, then to the caseload."""
        if self.said:
            self.say("")
        elif self.pane == SUBJECTS:
            self._go(self.came_from)
        else:
            await self.app.run_action("mode('caseload')")

    def action_words(self) -> None:
        """Say in sentences what the picture or the table shows."""
        from tui.screens.page import PageScreen

        here = self._shown
        if here is not None:
            self.put_over(PageScreen(self.office, *rate_cells.words(here)))

    def action_base(self) -> None:
        """List the subjects of the base."""
        here = self._shown
        if self.pane == SUBJECTS:
            self._list(*rate_rows.base_of(*self.behind))
        elif here is not None:
            self._open_here(here, base=True)

    def action_copy(self) -> None:
        """Send the words of the row, or the reference, to the terminal."""
        if self.pane == SUBJECTS:
            self.copy_out(self.reference)
        elif self.has_class("-cells"):
            self.copy_out(str(self.query_one("#cell", Static).content))
        elif self.pane != QUESTION:
            here = self.query_one(Drawn).here
            said = "" if here is None else here.said or " ".join(here.text.split())
            self.copy_out(shown(said))

    @on(Cells.Taken)
    @on(Lines.Taken, "#drawn")
    def _number_opened(self, message: Cells.Taken | Lines.Taken) -> None:
        """List the subjects behind the part of a row, or behind the cell."""
        message.stop()
        here = self._shown
        if here is not None:
            self._open_here(here)

    @on(Cells.Moved)
    def _cell_moved(self, message: Cells.Moved) -> None:
        """Say what the cell holds."""
        message.stop()
        self._show_cell()

    @property
    def here(self) -> Mapping[str, str] | None:
        """Give the values of the row of the cursor, where it stands in a figure by one field."""
        here = self._shown
        if here is None or self.pane == SUBJECTS or self.question.figure in {"trend", "cross"}:
            return None
        row = self._row(here)
        return None if row is None else row[0]

    def _row(self, here: rate_rows.Shown) -> tuple[Mapping[str, str], str] | None:
        """Give the values and the number of the row of the cursor."""
        if self.has_class("-cells"):
            cells = self.query_one(Cells)
            return rate_cells.number(here, cells.row, cells.column)
        line = self.query_one(Drawn).here
        if line is None or line.where is None:
            return None
        return line.where, here.did

    def _open_here(self, here: rate_rows.Shown, *, base: bool = False) -> None:
        """Read the subjects behind the number of the cursor, or behind its base."""
        row = self._row(here)
        if row is None:
            self.say("No number stands on this line; go to a row.")
            return
        self._list(*(rate_rows.base_of(*row) if base else row))

    def _list(self, where: Mapping[str, str], column: str) -> None:
        """Read the first page of the subjects behind a number."""
        self.behind = where, column
        self.list_subjects()

    @property
    def has_base(self) -> bool:
        """Say whether the base of the number can be listed as well."""
        return rate_rows.base_of(*self.behind) != self.behind

    def page_job(self, after: str) -> Callable[[], Behind]:
        """Give what reads a page of the subjects.

        Args:
            after: The token of the page before.
        """
        return partial(rating.subjects, self.office, self.question, *self.behind, after)

    def heading(self, page: Behind) -> str:
        """Say which number it is, and how many it counts.

        Args:
            page: A page of it.
        """
        label = rate_rows.named(self.behind[0], self.office.rules)
        return telling.behind_title(page, self.question, label)

    def go_to_subjects(self) -> None:
        """Go to the list, from the pane that it was asked for."""
        if self.pane != SUBJECTS:
            self.came_from = self.pane
        self._go(SUBJECTS)

    @property
    def _shown(self) -> rate_rows.Shown | None:
        """Give the figure that is shown; None where none is."""
        figure = self.has_class("-picture") or self.has_class("-cells")
        if self.found is None or not figure or not self.has_class("-rows"):
            return None
        return rate_rows.Shown(self.question, self.found, self.office.rules)

    def _read(self) -> None:
        """Read what the pane shows, unless it has been read, or is not seen."""
        if self.pane == SUBJECTS or (self.pane == QUESTION and not self.has_class("-wide")):
            return
        question, before = self.question, self.found
        if before is not None and before.holds(question):
            self._show_found(before)
            return
        self._set_state("loading", "Reading…")
        if self.reading == question:
            return
        self.reading = question
        job = partial(rating.find, self.office, question, before)
        self.ask(job, partial(self._read_it, question), self._failed, "rates")

    def _read_it(self, question: Question, found: Found) -> None:
        """Show what was read, unless something else has been asked in the meantime."""
        if question == self.question:
            self.found, self.reading = found, None
            self._show_found(found)
            self.call_after_refresh(self._focus_pane)

    def _failed(self, error: Exception) -> None:
        self.found = self.reading = None
        words = self.office.sentence(error, "The figures could not be read")
        self._set_state("failed", f"{words} Press r to try again, or 1 for the caseload.")

    def _go(self, pane: int) -> None:
        """Go to a pane, and read what it needs."""
        self.pane = pane
        if pane != SUBJECTS:
            self.pages = []
        if QUESTION < pane < SUBJECTS:
            self.question = replace(self.question, figure=FIGURES[pane - 1])
        self.set_class(pane == QUESTION, "-question")
        self.set_class(pane == SUBJECTS, "-subjects")
        self._show_line()
        if pane == SUBJECTS:
            self.set_class(False, "-picture")
            self.set_class(False, "-cells")
            self._set_state("rows")
        self._read()
        self.call_after_refresh(self._focus_pane)

    def _show_found(self, found: Found) -> None:
        """Show what was read, or say why there is nothing."""
        in_cells = self.question.figure in {"table", "cross"}
        self.set_class(in_cells, "-cells")
        self.set_class(not in_cells, "-picture")
        why = telling.why_nothing(found, self.question, self.office.rules)
        self._set_state("empty" if why else "rows", why)
        here, drawn = self._shown, self.drawn
        if here is None or (drawn and drawn[0] == self.question and drawn[1] is found):
            return
        self.drawn = (self.question, found)
        if in_cells:
            self.query_one(Cells).tell(*rate_cells.table(here))
            self._show_cell()
        else:
            self.query_one(Drawn).show(partial(rate_pictures.lines, here))

    def _show_cell(self) -> None:
        here, cells = self._shown, self.query_one(Cells)
        if here is None or not self.has_class("-cells"):
            return
        words = rate_cells.detail(here, cells.row, cells.column)
        self.query_one("#cell", Static).update(Content(shown(words)))
        legend = " ".join(telling.foot(here.found, self.question))
        self.query_one("#legend", Static).update(Content(shown(legend)))

    def _focus_pane(self) -> None:
        if self.pane == QUESTION:
            wanted = self.query_one("#question")
        elif self.pane == SUBJECTS:
            wanted = self.query_one("#subjects" if len(self.refs) > 1 else "#state")
        else:
            wanted = self.query_one("Cells" if self.has_class("-cells") else "#drawn")
        if self.is_current:
            self.set_focus(wanted if wanted.display else None)

    def _show_line(self) -> None:
        words = telling.line(self.question, self.office.rules)
        self.query_one("#line", Static).update(Content(shown(words)))
        parts = []
        for place, name in enumerate(PANES[: max(self.pane, SUBJECTS - 1) + 1]):
            here = place == self.pane
            parts += [(f"[{name}]" if here else f" {name} ", "bold" if here else ""), ("  ", "")]
        self.query_one("#tabs", Static).update(Content.assemble(*parts))

    def _set_state(self, state: str, words: str = "") -> None:
        for name in ("loading", "empty", "rows", "failed"):
            self.set_class(name == state, f"-{name}")
        self.query_one("#state", Static).update(Content(shown(words)))
        self.refresh_bindings()

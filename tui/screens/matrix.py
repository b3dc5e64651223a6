"""The matrix: past outcomes in similar circumstances, and how every outcome spreads."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from tui.asking import Question, opening
from tui.comparing import ask, ask_grid, behind_cell
from tui.keys import key
from tui.screens.question import QuestionScreen
from tui.telling import matrix as telling
from tui.telling import precedents
from tui.widgets.cells import Cells
from tui.widgets.lines import Entry, Lines
from tui.widgets.safe import shown

if TYPE_CHECKING:
    from db.matrix import Behind, LeftOut
    from hearings.precedents import Answer, Cell, Grid
    from tui.office import Office
    from tui.telling.precedents import Line

PANES: Final = ("Circumstances", "Comparable cases", "Matrix", "Cases of a cell")
"""What can be gone to; the last is there once a cell has been opened."""

CLASSES: Final = ("-answer", "-answer", "-grid", "-cases")
ANSWER, GRID, CASES = 1, 2, 3

WIDE: Final = 110
"""Cells from which the question stays beside the matrix."""

NOTHING: Final = (
    "Nothing is asked yet. Press enter on a circumstance on the left to choose it, or F6 on a"
    " case for its own. Press tab twice for the whole matrix."
)
NO_OUTCOME: Final = (
    "No outcome stands that you may see and that fits. Press shift+tab and backspace on what the"
    " outcomes are narrowed to, or r to read them again."
)


class MatrixScreen(QuestionScreen):
    """Circumstances left, past outcomes right; every reading is written down in the trail."""

    CSS_PATH = "matrix.tcss"
    AUTO_FOCUS = "#question"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("tab", "pane(1)", "next pane", "Go to the next pane: circumstances, comparable cases,"
            " the whole matrix.", "matrix.next_pane"),
        key("shift+tab", "pane(-1)", "pane before", "Go to the pane before.",
            "matrix.pane_before", show=False),
        key("backspace", "remove", "take away", "Take away what is chosen on this line.",
            "matrix.remove"),
        key("n", "anew", "ask anew", "Take every circumstance away, and begin again; it asks"
            " first.", "matrix.anew"),
        key("y", "copy", "copy", "Send the reference of the case to the terminal's clipboard.",
            "matrix.copy", show=False),
        key("r", "reload", "reload", "Read it again.", "matrix.reload", show=False),
        key("escape", "back", "back", "Go back to the pane before, then to the case you came from"
            " or the caseload.", "matrix.back"),
    ]  # fmt: skip

    def __init__(self, office: Office) -> None:
        """Ask about nothing yet, under the Regulations of today.

        Args:
            office: What every screen needs.
        """
        super().__init__(office)
        self.question = opening(office.today)
        self._now = self.question.scope.regime
        self.pane = 0
        self.answer: Answer | None = None
        self.grid: tuple[Grid, LeftOut] | None = None
        self.came_from = ""
        self.lines: dict[str, list[Line]] = {"answer": [], "cases": []}

    def compose_body(self) -> ComposeResult:
        """Put the question left and the panes right."""
        yield Static(id="line", markup=False)
        yield Static(id="tabs", markup=False)
        with Horizontal(id="body"):
            yield Lines(id="question")
            with Vertical(id="right"):
                yield Static(NOTHING, id="state", markup=False)
                yield Lines(id="answer")
                yield Cells()
                yield Static(telling.LEGEND, id="legend", markup=False)
                yield Static(id="cell", markup=False)
                yield Lines(id="cases")

    def on_mount(self) -> None:
        """Show the question; nothing is read before something is asked."""
        self._show_question()
        self._go(0)
        self._read()

    def on_resize(self, event: events.Resize) -> None:
        """Keep the question beside the matrix where there is room."""
        self.set_class(event.size.width >= WIDE, "-wide")

    def put(self, question: Question) -> None:
        """Ask something else.

        Args:
            question: What is asked.
        """
        other = bool(question.ref) and question.ref != self.question.ref
        self.question = question
        self.came_from = question.ref or self.came_from
        self._show_question(from_the_top=other)
        self.grid = None
        self._go(0)
        self._read()

    def action_pane(self, step: int) -> None:
        """Go to another pane.

        Args:
            step: How many on.
        """
        self._go((min(self.pane, GRID) + step) % (GRID + 1))

    def action_anew(self) -> None:
        """Ask about nothing; what is chosen is taken away only once somebody says so."""
        empty = opening(self.office.today)
        if self.question == empty:
            return
        from tui.dialogs.anew import AnewDialog

        self.put_over(AnewDialog(), lambda yes: self.put(empty) if yes else None)

    def action_reload(self) -> None:
        """Read again what is shown."""
        self.grid = None
        self._read()

    def action_back(self) -> None:
        """Take away what is said, then go back a pane, then to the case or the caseload."""
        if self.said:
            self.say("")
        elif self.pane:
            self._go(GRID if self.pane == CASES else 0)
        else:
            self.app.call_later(self._leave)

    async def _leave(self) -> None:
        """Go to the caseload, and there to the case whose circumstances were asked with."""
        ref, caseload = self.came_from, "mode('caseload')"
        await self.app.run_action(caseload)
        if ref:
            from tui.screens.subject import SubjectScreen

            self.app.push_screen(SubjectScreen(self.office, ref))

    def on_screen_suspend(self) -> None:
        """Forget the case once somebody goes elsewhere; a dialog is not elsewhere."""
        if self.app.current_mode != "matrix":
            self.came_from = ""

    def action_copy(self) -> None:
        """Send the reference of the case the cursor is on to the terminal."""
        name = "cases" if self.pane == CASES else "answer"
        at = self.query_one(f"#{name}", Lines).highlighted
        ref = "" if at is None else self.lines[name][at].ref
        if ref:
            self.app.copy_to_clipboard(ref)
            self.say(f"{ref} was sent to the terminal's clipboard.")

    @on(Lines.Taken, "#answer")
    @on(Lines.Taken, "#cases")
    def _case_taken(self, message: Lines.Taken) -> None:
        """Open the case."""
        message.stop()
        name = "cases" if message.lines.id == "cases" else "answer"
        ref = self.lines[name][message.place].ref
        if ref:
            self.open([(ref, "")], "Outcome")

    @on(Cells.Moved)
    def _cell_moved(self, message: Cells.Moved) -> None:
        """Say what the cell holds, and no more what was said of another."""
        message.stop()
        self.say("")
        self._show_cell()

    @on(Cells.Taken)
    def _cell_taken(self, message: Cells.Taken) -> None:
        """List the cases of the cell."""
        message.stop()
        cell, place = self._at_cursor()
        if cell is None:
            self.say("No outcome stands in this cell.")
            return
        job = partial(behind_cell, self.office, self.question, place)
        self.ask(job, self._listed_cases, self._failed, "matrix")

    def _read(self) -> None:
        """Read what the pane shows, unless it has been read, or nothing is asked."""
        question, office = self.question, self.office
        if self.pane >= GRID:
            if self.grid is None:
                self._set_state("loading", "Reading…")
                take = partial(self._grid_read, question)
                self.ask(partial(ask_grid, office, question), take, self._failed, "matrix")
            return
        self.answer = None
        if not question.features:
            self._set_state("empty", NOTHING)
            return
        self._set_state("loading", "Reading…")
        found = partial(self._answered, question)
        self.ask(partial(ask, office, question), found, self._failed, "matrix")

    def _answered(self, question: Question, answer: Answer) -> None:
        """Show an answer, unless something else has been asked in the meantime."""
        if question == self.question:
            self.answer = answer
            self.lines["answer"] = precedents.lines(answer)
            self.query_one("#answer", Lines).tell(_entries(self.lines["answer"]))
            self._show_pane()

    def _grid_read(self, question: Question, found: tuple[Grid, LeftOut]) -> None:
        if question != self.question:
            return
        self.grid, factors = found, self.office.rules.factors
        grid = found[0]
        held = {(one.standard, one.culpability, one.harm_level): one for one in grid.cells}
        self.query_one(Cells).tell(
            [telling.row_words(row) for row in grid.standards],
            [telling.column_words(*column, factors) for column in grid.columns],
            [[telling.cell_words(held.get((row, *column))) for column in grid.columns]
             for row in grid.standards],
        )  # fmt: skip
        self._show_pane()

    def _listed_cases(self, found: list[Behind]) -> None:
        where = str(self.query_one("#cell", Static).content)
        self.lines["cases"] = telling.behind_lines(found, where)
        self.query_one("#cases", Lines).tell(_entries(self.lines["cases"]))
        self._go(CASES)

    def _failed(self, error: Exception) -> None:
        words = self.office.sentence(error, "Past outcomes could not be read")
        self._set_state("failed", f"{words} Press r to try again, or 1 for the caseload.")

    def _go(self, pane: int) -> None:
        """Go to a pane, and read what it needs."""
        self.pane = pane
        if pane >= GRID and self.grid is None:
            self._read()
        self._show_pane()

    def _show_pane(self) -> None:
        """Show the pane, or what it says while it has nothing."""
        for name in set(CLASSES):
            self.set_class(CLASSES[self.pane] == name, name)
        self._show_line()
        if self.pane >= GRID and self.grid is not None:
            self._set_state("rows" if self.grid[0].n else "empty", NO_OUTCOME)
            self._show_cell()
        elif self.pane < GRID and self.answer is not None:
            self._set_state("rows")
        elif self.pane < GRID and not self.question.features:
            self._set_state("empty", NOTHING)
        self.call_after_refresh(self._focus_pane)

    def _focus_pane(self) -> None:
        places = ("#question", "#answer", "Cells", "#cases")
        wanted = self.query_one(places[self.pane])
        if not wanted.display and self.pane:
            wanted = self.query_one("#question")
        if self.is_current:
            self.set_focus(wanted if wanted.display else None)

    def _at_cursor(self) -> tuple[Cell | None, tuple[str, str, str]]:
        """Give the cell of the cursor and its place."""
        if self.grid is None or not self.grid[0].cells:
            return None, ("", "", "")
        grid, cells = self.grid[0], self.query_one(Cells)
        place = (grid.standards[cells.row], *grid.columns[cells.column])
        held = (one for one in grid.cells
                if (one.standard, one.culpability, one.harm_level) == place)  # fmt: skip
        return next(held, None), place

    def _show_cell(self) -> None:
        cell, place = self._at_cursor()
        words = telling.detail(cell, place, self.office.rules.factors)
        self.query_one("#cell", Static).update(Content(shown(words, lines=True)))
        legend = telling.legend(None if self.grid is None else self.grid[0])
        self.query_one("#legend", Static).update(Content(legend))

    def _show_line(self) -> None:
        question = self.question
        about = f" · {question.ref} as it stands" if question.ref else ""
        if self.pane >= GRID and self.grid is not None:
            about = f" · {telling.counted_words(*self.grid, question.scope.regime)}"
        # Where no regime is asked about it speaks as people do today.
        words = f"{telling.title(question.scope.regime or self._now)}{about}"
        self.query_one("#line", Static).update(Content(shown(words)))
        parts = []
        for place, name in enumerate(PANES[: max(self.pane, GRID) + 1]):
            here = place == self.pane
            parts += [(f"[{name}]" if here else f" {name} ", "bold" if here else ""), ("  ", "")]
        self.query_one("#tabs", Static).update(Content.assemble(*parts))

    def _set_state(self, state: str, words: str = "") -> None:
        for name in ("loading", "empty", "rows", "failed"):
            self.set_class(name == state, f"-{name}")
        self.query_one("#state", Static).update(Content(shown(words)))


def _entries(lines: list[Line]) -> list[Entry]:
    return [Entry(line.head, line.about, line.heading) for line in lines]

"""The caseload: saved views, a filter, any order, and the ways into a matter."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from tui.keys import key
from tui.memory import recall, remember
from tui.screens.base import OfficeScreen
from tui.screens.rows import CaseRows, columns
from tui.screens.views import SavedView, view_named
from tui.widgets.fields.line import SafeInput
from tui.widgets.safe import shown
from tui.widgets.window import WindowList

if TYPE_CHECKING:
    from db.mine import Mine
    from db.store import Query
    from tui.office import Office

SETTLED: Final = 0.5
"""Seconds after which a filter counts as settled, and is written down in the trail."""

PAUSE: Final = 0.12
"""Seconds after a key of the filter when the list is read."""


class CaseloadScreen(OfficeScreen[None]):
    """The subjects of one view."""

    CSS_PATH = "caseload.tcss"
    AUTO_FOCUS = "WindowList"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("a", "assess", "assess", "Assess the severity of the subject the cursor is on.",
            "caseload.assess"),
        key("n", "receive", "new", "Receive a new matter.", "caseload.receive"),
        key("v", "views", "views", "Choose a saved view by its digit.", "caseload.views"),
        key("slash", "filter", "filter",
            "Show only subjects in which every word typed stands: reference, name, rank, unit,"
            " level, Standard, stage.", "caseload.filter"),
        key("m", "mine", "mine", "Say what became of your own initial assessments, and which"
            " guidance applies.", "caseload.mine"),
        key("y", "copy", "copy", "Send the reference to the terminal's clipboard.",
            "caseload.copy"),
        key("r", "reload", "reload", "Read the list again; the cursor stays on its row.",
            "caseload.reload", show=False),
        key("escape", "clear", "clear", "Take the filter away; never leaves the program.",
            "caseload.clear"),
    ]  # fmt: skip

    def __init__(self, office: Office) -> None:
        """Open the view that was open last.

        Args:
            office: What every screen needs.
        """
        super().__init__(office)
        self._memory = recall()
        self._columns = columns(office)
        self.view: SavedView = view_named(self._memory.view)
        self._search = ""
        self._sort, self._descending = self._memory.sort, self._memory.descending
        if self._sort not in {column.key for column in self._columns}:
            self._sort, self._descending = "reference", False
        self._reading: Timer | None = None
        self._settling: Timer | None = None

    @property
    def list(self) -> WindowList:
        """Give the list."""
        return self.query_one(WindowList)

    @property
    def query_now(self) -> Query:
        """Give the query of the view, the filter and the order."""
        return replace(
            self.view.query(self.office),
            search=self._search,
            sort=self._sort,
            descending=self._descending,
        )

    def compose_body(self) -> ComposeResult:
        """Put the title and the filter over the list."""
        with Horizontal(id="head"):
            yield Static(id="title", markup=False)
            yield Static(id="size", markup=False)
            yield Static("/ ", id="mark", markup=False)
            yield SafeInput(placeholder="gross sgt", id="filter")
            yield Static(id="gap", markup=False)
            yield Static(id="position", markup=False)
        yield WindowList(self._columns, id="subjects")

    def on_mount(self) -> None:
        """Begin to read."""
        self.watch(self.list, "position", self._show_position)
        self._open(self.view)

    def on_screen_resume(self) -> None:
        """Read again what a move may have changed."""
        if self.is_mounted and self.list.total is not None:
            self._read(keep=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to clear only what there is, and own figures only to a person.

        Args:
            action: The action.
            parameters: What it is given.
        """
        if action == "clear" and self.is_mounted:
            return self.query_one("#head").has_class("-filtering") or bool(self.said)
        if action == "mine":
            return self.office.desk.actor.person is not None
        return super().check_action(action, parameters)

    def action_views(self) -> None:
        """Choose a view."""
        from tui.dialogs.views import ViewsDialog

        self.put_over(ViewsDialog(self.office, self.view), self._chosen)

    def action_filter(self) -> None:
        """Go to the filter."""
        self.query_one("#head").add_class("-filtering")
        self.query_one("#filter").focus()

    def action_clear(self) -> None:
        """Take the filter away, then leave it; at the list there is nothing more to leave."""
        box = self.query_one("#filter", Input)
        if box.value:
            box.value = ""
            return
        self.query_one("#head").remove_class("-filtering")
        self.list.focus()
        self.say("")
        self.refresh_bindings()

    def action_reload(self) -> None:
        """Read the list again."""
        self._read(keep=True)

    def action_copy(self) -> None:
        """Send the reference to the terminal."""
        reference = self._reference()
        if reference:
            self.app.copy_to_clipboard(reference)
            self.say(f"{reference} was sent to the terminal's clipboard.")
            self.refresh_bindings()

    def action_receive(self) -> None:
        """Receive a new matter."""
        from hearings.stages import move_named
        from tui.screens.move_form import MoveForm

        self.put_over(MoveForm(self.office, move_named("receive")), self._received)

    def action_mine(self) -> None:
        """Say what became of one's own initial assessments."""
        from db.mine import mine

        desk = self.office.desk
        self.ask(lambda: mine(desk), self._show_mine, self._no_mine, "mine")

    def action_assess(self) -> None:
        """Assess the subject the cursor is on."""
        from tui.screens.assess import AssessScreen

        reference = self._reference()
        if reference:
            self.put_over(AssessScreen(self.office, reference))

    @on(WindowList.Selected)
    def _open_subject(self, _message: WindowList.Selected) -> None:
        """Open the subject the cursor is on."""
        reference = self._reference()
        if reference:
            self._show_subject(reference)

    @on(WindowList.SortChanged)
    def _sorted(self, message: WindowList.SortChanged) -> None:
        """Read in another order, and remember it."""
        self._sort, self._descending = message.column_key, message.descending
        self._read(keep=True)
        self._remember()

    @on(WindowList.Failed)
    def _failed(self, message: WindowList.Failed) -> None:
        """Keep a fault in the log; the list itself says what to do."""
        self.office.sentence(message.error, "The list could not be read")
        self._show_size("")

    @on(Input.Changed, "#filter")
    def _typed(self, message: Input.Changed) -> None:
        """Read again once the keys rest for a moment, and write it down once they settle."""
        self._search = message.value
        if self._reading is not None:
            self._reading.stop()
        self._reading = self.set_timer(PAUSE, partial(self._read, keep=True, narrowed=True))
        self._settle_later()

    @on(Input.Submitted, "#filter")
    def _to_list(self) -> None:
        """Go to the rows that are left."""
        self.list.focus()

    def _chosen(self, chosen: SavedView | None) -> None:
        if chosen is not None:
            self._open(chosen)
            self._remember()

    def _received(self, answer: dict[str, object] | None) -> None:
        if answer is not None:
            self._show_subject(str(answer["subject"]))

    def _show_mine(self, found: Mine) -> None:
        from tui.dialogs.reading import ReadingDialog
        from tui.telling import mine

        self.put_over(ReadingDialog(mine.TITLE, mine.page(found, self.office.rules)))

    def _no_mine(self, error: Exception) -> None:
        self.say(self.office.sentence(error, "Your own figures could not be read"), wrong=True)

    def _show_subject(self, reference: str) -> None:
        from tui.screens.subject import SubjectScreen

        self.put_over(SubjectScreen(self.office, reference))

    def _reference(self) -> str:
        row = self.list.cursor_row
        return "" if row is None else row.cells[0]

    def _open(self, view: SavedView) -> None:
        """Open a view: one entry in the trail."""
        self.view = view
        self.query_one("#title", Static).update(Content(shown(view.words(self.office))))
        self._read()
        self._settle_later(0.0)

    def _read(self, *, keep: bool = False, narrowed: bool = False) -> None:
        """Read the list, and count it."""
        query = self.query_now
        empty = self.view.empty
        if self._search:
            empty = "Nothing fits the filter. Press Esc to take it away."
        self.list.say_when_empty(empty)
        self.list.set_sort(self._sort, descending=self._descending)
        self.list.show(CaseRows(self.office, query), keep=keep, narrowed=narrowed)
        self.ask(lambda: self.office.desk.size(query), self._counted, lambda _e: None, "size")

    def _counted(self, size: tuple[int, int]) -> None:
        subjects, cases = size
        self._show_size(
            f"{subjects:,} subject{'' if subjects == 1 else 's'}"
            f" in {cases:,} case{'' if cases == 1 else 's'}"
        )

    def _show_size(self, words: str) -> None:
        self.query_one("#size", Static).update(Content(words))

    def _show_position(self, position: str) -> None:
        self.query_one("#position", Static).update(Content(position))

    def _settle_later(self, after: float = SETTLED) -> None:
        """Write down what is being looked for once it rests."""
        if self._settling is not None:
            self._settling.stop()
        if after:
            self._settling = self.set_timer(after, self._settle)
        else:
            self._settle()

    def _settle(self) -> None:
        query = self.query_now
        self.ask(lambda: self.office.desk.settle(query), lambda _n: None, self._unsettled, "settle")

    def _unsettled(self, error: Exception) -> None:
        self.say(self.office.sentence(error, "The look could not be written down"), wrong=True)

    def _remember(self) -> None:
        """Remember the view and the order; never what was looked for."""
        self._memory = replace(
            recall(), view=self.view.key, sort=self._sort, descending=self._descending
        )
        remember(self._memory)

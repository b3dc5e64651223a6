"""One officer concerned in one case: facts, assessments, history, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from hearings.access import keeps_diary
from hearings.cases import parse_reference, reference
from hearings.deadlines import deadlines
from hearings.people import short_rank
from hearings.regimes import regimes
from tui import telling
from tui.keys import key
from tui.screens.beside import Beside
from tui.telling import clock, hearing, outcome
from tui.widgets.limits import Limits
from tui.widgets.paper import Paper
from tui.widgets.safe import shown
from tui.widgets.stage_bar import StageBar
from tui.words import event_title, priority_words

if TYPE_CHECKING:
    from db.actions import View
    from hearings.stages import Move
    from tui.office import Office

TABS = ("Summary", "Assessments", "Deadlines", "Hearing", "Outcome", "History")
"""The pages of a subject."""


class SubjectScreen(Beside):
    """A subject, opened: reading it is written down in the trail."""

    CSS_PATH = "subject.tcss"
    AUTO_FOCUS = "Paper"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("m", "moves", "moves", "Choose what to do, and see why something cannot be done.",
            "subject.moves"),
        key("a", "assess", "assess", "Assess the severity.", "subject.assess"),
        key("right,l,tab", "tab(1)", "next tab", "Go to the next tab.", "subject.next_tab"),
        key("left,h,shift+tab", "tab(-1)", "tab before", "Go to the tab before.",
            "subject.previous_tab", show=False),
        key("f5", "deadlines", "deadlines", "Go to the time limits.", "subject.deadlines",
            show=False),
        key("w", "working", "working", "Show how every limit was counted, or hide it.",
            "subject.working"),
        key("f6", "comparable", "comparable cases", "Go to the matrix with the circumstances"
            " of this case.", "subject.comparable"),
        key("right_square_bracket", "officer(1)", "next officer",
            "Go to the next officer in this case.", "subject.next_officer", show=False),
        key("left_square_bracket", "officer(-1)", "officer before",
            "Go to the officer before in this case.", "subject.previous_officer", show=False),
        key("y", "copy", "copy", "Send the reference to the terminal's clipboard.",
            "subject.copy"),
        key("r", "reload", "reload", "Read it again.", "subject.reload", show=False),
        key("escape", "back", "back", "Go back to the list it was opened from.", "subject.back"),
    ]  # fmt: skip

    def __init__(self, office: Office, ref: str, tab: str = TABS[0]) -> None:
        """Remember what is to be opened.

        Args:
            office: What every screen needs.
            ref: The subject, written `CASE/N`.
            tab: The page to open it at.
        """
        super().__init__(office)
        self.ref = ref
        self.number = parse_reference(ref)[1] or 1
        self.tab = TABS.index(tab)

    def compose_body(self) -> ComposeResult:
        """Put the reference, the stages and the tabs over the page."""
        yield Static(Content(shown(self.ref)), id="what", markup=False)
        yield StageBar()
        yield Static(id="tabs", markup=False)
        yield Static("Reading…", id="state", markup=False)
        yield Paper()
        yield Limits()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the working only where limits are shown.

        Args:
            action: The action.
            parameters: What it is given.
        """
        if action == "working":
            return TABS[self.tab] == "Deadlines"
        if action == "comparable":
            return self.office.compares
        return super().check_action(action, parameters)

    def on_mount(self) -> None:
        """Begin to read."""
        self.add_class("-loading")
        self._show_tabs()
        self._read()

    def action_reload(self) -> None:
        """Read it again."""
        self._read()

    def action_back(self) -> None:
        """Take away what is said above the keys, then go back."""
        if self.said:
            self.say("")
        else:
            self.dismiss()

    def action_tab(self, step: int) -> None:
        """Go to another tab.

        Args:
            step: How many to the right.
        """
        self._go_to_tab((self.tab + step) % len(TABS))

    def action_deadlines(self) -> None:
        """Go to the time limits."""
        self._go_to_tab(TABS.index("Deadlines"))

    async def action_comparable(self) -> None:
        """Go to the matrix, with the circumstances of this case."""
        if self.view is None:
            return
        from tui.asking import about
        from tui.screens.matrix import MatrixScreen

        file, app = self.view.file, self.app
        question = about(self.ref, file.case, file.subject(self.number))
        await app.run_action("mode('matrix')")
        if isinstance(app.screen, MatrixScreen):
            app.screen.put(question)

    def action_working(self) -> None:
        """Show how every limit was counted, or hide it."""
        self.query_one(Limits).toggle_all()

    def action_officer(self, step: int) -> None:
        """Go to another officer of the same case.

        Args:
            step: How many on.
        """
        if self.view is None:
            return
        numbers = [subject.number for subject in self.view.file.subjects]
        if len(numbers) == 1:
            self.say("There is one officer in this case.")
            return
        other = numbers[(numbers.index(self.number) + step) % len(numbers)]
        self.ref, self.number = reference(self.view.file.case.reference, other), other
        self._read()

    def action_copy(self) -> None:
        """Send the reference to the terminal."""
        self.app.copy_to_clipboard(self.ref)
        self.say(f"{self.ref} was sent to the terminal's clipboard.")

    def action_moves(self) -> None:
        """Choose a move."""
        if self.view is None:
            return
        from tui.dialogs.moves import MovesDialog

        self.put_over(MovesDialog(self.office, self.view, self.number), self.begin)

    def action_assess(self) -> None:
        """Assess the severity, beside what the local assessors wrote."""
        from tui.screens.assess import AssessScreen

        self.put_over(AssessScreen(self.office, self.ref), self._done)

    def begin(self, move: Move | None) -> None:
        """Open the form of a move.

        Args:
            move: The move; None for none.
        """
        if move is None or self.view is None:
            return
        if move.event == "assess":
            self.action_assess()
            return
        from tui.screens.move_form import MoveForm

        form = MoveForm(self.office, move, self.ref, self.view)
        self.put_over(form, self._done)

    def show_again(self, tab: str) -> None:
        """Show a page again, if it is the one that is shown.

        Args:
            tab: The page.
        """
        if TABS[self.tab] == tab:
            self._show_page()

    @on(events.Click, "#tabs")
    def _clicked(self, event: events.Click) -> None:
        """Go to the tab that was clicked."""
        start = 1
        for place, name in enumerate(TABS):
            if start <= event.x < start + len(name) + 2:
                self._go_to_tab(place)
            start += len(name) + 4

    def _done(self, answer: dict[str, object] | None) -> None:
        """Read again after a form, and say what was done."""
        if answer is None:
            return
        self.ref = str(answer["subject"])
        self.number = parse_reference(self.ref)[1] or 1
        self._read(said=True)

    def _read(self, *, said: bool = False) -> None:
        desk, ref = self.office.desk, self.ref
        self.say("")
        self.ask(lambda: desk.show(ref), lambda found: self._loaded(found[0], said), self._failed)

    def _loaded(self, view: View, said: bool) -> None:
        """Show what was read."""
        self.view, self.planned, self.lawful = view, None, None
        subject, case, rules = view.file.subject(self.number), view.file.case, self.office.rules
        facts = subject.facts
        name = view.names.get(facts.number) or "not yet identified"
        regime = regimes()[case.regime].title
        colour = f"  {priority_words(case.priority)}" if case.priority else ""
        what = f"{self.ref}  {short_rank(facts.rank)} {name}, {facts.unit} · {regime}{colour}"
        self.query_one("#what", Static).update(Content(shown(what)))
        self.query_one(StageBar).show(subject.stages, subject.stage, rules)
        self._set_state("rows")
        self._show_page()
        if said:
            last = next(e for e in reversed(view.history) if e.subject == self.number)
            self.say(f"Saved: {event_title(last, rules).lower()}.")

    def _failed(self, error: Exception) -> None:
        words = self.office.sentence(error, f"{self.ref} could not be read")
        self.query_one("#state", Static).update(
            Content(shown(f"{words} Press r to try again, or Esc to go back."))
        )
        self._set_state("failed")

    def _set_state(self, state: str) -> None:
        for name in ("loading", "rows", "failed"):
            self.set_class(name == state, f"-{name}")

    def _go_to_tab(self, place: int) -> None:
        self.tab = place
        self._show_tabs()
        self._show_page()

    def _show_tabs(self) -> None:
        parts = []
        for place, name in enumerate(TABS):
            here = place == self.tab
            parts.append((f"[{name}]" if here else f" {name} ", "bold" if here else ""))
            parts.append(("  ", ""))
        self.query_one("#tabs", Static).update(Content.assemble(*parts))

    def _show_page(self) -> None:
        if self.view is None:
            return
        rules, today, view = self.office.rules, self.office.today, self.view
        subject, name = view.file.subject(self.number), TABS[self.tab]
        self.set_class(name == "Deadlines", "-limits")
        if name == "Deadlines":
            rows = deadlines(view.file.case, subject, rules, today)
            found = clock.groups(rows, subject.adjustments, rules.calendar, today)
            self.query_one(Limits).show(found)
        else:
            pages: dict[str, Callable[[], Iterable[telling.Said]]] = {
                "Summary": lambda: telling.summary(view, self.number, rules),
                "Assessments": lambda: telling.assessments(subject, rules),
                "Outcome": lambda: outcome.outcome(view, self.number, rules, today, self.lawful),
                "Hearing": lambda: hearing.hearing(view, self.number, rules, today, self.planned),
                "History": lambda: telling.history(view.history, self.number, rules),
            }
            self.query_one(Paper).tell(pages[name]())
        unplanned = self.planned is None and subject.stage == "referred"
        if name == "Hearing" and unplanned and keeps_diary(self.office.desk.actor):
            self._plan()
        if name == "Outcome" and self.lawful is None and subject.stage == "heard":
            self._rule()
        self.call_after_refresh(self._focus_page)
        self.refresh_bindings()

    def _focus_page(self) -> None:
        """Give the keys to the page that is shown."""
        page = self.query_one(Limits) if self.has_class("-limits") else self.query_one(Paper)
        if self.has_class("-rows") and self.is_current:
            page.focus()

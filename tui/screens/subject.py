"""One officer concerned in one case: facts, assessments, history, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from hearings.cases import parse_reference, reference
from hearings.people import short_rank
from hearings.regimes import regimes
from tui import telling
from tui.keys import key
from tui.screens.base import OfficeScreen
from tui.widgets.paper import Paper
from tui.widgets.safe import shown
from tui.widgets.stage_bar import StageBar
from tui.words import event_title, priority_words

if TYPE_CHECKING:
    from db.actions import View
    from hearings.stages import Move
    from tui.office import Office

TABS = ("Summary", "Assessments", "History")


class SubjectScreen(OfficeScreen[None]):
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
        key("right_square_bracket", "officer(1)", "next officer",
            "Go to the next officer in this case.", "subject.next_officer", show=False),
        key("left_square_bracket", "officer(-1)", "officer before",
            "Go to the officer before in this case.", "subject.previous_officer", show=False),
        key("y", "copy", "copy", "Send the reference to the terminal's clipboard.",
            "subject.copy"),
        key("r", "reload", "reload", "Read it again.", "subject.reload", show=False),
        key("escape", "back", "back", "Go back to the caseload.", "subject.back"),
    ]  # fmt: skip

    def __init__(self, office: Office, ref: str) -> None:
        """Remember what is to be opened.

        Args:
            office: What every screen needs.
            ref: The subject, written `CASE/N`.
        """
        super().__init__(office)
        self.ref = ref
        self.view: View | None = None
        self.number = parse_reference(ref)[1] or 1
        self.tab = 0

    def compose_body(self) -> ComposeResult:
        """Put the reference, the stages and the tabs over the page."""
        yield Static(Content(shown(self.ref)), id="what", markup=False)
        yield StageBar()
        yield Static(id="tabs", markup=False)
        yield Static("Reading…", id="state", markup=False)
        yield Paper()

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

        self.app.push_screen(MovesDialog(self.office, self.view, self.number), self.begin)

    def action_assess(self) -> None:
        """Assess the severity, beside what the local assessors wrote."""
        from tui.screens.assess import AssessScreen

        self.app.push_screen(AssessScreen(self.office, self.ref), self._done)

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
        self.app.push_screen(form, self._done)

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
        self.view = view
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
        if state == "rows":
            self.query_one(Paper).focus()

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
        rules, subject = self.office.rules, self.view.file.subject(self.number)
        pages = (
            lambda view: telling.summary(view, self.number, rules),
            lambda _view: telling.assessments(subject, rules),
            lambda view: telling.history(view.history, self.number, rules),
        )
        self.query_one(Paper).tell(pages[self.tab](self.view))

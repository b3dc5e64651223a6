"""Decide how serious it is, beside what the unit wrote; never knowing who the officer is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from hearings.people import short_rank
from hearings.regimes import regimes
from hearings.severity import Direction, Level, crosses_gross, direction
from hearings.stages import move_named
from tui import telling
from tui.keys import FORM, key
from tui.screens.form import FormScreen
from tui.sentences import on_screen
from tui.widgets.fields.form import Form
from tui.widgets.paper import Paper
from tui.widgets.safe import shown
from tui.widgets.stage_bar import StageBar
from tui.words import event_title, priority_words

if TYPE_CHECKING:
    from db.actions import View
    from hearings.precedents import Answer
    from tui.office import Office

WIDE: Final = 120
"""Cells from which labels stand beside their fields."""


def verdict(passed: Level | None, chosen: str) -> str:
    """Say how a level would stand to the initial assessment.

    Args:
        passed: The level with which the matter was passed on; None where there was none.
        chosen: The level chosen; empty for none yet.
    """
    if not chosen:
        return "Choose a level."
    if passed is None:
        return "No initial assessment to compare with."
    level = Level(chosen)
    way = direction(passed, level)
    if way is Direction.SAME:
        return "THE SAME LEVEL · may be issued"
    then = "waits for second reader" if crosses_gross(passed, level) else "may be issued"
    return f"{way.value.upper()} · {then}"


class AssessScreen(FormScreen):
    """The unit's side left, the decision right."""

    CSS_PATH = "assess.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        key("f2", "save", "decide", "Make the decision.", "assess.decide", group=FORM),
        key("f3", "return_to_unit", "return to unit",
            "Return it for local handling, once it has been decided.", "assess.return", group=FORM),
        key("f4", "history", "history", "Show what happened so far.", "assess.history",
            group=FORM),
        key("f5", "deadlines", "deadlines", "Show the time limits, each with its working.",
            "assess.deadlines", group=FORM),
        key("f6", "comparable", "comparable cases", "Show comparable cases, once a level is"
            " entered.", "assess.comparable", group=FORM, priority=True),
        key("f7", "other_side", "other side", "Go to the unit's side, or back to the decision.",
            "assess.side", group=FORM, priority=True),
    ]  # fmt: skip

    def __init__(self, office: Office, ref: str) -> None:
        """Remember what is to be assessed.

        Args:
            office: What every screen needs.
            ref: The subject, written `CASE/N`.
        """
        super().__init__(office, move_named("assess"), ref)
        self.answer: dict[str, object] | None = None
        self._shut = False

    def compose_body(self) -> ComposeResult:
        """Put the two sides beside one another."""
        yield Static(Content(shown(self.ref)), id="what", markup=False)
        yield StageBar()
        with Horizontal(id="sides"):
            yield Paper()
            with Vertical(id="decision"):
                yield Static("Reading…", id="nothing", markup=False)
                yield Static(id="verdict", markup=False)
        yield Static(id="hint", markup=False)

    def on_mount(self) -> None:
        """Read the matter: one entry in the trail."""
        self.add_class("-loading")
        self._read(self._loaded)

    def on_resize(self) -> None:
        """Put labels beside their fields where there is room."""
        self.set_class(self.size.width >= WIDE, "-wide")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the return to the unit only after a decision.

        Args:
            action: The action.
            parameters: What it is given.
        """
        if action == "return_to_unit":
            return self.answer is not None
        if action == "comparable":
            return self.office.compares
        if action == "save":
            return not self._shut
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """Clear, then leave; a decision made here is told to the screen below."""
        if self.answer is not None:
            self.dismiss(self.answer)
        else:
            super().action_back()

    def action_other_side(self) -> None:
        """Go to the other side."""
        paper = self.query_one(Paper)
        if paper.has_focus and self.query(Form):
            self.form.rows["level"].control.focus()
        else:
            paper.focus()

    def action_history(self) -> None:
        """Show the history without saying who the officer is."""
        if self.view is not None:
            from tui.dialogs.reading import ReadingDialog

            said = telling.history(self.view.history, self.number, self.office.rules, blind=True)
            self.put_over(ReadingDialog(f"History of {self.ref}", said))

    def action_deadlines(self) -> None:
        """Show the time limits, which say nothing of who the officer is."""
        if self.view is not None:
            from hearings.deadlines import deadlines
            from tui.dialogs.reading import ReadingDialog
            from tui.telling import clock

            rules, today, file = self.office.rules, self.office.today, self.view.file
            subject = file.subject(self.number)
            rows = deadlines(file.case, subject, rules, today)
            found = clock.groups(rows, subject.adjustments, rules.calendar, today)
            self.put_over(ReadingDialog(f"Time limits of {self.ref}", clock.page(found)))

    def action_comparable(self) -> None:
        """Show past outcomes like this matter, but not before somebody has made up their mind."""
        if self.view is None:
            return
        chosen = self.form.rows["level"].text if self.query(Form) else ""
        if not chosen and self.view.file.subject(self.number).ruling is None:
            self.say("Comparable cases are shown once a level is entered.")
            return
        from tui.asking import about
        from tui.comparing import ask

        file = self.view.file
        question = about(self.ref, file.case, file.subject(self.number))
        self.say("Reading comparable cases…")
        self.ask(lambda: ask(self.office, question), self._compared, self._not_compared, "matrix")

    def _compared(self, answer: Answer) -> None:
        from tui.dialogs.reading import ReadingDialog
        from tui.telling import precedents

        self.say("")
        said = precedents.page(answer)
        self.put_over(ReadingDialog(f"Comparable cases of {self.ref}", said))

    def _not_compared(self, error: Exception) -> None:
        self.say(self.office.sentence(error, "Comparable cases could not be read"), wrong=True)

    def action_return_to_unit(self) -> None:
        """Return it for local handling, or say why it cannot be."""
        if self.view is None:
            return
        from tui.screens.move_form import MoveForm

        found = self.office.desk.refusals(self.view.file, self.number)
        move, why = next(row for row in found if row[0].event == "return_to_unit")
        if why:
            self.say(on_screen(why, self.office.rules), wrong=True)
            return
        self.put_over(MoveForm(self.office, move, self.ref, self.view), self._returned)

    def done(self, answer: dict[str, object]) -> None:
        """Stay, shut the form, and say what was decided.

        Args:
            answer: What the desk answered.
        """
        self.answer = answer
        self._shut = True
        self._read(self._decided)

    def look(self) -> None:
        """Say at once what the level chosen would mean, and ask for a reason only where needed."""
        if self.view is None or not self.query(Form):
            return
        passed = self.view.file.subject(self.number).passed
        chosen = self.form.rows["level"].text
        before = None if passed is None else passed.level
        self.query_one("#verdict", Static).update(Content(verdict(before, chosen)))
        reason = self.form.rows["change_reason"]
        differs = bool(chosen) and before is not None and before.value != chosen
        reason.control.disabled = not differs
        if not differs and chosen and reason.text:
            reason.text = ""

    def _read(self, take: Callable[[View], None]) -> None:
        desk, ref = self.office.desk, self.ref
        self.ask(lambda: desk.show(ref)[0], take, self._failed, "read")

    def _loaded(self, view: View) -> None:
        """Show both sides."""
        self.view = view
        self.remove_class("-loading")
        self.add_class("-rows")
        self._show_matter(view)
        found = self.office.desk.refusals(view.file, self.number)
        why = next(why for move, why in found if move.event == "assess")
        if why:
            self._shut = True
            self.query_one("#nothing", Static).update(
                Content("There is nothing to decide here now. F4 shows the history.")
            )
            self.say(on_screen(why, self.office.rules), wrong=True)
            self.query_one(Paper).focus()
            self.refresh_bindings()
            return
        self.query_one("#nothing").remove()
        form = Form(self.specs())
        self.query_one("#decision").mount(form, before="#verdict")
        self.call_after_refresh(self._begin, form)

    def _begin(self, form: Form) -> None:
        form.rows["level"].control.focus()
        self.look()
        self.restore()

    def _show_matter(self, view: View) -> None:
        subject, case, rules = view.file.subject(self.number), view.file.case, self.office.rules
        rank, unit = short_rank(subject.facts.rank), subject.facts.unit
        what = ", ".join(part for part in (rank, unit) if part)
        colour = f"  {priority_words(case.priority)}" if case.priority else ""
        line = f"{self.ref}  {what} · {regimes()[case.regime].title}{colour}"
        self.query_one("#what", Static).update(Content(shown(line)))
        self.query_one(StageBar).show(subject.stages, subject.stage, rules)
        self.query_one(Paper).tell([
            *telling.local_side(view, self.number, rules),
            *telling.guidance_side(view, self.number),
        ])  # fmt: skip

    def _decided(self, view: View) -> None:
        """Say what was decided and what can be done next."""
        self.view = view
        self._show_matter(view)
        self.form.disabled = True
        subject = view.file.subject(self.number)
        level = "" if subject.decision is None else subject.decision.level.words
        mark = verdict(None if subject.passed is None else subject.passed.level,
                       subject.decision.level.value if subject.decision else "")  # fmt: skip
        self.query_one("#verdict", Static).update(Content(f"DECIDED · {mark}"))
        self.say(f"Decided: {level}. F3 returns it for local handling, Esc goes back.")
        self.refresh_bindings()

    def _returned(self, answer: dict[str, object] | None) -> None:
        if answer is not None:
            self.answer = answer
            self._read(self._told)

    def _told(self, view: View) -> None:
        self.view = view
        self._show_matter(view)
        self.say(f"Saved: {event_title(view.history[-1], self.office.rules).lower()}.")

    def _failed(self, error: Exception) -> None:
        self.remove_class("-loading")
        self.add_class("-failed")
        words = self.office.sentence(error, f"{self.ref} could not be read")
        nothing = self.query("#nothing")
        if nothing:
            nothing.first(Static).update("Nothing is shown. Press Esc to go back.")
        self._shut = True
        self.say(words, wrong=True)

    def _locked(self) -> bool:
        return self._shut or super()._locked()

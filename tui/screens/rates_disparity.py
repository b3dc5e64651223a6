"""How groups fare at every step of a matter, with the subjects behind every number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from db.disparity_behind import BASE, PART
from hearings.disparity.measures import PEOPLE, measures
from tui import rating
from tui.keys import key
from tui.plain.behind_words import step_title
from tui.screens.read import ReadScreen
from tui.screens.subjects import SubjectsBehind
from tui.telling import disparity as telling
from tui.telling import rates as rates_telling
from tui.widgets.drawn import Drawn
from tui.widgets.lines import Lines
from tui.widgets.safe import shown

if TYPE_CHECKING:
    from db.disparity import Asked, Report
    from db.disparity_behind import StepBehind
    from db.saved_views import Question
    from tui.office import Office


class DisparityScreen(ReadScreen):
    """Every step with its groups; each row opens the subjects of its part and of its base."""

    UNREAD = "The figures could not be read"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("b", "base", "base", "List the subjects of the base, not only those counted in it.",
            "disparity.base"),
        key("w", "words", "words", "Say every row of every step in a sentence.",
            "disparity.words"),
        key("y", "copy", "copy", "Send the sentence of the row to the terminal's clipboard.",
            "disparity.copy"),
        key("r", "reload", "reload", "Read it again.", "disparity.reload", show=False),
        key("escape", "back", "back", "Go back to the rates.", "disparity.back"),
    ]  # fmt: skip

    def __init__(self, office: Office, question: Question) -> None:
        """Take whom it is of, and what groups are made by.

        Args:
            office: What every screen needs.
            question: What the rates ask; its share does not count here.
        """
        super().__init__(office)
        self.question = question
        self.narrowed = rates_telling.line(question, office.rules)
        self.found: Report | None = None

    def compose_body(self) -> ComposeResult:
        """Put the title over the steps."""
        yield Static("Disparity", id="what", markup=False)
        yield Static(id="state", markup=False)
        yield Drawn(id="drawn")

    def on_mount(self) -> None:
        """Begin to read."""
        self._read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is done with a row only where there are rows.

        Args:
            action: What is asked.
            parameters: What it is given.
        """
        if action in {"base", "words", "copy"}:
            return self.has_class("-rows")
        return super().check_action(action, parameters)

    def action_base(self) -> None:
        """List the subjects of the base of the row."""
        self._list(BASE)

    def action_words(self) -> None:
        """Say every row in a sentence."""
        from tui.screens.page import PageScreen

        if self.found is not None:
            told = telling.sentences(self.found, self.narrowed)
            self.say("")
            self.put_over(PageScreen(self.office, telling.title(self.found), told))

    def action_copy(self) -> None:
        """Send the sentence of the row to the terminal."""
        here = self.query_one(Drawn).here
        if here is not None:
            self.copy_out(shown(here.said))

    @on(Lines.Taken)
    def _row_taken(self, message: Lines.Taken) -> None:
        """List the subjects of the part of the row."""
        message.stop()
        self._list(PART)

    def _list(self, column: str) -> None:
        """Show the subjects behind a number of the row of the cursor."""
        here = self.query_one(Drawn).here
        if self.found is None or here is None or here.where is None:
            self.say("No number stands on this line; go to a row.")
            return
        measure, group = telling.number_of(here.where)
        if column == BASE and measure.kind == PEOPLE:
            self.say(telling.NOT_LISTED)
            return
        self.say("")
        asked = replace(self.found.asked, measure=measure.key)
        title = telling.title(self.found)
        self.put_over(StepSubjectsScreen(self.office, title, asked, (column, group)))

    def _read(self) -> None:
        self._set_state("loading", "Reading…")
        by = telling.group_field(self.question.by)
        job = partial(rating.ladder, self.office, self.question, by)
        self.ask(job, self._loaded, self._failed, "disparity")

    def _loaded(self, found: Report) -> None:
        """Show what was read; the cursor stays on its row."""
        self.found = found
        self.query_one("#what", Static).update(Content(shown(telling.title(found))))
        some = any(step.found.rows or step.times for step in found.steps)
        self._set_state("rows" if some else "empty", telling.NONE)
        drawn = self.query_one(Drawn)
        drawn.show(lambda width, _height: telling.lines(found, self.narrowed, width), stay=True)
        if self.is_current:
            self.set_focus(drawn if some else None)


class StepSubjectsScreen(ReadScreen, SubjectsBehind["StepBehind"]):
    """The subjects behind one number of one step."""

    UNREAD = "The subjects could not be read"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("b", "base", "base", "List the subjects of the base, not only those counted in it.",
            "behind.base"),
        key("y", "copy", "copy", "Send the reference to the terminal's clipboard.",
            "behind.copy"),
        key("r", "reload", "reload", "Read the list again.", "behind.reload", show=False),
        key("escape", "back", "back", "Go back to the row of the figures.", "behind.back"),
    ]  # fmt: skip

    def __init__(
        self, office: Office, title: str, asked: Asked, number: tuple[str, str | None]
    ) -> None:
        """Take which number.

        Args:
            office: What every screen needs.
            title: What the figures are.
            asked: Which figures; one step.
            number: Whether the part or the base, and of which group; None for all together.
        """
        super().__init__(office)
        self._title = title
        self.asked = asked
        self.column, self.group = number

    def compose_body(self) -> ComposeResult:
        """Put the title of the figures over the list."""
        yield Static(Content(shown(self._title)), id="what", markup=False)
        yield Static(id="state", markup=False)
        yield Lines(id="subjects")

    def on_mount(self) -> None:
        """Begin to read."""
        self._read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the base only where it can be listed, and a reference only where there is one.

        Args:
            action: What is asked.
            parameters: What it is given.
        """
        if action == "base":
            return self.has_base and self.has_class("-rows")
        if action == "copy":
            return any(self.refs)
        return super().check_action(action, parameters)

    @property
    def has_base(self) -> bool:
        """Say whether the base of the number can be listed as well."""
        return self.column == PART and measures()[self.asked.measure].kind != PEOPLE

    def action_base(self) -> None:
        """List the subjects of the base."""
        self.column = BASE
        self._read()

    def action_copy(self) -> None:
        """Send the reference to the terminal."""
        self.copy_out(self.reference)

    def page_job(self, after: str) -> Callable[[], StepBehind]:
        """Give what reads a page.

        Args:
            after: The token of the page before.
        """
        return partial(rating.officers, self.office, self.asked, self.column, self.group, after)

    def heading(self, page: StepBehind) -> str:
        """Say which number of which step and group it is, and how many it counts.

        Args:
            page: A page of it.
        """
        return f"{step_title(page)}: {rates_telling.subjects(page.total)}"

    def go_to_subjects(self) -> None:
        """Show the list."""
        some = len(self.refs) > 1
        self._set_state("rows")
        if self.is_current:
            self.set_focus(self.query_one("#subjects") if some else None)

    def _read(self) -> None:
        self._set_state("loading", "Reading…")
        self.list_subjects()

    def _not_listed(self, error: Exception) -> None:
        if self.pages:
            super()._not_listed(error)
        else:
            self._failed(error)

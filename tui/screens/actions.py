"""The actions on outliers, and one of them with its rate before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from db import improved, improving
from hearings.access import has
from tui import acting
from tui.keys import key
from tui.screens.read import ReadScreen
from tui.telling import actions as telling
from tui.widgets.lines import Entry, Lines
from tui.widgets.paper import Paper
from tui.widgets.safe import shown

if TYPE_CHECKING:
    from db.improved import Shown
    from hearings.improving.actions import Action
    from tui.acting import Acting
    from tui.office import Office

NONE_GIVEN: Final = (
    "No action has been given. Press esc, go to the row of a unit, or of a rank or tier of those"
    " who assess, and press a."
)
NONE_TO_GIVE: Final = (
    "No action has been given; a supervisor gives one. Press esc for the rates, or r to look again."
)


class ActionsScreen(ReadScreen):
    """Every action in the order it was given, with how it stands."""

    UNREAD = "The actions could not be read"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("r", "reload", "reload", "Read the list again.", "actions.reload", show=False),
        key("escape", "back", "back", "Go back to the rates.", "actions.back"),
    ]  # fmt: skip

    def __init__(self, office: Office) -> None:
        """Begin with nothing read.

        Args:
            office: What every screen needs.
        """
        super().__init__(office)
        self.actions: list[Action] = []

    def compose_body(self) -> ComposeResult:
        """Put the title over the list."""
        yield Static("Actions on outliers, in the order they were given", id="what", markup=False)
        yield Static(id="state", markup=False)
        yield Lines()

    def on_mount(self) -> None:
        """Begin to read."""
        self._set_state("loading", "Reading…")

    def on_screen_resume(self) -> None:
        """Read what may have been done on another screen."""
        self._read()

    def _read(self) -> None:
        desk = self.office.desk
        self.ask(lambda: improving.listing(desk), self._loaded, self._failed, "actions")

    def _loaded(self, found: list[Action]) -> None:
        """Show what was read; the cursor stays on its line."""
        self.actions = found
        lines, office = self.query_one(Lines), self.office
        at = lines.highlighted
        lines.tell([Entry(*telling.entry(one, office.today, office.rules)) for one in found],
                   at=at if at is not None and at < len(found) else None)  # fmt: skip
        may = has(office.desk.actor, "improves")
        self._set_state("rows" if found else "empty", NONE_GIVEN if may else NONE_TO_GIVE)
        if self.is_current:
            self.set_focus(lines if found else None)

    @on(Lines.Taken)
    def _taken(self, message: Lines.Taken) -> None:
        """Show one action."""
        message.stop()
        self.say("")
        self.put_over(ActionScreen(self.office, self.actions[message.place]))


class ActionScreen(ReadScreen):
    """One action: its rate before and after, beside like ones, and what could mislead."""

    AUTO_FOCUS = "Paper"
    UNREAD = "The actions could not be read"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("d", "done", "done", "Say that the action was done, and when.", "action.done"),
        key("x", "drop", "drop", "Say that the action will not be done, and why.", "action.drop"),
        key("r", "reload", "reload", "Read it again.", "action.reload", show=False),
        key("escape", "back", "back", "Go back to the list of actions.", "action.back"),
    ]  # fmt: skip

    def __init__(self, office: Office, action: Action) -> None:
        """Take which action.

        Args:
            office: What every screen needs.
            action: The action as the list had it.
        """
        super().__init__(office)
        self.action = action

    def compose_body(self) -> ComposeResult:
        """Put the title over the page."""
        title = telling.title(self.action, self.office.rules)
        yield Static(Content(shown(title)), id="what", markup=False)
        yield Static(id="state", markup=False)
        yield Paper()

    def on_mount(self) -> None:
        """Begin to read."""
        self._set_state("loading", "Reading…")
        self._read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to end the action only while it is open, and to whoever may.

        Args:
            action: What is asked.
            parameters: What it is given.
        """
        if action in {"done", "drop"}:
            return self.action.open and has(self.office.desk.actor, "improves")
        return super().check_action(action, parameters)

    def action_done(self) -> None:
        """Say when it was done."""
        self._end(acting.doing(self.office, self.action))

    def action_drop(self) -> None:
        """Say why it will not be done."""
        self._end(acting.dropping(self.office, self.action))

    def _end(self, asked: Acting) -> None:
        from tui.screens.acting import ActingScreen

        self.put_over(ActingScreen(self.office, asked), self._ended)

    def _ended(self, answer: dict[str, object] | None) -> None:
        if answer is not None:
            self.say(str(answer["said"]))
            self._read()

    def _read(self) -> None:
        desk, number = self.office.desk, self.action.number
        self.ask(lambda: improved.show(desk, number), self._loaded, self._failed, "action")

    def _loaded(self, found: Shown) -> None:
        self.action = found.action
        paper = self.query_one(Paper)
        paper.tell(telling.page(found, self.office.today, self.office.rules))
        self._set_state("rows")
        if self.is_current:
            paper.focus()

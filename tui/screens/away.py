"""Say that a person or a room is not to be had on some days, or take it back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from db.agenda import add_away
from hearings.errors import BadValue, Refused
from hearings.values import read_date
from tui.dialogs.pick import Item, PickDialog
from tui.keys import FORM, key
from tui.screens.base import OfficeScreen
from tui.spec import Spec
from tui.widgets.fields.form import Form
from tui.widgets.safe import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.office import Office

SPECS = (
    Spec("who", "Who, or which room", "line", "A person's number; or the room's name.", (), True,
         frozenset({"who", "seat"})),
    Spec("room", "Is it a room", "tick", "Whether a room is not to be had, and not a person."),
    Spec("first", "First day", "line", "The first day, as 2014-03-12.", (), True),
    Spec("last", "Last day", "line", "The last day; empty for the first day alone."),
    Spec("why", "Why", "line", "Why, in a few words: leave, court, course.", (), True,
         frozenset({"why"})),
    Spec("name", "Their name", "line", "Only for somebody the records do not hold yet."),
)  # fmt: skip
"""What the form asks for."""


class AwayScreen(OfficeScreen[bool]):
    """The form for somebody who is away; it gives whether anything was saved."""

    TYPING: ClassVar[bool] = True
    CSS_PATH = "move_form.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("f2", "save", "save", "Save it; a refusal says why and loses nothing.", "away.save",
            group=FORM),
        key("escape", "back", "back", "Go back; nothing is saved.", "away.back", group=FORM),
    ]  # fmt: skip

    _saving = False

    def compose_body(self) -> ComposeResult:
        """Put the title over the form, and the help of a field under it."""
        title = "Say who or which room is away · * may not be empty"
        yield Static(Content(title), id="what", markup=False)
        yield Form(SPECS)
        yield Static(id="hint", markup=False)

    @property
    def form(self) -> Form:
        """Give the form."""
        return self.query_one(Form)

    def action_back(self) -> None:
        """Take away what is said above the keys, then go back; a save is waited for."""
        if self._saving:
            return
        if self.said:
            self.say("")
        else:
            self.dismiss(False)

    def action_save(self) -> None:
        """Save what was typed, once."""
        if self._saving:
            return
        self.form.clear_marks()
        try:
            job = _asked(self.office, self.form.typed)
        except Refused as error:
            self._refused(error)
            return
        self._saving = True
        self.ask(job, self._saved, self._refused, "save")

    def _saved(self, _number: int) -> None:
        self.dismiss(True)

    def _refused(self, error: Exception) -> None:
        """Say why, and point at the field it is about."""
        self._saving = False
        if isinstance(error, BadValue):
            self.form.point_at(error.field)
        self.say(self.office.sentence(error, "It could not be saved"), wrong=True)

    @on(Form.Edited)
    def _edited(self, message: Form.Edited) -> None:
        message.stop()

    @on(Form.Pointed)
    def _pointed(self, message: Form.Pointed) -> None:
        """Show the sentence that belongs to the field."""
        message.stop()
        self.query_one("#hint", Static).update(Content(shown(message.spec.help)))


def _asked(office: Office, typed: dict[str, str]) -> Callable[[], int]:
    """Read what was typed into what the diary is told.

    Raises:
        BadValue: Something is missing, or no day.
    """
    for spec in SPECS:
        if spec.required and not typed.get(spec.key, "").strip():
            raise BadValue(spec.key, f"{spec.label} may not be empty.")
    first = read_date("First day", typed["first"], key="first")
    last = read_date("Last day", typed.get("last") or typed["first"], key="last")
    return partial(
        add_away, office.desk, typed["who"], first, last, typed["why"],
        room=bool(typed.get("room")), name=typed.get("name", ""),
    )  # fmt: skip


class BackDialog(PickDialog[bool]):
    """Ask whether an entry of the diary is taken back; it stays on record as withdrawn."""

    SEARCHED = False

    def __init__(self, what: str) -> None:
        """Take the entry.

        Args:
            what: Who or which room.
        """
        super().__init__(
            f"{what} is to be had after all?",
            [Item(False, "no, leave it as it is"), Item(True, "yes, take it back")],
        )

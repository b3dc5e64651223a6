"""The form that draws a dip sample."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from db.drawing import draw
from hearings.errors import BadValue, Refused
from hearings.values import read_date
from tui.keys import FORM, key
from tui.screens.base import OfficeScreen
from tui.spec import Spec
from tui.widgets.fields.form import Form
from tui.widgets.safe import shown

if TYPE_CHECKING:
    from db.review import Sample
    from tui.office import Office

SPECS = (
    Spec("start", "From", "line", "The first day of the period, as 2013-10-01.", (), True),
    Spec("end", "To", "line", "The last day of it, included.", (), True),
    Spec("size", "How many", "line", "How many to draw: at most one in three of the period.", (),
         True),
    Spec("seed", "Seed", "line", "Any text; with it the same draw can be made again.", (), True,
         frozenset({"seed"})),
    Spec("reason", "Reason", "line", "Why again, where your last sample of these days is not read"
         " through; it is listed with the sample."),
)  # fmt: skip
"""What the form asks for."""

USUAL = "30"
"""How many are drawn unless something else is typed."""


class DrawScreen(OfficeScreen["Sample | None"]):
    """The form for a draw; it gives the sample, or None."""

    TYPING: ClassVar[bool] = True
    CSS_PATH = "drawing.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("f2", "save", "draw", "Draw it; a refusal says why and loses nothing.", "draw.save",
            group=FORM),
        key("escape", "back", "back", "Go back; nothing is drawn.", "draw.back", group=FORM),
    ]  # fmt: skip

    _drawing = False

    def compose_body(self) -> ComposeResult:
        """Put the title over the form, and the help of a field under it."""
        title = "Draw a dip sample: changed, unchanged and kept locally · * may not be empty"
        yield Static(Content(title), id="what", markup=False)
        yield Form(SPECS)
        yield Static(id="hint", markup=False)

    def on_mount(self) -> None:
        """Begin with the usual size."""
        self.query_one(Form).fill({"size": USUAL})

    def action_back(self) -> None:
        """Take away what is said above the keys, then go back; a draw is waited for."""
        if self._drawing:
            return
        if self.said:
            self.say("")
        else:
            self.dismiss(None)

    def action_save(self) -> None:
        """Draw, once."""
        if self._drawing:
            return
        form = self.query_one(Form)
        form.clear_marks()
        try:
            job = _asked(self.office, form.typed)
        except Refused as error:
            self._refused(error)
            return
        self._drawing = True
        self.ask(job, self._drawn, self._refused, "save")

    def _drawn(self, sample: Sample) -> None:
        self.dismiss(sample)

    def _refused(self, error: Exception) -> None:
        """Say why, and point at the field it is about."""
        self._drawing = False
        if isinstance(error, BadValue):
            self.query_one(Form).point_at(error.field)
        self.say(self.office.sentence(error, "It could not be drawn"), wrong=True)

    @on(Form.Edited)
    def _edited(self, message: Form.Edited) -> None:
        message.stop()

    @on(Form.Pointed)
    def _pointed(self, message: Form.Pointed) -> None:
        """Show the sentence that belongs to the field."""
        message.stop()
        self.query_one("#hint", Static).update(Content(shown(message.spec.help)))


def _asked(office: Office, typed: dict[str, str]) -> Callable[[], Sample]:
    """Read what was typed into a draw.

    Raises:
        BadValue: Something is missing, or no day, or no number.
    """
    for spec in SPECS:
        if spec.required and not typed.get(spec.key, "").strip():
            raise BadValue(spec.key, f"{spec.label} may not be empty.")
    start = read_date("From", typed["start"], key="start")
    end = read_date("To", typed["end"], key="end")
    text = typed["size"].strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= len("999")):
        raise BadValue("size", f"How many cannot be {text!r}; write a number such as 30.")
    reason = typed.get("reason", "")
    return partial(draw, office.desk, typed["seed"], int(text), start, end, reason)

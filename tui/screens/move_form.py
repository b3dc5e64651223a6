"""The form of any move of the table."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from hearings.people import short_rank
from tui.screens.form import FormScreen
from tui.widgets.fields.form import Form
from tui.widgets.safe import shown
from tui.words import move_title


class MoveForm(FormScreen):
    """What a move asks for, made from the table of moves."""

    CSS_PATH = "move_form.tcss"
    AUTO_FOCUS = ""

    def compose_body(self) -> ComposeResult:
        """Put the title over the form, and the help of a field under it."""
        yield Static(Content(shown(self._title())), id="what", markup=False)
        yield Form(self.specs())
        yield Static(id="hint", markup=False)

    def on_mount(self) -> None:
        """Bring back what was typed before; a move that asks for nothing says so."""
        self.form.first().focus()
        self.restore()
        if not self.move.fields:
            self.say("There is nothing to fill in. F2 saves it.")

    def _title(self) -> str:
        title = move_title(self.move, self.office.rules)
        if self.view is None:
            return f"{title} · * may not be empty"
        facts = self.view.file.subject(self.number).facts
        what = f"{self.ref}  {short_rank(facts.rank)}, {facts.unit}"
        return f"{title} · {what} · * may not be empty"

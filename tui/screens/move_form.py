"""The form of any move of the table."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from hearings.people import short_rank
from tui.screens.form import FormScreen
from tui.telling import TEXT, Said
from tui.widgets.fields.form import Form
from tui.widgets.paper import Paper
from tui.widgets.safe import shown
from tui.words import move_title


class MoveForm(FormScreen):
    """What a move asks for, made from the table of moves."""

    CSS_PATH = "move_form.tcss"
    AUTO_FOCUS = ""

    def compose_body(self) -> ComposeResult:
        """Put the title over the form, and the help of a field under it."""
        yield Static(Content(shown(self._title())), id="what", markup=False)
        if self.move.event == "send_feedback":
            yield Paper(id="note")
        yield Form(self.specs())
        yield Static(id="hint", markup=False)

    def on_mount(self) -> None:
        """Bring back what was typed before; a move that asks for nothing says so."""
        self.form.first().focus()
        self.restore()
        if self.move.event == "send_feedback":
            self.add_class("-note")
            desk, ref = self.office.desk, self.ref
            self.ask(lambda: desk.feedback(ref), self._show_note, self._refused, "note")
        elif not self.move.fields:
            self.say("There is nothing to fill in. F2 saves it.")

    def _show_note(self, lines: list[str]) -> None:
        """Show the note as those who assessed locally will read it."""
        self.query_one("#note", Paper).tell(Said(TEXT, line) for line in lines)
        self.query_one("#note").focus()
        self.say("This is the note; F2 records that it was sent.")

    def _title(self) -> str:
        title = move_title(self.move, self.office.rules)
        if self.view is None:
            return f"{title} · * may not be empty"
        facts = self.view.file.subject(self.number).facts
        what = f"{self.ref}  {short_rank(facts.rank)}, {facts.unit}"
        return f"{title} · {what} · * may not be empty"

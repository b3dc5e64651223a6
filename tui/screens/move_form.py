"""The form of any move of the table; one that needs sitting days shows which are free."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from hearings.people import short_rank
from tui.keys import FORM, key
from tui.screens.form import FormScreen
from tui.telling import TEXT, Said
from tui.widgets.fields.form import Form
from tui.widgets.fields.opens import Opens
from tui.widgets.paper import Paper
from tui.widgets.safe import shown
from tui.words import move_title

if TYPE_CHECKING:
    from hearings.outcomes import Ruling
    from tui.free import Free


class MoveForm(FormScreen):
    """What a move asks for, made from the table of moves."""

    CSS_PATH = "move_form.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        key("f7", "choose", "choose", "Choose a free day for the sitting, or what somebody is there"
            " as.", "form.choose", group=FORM, priority=True),
    ]  # fmt: skip

    def compose_body(self) -> ComposeResult:
        """Put the title over the form, and the help of a field under it."""
        yield Static(Content(shown(self._title())), id="what", markup=False)
        if self.move.event == "send_feedback":
            yield Paper(id="note")
        yield Form(self.specs())
        yield Static(id="free", markup=False)
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
        if self._asks_for("sitting") and self.view is not None:
            self.form.rows["sitting"].control.focus()
            self._find_free(self._show_free)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to choose only where there is something to choose from.

        Args:
            action: The action.
            parameters: What it is given.
        """
        if action == "choose":
            return self._asks_for("sitting") or self._asks_for("seat")
        return super().check_action(action, parameters)

    def action_choose(self) -> None:
        """Choose a free day, or in the field of who sits what somebody is there as."""
        seat = self.form.rows.get("seat")
        if seat is not None and (seat.control.has_focus or not self._asks_for("sitting")):
            from tui.dialogs.seats import SeatsDialog

            view = self.view
            file = None if view is None else view.file
            dialog = SeatsDialog(file, self.number, self.office.rules)
            self.put_over(dialog, self._seated)
        elif self._asks_for("sitting"):
            self.say("Reading which days are free…")
            self._find_free(self._offer_free)

    @on(Opens.Asked)
    def _outcomes(self, message: Opens.Asked) -> None:
        """Read what is lawful with what is typed so far, and offer it."""
        message.stop()
        from tui.lawful import lawful_with

        view, typed = self.view, self.form.typed
        if view is not None:
            self.say("Reading what is lawful here…")
            job = partial(lawful_with, self.office, self.move, self.ref, view, typed)
            take = partial(self._offer_outcomes, message.opens, typed)
            self.ask(job, take, self._refused, "lawful")

    def _offer_outcomes(
        self, opens: Opens, typed: dict[str, str], found: tuple[Ruling, ...]
    ) -> None:
        from tui.dialogs.outcomes import OutcomesDialog

        def chosen(key: str | None) -> None:
            if key is not None:
                opens.text = key

        self.say("")
        self.put_over(OutcomesDialog(found, typed, self.office.rules), chosen)

    def _asks_for(self, name: str) -> bool:
        return any(field.key == name for field in self.move.fields)

    def _find_free(self, then: object) -> None:
        """Read the free days for the room, the people and the days typed so far."""
        from tui.free import free

        view, typed = self.view, self.form.typed
        if view is not None and callable(then):
            job = partial(free, self.office, self.move.event, self.ref, view, typed)
            self.ask(job, then, self._not_free, "free")

    def _show_free(self, found: Free) -> None:
        """Show the limit, what is outstanding and the first free days over the help."""
        self.query_one("#free", Static).update(Content(shown(found.words, lines=True)))
        self.add_class("-free")

    def _offer_free(self, found: Free) -> None:
        from tui.dialogs.free import FreeDialog

        self.say("")
        self._show_free(found)
        if found.days:
            self.put_over(FreeDialog(found), partial(self._sits, found))
        else:
            self.say("No day is free for these people and this room.", wrong=True)

    def _sits(self, found: Free, place: int | None) -> None:
        """Fill in the sitting days that begin with the day chosen."""
        if place is not None:
            row = self.form.rows["sitting"]
            row.text = "\n".join(found.days[place].lines)
            row.control.focus()

    def _seated(self, words: str | None) -> None:
        """Begin a line for somebody who is there as that."""
        if words is not None:
            row = self.form.rows["seat"]
            before = row.text.rstrip()
            row.text = f"{before}\n{words} = ".lstrip()
            row.control.focus()
            row.to_end()

    def _not_free(self, error: Exception) -> None:
        self.say(self.office.sentence(error, "The free days could not be read"), wrong=True)

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

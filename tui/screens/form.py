"""The form of a move: its request, its draft, and a newer version settled."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from db.actions import Ask
from hearings.cases import parse_reference
from hearings.errors import BadValue, NewerVersion
from tui import forms
from tui.difference import difference
from tui.screens.drafting import DraftScreen

if TYPE_CHECKING:
    from db.actions import View
    from hearings.stages import Move
    from tui.office import Office
    from tui.spec import Spec


class FormScreen(DraftScreen[Ask]):
    """The form of one move; it gives the answer of the move, or None."""

    def __init__(self, office: Office, move: Move, ref: str = "", view: View | None = None) -> None:
        """Take what the form is about.

        Args:
            office: What every screen needs.
            move: The move.
            ref: The subject, or the case for a move that makes one; empty for a new case.
            view: The case as it was read; None where there is none yet.
        """
        super().__init__(office, f"{move.event}:{ref}")
        self.move = move
        self.ref = ref
        self.view = view
        self.number = parse_reference(ref)[1] or 1

    @property
    def version(self) -> int | None:
        """Give the version of the subject that was read; None where there is none yet."""
        if self.view is None or self.move.event == "add_subject":
            return None
        return self.view.file.subject(self.number).version

    def specs(self) -> list[Spec]:
        """List what the form asks for."""
        own = self.office.own_maker(self.move.made_by)
        return forms.specs_of(self.move, self._matter(self.view), own=own)

    def _perform(self, ask: Ask) -> dict[str, object]:
        """Make the move, and forget the draft; in a thread."""
        answer = self.office.desk.perform(ask)
        self.draft.drop()
        return answer

    def _ask_for(self, typed: dict[str, str]) -> Ask:
        """Put what was typed as a request.

        Raises:
            BadValue: The day is none, or nobody is named as the maker.
        """
        maker = forms.maker(typed)
        spec = self.form.rows.get(forms.MAKER)
        if maker is None and spec is not None and spec.spec.required:
            raise BadValue("maker", "Say who made this decision: their force number or account.")
        return Ask(
            self.move.event,
            self.ref,
            forms.given(self.move, typed),
            maker,
            forms.took_effect(typed),
            self.version,
        )

    def _not_saved(self, error: Exception) -> None:
        super()._not_saved(error)
        if isinstance(error, NewerVersion):
            desk, ref = self.office.desk, self.ref
            self.ask(
                lambda: desk.show(ref)[0], partial(self._settle, error.read), self._refused, "save"
            )

    def _settle(self, read: int, view: View) -> None:
        """Show what somebody else has saved, and let the person choose."""
        from tui.dialogs.newer import NewerDialog

        now = view.file.subject(self.number).version
        dialog = NewerDialog(
            f"{self.ref} has moved on: you read version {read}, it is now at {now}.",
            difference(self._matter(view), self.move.event, self.form.typed, read),
            keep=f"save mine on version {now}",
            leave="leave it; save nothing",
        )

        def choose(keep: bool | None) -> None:
            if keep:
                self.view = view
                self.action_save()
            else:
                self.say("Nothing was saved; what you typed is still here.")

        self.when_on_top(lambda: self.app.push_screen(dialog, choose))

    def _restore(self, found: tuple[dict[str, str], int] | None) -> None:
        """Put the draft into empty fields, and settle it where the matter has moved on since."""
        super()._restore(found)
        if found is None or self.view is None or self.version is None:
            return
        body, version = found
        if version != self.version:
            self._settle_draft(self.view, body, version)

    def _settle_draft(self, view: View, body: dict[str, str], version: int) -> None:
        """Show what has happened since a draft was typed."""
        from tui.dialogs.newer import NewerDialog

        dialog = NewerDialog(
            f"You typed this on version {version} of {self.ref}; it is now at {self.version}.",
            difference(self._matter(view), self.move.event, body, version),
            keep="go on with what I typed",
            leave="leave the form; the draft stays",
        )

        def choose(keep: bool | None) -> None:
            if not keep:
                self.leave()

        # A draft that is not settled could be saved over what somebody else has done since.
        self.when_on_top(lambda: self.app.push_screen(dialog, choose))

    def _matter(self, view: View | None) -> forms.Matter:
        """Give what the form is about, as it was read or as it now stands."""
        rules, today = self.office.rules, self.office.today
        file, history = (None, ()) if view is None else (view.file, view.history)
        return forms.Matter(rules, file, self.number, history, today)

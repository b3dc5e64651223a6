"""What every form does: its draft, its refusals, and a newer version settled."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from db.actions import Ask
from hearings.cases import parse_reference
from hearings.errors import BadValue, NewerVersion, Refused
from tui import forms
from tui.difference import difference
from tui.drafts import Draft
from tui.faults import keep_fault
from tui.keys import FORM, key
from tui.screens.base import OfficeScreen
from tui.sentences import on_screen
from tui.widgets.fields.form import Form
from tui.widgets.safe import shown

if TYPE_CHECKING:
    from db.actions import View
    from hearings.stages import Move
    from tui.office import Office
    from tui.spec import Spec

RESTORED = "What you typed here before is back."


class FormScreen(OfficeScreen["dict[str, object] | None"]):
    """The form of one move; it gives the answer of the move, or None."""

    TYPING: ClassVar[bool] = True
    """Letters are typed here, so that `q` does not end the program."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("f2", "save", "save", "Save it; a refusal says why and loses nothing.",
            "form.save", group=FORM),
        key("f8", "empty", "empty", "Empty the form and forget the draft; press it twice.",
            "form.empty", group=FORM, show=False),
        key("escape", "back", "back", "Go back; what you have typed is kept as a draft.",
            "form.back", group=FORM),
    ]  # fmt: skip

    def __init__(self, office: Office, move: Move, ref: str = "", view: View | None = None) -> None:
        """Take what the form is about.

        Args:
            office: What every screen needs.
            move: The move.
            ref: The subject, or the case for a move that makes one; empty for a new case.
            view: The case as it was read; None where there is none yet.
        """
        super().__init__(office)
        self.move = move
        self.ref = ref
        self.view = view
        self.number = parse_reference(ref)[1] or 1
        self.draft = Draft(office.desk, f"{move.event}:{ref}")
        self._restored = False
        self._saving = False
        self._emptying = False
        self._rest: Timer | None = None

    @property
    def form(self) -> Form:
        """Give the form."""
        return self.query_one(Form)

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

    def keep_drafts(self) -> None:
        """Write down at once what is being typed."""
        try:
            self.draft.keep()
        except Exception as error:  # noqa: BLE001 - the end must not be held up
            keep_fault(error, self.office.clock())

    def on_unmount(self) -> None:
        """Write down what has not been yet."""
        self.keep_drafts()

    def action_back(self) -> None:
        """Take away what is said above the keys, then go back with the draft kept."""
        if self.said and not self._saving:
            self.say("")
        else:
            self.leave()

    def action_empty(self) -> None:
        """Empty the form, on the second press."""
        if not self._emptying:
            self._emptying = True
            self.say("Press F8 again to empty the form and forget the draft.")
            return
        self._emptying = False
        for row in self.form.rows.values():
            row.text = ""
        self.say("The form is empty.")

    def action_save(self) -> None:
        """Save what was typed."""
        if self._saving or self._locked():
            return
        try:
            ask = self._ask_for(self.form.typed)
        except Refused as error:
            self._refused(error)
            return
        self._saving = True
        self.draft.close()
        self.form.clear_marks()
        self.say("Saving…")
        self.ask(partial(self._perform, ask), self._saved, self._not_saved, "save")

    def done(self, answer: dict[str, object]) -> None:
        """Go on after the move has been made.

        Args:
            answer: What the desk answered.
        """
        self.dismiss(answer)

    def look(self) -> None:
        """See to what depends on what is typed; called after every change."""

    def restore(self) -> None:
        """Read the draft, once the form is there."""
        self.ask(self.draft.read, self._restore, self._no_draft, "draft")

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

    def _saved(self, answer: dict[str, object]) -> None:
        self._saving = False
        self.done(answer)

    def _not_saved(self, error: Exception) -> None:
        self._saving = False
        self.draft.open_again()
        self._keep_later()
        if isinstance(error, NewerVersion):
            self.say(str(error), wrong=True)
            desk, ref = self.office.desk, self.ref
            self.ask(
                lambda: desk.show(ref)[0], partial(self._settle, error.read), self._refused, "save"
            )
        else:
            self._refused(error)

    def _refused(self, error: Exception) -> None:
        """Say why, and point at the field it is about."""
        sentence = self.office.sentence(error, "It could not be saved")
        if isinstance(error, BadValue) and self.form.point_at(error.field):
            spec = self.form.rows[forms.meant(self.form.specs, error.field)].spec
            sentence = on_screen(forms.in_words(spec, str(error)), self.office.rules)
        self.say(sentence, wrong=True)

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

        self.app.push_screen(dialog, choose)

    def _restore(self, found: tuple[dict[str, str], int] | None) -> None:
        """Put the draft into fields in which nothing has been typed since."""
        self._restored = True
        if found is None:
            return
        body, version = found
        typed = self.form.typed
        self.form.fill({key: text for key, text in body.items() if not typed.get(key)})
        self.say(RESTORED)
        self.look()
        if self.view is not None and self.version is not None and version != self.version:
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
        self.app.push_screen(dialog, lambda keep: None if keep else self.leave())

    def leave(self) -> None:
        """Go back at once."""
        self.keep_drafts()
        self.dismiss(None)

    def _no_draft(self, error: Exception) -> None:
        self._restored = True
        self._draft_failed("read", error)

    @on(Form.Edited)
    def _edited(self, message: Form.Edited) -> None:
        """Keep the draft once the keys rest."""
        message.stop()
        self._emptying = False
        self.look()
        if not self._restored or self._saving:
            return
        after = self.draft.typed(self.form.typed, self.version or 0)
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(after, self._keep_later)

    @on(Form.Pointed)
    def _pointed(self, message: Form.Pointed) -> None:
        """Show the sentence that belongs to the field."""
        message.stop()
        self.query_one("#hint", Static).update(Content(shown(message.spec.help)))

    def _matter(self, view: View | None) -> forms.Matter:
        """Give what the form is about, as it was read or as it now stands."""
        rules, today = self.office.rules, self.office.today
        file, history = (None, ()) if view is None else (view.file, view.history)
        return forms.Matter(rules, file, self.number, history, today)

    def _keep_later(self) -> None:
        failed = partial(self._draft_failed, "kept")
        self.ask(self.draft.keep, lambda _n: None, failed, "keep")

    def _draft_failed(self, what: str, error: Exception) -> None:
        self.say(self.office.sentence(error, f"The draft could not be {what}"), wrong=True)

    def _locked(self) -> bool:
        return not self.query(Form)

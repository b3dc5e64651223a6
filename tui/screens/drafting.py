"""A form whose text is kept as a draft while it is typed, and whose refusals stand in it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from hearings.errors import BadValue, Refused
from tui import forms
from tui.drafts import Draft
from tui.faults import keep_fault
from tui.keys import FORM, key
from tui.screens.base import OfficeScreen
from tui.sentences import on_screen
from tui.widgets.fields.form import Form
from tui.widgets.safe import shown

if TYPE_CHECKING:
    from tui.office import Office

Asked = TypeVar("Asked")

RESTORED = "What you typed here before is back."


class DraftScreen(OfficeScreen["dict[str, object] | None"], Generic[Asked]):
    """A form with a draft; it gives the answer of the desk, or None."""

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

    def __init__(self, office: Office, place: str) -> None:
        """Take where the draft is kept.

        Args:
            office: What every screen needs.
            place: What is asked and of whom, as `assess:MC-2014-00042/1`.
        """
        super().__init__(office)
        self.draft = Draft(office.desk, place)
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
        """Give the version of what was read; None where there is none."""
        return None

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
        """Take away what is said above the keys, then go back with the draft kept.

        What is being saved is waited for: whoever left would never be told that it was saved.
        """
        if self._saving:
            return
        if self.said:
            self.say("")
        else:
            self.leave()

    def action_empty(self) -> None:
        """Empty the form, on the second press; where there is none there is nothing to empty."""
        if self._saving or self._locked():
            return
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
        """Go on after it has been saved.

        Args:
            answer: What the desk answered.
        """
        self.dismiss(answer)

    def look(self) -> None:
        """See to what depends on what is typed; called after every change."""

    def restore(self) -> None:
        """Read the draft, once the form is there."""
        self.ask(self.draft.read, self._restore, self._no_draft, "draft")

    def leave(self) -> None:
        """Go back at once."""
        self.keep_drafts()
        self.dismiss(None)

    def _ask_for(self, typed: dict[str, str]) -> Asked:
        """Put what was typed as a request.

        Raises:
            BadValue: Something is missing, or cannot be read.
        """
        raise NotImplementedError

    def _perform(self, ask: Asked) -> dict[str, object]:
        """Save it, and forget the draft; in a thread."""
        raise NotImplementedError

    def _saved(self, answer: dict[str, object]) -> None:
        self._saving = False
        self.done(answer)

    def _not_saved(self, error: Exception) -> None:
        self._saving = False
        self.draft.open_again()
        self._keep_later()
        self._refused(error)

    def _refused(self, error: Exception) -> None:
        """Say why, and point at the field it is about."""
        sentence = self.office.sentence(error, "It could not be saved")
        if isinstance(error, BadValue) and self.form.point_at(error.field):
            spec = self.form.rows[forms.meant(self.form.specs, error.field)].spec
            sentence = on_screen(forms.in_words(spec, str(error)), self.office.rules)
        self.say(sentence, wrong=True)

    def _restore(self, found: tuple[dict[str, str], int] | None) -> None:
        """Put the draft into fields in which nothing has been typed since."""
        self._restored = True
        if found is None:
            return
        typed = self.form.typed
        self.form.fill({key: text for key, text in found[0].items() if not typed.get(key)})
        self.say(RESTORED)
        self.look()

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

    def _keep_later(self) -> None:
        failed = partial(self._draft_failed, "kept")
        self.ask(self.draft.keep, lambda _n: None, failed, "keep")

    def _draft_failed(self, what: str, error: Exception) -> None:
        self.say(self.office.sentence(error, f"The draft could not be {what}"), wrong=True)

    def _locked(self) -> bool:
        return not self.query(Form)

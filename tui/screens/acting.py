"""The form that gives an action on an outlier, or says what became of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from tui.acting import Save
from tui.screens.drafting import DraftScreen
from tui.widgets.fields.form import Form
from tui.widgets.safe import shown

if TYPE_CHECKING:
    from tui.acting import Acting
    from tui.office import Office


class ActingScreen(DraftScreen[Save]):
    """A form about an action; it gives a sentence that says what was saved, or None."""

    CSS_PATH = "move_form.tcss"
    AUTO_FOCUS = ""

    def __init__(self, office: Office, acting: Acting) -> None:
        """Take what is asked.

        Args:
            office: What every screen needs.
            acting: What is asked, and of which action.
        """
        super().__init__(office, acting.place)
        self.acting = acting

    def compose_body(self) -> ComposeResult:
        """Put the title over the form, and the help of a field under it."""
        yield Static(Content(shown(f"{self.acting.title} · * may not be empty")), id="what",
                     markup=False)  # fmt: skip
        yield Form(self.acting.specs)
        yield Static(id="hint", markup=False)

    def on_mount(self) -> None:
        """Bring back what was typed before; what was left empty is filled from the question."""
        self.form.first().focus()
        self.restore()

    def _restore(self, found: tuple[dict[str, str], int] | None) -> None:
        super()._restore(found)
        typed = self.form.typed
        self.form.fill({k: text for k, text in self.acting.filled.items() if not typed.get(k)})

    def _ask_for(self, typed: dict[str, str]) -> Save:
        """Read what was typed.

        Raises:
            BadValue: Something is missing, or no day.
        """
        return self.acting.read(typed)

    def _perform(self, ask: Save) -> dict[str, object]:
        """Save it, and forget the draft; in a thread."""
        said = ask()
        self.draft.drop()
        return {"said": said}

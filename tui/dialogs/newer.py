"""Settle what was typed with what somebody else has saved in the meantime."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.keys import key
from tui.layers import Dialog
from tui.telling import FAINT, HEAD, TEXT, Said
from tui.widgets.paper import Paper
from tui.widgets.safe import shown

if TYPE_CHECKING:
    from tui.difference import Difference


class NewerDialog(Dialog[bool]):
    """What has happened since, and field by field what now stands beside what was typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("f2", "keep", "keep what I typed", "Put what was typed on the version that now stands.",
            "newer.keep"),
        key("escape", "leave", "leave it", "Save nothing; what was typed stays in the form.",
            "newer.leave"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    NewerDialog {
        align: center middle;
        & > Vertical {
            width: 78; max-width: 98%; height: 85%;
            background: $panel; border: round $border; padding: 0 1;
            & > #title { text-style: bold; height: auto; }
            & > #choices { height: auto; text-style: bold; }
        }
    }
    """

    def __init__(self, title: str, found: Difference, *, keep: str, leave: str) -> None:
        """Take both sides.

        Args:
            title: What has happened, in a sentence.
            found: What was saved in the meantime, and the fields.
            keep: What F2 does, with its verb.
            leave: What Esc does, with its verb.
        """
        super().__init__()
        self._title = title
        self._said = [Said(HEAD, "Since then"), *found.told]
        self._said.append(Said(HEAD, "Now, and what you typed"))
        for row in found.rows:
            same = row.stands == row.typed
            self._said.append(Said(TEXT, f"{row.label}{' (the same)' if same else ''}"))
            self._said.append(Said(FAINT, f"now: {row.stands or 'nothing'}", 2))
            self._said.append(Said(TEXT, f"you: {row.typed}", 2))
        self._choices = f"F2  {keep}      Esc  {leave}"

    def compose(self) -> ComposeResult:
        """Put the sentence over the page and the choices under it."""
        with Vertical():
            yield Static(Content(shown(self._title)), id="title", markup=False)
            yield Paper()
            yield Static(Content(shown(self._choices)), id="choices", markup=False)

    def on_mount(self) -> None:
        """Show both sides."""
        paper = self.query_one(Paper)
        paper.tell(self._said)
        paper.focus()

    def action_keep(self) -> None:
        """Keep what was typed."""
        self.dismiss(True)

    def action_leave(self) -> None:
        """Leave it."""
        self.dismiss(False)

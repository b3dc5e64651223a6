"""Read one item of a dip sample blind, and answer once the levels are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from db import blind
from hearings.stages import moves
from tui import forms
from tui.keys import FORM, key
from tui.screens.form import FormScreen
from tui.telling import review as telling
from tui.widgets.fields.form import Form
from tui.widgets.paper import Paper
from tui.widgets.safe import shown

if TYPE_CHECKING:
    from db.actions import Ask
    from db.blind import Item
    from db.people import Named
    from tui.office import Office
    from tui.spec import Spec

_ASKED: Final = frozenset({"level", "reason", "concurs"})
"""What is asked beside who reads; the sample is known, and the day is today."""


class BlindScreen(FormScreen):
    """An item of a dip sample: its page over the form; it gives the item as it then stands."""

    CSS_PATH = "blind.tcss"
    AUTO_FOCUS = "Paper"
    EVENT: ClassVar[str] = "read_blind"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("f6", "page", "page", "Go between the page and the form.", "blind.page", group=FORM),
    ]

    def __init__(self, office: Office, item: Item, reader: Named | None = None) -> None:
        """Take the item as this reader may see it.

        Args:
            office: What every screen needs.
            item: The item.
            reader: Who reads, where that is not whoever is at the keyboard.
        """
        super().__init__(office, moves()[self.EVENT], f"{item.sample}/{item.place}")
        self.item = item
        self.reader = reader

    def compose_body(self) -> ComposeResult:
        """Put the page over the form, and the help of a field under it."""
        yield Static(Content(shown(self._title())), id="what", markup=False)
        yield Paper()
        yield Form(self.specs())
        yield Static(id="hint", markup=False)

    def on_mount(self) -> None:
        """Show the page, and bring back what was typed before."""
        decided = list(telling.decided(self.item, self.office.rules))
        self.query_one(Paper).tell([*decided, *telling.blind(self.item)])
        self.restore()

    def specs(self) -> list[Spec]:
        """List what is asked: who reads only where nobody at the keyboard can."""
        return [
            spec for spec in super().specs()
            if spec.key in _ASKED or (spec.key == forms.MAKER and spec.required
                                      and self.reader is None)
        ]  # fmt: skip

    def action_page(self) -> None:
        """Go to the page from the form, and to the form from the page."""
        page = self.query_one(Paper)
        (self.form.first() if page.has_focus else page).focus()

    def _title(self) -> str:
        passed = len(self.item.passed)
        others = f" · {passed} passed over, not for you to read" if passed else ""
        return f"{telling.title(self.item)} · read blind{others} · * may not be empty"

    def _perform(self, ask: Ask) -> dict[str, object]:
        """Give the level; in a thread."""
        given, desk = ask.given, self.office.desk
        level, reason = str(given.get("level", "")), str(given.get("reason", ""))
        found = blind.read(desk, self.item.sample, self.item.place, level, reason, ask.maker)
        self.draft.drop()
        return {"item": found, "reader": ask.maker}


class AnswerScreen(BlindScreen):
    """The same item with what was decided: concur, or ask the decision-maker to reconsider."""

    EVENT: ClassVar[str] = "answer_reading"

    def _title(self) -> str:
        return f"{telling.title(self.item)} · what was decided · * may not be empty"

    def _perform(self, ask: Ask) -> dict[str, object]:
        """Answer; in a thread."""
        given, desk = ask.given, self.office.desk
        concurs, reason = str(given.get("concurs", "")), str(given.get("reason", ""))
        maker = self.reader or ask.maker
        found = blind.answer(desk, self.item.sample, self.item.place, concurs, reason, maker)
        self.draft.drop()
        return {"item": found, "reader": maker}

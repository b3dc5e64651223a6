"""A form: its fields, what stands in them, and the one a refusal points at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.events import DescendantFocus
from textual.message import Message
from textual.widget import Widget

from tui.forms import meant
from tui.widgets.fields.row import FieldRow

if TYPE_CHECKING:
    from tui.spec import Spec


class Form(VerticalScroll, can_focus=False):
    """The fields of one move, under one another."""

    DEFAULT_CSS = """
    Form { height: 1fr; width: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    """

    @dataclass
    class Edited(Message):
        """Something was typed or chosen."""

        form: Form
        """The form."""

    @dataclass
    class Pointed(Message):
        """Another field has the focus."""

        spec: Spec
        """The field."""

    def __init__(self, specs: Sequence[Spec]) -> None:
        """Take what is asked for.

        Args:
            specs: The fields, in their order.
        """
        super().__init__()
        self.specs = tuple(specs)
        self.rows = {spec.key: FieldRow(spec) for spec in specs}

    def compose(self) -> ComposeResult:
        """Put the fields in."""
        yield from self.rows.values()

    @property
    def typed(self) -> dict[str, str]:
        """Give what stands in the fields that are not empty."""
        return {key: row.text for key, row in self.rows.items() if row.text}

    def fill(self, typed: Mapping[str, str]) -> None:
        """Put texts into the fields that the form has.

        Args:
            typed: The texts, by key.
        """
        for key, text in typed.items():
            if key in self.rows:
                self.rows[key].text = text

    def first(self) -> Widget:
        """Give what is filled in first: a field that may not be empty, where there is one."""
        rows = list(self.rows.values())
        needed = [row for row in rows if row.spec.required]
        return (needed or rows)[0].control

    def point_at(self, field: str) -> bool:
        """Mark a field as refused, and go to it.

        Args:
            field: The field, by any of the names a refusal may give it.

        Returns:
            Whether the form has it.
        """
        key = meant(self.specs, field)
        for name, row in self.rows.items():
            row.mark(wrong=name == key)
        if key:
            self.rows[key].control.focus()
        return bool(key)

    def clear_marks(self) -> None:
        """Take the marks away."""
        for row in self.rows.values():
            row.mark(wrong=False)

    @on(FieldRow.Edited)
    def _edited(self, message: FieldRow.Edited) -> None:
        """Tell the screen once for each change."""
        message.stop()
        self.post_message(self.Edited(self))

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Say which field has the focus, for the line of help."""
        for parent in event.widget.ancestors_with_self:
            if isinstance(parent, FieldRow):
                self.post_message(self.Pointed(parent.spec))
                return

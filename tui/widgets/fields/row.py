"""One field of a form: its label, and what is typed or chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Select, Static, TextArea

from tui.widgets.fields.area import SafeArea
from tui.widgets.fields.choosing import Choice, Levels, Marks, Tick
from tui.widgets.fields.line import SafeInput
from tui.widgets.fields.opens import Opens
from tui.widgets.safe import shown

if TYPE_CHECKING:
    from tui.spec import Spec

WRONG = "✗ "
"""What stands before the label of a field that was refused."""


class Control(Protocol):
    """Whatever holds the text of a field."""

    text: str


def control_for(spec: Spec) -> Widget:
    """Make what a field is filled in with.

    Args:
        spec: The field.
    """
    make = _KINDS.get(spec.kind)
    return SafeInput(compact=False) if make is None else make(spec)


_KINDS: dict[str, Callable[[Spec], Widget]] = {
    "area": lambda _spec: SafeArea(),
    "choice": lambda spec: Choice(spec.options),
    "marks": lambda spec: Marks(spec.options),
    "opens": lambda spec: Opens(spec.options),
    "radio": lambda spec: Levels(spec.options),
    "tick": lambda _spec: Tick(),
}
"""What each kind of field is filled in with; any other is a line."""


class FieldRow(Horizontal):
    """A label, with a star where the field may not be empty, and its control."""

    DEFAULT_CSS = """
    FieldRow {
        height: auto; width: 1fr;
        & > .label { width: 26; height: auto; color: $foreground; padding: 0 1 0 0; }
        & > .control { width: 1fr; }
        &:focus-within > .label { text-style: bold; color: $text-primary; }
        &.-wrong > .label { color: $text-error; text-style: bold; }
        & Input, & TextArea {
            border: none; border-left: solid $secondary; padding: 0; background: $panel;
        }
        & Input:focus, & TextArea:focus {
            border: none; border-left: outer $primary; background: $surface;
        }
        & Input { height: 1; }
        & TextArea { height: auto; min-height: 2; max-height: 10; }
    }
    """

    @dataclass
    class Edited(Message):
        """What stands in the field has changed."""

        row: FieldRow
        """The field."""

    def __init__(self, spec: Spec) -> None:
        """Take what the field is.

        Args:
            spec: The field.
        """
        super().__init__()
        self.spec = spec
        self._control = control_for(spec)
        self._control.add_class("control")

    def compose(self) -> ComposeResult:
        """Put the label before the control."""
        yield Static(Content(self._label()), classes="label", markup=False)
        yield self._control

    @property
    def control(self) -> Widget:
        """Give the widget that is typed in."""
        return self._control

    @property
    def text(self) -> str:
        """Give what stands in the field."""
        control: Control = self._control  # type: ignore[assignment]  # one of its kinds
        return control.text

    @text.setter
    def text(self, text: str) -> None:
        control: Control = self._control  # type: ignore[assignment]  # one of its kinds
        if control.text != text:
            control.text = text

    def to_end(self) -> None:
        """Put the cursor behind what is typed in an area."""
        if isinstance(self._control, TextArea):
            self._control.move_cursor(self._control.document.end)

    def mark(self, *, wrong: bool) -> None:
        """Mark the field as refused, or take the mark away.

        Args:
            wrong: Whether it was refused.
        """
        if wrong != self.has_class("-wrong"):
            self.set_class(wrong, "-wrong")
            self.query_one(".label", Static).update(Content(self._label()))

    def _label(self) -> str:
        sign = WRONG if self.has_class("-wrong") else ""
        return shown(f"{sign}{self.spec.label}{' *' if self.spec.required else ''}")

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Select.Changed)
    @on(Levels.Changed)
    @on(Opens.Changed)
    def _tell(self, message: Message) -> None:
        """Tell the form, in words of our own."""
        message.stop()
        self.post_message(self.Edited(self))

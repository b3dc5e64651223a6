"""What is chosen rather than typed: one of a list, a level, yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Checkbox, RadioButton, RadioSet, Select

from tui.widgets.safe import shown

if TYPE_CHECKING:
    from tui.forms import Options


class Choice(Select[str]):
    """One of a list, or none."""

    DEFAULT_CSS = """
    Choice { height: 1; }
    """

    def __init__(self, options: Options) -> None:
        """Take the list.

        Args:
            options: The values and their words.
        """
        said = [(Content(shown(words)), value) for value, words in options]
        super().__init__(said, prompt="–", compact=True)
        self._values = frozenset(value for value, _ in options)

    @property
    def text(self) -> str:
        """Give the value chosen; empty for none."""
        return "" if self.value is Select.NULL else str(self.value)

    @text.setter
    def text(self, text: str) -> None:
        if text in self._values:
            self.value = text
        else:
            self.clear()


class Levels(RadioSet):
    """The three levels of severity."""

    DEFAULT_CSS = """
    Levels { height: auto; }
    """

    def __init__(self, options: Options) -> None:
        """Take the levels, the most serious first.

        Args:
            options: The values and their words.
        """
        super().__init__(*(RadioButton(Content(words)) for _, words in options), compact=True)
        self._values = [value for value, _ in options]

    @property
    def text(self) -> str:
        """Give the level chosen; empty for none."""
        return self._values[self.pressed_index] if self.pressed_index >= 0 else ""

    @text.setter
    def text(self, text: str) -> None:
        for value, button in zip(self._values, self.query(RadioButton), strict=False):
            button.value = value == text


class Tick(Checkbox):
    """Yes or no."""

    def __init__(self) -> None:
        """Begin with no."""
        super().__init__("yes", compact=True)

    @property
    def text(self) -> str:
        """Give yes, or nothing."""
        return "yes" if self.value else ""

    @text.setter
    def text(self, text: str) -> None:
        self.value = text == "yes"

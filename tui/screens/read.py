"""A screen that reads one thing, and says so while it does or cannot."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.widgets import Static

from tui.screens.base import OfficeScreen
from tui.widgets.safe import shown


class ReadScreen(OfficeScreen[None]):
    """What it is in `#what`, and what is read under that; `#state` where there is none of it."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    UNREAD: ClassVar[str]
    """What could not be done, as the start of a sentence."""
    DEFAULT_CSS = """
    ReadScreen {
        & > #what { height: auto; max-height: 2; padding: 0 1; text-style: bold; }
        & > #state { height: 1fr; padding: 1; color: $text-muted; }
        & > Lines, & > Paper { display: none; }
        &.-rows > #state { display: none; }
        &.-rows > Lines, &.-rows > Paper { display: block; }
        &.-failed > #state { color: $text-error; }
    }
    """

    def action_back(self) -> None:
        """Take away what is said above the keys, then go back."""
        if self.said:
            self.say("")
        else:
            self.dismiss(None)

    def action_reload(self) -> None:
        """Read it again."""
        self._read()

    def _read(self) -> None:
        raise NotImplementedError

    def _failed(self, error: Exception) -> None:
        words = self.office.sentence(error, self.UNREAD)
        self._set_state("failed", f"{words} Press r to try again, or esc to go back.")

    def _set_state(self, state: str, words: str = "") -> None:
        for name in ("loading", "empty", "rows", "failed"):
            self.set_class(name == state, f"-{name}")
        self.query_one("#state", Static).update(Content(shown(words)))
        self.refresh_bindings()

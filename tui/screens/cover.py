"""What lies over everything: a blank screen after idle minutes, or a sentence in a small window."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

SMALL = "hearings needs a window of at least 80 × 24; make this one larger, or press q to quit."
"""The one sentence of a window that is too small."""


class Cover(Screen[None]):
    """A screen that shows nothing but a sentence, or nothing."""

    DEFAULT_CSS = """
    Cover {
        background: $background; color: $foreground; align: center middle; layers: base;
        & > Static { width: 1fr; text-align: center; padding: 0 1; }
    }
    """

    def __init__(self, sentence: str = "") -> None:
        """Take the sentence.

        Args:
            sentence: What to say; nothing leaves the screen blank.
        """
        super().__init__()
        self.sentence = sentence

    def compose(self) -> ComposeResult:
        """Put the sentence in the middle."""
        yield Static(self.sentence, markup=False)

"""Keep what is being typed: half a second after the last key, and at once when the end is near."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from db.actions import Desk

REST: Final = 0.5
"""Seconds after the last key when a draft is written down."""

LONGEST: Final = 5.0
"""Seconds of typing without a rest after which it is written down all the same."""


AT_ONCE: Final = 0.01
"""Seconds that stand for none; a timer of nought is refused."""


class Draft:
    """What one person has typed at one place; safe to write from any thread.

    The newest text wins whatever order the threads come in, and nothing is written once the move
    has been made.
    """

    def __init__(self, desk: Desk, place: str) -> None:
        """Begin with nothing typed.

        Args:
            desk: Where it is kept.
            place: The move and the subject, as `assess:MC-2014-00042/1`.
        """
        self._desk = desk
        self.place = place
        self._lock = threading.Lock()
        self._body: dict[str, str] = {}
        self._version = 0
        self._typed = self._kept = 0
        self._since = 0.0
        self._closed = False

    @property
    def waits(self) -> bool:
        """Say whether something has been typed that is not written down yet."""
        return self._typed > self._kept and not self._closed

    def typed(self, body: Mapping[str, str], version: int) -> float:
        """Take what now stands in the form, and say in how many seconds to write it down.

        Args:
            body: The texts, by key of the form.
            version: The version of the subject they were typed on.
        """
        now = time.monotonic()
        if not self.waits:
            self._since = now
        self._body = {key: text for key, text in body.items() if text}
        self._version = version
        self._typed += 1
        return max(AT_ONCE, min(REST, self._since + LONGEST - now))

    def keep(self) -> None:
        """Write down what was typed last, unless that is done."""
        with self._lock:
            if not self.waits:
                return
            number = self._typed
            self._desk.keep_draft(self.place, self._body, self._version)
            self._kept = number

    def read(self) -> tuple[dict[str, str], int] | None:
        """Give what was typed here before, and the version it was typed on."""
        found = self._desk.draft(self.place)
        if found is None:
            return None
        body, version = found
        return {key: str(text) for key, text in body.items() if text}, version

    def close(self) -> None:
        """Write nothing more: the move is being made."""
        with self._lock:
            self._closed = True

    def open_again(self) -> None:
        """Go on: the move was refused, and what was typed stays."""
        self._since = time.monotonic()
        self._closed = False
        self._typed += 1

    def drop(self) -> None:
        """Forget what is kept here."""
        with self._lock:
            self._closed = True
            self._desk.keep_draft(self.place, {}, 0)

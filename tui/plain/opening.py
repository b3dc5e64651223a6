"""Open the terminal app; kept from the commands, which load more than the app waits for."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from hearings.errors import UsageError

if TYPE_CHECKING:
    from tui.plain.face import Face


def open_app(face: Face) -> int:
    """Open the terminal app on the face's database.

    Returns:
        The exit code.

    Raises:
        UsageError: There is no terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("The terminal app needs a terminal; every task is also a plain command.")
    # Collecting garbage took a fifth of the time to the first row; the app takes it up when ready.
    gc.disable()
    from tui.app import run

    desk = face.desk()
    if desk.demonstration:
        from db.demo import LAST

        desk.today = LAST
    return run(desk, face.settings(), face.clock)

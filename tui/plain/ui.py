"""`hearings ui`: open the terminal app."""

from __future__ import annotations

import typer

from hearings.errors import UsageError
from tui.plain.face import Face, face_of

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("ui")
def ui(ctx: typer.Context) -> None:
    """Open the terminal app; every task of it is also a plain command.

    Example: hearings ui
    """
    raise typer.Exit(open_app(face_of(ctx)))


def open_app(face: Face) -> int:
    """Open the terminal app on the face's database.

    Returns:
        The exit code.

    Raises:
        UsageError: There is no terminal.
    """
    import sys

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("The terminal app needs a terminal; every task is also a plain command.")
    from tui.app import run

    return run(face.desk(_day_of(face)), face.settings(), face.clock)


def _day_of(face: Face) -> str:
    """Give the day a demonstration is opened as of: the last day of its stories."""
    from db.opening import demonstration_of

    if demonstration_of(face.plain_database()) == ("", ""):
        return ""
    from db.demo import LAST

    return LAST.isoformat()

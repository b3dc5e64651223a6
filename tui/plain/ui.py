"""`hearings ui`: open the terminal app."""

from __future__ import annotations

import typer

from tui.plain.face import face_of
from tui.plain.opening import open_app

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("ui")
def ui(ctx: typer.Context) -> None:
    """Open the terminal app; every task of it is also a plain command.

    Example: hearings ui
    """
    raise typer.Exit(open_app(face_of(ctx)))

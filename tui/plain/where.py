"""`hearings where`: say where everything is kept."""

from __future__ import annotations

import typer

from tui.plain.face import face_of
from tui.plain.output import Format, FormatOption, data, pretty

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("where")
def where(ctx: typer.Context, output: FormatOption = Format.TEXT) -> None:
    """Say where the database, the settings and the log are.

    Example: hearings where
    """
    from db.places import data_folder, log_file, os_account, settings_file

    face = face_of(ctx)
    found = {
        "database": face.url,
        "data": str(data_folder()),
        "settings": str(settings_file()),
        "settings_there": settings_file().exists(),
        "log": str(log_file()),
        "account": os_account(),
    }
    if output is Format.JSON:
        data({"schema": "hearings.where/1", **found})
    else:
        found["settings_there"] = "yes" if found["settings_there"] else "no: the defaults hold"
        pretty(found)

"""`hearings where`: say where everything is kept."""

from __future__ import annotations

import typer

from tui.plain.face import face_of
from tui.plain.output import Format, FormatOption, data, pretty, sheet

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("where")
def where(ctx: typer.Context, output: FormatOption = Format.TEXT) -> None:
    """Say where the database, the settings and the log are.

    Example: hearings where
    """
    from db.places import data_folder, is_there, log_file, os_account, settings_file

    face = face_of(ctx)
    found = {
        "database": face.place,
        "data": str(data_folder()),
        "settings": str(settings_file()),
        "settings_there": is_there(settings_file()),
        "log": str(log_file()),
        "account": os_account(),
    }
    if output is Format.JSON:
        data({"schema": "hearings.where/1", **found})
    elif output is Format.CSV:
        sheet(list(found), [list(found.values())])
    else:
        found["settings_there"] = "yes" if found["settings_there"] else "no: the defaults hold"
        pretty(found)

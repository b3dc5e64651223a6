"""`hearings db`: check and upgrade the database."""

from __future__ import annotations

import typer

from hearings.errors import FoundFaults, Refused
from tui.plain.face import face_of
from tui.plain.output import Format, FormatOption, data, line, sheet, words

app = typer.Typer(
    help="Check and upgrade the database.",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
)


@app.callback()
def _db() -> None:
    """Check and upgrade the database."""


@app.command("check")
def check(ctx: typer.Context, output: FormatOption = Format.TEXT) -> None:
    """Recount the kept counts and rebuild every case from its events; exit 5 where they differ.

    Example: hearings db check
    """
    from db.checking import check as look

    desk = face_of(ctx).desk()
    faults = look(desk.database, desk.rules)
    if output is Format.JSON:
        data({"schema": "hearings.check/1", "faults": faults})
    elif output is Format.CSV:
        sheet(["fault"], [[fault] for fault in faults])
    else:
        for fault in faults:
            line(fault)
    if faults:
        raise FoundFaults(
            f"The check found {len(faults):,} fault{'' if len(faults) == 1 else 's'}."
        )
    words("The kept counts and every case agree with the events.")


@app.command("upgrade")
def upgrade(ctx: typer.Context) -> None:
    """Bring the database to the schema this version works with; all of it or none.

    Example: hearings db upgrade
    """
    from db.upgrade import HEAD, check_schema, schema_of
    from db.upgrade import upgrade as bring

    database = face_of(ctx).plain_database()
    if database.path is not None and not database.path.exists():
        raise Refused(f"There is no database at {database.path}.")
    before = schema_of(database)
    if not before or before > HEAD:
        check_schema(database)
    after = bring(database)
    if before == after:
        words(f"The database stands at {after} already.")
    else:
        words(f"The database went from {before} to {after}.")

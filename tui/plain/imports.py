"""`hearings import`: bring an archive in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hearings.errors import PartlyDone
from tui.plain.face import face_of
from tui.plain.output import Format, FormatOption, data, line, sheet
from tui.plain.progress import progress

app = typer.Typer(rich_markup_mode=None, add_completion=False)

COUNTS = ("read", "new", "changed", "unchanged", "absent", "rejected", "warned", "cases",
          "subjects")  # fmt: skip
"""What an import counts, in order."""


@app.command("import")
def bring_in(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="The archive: .csv or .csv.gz.")],
    mapping: Annotated[Path, typer.Option(help="The TOML file that says what each column is.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen.")] = False,
    rejects: Annotated[Path | None, typer.Option(help="Where rejected rows go.")] = None,
    encoding: Annotated[str, typer.Option(help="The file's encoding.")] = "utf-8",
    output: FormatOption = Format.TEXT,
) -> None:
    """Bring an archive in: all of the file or nothing, but for rejected rows.

    Example: hearings import complaints.csv.gz --mapping docs/examples/chicago.toml
    """
    from db.importer import run_import
    from db.mapping import read
    from db.opening import init, is_new

    face = face_of(ctx)
    how = read(mapping)
    if not dry_run and is_new(face.plain_database()):
        init(face.url, face.today)
    with progress("rows") as tell:
        found = run_import(
            face.desk(),
            file,
            how,
            dry_run=dry_run,
            rejects=rejects,
            encoding=encoding,
            progress=tell,
        )
    _say(found, output, how.note)
    if found["rejected"]:
        where = f"they are in {found['rejects']}" if found["rejects"] else "nothing was written"
        raise PartlyDone(f"{found['rejected']:,} rows were rejected; {where}.")


def _say(found: dict[str, object], output: Format, note: str) -> None:
    if output is Format.JSON:
        data(found)
    elif output is Format.CSV:
        sheet(COUNTS, [[found[name] for name in COUNTS]])
    else:
        for name in COUNTS:
            line(f"{name:<10} {found[name]:>9,}")
        if note:
            line(note)

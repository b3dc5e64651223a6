"""`hearings import`: bring an archive in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from hearings.errors import PartlyDone, UsageError
from tui.plain.face import Face, face_of
from tui.plain.output import Format, FormatOption, data, line, sheet, words
from tui.plain.progress import progress

if TYPE_CHECKING:
    from db.importer.rejects import Rejected

app = typer.Typer(rich_markup_mode=None, add_completion=False)

TOLD = 100
"""The most rejected rows a dry run names; the real run keeps them all in the rejects file."""

LONGEST_VALUE = 80
"""How much of a rejected value a dry run says."""

COUNTS = ("read", "new", "changed", "unchanged", "absent", "rejected", "warned", "cases",
          "subjects")  # fmt: skip
"""What an import counts, in order."""


@app.command("import")
def bring_in(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="The archive: CSV, XLSX or JSON Lines.")],
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
    from db.places import is_there

    how, refused = read(mapping), list[str]()
    if not is_there(file):
        raise UsageError(f"There is no file {file}.")
    with _ready(face_of(ctx), dry_run=dry_run) as face, progress("rows") as tell:
        found = run_import(
            face.desk(),
            file,
            how,
            dry_run=dry_run,
            rejects=rejects,
            encoding=encoding,
            progress=tell,
            tell=lambda row: refused.append(_told(row)) if dry_run else None,
        )
        face.close()
    for sentence in refused[:TOLD]:
        words(sentence)
    _say(found, output, how.note)
    if found["rejected"]:
        one = found["rejected"] == 1
        it_is = "it is" if one else "they are"
        where = f"{it_is} in {found['rejects']}" if found["rejects"] else "nothing was written"
        many = "1 row was" if one else f"{found['rejected']:,} rows were"
        raise PartlyDone(f"{many} rejected; {where}.")


@contextmanager
def _ready(face: Face, *, dry_run: bool) -> Iterator[Face]:
    """Make the database where there is none; for a dry run, one that is gone afterwards."""
    from db.opening import init, is_new

    if not is_new(face.plain_database()):
        yield face
    elif not dry_run:
        init(face.url, face.today)
        yield face
    else:
        with TemporaryDirectory(prefix="hearings-") as folder:
            face = replace(face, database=str(Path(folder) / "dry-run.db"))
            init(face.url, face.today)
            yield face


def _told(row: Rejected) -> str:
    from db.importer.rejects import shown

    where = f"line {row.line}, {row.column}" if row.column else f"line {row.line}"
    return f"{where}: {shown(row.value)[:LONGEST_VALUE]!r}: {row.reason}"


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

"""`hearings bundle`: make, keep and reissue the hearing bundle and the outcome bundle."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tui.plain.face import face_of
from tui.plain.output import AsOf, Format, FormatOption, columns, data, line, sheet, words

if TYPE_CHECKING:
    from db.bundles import Kept

app = typer.Typer(
    help="Make, keep and reissue the bundles of a hearing.",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
)

Out = Annotated[
    Path | None, typer.Option("--out", help="The file to write; it must not be there yet.")
]

COLUMNS = (
    "id", "subject", "kind", "format", "pages", "made_at", "account", "digest", "sha256",
)  # fmt: skip
"""What a row of `bundle list` holds, in order."""

SHOWN = COLUMNS[:-2]
"""What of it the text shows."""


@app.callback()
def _bundle() -> None:
    """Make, keep and reissue the bundles of a hearing."""


@app.command("make")
def make(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="CASE/N", help="The subject.")],
    kind: Annotated[str, typer.Option("--kind", help="Which bundle: hearing or outcome.")],
    form: Annotated[
        str, typer.Option("--format", "--file-format", help="What it is: html, docx or pdf.")
    ] = "pdf",
    out: Out = None,
    documents: Annotated[
        Path | None,
        typer.Option("--documents", help="The folder with the documents' files; by their hash."),
    ] = None,
    comparators: Annotated[
        bool,
        typer.Option("--comparators", help="Set out the comparators that both sides have had."),
    ] = False,
    as_of: AsOf = "",
) -> None:
    """Make a bundle, the same for panel, officer and presenting side, and keep it byte for byte.

    Example: hearings bundle make MC-2014-00042/1 --kind hearing --format pdf --out hearing.pdf
    """
    from db import bundles

    face = face_of(ctx)
    _fits(out)
    made = bundles.make(
        face.desk(as_of),
        ref,
        kind,
        form,
        folder=documents,
        comparators=comparators,
        force=face.settings().force,
    )
    bundle = made.bundle
    words(
        f"Kept as bundle {bundle.id}: {bundle.pages} pages; its contents come to {bundle.digest}."
    )
    for why, count in made.left_out:
        words(f"Left out: {count} document{'' if count == 1 else 's'} {why}.")
    if made.separate:
        words(f"Not bound in: {'; '.join(made.separate)}.")
    if out is None:
        words(f"'bundle reissue {bundle.id} --out FILE' gives it out.")
        return
    _give(bundle, out)


@app.command("list")
def list_bundles(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="CASE[/N]", help="The case or the subject.")],
    output: FormatOption = Format.TEXT,
) -> None:
    """List the bundles made in a case or for one of its officers.

    Example: hearings bundle list MC-2014-00042/1
    """
    from db.bundles import listed

    rows = [_row(bundle) for bundle in listed(face_of(ctx).desk(), ref)]
    if output is Format.JSON:
        data({"schema": "hearings.bundles/1", "rows": rows})
    elif output is Format.CSV:
        sheet(COLUMNS, [[row[name] for name in COLUMNS] for row in rows])
    else:
        columns([[str(row[name]) for name in SHOWN] for row in rows], SHOWN)
        words(f"{len(rows):,} bundle{'' if len(rows) == 1 else 's'}.")


@app.command("reissue")
def reissue(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="ID", help="The bundle's number.")],
    out: Annotated[Path, typer.Option("--out", help="The file to write; it must not be there.")],
) -> None:
    """Give a bundle out again, byte for byte as it was made.

    Example: hearings bundle reissue 12 --out again.pdf
    """
    from db import bundles

    _fits(out)
    _give(bundles.reissue(face_of(ctx).desk(), number), out)


@app.command("hash")
def show_hash(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The document's file.")],
    output: FormatOption = Format.TEXT,
) -> None:
    """Work out a file's SHA-256 and how many pages it has, as 'case attach' takes them.

    Example: hearings bundle hash statement.pdf
    """
    from db.bundles.folder import count, file_hash, read

    sha256, pages = file_hash(file), count(read(file))
    if output is Format.JSON:
        data({"schema": "hearings.file/1", "sha256": sha256, "pages": pages or None})
    elif output is Format.CSV:
        sheet(("sha256", "pages"), [(sha256, pages or "")])
    else:
        line(f"--sha256 {sha256}" + (f" --pages {pages}" if pages else ""))
        if not pages:
            words(f"How many pages {file} has cannot be told: it is neither plain text nor a PDF.")


def _row(bundle: Kept) -> dict[str, object]:
    return {
        "id": bundle.id,
        "subject": bundle.ref,
        "kind": bundle.kind,
        "format": bundle.format,
        "pages": bundle.pages,
        "made_at": bundle.made_at.isoformat(),
        "account": bundle.account,
        "digest": bundle.digest,
        "sha256": bundle.sha256,
    }


def _fits(out: Path | None) -> None:
    """Refuse, before anything is kept, what could not be given out."""
    from db.places import is_there
    from hearings.errors import Refused

    if out is not None and is_there(out):
        raise Refused(f"{out} is there already; name another file with --out.")
    if out is not None and not is_there(out.parent):
        raise Refused(f"{out} cannot be made: there is no folder {out.parent}.")


def _give(bundle: Kept, out: Path) -> None:
    from db.files import write

    write(out, bundle.body)
    words(f"Written to {out} (SHA-256 {bundle.sha256}).")

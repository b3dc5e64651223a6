"""`hearings report`: the quarterly reports, as HTML, PDF or Word."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hearings.errors import UsageError
from tui.plain.face import face_of
from tui.plain.output import AsOf, Format, FormatOption, data, sheet, words

app = typer.Typer(
    help="Make the quarterly reports.",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
)

COLUMNS = ("kind", "quarter", "audience", "form", "sha256", "file")
"""What is said of a report that was made, as CSV."""


@app.callback()
def _report() -> None:
    """Make the quarterly reports."""


@app.command("make")
def make(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="reassessment or associations.")],
    quarter: Annotated[str, typer.Option(help="Which quarter, as 2014-Q1.")],
    out: Annotated[Path, typer.Option("--out", help="The file: .html, .pdf or .docx.")],
    audience: Annotated[
        str, typer.Option(help="internal, staff or public; associations go to staff or public.")
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Write over the file of --out.")] = False,
    as_of: AsOf = "",
    output: FormatOption = Format.TEXT,
) -> None:
    """Make a report: its pictures, its tables, and words beside each picture that say the same.

    Example: hearings report make reassessment --quarter 2014-Q1 --out quarter.pdf
    Example: hearings report make associations --quarter 2014-Q1 --out table.docx
    """
    from db.files import check_place, write
    from db.reports import making
    from db.reports.forms import FORMS

    form = out.suffix.lower().removeprefix(".")
    if form not in FORMS:
        raise UsageError(f"{out} does not say of which kind it is; end it in .html, .pdf or .docx.")
    check_place(out, over=force)
    made = making.make(face_of(ctx).desk(as_of), kind, quarter, audience, form)
    write(out, made.body, over=force)
    for said in made.aside:
        words(f"Not given: {said}")
    row = (made.kind, made.quarter, made.audience, made.form, made.sha256, str(out))
    if output is Format.JSON:
        data({"schema": "hearings.report/1", **dict(zip(COLUMNS, row, strict=True))})
    elif output is Format.CSV:
        sheet(COLUMNS, [row])
    else:
        words(f"Written to {out}.")
        words(f"SHA-256 {made.sha256}")

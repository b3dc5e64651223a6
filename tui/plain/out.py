"""The options by which a figure goes into a file, and what puts it there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tui.plain.output import words

if TYPE_CHECKING:
    from db.session import Session
    from db.sheets import Sheet

OutOption = Annotated[
    Path | None,
    typer.Option("--out", help="Write it to this file: .csv, .xlsx, .json, .html or .svg."),
]
ForceOption = Annotated[bool, typer.Option("--force", help="Write over the file of --out.")]


def fits(out: Path | None, *, force: bool, picture: bool = False) -> None:
    """Refuse, before anything is counted or released, a file that could not be written.

    Args:
        out: The file; None where there is none.
        force: Whether to write over one that is there.
        picture: Whether the figure has a picture.

    Raises:
        UsageError: Its name does not say of which kind it is, what writes it is not installed, or
            there is no picture.
        Refused: It is there already, or its folder is not there or not to be written to.
    """
    if out is not None:
        from db.sheets import check_out

        check_out(out, over=force, picture=picture)


def put_out(session: Session, sheet: Sheet, out: Path, *, force: bool) -> None:
    """Write a figure to a file, and say so.

    Args:
        session: Whose figure it is; the trail of what was asked stands already.
        sheet: The figure.
        out: The file.
        force: Whether to write over one that is there.
    """
    from db.sheets import keep_out

    keep_out(sheet, out, session.moment(), over=force)
    words(f"Written to {out}.")

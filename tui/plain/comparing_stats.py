"""`hearings stats funnel` and `trend`: units beside each other, and one period after another."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.plain.asking import Basis, From, Named, To, Where, breakdown
from tui.plain.face import face_of
from tui.plain.figure import give
from tui.plain.narrowing import narrowed
from tui.plain.out import ForceOption, OutOption, fits
from tui.plain.output import AsOf, Format, FormatOption

Measured = Annotated[
    str,
    typer.Option(
        "--measure",
        help="changed, gross_lowered, misconduct_lowered, misconduct_raised or neither_raised.",
    ),
]

PictureOption = Annotated[bool, typer.Option("--picture", help="A picture above the table.")]


def add_comparing(app: typer.Typer) -> None:
    """Add the commands to those of `stats`."""
    app.command("funnel")(show_funnel)
    app.command("trend")(show_trend)


def show_funnel(
    ctx: typer.Context,
    by: Annotated[str, typer.Option(help="The field whose values are compared.")],
    measure: Measured = "gross_lowered",
    where: Where = None,
    start: From = "",
    end: To = "",
    basis: Basis = "received",
    archive: Named = "",
    as_of: AsOf = "",
    picture: PictureOption = False,
    output: FormatOption = Format.TEXT,
    out: OutOption = None,
    force: ForceOption = False,
) -> None:
    """Put units, ranks or groups beside each other, each against the limits for its base.

    Example: hearings stats funnel --by unit --measure gross_lowered --picture
    """
    from db.comparing import funnel_of
    from tui.plain.rate_sheets import funnel_figure

    asked = breakdown([by], where, start, end, basis, archive)
    fits(out, force=force, picture=True)
    session = face_of(ctx).session(as_of)
    found = funnel_of(session, narrowed(session, asked), measure)
    give(session, funnel_figure(found, picture=picture), output, out, force=force)


def show_trend(
    ctx: typer.Context,
    by: Annotated[str, typer.Option(help="month, quarter or year.")] = "quarter",
    measure: Measured = "gross_lowered",
    where: Where = None,
    start: From = "",
    end: To = "",
    basis: Basis = "received",
    archive: Named = "",
    as_of: AsOf = "",
    picture: PictureOption = False,
    output: FormatOption = Format.TEXT,
    out: OutOption = None,
    force: ForceOption = False,
) -> None:
    """Put one period after another, and flag a change by a stated rule alone.

    Example: hearings stats trend --measure gross_lowered --by quarter --where unit=Camden
    """
    from db.comparing import trend_of
    from tui.plain.rate_sheets import trend_figure

    asked = breakdown(None, where, start, end, basis, archive)
    fits(out, force=force, picture=True)
    session = face_of(ctx).session(as_of)
    found = trend_of(session, narrowed(session, asked), measure, by)
    give(session, trend_figure(found, picture=picture), output, out, force=force)

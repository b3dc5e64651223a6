"""`hearings matrix`: past outcomes in similar circumstances; comparators, not a tariff."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tui.plain.face import face_of
from tui.plain.output import Format, FormatOption, columns, data, line, sheet

if TYPE_CHECKING:
    from db.precedents import Scope
    from tui.plain.face import Face

app = typer.Typer(
    help="Compare with past outcomes.",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
)

Year = Annotated[str, typer.Option(help="Only those decided in this year.")]
Regime = Annotated[str, typer.Option(help="Only those under 2008, 2012, 2020 or local.")]
RankBand = Annotated[str, typer.Option(help="Only those of officers of this rank band.")]
Standard = Annotated[str, typer.Option(help="Only those about this Standard.")]
Archive = Annotated[str, typer.Option(help="Those of this archive, and no others.")]
Many = list[str] | None


@app.callback()
def _matrix() -> None:
    """Compare with past outcomes: comparators, not a tariff."""


@app.command("show")
def show(
    ctx: typer.Context,
    year: Year = "",
    regime: Regime = "",
    rank_band: RankBand = "",
    standard: Standard = "",
    archive: Archive = "",
    output: FormatOption = Format.TEXT,
) -> None:
    """Show how past matters ended, by Standard, culpability and level of harm.

    Example: hearings matrix show --regime 2012 --rank-band constable
    """
    from db.matrix import grid
    from tui.plain import matrix_words

    face = face_of(ctx)
    scope = _scope(face, year, regime, rank_band, standard, archive)
    desk = face.desk()
    found, left = grid(desk, scope)
    if output is Format.JSON:
        data(matrix_words.promised_grid(found, scope, left))
    elif output is Format.CSV:
        sheet(matrix_words.CELL_COLUMNS, matrix_words.cell_rows(found))
    else:
        matrix_words.print_grid(found, left, desk.rules.factors, archive)


@app.command("cases")
def cases(
    ctx: typer.Context,
    year: Year = "",
    regime: Regime = "",
    rank_band: RankBand = "",
    standard: Standard = "",
    culpability: Annotated[str, typer.Option(help="Only those so coded, or unknown.")] = "",
    harm_level: Annotated[str, typer.Option(help="Only those so coded, or unknown.")] = "",
    archive: Archive = "",
    output: FormatOption = Format.TEXT,
) -> None:
    """List the matters behind a number of the matrix, the newest first.

    Example: hearings matrix cases --standard honesty --culpability deliberate --harm-level high
    """
    from db.matrix import behind
    from tui.plain import matrix_words

    face = face_of(ctx)
    scope = _scope(face, year, regime, rank_band, standard, archive, culpability, harm_level)
    found = behind(face.desk(), scope)
    if output is Format.JSON:
        rows = [matrix_words.behind_row(row) for row in found]
        data({"schema": "hearings.cell/1", "n": len(rows), "rows": rows})
    elif output is Format.CSV:
        sheet(matrix_words.BEHIND_COLUMNS, [matrix_words.behind_cells(row) for row in found])
    else:
        matrix_words.print_behind(found)


@app.command("lookup")
def lookup(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="[CASE/N]", help="The subject.")] = "",
    standard: Annotated[Many, typer.Option(help="A Standard breached.")] = None,
    factor: Annotated[Many, typer.Option(help="A factor, as GROUP=KEY.")] = None,
    level: Annotated[str, typer.Option(help="The finding: misconduct, gross_misconduct.")] = "",
    culpability: Annotated[str, typer.Option(help="The culpability.")] = "",
    harm_level: Annotated[str, typer.Option(help="The level of harm.")] = "",
    category: Annotated[Many, typer.Option(help="A category.")] = None,
    rank_band: Annotated[str, typer.Option(help="The rank band.")] = "",
    regime: Annotated[str, typer.Option(help="The regime to compare under.")] = "",
    archive: Archive = "",
    most: Annotated[int, typer.Option(min=1, max=1000, help="The most matters shown.")] = 20,
    output: FormatOption = Format.TEXT,
) -> None:
    """Find past matters like one matter, or like the circumstances you name.

    Of a matter everything that is known of it counts; of circumstances only what you name.

    Example: hearings matrix lookup --standard honesty --culpability deliberate --harm-level high
    """
    from tui.plain.lookups import Lookup, print_lookup

    asked = Lookup(
        ref=ref,
        standard=tuple(standard or ()),
        factor=tuple(factor or ()),
        level=level,
        culpability=culpability,
        harm_level=harm_level,
        category=tuple(category or ()),
        rank_band=rank_band,
        regime=regime,
        archive=archive,
        most=most,
        output=output.value,
    )
    print_lookup(face_of(ctx), asked)


@app.command("factors")
def factors(ctx: typer.Context, output: FormatOption = Format.TEXT) -> None:
    """List what the circumstances of a matter are coded by, and what each counts in comparing.

    Example: hearings matrix factors
    """
    from tui.plain import matrix_words

    lists = face_of(ctx).settings().rules.factors
    rows = list(matrix_words.factor_rows(lists))
    titles = matrix_words.FACTOR_COLUMNS
    if output is Format.JSON:
        data({
            "schema": "hearings.factors/1",
            "edition": lists.stamp,
            "example": lists.example,
            "source": lists.source,
            "least": str(lists.least),
            "weights": dict(lists.weights),
            "rows": [dict(zip(titles, row, strict=True)) for row in rows],
        })  # fmt: skip
    elif output is Format.CSV:
        sheet(titles, rows)
    else:
        line(f"Lists: {lists.stamp}{'; shipped as an example' if lists.example else ''}")
        line(f"From similarity {lists.least} on a past matter is a comparator.")
        columns([[str(cell) for cell in row] for row in rows], titles)
        line(matrix_words.weights_line(lists.weights))


def _scope(
    face: Face,
    year: str,
    regime: str,
    rank_band: str,
    standard: str,
    archive: str,
    culpability: str = "",
    harm_level: str = "",
) -> Scope:
    from db.precedents import UNKNOWN, Scope
    from tui.plain.lookups import checked_archive, checked_band, checked_regime

    if standard and standard != UNKNOWN and not archive:
        from hearings.standards import standard_named

        standard = standard_named(standard)
    return Scope(
        year=year,
        regime=checked_regime(regime),
        rank_band=checked_band(rank_band),
        standard=standard,
        culpability=culpability,
        harm_level=harm_level,
        archive=checked_archive(face, archive),
    )
